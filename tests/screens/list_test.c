/* Lists of records and the record form: what each key does to the document. */
#include "tests/test.h"

#include "tests/screens/hotel.h"

#include <stdlib.h>

static const char ROOMS[] = "/customer_data/rooms";

#define ONE         "{\"room_key\":\"a\",\"name\":\"Attic\"}"
#define TWO         "{\"room_key\":\"b\",\"name\":\"Basement\"}"
#define THREE       "{\"room_key\":\"c\"}"
#define BODY(rooms) "{\"customer_data\":{\"rooms\":[" rooms "]}}"

static struct golden *rooms(const char *json)
{
    struct golden *g = golden_new(json, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_forget(g);
    return g;
}

static void check(const char *keys, const char *wanted)
{
    struct golden *g = rooms(BODY(ONE "," TWO "," THREE));
    golden_keys(g, keys);
    golden_assert_json(g, wanted);
    golden_free(g);
}

static void list__looks_as_expected(void **state)
{
    (void)state;
    hotel_expect("/customer_data/reservations", "", "list-reservations");
    hotel_expect("/customer_data/rooms", "/ text:tow", "list-filter");
    hotel_expect("/customer_data/units", "", "list-empty");
}

static void record__looks_as_expected(void **state)
{
    (void)state;
    hotel_expect("/customer_data/reservations/0", "Enter", "record");
    hotel_expect("/customer_data/reservations/0/room_keys", "Enter", "record-choose-rooms");
    hotel_expect("/customer_data/reservations/1", "Enter Down Down Down text:soon", "record-problem");
    hotel_expect("/customer_data/reservations/0/custom_metadata", "", "record-metadata");
}

static void add__makes_a_record_with_a_free_key__and_opens_it(void **state)
{
    (void)state;
    struct golden *g = rooms(BODY(ONE));
    golden_keys(g, "a");
    golden_assert_top(g, "record");
    golden_assert_shows(g, "row 2 of 2");
    golden_keys(g, "Ctrl-U text:loft Esc");
    golden_assert_shows(g, "2 loft");
    golden_free(g);
}

static void suggested_key__gives_way__to_the_first_thing_typed(void **state)
{
    (void)state;
    check("a text:loft Tab text:L", BODY(ONE "," TWO "," THREE ",{\"room_key\": \"loft\", \"name\": \"L\"}"));
    check("a text:loft Ctrl-_", BODY(ONE "," TWO "," THREE ",{\"room_key\": \"room-1\"}"));
    check("a Backspace", BODY(ONE "," TWO "," THREE ",{\"room_key\": \"\"}"));
    check("c Enter text:z", BODY(ONE ",{\"room_key\":\"z\",\"name\":\"Attic\"}," TWO "," THREE));
    struct golden *g = rooms(BODY(ONE));
    golden_keys(g, "a");
    golden_paste(g, "loft");
    golden_assert_shows(g, "[loft_");
    golden_free(g);
}

static void suggested_key__is_a_text_like_others__once_it_was_left(void **state)
{
    (void)state;
    check("a Tab Shift-Tab text:0", BODY(ONE "," TWO "," THREE ",{\"room_key\": \"room-10\"}"));
    check("a Left text:0", BODY(ONE "," TWO "," THREE ",{\"room_key\": \"room-01\"}"));
    check("a Esc Enter text:0", BODY(ONE "," TWO "," THREE ",{\"room_key\": \"room-10\"}"));
    /* only what the program made up is selected */
    check("Enter text:0", BODY("{\"room_key\":\"a0\",\"name\":\"Attic\"}," TWO "," THREE));
}

static void clone__makes_the_key_unique(void **state)
{
    (void)state;
    check("c", BODY(ONE ",{\"room_key\":\"a-2\",\"name\":\"Attic\"}," TWO "," THREE));
    check("c Up c",
          BODY(ONE ",{\"room_key\":\"a-3\",\"name\":\"Attic\"},{\"room_key\":\"a-2\",\"name\":\"Attic\"}," TWO
                   "," THREE));
}

static void delete__takes_the_row__and_undo_brings_it_back(void **state)
{
    (void)state;
    check("Down d", BODY(ONE "," THREE));
    check("Down d d", BODY(ONE));
    check("Down d d u", BODY(ONE "," THREE));
    check("Down d d u u", BODY(ONE "," TWO "," THREE));
}

static void undo__puts_the_cursor_on_the_row_that_is_back(void **state)
{
    (void)state;
    struct golden *g = rooms(BODY(ONE "," TWO "," THREE));
    golden_keys(g, "Down d Home u");
    golden_assert_shows(g, ">    2 b");
    golden_free(g);
}

static void rows__move(void **state)
{
    (void)state;
    check("J J", BODY(TWO "," THREE "," ONE));
    check("End K", BODY(ONE "," THREE "," TWO));
    check("K", BODY(ONE "," TWO "," THREE));
    check("J u", BODY(ONE "," TWO "," THREE));
}

static void filter__looks_into_all_fields__and_esc_ends_it(void **state)
{
    (void)state;
    struct golden *g = rooms(BODY(ONE "," TWO "," THREE));
    golden_keys(g, "/ text:BASE");
    golden_assert_shows(g, "1 of 3 rows");
    golden_assert_shows(g, ">    2 b");
    golden_assert_hides(g, "Attic");
    golden_keys(g, "Enter d");
    golden_assert_shows(g, "0 of 2 rows");
    golden_keys(g, "Esc");
    golden_assert_shows(g, "Attic");
    golden_assert_top(g, "wizard");
    golden_free(g);
}

static void filter__that_ends__leaves_the_focus_on_its_row(void **state)
{
    (void)state;
    struct golden *g = rooms(BODY(ONE "," TWO "," THREE));
    golden_keys(g, "/ text:base Enter Esc");
    golden_assert_shows(g, ">    2 b");
    golden_keys(g, "/ text:base Enter Enter Esc");
    golden_assert_shows(g, "1 of 3 rows");
    golden_keys(g, "c");
    golden_assert_shows(g, ">    3 b-2");
    golden_assert_shows(g, "2 of 4 rows");
    golden_keys(g, "a text:x Esc");
    golden_assert_shows(g, "> !  5 x");
    golden_free(g);
}

static void times__are_short_in_cells__and_name_another_zone(void **state)
{
    (void)state;
    struct golden *g = golden_new("{\"customer_data\":{\"reservations\":[{\"reservation_key\":\"r\","
                                  "\"starts_at\":\"2026-11-20T15:00:00Z\"},{\"reservation_key\":\"s\","
                                  "\"starts_at\":\"2026-11-21T10:30:00.5+09:00\"}]}}",
                                  24, 80);
    golden_open(g, SCREEN_WIZARD, "/customer_data/reservations");
    golden_assert_shows(g, "2026-11-20 15:00\n");
    golden_assert_shows(g, "2026-11-21 10:3\u2026"); /* there is more: the zone */
    golden_free(g);
}

static void columns__share_the_width(void **state)
{
    (void)state;
    struct golden *g = golden_new(BODY(ONE), 40, 120);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_assert_shows(g, "Site");
    golden_free(g);
}

static void copies__go_out__as_row_and_as_key(void **state)
{
    (void)state;
    struct golden *g = rooms(BODY(ONE));
    golden_keys(g, "Y");
    golden_assert_effect(g, EFFECT_COPY, "a");
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "{\n  \"room_key\": \"a\",\n  \"name\": \"Attic\"\n}");
    golden_free(g);
}

