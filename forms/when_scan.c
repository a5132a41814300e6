#include "forms/when_private.h"

#include <string.h>

#define WORD_MAX 16
enum { HOUR = 3600, DAY = 86400 };

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_WORD, TOKEN_SIGN };

struct token {
    enum token_kind kind;
    int number, digits;  /* TOKEN_NUMBER; at most eight digits */
    char word[WORD_MAX]; /* TOKEN_WORD, in small letters */
    char sign;           /* TOKEN_SIGN */
    bool apart;          /* a blank stands before it */
};

enum { TOKENS_MAX = 24 };

struct scan {
    struct token tokens[TOKENS_MAX + 4]; /* the last ones are TOKEN_END: looking ahead needs no bounds */
    size_t at;
    enum date_order order;
    bool time_alone; /* no day is meant */
    struct when_parts *out;
};

/* ---- tokens */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c)
{
    return small(c) >= 'a' && small(c) <= 'z';
}

static size_t read_token(const char *p, size_t len, struct token *t)
{
    size_t n = 0;
    if (is_digit(p[0])) {
        t->kind = TOKEN_NUMBER;
        for (; n < len && is_digit(p[n]) && n < 9; n++)
            t->number = t->number * 10 + (p[n] - '0');
        t->digits = (int)n;
        return n < len && is_digit(p[n]) ? 0 : n;
    }
    if (is_letter(p[0])) {
        t->kind = TOKEN_WORD;
        for (; n < len && is_letter(p[n]) && n < WORD_MAX; n++)
            t->word[n] = small(p[n]);
        return n < WORD_MAX ? n : 0;
    }
    t->kind = TOKEN_SIGN;
    t->sign = p[0];
    return strchr("+-./:", p[0]) ? 1 : 0;
}

/* Bytes of a blank or a comma; programs set apart 3:00 and PM by blanks that do not break. 0: it is none. */
static size_t blank_at(const char *p, size_t len)
{
    static const char *const blanks[] = {" ", "\t", ",", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (strlen(blanks[i]) <= len && memcmp(blanks[i], p, strlen(blanks[i])) == 0)
            return strlen(blanks[i]);
    return 0;
}

/* The letters of "20th", which say nothing more. */
static bool is_ordinal(const struct token *t)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; t->kind == TOKEN_WORD && !t->apart && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(t->word, endings[i]) == 0)
            return true;
    return false;
}

static bool tokenise(struct scan *s, const char *p, size_t len)
{
    size_t count = 0;
    bool apart = false;
    for (size_t i = 0; i < len;) {
        const size_t blank = blank_at(p + i, len - i);
        if (blank) {
            apart = true;
            i += blank;
            continue;
        }
        if (count == TOKENS_MAX || p[i] == '\0')
            return false;
        struct token *t = &s->tokens[count++];
        t->apart = apart;
        const size_t n = read_token(p + i, len - i, t);
        if (n == 0)
            return false;
        if (count > 1 && t[-1].kind == TOKEN_NUMBER && is_ordinal(t))
            s->tokens[--count] = (struct token){.kind = TOKEN_END};
        apart = false;
        i += n;
    }
    return count > 0;
}

static const struct token *ahead(const struct scan *s, size_t n)
{
    return &s->tokens[s->at + n];
}

static bool is_sign(const struct scan *s, size_t n, char sign)
{
    return ahead(s, n)->kind == TOKEN_SIGN && ahead(s, n)->sign == sign;
}

static bool is_number(const struct scan *s, size_t n, int least, int most)
{
    const struct token *t = ahead(s, n);
    return t->kind == TOKEN_NUMBER && t->digits >= least && t->digits <= most;
}

static bool is_word(const struct scan *s, size_t n, const char *word)
{
    return ahead(s, n)->kind == TOKEN_WORD && strcmp(ahead(s, n)->word, word) == 0;
}

/* ---- words */

/* The number of the name that begins with the word, which has at least three letters; -1: none does. */
static int name_of(const struct token *t, const char *const *names, int count)
{
    const size_t len = t->kind == TOKEN_WORD ? strlen(t->word) : 0;
    for (int i = 0; len >= 3 && i < count; i++)
        if (strncmp(names[i], t->word, len) == 0)
            return i;
    return -1;
}

