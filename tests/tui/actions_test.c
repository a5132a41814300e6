#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tui/actions/clock.h"
#include "tui/actions/effect.h"
#include "tui/actions/rows.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static void effects_add__keeps_copies__in_order(void **state)
{
    (void)state;
    struct effects e;
    effects_init(&e);
    char text[] = "acme";
    effects_add(&e, EFFECT_OPEN, text, NULL);
    text[0] = 'X';
    effects_add_flag(&e, EFFECT_WRITE, "path", "content", true);
    for (int i = 0; i < 20; i++)
        effects_push(&e, EFFECT_PUSH, i, NULL);
    assert_int_equal(e.count, 22);
    assert_int_equal(e.items[0].type, EFFECT_OPEN);
    assert_string_equal(e.items[0].text, "acme");
    assert_null(e.items[0].other);
    assert_true(e.items[1].flag);
    assert_string_equal(e.items[1].other, "content");
    assert_int_equal(e.items[21].screen, 19);
    effects_finish(&e);
    assert_int_equal(e.count, 0);
    effects_finish(&e);
}

static void link_row_copy__shares_nothing__with_its_source(void **state)
{
    (void)state;
    struct link_rows rows = {0};
    struct link_row *r = link_rows_add(&rows);
    r->id = 57;
    r->configuration = xstrdup("acme");
    r->url = xstrdup("https://se.example.com/1");
    r->message = xstrdup("created");
    struct link_row copy;
    link_row_copy(&copy, r);
    link_rows_finish(&rows);
    assert_int_equal(copy.id, 57);
    assert_string_equal(copy.configuration, "acme");
    assert_string_equal(copy.url, "https://se.example.com/1");
    assert_string_equal(copy.message, "created");
    assert_null(copy.ticket);
    link_row_finish(&copy);
    assert_null(copy.url);
}

static void rows_add__gives_zeroed_rows__and_keeps_the_old(void **state)
{
    (void)state;
    struct config_rows rows = {0};
    for (size_t i = 0; i < 100; i++) {
        struct config_row *r = config_rows_add(&rows);
        assert_null(r->name);
        assert_int_equal(r->records, 0);
        r->name = xasprintf("c%zu", i);
        r->records = i;
    }
    assert_string_equal(rows.items[0].name, "c0");
    assert_int_equal(rows.items[99].records, 99);
    config_rows_finish(&rows);
    config_rows_finish(&rows);
}

static void clock_local__is_in_the_operators_zone__at_that_moment(void **state)
{
    (void)state;
    setenv("TZ", "PST8PDT,M3.2.0,M11.1.0", 1);
    tzset();
    struct buf b;
    buf_init(&b, 100);
    clock_local(INT64_C(1795287297), &b);
    buf_puts(&b, " | ");
    clock_local(INT64_C(1783000000), &b);
    assert_int_equal(clock_offset(INT64_C(1795287297)), -8 * 3600);
    assert_int_equal(clock_offset(INT64_C(1783000000)), -7 * 3600);
    assert_string_equal(b.data, "21 Nov 2026 10:54 PST | 2 Jul 2026 06:46 PDT");
    buf_clear(&b);
    setenv("TZ", "UTC0", 1);
    tzset();
    clock_local(0, &b);
    assert_string_equal(b.data, "1 Jan 1970 00:00 UTC");
    buf_clear(&b);
    clock_local(INT64_MAX, &b);
    assert_string_equal(b.data, "?");
    buf_finish(&b);
}

static void clock_elapsed__never_goes_back__between_two_looks(void **state)
{
    (void)state;
    const int64_t before = clock_elapsed();
    assert_true(clock_elapsed() >= before);
    assert_true(clock_now() > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effects_add__keeps_copies__in_order),
        cmocka_unit_test(link_row_copy__shares_nothing__with_its_source),
        cmocka_unit_test(rows_add__gives_zeroed_rows__and_keeps_the_old),
        cmocka_unit_test(clock_local__is_in_the_operators_zone__at_that_moment),
        cmocka_unit_test(clock_elapsed__never_goes_back__between_two_looks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
