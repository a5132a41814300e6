/* The loop and the stack, with screens made for it: each writes down what it hears, and answers keys with
 * effects. */
#include "config.h"

#include "tests/test.h"

#include "assets/asset.h"
#include "forms/mem.h"
#include "tests/fake/clock.h"
#include "tests/fake/perform.h"
#include "tests/fake/term.h"
#include "tui/app/app.h"
#include "tui/app/stack.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- screens made for it */

static struct buf heard; /* by all screens, in order */

struct toy {
    struct screen screen;
    char label[40];
};

static const char *const *toy_scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const scopes[] = {"list", "move", "app", NULL};
    (void)s;
    (void)se;
    *typing = false;
    return scopes;
}

/* What a key asks for. */
static void answer(enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_LIST_OPEN:
        effects_push(out, EFFECT_PUSH, SCREEN_RECORD, "record");
        break;
    case ACTION_APP_HELP:
        effects_push(out, EFFECT_PUSH, SCREEN_HELP, "pop-up");
        break;
    case ACTION_LIST_CLONE:
        effects_push(out, EFFECT_REPLACE, SCREEN_RECORD, "other");
        break;
    case ACTION_APP_BACK:
        effects_add(out, EFFECT_POP, NULL, NULL);
        break;
    case ACTION_MOVE_FIRST:
        effects_add(out, EFFECT_HOME, NULL, NULL);
        break;
    case ACTION_LIST_ADD:
        effects_add(out, EFFECT_POP, NULL, NULL);
        effects_add(out, EFFECT_ACTION, "list.filter", NULL);
        break;
    case ACTION_APP_SAVE:
        effects_add(out, EFFECT_SAVE, NULL, NULL);
        effects_add(out, EFFECT_COPY, "text", NULL);
        break;
    case ACTION_APP_COMPARE:
        effects_add(out, EFFECT_PRINT, "plain\x1b[31m\n", NULL);
        break;
    case ACTION_APP_REVIEW:
        effects_add(out, EFFECT_SEND, NULL, NULL);
        break;
    case ACTION_APP_INTERRUPT:
        effects_add(out, EFFECT_CANCEL, NULL, NULL);
        break;
    case ACTION_APP_QUIT:
        effects_add(out, EFFECT_QUIT, NULL, NULL);
        effects_add(out, EFFECT_SAVE, NULL, NULL);
        break;
    default:
        break;
    }
}

static void toy_update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                       struct effects *out)
{
    static const char *const words[] = {
        [EVENT_KEY] = "key",     [EVENT_PASTE] = "paste", [EVENT_RESIZE] = "resize",
        [EVENT_SHOWN] = "shown", [EVENT_TICK] = "tick",   [EVENT_REPORT] = "report",
    };
    const char *label = ((const struct toy *)s)->label;
    buf_printf(&heard, "%s:%s", label, words[ev->type]);
    if (action)
        buf_printf(&heard, "=%s", action_name(action));
    if (ev->type == EVENT_PASTE)
        buf_printf(&heard, "=%s", ev->text);
    if (ev->type == EVENT_REPORT)
        buf_printf(&heard, "=%d%s", (int)ev->effect,
                   ev->state == REPORT_FAILED     ? ev->err->text
                   : ev->state == REPORT_PROGRESS ? "..."
                                                  : "");
    if (ev->type == EVENT_RESIZE)
        buf_printf(&heard, "=%dx%d", se->cols, se->rows);
    buf_putc(&heard, ' ');
    answer(action, out);
}

static void toy_draw(const struct screen *s, const struct session *se, struct cells *c)
{
    struct area a = area_all(c);
    if (s->ops->popup)
        a = area_part(a, 1, 0, 1, c->cols);
    area_puts(a, 0, 0, STYLE_NORMAL, ((const struct toy *)s)->label);
    area_puts(a, 2, 0, STYLE_NORMAL, se->message.text);
}

static void toy_free(struct screen *s)
{
    free(s);
}

