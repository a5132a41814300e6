/* Times as people write them: "20 nov 15:00", "tomorrow 3pm", "2026-11-20", "+3d". */
#ifndef FORMS_WHEN_H
#define FORMS_WHEN_H

#include "forms/buf.h"
#include "forms/zone.h"

enum date_order { DATE_DAY_FIRST, DATE_MONTH_FIRST }; /* of "3/4/2026"; 2026-04-03 is always ISO 8601's */

/* As people write where the locale is from ("en_US.UTF-8"): the month first in the United States alone. NULL:
 * the day. */
enum date_order when_order(const char *locale);

/* What a text is read against. */
struct when_world {
    int64_t now;             /* seconds since 1970, UTC */
    const struct zone *zone; /* that the text's clock shows; NULL: UTC */
    const char *zone_name;   /* "Europe/Lisbon", for what is said; NULL: "UTC" */
    int minute_of_day;       /* of a day without a time: 15 * 60; -1: such a text is refused */
    const int64_t *base;     /* what "+3d" counts from, such as the beginning of the stay; NULL: now */
    enum date_order order;
};

/* What was read. */
struct when {
    int64_t seconds;                 /* since 1970, UTC */
    bool guessed_year, guessed_time; /* the text did not say it */
    bool exact;                      /* it names its offset */
    /* ZONE_NEVER: clocks skip the time, and 'seconds' is by how much they were put forward later. ZONE_TWICE:
     * 'seconds' is the first of the two, 'other' the second. ZONE_ONCE for all that names its own offset. */
    enum zone_shown shown;
    int64_t other;
};

/* The forms, in any letter case, with blanks, commas and "at" between their parts:
 *   exact:  2026-11-20T15:00:00Z and all else of RFC 3339
 *   days:   2026-11-20, 2026/11/20, 20261120, 20.11.2026, 20. 11. 2026, 20/11/26, 11/20/2026 (see order),
 *           20.11., 20-nov-26, 20 nov, nov 20 2026, 20th november, today, tomorrow, yesterday,
 *           friday, fri (the next one, or today), next friday (never today)
 *   times:  15:00, 15:00:30, 15:00:30.000, 15.00, 1500, 3pm, 3:30 p.m., 15h, 15h30, noon, midnight, now
 *   steps:  +3d, "+3 days 11:00", "+1w", "3 nights", -2h, +90min, from base; hours take no time beside them
 *   zones:  Z, UTC, +01:00, -0500 or an abbreviation (WEST), behind a time
 * Days and times in either order. A time alone is the next one; a day alone is at minute_of_day.
 *
 * false with *e, ERR_SYNTAX: what is not understood, a day that no calendar has, or a year outside 1970 to
 * 9999; *out is unchanged. */
bool when_parse(const char *p, size_t len, const struct when_world *world, struct when *out, struct err *e);
/* "15:00" from what people write of a time of day alone ("3pm", "15.00", "15h", "noon"); seconds only where
 * they were written. Added to out; false: it is none. */
bool when_time_of_day(const char *p, size_t len, struct buf *out);

/* Minutes since midnight of such a text, "15:00" or "15:00:30"; -1: it is none. */
int when_minute(const char *p, size_t len);

/* For people. All are added to out. */
/* "Fri 20 Nov 2026 15:00", with seconds where there are some, on the clock of the zone. */
void when_show(int64_t seconds, const struct zone *zone, struct buf *out);
/* The same, shorter: "20 Nov 15:00" for the year of now, "20 Nov 2027" for another. */
void when_show_short(int64_t seconds, const struct zone *zone, int64_t now, struct buf *out);
/* What clocks that change have to do with it, as a sentence; nothing for ZONE_ONCE. */
void when_warn(const struct when *t, const struct when_world *world, struct buf *out);
/* Midnights of the zone between two instants; 0 where the end is not later. */
int64_t when_nights(int64_t begin, int64_t end, const struct zone *zone);

#endif
