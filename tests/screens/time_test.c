/* Times as people write them: what a field shows while they are typed, whose clock they are read by, and what
 * is in the document then. The clock stands at Friday 2026-11-20T20:54:17Z. */
#include "tests/test.h"

#include "tests/screens/golden.h"

#include <stdlib.h>
#include <string.h>

#define SPACES                                                                                               \
    "\"spaces\":[{\"space_key\":\"lisbon\",\"name\":\"Loft\",\"customer_data\":{\"time_zone\":"              \
    "\"Europe/Lisbon\",\"default_checkin_time\":\"16:30\",\"default_checkout_time\":\"10:00\"}},"            \
    "{\"space_key\":\"york\",\"name\":\"Brownstone\",\"customer_data\":{\"time_zone\":"                      \
    "\"America/New_York\"}},{\"space_key\":\"lost\",\"name\":\"Lost\",\"customer_data\":{\"time_zone\":"     \
    "\"Europe/Lisbn\"}},{\"space_key\":\"plain\",\"name\":\"Plain\"}]"
#define RESERVATION(more)                                                                                    \
    "{\"customer_data\":{" SPACES ",\"reservations\":[{\"reservation_key\":\"res-1\"" more "}]}}"
#define IN(space) ",\"space_keys\":[\"" space "\"]"
#define AT        "/customer_data/reservations/0/"
#define STARTS_AT AT "starts_at"
#define ENDS_AT   AT "ends_at"
#define ZONE_AT   "/customer_data/spaces/0/customer_data/time_zone"

static struct golden *at_size(const char *json, const char *pointer, int rows, int cols)
{
    struct golden *g = golden_new(json, rows, cols);
    golden_zones(g);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, pointer);
    golden_forget(g);
    return g;
}

static struct golden *at(const char *json, const char *pointer)
{
    return at_size(json, pointer, 24, 100);
}

static void check_value(struct golden *g, const char *pointer, const char *wanted)
{
    const struct json *v = doc_get(g->se.doc, pointer);
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    if (v)
        json_write_compact(v, json_to_buf, &text);
    assert_string_equal(v ? text.data : "", wanted);
    buf_finish(&text);
}

/* What the text becomes in the field, and what is shown then. */
static void check_typed(const char *json, const char *pointer, const char *text, const char *wanted,
                        const char *shown)
{
    struct golden *g = at(json, pointer);
    golden_type(g, text);
    golden_assert_shows(g, shown);
    check_value(g, pointer, wanted);
    golden_keys(g, "Tab");
    check_value(g, pointer, wanted);
    golden_keys(g, "Ctrl-_");
    char *now = golden_json(g);
    assert_string_equal(now, json);
    free(now);
    golden_free(g);
}

static void typed__becomes_utc__by_the_clock_of_the_place(void **state)
{
    (void)state;
    static const char york[] = RESERVATION(IN("york"));
    check_typed(york, STARTS_AT, "20 nov 15:00", "\"2026-11-20T20:00:00Z\"",
                "Fri 20 Nov 2026 15:00 America/New_York = 2026-11-20T20:00:00Z.");
    check_typed(york, STARTS_AT, "tomorrow 3pm", "\"2026-11-21T20:00:00Z\"", "Sat 21 Nov 2026 15:00 Am");
    check_typed(york, STARTS_AT, "2026-11-25", "\"2026-11-25T20:00:00Z\"", "No time was given");
    check_typed(york, STARTS_AT, "20 nov 15:00 Europe/Lisbon", "\"2026-11-20T15:00:00Z\"",
                "15:00 Europe/Lisbon = ");
    check_typed(york, STARTS_AT, "20 nov 15:00 Europe/Lisbon ", "\"2026-11-20T15:00:00Z\"",
                "15:00 Europe/Lisbon = ");
    check_typed(york, STARTS_AT, "20 nov 15:00 +01:00", "\"2026-11-20T14:00:00Z\"", "Fri 20 Nov 2026 09:00");
}

