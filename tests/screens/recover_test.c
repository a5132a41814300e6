/* The question about unsaved work: how it looks, and what each key asks of the world. */
#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/screens/sample.h"

#include "forms/mem.h"

#include <signal.h>
#include <string.h>

static void add(struct session *se, int64_t id, const char *name, int64_t ago, int ended, size_t edits,
                enum draft_file file)
{
    struct draft_row *d = draft_rows_add(&se->drafts);
    *d = (struct draft_row){
        .id = id,
        .configuration = name ? xstrdup(name) : NULL,
        .path = name                      ? xasprintf("/home/sam/configurations/%s.json", name)
                : file == DRAFT_FILE_NONE ? NULL
                                          : xstrdup("/srv/portals/lake-house.json"),
        .focus = xstrdup("/customer_data/rooms/0/name"),
        .started = FAKE_NOW - ago - 600,
        .changed = FAKE_NOW - ago,
        .ended = ended,
        .edits = edits,
        .file = file,
    };
}

static void fill(struct session *se)
{
    add(se, 12, "acme-onboarding", 120, SIGHUP, 14, DRAFT_FILE_SAME);
    add(se, 9, "bluebay-rentals", 26 * 3600, 0, 1200, DRAFT_FILE_CHANGED);
    add(se, 7, NULL, 90 * 3600, SIGTERM, 3, DRAFT_FILE_GONE);
    add(se, 3, NULL, 300 * 3600, 0, 1, DRAFT_FILE_NONE);
}

static void open_all(struct golden *g)
{
    fill(&g->se);
    sample_configurations(&g->se);
    golden_open(g, SCREEN_START, NULL);
    golden_report(g, EFFECT_LIST, REPORT_DONE, NULL);
    golden_open(g, SCREEN_RECOVER, NULL);
    golden_forget(g);
}

static void on_changed(struct golden *g)
{
    open_all(g);
    golden_keys(g, "Down");
}

static void on_last(struct golden *g)
{
    open_all(g);
    golden_keys(g, "End");
}

static void of_one(struct golden *g)
{
    fill(&g->se);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_RECOVER, "/home/sam/configurations/bluebay-rentals.json");
}

static void of_none(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_RECOVER, NULL);
}

static void below(struct golden *g)
{
    open_all(g);
    golden_keys(g, "Esc");
}

static void opening(struct golden *g)
{
    open_all(g);
    golden_keys(g, "r");
    golden_forget(g);
    g->se.opening = true;
    session_progress(&g->se, "Recovering acme-onboarding", 3, 4, true);
    fake_clock_advance(1000);
}

static void large_work__can_be_given_up__while_it_is_opened(void **state)
{
    struct golden *g = golden_new(NULL, 24, 80);
    (void)state;
    opening(g);
    golden_keys(g, "x = o s Down u");
    golden_assert_no_effect(g);
    golden_keys(g, "Esc");
    golden_assert_effect(g, EFFECT_CANCEL, NULL);
    golden_assert_top(g, "recover");
    g->se.opening = false;
    session_progress(&g->se, NULL, 0, 0, false);
    assert_string_equal(g->se.message.text, "Given up. The unsaved work stays where it is.");
    golden_forget(g);
    golden_keys(g, "x");
    golden_assert_effect(g, EFFECT_DISCARD, "12");
    golden_free(g);
}

static void recover__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(NULL, open_all, "recover");
    sample_expect(NULL, on_changed, "recover-changed");
    sample_expect(NULL, on_last, "recover-no-file");
    sample_expect(NULL, of_one, "recover-one");
    sample_expect(NULL, of_none, "recover-none");
    sample_expect(NULL, below, "start-unsaved");
    sample_expect(NULL, opening, "recover-opening");
}

static struct golden *asked(void)
{
    struct golden *g = golden_new(NULL, 24, 80);
    open_all(g);
    return g;
}

static bool asks_for(const struct golden *g, enum effect_type effect, const char *text)
{
    for (size_t i = 0; i < g->effects.count; i++)
        if (g->effects.items[i].type == effect && strcmp(g->effects.items[i].text, text) == 0)
            return true;
    return false;
}

