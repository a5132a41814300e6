#include "config.h"

#include "tests/test.h"

#include "forms/times.h"
#include "tests/rng.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define YEAR_0    INT64_C(-62167219200)
#define YEAR_9999 INT64_C(253402300799)

static bool parse(const char *text, struct instant *t, struct err *e)
{
    return times_parse(text, strlen(text), t, e);
}

static void times_parse__agrees_with_timegm__over_random_instants(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 20261120);
    for (int i = 0; i < 100000; i++) {
        time_t seconds = (time_t)(YEAR_0 + (int64_t)rng_below(&r, (size_t)(YEAR_9999 - YEAR_0)));
        struct tm tm;
        char text[64];
        assert_non_null(gmtime_r(&seconds, &tm));
        snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
                 tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
        struct instant t;
        struct err e = {0};
        if (!parse(text, &t, &e))
            fail_msg("%s: %s", text, e.text);
        assert_int_equal(t.seconds, seconds);
        assert_int_equal(t.seconds, timegm(&tm));
        assert_int_equal(times_weekday(times_days(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday)), tm.tm_wday);
        struct buf out;
        buf_init(&out, 100);
        times_utc(&t, &out);
        assert_string_equal(out.data, text);
        buf_finish(&out);
    }
}

static void times_date__steps_through_every_day__of_the_calendar(void **state)
{
    (void)state;
    int64_t expected = times_days(0, 1, 1);
    assert_int_equal(expected, YEAR_0 / 86400);
    for (int year = 0; year <= 9999; year++) {
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= lengths[month - 1]; day++, expected++) {
                int y, m, d;
                times_date(expected, &y, &m, &d);
                if (times_days(year, month, day) != expected || y != year || m != month || d != day)
                    fail_msg("%04d-%02d-%02d", year, month, day);
            }
    }
    assert_int_equal(expected - 1, YEAR_9999 / 86400);
}

static void times_parse__knows_the_ends_of_months(void **state)
{
    (void)state;
    static const int years[] = {1900, 1970, 2000, 2023, 2024, 2100, 2400, 9999};
    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++)
        for (int month = 1; month <= 12; month++)
            for (int day = 27; day <= 32; day++) {
                struct tm tm = {.tm_year = years[i] - 1900, .tm_mon = month - 1, .tm_mday = day};
                timegm(&tm); /* moves a day that does not exist into the next month */
                char text[64];
                snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", years[i], month, day);
                struct instant t;
                struct err e = {0};
                assert_int_equal(parse(text, &t, &e), tm.tm_mon == month - 1);
                if (tm.tm_mon != month - 1)
                    assert_non_null(strstr(e.text, "has no day"));
            }
}

static void times_parse__reads_fractions_offsets_and_leap_seconds(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc;
        int32_t offset;
        bool unknown;
    } cases[] = {
        {"2026-11-20T15:00:00Z", "2026-11-20T15:00:00Z", 0, false},
        {"2026-11-20T15:00:00+01:00", "2026-11-20T14:00:00Z", 60, false},
        {"2026-11-20T15:00:00-03:30", "2026-11-20T18:30:00Z", -210, false},
        {"2026-11-20T15:00:00-00:00", "2026-11-20T15:00:00Z", 0, true},
        {"2026-11-20T15:00:00+00:00", "2026-11-20T15:00:00Z", 0, false},
        {"2026-12-31T23:59:59.5-08:00", "2027-01-01T07:59:59.5Z", -480, false},
        {"2026-11-20T15:00:00.000Z", "2026-11-20T15:00:00Z", 0, false},
        {"2026-11-20T15:00:00.1234567899Z", "2026-11-20T15:00:00.123456789Z", 0, false},
        {"2026-11-20T15:00:00.000000001Z", "2026-11-20T15:00:00.000000001Z", 0, false},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", 0, false},
        {"2016-12-31T15:59:60-08:00", "2017-01-01T00:00:00Z", -480, false},
        {"2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00Z", 330, false},
        {"1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z", 0, false},
        {"2000-02-29T00:00:00+23:59", "2000-02-28T00:01:00Z", 1439, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct instant t;
        struct err e = {0};
        if (!parse(cases[i].text, &t, &e))
            fail_msg("%s: %s", cases[i].text, e.text);
        assert_int_equal(t.offset, cases[i].offset);
        assert_int_equal(t.unknown_offset, cases[i].unknown);
        struct buf out;
        buf_init(&out, 100);
        times_utc(&t, &out);
        assert_string_equal(out.data, cases[i].utc);
        buf_finish(&out);
    }
}

