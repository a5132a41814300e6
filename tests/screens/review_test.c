#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/screens/sample.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

static void reviewing(struct golden *g)
{
    g->se.ticket = xstrdup("SUP-4821");
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_REVIEW, NULL);
    golden_forget(g);
}

static struct golden *review(void)
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    reviewing(g);
    return g;
}

static struct golden *review_with_errors(void)
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    sample_problems(&g->se);
    reviewing(g);
    return g;
}

static void no_key(struct golden *g)
{
    free(g->se.target.key);
    g->se.target.key = NULL;
    g->se.target.environment = ENVIRONMENT_NONE;
    g->se.target.key_problem = xstrdup("No key: set SEAM_API_KEY before the program starts.");
}

static void sending(struct golden *g)
{
    g->se.sending = (struct sending){.active = true, .total = 2000000, .sent = 1200000};
    fake_clock_advance(12300);
}

/* ---- what it looks like */

static void with_errors(struct golden *g)
{
    sample_problems(&g->se);
    reviewing(g);
}

static void after_unknown(struct golden *g)
{
    reviewing(g);
    g->se.unchecked.of_customer = 1;
    g->se.unchecked.latest = FAKE_NOW - 180;
}

static void without_key(struct golden *g)
{
    no_key(g);
    reviewing(g);
}

static void in_production(struct golden *g)
{
    sample_production(&g->se);
    g->se.target.proxy = xstrdup("http://proxy.example.com:3128");
    reviewing(g);
}

static void confirming(struct golden *g)
{
    in_production(g);
    golden_keys(g, "y text:acme");
}

static void while_sending(struct golden *g)
{
    reviewing(g);
    sending(g);
}

static void typing_key(struct golden *g)
{
    reviewing(g);
    golden_keys(g, "k text:seam_test_secret");
}

static void workspace_is(struct golden *g, enum workspace_state known, const char *name, const char *problem)
{
    struct target *t = &g->se.target;
    free(t->workspace);
    free(t->workspace_problem);
    t->workspace = name ? xstrdup(name) : NULL;
    t->workspace_problem = problem ? xstrdup(problem) : NULL;
    t->workspace_state = known;
}

static void asking_workspace(struct golden *g)
{
    workspace_is(g, WORKSPACE_ASKING, NULL, NULL);
    reviewing(g);
}

static void refused_key(struct golden *g)
{
    workspace_is(g, WORKSPACE_FAILED, NULL, "the server did not accept the key (401)");
    reviewing(g);
}

static void suspended_workspace(struct golden *g)
{
    g->se.target.suspended = true;
    reviewing(g);
}

static void review__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, reviewing, "review");
    sample_expect(SAMPLE_BODY, with_errors, "review-errors");
    sample_expect(SAMPLE_BODY, after_unknown, "review-look-first");
    sample_expect(SAMPLE_BODY, without_key, "review-no-key");
    sample_expect(SAMPLE_BODY, in_production, "review-production");
    sample_expect(SAMPLE_BODY, confirming, "review-confirm");
    sample_expect(SAMPLE_BODY, while_sending, "review-sending");
    sample_expect(SAMPLE_BODY, typing_key, "review-key");
    sample_expect("{}", reviewing, "review-empty");
    sample_expect(SAMPLE_BODY, asking_workspace, "review-asking");
    sample_expect(SAMPLE_BODY, refused_key, "review-refused-key");
    sample_expect(SAMPLE_BODY, suspended_workspace, "review-suspended");
}

static void review__shows_production__in_its_own_style(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    in_production(g);
    golden_expect_styles(g, "review-production");
    golden_free(g);
}

/* ---- which workspace that is */

static void review__asks_for_the_workspace__once_a_look(void **state)
{
    (void)state;
    static const enum workspace_state open[] = {WORKSPACE_UNASKED, WORKSPACE_FAILED};
    for (size_t i = 0; i < 2; i++) {
        struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
        workspace_is(g, open[i], NULL, NULL);
        golden_open(g, SCREEN_REVIEW, NULL);
        golden_assert_effect(g, EFFECT_WORKSPACE, NULL);
        golden_forget(g);
        golden_keys(g, "F1 Esc");
        golden_report(g, EFFECT_WORKSPACE, REPORT_DONE, NULL);
        golden_assert_no_effect(g);
        golden_keys(g, "y");
        golden_assert_effect(g, EFFECT_SEND, NULL);
        golden_free(g);
    }
}

