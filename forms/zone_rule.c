#include "forms/times.h"
#include "forms/zone_private.h"

#include <string.h>

enum { HOUR = 3600, DAY = 86400 };

struct text {
    const char *p;
    size_t left;
};

static bool take(struct text *t, char c)
{
    if (t->left == 0 || *t->p != c)
        return false;
    t->p++;
    t->left--;
    return true;
}

static bool take_number(struct text *t, int max, int *out)
{
    int n = 0;
    size_t digits = 0;
    for (; t->left > 0 && *t->p >= '0' && *t->p <= '9' && n <= max; digits++, t->p++, t->left--)
        n = n * 10 + (*t->p - '0');
    *out = n;
    return digits > 0 && n <= max;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* "CET", "<+0330>" */
static bool take_name(struct text *t, char out[ZONE_NAME_MAX])
{
    const bool quoted = take(t, '<');
    size_t len = 0;
    while (t->left > 0 && (quoted ? *t->p != '>' : is_letter(*t->p))) {
        if (len + 1 == ZONE_NAME_MAX)
            return false;
        out[len++] = *t->p++;
        t->left--;
    }
    out[len] = '\0';
    return len > 0 && (!quoted || take(t, '>'));
}

/* [+-]hh[:mm[:ss]] */
static bool take_clock(struct text *t, int hours, int32_t *seconds)
{
    const bool minus = take(t, '-');
    int h = 0, m = 0, s = 0;
    if (!minus)
        take(t, '+');
    if (!take_number(t, hours, &h) || (take(t, ':') && !take_number(t, 59, &m)))
        return false;
    if (take(t, ':') && !take_number(t, 59, &s))
        return false;
    *seconds = (h * HOUR + m * 60 + s) * (minus ? -1 : 1);
    return true;
}

static bool take_day(struct text *t, struct zone_day *d)
{
    bool good;
    if (take(t, 'M')) {
        d->kind = ZONE_WEEKDAY;
        good = take_number(t, 12, &d->month) && d->month > 0 && take(t, '.') && take_number(t, 5, &d->week) &&
               d->week > 0 && take(t, '.') && take_number(t, 6, &d->day);
    } else if (take(t, 'J')) {
        d->kind = ZONE_JULIAN;
        good = take_number(t, 365, &d->day) && d->day > 0;
    } else {
        d->kind = ZONE_DAY;
        good = take_number(t, 365, &d->day);
    }
    d->seconds = 2 * HOUR;
    return good && (!take(t, '/') || take_clock(t, 167, &d->seconds));
}

bool zone_rule_read(const char *p, size_t len, struct zone_rule *out)
{
    struct text t = {p, len};
    *out = (struct zone_rule){0};
    if (!take_name(&t, out->standard) || !take_clock(&t, 24, &out->offset))
        return false;
    out->offset = -out->offset; /* POSIX counts to the west */
    if (t.left == 0)
        return true;
    out->has_summer = true;
    out->summer_offset = out->offset + HOUR;
    if (!take_name(&t, out->summer))
        return false;
    if (t.left > 0 && *t.p != ',') {
        if (!take_clock(&t, 24, &out->summer_offset))
            return false;
        out->summer_offset = -out->summer_offset;
    }
    return take(&t, ',') && take_day(&t, &out->begin) && take(&t, ',') && take_day(&t, &out->end) &&
           t.left == 0;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days since 1970 of the rule's day in that year. */
static int64_t day_in(const struct zone_day *d, int year)
{
    const int64_t new_year = times_days(year, 1, 1);
    if (d->kind == ZONE_DAY)
        return new_year + d->day;
    if (d->kind == ZONE_JULIAN)
        return new_year + d->day - 1 + (is_leap(year) && d->day >= 60);
    const int64_t first = times_days(year, d->month, 1);
    const int64_t next = d->month == 12 ? times_days(year + 1, 1, 1) : times_days(year, d->month + 1, 1);
    int64_t day = first + (d->day - times_weekday(first) + 7) % 7 + 7 * (d->week - 1);
    return day < next ? day : day - 7;
}

/* Which side of the year's two changes an instant is on; both may spill over the ends of the year, and summer
 * may go through its turn (south of the equator). */
static bool is_summer(const struct zone_rule *r, int64_t utc)
{
    int year, month, day;
    const int64_t local = utc + r->offset;
    times_date(local >= 0 ? local / DAY : -((DAY - 1 - local) / DAY), &year, &month, &day);
    bool summer = false;
    int64_t latest = INT64_MIN;
    for (int y = year - 1; y <= year + 1; y++) {
        const int64_t begin = day_in(&r->begin, y) * DAY + r->begin.seconds - r->offset;
        const int64_t end = day_in(&r->end, y) * DAY + r->end.seconds - r->summer_offset;
        if (end <= utc && end >= latest) {
            latest = end;
            summer = false;
        }
        if (begin <= utc && begin >= latest) { /* summer time all year: it begins as it ends */
            latest = begin;
            summer = true;
        }
    }
    return summer;
}

int32_t zone_rule_offset(const struct zone_rule *r, int64_t utc, const char **abbreviation)
{
    const bool summer = r->has_summer && is_summer(r, utc);
    *abbreviation = summer ? r->summer : r->standard;
    return summer ? r->summer_offset : r->offset;
}
