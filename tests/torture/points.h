/* A point of a sweep that is tried by what fails a test: in a process of its own, so that the sweep goes on
 * after a failure. */
#ifndef TESTS_TORTURE_POINTS_H
#define TESTS_TORTURE_POINTS_H

#include "tests/torture/tally.h"

#include <stdbool.h>

/* A test that says, once it came as far as it was planned, that it did. */
void point_fired(void);
/* Counts one more: test(*state), where setup and teardown make and remove the state. show: what a failure
 * says is printed. */
void point_try(void (*test)(void **state), int (*setup)(void **state), int (*teardown)(void **state),
               bool show, struct tally *t);

#endif
