/* Runs a small program with a text as its standard input: from an argument vector, never by a shell, with a
 * time limit. The caller ignores SIGPIPE (an open terminal does). */
#ifndef TUI_TERM_RUN_H
#define TUI_TERM_RUN_H

#include "tui/term/term.h"

#include <stdbool.h>
#include <stddef.h>

/* Its output goes nowhere, and it gets a session of its own, so that what it leaves behind (xclip serves the
 * selection) survives this terminal, and the signals of main.c as a program expects them. True when it took
 * all of the text and ended with status 0 within ms; else it is ended, and as soon as the program has to end.
 */
bool run_with_input(struct term *t, const char *const argv[], const char *text, size_t len, int ms);

#endif
