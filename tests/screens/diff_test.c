/* What differs from the file, on the screen, and the questions that lead there. */
#include "tests/test.h"

#include "tests/screens/sample.h"

#include "tests/fake/clock.h"

#include <stdlib.h>
#include <string.h>

/* The file as somebody else has left it: another name, a room less and one more, another order, a door code
 * that was changed, another language. */
static const char THEIRS[] =
    "{\"customer_data\":{\"customer_key\":\"acme-hotels-eu\",\"rooms\":[{\"room_key\":\"room-3\",\"name\":"
    "\"Attic\"},"
    "{\"room_key\":\"room-2\",\"name\":\"Harbour view\"},{\"room_key\":\"room-9\"}],\"reservations\":"
    "[{\"reservation_key\":\"res-1\",\"name\":\"Jos\u00e9 \u00d1and\u00fa\",\"preferred_code\":\"1357\"}]},"
    "\"locale\":\"fr-FR\"}";

static void take_theirs(struct golden *g, const char *text)
{
    struct err e;
    struct doc *d = doc_new(text, strlen(text), &e);
    assert_non_null(d);
    session_other(&g->se, d);
    golden_report(g, EFFECT_COMPARE, REPORT_DONE, NULL);
}

static void asked(struct golden *g)
{
    struct err e;
    doc_set_chars(g->se.doc, "/customer_data/reservations/0/preferred_code", "2468", 4, &e);
    doc_visit(g->se.doc);
    doc_set_bool(g->se.doc, "/is_embedded", true, &e);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_open(g, SCREEN_DIFF, NULL);
}

static void compared(struct golden *g)
{
    asked(g);
    golden_assert_effect(g, EFFECT_COMPARE, NULL);
    take_theirs(g, THEIRS);
    golden_forget(g);
}

static void the_same(struct golden *g)
{
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_open(g, SCREEN_DIFF, NULL);
    take_theirs(g, SAMPLE_BODY);
}

static void revealed(struct golden *g)
{
    compared(g);
    golden_keys(g, "Down Down Down Down r");
}

static void diff__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, compared, "diff");
    sample_expect(SAMPLE_BODY, revealed, "diff-revealed");
    sample_expect(SAMPLE_BODY, the_same, "diff-same");
    sample_expect(SAMPLE_BODY, asked, "diff-asked");
}

static struct golden *on_screen(void)
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    compared(g);
    return g;
}

static void diff__hides_a_door_code__until_it_is_asked_for_and_thirty_seconds_after(void **state)
{
    (void)state;
    struct golden *g = on_screen();
    golden_assert_hides(g, "1357");
    golden_assert_hides(g, "2468");
    golden_assert_shows(g, "****");
    golden_keys(g, "r");
    golden_assert_shows(g, "1357");
    golden_assert_shows(g, "2468");
    for (int i = 0; i < 31; i++)
        golden_tick(g);
    golden_assert_hides(g, "1357");
    golden_free(g);
}

static void diff__goes_to_the_field__and_follows_what_is_done_there(void **state)
{
    (void)state;
    struct golden *g = on_screen();
    golden_assert_shows(g, "Harbour view");
    golden_keys(g, "Down Down Down Enter");
    golden_assert_top(g, "record");
    struct err e;
    assert_true(doc_set_chars(g->se.doc, "/customer_data/rooms/1/name", "Harbour view", 12, &e));
    golden_keys(g, "Esc");
    golden_assert_top(g, "diff");
    golden_assert_hides(g, "Harbour view");
    golden_keys(g, "u");
    golden_assert_shows(g, "Harbour view");
    golden_free(g);
}

static void diff__says_that_there_is_no_field__for_what_is_only_in_the_file(void **state)
{
    (void)state;
    struct golden *g = on_screen();
    golden_keys(g, "Down Enter");
    golden_assert_top(g, "diff");
    golden_assert_shows(g, "only in the file");
    golden_free(g);
}

static void diff__gives_the_file_back__when_it_is_left(void **state)
{
    (void)state;
    struct golden *g = on_screen();
    golden_keys(g, "Esc");
    golden_assert_top(g, "wizard");
    assert_null(g->se.other);
    golden_free(g);
}

static void diff__says_why__when_the_file_cannot_be_read(void **state)
{
    (void)state;
    const struct err e = {.code = ERR_SYNTAX, .text = "acme.json: line 1, column 2: no value."};
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    asked(g);
    golden_report(g, EFFECT_COMPARE, REPORT_FAILED, &e);
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, "line 1, column 2");
    golden_free(g);
}

static void diff__can_be_given_up__while_a_large_file_is_read(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    asked(g);
    g->se.opening = true;
    golden_forget(g);
    golden_keys(g, "Esc");
    golden_assert_top(g, "wizard");
    golden_assert_effect(g, EFFECT_CANCEL, NULL);
    golden_free(g);
}

/* 20,000 rooms on each side, in slices. */
static char *many_rooms(const char *name)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\":{\"customer_key\":\"acme\",\"rooms\":[");
    for (size_t i = 0; i < 20000; i++)
        buf_printf(&text, "%s{\"room_key\":\"r%zu\",\"name\":\"%s\"}", i ? "," : "", i, name);
    buf_puts(&text, "]}}");
    return buf_detach(&text, NULL);
}

static void diff__compares_in_slices__and_shows_what_it_has(void **state)
{
    (void)state;
    char *mine = many_rooms("a"), *theirs = many_rooms("b");
    struct golden *g = golden_new(mine, 24, 80);
    golden_open(g, SCREEN_DIFF, NULL);
    g->busy = true;
    take_theirs(g, theirs);
    size_t slices = 1;
    while (golden_work(g))
        slices++;
    assert_true(slices > 10);
    golden_assert_shows(g, "20,000 differ");
    golden_keys(g, "G");
    golden_assert_shows(g, "r19999");
    golden_free(g);
    free(mine), free(theirs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diff__looks_right__in_every_state),
        cmocka_unit_test(diff__hides_a_door_code__until_it_is_asked_for_and_thirty_seconds_after),
        cmocka_unit_test(diff__goes_to_the_field__and_follows_what_is_done_there),
        cmocka_unit_test(diff__says_that_there_is_no_field__for_what_is_only_in_the_file),
        cmocka_unit_test(diff__gives_the_file_back__when_it_is_left),
        cmocka_unit_test(diff__says_why__when_the_file_cannot_be_read),
        cmocka_unit_test(diff__can_be_given_up__while_a_large_file_is_read),
        cmocka_unit_test(diff__compares_in_slices__and_shows_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
