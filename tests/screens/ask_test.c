#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/screens/sample.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* Questions about unsaved work, names to save under, and the actions that work everywhere. */

static void change(struct golden *g)
{
    struct err e;
    assert_true(doc_set_bool(g->se.doc, "/is_embedded", true, &e));
}

static void open_review(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_REVIEW, NULL);
    golden_forget(g);
}

static struct golden *changed(void)
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    change(g);
    open_review(g);
    return g;
}

static void without_name(struct golden *g)
{
    free(g->se.name);
    g->se.name = NULL;
}

/* As read from standard input. */
static void without_file(struct golden *g)
{
    without_name(g);
    free(g->se.path);
    g->se.path = NULL;
}

/* ---- what it looks like */

static void quitting(struct golden *g)
{
    change(g);
    open_review(g);
    golden_keys(g, "F10");
}

static void interrupting(struct golden *g)
{
    open_review(g);
    golden_keys(g, "Ctrl-C");
}

static void conflict(struct golden *g)
{
    const struct err e = {.code = ERR_CONFLICT, .text = "acme.json was changed meanwhile."};
    change(g);
    open_review(g);
    golden_keys(g, "F2");
    golden_report(g, EFFECT_SAVE, REPORT_FAILED, &e);
    golden_forget(g);
}

static void removed(struct golden *g)
{
    const struct err e = {.code = ERR_NOT_FOUND, .text = "acme.json: somebody removed it."};
    change(g);
    open_review(g);
    golden_keys(g, "F2");
    golden_report(g, EFFECT_SAVE, REPORT_FAILED, &e);
    golden_forget(g);
}

static void full(struct golden *g)
{
    const struct err e = {
        .code = ERR_IO,
        .text = "/home/sam/.local/share/seam-portal-tui/configurations/acme.json: was not saved; "
                "free some space, or save elsewhere: No space left on device"};
    change(g);
    open_review(g);
    golden_keys(g, "F2");
    golden_report(g, EFFECT_SAVE, REPORT_FAILED, &e);
    golden_forget(g);
}

static void naming(struct golden *g)
{
    without_file(g);
    change(g);
    open_review(g);
    golden_keys(g, "F2 text:acme-2");
}

/* Nothing is changed but what is no JSON yet. */
static void half_typed(struct golden *g)
{
    static const char half[] = "{\"name\": ";
    doc_type(g->se.doc, "/customer_data/guests/0/custom_metadata", half, sizeof half - 1);
    open_review(g);
    golden_keys(g, "F10");
}

static void ask__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, quitting, "ask-quit");
    sample_expect(SAMPLE_BODY, half_typed, "ask-half-typed");
    sample_expect(SAMPLE_BODY, interrupting, "ask-interrupt");
    sample_expect(SAMPLE_BODY, conflict, "ask-conflict");
    sample_expect(SAMPLE_BODY, removed, "ask-removed");
    sample_expect(SAMPLE_BODY, full, "ask-failed");
    sample_expect(SAMPLE_BODY, naming, "save-as");
}

/* ---- quitting */

static void quit__happens_at_once__when_all_is_saved(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    open_review(g);
    golden_keys(g, "F10");
    assert_true(g->quit);
    golden_free(g);
}

static void quit__asks__when_there_are_changes(void **state)
{
    (void)state;
    struct golden *g = changed();
    golden_keys(g, "F10 Enter y Space Enter");
    assert_false(g->quit);
    golden_assert_top(g, "ask");
    golden_keys(g, "Esc");
    golden_assert_top(g, "review");
    golden_assert_no_effect(g);
    golden_keys(g, "F10 x");
    assert_true(g->quit);
    golden_free(g);
}

