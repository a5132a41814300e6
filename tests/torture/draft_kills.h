/* Whoever keeps a journal is killed at every moment: what was said to be kept is there afterwards. */
#ifndef TESTS_TORTURE_DRAFT_KILLS_H
#define TESTS_TORTURE_DRAFT_KILLS_H

#include "tests/torture/tally.h"

#include <stdbool.h>

/* Killed before each of its system calls, or every step-th: the next one finds the work as it was when it was
 * kept last, or one edit further, byte for byte. naive: the whole body, written into its file after each
 * edit. false: processes cannot be watched here. */
bool sweep_kills_of_drafts(unsigned step, struct tally *t, struct tally *naive);

#endif
