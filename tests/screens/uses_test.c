/* Where a record is named; its new key everywhere; deleting it with what names it. */
#include "tests/test.h"

#include "forms/mem.h"
#include "tests/screens/golden.h"

#include <stdlib.h>
#include <string.h>

#define ROOMS "/customer_data/rooms"
#define BODY                                                                                                 \
    "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"a\",\"name\":\"Attic\"},"         \
    "{\"room_key\":\"b\",\"name\":\"Barn\"}],\"reservations\":["                                             \
    "{\"reservation_key\":\"s-1\",\"room_keys\":[\"a\",\"b\"]},{\"reservation_key\":\"s-2\",\"room_keys\":[" \
    "\"a\"]}]},"                                                                                             \
    "\"landing_page\":{\"manage\":{\"room_key\":\"a\"}}}"

static struct golden *at(const char *pointer, int rows, int cols)
{
    struct golden *g = golden_new(BODY, rows, cols);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, pointer);
    golden_forget(g);
    return g;
}

#define RENAMED                                                                                              \
    "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"attic\",\"name\":\"Attic\"},"     \
    "{\"room_key\":\"b\",\"name\":\"Barn\"}],\"reservations\":["                                             \
    "{\"reservation_key\":\"s-1\",\"room_keys\":[\"attic\",\"b\"]},{\"reservation_key\":\"s-2\",\"room_"     \
    "keys\":"                                                                                                \
    "[\"attic\"]}]},\"landing_page\":{\"manage\":{\"room_key\":\"attic\"}}}"

static void where_used__lists_the_fields__and_leads_to_them(void **state)
{
    (void)state;
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = at(ROOMS, sizes[i][0], sizes[i][1]);
        golden_keys(g, "w");
        golden_assert_top(g, "uses");
        golden_expect(g, "uses");
        golden_keys(g, "Down Enter");
        golden_assert_top(g, "record");
        golden_assert_shows(g, "s-2");
        golden_keys(g, "Esc");
        golden_assert_top(g, "uses");
        golden_keys(g, "Esc");
        golden_assert_top(g, "wizard");
        golden_free(g);
    }
}

/* A record that names the key in two fields has a row for each. */
static void where_used__has_a_row__for_each_field(void **state)
{
    (void)state;
    static const char body[] =
        "{\"customer_data\":{\"spaces\":[{\"space_key\":\"a\"}],\"access_grants\":"
        "[{\"access_grant_key\":\"g\",\"name\":\"Gate\",\"space_key\":\"a\",\"space_keys\":[\"b\",\"a\"]}]}}";
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, "/customer_data/spaces");
    golden_keys(g, "w");
    golden_assert_shows(g, "is named by 1 access grant");
    golden_assert_shows(g, "Access grants, g, Space key");
    golden_assert_shows(g, "Access grants, g, Spaces, Item 2                  Gate");
    golden_keys(g, "Down Enter");
    golden_assert_shows(g, "customer_data.access_grants[0].space_keys");
    golden_free(g);
}

static void where_used__says_so__where_nothing_is(void **state)
{
    (void)state;
    struct golden *g = at("/customer_data/reservations", 24, 80);
    golden_keys(g, "w");
    golden_assert_shows(g, "Reservation s-1");
    golden_assert_shows(g, "is named nowhere");
    golden_keys(g, "Enter Esc Enter");
    golden_assert_top(g, "record");
    golden_keys(g, "Alt-W");
    golden_assert_top(g, "uses");
    golden_free(g);
}

static void a_new_key__goes_everywhere__in_one_step(void **state)
{
    (void)state;
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = at(ROOMS, sizes[i][0], sizes[i][1]);
        golden_keys(g, "Enter Ctrl-U text:attic Down");
        golden_assert_top(g, "rekey");
        golden_expect(g, "rekey");
        golden_keys(g, "y");
        golden_assert_top(g, "record");
        golden_assert_shows(g, "Renamed in 3 more places.");
        golden_assert_json(g, RENAMED);
        golden_keys(g, "Alt-U");
        golden_assert_json(g, BODY);
        assert_false(doc_modified(g->se.doc));
        golden_free(g);
    }
}

