#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "forms/times.h"
#include "forms/when.h"
#include "tests/forms/fake_zones.h"
#include "tests/rng.h"

#include <stdlib.h>
#include <string.h>

/* Saturday 2026-11-21T10:30:40 in Lisbon, which has UTC in winter. */
#define NOW INT64_C(1795257040)

static struct when_world lisbon(void)
{
    return (struct when_world){
        .now = NOW,
        .zone = fake_zone("Europe/Lisbon"),
        .zone_name = "Europe/Lisbon",
        .minute_of_day = 15 * 60,
    };
}

static void utc(int64_t seconds, struct buf *out)
{
    const struct instant t = {.seconds = seconds};
    buf_clear(out);
    times_utc(&t, out);
}

static void expect(const char *text, const char *expected, const struct when_world *w)
{
    struct when t;
    struct err e = {0};
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    if (!when_parse(text, strlen(text), w, &t, &e))
        fail_msg("%s: %s", text, e.text);
    utc(t.seconds, &out);
    if (strcmp(out.data, expected) != 0)
        fail_msg("%s: %s, not %s", text, out.data, expected);
    buf_finish(&out);
}

/* Spreadsheets, databases, calendars and the number formats of browsers. */
static void when_parse__understands__what_programs_write(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc;
    } cases[] = {
        {"2026/11/20", "2026-11-20T15:00:00Z"},
        {"2026.11.20 9:05", "2026-11-20T09:05:00Z"},
        {"20-Nov-2026", "2026-11-20T15:00:00Z"},
        {"20-Nov-26 09:05", "2026-11-20T09:05:00Z"},
        {"20/Nov/2026 9:05 AM", "2026-11-20T09:05:00Z"},
        {"20-nov", "2026-11-20T15:00:00Z"},
        {"2026-11-20 09:05:07.000", "2026-11-20T09:05:07Z"},
        {"2026-11-20 09:05:07.123456789", "2026-11-20T09:05:07Z"},
        {"11/20/2026, 3:05:07.5 PM", NULL}, /* the order is the day's here */
        {"20/11/2026, 3:05:07.5 PM", "2026-11-20T15:05:07Z"},
        {"20/11/2026, 3:05\xe2\x80\xafPM", "2026-11-20T15:05:00Z"},
        {"20/11/2026\xc2\xa0"
         "3:05 p.m.",
         "2026-11-20T15:05:00Z"},
        {"20 nov 3 a.m.", "2026-11-20T03:00:00Z"},
        {"20 nov 3 p.m", "2026-11-20T15:00:00Z"},
        {"20.11.2026, 15:00 Uhr", "2026-11-20T15:00:00Z"},
        {"Uhr 15:00", NULL},
        {"20261120", "2026-11-20T15:00:00Z"},
        {"20261120T090507", "2026-11-20T09:05:07Z"},
        {"20261120T090507Z", "2026-11-20T09:05:07Z"},
        {"20261320", NULL},
        {"20261120T0905070", NULL},
        {"202611201", NULL},
        {"2026/11-20", NULL},
        {"20-Nov/2026", NULL},
        {"20-Nov-202", NULL},
        {"1234567890", NULL},
        {"2026-11-20 09:05:07.", NULL},
        {"2026-11-20 09:05:07 .5", NULL},
        {"20 nov 3 p.", NULL},
    };
    const struct when_world w = lisbon();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct when t;
        if (cases[i].utc)
            expect(cases[i].text, cases[i].utc, &w);
        else if (when_parse(cases[i].text, strlen(cases[i].text), &w, &t, NULL))
            fail_msg("%s is understood", cases[i].text);
    }
}

