/* Writing rows of a list to a file. */
#include "tests/test.h"

#include "tests/screens/hotel.h"

#include <stdlib.h>
#include <string.h>

#define ROOMS "/customer_data/rooms"
#define STAYS "/customer_data/reservations"

static void expect_written(const struct golden *g, const char *path, const char *content)
{
    golden_assert_effect(g, EFFECT_WRITE, path);
    assert_string_equal(g->effects.items[g->effects.count - 1].other, content);
}

static void export__looks_as_expected(void **state)
{
    (void)state;
    hotel_expect(STAYS, "x", "export");
    hotel_expect(STAYS, "x Alt-R", "export-codes");
    hotel_expect(ROOMS, "Space x", "export-marked");
}

static void export__writes_the_rows__as_they_are_shown(void **state)
{
    (void)state;
    struct golden *g = hotel(ROOMS);
    golden_keys(g, "> r x");
    golden_assert_shows(g, "Export 3 rows");
    golden_assert_hides(g, "door codes");
    golden_keys(g, "Enter");
    expect_written(g, "acme-rooms.csv",
                   "room_key,name,parent_site_key\r\nroom-3,,\r\nroom-2,Tower \u6771\u4eac,\r\n"
                   "room-1,Garden,site-1\r\n");
    golden_report(g, EFFECT_WRITE, REPORT_DONE, NULL);
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, "Wrote 3 rows to acme-rooms.csv.");
    golden_keys(g, "/ text:room-2 Enter x Enter");
    expect_written(g, "acme-rooms.csv", "room_key,name\r\nroom-2,Tower \u6771\u4eac\r\n");
    golden_free(g);
}

static void export__writes_the_marked_rows__where_some_are(void **state)
{
    (void)state;
    struct golden *g = hotel(ROOMS);
    golden_keys(g, "Space Down Space x Ctrl-U text:two.tsv Enter");
    expect_written(g, "two.tsv",
                   "room_key\tname\tparent_site_key\r\nroom-1\tGarden\tsite-1\r\nroom-3\t\t\r\n");
    golden_free(g);
}

static void export__writes_door_codes__only_when_asked(void **state)
{
    (void)state;
    struct golden *g = hotel(STAYS);
    golden_keys(g, "Space x Ctrl-U text:a.JSON Enter");
    golden_assert_effect(g, EFFECT_WRITE, "a.JSON");
    assert_null(strstr(g->effects.items[g->effects.count - 1].other, "4711"));
    golden_report(g, EFFECT_WRITE, REPORT_DONE, NULL);
    golden_assert_shows(g, "Wrote 1 row without door codes to a.JSON.");
    golden_keys(g, "x Alt-R");
    golden_assert_shows(g, "Door codes too: Alt-R leaves them out.");
    golden_keys(g, "Enter");
    assert_non_null(strstr(g->effects.items[g->effects.count - 1].other, ",4711,"));
    golden_report(g, EFFECT_WRITE, REPORT_DONE, NULL);
    golden_assert_hides(g, "without door codes");
    golden_assert_shows(g, "2 values have no place in a table"); /* null, and a text that says true */
    golden_free(g);
}

static void export__asks_again__where_the_file_cannot_be_written(void **state)
{
    (void)state;
    struct golden *g = hotel(ROOMS);
    struct err e;
    err_set(&e, ERR_EXISTS, "acme-rooms.csv: exists already");
    golden_keys(g, "x Enter");
    golden_report(g, EFFECT_WRITE, REPORT_FAILED, &e);
    golden_assert_top(g, "export");
    golden_assert_shows(g, "exists already");
    golden_forget(g);
    golden_keys(g, "Ctrl-U Enter");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "Type the name of a file");
    golden_keys(g, "text:b.csv Enter");
    golden_assert_effect(g, EFFECT_WRITE, "b.csv");
    golden_free(g);
}

static void export__goes_in_slices__and_can_be_given_up(void **state)
{
    (void)state;
    char *body = hotel_rooms(5000);
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_forget(g);
    g->busy = true;
    golden_keys(g, "x Enter");
    size_t slices = 0;
    for (; slices < 5; slices++)
        assert_true(golden_work(g));
    assert_string_equal(g->se.progress.words, "Exporting");
    assert_int_equal(g->se.progress.all, 10000);
    assert_true(g->se.progress.done > 1000 && g->se.progress.done < 9000);
    golden_assert_no_effect(g);
    golden_keys(g, "Esc");
    golden_assert_top(g, "export");
    golden_assert_shows(g, "Nothing was written.");
    golden_keys(g, "Enter");
    while (golden_work(g))
        slices++;
    assert_true(slices > 15);
    golden_assert_effect(g, EFFECT_WRITE, "acme-rooms.csv");
    golden_free(g);
    free(body);
}

static void export__says__that_there_is_nothing(void **state)
{
    (void)state;
    struct golden *g = hotel(ROOMS);
    golden_keys(g, "/ text:nowhere Enter x");
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, "There are no rows to export.");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(export__looks_as_expected),
        cmocka_unit_test(export__writes_the_rows__as_they_are_shown),
        cmocka_unit_test(export__writes_the_marked_rows__where_some_are),
        cmocka_unit_test(export__writes_door_codes__only_when_asked),
        cmocka_unit_test(export__asks_again__where_the_file_cannot_be_written),
        cmocka_unit_test(export__goes_in_slices__and_can_be_given_up),
        cmocka_unit_test(export__says__that_there_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
