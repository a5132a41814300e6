#include "config.h"

#include "tests/test.h"

#include "forms/buf.h"
#include "forms/times.h"
#include "forms/zone.h"
#include "tests/forms/fake_zones.h"
#include "tests/files.h"
#include "tests/rng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t at(const char *text)
{
    struct instant t;
    if (!times_parse(text, strlen(text), &t, NULL))
        fail_msg("%s", text);
    return t.seconds;
}

static void zone_offset__follows_the_rule__of_each_hemisphere(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *instant;
        int32_t offset;
        const char *name;
    } cases[] = {
        {"Europe/Lisbon", "2026-01-15T12:00:00Z", 0, "WET"},
        {"Europe/Lisbon", "2026-03-29T00:59:59Z", 0, "WET"},
        {"Europe/Lisbon", "2026-03-29T01:00:00Z", 3600, "WEST"},
        {"Europe/Lisbon", "2026-10-25T00:59:59Z", 3600, "WEST"},
        {"Europe/Lisbon", "2026-10-25T01:00:00Z", 0, "WET"},
        {"America/New_York", "2026-03-08T06:59:59Z", -18000, "EST"},
        {"America/New_York", "2026-03-08T07:00:00Z", -14400, "EDT"},
        {"America/New_York", "2026-11-01T06:00:00Z", -18000, "EST"},
        {"Australia/Lord_Howe", "2026-01-01T00:00:00Z", 39600, "+11"},
        {"Australia/Lord_Howe", "2026-04-04T14:59:59Z", 39600, "+11"},
        {"Australia/Lord_Howe", "2026-04-04T15:00:00Z", 37800, "+1030"},
        {"Australia/Lord_Howe", "2026-10-03T15:29:59Z", 37800, "+1030"},
        {"Australia/Lord_Howe", "2026-10-03T15:30:00Z", 39600, "+11"},
        {"Pacific/Apia", "2011-12-30T09:59:59Z", -36000, "ONE"},
        {"Pacific/Apia", "2011-12-30T10:00:00Z", 50400, "+14"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name;
        const int32_t offset = zone_offset(fake_zone(cases[i].zone), at(cases[i].instant), &name);
        if (offset != cases[i].offset || strcmp(name, cases[i].name) != 0)
            fail_msg("%s %s: %d %s", cases[i].zone, cases[i].instant, offset, name);
    }
    const char *name;
    assert_int_equal(zone_offset(NULL, 0, &name), 0);
    assert_string_equal(name, "UTC");
}

static void zone_instants__says_how_often__a_clock_shows_a_time(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *local; /* as if it were UTC */
        enum zone_shown shown;
        const char *first, *second;
    } cases[] = {
        {"Europe/Lisbon", "2026-07-01T15:00:00Z", ZONE_ONCE, "2026-07-01T14:00:00Z", "2026-07-01T14:00:00Z"},
        {"Europe/Lisbon", "2026-03-29T00:59:59Z", ZONE_ONCE, "2026-03-29T00:59:59Z", "2026-03-29T00:59:59Z"},
        {"Europe/Lisbon", "2026-03-29T01:30:00Z", ZONE_NEVER, "2026-03-29T01:30:00Z", "2026-03-29T00:30:00Z"},
        {"Europe/Lisbon", "2026-10-25T01:30:00Z", ZONE_TWICE, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"},
        {"Australia/Lord_Howe", "2026-04-05T01:45:00Z", ZONE_TWICE, "2026-04-04T14:45:00Z",
         "2026-04-04T15:15:00Z"},
        {"Australia/Lord_Howe", "2026-10-04T02:15:00Z", ZONE_NEVER, "2026-10-03T15:45:00Z",
         "2026-10-03T15:15:00Z"},
        {"Pacific/Apia", "2011-12-30T12:00:00Z", ZONE_NEVER, "2011-12-30T22:00:00Z", "2011-12-29T22:00:00Z"},
        {"Pacific/Apia", "2011-12-29T12:00:00Z", ZONE_ONCE, "2011-12-29T22:00:00Z", "2011-12-29T22:00:00Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t first, second;
        const enum zone_shown shown =
            zone_instants(fake_zone(cases[i].zone), at(cases[i].local), &first, &second);
        if (shown != cases[i].shown || first != at(cases[i].first) || second != at(cases[i].second))
            fail_msg("%s %s: %d", cases[i].zone, cases[i].local, shown);
    }
}

static void zone_instants__leads_back__from_what_the_clock_showed(void **state)
{
    (void)state;
    static const char *const names[] = {"Europe/Lisbon", "America/New_York", "Australia/Lord_Howe",
                                        "Pacific/Apia"};
    struct rng r;
    rng_init(&r, 1121);
    for (int i = 0; i < 40000; i++) {
        const struct zone *z = fake_zone(names[rng_below(&r, 4)]);
        const int64_t utc = (int64_t)rng_below(&r, (size_t)4 << 30);
        int64_t first, second;
        const enum zone_shown shown = zone_instants(z, utc + zone_offset(z, utc, NULL), &first, &second);
        assert_int_not_equal(shown, ZONE_NEVER);
        assert_true(utc == first || utc == second);
        assert_true(shown == ZONE_TWICE ? first < second : first == second);
    }
}

/* ---- the system's own files, where there are some */

static void compare_with_libc(const char *name, const struct zone *z)
{
    struct rng r;
    rng_init(&r, 8536);
    assert_int_equal(setenv("TZ", name, 1), 0);
    tzset();
    for (int i = 0; i < 3000; i++) {
        const time_t utc = (time_t)rng_below(&r, (size_t)4 << 30) - 200000000;
        struct tm tm;
        const char *abbreviation;
        assert_non_null(localtime_r(&utc, &tm));
        if (zone_offset(z, utc, &abbreviation) != tm.tm_gmtoff || strcmp(abbreviation, tm.tm_zone) != 0)
            fail_msg("%s at %lld: %d, not %ld", name, (long long)utc, zone_offset(z, utc, NULL),
                     tm.tm_gmtoff);
    }
}

static void zone_parse__agrees_with_libc__over_random_instants(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Europe/Lisbon", "Europe/Dublin",     "America/New_York", "Australia/Lord_Howe",
        "Pacific/Apia",  "Africa/Casablanca", "Asia/Kathmandu",   "America/Sao_Paulo",
        "America/Nuuk",  "Etc/UTC",           "Antarctica/Troll", "Asia/Gaza",
    };
    size_t found = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[200];
        struct buf bytes;
        struct err e = {0};
        snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", names[i]);
        buf_init(&bytes, BUF_TEXT_MAX);
        if (file_bytes(path, &bytes)) {
            struct zone *z = zone_parse(bytes.data, bytes.len, &e);
            if (!z)
                fail_msg("%s: %s", names[i], e.text);
            compare_with_libc(names[i], z);
            zone_free(z);
            found++;
        }
        buf_finish(&bytes);
    }
    if (found == 0)
        skip();
}

