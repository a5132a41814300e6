/* What the rows of the bench table share. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include "tests/bench/measure.h"

#define KEYS      40
#define PATH_SIZE 512

struct bench {
    const char *program, *tools;
    char dir[PATH_SIZE / 2];
    unsigned n;
    char file[PATH_SIZE]; /* the body with n reservations */
    double file_mb;
    char validator[PATH_SIZE], schema[PATH_SIZE]; /* for python3-jsonschema */
};

/* ---- bench.c */
/* A row: our figure, the peer's, their ratio and the goal for that. */
void bench_line(const char *row, unsigned n, double ours, const char *unit, const char *peer, double theirs,
                double ratio, double goal);
void bench_missing(const char *row, unsigned n, const char *peer);
/* Makes the body of b->n reservations. */
bool bench_generate(struct bench *b);
/* Starts the program on the body, at that size, and waits until its form is shown. */
bool bench_open(const struct bench *b, int rows, int cols, struct session *out);
/* The way from the first frame to the table of reservations. */
void bench_go_to_reservations(struct session *s);
/* Starts the stand-in server; its URL goes to url. -1: it did not start. */
pid_t bench_sandbox(const struct bench *b, char *url, size_t size);

/* ---- live.c */
/* Row 6: a key at this size beside the same at ten reservations. */
void bench_size_of_keys(const struct bench *b);
/* Row 9: a page of the JSON in colours. */
void bench_preview(const struct bench *b);
/* Row 14: keys while a request gets no answer, giving it up, Esc, another size, the end. */
void bench_stall(const struct bench *b, const char *key);

#endif
