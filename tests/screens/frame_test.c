#include "tests/test.h"

#include "tests/screens/sample.h"

#include "forms/mem.h"
#include "tests/fake/clock.h"
#include "tui/screens/frame.h"

#include <stdlib.h>
#include <string.h>

static const enum action HINTS[] = {ACTION_APP_HELP,   ACTION_APP_SAVE, ACTION_APP_UNDO,
                                    ACTION_APP_REVIEW, ACTION_APP_FIND, ACTION_APP_NEXT_PROBLEM,
                                    ACTION_NONE};

/* The frame around an empty body, as text. */
static char *frame_text(const struct golden *g, const struct frame *f, int rows, int cols, struct area *body)
{
    struct cells c;
    cells_init(&c, rows, cols, g->se.ascii);
    struct area a = frame_draw(f, &g->se, &c);
    if (body)
        *body = a;
    char *text = cells_dump(&c, false);
    cells_finish(&c);
    return text;
}

static struct golden *sample(void)
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    return g;
}

static void assert_title(const struct golden *g, int cols, const char *wanted)
{
    const struct frame f = {.hints = HINTS};
    char *text = frame_text(g, &f, 24, cols, NULL);
    text[strcspn(text, "\n")] = '\0';
    assert_string_equal(text, wanted);
    free(text);
}

static void assert_frame_holds(const struct golden *g, const struct frame *f, const char *wanted, bool holds)
{
    char *text = frame_text(g, f, 24, 80, NULL);
    if ((strstr(text, wanted) != NULL) != holds)
        fail_msg("\"%s\" should %sbe in:\n%s", wanted, holds ? "" : "not ", text);
    free(text);
}

static void title__drops_what_is_missed_least__until_it_fits(void **state)
{
    (void)state;
    struct golden *g = sample();
    g->se.ticket = xstrdup("SUP-4821");
    sample_problems(&g->se);
    assert_title(g, 100,
                 " acme   ticket SUP-4821                SANDBOX \u00b7 Acme Sandbox \u00b7 key "
                 "seam_test...9f2c   ! 3 problems");
    assert_title(g, 80,
                 " acme   ticket SUP-4821                   SANDBOX \u00b7 Acme Sandbox   ! 3 problems");
    assert_title(g, 60, " acme                 SANDBOX \u00b7 Acme Sandbox   ! 3 problems");
    assert_title(g, 40, " acme            SANDBOX   ! 3 problems");
    free(g->se.name);
    g->se.name = xstrdup("a-name-of-many-letters-to-be-cut");
    assert_title(g, 40, " a-name-of-many-letters-to-\u2026 SANDBOX !3");
    golden_free(g);
}

static void title__marks__what_is_not_saved(void **state)
{
    (void)state;
    struct err e;
    struct golden *g = sample();
    assert_true(doc_set_bool(g->se.doc, "/is_embedded", true, &e));
    assert_title(g, 50, " acme [+]                  SANDBOX \u00b7 Acme Sandbox");
    golden_free(g);
}

static void title__says_the_environment__in_words(void **state)
{
    (void)state;
    struct golden *g = sample();
    sample_production(&g->se);
    assert_title(g, 50, " acme                      PRODUCTION \u00b7 Acme Live");
    g->se.target.environment = ENVIRONMENT_NONE;
    free(g->se.target.key);
    g->se.target.key = NULL;
    assert_title(g, 50, " acme                          NO KEY \u00b7 Acme Live");
    golden_free(g);
}

static void title__cuts_a_workspace__that_is_only_an_id(void **state)
{
    (void)state;
    struct golden *g = sample();
    free(g->se.target.workspace);
    g->se.target.workspace = xstrdup("67c58f1f-0000-4000-8000-000000000001");
    assert_title(g, 60, " acme                       SANDBOX \u00b7 67c58f1f-0000-4000-8\u2026");
    golden_free(g);
}