static int month_of(const struct token *t)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    if (t->kind == TOKEN_WORD && strcmp(t->word, "sept") == 0)
        return 9;
    return name_of(t, months, 12) + 1;
}

static int weekday_of(const struct token *t)
{
    static const char *const days[] = {"sunday",   "monday", "tuesday", "wednesday",
                                       "thursday", "friday", "saturday"};
    return name_of(t, days, 7);
}

/* Seconds or days of a unit of steps; false: it is none. */
static bool unit_of(const struct token *t, int64_t *days, int64_t *seconds)
{
    static const struct {
        const char *word;
        int days, seconds;
    } units[] = {
        {"d", 1, 0},        {"day", 1, 0},  {"days", 1, 0},    {"night", 1, 0},    {"nights", 1, 0},
        {"w", 7, 0},        {"week", 7, 0}, {"weeks", 7, 0},   {"h", 0, HOUR},     {"hour", 0, HOUR},
        {"hours", 0, HOUR}, {"min", 0, 60}, {"minute", 0, 60}, {"minutes", 0, 60},
    };
    for (size_t i = 0; t->kind == TOKEN_WORD && i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].word, t->word) == 0) {
            *days = units[i].days;
            *seconds = units[i].seconds;
            return true;
        }
    return false;
}

/* ---- what is said once */

/* "Fri 20 Nov" says it twice: the date counts. */
static bool set_day(struct scan *s, enum when_day kind, size_t tokens)
{
    const bool first = s->out->kind == WHEN_NO_DAY || (s->out->kind == WHEN_WEEKDAY && kind == WHEN_DATE);
    s->out->kind = kind;
    s->at += tokens;
    return first;
}

static bool set_date(struct scan *s, int year, int month, int day, size_t tokens)
{
    s->out->year = year;
    s->out->has_year = year >= 0;
    s->out->month = month;
    s->out->day = day;
    return set_day(s, WHEN_DATE, tokens);
}

static bool set_time(struct scan *s, int hour, int minute, int second, size_t tokens)
{
    struct when_parts *o = s->out;
    const bool first = !o->has_time && !o->now;
    o->has_time = true;
    o->time = hour * HOUR + minute * 60 + (second > 0 ? second : 0);
    o->has_second = second >= 0;
    s->at += tokens;
    return first && hour < 24 && minute < 60 && second < 60;
}

static int full_year(const struct token *t)
{
    return t->digits <= 2 ? 2000 + t->number : t->number;
}

/* ---- numbers */

/* 2026-11-20, 2026/11/20, perhaps with a T before the time */
static bool scan_iso(struct scan *s)
{
    const int year = ahead(s, 0)->number, month = ahead(s, 2)->number, day = ahead(s, 4)->number;
    return set_date(s, year, month, day, is_word(s, 5, "t") && !ahead(s, 5)->apart ? 6 : 5);
}

/* 20.11.2026, 11/20/26: with a point, people put the day first. */
static bool scan_date(struct scan *s)
{
    const bool month_first = s->order == DATE_MONTH_FIRST && !is_sign(s, 1, '.');
    const int a = ahead(s, 0)->number, b = ahead(s, 2)->number;
    return set_date(s, full_year(ahead(s, 4)), month_first ? a : b, month_first ? b : a, 5);
}

/* Four digits behind a day are a year from 1970 on, and a time like 1500 before that. */
static bool is_year(const struct scan *s, size_t n)
{
    return is_number(s, n, 4, 4) && !is_sign(s, n + 1, ':') && ahead(s, n)->number >= 1970;
}

/* 20.11., 20.11, 20/11, and 20. 11. 2026 */
static bool scan_short_date(struct scan *s)
{
    const bool month_first = s->order == DATE_MONTH_FIRST && !is_sign(s, 1, '.');
    const int a = ahead(s, 0)->number, b = ahead(s, 2)->number;
    const size_t tokens = is_sign(s, 3, '.') ? 4 : 3;
    const bool year = is_year(s, tokens);
    return set_date(s, year ? ahead(s, tokens)->number : -1, month_first ? a : b, month_first ? b : a,
                    tokens + year);
}

