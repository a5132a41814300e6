#include "forms/when_private.h"

#include "forms/safe.h"
#include "forms/times.h"

#include <string.h>

enum { HOUR = 3600, DAY = 86400 };

static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const weekday_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

static int64_t floor_days(int64_t seconds)
{
    return seconds >= 0 ? seconds / DAY : -((DAY - 1 - seconds) / DAY);
}

/* ---- the day */

static bool exists(int year, int month, int day)
{
    int y, m, d;
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    times_date(times_days(year, month, day), &y, &m, &d);
    return m == month && d == day;
}

/* A date without a year is of the year that brings it soonest, last month's dates apart: those are of the
 * year that they were in. */
static bool guess_year(int64_t today, int month, int day, int64_t *days)
{
    enum { RECENT = 31, YEARS = 9 /* from one 29 February to the next, over a century's turn */ };
    int year, unused_month, unused_day;
    times_date(today, &year, &unused_month, &unused_day);
    for (int y = year - 1; y <= year + YEARS; y++)
        if (exists(y, month, day) && times_days(y, month, day) >= today - RECENT) {
            *days = times_days(y, month, day);
            return true;
        }
    return false;
}

static bool refuse_date(const struct when_parts *p, struct err *e)
{
    if (p->month < 1 || p->month > 12)
        return err_set(e, ERR_SYNTAX, "There is no month %d. Is the day meant to come first, or the month?",
                       p->month);
    if (p->has_year)
        return err_set(e, ERR_SYNTAX, "There is no %d %s %d.", p->day, month_names[p->month - 1], p->year);
    return err_set(e, ERR_SYNTAX, "There is no %d %s.", p->day, month_names[p->month - 1]);
}

static bool date_of(const struct when_parts *p, int64_t today, struct when *out, int64_t *days, struct err *e)
{
    if (p->has_year && (p->year < 1970 || p->year > 9999))
        return err_set(e, ERR_SYNTAX, "The year %d is out of range: 1970 to 9999.", p->year);
    if (p->has_year ? !exists(p->year, p->month, p->day) : !guess_year(today, p->month, p->day, days))
        return refuse_date(p, e);
    if (p->has_year)
        *days = times_days(p->year, p->month, p->day);
    out->guessed_year = !p->has_year;
    if (p->weekday >= 0 && times_weekday(*days) != p->weekday) {
        int year, month, day;
        times_date(*days, &year, &month, &day);
        return err_set(e, ERR_SYNTAX, "%d %s %d is a %s, not a %s.", day, month_names[month - 1], year,
                       weekday_names[times_weekday(*days)], weekday_names[p->weekday]);
    }
    return true;
}

/* ---- the time */

static const char *zone_name(const struct when_world *w)
{
    return w->zone && w->zone_name ? w->zone_name : "UTC";
}

static int64_t on_clock(const struct when_world *w, int64_t utc)
{
    return utc + zone_offset(w->zone, utc, NULL);
}

static bool same_word(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if ((*a & ~32) != (*b & ~32))
            return false;
    return *a == *b;
}

/* Turns what the clock shows into an instant; an abbreviation tells two such instants apart. */
static bool settle(const struct when_parts *p, const struct when_world *w, int64_t local, struct when *out,
                   struct err *e)
{
    out->shown = ZONE_ONCE;
    if (p->has_offset) {
        out->seconds = out->other = local - p->offset;
        out->exact = true;
        return true;
    }
    if (w->zone)
        out->shown = zone_instants(w->zone, local, &out->seconds, &out->other);
    else
        out->seconds = out->other = local;
    if (!p->zone[0])
        return true;
    const int64_t both[] = {out->seconds, out->other};
    for (size_t i = 0; i < 2; i++) {
        const char *name;
        zone_offset(w->zone, both[i], &name);
        if (same_word(name, p->zone)) {
            out->seconds = out->other = both[i];
            out->shown = ZONE_ONCE;
            out->exact = true;
            return true;
        }
    }
    return err_set(e, ERR_SYNTAX,
                   "\"%s\" is not in use in %s then. Write an offset such as +01:00, a zone such as "
                   "Europe/Lisbon, or none.",
                   p->zone, zone_name(w));
}

