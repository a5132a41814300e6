/* The body as JSON, full screen. */
#include "tests/test.h"

#include "tests/screens/hotel.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

static struct golden *json(const char *pointer)
{
    struct golden *g = hotel(NULL);
    golden_open(g, SCREEN_JSON, pointer);
    golden_forget(g);
    return g;
}

static const char CODE[] = "/customer_data/reservations/0/preferred_code";

static void json__looks_as_expected(void **state)
{
    (void)state;
    hotel_expect(NULL, "F3", "json");
    hotel_expect(NULL, "F3 z", "json-folded");
    hotel_expect(NULL, "F3 / text:room Enter n", "json-search");
    hotel_expect(NULL, "F3 w", "json-write");
}

static void heading__fits__and_counts_one_line_as_one(void **state)
{
    (void)state;
    const char *long_body = "{\"a\":\"012345678901234567890123456789012345678901234567890123456789"
                            "01234567890123456789012345678901234567890123456789\",\"b\":[1,2,3,4,5,6,7]}";
    struct golden *g = golden_new(long_body, 12, 40);
    golden_open(g, SCREEN_JSON, NULL);
    golden_assert_shows(g, " JSON         138 bytes, secrets hidden");
    golden_free(g);
    g = golden_new("{}", 12, 80);
    golden_open(g, SCREEN_JSON, NULL);
    golden_assert_shows(g, "hidden, 1 line\n");
    golden_free(g);
}

static void json__colours_its_parts(void **state)
{
    (void)state;
    struct golden *g = json("/features/connect");
    golden_expect_styles(g, "json-colours");
    golden_free(g);
}

static void secrets__are_hidden__until_asked_for__and_hide_again(void **state)
{
    (void)state;
    struct golden *g = json(CODE);
    golden_assert_hides(g, "4711");
    golden_keys(g, "r");
    golden_assert_shows(g, "4711");
    for (int i = 0; i < 31; i++)
        golden_tick(g);
    golden_assert_hides(g, "4711");
    golden_free(g);
}

/* The text of the last copy has the door code; what is said about it. */
static void expect_copy(const struct golden *g, bool whole, const char *said)
{
    const struct effect *e = &g->effects.items[g->effects.count - 1];
    assert_int_equal(e->type, EFFECT_COPY);
    assert_int_equal(strstr(e->text, "4711") != NULL, whole);
    assert_int_equal(strstr(e->text, "****") == NULL, whole);
    assert_string_equal(e->other, said);
}

static void copy__of_a_hidden_value__is_the_value__and_that_is_said(void **state)
{
    (void)state;
    struct golden *g = json(CODE);
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "4711");
    expect_copy(g, true, "With 1 door code.");
    golden_assert_hides(g, "4711");
    golden_free(g);
}

static void copy__of_a_container__is_as_shown__and_that_is_said(void **state)
{
    (void)state;
    struct golden *g = json(NULL);
    golden_keys(g, "Home y");
    expect_copy(g, false, "Without 1 door code (" WORDS_KEY("app.reveal") " shows it first).");
    golden_keys(g, "v y");
    expect_copy(g, true, "With 1 door code.");
    golden_free(g);
}

static void write__is_what_the_question_said__however_long_it_stood(void **state)
{
    (void)state;
    struct golden *g = json(NULL);
    golden_keys(g, "v w");
    for (int i = 0; i < 31; i++)
        golden_tick(g);
    golden_assert_hides(g, "4711");
    golden_assert_shows(g, "are written, too");
    golden_keys(g, "text:out.json Enter");
    assert_string_equal(g->effects.items[g->effects.count - 1].other, HOTEL);
    golden_free(g);
}

static void copy__says_what_it_was_of(void **state)
{
    (void)state;
    struct golden *g = json("/landing_page");
    memcpy(g->se.copied, "Copied with xclip.", sizeof "Copied with xclip.");
    golden_keys(g, "y");
    golden_report(g, EFFECT_COPY, REPORT_DONE, NULL);
    golden_assert_shows(g, "landing_page: Copied with xclip.");
    golden_keys(g, "p");
    golden_report(g, EFFECT_COPY, REPORT_DONE, NULL);
    golden_assert_shows(g, "the path: Copied with xclip.");
    golden_keys(g, "Home y");
    golden_report(g, EFFECT_COPY, REPORT_DONE, NULL);
    golden_assert_shows(g, "the whole body: Copied with xclip.");
    golden_free(g);
}