/* The tokens of "pm", "p.m." or "p", for either half of the day; 0: none of them. */
static size_t half_at(const struct scan *s, size_t at)
{
    if (is_word(s, at, "am") || is_word(s, at, "pm"))
        return 1;
    if (!is_word(s, at, "a") && !is_word(s, at, "p"))
        return 0;
    const bool dots = is_sign(s, at + 1, '.') && is_word(s, at + 2, "m");
    return dots ? is_sign(s, at + 3, '.') ? 4 : 3 : 1;
}

/* 12 at night is 0, and 12 at noon stays. */
static bool scan_half(struct scan *s, int hour, int minute, int second, size_t tokens)
{
    const size_t half = half_at(s, tokens);
    if (!half)
        return set_time(s, hour, minute, second, tokens);
    if (hour < 1 || hour > 12)
        return false;
    const bool pm = ahead(s, tokens)->word[0] == 'p';
    return set_time(s, hour % 12 + (pm ? 12 : 0), minute, second, tokens + half);
}

/* 15:00, 3:30:15 pm, 15:00:00.000 as databases write it */
static bool scan_clock(struct scan *s)
{
    const int hour = ahead(s, 0)->number, minute = ahead(s, 2)->number;
    if (!is_sign(s, 3, ':') || !is_number(s, 4, 2, 2))
        return scan_half(s, hour, minute, -1, 3);
    const bool fraction =
        is_sign(s, 5, '.') && !ahead(s, 5)->apart && is_number(s, 6, 1, 9) && !ahead(s, 6)->apart;
    return scan_half(s, hour, minute, ahead(s, 4)->number, fraction ? 7 : 5);
}

/* 20-nov-2026, 20/nov/26, 20-nov, as spreadsheets write them */
static bool scan_signed_month(struct scan *s)
{
    const int day = ahead(s, 0)->number, month = month_of(ahead(s, 2));
    const bool year = ahead(s, 3)->kind == TOKEN_SIGN && ahead(s, 3)->sign == ahead(s, 1)->sign &&
                      (is_number(s, 4, 2, 2) || is_number(s, 4, 4, 4));
    return set_date(s, year ? full_year(ahead(s, 4)) : -1, month, day, year ? 5 : 3);
}

/* 20261120, 20261120T150000: ISO 8601 without its signs, as calendars have it */
static bool scan_compact(struct scan *s)
{
    const int day = ahead(s, 0)->number, time = ahead(s, 2)->number;
    const bool timed =
        is_word(s, 1, "t") && is_number(s, 2, 6, 6) && !ahead(s, 1)->apart && !ahead(s, 2)->apart;
    return set_date(s, day / 10000, day / 100 % 100, day % 100, timed ? 2 : 1) &&
           (!timed || set_time(s, time / 10000, time / 100 % 100, time % 100, 1));
}

/* 20 nov, 20 nov 2026, 20. november */
static bool scan_day_month(struct scan *s, size_t month_at)
{
    const int day = ahead(s, 0)->number, month = month_of(ahead(s, month_at));
    const size_t dot = is_sign(s, month_at + 1, '.') ? 1 : 0, year_at = month_at + 1 + dot;
    const bool year = is_year(s, year_at);
    return set_date(s, year ? ahead(s, year_at)->number : -1, month, day, year_at + (year ? 1 : 0));
}

/* "3 nights": a step of the base */
static bool scan_step(struct scan *s, int sign, size_t number_at)
{
    int64_t days = 0, seconds = 0;
    if (!is_number(s, number_at, 1, 5) || !unit_of(ahead(s, number_at + 1), &days, &seconds))
        return false;
    s->out->days = sign * days * ahead(s, number_at)->number;
    s->out->seconds = sign * seconds * ahead(s, number_at)->number;
    return set_day(s, WHEN_STEP, number_at + 2);
}

/* One of the numbers can be a month (with a point, the second), and no day was said yet. */
static bool may_be_short_date(const struct scan *s)
{
    const int a = ahead(s, 0)->number, b = ahead(s, 2)->number;
    const bool month = b <= 12 || (a <= 12 && !is_sign(s, 1, '.'));
    return (s->out->kind == WHEN_NO_DAY || s->out->kind == WHEN_WEEKDAY) && !s->time_alone &&
           !half_at(s, 3) && month && a >= 1 && b >= 1 && a <= 31 && b <= 31;
}