static void when_parse__understands__what_people_write(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc;
    } cases[] = {
        {"2026-11-20T15:00:00Z", "2026-11-20T15:00:00Z"},
        {"2026-07-20T15:00:00+02:00", "2026-07-20T13:00:00Z"},
        {"20 nov 15:00", "2026-11-20T15:00:00Z"},
        {"20 Nov 2026, 15:00", "2026-11-20T15:00:00Z"},
        {"20. November 2026 at 3pm", "2026-11-20T15:00:00Z"},
        {"nov 20 3:30 PM", "2026-11-20T15:30:00Z"},
        {"November 20, 2027 15h30", "2027-11-20T15:30:00Z"},
        {"15:00 20 nov", "2026-11-20T15:00:00Z"},
        {"Fri 20 Nov 2026 15:00", "2026-11-20T15:00:00Z"},
        {"sept 1", "2027-09-01T14:00:00Z"}, /* summer time, and last September is over */
        {"1 nov", "2026-11-01T15:00:00Z"},
        {"20 oct", "2027-10-20T14:00:00Z"},
        {"29 feb", "2028-02-29T15:00:00Z"},
        {"2026-11-20", "2026-11-20T15:00:00Z"},
        {"2026-11-20 09:05", "2026-11-20T09:05:00Z"},
        {"2026-11-20T09:05", "2026-11-20T09:05:00Z"},
        {"2026-11-20 09:05:07", "2026-11-20T09:05:07Z"},
        {"20.11.2026 15:00", "2026-11-20T15:00:00Z"},
        {"20.11.2026 15.30", "2026-11-20T15:30:00Z"},
        {"20/11/26 1500", "2026-11-20T15:00:00Z"},
        {"3/4/2027", "2027-04-03T14:00:00Z"},
        {"20.11. 12am", "2026-11-20T00:00:00Z"},
        {"20/11 12 pm", "2026-11-20T12:00:00Z"},
        {"20-11-2026 noon", "2026-11-20T12:00:00Z"},
        {"20. 11. 2026", "2026-11-20T15:00:00Z"},
        {"20. 11. 2026 1500", "2026-11-20T15:00:00Z"},
        {"20/11 2026", "2026-11-20T15:00:00Z"},
        {"20.11. 1500", "2026-11-20T15:00:00Z"},
        {"20th nov 2026", "2026-11-20T15:00:00Z"},
        {"Nov 1st 9am", "2026-11-01T09:00:00Z"},
        {"today", "2026-11-21T15:00:00Z"},
        {"tomorrow 3pm", "2026-11-22T15:00:00Z"},
        {"Tomorrow at midnight", "2026-11-22T00:00:00Z"},
        {"yesterday 11:00", "2026-11-20T11:00:00Z"},
        {"now", "2026-11-21T10:30:00Z"},
        {"15:00", "2026-11-21T15:00:00Z"},
        {"9:00", "2026-11-22T09:00:00Z"},
        {"15.30", "2026-11-21T15:30:00Z"},
        {"10.31", "2026-11-21T10:31:00Z"}, /* no date: with a point the month comes second */
        {"tomorrow 9.15", "2026-11-22T09:15:00Z"},
        {"10.11", "2026-11-10T15:00:00Z"},
        {"10.11 pm", "2026-11-21T22:11:00Z"},
        {"9.15 a.m. 20.11.", "2026-11-20T09:15:00Z"},
        {"saturday 12:00", "2026-11-21T12:00:00Z"},
        {"next saturday 12:00", "2026-11-28T12:00:00Z"},
        {"next fri", "2026-11-27T15:00:00Z"},
        {"fri", "2026-11-27T15:00:00Z"},
        {"+3d", "2026-11-24T15:00:00Z"},
        {"+3d 11:00", "2026-11-24T11:00:00Z"},
        {"3 nights", "2026-11-24T15:00:00Z"},
        {"+1w noon", "2026-11-28T12:00:00Z"},
        {"-2h", "2026-11-21T08:30:00Z"},
        {"+90min", "2026-11-21T12:00:00Z"},
        {"20 nov 15:00 +01:00", "2026-11-20T14:00:00Z"},
        {"20 nov 15:00 -0530", "2026-11-20T20:30:00Z"},
        {"1 jul 2026 15:00 UTC", "2026-07-01T15:00:00Z"},
        {"1 jul 2026 15:00 WEST", "2026-07-01T14:00:00Z"},
        {"  20 nov 15:00  ", "2026-11-20T15:00:00Z"},
    };
    const struct when_world w = lisbon();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].text, cases[i].utc, &w);
}

static void when_parse__takes_the_order_of_dates__as_it_is_told(void **state)
{
    (void)state;
    struct when_world w = lisbon();
    w.order = DATE_MONTH_FIRST;
    expect("3/4/2027", "2027-03-04T15:00:00Z", &w);
    expect("12/31/26 11:59 pm", "2026-12-31T23:59:00Z", &w);
    expect("3.4.2027", "2027-04-03T14:00:00Z", &w); /* with points, the day is first everywhere */
    expect("2027-04-03", "2027-04-03T14:00:00Z", &w);
}