static void times_parse__says_what_to_write__for_what_it_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *text, *piece;
    } cases[] = {
        {"", "write a date and time"},
        {"tomorrow", "year, month and day"},
        {"2026-1-2T00:00:00Z", "year, month and day"},
        {"26-11-20T00:00:00Z", "year, month and day"},
        {"2026/11/20T00:00:00Z", "year, month and day"},
        {"20261120T000000Z", "year, month and day"},
        {"+2026-11-20T00:00:00Z", "year, month and day"},
        {" 2026-11-20T00:00:00Z", "year, month and day"},
        {"2026-13-01T00:00:00Z", "no month 13"},
        {"2026-00-01T00:00:00Z", "no month 00"},
        {"2026-02-29T00:00:00Z", "Feb 2026 has no day 29"},
        {"2026-11-00T00:00:00Z", "no day 00; write 01 to 30"},
        {"2026-11-20", "the time is missing"},
        {"2026-11-20 15:00:00Z", "instead of the space"},
        {"2026-11-20t15:00:00Z", "capital T"},
        {"2026-11-20_15:00:00Z", "write T between"},
        {"2026-11-20T", "two digits each"},
        {"2026-11-20T3:00:00Z", "two digits each"},
        {"2026-11-20T15:00Z", "seconds are missing"},
        {"2026-11-20T15:00", "seconds are missing"},
        {"2026-11-20T15:00:0Z", "seconds have two digits"},
        {"2026-11-20T24:00:00Z", "no hour 24"},
        {"2026-11-20T15:60:00Z", "no minute 60"},
        {"2026-11-20T15:00:61Z", "no second 61"},
        {"2026-11-20T15:00:60Z", "leap second"},
        {"2026-11-20T23:59:60+01:00", "leap second"},
        {"2026-11-20T15:00:00,5Z", "not a comma"},
        {"2026-11-20T15:00:00.Z", "digits must follow"},
        {"2026-11-20T15:00:00", "time zone is missing"},
        {"2026-11-20T15:00:00.25", "time zone is missing"},
        {"2026-11-20T15:00:00z", "capital Z"},
        {"2026-11-20T15:00:00 Z", "a time zone is expected"},
        {"2026-11-20T15:00:00UTC", "a time zone is expected"},
        {"2026-11-20T15:00:00+0100", "with a colon"},
        {"2026-11-20T15:00:00+1", "with a colon"},
        {"2026-11-20T15:00:00+24:00", "at most 23:59"},
        {"2026-11-20T15:00:00+01:60", "at most 23:59"},
        {"2026-11-20T15:00:00Z ", "nothing may follow"},
        {"2026-11-20T15:00:00Z[UTC]", "nothing may follow"},
        {"2026-11-20T15:00:00+01:00Z", "nothing may follow"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct instant t = {.seconds = 7};
        struct err e = {0};
        if (parse(cases[i].text, &t, &e) || e.code != ERR_SYNTAX || !strstr(e.text, cases[i].piece))
            fail_msg("\"%s\": \"%s\"", cases[i].text, e.text);
        assert_int_equal(t.seconds, 7);
        assert_false(parse(cases[i].text, &t, NULL));
    }
    assert_false(times_parse("2026-11-20T15:00:00\0Z", 21, &(struct instant){0}, NULL));
}

static void times_countdown__cuts_to_two_units(void **state)
{
    (void)state;
    static const struct {
        int64_t left;
        const char *words;
    } cases[] = {
        {1, "in 1 s"},
        {59, "in 59 s"},
        {60, "in 1 min"},
        {3599, "in 59 min"},
        {3600, "in 1 h"},
        {86399, "in 23 h 59 min"},
        {86400, "in 1 day"},
        {3 * 86400 + 4 * 3600 + 59 * 60, "in 3 days 4 h"},
        {0, "expired just now"},
        {-5, "expired 5 s ago"},
        {-5 * 60 - 59, "expired 5 min ago"},
        {-86400 * 40, "expired 40 days ago"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out;
        buf_init(&out, 100);
        times_countdown(1000000, 1000000 + cases[i].left, &out);
        assert_string_equal(out.data, cases[i].words);
        buf_finish(&out);
    }
}

static void times_ago__follows_the_calendar_of_the_reader(void **state)
{
    (void)state;
    static const struct {
        const char *now, *then;
        int offset;
        const char *words;
    } cases[] = {
        {"2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z", 0, "just now"},
        {"2026-11-20T12:00:00Z", "2026-11-20T11:59:01Z", 0, "just now"},
        {"2026-11-20T12:00:00Z", "2026-11-20T12:00:30Z", 0, "just now"},
        {"2026-11-20T12:00:00Z", "2026-11-20T11:57:30Z", 0, "2 min ago"},
        {"2026-11-20T00:10:00Z", "2026-11-19T23:50:00Z", 0, "20 min ago"},
        {"2026-11-20T12:00:00Z", "2026-11-20T07:00:00Z", 0, "5 h ago"},
        {"2026-11-20T12:00:00Z", "2026-11-19T23:59:59Z", 0, "yesterday"},
        {"2026-11-20T12:00:00Z", "2026-11-19T00:00:00Z", 0, "yesterday"},
        {"2026-11-20T12:00:00Z", "2026-11-18T23:59:59Z", 0, "18 Nov"},
        {"2026-11-20T12:00:00Z", "2026-11-19T23:30:00Z", 3600, "12 h ago"},
        {"2026-11-20T12:00:00Z", "2026-11-20T05:00:00Z", -8 * 3600, "yesterday"},
        {"2026-11-20T12:00:00Z", "2025-11-03T12:00:00Z", 0, "3 Nov 2025"},
        {"2026-01-01T12:00:00Z", "2025-12-30T12:00:00Z", 0, "30 Dec 2025"},
        {"2026-11-20T12:00:00Z", "2026-11-20T15:00:00Z", 0, "today"},
        {"2026-11-20T12:00:00Z", "2026-11-22T15:00:00Z", 0, "22 Nov"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct instant now, then;
        struct buf out;
        buf_init(&out, 100);
        assert_true(parse(cases[i].now, &now, NULL) && parse(cases[i].then, &then, NULL));
        times_ago(now.seconds, then.seconds, cases[i].offset, &out);
        assert_string_equal(out.data, cases[i].words);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_parse__agrees_with_timegm__over_random_instants),
        cmocka_unit_test(times_date__steps_through_every_day__of_the_calendar),
        cmocka_unit_test(times_parse__knows_the_ends_of_months),
        cmocka_unit_test(times_parse__reads_fractions_offsets_and_leap_seconds),
        cmocka_unit_test(times_parse__says_what_to_write__for_what_it_refuses),
        cmocka_unit_test(times_countdown__cuts_to_two_units),
        cmocka_unit_test(times_ago__follows_the_calendar_of_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