static bool in_range(int64_t seconds)
{
    return seconds >= 0 && seconds < times_days(10000, 1, 1) * DAY;
}

/* A step from the base: days on the calendar, hours on the stopwatch. */
static bool step_of(const struct when_parts *p, const struct when_world *w, struct when *out, struct err *e)
{
    const int64_t base = w->base ? *w->base : w->now - w->now % 60;
    int64_t local = on_clock(w, base) + p->days * DAY;
    if (p->days == 0 && !p->has_time) {
        out->seconds = out->other = base + p->seconds;
        out->shown = ZONE_ONCE;
        return true;
    }
    if (p->has_time) {
        local = floor_days(local) * DAY + p->time;
    } else if (w->minute_of_day >= 0) {
        local = floor_days(local) * DAY + (int64_t)w->minute_of_day * 60;
        out->guessed_time = true;
    }
    return settle(p, w, local, out, e);
}

static bool day_of(const struct when_parts *p, const struct when_world *w, struct when *out, int64_t *days,
                   struct err *e)
{
    const int64_t now = on_clock(w, w->now), today = floor_days(now);
    const int ahead = p->weekday < 0 ? 0 : (p->weekday - times_weekday(today) + 7) % 7;
    switch (p->kind) {
    case WHEN_DATE:
        return date_of(p, today, out, days, e);
    case WHEN_NO_DAY: /* a time alone: the next one */
        *days = today + (p->has_time && p->time < now - today * DAY);
        return true;
    case WHEN_WEEKDAY:
        *days = today + ahead;
        return true;
    case WHEN_NEXT_WEEKDAY:
        *days = today + (ahead ? ahead : 7);
        return true;
    default:
        *days = today + p->days;
        return true;
    }
}

static bool meaning_of(const struct when_parts *p, const struct when_world *w, struct when *out,
                       struct err *e)
{
    int64_t days = 0;
    if (p->now) {
        out->seconds = out->other = w->now - w->now % 60;
        return true;
    }
    if (p->kind == WHEN_STEP)
        return step_of(p, w, out, e);
    if (!day_of(p, w, out, &days, e))
        return false;
    if (!p->has_time && w->minute_of_day < 0)
        return err_set(e, ERR_SYNTAX, "A time is needed, too: write 15:00 or 3pm behind the day.");
    out->guessed_time = !p->has_time;
    return settle(p, w, days * DAY + (p->has_time ? p->time : (int64_t)w->minute_of_day * 60), out, e);
}

static bool refuse(const char *p, size_t len, struct err *e)
{
    enum { COLUMNS = 60 };
    struct buf shown;
    buf_init(&shown, BUF_TEXT_MAX);
    safe_text(p, safe_fit(p, len, COLUMNS, NULL), false, &shown);
    err_set(
        e, ERR_SYNTAX,
        "\"%s\" is not understood as a time. Write it like 20 nov 15:00, tomorrow 3pm, 2026-11-20 or +3d.",
        shown.data);
    buf_finish(&shown);
    return false;
}

bool when_parse(const char *p, size_t len, const struct when_world *world, struct when *out, struct err *e)
{
    struct when_parts parts;
    struct when made = {0};
    struct instant exact;
    while (len > 0 && (*p == ' ' || *p == '\t'))
        p++, len--;
    while (len > 0 && (p[len - 1] == ' ' || p[len - 1] == '\t'))
        len--;
    if (times_parse(p, len, &exact, NULL)) {
        made.seconds = made.other = exact.seconds;
        made.exact = true;
    } else if (!when_scan(p, len, world->order, &parts)) {
        return refuse(p, len, e);
    } else if (!meaning_of(&parts, world, &made, e)) {
        return false;
    }
    if (!in_range(made.seconds))
        return err_set(e, ERR_SYNTAX, "That is outside the years 1970 to 9999.");
    *out = made;
    return true;
}

