/* A disk that fails under SQLite: takes the place of its default file system, and is one while nothing is
 * asked of it. */
#ifndef TESTS_TORTURE_DISK_H
#define TESTS_TORTURE_DISK_H

#include <stdbool.h>

enum disk_failure {
    DISK_FULL,      /* no write fits any more */
    DISK_FULL_HALF, /* the same, and the first of them is cut in the middle */
    DISK_BROKEN,    /* no write and no sync works any more */
    DISK_HICCUP,    /* one write or sync fails, the next works */
    DISK_FAILURES,
    DISK_OFF = DISK_FAILURES, /* the power goes: see disk_power_off */
};

/* From now on, every file that SQLite opens. */
void disk_take_over(void);
/* The at-th write or sync from now on, from 1, is where it begins. */
void disk_fail(enum disk_failure how, unsigned at);
/* Every file is what it was when it was synced last: the rest was in memory. For files that nobody has open.
 */
void disk_power_off(void);
/* Mended. true: it had come to that. */
bool disk_mend(void);

#endif
