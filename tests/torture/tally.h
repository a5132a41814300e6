/* What every sweep counts. */
#ifndef TESTS_TORTURE_TALLY_H
#define TESTS_TORTURE_TALLY_H

struct tally {
    unsigned planned; /* faults that were to happen */
    unsigned fired;   /* that did */
    unsigned bad;     /* that came to something that must not be */
};

/* Says what was counted, and fails the test unless at least so many faults fired, nothing bad came of them,
 * and something bad did come of the same for the control, which does without what protects. */
void tally_assert(const struct tally *t, unsigned least, const struct tally *control);

#endif