static void a_new_key_of_a_cell__goes_everywhere__too(void **state)
{
    (void)state;
    struct golden *g = at(ROOMS, 24, 80);
    golden_keys(g, "e Ctrl-U text:attic Enter");
    golden_assert_top(g, "rekey");
    golden_keys(g, "y");
    golden_assert_top(g, "wizard");
    golden_assert_json(g, RENAMED);
    golden_keys(g, "u");
    golden_assert_json(g, BODY);
    golden_free(g);
}

static void a_new_key__that_is_left_by_another_way__is_asked_about(void **state)
{
    (void)state;
    static const char *const ways[] = {"F8", "Ctrl-Down", "Esc", "Tab"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct golden *g = at(ROOMS, 24, 80);
        golden_keys(g, "Enter Ctrl-U text:attic");
        golden_keys(g, ways[i]);
        golden_assert_top(g, "rekey");
        golden_keys(g, "y");
        golden_assert_json(g, RENAMED);
        golden_free(g);
    }
}

/* Also where another screen comes over the field, which has the focus still. */
static void a_new_key__under_another_screen__is_asked_about(void **state)
{
    (void)state;
    static const char *const ways[] = {"F3", "F1", "F5", "Alt-!", "Alt-W", "F9 Esc", "F7 Esc"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct golden *g = at(ROOMS, 24, 80);
        golden_keys(g, "Enter Ctrl-U text:attic");
        golden_keys(g, ways[i]);
        golden_assert_top(g, "rekey");
        golden_keys(g, "y");
        golden_assert_json(g, RENAMED);
        golden_free(g);
    }
}

static void a_new_key__is_not_asked_about__over_a_pop_up(void **state)
{
    (void)state;
    struct golden *g = at(ROOMS, 24, 80);
    golden_keys(g, "Enter Ctrl-U text:attic F9");
    golden_assert_top(g, "palette");
    golden_keys(g, "Esc");
    golden_assert_top(g, "rekey");
    golden_free(g);
}

/* What the key was is still found in the references, and what the fix did is undone with theirs. */
static void a_key__that_a_fix_changed__is_asked_about(void **state)
{
    (void)state;
    static const char body[] = "{\"customer_data\":{\"rooms\":[{\"room_key\":\" a\"}],"
                               "\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[\" a\"]}]}}";
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS "/0/room_key");
    golden_keys(g, "Ctrl-X");
    golden_assert_top(g, "rekey");
    golden_keys(g, "y");
    golden_assert_json(g, "{\"customer_data\":{\"rooms\":[{\"room_key\":\"a\"}],"
                          "\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[\"a\"]}]}}");
    golden_keys(g, "Alt-U");
    golden_assert_json(g, body);
    golden_free(g);
}

static void a_new_key__may_stay_alone(void **state)
{
    (void)state;
    static const char *const answers[] = {"n", "Esc", "Ctrl-C"};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = at(ROOMS, 24, 80);
        golden_keys(g, "e Ctrl-U text:attic Enter");
        golden_keys(g, answers[i]);
        golden_assert_top(g, "wizard");
        golden_assert_shows(g, "attic");
        golden_keys(g, "u");
        golden_assert_json(g, BODY);
        golden_free(g);
    }
}

static void a_key__that_nobody_names_or_another_has__asks_nothing(void **state)
{
    (void)state;
    struct golden *g = at("/customer_data/reservations", 24, 80);
    golden_keys(g, "e Ctrl-U text:other Enter");
    golden_assert_top(g, "wizard");
    golden_keys(g, "u");
    golden_free(g);
    g = at(ROOMS, 24, 80);
    golden_keys(g, "Down e Ctrl-U text:a Enter"); /* "b" is named, and gone */
    golden_assert_top(g, "rekey");
    golden_keys(g, "n e Ctrl-U text:b Enter"); /* "a" is still the other's */
    golden_assert_top(g, "wizard");
    golden_free(g);
}

/* The key is what it was by undoing, not by an edit: what was done before must not be undone with it. */
static void a_key__that_undo_brought_back__asks_nothing(void **state)
{
    (void)state;
    static const char body[] = "{\"customer_data\":{\"rooms\":[{\"room_key\":\"c\",\"name\":\"Attic\"}],"
                               "\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[\"a\"]}]}}";
    static const char named[] = "{\"customer_data\":{\"rooms\":[{\"room_key\":\"c\",\"name\":\"North\"}],"
                                "\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[\"a\"]}]}}";
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_keys(g, "Enter Down Ctrl-U text:North Up Ctrl-U text:a Down Up Alt-U Down");
    golden_assert_top(g, "record");
    golden_assert_json(g, named);
    golden_free(g);
}

