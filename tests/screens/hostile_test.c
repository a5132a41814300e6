/* Text from elsewhere on every kind of screen. A screen that shows a hostile text has no foreign character in
 * any cell, and looks just as it does with the same text made safe beforehand: nothing but its own place is
 * changed by it. */
#include "tests/test.h"

#include "tests/hostile.h"
#include "tests/screens/sample.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"

#include <stdlib.h>
#include <string.h>

struct scene {
    const char *name;
    void (*open)(struct golden *g);
    void (*put)(struct golden *g, const char *text);
    bool parsed;  /* what is not UTF-8 never comes as far */
    bool escapes; /* shown as JSON, where a control is longer than its mark */
};

/* ---- where it is put */

static void open_start(struct golden *g)
{
    sample_configurations(&g->se);
    sample_links(&g->se);
    golden_open(g, SCREEN_START, NULL);
}

static void put_configurations(struct golden *g, const char *text)
{
    struct config_row *r = g->se.configurations.items;
    xreplace(&r[0].name, text);
    xreplace(&r[0].path, text);
    xreplace(&r[1].customer_key, text);
    xreplace(&r[1].ticket, text);
    xreplace(&r[5].broken, text);
}

static void open_wizard(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, NULL);
}

static void put_session(struct golden *g, const char *text)
{
    xreplace(&g->se.name, text);
    xreplace(&g->se.path, text);
    xreplace(&g->se.ticket, text);
    xreplace(&g->se.target.workspace, text);
    session_say(&g->se, SEVERITY_NOTE, "%s", text);
}

static void open_review(struct golden *g)
{
    open_wizard(g);
    golden_open(g, SCREEN_REVIEW, NULL);
}

static void put_target(struct golden *g, const char *text)
{
    xreplace(&g->se.ticket, text);
    xreplace(&g->se.target.workspace_problem, text);
    xreplace(&g->se.target.key_problem, text);
    xreplace(&g->se.target.proxy, text);
}

static void open_refused(struct golden *g)
{
    open_wizard(g);
    sample_result(&g->se, OUTCOME_REFUSED);
    golden_open(g, SCREEN_RESULT, NULL);
}

static void open_unknown(struct golden *g)
{
    open_wizard(g);
    sample_result(&g->se, OUTCOME_UNKNOWN);
    golden_open(g, SCREEN_RESULT, NULL);
}

static void put_result(struct golden *g, const char *text)
{
    xreplace(&g->se.result.message, text);
    xreplace(&g->se.result.type, text);
    xreplace(&g->se.result.request_id, text);
    xreplace(&g->se.kept_answer, text);
}

static void open_links(struct golden *g)
{
    open_wizard(g);
    sample_links(&g->se);
    golden_open(g, SCREEN_LINKS, NULL);
}

static void put_links(struct golden *g, const char *text)
{
    struct link_row *r = g->se.links.items;
    for (size_t i = 0; i < g->se.links.count; i++) {
        xreplace(&r[i].configuration, text);
        xreplace(&r[i].customer_key, text);
        xreplace(&r[i].ticket, text);
        xreplace(&r[i].message, text);
        xreplace(&r[i].request_id, text);
    }
}

static void open_problems(struct golden *g)
{
    open_wizard(g);
    golden_open(g, SCREEN_PROBLEMS, NULL);
}

static void put_said(struct golden *g, const char *text)
{
    problems_clear(&g->se.said);
    problems_add(&g->se.said, "/customer_data/rooms/1/name", "server", SEVERITY_SERVER, text);
    g->se.judged++;
    golden_report(g, EFFECT_LINKS, REPORT_DONE, NULL);
}

static void open_rooms(struct golden *g)
{
    open_wizard(g);
    golden_open(g, SCREEN_WIZARD, "/customer_data/rooms");
}

static void open_room(struct golden *g)
{
    open_rooms(g);
    golden_open(g, SCREEN_RECORD, "/customer_data/rooms/1/description");
}

static void put_room(struct golden *g, const char *text)
{
    struct err e;
    if (!doc_set_chars(g->se.doc, "/customer_data/rooms/1/room_key", text, strlen(text), &e) ||
        !doc_set_chars(g->se.doc, "/customer_data/rooms/1/name", text, strlen(text), &e))
        fail_msg("%s", e.text);
    session_changed(&g->se, "");
    golden_report(g, EFFECT_LINKS, REPORT_DONE, NULL);
}

static void open_ask(struct golden *g)
{
    open_wizard(g);
    session_say(&g->se, SEVERITY_ERROR, "-");
}

static void put_failure(struct golden *g, const char *text)
{
    struct err e = {0};
    golden_keys(g, "Esc");
    err_set(&e, ERR_IO, "%s", text);
    golden_report(g, EFFECT_SAVE, REPORT_FAILED, &e);
}

static void open_diff(struct golden *g)
{
    struct err e;
    open_wizard(g);
    golden_open(g, SCREEN_DIFF, NULL);
    session_other(&g->se, doc_new("{}", 2, &e));
    golden_report(g, EFFECT_COMPARE, REPORT_DONE, NULL);
}

