#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/screens/sample.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* Over the form, as after a send. */
static void show(struct golden *g, enum outcome outcome)
{
    sample_result(&g->se, outcome);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_open(g, SCREEN_RESULT, NULL);
    golden_forget(g);
}

static struct golden *result(enum outcome outcome)
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    show(g, outcome);
    return g;
}

static void copied(struct golden *g, const char *key)
{
    static const char words[] =
        "Copied: tmux buffer, and OSC 52 to your terminal (it does not say if it worked).";
    golden_keys(g, key);
    memcpy(g->se.copied, words, sizeof words);
    golden_report(g, EFFECT_COPY, REPORT_DONE, NULL);
}

/* ---- what it looks like */

static void scene_created(struct golden *g)
{
    show(g, OUTCOME_CREATED);
}

static void scene_copied(struct golden *g)
{
    show(g, OUTCOME_CREATED);
    copied(g, "y");
}

static void scene_refused(struct golden *g)
{
    show(g, OUTCOME_REFUSED);
}

static void scene_unknown(struct golden *g)
{
    show(g, OUTCOME_UNKNOWN);
    g->se.kept_answer = xstrdup("/home/sam/answers/2026-11-20-205417.txt");
}

static void scene_not_sent(struct golden *g)
{
    show(g, OUTCOME_NOT_SENT);
}

static void scene_large_qr(struct golden *g)
{
    show(g, OUTCOME_CREATED);
    golden_keys(g, "Q");
}

static void scene_saving(struct golden *g)
{
    show(g, OUTCOME_CREATED);
    golden_keys(g, "s");
}

/* Longer than a small terminal, whose last row is for when it expires. */
static void endless_link(struct golden *g)
{
    char url[400] = "https://connect.example.com/";
    show(g, OUTCOME_CREATED);
    free(g->se.result.url);
    memset(url + strlen(url), 'a', sizeof url - 1 - strlen(url));
    g->se.result.url = xstrdup(url);
}

static void long_link(struct golden *g)
{
    show(g, OUTCOME_CREATED);
    free(g->se.result.url);
    g->se.result.url =
        xstrdup("https://connect.example.com/customer-portals/12345678-0000-4000-8000-000000000001/"
                "magic-link?token=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    golden_open(g, SCREEN_RESULT, NULL);
}

static void result__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, scene_created, "result");
    sample_expect(SAMPLE_BODY, scene_copied, "result-copied");
    sample_expect(SAMPLE_BODY, scene_refused, "result-refused");
    sample_expect(SAMPLE_BODY, scene_unknown, "result-unknown");
    sample_expect(SAMPLE_BODY, scene_not_sent, "result-not-sent");
    sample_expect(SAMPLE_BODY, scene_large_qr, "result-qr");
    sample_expect(SAMPLE_BODY, scene_saving, "result-save");
    sample_expect(SAMPLE_BODY, long_link, "result-long");
    sample_expect(SAMPLE_BODY, endless_link, "result-endless");
}

static void result__draws_the_code_black_on_white__whatever_the_terminal(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_expect_styles(g, "result");
    golden_free(g);
}

static void result__draws_no_code__in_ascii(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    g->se.ascii = true;
    show(g, OUTCOME_CREATED);
    golden_expect(g, "result-ascii");
    golden_keys(g, "Q");
    golden_assert_shows(g, "needs a UTF-8 terminal");
    golden_free(g);
}

static void result__has_the_link_alone_on_its_line__to_be_selected(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_assert_shows(g, "\n https://example.com/portal/1234\n");
    golden_free(g);
}

static void result__counts_down__every_second(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_assert_shows(g, ", in 1 day");
    golden_tick(g);
    golden_assert_shows(g, "in 23 h 59 min");
    golden_free(g);
}

/* The rows of the QR code below the link. */
static char *code_of(struct golden *g)
{
    char *screen = golden_screen(g, false);
    char *from = strstr(screen, "example.com");
    assert_non_null(from);
    from += strcspn(from, "\n");
    char *code = xstrndup(from, strlen(from));
    free(screen);
    return code;
}

