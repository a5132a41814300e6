/* Memory runs out in the real program in a real terminal, from its start on, curses included: however it
 * ends, the terminal is as it was, and something was said. */
#ifndef TESTS_TORTURE_TERMINAL_FAMINE_H
#define TESTS_TORTURE_TERMINAL_FAMINE_H

#include "tests/torture/tally.h"

/* At every step-th place that asks for memory; naive: with nothing that is done at the end, every
 * naive_step-th. program: the path of "starved". */
void sweep_terminal_famine(const char *program, unsigned step, struct tally *t, unsigned naive_step,
                           struct tally *naive);

#endif
