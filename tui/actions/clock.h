/* The present, as a door that tests replace at link time (tests/fake/clock.c). */
#ifndef TUI_ACTIONS_CLOCK_H
#define TUI_ACTIONS_CLOCK_H

#include "forms/buf.h"

#include <stdint.h>

int64_t clock_now(void);      /* seconds since 1970-01-01T00:00:00Z */
int64_t clock_elapsed(void);  /* milliseconds of CLOCK_MONOTONIC */
int clock_offset(int64_t at); /* local seconds east of UTC at that moment */
/* "21 Nov 2026 12:54 PST": the operator's own zone. */
void clock_local(int64_t at, struct buf *out);

#endif
