/* Runs the real binary, as an operator's shell would, and keeps what it said. */
#ifndef TESTS_PROGRAM_H
#define TESTS_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include <sys/types.h>

struct program {
    int status; /* of exit; -1 when a signal ended it */
    char *out;  /* standard output, NUL-terminated */
    size_t out_len;
    char *err; /* standard error */
};

/* An environment without credentials, and with all files below directory. */
void program_home(const char *directory);
/* input is its standard input (NULL: nothing); the arguments end with NULL. Replaces what p held. */
void program_run(struct program *p, const char *input, ...) __attribute__((sentinel));
/* The same with an array, NULL-terminated, without argv[0]. */
void program_run_all(struct program *p, const char *input, char **arguments);
void program_finish(struct program *p);
/* With redirections that only a shell can make: "show a.json >/dev/full". Returns the status of its exit. */
int program_in_shell(const char *arguments);

/* Whether the process may be looked into: it may leave a core file, or what /proc tells of it is its owner's.
 * (For root, who owns all of it, the second cannot be told.) Skips the test where there is no /proc. */
bool program_can_be_seen(pid_t pid);

/* The binary's own sandbox as a child. */
struct program_sandbox {
    pid_t pid;
    int input; /* closing it ends the sandbox */
    char url[128];
};
void program_sandbox_start(struct program_sandbox *s);
void program_sandbox_stop(struct program_sandbox *s);

#endif
