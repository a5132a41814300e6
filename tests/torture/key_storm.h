/* Seeded random keys, pastes and sizes on the real program in its terminal, with saves, ends of every kind
 * and starts in between: it always answers, ends as it is told to, leaves the terminal well, and what it
 * saved can be read. */
#ifndef TESTS_TORTURE_KEY_STORM_H
#define TESTS_TORTURE_KEY_STORM_H

#include "tests/torture/tally.h"

/* A point is a seed: six starts with some hundred keys each. naive: the same with a crash, and with
 * a program that stands still, which the storm has to notice. */
void sweep_keys(unsigned points, struct tally *t, struct tally *naive);

#endif
