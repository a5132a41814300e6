/* What every sweep counts. */
#ifndef TESTS_TORTURE_TALLY_H
#define TESTS_TORTURE_TALLY_H

struct tally {
    unsigned planned; /* faults that were to happen */
    unsigned fired;   /* that did */
    unsigned bad;     /* that came to something that must not be */
};

#endif
