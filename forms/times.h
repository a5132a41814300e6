/* Date-times of the API: RFC 3339, section 5.6. No clock and no time zone database here: the caller
 * passes the present and the offset in. */
#ifndef FORMS_TIMES_H
#define FORMS_TIMES_H

#include "forms/buf.h"
#include "forms/err.h"

#include <stdint.h>

struct instant {
    int64_t seconds;     /* since 1970-01-01T00:00:00Z */
    int32_t nanoseconds; /* 0 to 999999999; further digits are cut */
    int32_t offset;      /* minutes east of UTC, as written */
    bool unknown_offset; /* written as -00:00 */
};

/* Strict: full-date "T" full-time with a zone; "t", "z" and a space for "T" are refused, as ajv-formats'
 * and older servers' rules do, except that *e then says what to write. Leap seconds (:60) are allowed
 * only as 23:59:60 UTC, and count as the second after. On failure *out is unchanged. */
bool times_parse(const char *p, size_t len, struct instant *out, struct err *e);
/* "2026-11-20T23:00:00Z", with a fraction only when there is one. Added to out, as all below. */
void times_utc(const struct instant *t, struct buf *out);
/* Days since 1970-01-01 of a Gregorian date, and back. */
int64_t times_days(int year, int month, int day);
void times_date(int64_t days, int *year, int *month, int *day);
int times_weekday(int64_t days); /* 0 = Sunday */
/* "in 23 h 59 min", "in 3 days 4 h", "in 12 s", "expired 5 min ago", "expired just now". Cut, not rounded:
 * never more time than there is. */
void times_countdown(int64_t now, int64_t then, struct buf *out);
/* "just now", "2 min ago", "5 h ago" (today), "yesterday", "3 Nov", "3 Nov 2025" (another year): for lists.
 * utc_offset in seconds east, for the calendar. */
void times_ago(int64_t now, int64_t then, int utc_offset, struct buf *out);

#endif