static void title__keeps_its_columns__with_wide_characters(void **state)
{
    (void)state;
    struct golden *g = sample();
    free(g->se.name);
    g->se.name = xstrdup("\u6771\u4eac\u30b9\u30c6\u30a4");
    assert_title(g, 50, " \u6771\u4eac\u30b9\u30c6\u30a4                SANDBOX \u00b7 Acme Sandbox");
    golden_free(g);
}

static void message__takes_the_place_of_help__until_it_is_hushed(void **state)
{
    (void)state;
    struct golden *g = sample();
    const struct frame f = {.help = "The help.", .where = "a.path", .hints = HINTS};
    assert_frame_holds(g, &f, "The help.", true);
    session_say(&g->se, SEVERITY_NOTE, "News %d", 1);
    assert_frame_holds(g, &f, "News 1", true);
    assert_frame_holds(g, &f, "The help.", false);
    assert_frame_holds(g, &f, "a.path", true);
    session_hush(&g->se);
    assert_frame_holds(g, &f, "The help.", true);
    golden_free(g);
}

static void message__of_an_error_sticks__until_something_else_is_said(void **state)
{
    (void)state;
    struct golden *g = sample();
    const struct frame f = {.help = "The help.", .hints = HINTS};
    session_say(&g->se, SEVERITY_ERROR, "It failed.");
    session_hush(&g->se);
    assert_frame_holds(g, &f, "! It failed.", true);
    session_say(&g->se, SEVERITY_NOTE, "It worked.");
    session_hush(&g->se);
    assert_frame_holds(g, &f, "It failed.", false);
    assert_frame_holds(g, &f, "The help.", true);
    golden_free(g);
}

static void progress__shows_on_the_rule__once_it_has_lasted(void **state)
{
    (void)state;
    struct golden *g = sample();
    const struct frame f = {.help = "The help.", .hints = HINTS};
    session_progress(&g->se, "Opening stays", 1, 3, true);
    assert_frame_holds(g, &f, "Opening stays", false);
    fake_clock_advance(50);
    assert_frame_holds(g, &f, " Opening stays  ", true);
    assert_frame_holds(g, &f, "   33%  Esc cancels ", true);
    assert_frame_holds(g, &f, "The help.", true);
    session_progress(&g->se, "Checking", 2, 3, false);
    assert_frame_holds(g, &f, "   66% \u2500", true);
    session_progress(&g->se, "Checking", 2, 0, false);
    assert_frame_holds(g, &f, "\n Checking \u2500", true);
    session_progress(&g->se, NULL, 0, 0, false);
    assert_frame_holds(g, &f, "Checking", false);
    golden_free(g);
}

static struct golden *many_guests(void)
{
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    buf_puts(&body, "{\"customer_data\": {\"guests\": [{}");
    for (int i = 0; i < 20000; i++)
        buf_puts(&body, ", {}");
    buf_puts(&body, "]}}");
    struct golden *g = golden_new(body.data, 24, 80);
    buf_finish(&body);
    return g;
}

static void progress__of_the_checks__ends_with_the_document(void **state)
{
    (void)state;
    struct golden *g = many_guests();
    struct doc *doc = g->se.doc;
    const struct frame f = {.hints = HINTS};
    assert_true(session_work(&g->se));
    fake_clock_advance(50);
    assert_frame_holds(g, &f, "Checking", true);
    session_open(&g->se, NULL);
    assert_frame_holds(g, &f, "Checking", false);
    assert_false(session_work(&g->se));
    doc_free(doc);
    golden_free(g);
}

/* An edit checks the last few at once: no piece of work comes after it that could take the bar away. */
static void progress__of_the_checks__ends_with_the_edit_that_ends_them(void **state)
{
    (void)state;
    struct golden *g = many_guests();
    const struct frame f = {.hints = HINTS};
    size_t done, all;
    do {
        assert_true(session_work(&g->se));
        checks_progress(g->se.checks, &done, &all);
    } while (all - done > 1000);
    fake_clock_advance(50);
    assert_frame_holds(g, &f, "Checking", true);
    assert_true(doc_unset(g->se.doc, "/customer_data/guests/0", NULL));
    session_changed(&g->se, "");
    assert_true(checks_done(g->se.checks));
    assert_frame_holds(g, &f, "Checking", false);
    golden_free(g);
}