static void letters__ask_for_what_they_say(void **state)
{
    static const struct {
        const char *keys;
        enum effect_type effect;
        const char *text;
    } cases[] = {
        {"r", EFFECT_RECOVER, "12"},           {"Enter", EFFECT_RECOVER, "12"},
        {"Down r", EFFECT_RECOVER, "9"},       {"=", EFFECT_RECOVER, "12"},
        {"x", EFFECT_DISCARD, "12"},           {"Down x", EFFECT_DISCARD, "9"},
        {"s", EFFECT_OPEN, "acme-onboarding"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct golden *g = asked();
        golden_keys(g, cases[i].keys);
        const bool found = asks_for(g, cases[i].effect, cases[i].text);
        if (!found)
            fail_msg("%s does not ask for it", cases[i].keys);
        golden_free(g);
    }
}

static void what_needs_a_saved_file__is_not_offered_without_one(void **state)
{
    struct golden *g = asked();
    (void)state;
    golden_keys(g, "End");
    golden_forget(g);
    golden_keys(g, "= s o");
    golden_assert_no_effect(g);
    golden_assert_hides(g, "saved file");
    golden_keys(g, "r");
    golden_assert_effect(g, EFFECT_RECOVER, "3");
    golden_free(g);
}

static void edits__are_put_into_a_file__that_was_changed(void **state)
{
    struct golden *g = asked();
    (void)state;
    golden_keys(g, "o");
    golden_assert_no_effect(g);
    golden_keys(g, "Down o");
    golden_assert_effect(g, EFFECT_RECOVER, "9");
    assert_true(g->effects.items[g->effects.count - 1].flag);
    golden_free(g);
}

static void recovered_work__is_shown_where_it_was(void **state)
{
    struct golden *g = asked();
    struct err e;
    (void)state;
    golden_keys(g, "r");
    g->se.doc = doc_new(SAMPLE_BODY, strlen(SAMPLE_BODY), &e);
    session_open(&g->se, g->se.doc);
    golden_report(g, EFFECT_RECOVER, REPORT_DONE, NULL);
    golden_assert_top(g, "record");
    golden_assert_shows(g, "Garden");
    golden_free(g);
}

static void recovered_work__is_compared__over_the_form(void **state)
{
    struct golden *g = asked();
    struct err e;
    (void)state;
    golden_keys(g, "=");
    g->se.doc = doc_new(SAMPLE_BODY, strlen(SAMPLE_BODY), &e);
    session_open(&g->se, g->se.doc);
    golden_report(g, EFFECT_RECOVER, REPORT_DONE, NULL);
    golden_assert_effect(g, EFFECT_COMPARE, NULL);
    golden_keys(g, "Esc");
    golden_assert_top(g, "record");
    golden_free(g);
}

static void work_that_cannot_be_opened__stays_in_the_list(void **state)
{
    struct golden *g = asked();
    struct err e = {0};
    (void)state;
    err_set(&e, ERR_CONFLICT, "Another window works on it now.");
    golden_keys(g, "r");
    golden_report(g, EFFECT_RECOVER, REPORT_FAILED, &e);
    golden_assert_top(g, "recover");
    assert_string_equal(g->se.message.text, "Another window works on it now.");
    golden_free(g);
}

static void undo__brings_back_the_discarded__and_once_only(void **state)
{
    struct golden *g = asked();
    (void)state;
    golden_keys(g, "u");
    golden_assert_no_effect(g);
    golden_keys(g, "Down x");
    golden_keys(g, "u");
    golden_assert_effect(g, EFFECT_DISCARD, "9");
    assert_true(g->effects.items[g->effects.count - 1].flag);
    golden_forget(g);
    golden_keys(g, "u");
    golden_assert_no_effect(g);
    golden_free(g);
}

static void a_configuration_with_unsaved_work__is_not_opened_without_asking(void **state)
{
    struct golden *g = golden_new(NULL, 24, 80);
    (void)state;
    golden_open(g, SCREEN_START, NULL);
    sample_configurations(&g->se);
    golden_report(g, EFFECT_LIST, REPORT_DONE, NULL);
    struct draft_row *d = draft_rows_add(&g->se.drafts);
    d->id = 5;
    d->configuration = xstrdup(g->se.configurations.items[0].name);
    d->path = xstrdup(g->se.configurations.items[0].path);
    golden_forget(g);
    golden_keys(g, "Enter");
    golden_assert_top(g, "recover");
    golden_keys(g, "s");
    golden_assert_top(g, "start");
    assert_true(asks_for(g, EFFECT_OPEN, g->se.configurations.items[0].name));
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recover__looks_right__in_every_state),
        cmocka_unit_test(large_work__can_be_given_up__while_it_is_opened),
        cmocka_unit_test(letters__ask_for_what_they_say),
        cmocka_unit_test(what_needs_a_saved_file__is_not_offered_without_one),
        cmocka_unit_test(edits__are_put_into_a_file__that_was_changed),
        cmocka_unit_test(recovered_work__is_shown_where_it_was),
        cmocka_unit_test(recovered_work__is_compared__over_the_form),
        cmocka_unit_test(work_that_cannot_be_opened__stays_in_the_list),
        cmocka_unit_test(undo__brings_back_the_discarded__and_once_only),
        cmocka_unit_test(a_configuration_with_unsaved_work__is_not_opened_without_asking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