static void review__asks_nothing__of_what_is_known_or_has_no_key(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    golden_open(g, SCREEN_REVIEW, NULL);
    golden_assert_no_effect(g);
    golden_free(g);
    g = golden_new(SAMPLE_BODY, 24, 80);
    no_key(g);
    workspace_is(g, WORKSPACE_UNASKED, NULL, NULL);
    golden_open(g, SCREEN_REVIEW, NULL);
    golden_assert_no_effect(g);
    golden_free(g);
}

static void review__asks_again__with_another_key(void **state)
{
    (void)state;
    struct golden *g = review();
    workspace_is(g, WORKSPACE_UNASKED, NULL, NULL); /* as the world leaves it */
    golden_report(g, EFFECT_KEY, REPORT_DONE, NULL);
    golden_assert_effect(g, EFFECT_WORKSPACE, NULL);
    golden_free(g);
}

static void review__asks_for_earlier_requests__where_some_are_unknown(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    g->se.unchecked.all = 1;
    golden_open(g, SCREEN_REVIEW, NULL);
    golden_assert_effect(g, EFFECT_UNCHECKED, NULL);
    golden_free(g);
}

/* ---- what sends */

static void review__sends_nothing__by_enter_or_any_other_key(void **state)
{
    (void)state;
    struct golden *g = review();
    golden_keys(g, "Enter Enter Space Tab Y x n s 1");
    golden_assert_no_effect(g);
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_SEND, NULL);
    assert_false(g->effects.items[0].flag);
    golden_free(g);
}

static void review__sends_nothing_by_y__while_there_are_errors(void **state)
{
    (void)state;
    struct golden *g = review_with_errors();
    golden_keys(g, "Enter y");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "there are errors");
    golden_keys(g, "F");
    golden_assert_effect(g, EFFECT_SEND, NULL);
    assert_true(g->effects.items[0].flag);
    golden_free(g);
}

static void review__forces_nothing__without_errors(void **state)
{
    (void)state;
    struct golden *g = review();
    golden_keys(g, "F");
    golden_assert_no_effect(g);
    golden_free(g);
}

static void review__sends_nothing__without_a_key(void **state)
{
    (void)state;
    struct golden *g = review();
    no_key(g);
    golden_keys(g, "y F");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "set SEAM_API_KEY");
    golden_free(g);
}

static void review__asks_for_the_customer_key__before_the_first_send_to_production(void **state)
{
    (void)state;
    struct golden *g = review();
    sample_production(&g->se);
    golden_keys(g, "y text:acme-hotels Enter");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "not the customer key");
    golden_keys(g, "d k Ctrl-U Enter"); /* typed into the question, not commands */
    golden_assert_no_effect(g);
    golden_keys(g, "Esc y text:acme-hotels-eu Enter");
    golden_assert_effect(g, EFFECT_SEND, NULL);
    golden_forget(g);
    golden_keys(g, "y"); /* the second time it is known what is meant */
    golden_assert_effect(g, EFFECT_SEND, NULL);
    golden_free(g);
}

static void review__keeps_the_force__over_the_question(void **state)
{
    (void)state;
    struct golden *g = review_with_errors();
    sample_production(&g->se);
    golden_keys(g, "F text:acme-hotels-eu Enter");
    golden_assert_effect(g, EFFECT_SEND, NULL);
    assert_true(g->effects.items[0].flag);
    golden_free(g);
}

static void review__asks_for_a_word__where_no_customer_key_is_set(void **state)
{
    (void)state;
    struct golden *g = golden_new("{\"locale\":\"en-US\"}", 24, 80);
    sample_production(&g->se);
    reviewing(g);
    golden_keys(g, "y Enter");
    golden_assert_no_effect(g);
    golden_keys(g, "Esc y text:production Enter");
    golden_assert_effect(g, EFFECT_SEND, NULL);
    golden_free(g);
}

