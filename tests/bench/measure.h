/* Timing other programs from outside: whole processes, and interactive ones through a pseudo-terminal that
 * answers nothing. Times are milliseconds of CLOCK_MONOTONIC. */
#ifndef TESTS_BENCH_MEASURE_H
#define TESTS_BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* One run of a process from just before it is started until it was waited for; output to /dev/null. */
struct usage {
    double wall, cpu;
    double peak; /* MB of resident memory */
    int status;  /* exit status, or 128 + signal */
};
/* input: a file for standard input, or NULL for /dev/null. false: it could not be started. */
bool measure_process(const char *const argv[], const char *input, struct usage *out);

/* An interactive program. */
struct session {
    pid_t pid;
    int fd;
    double started;
};

#define SESSION_QUIET 60 /* ms of silence that end a reaction; never part of a figure */

struct reaction {
    double first, settled; /* since the keys were written, or since the start: first and last byte */
    size_t bytes;          /* 0: it wrote nothing within the time limit */
};

bool session_start(const char *const argv[], int rows, int cols, struct session *out);
/* Reads until the program has been silent; measured from 'since'. limit: ms to wait for the first byte. */
struct reaction session_read(struct session *s, double since, int limit);
/* Reads until the program has written the text, which must not be cut by sequences between its letters; ms
 * since 'since', or limit where it never came. What follows at once is read, too. */
double session_until(struct session *s, double since, const char *text, int limit);
/* Writes keys in one go and reads the reaction. */
struct reaction session_keys(struct session *s, const char *keys, size_t len);
/* Peak resident memory until now, MB. */
double session_peak(const struct session *s);
/* The terminal gets another size. */
struct reaction session_resize(struct session *s, int rows, int cols);
/* From the keys to the end of the process; limit where it did not end. Ends the session. */
double session_exit(struct session *s, const char *keys, size_t len, int limit);
/* Kills it. */
void session_end(struct session *s);

double measure_now(void);
/* The value below which the share p (0 to 1) of n values lies; sorts them. */
double measure_quantile(double *values, size_t n, double p);
/* A program of that name is in PATH, or is that file. */
bool measure_installed(const char *name);

#endif