/* ---- work that it has behind the keys */

static struct {
    int left;         /* slices */
    int done;         /* slices */
    int64_t slice_ms; /* that each takes on the fake clock */
    const char *ends; /* the action that it asks for with its last slice, or NULL */
} job;

static bool toy_work(struct screen *s, struct session *se, struct effects *out)
{
    (void)s;
    (void)se;
    if (job.left == 0)
        return false;
    fake_clock_advance(job.slice_ms);
    buf_puts(&heard, "work ");
    job.done++;
    if (--job.left == 0 && job.ends)
        effects_add(out, EFFECT_ACTION, job.ends, NULL);
    return job.left > 0;
}

static const struct screen_ops plain = {.name = "toy",
                                        .scopes = toy_scopes,
                                        .update = toy_update,
                                        .draw = toy_draw,
                                        .free = toy_free,
                                        .work = toy_work,
                                        .popup = false,
                                        .ticks = false};
static const struct screen_ops popup = {.name = "popup",
                                        .scopes = toy_scopes,
                                        .update = toy_update,
                                        .draw = toy_draw,
                                        .free = toy_free,
                                        .popup = true,
                                        .ticks = true};

/* In the place of tui/screens/screen.c. */
struct screen *screen_new(enum screen_id id, struct session *se, const char *argument)
{
    (void)se;
    struct toy *t = xcalloc(1, sizeof *t);
    t->screen.ops = id == SCREEN_HELP ? &popup : &plain;
    snprintf(t->label, sizeof t->label, "%s", argument ? argument : id == SCREEN_START ? "start" : "wizard");
    return &t->screen;
}

void screen_free(struct screen *s)
{
    if (s)
        s->ops->free(s);
}

/* ---- a run of the loop */

struct run {
    struct session se;
    struct keymap *keymap;
    struct fake_world *world;
    struct term *t;
};

static int set_up(void **state)
{
    struct run *r = xcalloc(1, sizeof *r);
    const struct asset *keys = asset_find("keys.conf");
    fake_clock_set(FAKE_NOW, 0);
    memset(&job, 0, sizeof job);
    job.slice_ms = 4;
    session_init(&r->se);
    r->keymap = keymap_new();
    assert_true(keymap_read(r->keymap, (const char *)keys->data, keys->len, NULL));
    r->se.keymap = r->keymap;
    r->world = fake_world_begin();
    r->t = fake_term_new(5, 20);
    buf_init(&heard, BUF_TEXT_MAX);
    *state = r;
    return 0;
}

static int tear_down(void **state)
{
    struct run *r = *state;
    fake_term_free(r->t);
    fake_world_end();
    keymap_free(r->keymap);
    session_finish(&r->se);
    buf_finish(&heard);
    free(r);
    return 0;
}

static int run(struct run *r, const char *keys)
{
    fake_term_add(r->t, (struct fake_step){.keys = keys});
    return app_run(&r->se, NULL, r->t);
}

/* ---- tests */

static void app_run__starts_with_the_start_screen__and_ends_with_the_terminal(void **state)
{
    struct run *r = *state;
    assert_int_equal(run(r, "d"), 128 + SIGHUP);
    assert_string_equal(heard.data, "start:shown start:key=list.delete ");
    assert_string_equal(r->t->screen, "start\n\n\n\n\n");
    assert_int_equal(r->t->shown, 2);
}

static void app_run__opens_the_wizard__on_an_open_configuration(void **state)
{
    struct run *r = *state;
    r->se.doc = doc_new("{}", 2, NULL);
    run(r, "");
    assert_string_equal(heard.data, "start:shown wizard:shown ");
}

static void effects_on_the_stack__push_pop_replace_and_go_home__in_order(void **state)
{
    struct run *r = *state;
    run(r, "Enter Enter Esc c Enter Home Esc Esc");
    assert_string_equal(heard.data, "start:shown start:key=list.open record:shown record:key=list.open "
                                    "record:shown record:key=app.back record:shown record:key=list.clone "
                                    "other:shown other:key=list.open record:shown record:key=move.first "
                                    "start:shown start:key=app.back start:key=app.back ");
}