static void progress__fits__in_every_size(void **state)
{
    (void)state;
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {40, 120}, {12, 40}};
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    golden_open(g, SCREEN_WIZARD, NULL);
    session_progress(&g->se, "Opening acme-summer-stays", 45, 100, true);
    fake_clock_advance(50);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        golden_resize(g, sizes[i].rows, sizes[i].cols);
        golden_expect(g, "progress");
    }
    golden_resize(g, 24, 80);
    g->se.ascii = true;
    golden_expect(g, "progress-ascii");
    golden_free(g);
}

static void hints__show_keys_that_work__while_typing(void **state)
{
    (void)state;
    struct golden *g = sample();
    static const enum action keys[] = {ACTION_APP_UNDO, ACTION_START_NEW, ACTION_APP_SAVE, ACTION_NONE};
    struct frame f = {.hints = keys};
    assert_frame_holds(g, &f, " u undo   n new   F2 save", true);
    f.typing = true;
    assert_frame_holds(g, &f, " Ctrl-_ undo   F2 save", true);
    golden_free(g);
}

static void body__gets_the_rows__that_the_size_leaves(void **state)
{
    (void)state;
    static const struct {
        int rows, cols;
        bool no_help;
        int body;
    } cases[] = {
        {24, 80, false, 16}, {24, 80, true, 19}, {40, 120, false, 32}, {24, 79, false, 18},
        {12, 40, false, 6},  {12, 40, true, 8},  {10, 40, false, 4},   {9, 40, false, 0},
        {24, 39, false, 0},  {1, 1, false, 0},   {0, 0, false, 0},
    };
    struct golden *g = sample();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct frame f = {.hints = HINTS, .no_help = cases[i].no_help};
        struct area body;
        free(frame_text(g, &f, cases[i].rows, cases[i].cols, &body));
        assert_int_equal(body.rows, cases[i].body);
        g->se.rows = cases[i].rows;
        g->se.cols = cases[i].cols;
        assert_int_equal(frame_body_rows(&f, &g->se), cases[i].body);
    }
    golden_free(g);
}

static void frame__says_what_it_needs__where_the_terminal_is_too_small(void **state)
{
    (void)state;
    struct golden *g = sample();
    const struct frame f = {.hints = HINTS};
    char *text = frame_text(g, &f, 9, 60, NULL);
    assert_non_null(strstr(text, "40x10 needed, your work is safe, Ctrl-S saves"));
    free(text);
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title__drops_what_is_missed_least__until_it_fits),
        cmocka_unit_test(title__marks__what_is_not_saved),
        cmocka_unit_test(title__says_the_environment__in_words),
        cmocka_unit_test(title__cuts_a_workspace__that_is_only_an_id),
        cmocka_unit_test(title__keeps_its_columns__with_wide_characters),
        cmocka_unit_test(message__takes_the_place_of_help__until_it_is_hushed),
        cmocka_unit_test(message__of_an_error_sticks__until_something_else_is_said),
        cmocka_unit_test(progress__shows_on_the_rule__once_it_has_lasted),
        cmocka_unit_test(progress__of_the_checks__ends_with_the_document),
        cmocka_unit_test(progress__of_the_checks__ends_with_the_edit_that_ends_them),
        cmocka_unit_test(progress__fits__in_every_size),
        cmocka_unit_test(hints__show_keys_that_work__while_typing),
        cmocka_unit_test(body__gets_the_rows__that_the_size_leaves),
        cmocka_unit_test(frame__says_what_it_needs__where_the_terminal_is_too_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