/* ---- what is no zone */

static void zone_parse__refuses__what_is_no_zone(void **state)
{
    (void)state;
    static const char *const rules[] = {"WET",
                                        "WET0WEST",
                                        "WET0WEST,M3.5.0",
                                        "WET0WEST,M13.5.0,M10.5.0",
                                        "1WET0",
                                        "WET0WEST,J0,J100",
                                        "WET25",
                                        "WET0WEST,M3.5.0/168,J1",
                                        "WET0 WEST",
                                        "<+01-1",
                                        "WET0WEST,M3.5.0,M10.5.0x"};
    const int32_t offsets[2] = {0, 3600}, wild[2] = {0, 200000};
    const int64_t twice[] = {100, 100};
    const unsigned char to[] = {0, 1}, strange[] = {0, 2};
    for (size_t i = 0; i < sizeof rules / sizeof *rules + 3; i++) {
        struct buf b;
        struct err e = {0};
        const size_t extra = i - sizeof rules / sizeof *rules;
        const bool is_rule = i < sizeof rules / sizeof *rules;
        buf_init(&b, BUF_TEXT_MAX);
        if (is_rule)
            fake_tzif(NULL, NULL, 0, offsets, rules[i], &b);
        else
            fake_tzif(twice, extra == 1 ? strange : to,
                      extra == 0   ? 2
                      : extra == 1 ? 2
                                   : 0,
                      extra == 2 ? wild : offsets, "UTC0", &b);
        assert_null(zone_parse(b.data, b.len, &e));
        assert_int_equal(e.code, ERR_SYNTAX);
        buf_finish(&b);
    }
}

static void zone_parse__survives__every_cut_and_change_of_a_file(void **state)
{
    (void)state;
    const int64_t at_[] = {100, 1000000};
    const unsigned char to[] = {1, 0};
    const int32_t offsets[2] = {0, 3600};
    struct buf b;
    struct rng r;
    rng_init(&r, 5);
    buf_init(&b, BUF_TEXT_MAX);
    fake_tzif(at_, to, 2, offsets, "WET0WEST,M3.5.0/1,M10.5.0", &b);
    for (size_t len = 0; len < b.len; len++) {
        char *cut = malloc(len ? len : 1);
        memcpy(cut, b.data, len);
        assert_null(zone_parse(cut, len, NULL));
        free(cut);
    }
    for (int i = 0; i < 20000; i++) {
        const size_t place = rng_below(&r, b.len);
        const char before = b.data[place];
        b.data[place] = (char)rng_below(&r, 256);
        struct zone *z = zone_parse(b.data, b.len, NULL);
        if (z) {
            int64_t first, second;
            zone_instants(z, (int64_t)rng_below(&r, (size_t)4 << 30), &first, &second);
        }
        zone_free(z);
        b.data[place] = before;
    }
    buf_finish(&b);
}

static int finish(void **state)
{
    (void)state;
    fake_zones_finish();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zone_offset__follows_the_rule__of_each_hemisphere),
        cmocka_unit_test(zone_instants__says_how_often__a_clock_shows_a_time),
        cmocka_unit_test(zone_instants__leads_back__from_what_the_clock_showed),
        cmocka_unit_test(zone_parse__agrees_with_libc__over_random_instants),
        cmocka_unit_test(zone_parse__refuses__what_is_no_zone),
        cmocka_unit_test(zone_parse__survives__every_cut_and_change_of_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
