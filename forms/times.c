#include "forms/times.h"

#define MINUTE 60
#define HOUR   3600
#define DAY    86400

/* ---- the calendar */

/* Years are counted from March, so that the leap day is the last of its year, in cycles of 400 years, which
 * are all alike. */
#define CYCLE_DAYS   146097
#define DAYS_TO_1970 719468 /* from 0000-03-01 */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t times_days(int year, int month, int day)
{
    const int64_t y = (int64_t)year - (month <= 2);
    const int64_t cycle = floor_div(y, 400), in_cycle = y - cycle * 400;
    const int from_march = (month + 9) % 12;
    /* 153 days are the five months that repeat: 31 30 31 30 31 */
    const int64_t in_year = (153 * from_march + 2) / 5 + day - 1;
    return cycle * CYCLE_DAYS + in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + in_year - DAYS_TO_1970;
}

void times_date(int64_t days, int *year, int *month, int *day)
{
    days += DAYS_TO_1970;
    const int64_t cycle = floor_div(days, CYCLE_DAYS), in_cycle = days - cycle * CYCLE_DAYS;
    /* Leap days out, so that every year of the cycle has 365 days: one each 4 years, none each 100. */
    const int64_t y = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    const int64_t in_year = in_cycle - (y * 365 + y / 4 - y / 100);
    const int64_t from_march = (5 * in_year + 2) / 153;
    *day = (int)(in_year - (153 * from_march + 2) / 5 + 1);
    *month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
    *year = (int)(y + cycle * 400 + (*month <= 2));
}

int times_weekday(int64_t days)
{
    return (int)(days + 4 - floor_div(days + 4, 7) * 7);
}

static int days_in_month(int year, int month)
{
    return (int)(times_days(month == 12 ? year + 1 : year, month % 12 + 1, 1) - times_days(year, month, 1));
}

/* ---- reading */

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* The fields of a date-time, as written. */
struct fields {
    int year, month, day, hour, minute, second;
};

struct reader {
    const char *p, *end;
    struct err *e;
};

static bool refuse(struct err *e, const char *words)
{
    return err_set(e, ERR_SYNTAX, "%s", words);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool read_digits(struct reader *r, int count, int *out)
{
    if (r->end - r->p < count)
        return false;
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (!is_digit(r->p[i]))
            return false;
        *out = *out * 10 + (r->p[i] - '0');
    }
    r->p += count;
    return true;
}

static bool read_sign(struct reader *r, char sign)
{
    if (r->p == r->end || *r->p != sign)
        return false;
    r->p++;
    return true;
}

static bool read_date(struct reader *r, struct fields *f)
{
    if (!read_digits(r, 4, &f->year) || !read_sign(r, '-') || !read_digits(r, 2, &f->month) ||
        !read_sign(r, '-') || !read_digits(r, 2, &f->day))
        return refuse(r->e, "a date begins with year, month and day, like 2026-11-20");
    if (f->month < 1 || f->month > 12)
        return err_set(r->e, ERR_SYNTAX, "there is no month %02d; write 01 to 12", f->month);
    /* every month has 28 */
    const int last = f->day >= 1 && f->day <= 28 ? 28 : days_in_month(f->year, f->month);
    if (f->day < 1 || f->day > last)
        return err_set(r->e, ERR_SYNTAX, "%s %04d has no day %02d; write 01 to %d", months[f->month - 1],
                       f->year, f->day, last);
    return true;
}

static bool read_t(struct reader *r)
{
    if (read_sign(r, 'T'))
        return true;
    if (r->p == r->end)
        return refuse(r->e, "the time is missing; write it after a T, like 2026-11-20T15:00:00Z");
    if (*r->p == ' ')
        return refuse(r->e, "write T instead of the space between date and time");
    if (*r->p == 't')
        return refuse(r->e, "write a capital T between date and time");
    return refuse(r->e, "write T between date and time, like 2026-11-20T15:00:00Z");
}

static bool read_time(struct reader *r, struct fields *f)
{
    if (!read_digits(r, 2, &f->hour) || !read_sign(r, ':') || !read_digits(r, 2, &f->minute))
        return refuse(r->e, "a time has two digits each for hour, minute and second, like 15:00:00");
    if (!read_sign(r, ':'))
        return refuse(r->e, "the seconds are missing; write a time like 15:00:00");
    if (!read_digits(r, 2, &f->second))
        return refuse(r->e, "the seconds have two digits, like 15:00:00");
    if (f->hour > 23)
        return err_set(r->e, ERR_SYNTAX, "there is no hour %02d; write 00 to 23", f->hour);
    if (f->minute > 59)
        return err_set(r->e, ERR_SYNTAX, "there is no minute %02d; write 00 to 59", f->minute);
    if (f->second > 60)
        return err_set(r->e, ERR_SYNTAX, "there is no second %02d; write 00 to 59", f->second);
    return true;
}

static bool read_fraction(struct reader *r, int32_t *nanoseconds)
{
    *nanoseconds = 0;
    if (r->p < r->end && *r->p == ',')
        return refuse(r->e, "write a point before the fraction of a second, not a comma");
    if (!read_sign(r, '.'))
        return true;
    if (r->p == r->end || !is_digit(*r->p))
        return refuse(r->e, "digits must follow the point of the seconds, like 15:00:00.5");
    for (int32_t unit = 100000000; r->p < r->end && is_digit(*r->p); r->p++, unit /= 10)
        *nanoseconds += unit * (*r->p - '0');
    return true;
}