static void copy__of_a_container__is_json(void **state)
{
    (void)state;
    struct golden *g = json("/landing_page");
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "{\n  \"manage\": {\n    \"room_key\": \"room-1\"\n  }\n}");
    golden_keys(g, "p");
    golden_assert_effect(g, EFFECT_COPY, "landing_page");
    golden_free(g);
}

static void write__takes_a_name__and_hides_secrets(void **state)
{
    (void)state;
    struct golden *g = json(NULL);
    golden_keys(g, "w text:out.json Enter");
    golden_assert_effect(g, EFFECT_WRITE, "out.json");
    const struct effect *e = &g->effects.items[g->effects.count - 1];
    assert_non_null(strstr(e->other, "\"preferred_code\": \"****\""));
    assert_null(strstr(e->other, "4711"));
    golden_free(g);
}

static void write__is_the_very_document__when_secrets_are_shown(void **state)
{
    (void)state;
    struct golden *g = json(NULL);
    golden_keys(g, "r w text:out.json Enter");
    golden_assert_effect(g, EFFECT_WRITE, "out.json");
    assert_string_equal(g->effects.items[g->effects.count - 1].other, HOTEL);
    golden_free(g);
}

static void enter__goes_to_the_field(void **state)
{
    (void)state;
    struct golden *g = json("/features/manage/exclude_staff_management");
    golden_keys(g, "Enter");
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, ">  Hide staff management");
    golden_free(g);
}

static void search__goes_both_ways__and_into_folds(void **state)
{
    (void)state;
    struct golden *g = json(NULL);
    golden_keys(g, "z / text:tower Enter");
    golden_assert_shows(g, "customer_data.rooms[1].name");
    golden_keys(g, "Home \\ text:site-1 Enter");
    golden_assert_shows(g, "customer_data.rooms[0].parent_site_key");
    golden_assert_shows(g, "Match 2 of 2, on from the end.");
    golden_keys(g, "n");
    golden_assert_shows(g, "customer_data.sites[0].site_key");
    golden_assert_shows(g, "Match 1 of 2.");
    golden_keys(g, "N");
    golden_assert_shows(g, "customer_data.rooms[0].parent_site_key");
    golden_keys(g, "/ text:nowhere Enter");
    golden_assert_shows(g, "No line holds \"nowhere\".");
    golden_free(g);
}

/* A body of 50,000 lines, of which a slice looks at a part. */
static struct golden *long_body(void)
{
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    buf_puts(&body, "{\"customer_data\":{\"customer_key\":\"acme\",\"guests\":[{}");
    for (int i = 1; i < 12500; i++)
        buf_printf(&body, ",{\"guest_key\":\"g-%d\",\"name\":\"Ana\"}", i);
    buf_puts(&body, "]}}");
    struct golden *g = golden_new(body.data, 24, 80);
    buf_finish(&body);
    golden_open(g, SCREEN_JSON, NULL);
    while (golden_work(g)) /* the checks */
        continue;
    return g;
}

static void search__goes_on_between_keys__until_it_is_through(void **state)
{
    (void)state;
    struct golden *g = long_body();
    g->busy = true;
    golden_keys(g, "/ text:nobody Enter");
    assert_string_equal(g->se.progress.words, "Searching");
    assert_true(g->se.progress.cancellable);
    assert_true(g->se.progress.done > 0 && g->se.progress.done < g->se.progress.all);
    golden_assert_hides(g, "No line holds");
    while (golden_work(g))
        continue;
    assert_null(g->se.progress.words);
    golden_assert_shows(g, "No line holds \"nobody\".");
    golden_keys(g, "\\ text:g-12345 Enter"); /* from the top, over the end */
    while (golden_work(g))
        continue;
    golden_assert_shows(g, "customer_data.guests[12345].guest_key");
    golden_assert_shows(g, "Match 1 of 1, on from the end.");
    golden_free(g);
}

