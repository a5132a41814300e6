/* The promise about the terminal, counted in the real program: every signal, a hang-up and a crash come while
 * there is unsaved work, in each situation that the program can be in. It ends with the status that the
 * manual names, the terminal is as it was before, nothing spins, and the next start offers the work; or it
 * goes on, where the signal is none of its business. */
#ifndef TESTS_TORTURE_TERM_ENDS_H
#define TESTS_TORTURE_TERM_ENDS_H

#include "tests/torture/tally.h"

/* All of the table, or of each situation some. naive: programs that no handler could save (SIGKILL), and one
 * whose database takes no drafts. All of those have to be bad. */
enum ends_size { ENDS_SHORT, ENDS_ALL };
void sweep_ends_of_terminals(enum ends_size size, struct tally *t, struct tally *naive);

#endif
