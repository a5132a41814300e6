/* Kills a process at a system call of its choice, as kill -9 at that moment would. */
#ifndef TESTS_TORTURE_KILLING_H
#define TESTS_TORTURE_KILLING_H

#include <stdbool.h>

/* This system lets a process watch its child. */
bool killing_possible(void);
/* Runs it in a process of its own, which is killed before its call number at, from 1; 0: it is left alone.
 * How many calls it made; *killed: it did not live to its end. */
unsigned killing_run(void (*run)(void *context), void *context, unsigned at, bool *killed);

#endif
