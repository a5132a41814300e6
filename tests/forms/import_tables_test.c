/* Tables as exports and spreadsheets write them. */
#include "config.h"

#include "tests/test.h"

#include "forms/import.h"
#include "forms/mem.h"
#include "tests/forms/fake_zones.h"
#include "tests/forms/import_trial.h"

#include <stdlib.h>
#include <string.h>

static void set_zones(struct trial *t)
{
    struct import_options o = *import_options(t->im);
    o.zones = fake_zones();
    o.zone = fake_zone("Europe/Lisbon");
    o.zone_name = "Europe/Lisbon";
    import_set_options(t->im, &o);
}

/* The bad rows as a table. */
static char *bad_rows(const struct trial *t)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    import_write_bad(t->im, SIZE_MAX, &out);
    for (size_t i = 0; i < import_counts(t->im)->fates[IMPORT_BAD]; i++)
        import_write_bad(t->im, i, &out);
    return buf_detach(&out, NULL);
}

static char *titles_of(const struct trial *t)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    import_titles(t->im, &out);
    return buf_detach(&out, NULL);
}

static void rows__that_say_nothing__are_passed_by_and_counted_in_places(void **state)
{
    (void)state;
    struct trial t;
    size_t number, line;
    trial_begin(&t, "{}", STAYS,
                "sep=;\r\nreservation_key;name;;\r\nr-1;A;;\r\n;;;\r\n\r\nr-2;\"B\nb\";;\r\n"
                "reservation_key;name;;\r\nr-3;C; ;\r\n ; \r\n;\"\";;");
    trial_read_rows(&t);
    assert_int_equal(import_counts(t.im)->rows, 3);
    assert_int_equal(import_column_count(t.im), 2);
    import_row_place(t.im, 0, &number, &line);
    assert_int_equal(number, 2);
    assert_int_equal(line, 3);
    import_row_place(t.im, 1, &number, &line);
    assert_int_equal(number, 5);
    assert_int_equal(line, 6);
    import_row_place(t.im, 2, &number, &line);
    assert_int_equal(number, 7);
    assert_int_equal(line, 9);
    trial_check(&t);
    assert_int_equal(import_counts(t.im)->fates[IMPORT_NEW], 3);
    trial_end(&t);
}

static void columns__without_name_and_value__stay_where_others_follow(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, "{}", STAYS, "reservation_key,,name,,\nr-1,,A,,x\nr-2,,B,,\n");
    trial_read_rows(&t);
    assert_int_equal(import_column_count(t.im), 5);
    trial_end(&t);
    trial_begin(&t, "{}", STAYS, "reservation_key,name,\nr-1,A,\nr-2,B,,x\n");
    trial_read_rows(&t);
    assert_int_equal(import_column_count(t.im), 2);
    trial_check(&t);
    assert_int_equal(import_fate(t.im, 1), IMPORT_BAD); /* the cell has no column */
    trial_end(&t);
}

static void keys__that_are_numbers_in_the_body__are_matched_and_mended(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, "{\"customer_data\":{\"rooms\":[{\"room_key\":12,\"name\":\"A\"},{\"room_key\":1.50}]}}",
                "/customer_data/rooms", "room_key,name\n12,B\n1.50,C\n1.5,D\n012,E\n");
    trial_read_rows(&t);
    trial_check(&t);
    assert_int_equal(import_counts(t.im)->fates[IMPORT_CHANGE], 2);
    assert_int_equal(import_counts(t.im)->fates[IMPORT_NEW], 2);
    trial_apply(&t);
    trial_expect_list(&t, "/customer_data/rooms",
                      "{\"room_key\":\"12\",\"name\":\"B\"}\n{\"room_key\":\"1.50\",\"name\":\"C\"}\n"
                      "{\"room_key\":\"1.5\",\"name\":\"D\"}\n{\"room_key\":\"012\",\"name\":\"E\"}\n");
    trial_end(&t);
}

static void guests__are_names__where_any_of_them_has_a_blank(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, "{}", STAYS, "reservation_key,Guest\n1,Cher\n2,Ana Dias\n");
    trial_read_rows(&t);
    trial_expect_mapping(&t, "reservation_key name");
    trial_end(&t);
}

/* ---- times */