/* ---- while a request runs */

static void review__only_cancels__while_a_request_runs(void **state)
{
    (void)state;
    struct golden *g = review();
    sending(g);
    golden_keys(g, "y F q t k d F1 F3 F5 F10");
    golden_assert_no_effect(g);
    golden_assert_top(g, "review");
    golden_keys(g, "Esc");
    golden_assert_effect(g, EFFECT_CANCEL, NULL);
    golden_forget(g);
    golden_keys(g, "Ctrl-C");
    golden_assert_effect(g, EFFECT_CANCEL, NULL);
    golden_free(g);
}

static void review__counts_the_seconds__while_a_request_runs(void **state)
{
    (void)state;
    struct golden *g = review();
    sending(g);
    golden_assert_shows(g, "12.3 s, 1.2 MB of 2.0 MB");
    golden_tick(g);
    golden_assert_shows(g, "13.3 s");
    golden_free(g);
}

static void review__gives_way_to_the_result__when_the_request_has_ended(void **state)
{
    (void)state;
    struct golden *g = review();
    golden_report(g, EFFECT_SEND, REPORT_PROGRESS, NULL);
    golden_assert_top(g, "review");
    sample_result(&g->se, OUTCOME_UNKNOWN);
    golden_report(g, EFFECT_SEND, REPORT_DONE, NULL);
    golden_assert_top(g, "result");
    assert_int_equal(g->stack.count, 2);
    golden_free(g);
}

static void review__stays__when_nothing_could_be_started(void **state)
{
    (void)state;
    struct golden *g = review();
    const struct err e = {.code = ERR_IO, .text = "The attempt could not be written down; nothing was sent."};
    golden_report(g, EFFECT_SEND, REPORT_FAILED, &e);
    golden_assert_top(g, "review");
    golden_assert_shows(g, "could not be written down");
    golden_keys(g, "y"); /* the next try is another one */
    golden_assert_effect(g, EFFECT_SEND, NULL);
    sample_result(&g->se, OUTCOME_CREATED);
    golden_report(g, EFFECT_SEND, REPORT_DONE, NULL);
    golden_assert_top(g, "result");
    golden_assert_hides(g, "could not be written down");
    golden_free(g);
}

/* ---- the rest */

static void review__keeps_a_ticket__and_forgets_it(void **state)
{
    (void)state;
    struct golden *g = review();
    golden_keys(g, "t text:-b Enter");
    golden_assert_effect(g, EFFECT_TICKET, "SUP-4821-b");
    golden_keys(g, "t Ctrl-U Enter");
    golden_assert_effect(g, EFFECT_TICKET, "");
    golden_free(g);
}

static void review__takes_a_key__without_showing_it(void **state)
{
    (void)state;
    struct golden *g = review();
    golden_keys(g, "k text:seam_test_secret");
    golden_assert_hides(g, "secret");
    golden_keys(g, "Enter");
    golden_assert_effect(g, EFFECT_KEY, "seam_test_secret");
    assert_null(g->effects.items[0].other);
    golden_free(g);
}

static void review__asks_for_the_workspace__of_a_personal_access_token(void **state)
{
    (void)state;
    struct golden *g = review();
    golden_keys(g, "k text:seam_at_secret Enter");
    golden_assert_no_effect(g);
    golden_keys(g, "text:workspace-1 Enter");
    golden_assert_effect(g, EFFECT_KEY, "seam_at_secret");
    assert_string_equal(g->effects.items[0].other, "workspace-1");
    golden_free(g);
}

static void review__forgets_the_token__when_the_workspace_is_not_given(void **state)
{
    (void)state;
    struct golden *g = review();
    golden_keys(g, "k text:seam_at_secret Enter Esc");
    golden_assert_no_effect(g);
    golden_assert_top(g, "review");
    golden_free(g);
}

static void review__asks_again_in_production__after_another_key(void **state)
{
    (void)state;
    struct golden *g = review();
    sample_production(&g->se);
    g->se.confirmed = true;
    golden_keys(g, "k text:seam_live_other Enter");
    golden_forget(g);
    golden_keys(g, "y");
    golden_assert_no_effect(g);
    golden_free(g);
}