static bool scan_pair(struct scan *s)
{
    const bool third = (is_sign(s, 3, '.') || is_sign(s, 3, '/') || is_sign(s, 3, '-')) &&
                       ahead(s, 3)->sign == ahead(s, 1)->sign && !ahead(s, 4)->apart;
    if (third && is_number(s, 4, 1, 4) && ahead(s, 4)->digits % 2 == 0)
        return scan_date(s);
    if (is_sign(s, 1, '-'))
        return false;
    if (may_be_short_date(s))
        return scan_short_date(s);
    return is_sign(s, 1, '.') && is_number(s, 2, 2, 2) &&
           scan_half(s, ahead(s, 0)->number, ahead(s, 2)->number, -1, 3);
}

/* 1500 */
static bool scan_bare(struct scan *s)
{
    const int n = ahead(s, 0)->number;
    return ahead(s, 0)->digits == 4 && set_time(s, n / 100, n % 100, -1, 1);
}

static bool scan_number(struct scan *s)
{
    const struct token *next = ahead(s, 1);
    const bool signs = next->kind == TOKEN_SIGN && ahead(s, 3)->kind == TOKEN_SIGN &&
                       next->sign == ahead(s, 3)->sign && strchr("-/.", next->sign);
    if (is_number(s, 0, 4, 4) && signs && is_number(s, 2, 1, 2) && is_number(s, 4, 1, 2))
        return scan_iso(s);
    if (is_number(s, 0, 1, 2) && is_sign(s, 1, ':') && is_number(s, 2, 2, 2))
        return scan_clock(s);
    if (is_number(s, 0, 1, 2) && month_of(next))
        return scan_day_month(s, 1);
    if (is_number(s, 0, 1, 2) && is_sign(s, 1, '.') && month_of(ahead(s, 2)))
        return scan_day_month(s, 2);
    if (is_number(s, 0, 1, 2) && (is_sign(s, 1, '-') || is_sign(s, 1, '/')) && month_of(ahead(s, 2)))
        return scan_signed_month(s);
    if (is_number(s, 0, 1, 2) && next->kind == TOKEN_SIGN && strchr("./-", next->sign) &&
        is_number(s, 2, 1, 2))
        return scan_pair(s);
    if (is_number(s, 0, 1, 2) && is_word(s, 1, "h") && !next->apart) {
        const bool minutes = is_number(s, 2, 2, 2) && !ahead(s, 2)->apart;
        return set_time(s, ahead(s, 0)->number, minutes ? ahead(s, 2)->number : 0, -1, minutes ? 3 : 2);
    }
    if (is_number(s, 0, 1, 2) && (is_word(s, 1, "am") || is_word(s, 1, "pm") || half_at(s, 1) > 1))
        return scan_half(s, ahead(s, 0)->number, 0, -1, 1);
    if (is_number(s, 0, 8, 8))
        return scan_compact(s);
    return next->kind == TOKEN_WORD ? s->at == 0 && scan_step(s, 1, 0) : scan_bare(s);
}

/* ---- signs and words */

/* +01:00, -0500, +1: behind a time. Clocks run from 12 hours behind to 14 ahead: "15:00-17:00" is no offset.
 */
static bool scan_offset(struct scan *s, int sign)
{
    const bool colon = is_number(s, 1, 2, 2) && is_sign(s, 2, ':') && is_number(s, 3, 2, 2);
    if (!s->out->has_time || s->out->has_offset || !(colon || is_number(s, 1, 4, 4) || is_number(s, 1, 1, 2)))
        return false;
    const int n = ahead(s, 1)->number;
    const int hours = ahead(s, 1)->digits == 4 ? n / 100 : n;
    const int minutes = colon ? ahead(s, 3)->number : ahead(s, 1)->digits == 4 ? n % 100 : 0;
    s->out->has_offset = true;
    s->out->offset = sign * (hours * HOUR + minutes * 60);
    s->at += colon ? 4 : 2;
    return hours * 60 + minutes <= (sign > 0 ? 14 : 12) * 60 && minutes < 60;
}