static void put_other(struct golden *g, const char *text)
{
    struct err e;
    struct doc *d = doc_new("{}", 2, &e);
    doc_set_chars(d, "/locale", text, strlen(text), &e);
    char *pointer = path_join("", text); /* a member of that name */
    doc_set_bool(d, pointer, true, &e);
    free(pointer);
    session_other(&g->se, d);
    golden_report(g, EFFECT_COMPARE, REPORT_DONE, NULL);
}

static void open_json(struct golden *g)
{
    open_wizard(g);
    golden_open(g, SCREEN_JSON, NULL);
}

static void open_import(struct golden *g)
{
    open_rooms(g);
    golden_open(g, SCREEN_IMPORT, "/customer_data/rooms");
}

static void put_table(struct golden *g, const char *text)
{
    struct buf table;
    buf_init(&table, BUF_TEXT_MAX);
    buf_puts(&table, "Room key,Name,\"");
    for (const char *p = text; *p; p++)
        buf_printf(&table, *p == '"' ? "\"%c" : "%c", *p);
    buf_puts(&table, "\"\r\nr1,One,\"");
    for (const char *p = text; *p; p++)
        buf_printf(&table, *p == '"' ? "\"%c" : "%c", *p);
    buf_puts(&table, "\"\r\n");
    golden_open(g, SCREEN_WIZARD, "/customer_data/rooms");
    session_table(&g->se, table.data, table.len);
    golden_open(g, SCREEN_IMPORT, "/customer_data/rooms");
    golden_report(g, EFFECT_FIND_MAPPING, REPORT_DONE, NULL);
    buf_finish(&table);
}

static const struct scene scenes[] = {
    {"start", open_start, put_configurations, .parsed = false},
    {"wizard", open_wizard, put_session, .parsed = false},
    {"review", open_review, put_target, .parsed = false},
    {"refused", open_refused, put_result, .parsed = false},
    {"unknown", open_unknown, put_result, .parsed = false},
    {"links", open_links, put_links, .parsed = false},
    {"problems", open_problems, put_said, .parsed = false},
    {"rooms", open_rooms, put_room, .parsed = true},
    {"room", open_room, put_room, .parsed = true},
    {"ask", open_ask, put_failure, .parsed = false},
    {"diff", open_diff, put_other, .parsed = true, .escapes = true},
    {"JSON", open_json, put_room, .parsed = true, .escapes = true},
    {"import", open_import, put_table, .parsed = true},
};

/* ---- the comparison */

struct run {
    const struct scene *scene;
    struct golden *g;
    size_t turn; /* counts texts: each scene takes one of four, the next one another */
    size_t shown, foreign, elsewhere, changed;
    char *before; /* the screen with the last text */
};

static void look(void *context, const char *p, size_t len)
{
    struct run *r = context;
    if (++r->turn % 4 || memchr(p, '\0', len) || (r->scene->parsed && !utf8_valid(p, len, NULL)))
        return;
    struct buf safe;
    buf_init(&safe, BUF_TEXT_MAX);
    safe_text(p, len, false, &safe);
    char *hostile = xstrndup(p, len);
    r->scene->put(r->g, hostile);
    char *with = golden_screen(r->g, false);
    r->scene->put(r->g, safe.data);
    char *without = golden_screen(r->g, false);
    r->shown++;
    r->foreign += hostile_foreign(with, strlen(with)) > 0;
    if (!r->scene->escapes && !memchr(p, '\n', len) && strcmp(with, without) != 0) {
        if (r->elsewhere++ == 0)
            print_message("%s, with a text of %zu bytes:\n%s\nand with that text made safe:\n%s\n",
                          r->scene->name, len, with, without);
    }
    r->changed += !r->before || strcmp(r->before, with) != 0;
    free(r->before);
    r->before = with;
    free(without);
    free(hostile);
    buf_finish(&safe);
}

static void screens__show_hostile_text__in_its_own_place_alone(void **state)
{
    (void)state;
    size_t shown = 0;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        struct run r = {.scene = &scenes[i], .g = golden_new(SAMPLE_BODY, 24, 80), .turn = i};
        r.scene->open(r.g);
        hostile_each(look, &r);
        print_message("%s: %zu texts, %zu looks\n", r.scene->name, r.shown, r.changed);
        assert_true(r.shown > 500);
        assert_true(r.changed > r.shown / 8); /* it is shown indeed */
        assert_int_equal(r.foreign, 0);
        assert_int_equal(r.elsewhere, 0);
        shown += r.shown;
        free(r.before);
        golden_free(r.g);
    }
    print_message("%zu hostile texts on screens\n", shown);
}

/* The control: what a program writes that prints text as it is. */
static void print_as_it_is(void *context, const char *p, size_t len)
{
    *(size_t *)context += hostile_foreign(p, len) > 0;
}

static void a_naive_program__lets_most_of_it_out(void **state)
{
    (void)state;
    size_t foreign = 0;
    hostile_each(print_as_it_is, &foreign);
    assert_true(foreign > 1400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens__show_hostile_text__in_its_own_place_alone),
        cmocka_unit_test(a_naive_program__lets_most_of_it_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