static void effect_action__reaches_the_screen__that_is_on_top_by_then(void **state)
{
    struct run *r = *state;
    run(r, "Enter a");
    assert_string_equal(heard.data, "start:shown start:key=list.open record:shown record:key=list.add "
                                    "start:shown start:key=list.filter ");
}

static void reports__reach_the_top_screen__after_what_was_asked_before(void **state)
{
    struct run *r = *state;
    char wanted[200];
    r->world->fails = EFFECT_SAVE;
    run(r, "F2");
    snprintf(wanted, sizeof wanted,
             "start:shown start:key=app.save start:report=%dThe disk is full. start:report=%d ", EFFECT_SAVE,
             EFFECT_COPY);
    assert_string_equal(heard.data, wanted);
    assert_int_equal(r->world->performed.count, 2);
    assert_string_equal(r->world->performed.items[1].text, "text");
}

static void a_request__reports_its_progress__until_it_ends(void **state)
{
    struct run *r = *state;
    char wanted[200];
    r->world->send_progress = 3;
    run(r, "F5");
    snprintf(wanted, sizeof wanted,
             "start:shown start:key=app.review start:report=%d... start:report=%d... start:report=%d ",
             EFFECT_SEND, EFFECT_SEND, EFFECT_SEND);
    assert_string_equal(heard.data, wanted);
}

static void a_request__that_is_cancelled__is_waited_for_no_more(void **state)
{
    struct run *r = *state;
    char wanted[200];
    run(r, "Ctrl-C");
    snprintf(wanted, sizeof wanted, "start:shown start:key=app.interrupt start:report=%d ", EFFECT_SEND);
    assert_string_equal(heard.data, wanted);
    assert_true(r->world->waits_at_cancel > 0);
    assert_int_equal(r->world->waits_at_end, r->world->waits_at_cancel);
}

static void popups__are_drawn_over__the_screen_below(void **state)
{
    struct run *r = *state;
    run(r, "Enter ?");
    assert_string_equal(r->t->screen, "record\npop-up\n\n\n\n");
}

static void ticks__come_once_a_second__only_while_a_screen_asks(void **state)
{
    struct run *r = *state;
    static const int64_t passes[] = {5000, 0, 999, 1, 500, 3000};
    static const char *const keys[] = {"j", "?", "j", NULL, "Esc"};
    memcpy(r->world->passes, passes, sizeof passes);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        fake_term_add(r->t, (struct fake_step){.keys = keys[i]});
    run(r, "j");
    assert_string_equal(heard.data, "start:shown start:key=move.down start:key=app.help pop-up:shown "
                                    "pop-up:key=move.down pop-up:tick pop-up:key=app.back "
                                    "start:shown start:key=move.down ");
}

static void keys_after_quit__are_not_heard__nor_effects_performed(void **state)
{
    struct run *r = *state;
    assert_int_equal(run(r, "F10 j j"), 0);
    assert_string_equal(heard.data, "start:shown start:key=app.quit ");
    assert_int_equal(r->world->performed.count, 0);
}

static void a_signal__ends_the_loop__with_its_status(void **state)
{
    struct run *r = *state;
    r->t->signal = SIGTERM;
    fake_term_add(r->t, (struct fake_step){.news = TERM_QUIT});
    assert_int_equal(run(r, "j"), 128 + SIGTERM);
    assert_string_equal(heard.data, "start:shown ");
}

static void a_new_size__is_in_the_session__before_the_screen_hears(void **state)
{
    struct run *r = *state;
    fake_term_add(r->t, (struct fake_step){.rows = 2, .cols = 40});
    run(r, "");
    assert_string_equal(heard.data, "start:shown start:resize=40x2 ");
    assert_string_equal(r->t->screen, "start\n\n");
}