static void typed__exact_times__keep_what_they_say(void **state)
{
    (void)state;
    static const char york[] = RESERVATION(IN("york"));
    check_typed(york, STARTS_AT, "2026-11-20T15:00:00Z", "\"2026-11-20T15:00:00Z\"",
                "Fri 20 Nov 2026 10:00 America/New_York.");
    check_typed(york, STARTS_AT, "2026-11-20T15:00:00.50Z", "\"2026-11-20T15:00:00.50Z\"", "10:00 America");
    check_typed(york, STARTS_AT, "2026-11-20T15:00:00.5+01:00", "\"2026-11-20T14:00:00.5Z\"",
                "= 2026-11-20T14:00:00.5Z");
}

static void typed__what_is_no_time__stays_as_it_is(void **state)
{
    (void)state;
    static const char york[] = RESERVATION(IN("york"));
    check_typed(york, STARTS_AT, "after lunch", "\"after lunch\"",
                "! \"after lunch\" is not understood as a time.");
    check_typed(york, STARTS_AT, "20 nov 15:00 Europe/Nowhere", "\"20 nov 15:00 Europe/Nowhere\"",
                "! \"Europe/Nowhere\" is not a time zone known here.");
    check_typed(york, STARTS_AT, "31.02.2026 15:00", "\"31.02.2026 15:00\"", "! There is no 31 Feb 2026.");
    struct golden *g = at(york, STARTS_AT);
    golden_type(g, "after lunch");
    golden_keys(g, "Tab Shift-Tab");
    golden_assert_shows(g, "[after lunch");
    golden_free(g);
}

static void a_day__begins_and_ends__when_the_place_says(void **state)
{
    (void)state;
    check_typed(RESERVATION(IN("lisbon")), STARTS_AT, "25 nov", "\"2026-11-25T16:30:00Z\"",
                "16:30 is the default of lisbon.");
    check_typed(RESERVATION(IN("lisbon")), ENDS_AT, "25 nov", "\"2026-11-25T10:00:00Z\"",
                "10:00 is the default of lisbon.");
    check_typed(RESERVATION(IN("plain")), ENDS_AT, "25 nov", "\"2026-11-25T11:00:00Z\"",
                "Europe/Lisbon (this computer's zone)");
}

static void an_end__counts_from_the_beginning(void **state)
{
    (void)state;
    static const char begun[] = RESERVATION(IN("lisbon") ",\"starts_at\":\"2026-12-01T16:30:00Z\"");
    check_typed(begun, ENDS_AT, "+3d", "\"2026-12-04T10:00:00Z\"", "2026-12-04T10:00:00Z, 3 nights.");
    check_typed(begun, ENDS_AT, "1 night", "\"2026-12-02T10:00:00Z\"", "1 night.");
    check_typed(begun, ENDS_AT, "+2h", "\"2026-12-01T18:30:00Z\"", "Tue 1 Dec 2026 18:30 Europe/Lisbon =");
    /* what stands there says so, too, and a beginning counts from now */
    struct golden *g = at(RESERVATION(IN("york") ",\"starts_at\":\"2026-12-01T20:00:00Z\",\"ends_at\":"
                                                 "\"2026-12-04T01:30:00Z\""),
                          ENDS_AT);
    golden_assert_shows(g, "Tue 15:00 EST, in 10 days");
    golden_assert_shows(g, "Thu 3 Dec 2026 20:30 America/New_York, 2 nights.");
    golden_free(g);
}

static void clocks_that_change__are_said(void **state)
{
    (void)state;
    static const char lisbon[] = RESERVATION(IN("lisbon"));
    check_typed(lisbon, STARTS_AT, "28 mar 2027 01:30", "\"2027-03-28T01:30:00Z\"",
                "There is no 28 Mar 2027");
    check_typed(lisbon, STARTS_AT, "31 oct 2027 01:30", "\"2027-10-31T00:30:00Z\"", "comes twice");
    check_typed(lisbon, STARTS_AT, "31 oct 2027 01:30 WET", "\"2027-10-31T01:30:00Z\"",
                "01:30 WET Europe/Lisbon =");
}

static void places__that_disagree_or_are_unknown__are_said(void **state)
{
    (void)state;
    check_typed(RESERVATION(",\"space_keys\":[\"plain\",\"york\",\"lisbon\"]"), STARTS_AT, "25 nov 15:00",
                "\"2026-11-25T20:00:00Z\"", "Its places lie in several zones:");
    check_typed(RESERVATION(IN("lost")), STARTS_AT, "25 nov 15:00", "\"2026-11-25T15:00:00Z\"",
                "its place, \"Europe/Lisbn\", is not known here.");
}