static void when_parse__counts_steps__from_the_base(void **state)
{
    (void)state;
    struct when_world w = lisbon();
    const int64_t base = NOW - NOW % 86400 + 16 * 3600; /* 16:00 */
    w.base = &base;
    w.minute_of_day = 11 * 60;
    expect("+3d", "2026-11-24T11:00:00Z", &w);
    expect("+2h", "2026-11-21T18:00:00Z", &w);
    w.minute_of_day = -1;
    expect("+3d", "2026-11-24T16:00:00Z", &w);
    expect("+150d", "2027-04-20T15:00:00Z", &w); /* 16:00 of summer time */
}

static void when_parse__refuses__with_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", "is not understood"},
        {"soon", "is not understood"},
        {"31.02.2026", "There is no 31 Feb 2026."},
        {"30 feb", "There is no 30 Feb."},
        {"20.13.2026", "There is no month 13"},
        {"25:00", "is not understood"},
        {"13pm", "is not understood"},
        {"20 nov 21 nov", "is not understood"},
        {"15:00 16:00", "is not understood"},
        {"20 th nov", "is not understood"},
        {"th", "is not understood"},
        {"+2h 11:00", "is not understood"},
        {"11:00 +2h", "is not understood"},
        {"Mon 20 Nov 2026", "20 Nov 2026 is a Fri, not a Mon."},
        {"20 nov 15:00 WEST", "\"WEST\" is not in use in Europe/Lisbon then."},
        {"1 jan 1969", "is not understood"},
        {"20 nov 15:00-17:00", "is not understood"},
        {"20 nov 15:00 +14:30", "is not understood"},
        {"1.1.1969", "out of range"},
        {"2026-11-20T25:00:00Z", "is not understood"},
        {"20 nov 15:00 \x1b[31m", "is not understood"},
        {"99999999999999999999", "is not understood"},
    };
    const struct when_world w = lisbon();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct when t = {.seconds = 7};
        struct err e = {0};
        if (when_parse(cases[i].text, strlen(cases[i].text), &w, &t, &e))
            fail_msg("%s: %lld", cases[i].text, (long long)t.seconds);
        if (!strstr(e.text, cases[i].words) || strchr(e.text, '\x1b'))
            fail_msg("%s: %s", cases[i].text, e.text);
        assert_int_equal(t.seconds, 7);
    }
    struct when_world strict = lisbon();
    struct err e = {0};
    struct when t;
    char *longest = xasprintf("%0*d\xc3\xa9 and more", 59, 0);
    assert_false(when_parse(longest, strlen(longest), &w, &t, &e));
    assert_non_null(strstr(e.text, "0\xc3\xa9\" is not understood")); /* cut between characters */
    free(longest);
    strict.minute_of_day = -1;
    assert_false(when_parse("20 nov", 6, &strict, &t, &e));
    assert_non_null(strstr(e.text, "A time is needed"));
}

static void when_parse__says_what_was_guessed(void **state)
{
    (void)state;
    const struct when_world w = lisbon();
    struct when t;
    assert_true(when_parse("20 nov", 6, &w, &t, NULL));
    assert_true(t.guessed_year && t.guessed_time);
    assert_true(when_parse("20 nov 2026 15:00", 17, &w, &t, NULL));
    assert_false(t.guessed_year || t.guessed_time);
}

static void when_warn__names_both_hours__where_clocks_change(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc, *words;
    } cases[] = {
        {"29.3.2026 00:30", "2026-03-29T00:30:00Z", ""},
        {"29.3.2026 01:30", "2026-03-29T01:30:00Z",
         "There is no 29 Mar 2026 01:30 in Europe/Lisbon, as clocks go forward: 02:30 is meant."},
        {"25.10.2026 01:30", "2026-10-25T00:30:00Z",
         "25 Oct 2026 01:30 comes twice in Europe/Lisbon, as clocks go back: the first is meant. Write WET "
         "behind "
         "it for the second."},
        {"25.10.2026 01:30 WET", "2026-10-25T01:30:00Z", ""},
        {"25.10.2026 01:30 west", "2026-10-25T00:30:00Z", ""},
    };
    const struct when_world w = lisbon();
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct when t;
        assert_true(when_parse(cases[i].text, strlen(cases[i].text), &w, &t, NULL));
        utc(t.seconds, &out);
        assert_string_equal(out.data, cases[i].utc);
        buf_clear(&out);
        when_warn(&t, &w, &out);
        assert_string_equal(out.data, cases[i].words);
    }
    struct when_world far = lisbon();
    struct when t;
    far.zone = fake_zone("Australia/Lord_Howe");
    far.zone_name = "Australia/Lord_Howe";
    assert_true(when_parse("5.4.2026 1:45", 13, &far, &t, NULL));
    buf_clear(&out);
    when_warn(&t, &far, &out);
    assert_non_null(strstr(out.data, "Write +10:30 behind it"));
    assert_true(when_parse("5.4.2026 1:45 +10:30", 20, &far, &t, NULL));
    utc(t.seconds, &out);
    assert_string_equal(out.data, "2026-04-04T15:15:00Z");
    buf_finish(&out);
}