/* Rows are put in again elsewhere: they are whole, and what else is in them is said. */
static void copies__with_door_codes__say_so(void **state)
{
    (void)state;
    struct golden *g = golden_new("{\"customer_data\":{\"reservations\":[{\"preferred_code\":\"4711\"},"
                                  "{\"preferred_code\":\"4712\"},{}]}}",
                                  24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, "/customer_data/reservations");
    golden_forget(g);
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "{\n  \"preferred_code\": \"4711\"\n}");
    assert_string_equal(g->effects.items[0].other, "With 1 door code.");
    golden_keys(g, "Down Down y");
    assert_null(g->effects.items[1].other);
    golden_keys(g, "* y");
    assert_string_equal(g->effects.items[2].other, "With 2 door codes.");
    golden_assert_hides(g, "471");
    golden_free(g);
}

static void record__steps_to_its_neighbours__on_the_same_field(void **state)
{
    (void)state;
    struct golden *g = rooms(BODY(ONE "," TWO));
    golden_keys(g, "Enter Down Ctrl-Down");
    golden_assert_shows(g, "row 2 of 2");
    golden_assert_shows(g, "customer_data.rooms[1].name");
    golden_keys(g, "Ctrl-Down");
    golden_assert_shows(g, "This is the last one.");
    golden_keys(g, "Alt-P Esc");
    golden_assert_shows(g, ">    1 a");
    golden_free(g);
}