static bool scan_sign(struct scan *s)
{
    const char c = ahead(s, 0)->sign;
    if (c != '+' && c != '-')
        return false;
    return (s->at == 0 && scan_step(s, c == '-' ? -1 : 1, 1)) || scan_offset(s, c == '-' ? -1 : 1);
}

static bool relative(struct scan *s, int days)
{
    s->out->days = days;
    return set_day(s, WHEN_RELATIVE, 1);
}

static bool scan_weekday(struct scan *s, size_t at, enum when_day kind)
{
    s->out->weekday = weekday_of(ahead(s, at));
    const size_t dot = is_sign(s, at + 1, '.') ? 1 : 0;
    return set_day(s, kind, at + 1 + dot);
}

/* nov 20, nov 20 2026 */
static bool scan_month_day(struct scan *s)
{
    const size_t day_at = is_sign(s, 1, '.') ? 2 : 1, year_at = day_at + 1;
    if (!is_number(s, day_at, 1, 2) || is_sign(s, year_at, ':'))
        return false;
    const bool year = is_year(s, year_at);
    return set_date(s, year ? ahead(s, year_at)->number : -1, month_of(ahead(s, 0)), ahead(s, day_at)->number,
                    year_at + (year ? 1 : 0));
}

static bool scan_zone_word(struct scan *s)
{
    struct when_parts *o = s->out;
    const size_t len = strlen(ahead(s, 0)->word);
    if (!o->has_time || o->has_offset || o->zone[0] || len >= sizeof o->zone)
        return false;
    o->has_offset = is_word(s, 0, "z") || is_word(s, 0, "utc") || is_word(s, 0, "gmt");
    if (!o->has_offset)
        for (size_t i = 0; i < len; i++)
            o->zone[i] = (char)(ahead(s, 0)->word[i] - 32);
    s->at++;
    return true;
}

static bool scan_word(struct scan *s)
{
    if (is_word(s, 0, "at")) {
        s->at++;
        return ahead(s, 0)->kind != TOKEN_END;
    }
    if (is_word(s, 0, "uhr") && s->out->has_time) { /* "o'clock", as German exports write it */
        s->at++;
        return true;
    }
    if (is_word(s, 0, "now")) {
        s->out->now = true;
        return set_day(s, WHEN_RELATIVE, 1) && !s->out->has_time;
    }
    if (is_word(s, 0, "today"))
        return relative(s, 0);
    if (is_word(s, 0, "tomorrow"))
        return relative(s, 1);
    if (is_word(s, 0, "yesterday"))
        return relative(s, -1);
    if (is_word(s, 0, "noon"))
        return set_time(s, 12, 0, -1, 1);
    if (is_word(s, 0, "midnight"))
        return set_time(s, 0, 0, -1, 1);
    if (is_word(s, 0, "next") && weekday_of(ahead(s, 1)) >= 0)
        return scan_weekday(s, 1, WHEN_NEXT_WEEKDAY);
    if (weekday_of(ahead(s, 0)) >= 0)
        return scan_weekday(s, 0, WHEN_WEEKDAY);
    return month_of(ahead(s, 0)) ? scan_month_day(s) : scan_zone_word(s);
}

static bool scan_all(struct scan *s, const char *p, size_t len)
{
    struct when_parts *out = s->out;
    *out = (struct when_parts){.weekday = -1};
    if (!tokenise(s, p, len))
        return false;
    while (ahead(s, 0)->kind != TOKEN_END) {
        const enum token_kind kind = ahead(s, 0)->kind;
        if (!(kind == TOKEN_NUMBER ? scan_number(s) : kind == TOKEN_WORD ? scan_word(s) : scan_sign(s)))
            return false;
    }
    /* "+2h 11:00": hours from now lead to a time of their own */
    return !(out->kind == WHEN_STEP && out->seconds != 0 && out->has_time);
}

bool when_scan(const char *p, size_t len, enum date_order order, struct when_parts *out)
{
    struct scan s = {.order = order, .out = out};
    return scan_all(&s, p, len);
}

bool when_scan_time(const char *p, size_t len, struct when_parts *out)
{
    struct scan s = {.time_alone = true, .out = out};
    return scan_all(&s, p, len) && out->has_time && out->kind == WHEN_NO_DAY && !out->now &&
           !out->has_offset && !out->zone[0];
}