static void quit__saves_first__and_asks_again_where_that_fails(void **state)
{
    (void)state;
    struct golden *g = changed();
    const struct err no_space = {.code = ERR_IO, .text = "There is no space left."};
    golden_keys(g, "F10 s");
    golden_assert_effect(g, EFFECT_SAVE, NULL);
    assert_false(g->quit);
    golden_report(g, EFFECT_SAVE, REPORT_FAILED, &no_space);
    assert_false(g->quit);
    golden_assert_top(g, "ask");
    golden_assert_shows(g, "There is no space left.");
    golden_keys(g, "Esc");
    golden_assert_top(g, "review");
    golden_keys(g, "F10 s");
    golden_report(g, EFFECT_SAVE, REPORT_DONE, NULL);
    assert_true(g->quit);
    golden_free(g);
}

static void quit__asks_for_a_name__to_save_under(void **state)
{
    (void)state;
    struct golden *g = changed();
    without_file(g);
    golden_keys(g, "F10 s text:new Enter");
    golden_assert_effect(g, EFFECT_SAVE_AS, "new");
    assert_false(g->quit);
    golden_report(g, EFFECT_SAVE_AS, REPORT_DONE, NULL);
    assert_true(g->quit);
    golden_free(g);
}

static void interrupt__asks_to_quit__even_when_all_is_saved(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    open_review(g);
    golden_keys(g, "Ctrl-C x s Enter");
    assert_false(g->quit);
    golden_keys(g, "y");
    assert_true(g->quit);
    golden_free(g);
}

/* ---- closing */

static void close__goes_home__after_the_changes_were_saved(void **state)
{
    (void)state;
    struct golden *g = changed();
    golden_open(g, SCREEN_ASK, "close");
    golden_keys(g, "s");
    golden_assert_effect(g, EFFECT_SAVE, NULL);
    golden_report(g, EFFECT_SAVE, REPORT_DONE, NULL);
    golden_assert_top(g, "start");
    assert_int_equal(g->effects.items[1].type, EFFECT_CLOSE);
    golden_free(g);
}

static void close__forgets_the_changes__when_told_so(void **state)
{
    (void)state;
    struct golden *g = changed();
    golden_open(g, SCREEN_ASK, "close");
    golden_keys(g, "x");
    golden_assert_top(g, "start");
    assert_int_equal(g->effects.items[0].type, EFFECT_CLOSE);
    assert_false(g->quit);
    golden_free(g);
}

/* ---- saving */

static void save__says_so__only_when_it_is_done(void **state)
{
    (void)state;
    struct golden *g = changed();
    golden_keys(g, "F2");
    golden_assert_effect(g, EFFECT_SAVE, NULL);
    assert_false(g->effects.items[0].flag);
    golden_assert_hides(g, "Saved");
    golden_report(g, EFFECT_SAVE, REPORT_DONE, NULL);
    golden_assert_shows(g, "Saved as acme.");
    golden_free(g);
}

static void save__overwrites__only_with_a_key_of_its_own(void **state)
{
    (void)state;
    static void (*const scenes[])(struct golden * g) = {conflict, removed};
    for (size_t i = 0; i < 2; i++) {
        struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
        scenes[i](g);
        golden_assert_top(g, "ask");
        golden_keys(g, "Enter y Space");
        golden_assert_no_effect(g);
        golden_keys(g, "k");
        golden_assert_effect(g, EFFECT_SAVE, NULL);
        assert_true(g->effects.items[0].flag);
        golden_report(g, EFFECT_SAVE, REPORT_DONE, NULL);
        golden_assert_top(g, "review");
        golden_assert_shows(g, "Saved as acme.");
        golden_free(g);
    }
}

static void save__takes_theirs__in_a_conflict(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    conflict(g);
    golden_keys(g, "r");
    golden_assert_effect(g, EFFECT_RELOAD, NULL);
    golden_assert_top(g, "ask");
    golden_report(g, EFFECT_RELOAD, REPORT_DONE, NULL);
    golden_assert_top(g, "review");
    golden_assert_shows(g, "This is what the file holds now; u brings your own work back.");
    golden_free(g);
}

static void reading(struct golden *g)
{
    conflict(g);
    golden_keys(g, "r");
    golden_forget(g);
    g->se.opening = true;
    session_progress(&g->se, "Reading acme.json", 1, 2, true);
    fake_clock_advance(1000);
}

