/* Memory runs out in the middle of the real program: real screens, disk, database, network; the clock and the
 * terminal are the test's. For every place that asks for memory (a stack of callers), its first request
 * fails; once alone, and once with all that cannot be served by what is given back. Whatever comes of it: the
 * work is there as it was before the key that was being answered, or in a state that this key leads through,
 * the saved file is a whole one, the terminal was put back, and the end says why. */
#ifndef TESTS_TORTURE_FAMINE_H
#define TESTS_TORTURE_FAMINE_H

#include "tests/torture/tally.h"

#include <stdbool.h>

/* Every step-th place; naive: with nothing that is done at the end, every naive_step-th. */
void sweep_famine(unsigned step, struct tally *t, unsigned naive_step, struct tally *naive);

#endif
