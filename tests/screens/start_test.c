#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/screens/sample.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

static void listed(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    sample_configurations(&g->se);
    golden_report(g, EFFECT_LIST, REPORT_DONE, NULL);
    golden_forget(g);
}

static struct golden *start(void)
{
    struct golden *g = golden_new(NULL, 24, 80);
    listed(g);
    return g;
}

/* The world has opened the document of the test. */
static void report_open(struct golden *g, enum effect_type effect)
{
    struct err e;
    g->se.doc = doc_new(SAMPLE_BODY, strlen(SAMPLE_BODY), &e);
    assert_non_null(g->se.doc);
    session_open(&g->se, g->se.doc);
    g->se.name = xstrdup("acme-onboarding");
    g->se.path = xstrdup("/home/sam/configurations/acme-onboarding.json");
    g->se.ticket = xstrdup("SUP-4821");
    golden_report(g, effect, REPORT_DONE, NULL);
}

/* ---- what it looks like */

static void nothing_saved(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_report(g, EFFECT_LIST, REPORT_DONE, NULL);
}

static void to_check(struct golden *g)
{
    listed(g);
    g->se.unchecked.all = 2;
}

static void filtering(struct golden *g)
{
    listed(g);
    golden_keys(g, "/ text:SUP-4");
}

static void on_broken(struct golden *g)
{
    listed(g);
    golden_keys(g, "End");
}

static void naming(struct golden *g)
{
    listed(g);
    golden_keys(g, "c");
}

static void choosing(struct golden *g)
{
    listed(g);
    golden_keys(g, "t");
}

static void start__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(NULL, listed, "start");
    sample_expect(NULL, nothing_saved, "start-empty");
    sample_expect(NULL, filtering, "start-filter");
    sample_expect(NULL, to_check, "start-to-check");
    sample_expect(NULL, on_broken, "start-broken");
    sample_expect(NULL, naming, "start-name");
    sample_expect(NULL, choosing, "start-templates");
}

/* ---- what it does */

static void start__lists__whenever_it_is_shown(void **state)
{
    (void)state;
    struct golden *g = golden_new(NULL, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_assert_effect(g, EFFECT_LIST, NULL);
    golden_free(g);
}

static void start__makes_a_copied_link__in_three_keys(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "s");
    golden_assert_effect(g, EFFECT_OPEN, "acme-onboarding");
    report_open(g, EFFECT_OPEN);
    golden_assert_top(g, "review");
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_SEND, NULL);
    sample_result(&g->se, OUTCOME_CREATED);
    golden_report(g, EFFECT_SEND, REPORT_DONE, NULL);
    golden_assert_top(g, "result");
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "https://example.com/portal/1234");
    golden_free(g);
}

static void start__goes_to_the_form__once_it_is_open(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "Down Enter");
    golden_assert_effect(g, EFFECT_OPEN, "bluebay-rentals");
    golden_assert_top(g, "start");
    report_open(g, EFFECT_OPEN);
    golden_assert_top(g, "wizard");
    golden_free(g);
}

/* The world opens a large configuration: it reports later. */
static struct golden *opening(void)
{
    struct golden *g = start();
    golden_keys(g, "Down Enter");
    g->se.opening = true;
    session_progress(&g->se, "Opening bluebay-rentals", 31, 100, true);
    golden_forget(g);
    return g;
}

static void start__stays_alive__while_a_configuration_opens(void **state)
{
    (void)state;
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {40, 120}, {12, 40}};
    struct golden *g = opening();
    golden_assert_hides(g, "Opening");
    fake_clock_advance(50);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        golden_resize(g, sizes[i].rows, sizes[i].cols);
        golden_expect(g, "start-opening");
    }
    golden_keys(g, "Down Enter n d / ? F9");
    golden_assert_no_effect(g);
    golden_assert_top(g, "start");
    g->se.opening = false;
    report_open(g, EFFECT_OPEN);
    golden_assert_top(g, "wizard");
    golden_free(g);
}

static void start__goes_to_the_form__of_what_the_command_line_names(void **state)
{
    (void)state;
    struct golden *g = golden_new(NULL, 24, 80);
    g->se.opening = true;
    listed(g);
    golden_keys(g, "Enter n");
    golden_assert_no_effect(g);
    g->se.opening = false;
    report_open(g, EFFECT_OPEN);
    golden_assert_top(g, "wizard");
    golden_free(g);
}

