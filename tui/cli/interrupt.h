/* Ctrl-C and its relatives as something to wait for, so that a request is cancelled in order and its outcome
 * is recorded and said. Private to cli/. */
#ifndef TUI_CLI_INTERRUPT_H
#define TUI_CLI_INTERRUPT_H

#include <stdbool.h>

#include <signal.h>

struct interrupt {
    int fd; /* readable after SIGINT, SIGTERM or SIGHUP; -1 where that cannot be had */
    sigset_t before;
};

void interrupt_begin(struct interrupt *i);
/* Takes what came; true when something did. */
bool interrupt_taken(struct interrupt *i);
void interrupt_end(struct interrupt *i);

#endif