static void search__that_goes_on__is_given_up_by_esc__and_ends_before_other_keys(void **state)
{
    (void)state;
    struct golden *g = long_body();
    g->busy = true;
    golden_keys(g, "/ text:g-12345 Enter Esc");
    assert_null(g->se.progress.words);
    golden_assert_top(g, "json");
    golden_assert_shows(g, "The search was given up.");
    assert_false(golden_work(g));
    golden_keys(g, "/ Enter Down");
    golden_assert_shows(g, "customer_data.guests[12345].name");
    golden_free(g);
}

static void fold__takes_the_container_in_focus__and_gives_it_back(void **state)
{
    (void)state;
    struct golden *g = json("/landing_page/manage/room_key");
    golden_keys(g, "Left");
    golden_assert_hides(g, "\"room_key\": \"room-1\"");
    golden_keys(g, "Right");
    golden_assert_shows(g, "\"room_key\": \"room-1\"");
    golden_free(g);
}

static void long_lines__move_sideways(void **state)
{
    (void)state;
    struct golden *g = golden_new("{\"a\":\"0123456789 0123456789 0123456789 0123456789 end\"}", 12, 40);
    golden_open(g, SCREEN_JSON, NULL);
    golden_assert_hides(g, "end\"");
    golden_keys(g, "> >");
    golden_assert_shows(g, "end\"");
    golden_keys(g, "< < <");
    golden_assert_shows(g, "\"a\": \"0123");
    golden_free(g);
}

static void matches__are_marked(void **state)
{
    (void)state;
    struct golden *g = json(NULL);
    golden_keys(g, "/ text:LOC Enter");
    golden_expect_styles(g, "json-match");
    golden_free(g);
}

/* With the work that is kept goes the place of the focus, which the screen below has where the one on top has
 * none: it was looked for among values that an edit had taken out. */
static void focus__is_in_the_document__whatever_was_edited_above(void **state)
{
    (void)state;
    struct golden *g = json(CODE);
    golden_open(g, SCREEN_LINKS, NULL);
    char *at = stack_focus(&g->stack, &g->se);
    assert_string_equal(at, CODE);
    free(at);
    assert_true(doc_unset(g->se.doc, "/customer_data/reservations", NULL));
    at = stack_focus(&g->stack, &g->se);
    assert_string_not_equal(at, CODE);
    free(at);
    golden_free(g);
}

static void f3_and_esc__lead_back(void **state)
{
    (void)state;
    struct golden *g = hotel(NULL);
    golden_keys(g, "F3");
    golden_assert_top(g, "json");
    golden_keys(g, "F3");
    golden_assert_top(g, "wizard");
    golden_keys(g, "F3 q");
    golden_assert_top(g, "wizard");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json__looks_as_expected),
        cmocka_unit_test(heading__fits__and_counts_one_line_as_one),
        cmocka_unit_test(json__colours_its_parts),
        cmocka_unit_test(secrets__are_hidden__until_asked_for__and_hide_again),
        cmocka_unit_test(copy__of_a_hidden_value__is_the_value__and_that_is_said),
        cmocka_unit_test(copy__of_a_container__is_as_shown__and_that_is_said),
        cmocka_unit_test(write__is_what_the_question_said__however_long_it_stood),
        cmocka_unit_test(copy__says_what_it_was_of),
        cmocka_unit_test(copy__of_a_container__is_json),
        cmocka_unit_test(write__takes_a_name__and_hides_secrets),
        cmocka_unit_test(write__is_the_very_document__when_secrets_are_shown),
        cmocka_unit_test(enter__goes_to_the_field),
        cmocka_unit_test(search__goes_both_ways__and_into_folds),
        cmocka_unit_test(search__goes_on_between_keys__until_it_is_through),
        cmocka_unit_test(search__that_goes_on__is_given_up_by_esc__and_ends_before_other_keys),
        cmocka_unit_test(fold__takes_the_container_in_focus__and_gives_it_back),
        cmocka_unit_test(long_lines__move_sideways),
        cmocka_unit_test(matches__are_marked),
        cmocka_unit_test(focus__is_in_the_document__whatever_was_edited_above),
        cmocka_unit_test(f3_and_esc__lead_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
