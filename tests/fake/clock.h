/* The clock of the tests: stands still at 2026-11-20T20:54:17Z, in UTC, until it is moved. */
#ifndef TESTS_FAKE_CLOCK_H
#define TESTS_FAKE_CLOCK_H

#include <stdint.h>

#define FAKE_NOW INT64_C(1795208057)

/* Sets both clocks: the moment, and the milliseconds since the test began. */
void fake_clock_set(int64_t now, int64_t elapsed_ms);
void fake_clock_advance(int64_t ms);

#endif