static void result__draws_the_code_of_the_last_link__when_it_is_shown_again(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    char *before = code_of(g);
    golden_keys(g, "h"); /* meanwhile another request ends */
    free(g->se.result.url);
    g->se.result.url = xstrdup("https://example.com/portal/9999");
    golden_keys(g, "Esc");
    golden_assert_top(g, "result");
    char *after = code_of(g);
    assert_string_not_equal(before, after);
    free(before);
    free(after);
    golden_free(g);
}

static void result__says_so__when_the_link_could_not_be_kept(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_assert_shows(g, "in the links list");
    g->se.unrecorded = true;
    golden_assert_hides(g, "in the links list");
    golden_assert_shows(g, "nowhere but on this screen");
    golden_free(g);
}

/* ---- what it does */

static void result__copies__link_and_reply(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "https://example.com/portal/1234");
    golden_keys(g, "t");
    golden_assert_effect(g, EFFECT_COPY, "Your portal: https://example.com/portal/1234");
    golden_free(g);
}

static void result__says_what_was_copied__and_how(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    copied(g, "t");
    golden_assert_shows(g, "A reply for SUP-4821. Copied: tmux buffer");
    copied(g, "y");
    golden_assert_hides(g, "A reply");
    golden_free(g);
}

static void result__says_how_it_copied__in_the_words_of_the_clipboard(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    const struct err none = {.code = ERR_IO, .text = "No way to copy was found; p prints the link."};
    copied(g, "y");
    golden_assert_shows(g, "tmux buffer, and OSC 52");
    golden_keys(g, "y");
    golden_report(g, EFFECT_COPY, REPORT_FAILED, &none);
    golden_assert_shows(g, "No way to copy");
    golden_assert_hides(g, "tmux buffer");
    golden_free(g);
}

static void result__saves_the_link__and_asks_again_where_a_file_exists(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    const struct err taken = {.code = ERR_EXISTS, .text = "There is such a file."};
    golden_keys(g, "s Enter");
    golden_assert_effect(g, EFFECT_WRITE, "~/acme-link.txt");
    assert_string_equal(g->effects.items[0].other, "https://example.com/portal/1234\n");
    assert_false(g->effects.items[0].flag);
    golden_report(g, EFFECT_WRITE, REPORT_FAILED, &taken);
    golden_keys(g, "Ctrl-U text:b.txt Enter");
    golden_assert_effect(g, EFFECT_WRITE, "b.txt");
    golden_report(g, EFFECT_WRITE, REPORT_DONE, NULL);
    golden_assert_hides(g, "Save the link");
    golden_assert_shows(g, "Saved to b.txt");
    golden_free(g);
}

static void result__prints__the_link_plainly(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_keys(g, "p");
    golden_assert_effect(g, EFFECT_PRINT, "https://example.com/portal/1234");
    golden_free(g);
}

static void result__leads_to_the_start__without_losing_changes(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_keys(g, "n");
    golden_assert_top(g, "start");
    golden_free(g);

    struct err e;
    g = result(OUTCOME_CREATED);
    assert_true(doc_set_bool(g->se.doc, "/is_embedded", true, &e));
    golden_keys(g, "n");
    golden_assert_top(g, "ask");
    golden_free(g);
}

static void result__goes_back_to_the_form__by_esc(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_keys(g, "Esc");
    golden_assert_top(g, "wizard");
    golden_free(g);
}

static void result__copies_nothing__where_there_is_no_link(void **state)
{
    (void)state;
    static const enum outcome outcomes[] = {OUTCOME_REFUSED, OUTCOME_UNKNOWN, OUTCOME_NOT_SENT, OUTCOME_NONE};
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        struct golden *g = result(outcomes[i]);
        golden_keys(g, "y t s p Q");
        golden_assert_no_effect(g);
        golden_assert_shows(g, "There is no link.");
        golden_free(g);
    }
}