static void a_resize__reaches_the_screens_below_a_pop_up__but_not_hidden_ones(void **state)
{
    struct run *r = *state;
    const struct fake_step steps[] = {{.keys = "Enter F1"}, {.rows = 2, .cols = 40}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        fake_term_add(r->t, steps[i]);
    app_run(&r->se, NULL, r->t);
    assert_non_null(strstr(heard.data, "pop-up:shown record:resize=40x2 pop-up:resize=40x2 "));
    assert_null(strstr(heard.data, "start:resize"));
}

static void pastes__are_text__and_one_too_large_is_told(void **state)
{
    struct run *r = *state;
    fake_term_add(r->t, (struct fake_step){.paste = "q j"});
    fake_term_add(r->t, (struct fake_step){.paste_too_large = true});
    run(r, "");
    assert_string_equal(heard.data, "start:shown start:paste=q j ");
    assert_non_null(strstr(r->t->screen, "The paste is larger"));
}

static void effects_on_the_terminal__are_the_loops_own__and_print_safely(void **state)
{
    struct run *r = *state;
    fake_term_add(r->t, (struct fake_step){.news = TERM_CONTINUED});
    run(r, "= Ctrl-Z Ctrl-L");
    assert_int_equal(r->t->suspends, 1);
    assert_int_equal(r->t->redraws, 2);
    assert_string_equal(r->t->printed.data, "plain\u241b[31m\n");
}

static void two_hundred_keys__cost_one_picture__when_they_come_together(void **state)
{
    struct run *r = *state;
    struct buf keys;
    buf_init(&keys, BUF_TEXT_MAX);
    for (int i = 0; i < 200; i++)
        buf_puts(&keys, "Down ");
    run(r, keys.data);
    assert_int_equal(r->t->shown, 2);
    buf_finish(&keys);
}

static void work__of_one_slice__costs_no_picture_of_its_own(void **state)
{
    struct run *r = *state;
    job.left = 1;
    run(r, "j");
    assert_string_equal(heard.data, "start:shown work start:key=move.down ");
    assert_int_equal(r->t->shown, 2);
}

static void keys__are_answered_between_slices__with_a_picture_before_the_next(void **state)
{
    struct run *r = *state;
    job.left = 5;
    fake_term_add(r->t, (struct fake_step){.keys = "j"});
    fake_term_add(r->t, (struct fake_step){.keys = NULL});
    fake_term_add(r->t, (struct fake_step){.keys = "j"});
    run(r, NULL);
    assert_string_equal(heard.data,
                        "start:shown work start:key=move.down work work start:key=move.down work work ");
    /* the first, one for each key, the end */
    assert_int_equal(r->t->shown, 4);
}

static void pieces__that_are_short__make_one_slice_together(void **state)
{
    struct run *r = *state;
    job.left = 9;
    job.slice_ms = 1;
    run(r, "j");
    assert_string_equal(heard.data,
                        "start:shown work work work work start:key=move.down work work work work ");
    assert_int_equal(r->t->shown, 2);
}

static void an_opening__answers_keys_between_slices__and_reports_its_end(void **state)
{
    struct run *r = *state;
    char wanted[200];
    r->world->opening = 5;
    r->world->slice_ms = 4;
    job.left = 1; /* of the screen: it waits for what is more urgent */
    for (int i = 0; i < 4; i++)
        fake_term_add(r->t, (struct fake_step){.keys = i == 1 || i == 3 ? "j" : NULL});
    run(r, NULL);
    snprintf(wanted, sizeof wanted,
             "start:shown start:key=move.down start:key=move.down start:report=%d work ", EFFECT_OPEN);
    assert_string_equal(heard.data, wanted);
    /* the first, one for each key, the end, and nothing for slices that nobody asked about */
    assert_int_equal(r->t->shown, 1 + 2 + 1 + 1);
}

static void an_opening__that_leaves_nothing_to_go_on_with__ends_the_loop(void **state)
{
    struct run *r = *state;
    char wanted[200];
    r->world->opening = 1;
    r->world->refused = true;
    assert_int_equal(run(r, "j"), 0);
    snprintf(wanted, sizeof wanted, "start:shown start:report=%d ", EFFECT_OPEN);
    assert_string_equal(heard.data, wanted);
    assert_int_equal(r->t->shown, 0);
}

/* What comes to the start screen when it is open would else come to the question above it. */
static void unsaved_work__is_offered__once_what_the_command_line_names_is_open(void **state)
{
    struct run *r = *state;
    char wanted[200];
    draft_rows_add(&r->se.drafts)->path = xstrdup("stays.json");
    r->se.opening = true;
    r->world->opening = 2;
    run(r, NULL);
    snprintf(wanted, sizeof wanted, "start:shown start:report=%d wizard:shown ", EFFECT_OPEN);
    assert_string_equal(heard.data, wanted);
}

static void pictures__come_at_times__while_only_work_goes_on(void **state)
{
    struct run *r = *state;
    job.left = 31;
    for (int i = 0; i < 29; i++)
        fake_term_add(r->t, (struct fake_step){0});
    run(r, NULL);
    assert_int_equal(job.done, 31);
    /* after the first slice, then three in 120 ms, the last of which is the end */
    assert_int_equal(r->t->shown, 1 + 3);
}

static void work__goes_on_below_a_pop_up__but_not_below_a_screen(void **state)
{
    struct run *r = *state;
    job.left = 2;
    fake_term_add(r->t, (struct fake_step){.keys = "?"});
    run(r, NULL);
    assert_string_equal(heard.data, "start:shown work start:key=app.help pop-up:shown work ");
}

static void work__may_ask_for_effects__which_are_performed_at_once(void **state)
{
    struct run *r = *state;
    job.left = 2;
    job.ends = "list.open";
    fake_term_add(r->t, (struct fake_step){0});
    fake_term_add(r->t, (struct fake_step){0});
    run(r, NULL);
    assert_string_equal(heard.data, "start:shown work work start:key=list.open record:shown ");
    assert_string_equal(r->t->screen, "record\n\n\n\n\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(app_run__starts_with_the_start_screen__and_ends_with_the_terminal),
        TEST(app_run__opens_the_wizard__on_an_open_configuration),
        TEST(effects_on_the_stack__push_pop_replace_and_go_home__in_order),
        TEST(effect_action__reaches_the_screen__that_is_on_top_by_then),
        TEST(reports__reach_the_top_screen__after_what_was_asked_before),
        TEST(a_request__reports_its_progress__until_it_ends),
        TEST(a_request__that_is_cancelled__is_waited_for_no_more),
        TEST(popups__are_drawn_over__the_screen_below),
        TEST(ticks__come_once_a_second__only_while_a_screen_asks),
        TEST(keys_after_quit__are_not_heard__nor_effects_performed),
        TEST(a_signal__ends_the_loop__with_its_status),
        TEST(a_new_size__is_in_the_session__before_the_screen_hears),
        TEST(a_resize__reaches_the_screens_below_a_pop_up__but_not_hidden_ones),
        TEST(pastes__are_text__and_one_too_large_is_told),
        TEST(effects_on_the_terminal__are_the_loops_own__and_print_safely),
        TEST(two_hundred_keys__cost_one_picture__when_they_come_together),
        TEST(work__of_one_slice__costs_no_picture_of_its_own),
        TEST(keys__are_answered_between_slices__with_a_picture_before_the_next),
        TEST(pieces__that_are_short__make_one_slice_together),
        TEST(an_opening__answers_keys_between_slices__and_reports_its_end),
        TEST(an_opening__that_leaves_nothing_to_go_on_with__ends_the_loop),
        TEST(unsaved_work__is_offered__once_what_the_command_line_names_is_open),
        TEST(pictures__come_at_times__while_only_work_goes_on),
        TEST(work__goes_on_below_a_pop_up__but_not_below_a_screen),
        TEST(work__may_ask_for_effects__which_are_performed_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