static void when_show__is_read_back__as_the_same_instant(void **state)
{
    (void)state;
    static const char *const zones[] = {"Europe/Lisbon", "America/New_York", "Australia/Lord_Howe",
                                        "Pacific/Apia"};
    struct rng r;
    struct buf out;
    rng_init(&r, 21);
    buf_init(&out, BUF_TEXT_MAX);
    for (int i = 0; i < 20000; i++) {
        struct when_world w = lisbon();
        struct when t;
        w.zone_name = zones[rng_below(&r, 4)];
        w.zone = fake_zone(w.zone_name);
        const int64_t seconds = (int64_t)rng_below(&r, (size_t)4 << 30);
        buf_clear(&out);
        when_show(seconds, w.zone, &out);
        assert_true(when_parse(out.data, out.len, &w, &t, NULL));
        assert_int_not_equal(t.shown, ZONE_NEVER);
        assert_true(t.seconds == seconds || t.other == seconds);
    }
    buf_finish(&out);
}

static void when_show__says_day_and_time__in_the_zone(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    when_show(NOW, fake_zone("America/New_York"), &out);
    assert_string_equal(out.data, "Sat 21 Nov 2026 05:30:40");
    buf_clear(&out);
    when_show_short(NOW - NOW % 60, NULL, NOW, &out);
    assert_string_equal(out.data, "21 Nov 10:30");
    buf_clear(&out);
    when_show_short(NOW + 86400 * 300, NULL, NOW, &out);
    assert_string_equal(out.data, "17 Sep 2027");
    buf_finish(&out);
    assert_int_equal(when_nights(NOW, NOW + 86400 * 3 - 3600, NULL), 3);
    assert_int_equal(when_nights(NOW, NOW + 3600, NULL), 0);
    assert_int_equal(when_nights(NOW, NOW - 864000, NULL), 0);
}

static void when_time_of_day__gives_hours_and_minutes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *time;
    } cases[] = {
        {"3pm", "15:00"},        {"15.00", "15:00"},     {"15h", "15:00"},  {"noon", "12:00"},
        {"9:05:07", "09:05:07"}, {"11 am", "11:00"},     {"1530", "15:30"}, {"24:00", NULL},
        {"20 nov", NULL},        {"tomorrow 3pm", NULL}, {"", NULL},        {"now", NULL},
        {"15:00 UTC", NULL},     {"9.05", "09:05"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, BUF_TEXT_MAX);
        const bool is = when_time_of_day(cases[i].text, strlen(cases[i].text), &out);
        if (is != (cases[i].time != NULL) || strcmp(out.data, is ? cases[i].time : "") != 0)
            fail_msg("%s: %s", cases[i].text, out.data);
        buf_finish(&out);
    }
}

static int finish(void **state)
{
    (void)state;
    fake_zones_finish();
    return 0;
}

static void when_order__is_that_of_the_country(void **state)
{
    (void)state;
    assert_int_equal(when_order("en_US.UTF-8"), DATE_MONTH_FIRST);
    assert_int_equal(when_order("es_US"), DATE_MONTH_FIRST);
    assert_int_equal(when_order("en_GB.UTF-8"), DATE_DAY_FIRST);
    assert_int_equal(when_order("C.UTF-8"), DATE_DAY_FIRST);
    assert_int_equal(when_order("pt"), DATE_DAY_FIRST);
    assert_int_equal(when_order(NULL), DATE_DAY_FIRST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(when_parse__understands__what_programs_write),
        cmocka_unit_test(when_parse__understands__what_people_write),
        cmocka_unit_test(when_parse__takes_the_order_of_dates__as_it_is_told),
        cmocka_unit_test(when_parse__counts_steps__from_the_base),
        cmocka_unit_test(when_parse__refuses__with_words),
        cmocka_unit_test(when_parse__says_what_was_guessed),
        cmocka_unit_test(when_warn__names_both_hours__where_clocks_change),
        cmocka_unit_test(when_show__is_read_back__as_the_same_instant),
        cmocka_unit_test(when_show__says_day_and_time__in_the_zone),
        cmocka_unit_test(when_time_of_day__gives_hours_and_minutes),
        cmocka_unit_test(when_order__is_that_of_the_country),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