static void reading_theirs__says_so__and_how_to_give_it_up(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, reading, "ask-reading");
}

static void reading_theirs__is_given_up__and_nothing_else_answers(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    reading(g);
    golden_keys(g, "r k s =");
    golden_assert_no_effect(g);
    golden_keys(g, "Esc");
    golden_assert_effect(g, EFFECT_CANCEL, NULL);
    golden_assert_top(g, "review");
    golden_assert_shows(g, "your own work is open as it was");
    golden_free(g);
}

static void save__shows_the_difference__and_comes_back_to_the_question(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    conflict(g);
    golden_assert_shows(g, "was changed meanwhile");
    golden_keys(g, "=");
    golden_assert_top(g, "diff");
    golden_assert_hides(g, "was changed meanwhile"); /* both values stand there */
    golden_keys(g, "Esc");
    golden_assert_top(g, "ask");
    golden_keys(g, "Esc");
    golden_assert_top(g, "review");
    golden_free(g);
}

static void save__is_tried_again__where_it_failed(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    full(g);
    golden_keys(g, "t");
    golden_assert_effect(g, EFFECT_SAVE, NULL);
    assert_false(g->effects.items[0].flag);
    golden_report(g, EFFECT_SAVE, REPORT_DONE, NULL);
    golden_assert_top(g, "review");
    golden_assert_shows(g, "Saved as acme.");
    golden_free(g);
}

static void save__goes_elsewhere__where_it_failed(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    full(g);
    golden_keys(g, "s Ctrl-U text:/media/stick/acme.json Enter");
    golden_assert_effect(g, EFFECT_SAVE_AS, "/media/stick/acme.json");
    golden_free(g);
}

static void save_as__is_there__without_a_question(void **state)
{
    (void)state;
    struct golden *g = changed();
    golden_keys(g, "Alt-S text:-2 Enter");
    golden_assert_effect(g, EFFECT_SAVE_AS, "acme-2");
    golden_report(g, EFFECT_SAVE_AS, REPORT_DONE, NULL);
    golden_assert_top(g, "review");
    golden_keys(g, "=");
    golden_assert_top(g, "diff");
    golden_free(g);
}

static void save__takes_another_name__in_a_conflict(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    conflict(g);
    golden_keys(g, "s text:-mine Enter");
    golden_assert_effect(g, EFFECT_SAVE_AS, "acme-mine");
    golden_report(g, EFFECT_SAVE_AS, REPORT_DONE, NULL);
    golden_assert_top(g, "review");
    golden_free(g);
}

static void save_as__asks_again__when_the_name_is_refused(void **state)
{
    (void)state;
    struct golden *g = changed();
    const struct err taken = {.code = ERR_EXISTS, .text = "There is a configuration of that name."};
    without_file(g);
    golden_keys(g, "F2 Enter");
    golden_assert_no_effect(g);
    golden_keys(g, "text:acme Enter");
    golden_report(g, EFFECT_SAVE_AS, REPORT_FAILED, &taken);
    golden_assert_top(g, "save_as");
    golden_assert_shows(g, "of that name");
    golden_keys(g, "Esc");
    golden_assert_top(g, "review");
    golden_free(g);
}

static void save_as__ends__where_only_the_ticket_was_not_kept(void **state)
{
    (void)state;
    struct golden *g = changed();
    const struct err e = {.code = ERR_IO, .text = "It was saved, but its ticket could not be kept."};
    golden_keys(g, "Alt-S text:-2 Enter");
    free(g->se.path);
    g->se.path = xstrdup("/home/sam/configurations/acme-2.json");
    golden_report(g, EFFECT_SAVE_AS, REPORT_FAILED, &e);
    golden_assert_top(g, "review");
    golden_assert_shows(g, "its ticket could not be kept");
    golden_free(g);
}

/* ---- undo */