bool when_time_of_day(const char *p, size_t len, struct buf *out)
{
    struct when_parts parts;
    if (!when_scan_time(p, len, &parts))
        return false;
    buf_printf(out, "%02d:%02d", parts.time / HOUR, parts.time / 60 % 60);
    if (parts.has_second)
        buf_printf(out, ":%02d", parts.time % 60);
    return true;
}

int when_minute(const char *p, size_t len)
{
    struct when_parts parts;
    return when_scan_time(p, len, &parts) ? parts.time / 60 : -1;
}

enum date_order when_order(const char *locale)
{
    const char *country = locale ? strchr(locale, '_') : NULL;
    return country && strncmp(country, "_US", 3) == 0 ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}

/* ---- for people */

static void put_date(int64_t days, bool weekday, bool with_year, struct buf *out)
{
    int year, month, day;
    times_date(days, &year, &month, &day);
    if (weekday)
        buf_printf(out, "%s ", weekday_names[times_weekday(days)]);
    buf_printf(out, "%d %s", day, month_names[month - 1]);
    if (with_year)
        buf_printf(out, " %d", year);
}

static void put_clock(int64_t local, struct buf *out)
{
    const int in_day = (int)(local - floor_days(local) * DAY);
    buf_printf(out, " %02d:%02d", in_day / HOUR, in_day / 60 % 60);
    if (in_day % 60)
        buf_printf(out, ":%02d", in_day % 60);
}

void when_show(int64_t seconds, const struct zone *zone, struct buf *out)
{
    const int64_t local = seconds + zone_offset(zone, seconds, NULL);
    put_date(floor_days(local), true, true, out);
    put_clock(local, out);
}

void when_show_short(int64_t seconds, const struct zone *zone, int64_t now, struct buf *out)
{
    int year, this_year, unused;
    const int64_t local = seconds + zone_offset(zone, seconds, NULL);
    times_date(floor_days(local), &year, &unused, &unused);
    times_date(floor_days(now + zone_offset(zone, now, NULL)), &this_year, &unused, &unused);
    put_date(floor_days(local), false, year != this_year, out);
    if (year == this_year)
        put_clock(local, out);
}

static void put_offset(int32_t offset, struct buf *out)
{
    const int32_t minutes = (offset < 0 ? -offset : offset) / 60;
    buf_printf(out, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* Both sentences name what the clock would show. */
void when_warn(const struct when *t, const struct when_world *world, struct buf *out)
{
    if (t->shown == ZONE_ONCE)
        return;
    /* 'other' of a time that is skipped is before the change, and of one that comes twice after it. */
    const int64_t early = t->shown == ZONE_TWICE ? t->seconds : t->other;
    const int64_t local = t->seconds + zone_offset(world->zone, early, NULL);
    buf_puts(out, t->shown == ZONE_TWICE ? "" : "There is no ");
    put_date(floor_days(local), false, true, out);
    put_clock(local, out);
    if (t->shown == ZONE_TWICE) {
        const char *second;
        zone_offset(world->zone, t->other, &second);
        buf_printf(out, " comes twice in %s, as clocks go back: the first is meant. Write ",
                   zone_name(world));
        if (second[0] == '+' || second[0] == '-')
            put_offset(zone_offset(world->zone, t->other, NULL), out);
        else
            buf_puts(out, second);
        buf_puts(out, " behind it for the second.");
        return;
    }
    buf_printf(out, " in %s, as clocks go forward:", zone_name(world));
    put_clock(on_clock(world, t->seconds), out);
    buf_puts(out, " is meant.");
}

int64_t when_nights(int64_t begin, int64_t end, const struct zone *zone)
{
    const int64_t from = floor_days(begin + zone_offset(zone, begin, NULL));
    const int64_t to = floor_days(end + zone_offset(zone, end, NULL));
    return to > from ? to - from : 0;
}