/* The whole record came from the editor, or its key alone: what else changed in it stays. */
static void a_key__that_the_editor_changed__is_asked_about(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *text, *shown;
    } ways[] = {{"F4", "{\"room_key\":\"attic\",\"name\":\"North\"}", "North"},
                {"Enter F3 Up F4", "{\"room_key\":\"attic\",\"name\":\"North\"}", "North"},
                {"Enter F4", "\"attic\"", "Attic"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct golden *g = at(ROOMS, 24, 80);
        golden_keys(g, ways[i].keys);
        xreplace(&g->se.edit.after, ways[i].text);
        golden_report(g, EFFECT_EDIT, REPORT_DONE, NULL);
        golden_assert_top(g, "rekey");
        golden_keys(g, "y");
        golden_assert_shows(g, "Renamed in 3 more places.");
        golden_assert_shows(g, ways[i].shown);
        char *json = golden_json(g);
        assert_non_null(strstr(json, "\"landing_page\":{\"manage\":{\"room_key\":\"attic\"}}"));
        free(json);
        golden_keys(g, "Alt-U");
        golden_assert_json(g, BODY);
        golden_free(g);
    }
}

#define CLEARED                                                                                              \
    "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":["                                                 \
    "{\"room_key\":\"b\",\"name\":\"Barn\"}],\"reservations\":["                                             \
    "{\"reservation_key\":\"s-1\",\"room_keys\":[\"b\"]},{\"reservation_key\":\"s-2\",\"room_keys\":[]}]}}"

static void a_deleted_record__says_where_it_is_named__and_that_can_go(void **state)
{
    (void)state;
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = at(ROOMS, sizes[i][0], sizes[i][1]);
        golden_keys(g, "d");
        golden_expect(g, "deleted-used");
        golden_keys(g, "C");
        golden_assert_top(g, "wizard");
        golden_assert_shows(g, "Deleted, and cleared in 3 places.");
        golden_assert_json(g, CLEARED);
        golden_keys(g, "u");
        golden_assert_json(g, BODY);
        golden_keys(g, "U");
        golden_assert_json(g, CLEARED);
        golden_free(g);
    }
}

static void marked_records__go_with_what_names_them(void **state)
{
    (void)state;
    struct golden *g = at(ROOMS, 24, 80);
    golden_keys(g, "* d");
    golden_assert_shows(g, "Deleted 2 rows; 2 of them are named elsewhere.");
    golden_keys(g, "C");
    golden_assert_shows(g, "cleared in 4 places");
    golden_keys(g, "u");
    golden_assert_json(g, BODY);
    golden_free(g);
}

static void records__with_the_same_key__go_with_what_names_it(void **state)
{
    (void)state;
    static const char body[] =
        "{\"customer_data\":{\"rooms\":[{\"room_key\":\"a\"},{\"room_key\":\"a\"}],\"reservations\":"
        "[{\"reservation_key\":\"s\",\"room_keys\":[\"a\"]}]}}";
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_keys(g, "d"); /* the other one is still there */
    golden_assert_shows(g, "Deleted 1 room. Press u");
    golden_keys(g, "u * d");
    golden_assert_shows(g, "Deleted 2 rows; 2 of them");
    golden_keys(g, "C");
    golden_assert_shows(g, "cleared in 1 place.");
    golden_keys(g, "u");
    golden_assert_json(g, body);
    golden_free(g);
}

/* 3,501 rooms, and a stay that names so many of the last. */
static struct golden *at_many_rooms(size_t named, struct buf *body)
{
    buf_init(body, BUF_BODY_MAX);
    buf_puts(body, "{\"customer_data\":{\"rooms\":[{\"room_key\":\"r\"}");
    for (int i = 0; i < 3500; i++)
        buf_printf(body, ",{\"room_key\":\"r-%d\"}", i);
    buf_puts(body, "],\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[");
    for (size_t i = 0; i < named; i++)
        buf_printf(body, "%s\"r-%zu\"", i ? "," : "", 3500 - named + i);
    buf_puts(body, "]}]}}");
    struct golden *g = golden_new(body->data, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_keys(g, "*");
    return g;
}

static void what_many_records_leave__is_looked_up_between_keys(void **state)
{
    (void)state;
    struct buf body;
    struct golden *g = at_many_rooms(3000, &body);
    g->busy = true;
    golden_keys(g, "d");
    golden_assert_shows(g, "Deleted 3,501 rows. Press u");
    golden_keys(g, "C"); /* nobody knows yet */
    golden_assert_shows(g, "deleted just before");
    while (golden_work(g))
        continue;
    golden_assert_shows(g, "3,000 of them are named elsewhere");
    g->busy = false;
    golden_keys(g, "C");
    golden_assert_shows(g, "cleared in 3,000 places.");
    golden_keys(g, "u");
    golden_assert_json(g, body.data);
    golden_free(g);
    buf_finish(&body);
}

static void what_nobody_names__is_not_looked_up__among_many_records(void **state)
{
    (void)state;
    struct buf body;
    struct golden *g = at_many_rooms(1, &body);
    g->busy = true;
    golden_keys(g, "d");
    golden_assert_shows(g, "Deleted 3,501 rows; one of them is named by 1 reservation");
    golden_free(g);
    buf_finish(&body);
}

static void clearing__is_offered_only__while_nothing_else_was_done(void **state)
{
    (void)state;
    struct golden *g = at(ROOMS, 24, 80);
    golden_keys(g, "C");
    golden_assert_shows(g, "deleted just before");
    golden_keys(g, "d u C");
    golden_assert_shows(g, "deleted just before");
    golden_assert_json(g, BODY);
    golden_free(g);
}

/* A landing page and as many stays as make several slices. */
static void renaming__that_is_given_up__leaves_no_trace(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    buf_puts(&body, "{\"customer_data\":{\"rooms\":[{\"room_key\":\"a\"}],\"reservations\":[");
    for (int i = 0; i < 2000; i++)
        buf_printf(&body, "%s{\"reservation_key\":\"s-%d\",\"room_keys\":[\"a\"]}", i ? "," : "", i);
    buf_puts(&body, "]}}");
    struct golden *g = golden_new(body.data, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_keys(g, "e Ctrl-U text:attic Enter");
    golden_assert_top(g, "rekey");
    g->busy = true;
    golden_keys(g, "y");
    assert_true(golden_work(g));
    assert_true(golden_work(g));
    golden_keys(g, "Esc");
    golden_assert_shows(g, "Nothing was changed, and the key is what it was.");
    golden_assert_json(g, body.data);
    assert_false(doc_modified(g->se.doc));
    golden_free(g);
    buf_finish(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_used__lists_the_fields__and_leads_to_them),
        cmocka_unit_test(where_used__has_a_row__for_each_field),
        cmocka_unit_test(where_used__says_so__where_nothing_is),
        cmocka_unit_test(a_new_key__goes_everywhere__in_one_step),
        cmocka_unit_test(a_new_key_of_a_cell__goes_everywhere__too),
        cmocka_unit_test(a_new_key__that_is_left_by_another_way__is_asked_about),
        cmocka_unit_test(a_new_key__may_stay_alone),
        cmocka_unit_test(a_key__that_nobody_names_or_another_has__asks_nothing),
        cmocka_unit_test(a_key__that_undo_brought_back__asks_nothing),
        cmocka_unit_test(a_key__that_the_editor_changed__is_asked_about),
        cmocka_unit_test(a_new_key__under_another_screen__is_asked_about),
        cmocka_unit_test(a_new_key__is_not_asked_about__over_a_pop_up),
        cmocka_unit_test(a_key__that_a_fix_changed__is_asked_about),
        cmocka_unit_test(a_deleted_record__says_where_it_is_named__and_that_can_go),
        cmocka_unit_test(marked_records__go_with_what_names_them),
        cmocka_unit_test(records__with_the_same_key__go_with_what_names_it),
        cmocka_unit_test(what_many_records_leave__is_looked_up_between_keys),
        cmocka_unit_test(what_nobody_names__is_not_looked_up__among_many_records),
        cmocka_unit_test(clearing__is_offered_only__while_nothing_else_was_done),
        cmocka_unit_test(renaming__that_is_given_up__leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