static void record__is_left__when_undo_takes_it_away(void **state)
{
    (void)state;
    struct golden *g = rooms(BODY(ONE));
    golden_keys(g, "a Alt-U");
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, "1 row");
    golden_free(g);
}

static void long_record__hides_what_is_not_set__and_shows_it_when_asked(void **state)
{
    (void)state;
    struct golden *g = hotel("/customer_data/reservations/0/name");
    golden_assert_hides(g, "Resident");
    golden_keys(g, "Alt-.");
    golden_assert_shows(g, "Resident");
    golden_free(g);
}

static void new_record__shows_all_its_fields(void **state)
{
    (void)state;
    struct golden *g = hotel("/customer_data/reservations");
    golden_keys(g, "a");
    golden_assert_shows(g, "Resident");
    golden_free(g);
}

static void ten_thousand_rows__are_filtered_and_picked_from(void **state)
{
    (void)state;
    char *body = hotel_rooms(10000);
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_keys(g, "End");
    golden_assert_shows(g, "10000 room-10000");
    golden_keys(g, "/ text:room-777 Enter");
    golden_assert_shows(g, "11 of 10,000 rows");
    golden_free(g);
    g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_WIZARD, "/landing_page/manage");
    golden_keys(g, "Enter text:room_key Enter Down Enter text:room-7777 Enter");
    golden_assert_shows(g, "= Room 7777");
    golden_free(g);
    free(body);
}

static void filters__are_records_too(void **state)
{
    (void)state;
    struct golden *g = hotel("/customer_resources_filters/0/value");
    golden_assert_top(g, "record");
    golden_assert_shows(g, "[true_");
    golden_assert_shows(g, "text");
    golden_keys(g, "Ctrl-Down");
    golden_assert_shows(g, "[x] yes");
    golden_free(g);
}

static void list_screen__shows_any_array_of_records(void **state)
{
    (void)state;
    struct golden *g = golden_new(HOTEL, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_LIST, ROOMS);
    golden_expect(g, "list-screen");
    golden_keys(g, "Down Enter");
    golden_assert_shows(g, "row 2 of 3");
    golden_keys(g, "Esc d");
    golden_assert_shows(g, "2 rows");
    golden_keys(g, "Esc");
    golden_assert_top(g, "start");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list__looks_as_expected),
        cmocka_unit_test(record__looks_as_expected),
        cmocka_unit_test(add__makes_a_record_with_a_free_key__and_opens_it),
        cmocka_unit_test(suggested_key__gives_way__to_the_first_thing_typed),
        cmocka_unit_test(suggested_key__is_a_text_like_others__once_it_was_left),
        cmocka_unit_test(clone__makes_the_key_unique),
        cmocka_unit_test(delete__takes_the_row__and_undo_brings_it_back),
        cmocka_unit_test(undo__puts_the_cursor_on_the_row_that_is_back),
        cmocka_unit_test(rows__move),
        cmocka_unit_test(filter__looks_into_all_fields__and_esc_ends_it),
        cmocka_unit_test(filter__that_ends__leaves_the_focus_on_its_row),
        cmocka_unit_test(times__are_short_in_cells__and_name_another_zone),
        cmocka_unit_test(columns__share_the_width),
        cmocka_unit_test(copies__go_out__as_row_and_as_key),
        cmocka_unit_test(copies__with_door_codes__say_so),
        cmocka_unit_test(record__steps_to_its_neighbours__on_the_same_field),
        cmocka_unit_test(record__is_left__when_undo_takes_it_away),
        cmocka_unit_test(long_record__hides_what_is_not_set__and_shows_it_when_asked),
        cmocka_unit_test(new_record__shows_all_its_fields),
        cmocka_unit_test(ten_thousand_rows__are_filtered_and_picked_from),
        cmocka_unit_test(filters__are_records_too),
        cmocka_unit_test(list_screen__shows_any_array_of_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