static void undo__takes_back_a_change__and_says_where(void **state)
{
    (void)state;
    struct golden *g = changed();
    golden_keys(g, "u");
    assert_null(doc_get(g->se.doc, "/is_embedded"));
    golden_assert_shows(g, "Undone: Portal, Embedded in another page.");
    assert_string_equal(g->se.goto_pointer, "/is_embedded");
    golden_keys(g, "u");
    golden_assert_shows(g, "Nothing to undo.");
    golden_keys(g, "U");
    assert_non_null(doc_get(g->se.doc, "/is_embedded"));
    golden_assert_shows(g, "Redone: Portal, Embedded in another page.");
    golden_free(g);
}

static void undo__of_the_whole_body__leaves_the_operator_where_they_are(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    struct err e;
    golden_open(g, SCREEN_WIZARD, "/customer_data/rooms");
    golden_assert_shows(g, "Places > Rooms");
    assert_true(doc_set_text(g->se.doc, "", "{\"locale\":\"fr-FR\"}", 18, &e));
    golden_keys(g, "Ctrl-_");
    golden_assert_shows(g, "Undone: Configuration.");
    golden_assert_shows(g, "Places > Rooms");
    golden_keys(g, "Alt-E");
    golden_assert_shows(g, "Places > Rooms");
    golden_free(g);
}

static void leaving__asks__when_no_file_has_the_configuration(void **state)
{
    (void)state;
    static const char *const keys[] = {"F10", "Ctrl-C"};
    for (size_t i = 0; i < 2; i++) {
        struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
        without_file(g);
        open_review(g);
        golden_keys(g, keys[i]);
        assert_false(g->quit);
        golden_assert_top(g, "ask");
        golden_assert_shows(g, "No file has this configuration yet.");
        golden_assert_shows(g, "save first");
        golden_assert_shows(g, "quit without saving");
        golden_free(g);
    }
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    without_file(g);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_keys(g, "Esc Esc");
    golden_assert_top(g, "ask");
    golden_free(g);
}

static void save__goes_into_the_file__that_was_opened_by_its_path(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    without_name(g);
    change(g);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_keys(g, "F2");
    golden_assert_effect(g, EFFECT_SAVE, NULL);
    golden_report(g, EFFECT_SAVE, REPORT_DONE, NULL);
    golden_assert_shows(g, "Saved as /home/sam/configurations/acme.json.");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(save__goes_into_the_file__that_was_opened_by_its_path),
        cmocka_unit_test(ask__looks_right__in_every_state),
        cmocka_unit_test(quit__happens_at_once__when_all_is_saved),
        cmocka_unit_test(quit__asks__when_there_are_changes),
        cmocka_unit_test(undo__of_the_whole_body__leaves_the_operator_where_they_are),
        cmocka_unit_test(leaving__asks__when_no_file_has_the_configuration),
        cmocka_unit_test(quit__saves_first__and_asks_again_where_that_fails),
        cmocka_unit_test(quit__asks_for_a_name__to_save_under),
        cmocka_unit_test(interrupt__asks_to_quit__even_when_all_is_saved),
        cmocka_unit_test(close__goes_home__after_the_changes_were_saved),
        cmocka_unit_test(close__forgets_the_changes__when_told_so),
        cmocka_unit_test(save__says_so__only_when_it_is_done),
        cmocka_unit_test(save__overwrites__only_with_a_key_of_its_own),
        cmocka_unit_test(save__takes_theirs__in_a_conflict),
        cmocka_unit_test(reading_theirs__says_so__and_how_to_give_it_up),
        cmocka_unit_test(reading_theirs__is_given_up__and_nothing_else_answers),
        cmocka_unit_test(save__shows_the_difference__and_comes_back_to_the_question),
        cmocka_unit_test(save__is_tried_again__where_it_failed),
        cmocka_unit_test(save__goes_elsewhere__where_it_failed),
        cmocka_unit_test(save_as__is_there__without_a_question),
        cmocka_unit_test(save_as__ends__where_only_the_ticket_was_not_kept),
        cmocka_unit_test(save__takes_another_name__in_a_conflict),
        cmocka_unit_test(save_as__asks_again__when_the_name_is_refused),
        cmocka_unit_test(undo__takes_back_a_change__and_says_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