static void what_was_there__is_not_touched__by_looking_at_it(void **state)
{
    (void)state;
    static const char json[] =
        RESERVATION(",\"starts_at\":\"2026-11-20T15:00:00+01:00\",\"ends_at\":\"tomorrow 3pm\"");
    struct golden *g = at(json, STARTS_AT);
    golden_keys(g, "Tab Tab Shift-Tab");
    golden_assert_hides(g, "Sat 21 Nov 2026");
    char *now = golden_json(g);
    assert_string_equal(now, json);
    free(now);
    golden_free(g);
}

static void the_table__shows_the_clock_of_each_stay(void **state)
{
    (void)state;
    struct golden *g = at("{\"customer_data\":{" SPACES ",\"reservations\":[{\"reservation_key\":\"a\"" IN(
                              "york") ",\"starts_at\":\"2026-11-20T02:00:00Z\"},{\"reservation_key\":\"b\","
                                      "\"starts_at\":\"2026-07-20T02:00:00Z\"}]}}",
                          "/customer_data/reservations");
    golden_assert_shows(g, "2026-11-19 21:00");
    golden_assert_shows(g, "2026-07-20 03:00");
    golden_assert_shows(g, "times: America/New_York");
    golden_keys(g, "Down");
    golden_assert_shows(g, "times: Europe/Lisbon");
    /* what is shown is what a filter finds, but for a word that is written as the text is */
    golden_keys(g, "/ text:2026-11-19");
    golden_assert_shows(g, "1 of 2 rows");
    golden_keys(g, "Ctrl-U text:starts:21:00");
    golden_assert_shows(g, "1 of 2 rows");
    golden_keys(g, "Ctrl-U text:2026-11-20");
    golden_assert_shows(g, "0 of 2 rows");
    golden_keys(g, "Ctrl-U text:2026-11-20T");
    golden_assert_shows(g, "1 of 2 rows");
    golden_free(g);
}

static void a_cell__and_all_marked_rows__take_times_as_people_write_them(void **state)
{
    (void)state;
    static const char json[] =
        "{\"customer_data\":{" SPACES
        ",\"reservations\":[{\"reservation_key\":\"a\"" IN("york") "},{\"reservation_key\":\"b\"}]}}";
    struct golden *g = at(json, "/customer_data/reservations");
    golden_keys(g, "e Tab Tab");
    golden_type(g, "tomorrow 3pm");
    golden_assert_shows(g, "2026-11-21T20:00:00Z");
    golden_keys(g, "Enter");
    check_value(g, STARTS_AT, "\"2026-11-21T20:00:00Z\"");
    golden_keys(g, "u * E text:starts Enter");
    golden_type(g, "+3d 11:00");
    golden_keys(g, "Enter");
    /* each record by the clock of its own place, and an end from its own beginning */
    check_value(g, STARTS_AT, "\"2026-11-23T16:00:00Z\"");
    check_value(g, "/customer_data/reservations/1/starts_at", "\"2026-11-23T11:00:00Z\"");
    golden_keys(g, "E text:ends Enter");
    golden_type(g, "1 night");
    golden_keys(g, "Enter");
    check_value(g, ENDS_AT, "\"2026-11-24T16:00:00Z\"");
    check_value(g, "/customer_data/reservations/1/ends_at", "\"2026-11-24T11:00:00Z\"");
    golden_keys(g, "E text:ends Enter Ctrl-U text:2026-11-25T10:00:00Z Enter");
    check_value(g, "/customer_data/reservations/1/ends_at", "\"2026-11-25T10:00:00Z\"");
    golden_keys(g, "u u u");
    char *now = golden_json(g);
    assert_string_equal(now, json);
    free(now);
    golden_free(g);
}

static void dates_in_numbers__are_read_as_the_operator_writes_them(void **state)
{
    (void)state;
    static const char lisbon[] = RESERVATION(IN("lisbon"));
    check_typed(lisbon, STARTS_AT, "3/4/2027 15:00", "\"2027-04-03T14:00:00Z\"", "Sat 3 Apr 2027 15:00");
    struct golden *g = at(lisbon, STARTS_AT);
    g->se.dates = DATE_MONTH_FIRST;
    golden_type(g, "3/4/2027 15:00");
    check_value(g, STARTS_AT, "\"2027-03-04T15:00:00Z\"");
    golden_free(g);
}