static void times__may_name_their_zone(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc; /* utc NULL: refused, and why says so */
        const char *why;
    } cases[] = {
        {"2026-11-20 15:00 America/New_York", "2026-11-20T20:00:00Z", NULL},
        {"20 nov 2026 3pm America/New_York ", "2026-11-20T20:00:00Z", NULL},
        {"2026-11-20T15:00-05:00[America/New_York]", "2026-11-20T20:00:00Z", NULL},
        {"2026-11-20 15:00 WET", "2026-11-20T15:00:00Z", NULL}, /* Lisbon's own */
        {"2026-11-20 15:00 PST", NULL, "\"PST\" is not in use in Europe/Lisbon then. Write an offset"},
        {"2026-11-20 15:00 Europe/Lisbn", NULL, "\"Europe/Lisbn\" is not a time zone known here"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        struct buf out;
        size_t column;
        char *text = xasprintf("reservation_key,starts_at\nr,%s\n", cases[i].text);
        buf_init(&out, BUF_TEXT_MAX);
        trial_begin(&t, "{}", STAYS, text);
        trial_read_rows(&t);
        set_zones(&t);
        trial_check(&t);
        if (import_problem(t.im, 0, &column, &out) == (cases[i].utc != NULL))
            fail_msg("%s: %s", cases[i].text, out.data);
        if (cases[i].utc)
            import_preview(t.im, 0, &out);
        if (!strstr(out.data, cases[i].utc ? cases[i].utc : cases[i].why))
            fail_msg("%s: %s", cases[i].text, out.data);
        trial_end(&t);
        buf_finish(&out);
        free(text);
    }
}