static void start__gives_an_opening_up__with_esc_or_ctrl_c(void **state)
{
    (void)state;
    static const char *const keys[] = {"Esc", "Ctrl-C"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct golden *g = opening();
        golden_keys(g, keys[i]);
        assert_int_equal(g->effects.items[0].type, EFFECT_CANCEL);
        golden_assert_effect(g, EFFECT_LIST, NULL);
        g->se.opening = false;
        golden_assert_shows(g, "It was not opened.");
        golden_keys(g, "Enter");
        golden_assert_effect(g, EFFECT_OPEN, "bluebay-rentals");
        golden_free(g);
    }
}

static void start__says_why__when_a_file_cannot_be_opened(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "End Enter");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "! /home/sam/configurations/old-config.json:7:12");
    golden_free(g);
}

static void start__creates__with_the_name_typed(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "n text:quick Space text:one Enter");
    golden_assert_effect(g, EFFECT_CREATE, "quick one");
    assert_null(g->effects.items[0].other);
    report_open(g, EFFECT_CREATE);
    golden_assert_top(g, "wizard");
    golden_free(g);
}

static void start__creates_from_the_template__that_was_chosen(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "t Down Enter");
    golden_keys(g, "text:lodge Enter");
    golden_assert_effect(g, EFFECT_CREATE, "lodge");
    assert_string_equal(g->effects.items[0].other, wizard_template(g->wizard, 1)->id);
    golden_free(g);
}

static void start__asks_again__when_the_name_is_refused(void **state)
{
    (void)state;
    struct golden *g = start();
    const struct err taken = {.code = ERR_EXISTS, .text = "There is a configuration of that name."};
    golden_keys(g, "n text:casa-verde Enter");
    golden_report(g, EFFECT_CREATE, REPORT_FAILED, &taken);
    golden_assert_shows(g, "of that name");
    golden_forget(g);
    golden_keys(g, "text:-2 Enter");
    golden_assert_effect(g, EFFECT_CREATE, "casa-verde-2");
    golden_free(g);
}

static void start__makes_nothing__without_a_name(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "n Enter");
    golden_assert_no_effect(g);
    golden_keys(g, "Esc Enter");
    golden_assert_effect(g, EFFECT_OPEN, "acme-onboarding");
    golden_free(g);
}

static void start__suggests_a_free_name__for_a_copy(void **state)
{
    (void)state;
    struct golden *g = start();
    struct config_row *r = config_rows_add(&g->se.configurations);
    r->name = xstrdup("acme-onboarding copy");
    golden_report(g, EFFECT_LIST, REPORT_DONE, NULL);
    golden_keys(g, "c Enter");
    golden_assert_effect(g, EFFECT_CLONE, "acme-onboarding");
    assert_string_equal(g->effects.items[0].other, "acme-onboarding copy 2");
    golden_report(g, EFFECT_CLONE, REPORT_DONE, NULL);
    golden_assert_effect(g, EFFECT_LIST, NULL);
    golden_free(g);
}

static void start__renames__from_the_old_name(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "r text:-old Enter");
    golden_assert_effect(g, EFFECT_RENAME, "acme-onboarding");
    assert_string_equal(g->effects.items[0].other, "acme-onboarding-old");
    golden_free(g);
}

static void start__deletes_without_asking__and_undoes(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "Down d");
    golden_assert_effect(g, EFFECT_DELETE, "bluebay-rentals");
    g->se.steps.words = xstrdup("Deleted bluebay-rentals.");
    g->se.steps.undo = 1;
    golden_report(g, EFFECT_DELETE, REPORT_DONE, NULL);
    golden_assert_effect(g, EFFECT_LIST, NULL);
    golden_assert_shows(g, "Deleted bluebay-rentals. u undoes that.");
    golden_keys(g, "u");
    golden_assert_effect(g, EFFECT_UNDO, NULL);
    free(g->se.steps.words);
    g->se.steps.words = xstrdup("bluebay-rentals is back.");
    g->se.steps.name = xstrdup("bluebay-rentals");
    g->se.steps.undo = 0;
    g->se.steps.redo = 1;
    golden_report(g, EFFECT_UNDO, REPORT_DONE, NULL);
    golden_assert_shows(g, "bluebay-rentals is back.");
    golden_report(g, EFFECT_LIST, REPORT_DONE, NULL);
    golden_forget(g);
    golden_keys(g, "u");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "Nothing to undo.");
    golden_keys(g, "U");
    golden_assert_effect(g, EFFECT_REDO, NULL);
    golden_free(g);
}