static void result__reviews_again__after_a_failure(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_UNKNOWN);
    golden_keys(g, "r");
    golden_assert_top(g, "review");
    assert_int_equal(g->stack.count, 3);
    golden_assert_no_effect(g);
    golden_free(g);
}

static void result__leads_to_the_problems__that_the_server_named(void **state)
{
    (void)state;
    static const char *const keys[] = {"Enter", "!", "F8"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct golden *g = result(OUTCOME_REFUSED);
        golden_keys(g, keys[i]);
        golden_assert_top(g, "problems");
        golden_assert_shows(g, "at least 1 character");
        golden_free(g);
    }
}

static void result__takes_the_place_of_the_last_one__when_sent_again(void **state)
{
    (void)state;
    struct golden *g = result(OUTCOME_CREATED);
    golden_keys(g, "! F5 y");
    golden_assert_effect(g, EFFECT_SEND, NULL);
    golden_report(g, EFFECT_SEND, REPORT_DONE, NULL);
    golden_assert_top(g, "result");
    golden_keys(g, "Esc");
    golden_assert_top(g, "wizard");
    golden_free(g);
}

static void result__says_what_to_try__for_each_status(void **state)
{
    (void)state;
    static const struct {
        long status;
        const char *words;
    } cases[] = {
        {302, "another address"}, {401, "was not accepted"}, {403, "may not do this"},
        {404, "does not exist"},  {413, "too large"},        {429, "Too many"},
        {500, "trouble of its"},  {599, "trouble of its"},   {418, "Read what"},
        {0, "Read what"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct golden *g = result(OUTCOME_REFUSED);
        g->se.result.status = cases[i].status;
        golden_assert_shows(g, cases[i].words);
        golden_free(g);
    }
}

static void result__says_how_long_to_wait__where_the_server_does(void **state)
{
    (void)state;
    static const struct {
        enum outcome outcome;
        long status;
    } cases[] = {{OUTCOME_REFUSED, 429}, {OUTCOME_REFUSED, 503}, {OUTCOME_UNKNOWN, 503}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct golden *g = result(cases[i].outcome);
        g->se.result.status = cases[i].status;
        g->se.retry_after = 17;
        golden_assert_shows(g, "wait for 17 s");
        golden_free(g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(result__looks_right__in_every_state),
        cmocka_unit_test(result__draws_the_code_black_on_white__whatever_the_terminal),
        cmocka_unit_test(result__draws_no_code__in_ascii),
        cmocka_unit_test(result__has_the_link_alone_on_its_line__to_be_selected),
        cmocka_unit_test(result__draws_the_code_of_the_last_link__when_it_is_shown_again),
        cmocka_unit_test(result__says_so__when_the_link_could_not_be_kept),
        cmocka_unit_test(result__counts_down__every_second),
        cmocka_unit_test(result__copies__link_and_reply),
        cmocka_unit_test(result__says_what_was_copied__and_how),
        cmocka_unit_test(result__says_how_it_copied__in_the_words_of_the_clipboard),
        cmocka_unit_test(result__saves_the_link__and_asks_again_where_a_file_exists),
        cmocka_unit_test(result__prints__the_link_plainly),
        cmocka_unit_test(result__leads_to_the_start__without_losing_changes),
        cmocka_unit_test(result__goes_back_to_the_form__by_esc),
        cmocka_unit_test(result__copies_nothing__where_there_is_no_link),
        cmocka_unit_test(result__reviews_again__after_a_failure),
        cmocka_unit_test(result__leads_to_the_problems__that_the_server_named),
        cmocka_unit_test(result__takes_the_place_of_the_last_one__when_sent_again),
        cmocka_unit_test(result__says_what_to_try__for_each_status),
        cmocka_unit_test(result__says_how_long_to_wait__where_the_server_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