static void samples__show_what_a_value_becomes__by_whose_clock(void **state)
{
    (void)state;
    static const char places[] = "{\"customer_data\":{\"spaces\":[{\"space_key\":\"york\",\"customer_data\":"
                                 "{\"time_zone\":\"America/New_York\"}}]}}";
    static const struct {
        const char *row, *shown, *zone;
        bool exact, placed;
    } cases[] = {
        {",20 nov", "Fri 20 Nov 2026 15:00", "Europe/Lisbon", false, false}, /* of this year, not of 1970 */
        {",0:00", "Sun 22 Nov 2026 00:00", "Europe/Lisbon", false, false},
        {"york,20 nov", "Fri 20 Nov 2026 15:00", "America/New_York", false, true},
        {",20 nov 15:00 America/New_York", "Fri 20 Nov 2026 15:00", "America/New_York", true, false},
        {",2026-11-20T15:00:00+02:00", "Fri 20 Nov 2026 13:00", "Europe/Lisbon", true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        struct import_sample sample;
        struct buf zone, shown;
        char *text = xasprintf("reservation_key,space_keys,starts_at\nq,,\nr,%s\n", cases[i].row);
        buf_init(&zone, BUF_TEXT_MAX);
        buf_init(&shown, BUF_TEXT_MAX);
        trial_begin(&t, places, STAYS, text);
        trial_read_rows(&t);
        set_zones(&t);
        trial_check(&t);
        assert_true(import_sample(t.im, &sample, &zone));
        when_show(sample.seconds, sample.zone, &shown);
        assert_string_equal(shown.data, cases[i].shown);
        assert_string_equal(zone.data, cases[i].zone);
        assert_int_equal(sample.exact, cases[i].exact);
        assert_int_equal(sample.placed, cases[i].placed);
        trial_end(&t);
        buf_finish(&zone);
        buf_finish(&shown);
        free(text);
    }
}

/* ---- several keys */

static void several_keys__are_set_apart__as_told(void **state)
{
    (void)state;
    static const struct {
        enum import_apart apart;
        char sign;
        const char *keys;
    } cases[] = {
        {IMPORT_APART_FOUND, '|', "[\"a, b;c\",\"d\"]"}, {IMPORT_APART_SEMICOLON, ';', "[\"a, b\",\"c|d\"]"},
        {IMPORT_APART_BAR, '|', "[\"a, b;c\",\"d\"]"},   {IMPORT_APART_COMMA, ',', "[\"a\",\"b;c|d\"]"},
        {IMPORT_APART_LINE, '\n', "[\"a, b;c|d\"]"},     {IMPORT_APART_NEVER, 0, "[\"a, b;c|d\"]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        struct import_several several;
        struct buf out;
        buf_init(&out, BUF_TEXT_MAX);
        trial_begin(&t, "{}", STAYS, "reservation_key,name,room_keys\nr,x,\"a, b;c|d\"\n");
        trial_read_rows(&t);
        struct import_options o = *import_options(t.im);
        o.apart = cases[i].apart;
        import_set_options(t.im, &o);
        assert_true(import_several(t.im, &several));
        assert_string_equal(several.text, "a, b;c|d");
        assert_int_equal(several.sign, cases[i].sign);
        assert_int_equal(several.keys, cases[i].sign && cases[i].sign != '\n' ? 2 : 1);
        trial_check(&t);
        import_preview(t.im, 0, &out);
        if (!strstr(out.data, cases[i].keys))
            fail_msg("%zu: %s", i, out.data);
        trial_end(&t);
        buf_finish(&out);
    }
}

static void import_several__is_none__where_no_column_takes_several(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, "{}", STAYS, "reservation_key,name\nr,a|b\n");
    trial_read_rows(&t);
    struct import_several several;
    assert_false(import_several(t.im, &several));
    trial_end(&t);
}

/* ---- bad rows */

static void bad_rows__come_back_once_mended__as_the_first_table_was_read(void **state)
{
    (void)state;
    struct trial t;
    struct buf kept;
    char *zone, *name;
    size_t field;
    buf_init(&kept, BUF_TEXT_MAX);
    /* no header, and only the other rows tell that the month comes first */
    trial_begin(&t, "{}", STAYS, "r-1,11/20/2026,x y\nr-2,2/3/26 25:00,z\n");
    trial_read_rows(&t);
    static const char *const fields[] = {"reservation_key", "starts_at", "name"};
    for (size_t i = 0; i < 3; i++) {
        assert_true(import_find_field(t.im, fields[i], &field, &name, NULL));
        assert_true(import_map(t.im, i, field, name, NULL));
    }
    struct import_options o = *import_options(t.im);
    o.apart = IMPORT_APART_COMMA;
    import_set_options(t.im, &o);
    trial_check(&t);
    assert_int_equal(import_options(t.im)->dates, DATE_MONTH_FIRST);
    import_remember(t.im, &kept);
    char *titles = titles_of(&t), *bad = bad_rows(&t);
    assert_non_null(strstr(bad, "r-2,2/3/26 25:00,z,"));
    trial_end(&t);

    trial_begin(&t, "{}", STAYS, bad);
    trial_read_rows(&t);
    assert_true(import_has_header(t.im));
    char *again = titles_of(&t);
    assert_string_equal(again, titles);
    import_recall(t.im, kept.data, kept.len, &zone);
    trial_expect_mapping(&t, "reservation_key starts_at name skip");
    assert_int_equal(import_dates(t.im), IMPORT_DATES_EITHER);
    assert_int_equal(import_options(t.im)->dates, DATE_MONTH_FIRST);
    assert_int_equal(import_options(t.im)->apart, IMPORT_APART_COMMA);
    trial_check(&t);
    char *once_more = bad_rows(&t);
    assert_string_equal(once_more, bad); /* one reason, not two */
    trial_end(&t);
    free(titles);
    free(again);
    free(bad);
    free(once_more);
    free(zone);
    buf_finish(&kept);
}

static void dates__that_tell_their_order__count_more_than_what_was_remembered(void **state)
{
    (void)state;
    static const char kept[] = "{\"dates\":\"month-first\"}";
    struct trial t;
    char *zone;
    trial_begin(&t, "{}", STAYS, "starts_at\n20/11/2026\n01/02/2026\n");
    trial_read_rows(&t);
    import_recall(t.im, kept, sizeof kept - 1, &zone);
    assert_int_equal(import_options(t.im)->dates, DATE_DAY_FIRST);
    trial_end(&t);
    trial_begin(&t, "{}", STAYS, "starts_at\n01/02/2026\n");
    trial_read_rows(&t);
    import_prefer_dates(t.im, DATE_MONTH_FIRST);
    assert_int_equal(import_options(t.im)->dates, DATE_MONTH_FIRST);
    trial_end(&t);
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
        cmocka_unit_test(rows__that_say_nothing__are_passed_by_and_counted_in_places),
        cmocka_unit_test(columns__without_name_and_value__stay_where_others_follow),
        cmocka_unit_test(keys__that_are_numbers_in_the_body__are_matched_and_mended),
        cmocka_unit_test(guests__are_names__where_any_of_them_has_a_blank),
        cmocka_unit_test(times__may_name_their_zone),
        cmocka_unit_test(samples__show_what_a_value_becomes__by_whose_clock),
        cmocka_unit_test(several_keys__are_set_apart__as_told),
        cmocka_unit_test(import_several__is_none__where_no_column_takes_several),
        cmocka_unit_test(bad_rows__come_back_once_mended__as_the_first_table_was_read),
        cmocka_unit_test(dates__that_tell_their_order__count_more_than_what_was_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