static void times_of_day__are_written_as_the_api_wants_them(void **state)
{
    (void)state;
    static const char pointer[] = "/customer_data/spaces/3/customer_data/default_checkin_time";
    check_typed(RESERVATION(""), pointer, "3pm", "\"15:00\"", "= 15:00");
    check_typed(RESERVATION(""), pointer, "early", "\"early\"", "! ");
}

static void zones__are_chosen_by_their_city(void **state)
{
    (void)state;
    struct golden *g = at(RESERVATION(""), ZONE_AT);
    golden_assert_shows(g, "now 20 Nov 20:54");
    golden_keys(g, "Enter");
    golden_type(g, "new york");
    golden_keys(g, "Enter");
    check_value(g, ZONE_AT, "\"America/New_York\"");
    golden_assert_shows(g, "now 20 Nov 15:54");
    golden_keys(g, "Ctrl-U text:Mars/Olympus");
    check_value(g, ZONE_AT, "\"Mars/Olympus\"");
    golden_assert_shows(g, "\"Mars/Olympus\" is no time zone that is known here.");
    golden_free(g);
    /* without a database a name is typed, and nobody can say that it is wrong */
    g = golden_new(RESERVATION(""), 24, 100);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ZONE_AT);
    golden_keys(g, "Ctrl-U text:Mars/Olympus");
    golden_assert_hides(g, "is no time zone");
    golden_free(g);
}

static void zones__nearly_right__are_put_right_by_one_key(void **state)
{
    (void)state;
    static const char lost[] = "/customer_data/spaces/2/customer_data/time_zone";
    struct golden *g = at(RESERVATION(""), lost);
    golden_assert_shows(g, "Change it to Europe/Lisbon");
    golden_open(g, SCREEN_PROBLEMS, NULL);
    golden_keys(g, "Down f");
    check_value(g, lost, "\"Europe/Lisbon\"");
    golden_free(g);
}

/* ---- how it looks */

static void expect(const char *json, const char *pointer, const char *keys, const char *text,
                   const char *name)
{
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = at_size(json, pointer, sizes[i][0], sizes[i][1]);
        golden_keys(g, keys);
        golden_type(g, text);
        golden_expect(g, name);
        golden_free(g);
    }
}

static void times__look_as_expected(void **state)
{
    (void)state;
    static const char stay[] = RESERVATION(",\"name\":\"Weekend\"" IN("york") ",\"starts_at\":"
                                                                              "\"2026-11-22T20:00:00Z\"");
    expect(stay, ENDS_AT, "", "+3d", "time-typed");
    expect(stay, ENDS_AT, "", "after lunch", "time-refused");
    expect(stay, STARTS_AT, "Ctrl-U", "14 mar 2027 02:30", "time-shown");
    expect(stay, "/customer_data/reservations", "e Tab Tab Ctrl-U", "tomorrow 3pm", "time-cell");
    expect(stay, ZONE_AT, "Enter", "", "time-zones");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed__becomes_utc__by_the_clock_of_the_place),
        cmocka_unit_test(typed__exact_times__keep_what_they_say),
        cmocka_unit_test(typed__what_is_no_time__stays_as_it_is),
        cmocka_unit_test(a_day__begins_and_ends__when_the_place_says),
        cmocka_unit_test(an_end__counts_from_the_beginning),
        cmocka_unit_test(clocks_that_change__are_said),
        cmocka_unit_test(places__that_disagree_or_are_unknown__are_said),
        cmocka_unit_test(what_was_there__is_not_touched__by_looking_at_it),
        cmocka_unit_test(the_table__shows_the_clock_of_each_stay),
        cmocka_unit_test(a_cell__and_all_marked_rows__take_times_as_people_write_them),
        cmocka_unit_test(dates_in_numbers__are_read_as_the_operator_writes_them),
        cmocka_unit_test(times_of_day__are_written_as_the_api_wants_them),
        cmocka_unit_test(zones__are_chosen_by_their_city),
        cmocka_unit_test(zones__nearly_right__are_put_right_by_one_key),
        cmocka_unit_test(times__look_as_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