static bool read_offset(struct reader *r, struct instant *t)
{
    const bool west = *r->p++ == '-';
    int hours = 0, minutes = 0;
    if (!read_digits(r, 2, &hours) || !read_sign(r, ':') || !read_digits(r, 2, &minutes))
        return refuse(r->e, "an offset from UTC has hours and minutes with a colon, like +01:00");
    if (hours > 23 || minutes > 59)
        return refuse(r->e, "an offset from UTC is at most 23:59");
    t->offset = (west ? -1 : 1) * (hours * 60 + minutes);
    t->unknown_offset = west && t->offset == 0;
    return true;
}

static bool read_zone(struct reader *r, struct instant *t)
{
    if (r->p == r->end)
        return refuse(r->e, "the time zone is missing; add Z for UTC, or an offset like +01:00");
    if (*r->p == '+' || *r->p == '-') {
        if (!read_offset(r, t))
            return false;
    } else if (!read_sign(r, 'Z')) {
        return refuse(r->e, *r->p == 'z'
                                ? "write a capital Z for UTC"
                                : "a time zone is expected here: Z for UTC, or an offset like +01:00");
    }
    return r->p == r->end || refuse(r->e, "nothing may follow the time zone");
}

bool times_parse(const char *p, size_t len, struct instant *out, struct err *e)
{
    struct reader r = {.p = p, .end = p + len, .e = e};
    struct instant t = {0};
    struct fields f = {0};
    if (!len)
        return refuse(e, "write a date and time, like 2026-11-20T15:00:00Z");
    if (!read_date(&r, &f) || !read_t(&r) || !read_time(&r, &f) || !read_fraction(&r, &t.nanoseconds) ||
        !read_zone(&r, &t))
        return false;
    t.seconds =
        times_days(f.year, f.month, f.day) * DAY + f.hour * HOUR + (f.minute - t.offset) * MINUTE + f.second;
    if (f.second == 60 && floor_div(t.seconds, DAY) * DAY != t.seconds)
        return refuse(e, "a second 60 exists only as a leap second, at 23:59:60 UTC; write 00 to 59");
    *out = t;
    return true;
}

/* ---- writing */

void times_utc(const struct instant *t, struct buf *out)
{
    const int64_t days = floor_div(t->seconds, DAY);
    const int in_day = (int)(t->seconds - days * DAY);
    int year, month, day;
    times_date(days, &year, &month, &day);
    buf_printf(out, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, in_day / HOUR, in_day / MINUTE % 60,
               in_day % 60);
    if (t->nanoseconds) {
        buf_printf(out, ".%09d", (int)t->nanoseconds);
        while (out->data[out->len - 1] == '0')
            buf_truncate(out, out->len - 1);
    }
    buf_putc(out, 'Z');
}

/* The two largest units that say enough: days and hours, hours and minutes, minutes, seconds. */
static void put_span(int64_t seconds, struct buf *out)
{
    const long long days = seconds / DAY, hours = seconds / HOUR % 24, minutes = seconds / MINUTE % 60;
    if (days) {
        buf_printf(out, "%lld day%s", days, days == 1 ? "" : "s");
        if (hours)
            buf_printf(out, " %lld h", hours);
    } else if (hours) {
        buf_printf(out, "%lld h", hours);
        if (minutes)
            buf_printf(out, " %lld min", minutes);
    } else if (minutes) {
        buf_printf(out, "%lld min", minutes);
    } else {
        buf_printf(out, "%lld s", (long long)seconds);
    }
}

void times_countdown(int64_t now, int64_t then, struct buf *out)
{
    if (then > now) {
        buf_puts(out, "in ");
        put_span(then - now, out);
    } else if (then == now) {
        buf_puts(out, "expired just now");
    } else {
        buf_puts(out, "expired ");
        put_span(now - then, out);
        buf_puts(out, " ago");
    }
}

void times_ago(int64_t now, int64_t then, int utc_offset, struct buf *out)
{
    const int64_t today = floor_div(now + utc_offset, DAY), day_then = floor_div(then + utc_offset, DAY);
    const long long age = now - then;
    int year, month, day, this_year, ignored;
    if (age > -MINUTE && age < MINUTE) {
        buf_puts(out, "just now");
    } else if (age > 0 && age < HOUR) {
        buf_printf(out, "%lld min ago", age / MINUTE);
    } else if (age > 0 && day_then == today) {
        buf_printf(out, "%lld h ago", age / HOUR);
    } else if (day_then == today) {
        buf_puts(out, "today"); /* later: the clocks of two machines differ */
    } else if (day_then == today - 1) {
        buf_puts(out, "yesterday");
    } else {
        times_date(today, &this_year, &ignored, &ignored);
        times_date(day_then, &year, &month, &day);
        buf_printf(out, "%d %s", day, months[month - 1]);
        if (year != this_year)
            buf_printf(out, " %d", year);
    }
}