static void start__narrows_the_list__while_a_filter_is_typed(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "/ text:zzz");
    golden_assert_shows(g, "None holds this text. Esc shows all.");
    golden_keys(g, "Ctrl-U text:BLUE");
    golden_assert_shows(g, "bluebay-rentals");
    golden_assert_hides(g, "acme-onboarding");
    golden_keys(g, "Enter d");
    golden_assert_effect(g, EFFECT_DELETE, "bluebay-rentals");
    golden_keys(g, "Esc");
    golden_assert_shows(g, "acme-onboarding");
    golden_free(g);
}

static void start__copies_the_last_link__where_there_is_one(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "https://example.com/portal/1234");
    golden_forget(g);
    golden_keys(g, "G k y");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "No link was made");
    golden_free(g);
}

static void start__warns__when_a_copied_link_has_expired(void **state)
{
    (void)state;
    struct golden *g = start();
    memcpy(g->se.copied, "Copied.", sizeof "Copied.");
    golden_keys(g, "y");
    golden_report(g, EFFECT_COPY, REPORT_DONE, NULL);
    golden_assert_shows(g, "\n Copied.");
    golden_keys(g, "Down y");
    golden_report(g, EFFECT_COPY, REPORT_DONE, NULL);
    golden_assert_shows(g, "! This link has expired. Copied.");
    golden_free(g);
}

static void start__draws_nothing_stale__when_listing_fails(void **state)
{
    (void)state;
    struct golden *g = start();
    const struct err gone = {.code = ERR_IO, .text = "The directory cannot be read."};
    config_rows_finish(&g->se.configurations);
    golden_report(g, EFFECT_LIST, REPORT_FAILED, &gone);
    golden_assert_shows(g, "The directory cannot be read.");
    golden_keys(g, "Enter d c r y");
    golden_assert_no_effect(g);
    golden_free(g);
}

static void start__keeps_the_focus_on_its_configuration__when_the_order_changes(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "Down Down Enter");
    report_open(g, EFFECT_OPEN);
    golden_keys(g, "Esc Esc"); /* saved meanwhile, it stands first now */
    golden_assert_top(g, "start");
    struct config_row *rows = g->se.configurations.items, third = rows[2];
    memmove(rows + 1, rows, 2 * sizeof *rows);
    rows[0] = third;
    golden_report(g, EFFECT_LIST, REPORT_DONE, NULL);
    golden_forget(g);
    golden_keys(g, "d");
    golden_assert_effect(g, EFFECT_DELETE, "casa-verde");
    golden_free(g);
}

static void start__never_quits__by_esc(void **state)
{
    (void)state;
    struct golden *g = start();
    golden_keys(g, "Esc Esc");
    assert_false(g->quit);
    golden_keys(g, "q");
    assert_true(g->quit);
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(start__looks_right__in_every_state),
        cmocka_unit_test(start__lists__whenever_it_is_shown),
        cmocka_unit_test(start__makes_a_copied_link__in_three_keys),
        cmocka_unit_test(start__goes_to_the_form__once_it_is_open),
        cmocka_unit_test(start__stays_alive__while_a_configuration_opens),
        cmocka_unit_test(start__goes_to_the_form__of_what_the_command_line_names),
        cmocka_unit_test(start__gives_an_opening_up__with_esc_or_ctrl_c),
        cmocka_unit_test(start__says_why__when_a_file_cannot_be_opened),
        cmocka_unit_test(start__creates__with_the_name_typed),
        cmocka_unit_test(start__creates_from_the_template__that_was_chosen),
        cmocka_unit_test(start__asks_again__when_the_name_is_refused),
        cmocka_unit_test(start__makes_nothing__without_a_name),
        cmocka_unit_test(start__suggests_a_free_name__for_a_copy),
        cmocka_unit_test(start__renames__from_the_old_name),
        cmocka_unit_test(start__deletes_without_asking__and_undoes),
        cmocka_unit_test(start__narrows_the_list__while_a_filter_is_typed),
        cmocka_unit_test(start__copies_the_last_link__where_there_is_one),
        cmocka_unit_test(start__warns__when_a_copied_link_has_expired),
        cmocka_unit_test(start__draws_nothing_stale__when_listing_fails),
        cmocka_unit_test(start__keeps_the_focus_on_its_configuration__when_the_order_changes),
        cmocka_unit_test(start__never_quits__by_esc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