static void review__writes_the_body__instead_of_sending_it(void **state)
{
    (void)state;
    struct golden *g = review();
    const struct err taken = {.code = ERR_EXISTS, .text = "There is such a file."};
    golden_keys(g, "d Enter");
    golden_assert_effect(g, EFFECT_WRITE, "acme.request.json");
    assert_string_equal(g->effects.items[0].other, SAMPLE_BODY);
    golden_report(g, EFFECT_WRITE, REPORT_FAILED, &taken);
    golden_keys(g, "Ctrl-U text:other.json Enter");
    golden_assert_effect(g, EFFECT_WRITE, "other.json");
    golden_report(g, EFFECT_WRITE, REPORT_DONE, NULL);
    golden_assert_hides(g, "Write the request body");
    golden_assert_shows(g, "Written to other.json; nothing was sent.");
    golden_free(g);
}

static void review__lists_problems__and_goes_back(void **state)
{
    (void)state;
    struct golden *g = review_with_errors();
    golden_keys(g, "!");
    golden_assert_top(g, "problems");
    golden_keys(g, "Esc");
    golden_assert_top(g, "review");
    golden_keys(g, "Esc");
    golden_assert_top(g, "start");
    golden_free(g);
}

static void review__is_one_screen__however_often_it_is_asked_for(void **state)
{
    (void)state;
    struct golden *g = review_with_errors();
    golden_keys(g, "! F5 F3 F5 ! F5");
    golden_assert_top(g, "review");
    golden_keys(g, "Esc");
    golden_assert_top(g, "start");
    golden_free(g);
}

static void review__shows_every_line__when_scrolled(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 12, 40);
    sample_problems(&g->se);
    reviewing(g);
    golden_assert_hides(g, "1 warning");
    golden_keys(g, "G");
    golden_assert_shows(g, "will be sent as it is");
    golden_keys(g, "g");
    golden_assert_shows(g, "Environment");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(review__looks_right__in_every_state),
        cmocka_unit_test(review__shows_production__in_its_own_style),
        cmocka_unit_test(review__asks_for_the_workspace__once_a_look),
        cmocka_unit_test(review__asks_nothing__of_what_is_known_or_has_no_key),
        cmocka_unit_test(review__asks_again__with_another_key),
        cmocka_unit_test(review__asks_for_earlier_requests__where_some_are_unknown),
        cmocka_unit_test(review__sends_nothing__by_enter_or_any_other_key),
        cmocka_unit_test(review__sends_nothing_by_y__while_there_are_errors),
        cmocka_unit_test(review__forces_nothing__without_errors),
        cmocka_unit_test(review__sends_nothing__without_a_key),
        cmocka_unit_test(review__asks_for_the_customer_key__before_the_first_send_to_production),
        cmocka_unit_test(review__keeps_the_force__over_the_question),
        cmocka_unit_test(review__asks_for_a_word__where_no_customer_key_is_set),
        cmocka_unit_test(review__only_cancels__while_a_request_runs),
        cmocka_unit_test(review__counts_the_seconds__while_a_request_runs),
        cmocka_unit_test(review__gives_way_to_the_result__when_the_request_has_ended),
        cmocka_unit_test(review__stays__when_nothing_could_be_started),
        cmocka_unit_test(review__keeps_a_ticket__and_forgets_it),
        cmocka_unit_test(review__takes_a_key__without_showing_it),
        cmocka_unit_test(review__asks_for_the_workspace__of_a_personal_access_token),
        cmocka_unit_test(review__forgets_the_token__when_the_workspace_is_not_given),
        cmocka_unit_test(review__asks_again_in_production__after_another_key),
        cmocka_unit_test(review__writes_the_body__instead_of_sending_it),
        cmocka_unit_test(review__lists_problems__and_goes_back),
        cmocka_unit_test(review__is_one_screen__however_often_it_is_asked_for),
        cmocka_unit_test(review__shows_every_line__when_scrolled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
