/* The form of one record of a list. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"
#include "tui/screens/frame.h"
#include "tui/screens/jsonpane.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

enum { WIDE = 120 };

struct record {
    struct screen base;
    char *list; /* the array's path */
    size_t index;
    struct list_place *place; /* the session's, of the list */
    char *focus;              /* a path to put the focus on when the screen is shown first, or NULL */
    struct form form;
    struct jsonpane json;
};

static struct record *self(struct screen *s)
{
    return (struct record *)s;
}

/* ---- which record */

/* Cuts "/a/b/7/c" after its first index: the list is "/a/b", the record its item 7. */
static bool locate(struct record *r, const struct session *se, const char *pointer)
{
    struct path at;
    struct buf token;
    bool found = false;
    path_init(&at);
    buf_init(&token, BUF_TEXT_MAX);
    while (!found && path_next(&pointer, &token)) {
        found = json_is(doc_get(se->doc, at.text.data), JSON_ARRAY) &&
                path_index(token.data, token.len, &r->index);
        if (found) {
            free(r->list);
            r->list = xstrdup(at.text.data);
        }
        path_push(&at, token.data, token.len);
    }
    path_finish(&at);
    buf_finish(&token);
    return found;
}

static void show(struct record *r, struct session *se)
{
    char *at = path_join_index(r->list, r->index);
    r->place = session_list(se, r->list);
    view_follow(r->place->view);
    form_show_object(&r->form, se, at);
    free(at);
}

/* Which one of the records that the list shows this is, from 0, and of how many; a record that it does not
 * show is one of all. true: it is shown. */
static bool find_place(const struct record *r, size_t *at, size_t *count)
{
    const struct view *v = r->place->view;
    *at = view_row(v, r->index);
    *count = view_count(v);
    if (*at != SIZE_MAX)
        return true;
    *at = r->index;
    *count = view_total(v);
    return false;
}

/* The same field of another record, as the list shows them. */
static void step(struct record *r, struct session *se, bool next)
{
    size_t at, count;
    const bool shown = find_place(r, &at, &count);
    if (next ? at + 1 >= count : at == 0) {
        session_say(se, SEVERITY_NOTE, next ? "This is the last one." : "This is the first one.");
        return;
    }
    at = next ? at + 1 : at - 1;
    const struct row *row = form_row(&r->form);
    char *field = row ? xstrdup(row->pointer + strlen(r->form.pointer)) : NULL;
    form_leave(&r->form, se);
    r->index = shown ? view_index(r->place->view, at) : at;
    show(r, se);
    if (field) {
        char *same = xasprintf("%s%s", r->form.pointer, field);
        form_go(&r->form, se, same);
        free(same);
    }
    free(field);
}

/* ---- going to a path */

/* false: it is not in this record; the screen below will know. */
static bool go_to(struct record *r, struct session *se, const char *pointer)
{
    if (!path_within(r->list, pointer) || !locate(r, se, pointer) || !doc_get(se->doc, r->form.pointer))
        return false;
    char *at = path_join_index(r->list, r->index);
    if (!doc_get(se->doc, at)) {
        free(at);
        return false;
    }
    if (strcmp(at, r->form.pointer) != 0)
        show(r, se);
    free(at);
    if (se->goto_shows)
        form_show_change(&r->form, se, pointer);
    else
        form_go(&r->form, se, pointer);
    return true;
}

static void take_goto(struct record *r, struct session *se, struct effects *out)
{
    if (!se->goto_pointer)
        return;
    if (go_to(r, se, se->goto_pointer))
        session_goto(se, NULL);
    else
        effects_add(out, EFFECT_POP, NULL, NULL);
}

/* Below, the cursor shall stand on the record that was left. */
static void leave(struct record *r, struct session *se, struct effects *out)
{
    form_leave(&r->form, se);
    session_goto(se, r->form.pointer);
    effects_add(out, EFFECT_POP, NULL, NULL);
}

static void next_problem(struct record *r, struct session *se, bool forward, struct effects *out)
{
    const struct row *row = form_row(&r->form);
    char *found, *here = xstrdup(row ? row->pointer : r->form.pointer);
    form_leave(&r->form, se);
    if (session_next_problem(se, here, forward, &found)) {
        session_goto(se, found);
        free(found);
        take_goto(r, se, out);
    }
    free(here);
}

/* ---- events */

static void settle(struct screen *s, struct session *se)
{
    struct record *r = self(s);
    int rows = frame_body_rows(&(struct frame){0}, se) - 1;
    bool wide = se->cols >= WIDE;
    view_follow(r->place->view);
    form_fit(&r->form, se, rows, wide ? se->cols - se->cols / 3 - 1 : se->cols);
    if (!wide)
        return;
    const struct row *row = form_row(&r->form);
    jsonpane_sync(&r->json, se, rows);
    jsonpane_go(&r->json, row ? row->pointer : r->form.pointer);
}

static void act(struct record *r, struct session *se, enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_FORM_NEXT_RECORD:
    case ACTION_FORM_PREVIOUS_RECORD:
        step(r, se, action == ACTION_FORM_NEXT_RECORD);
        break;
    case ACTION_APP_JSON:
        effects_push(out, EFFECT_PUSH, SCREEN_JSON, form_row(&r->form) ? form_row(&r->form)->pointer : NULL);
        break;
    case ACTION_FORM_USES:
        effects_push(out, EFFECT_PUSH, SCREEN_USES, r->form.pointer);
        break;
    case ACTION_APP_PROBLEMS:
        effects_push(out, EFFECT_PUSH, SCREEN_PROBLEMS,
                     session_problems_within(se, r->form.pointer) ? r->form.pointer : NULL);
        break;
    case ACTION_APP_COPY:
        form_copy(&r->form, se, out);
        break;
    case ACTION_APP_BACK:
        leave(r, se, out);
        break;
    case ACTION_APP_NEXT_PROBLEM:
    case ACTION_APP_PREVIOUS_PROBLEM:
        next_problem(r, se, action == ACTION_APP_NEXT_PROBLEM, out);
        break;
    default:
        screen_common(&r->base, se, action, out);
        break;
    }
}

static void on_key(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct record *r = self(s);
    if (form_update(&r->form, se, ev, action, out))
        return;
    uint64_t before = doc_revision(se->doc);
    const size_t asked = out->count;
    act(r, se, action, out);
    if (out->count > asked && out->items[asked].type == EFFECT_PUSH)
        form_leave(&r->form, se); /* what was typed is done: it may be long until the focus is here again */
    if (doc_revision(se->doc) == before)
        return;
    if (doc_get(se->doc, r->form.pointer))
        form_sync(&r->form, se);
    take_goto(r, se, out);
}

static void shown(struct screen *s, struct session *se, struct effects *out)
{
    struct record *r = self(s);
    if (form_returned(&r->form, se)) {
        /* back from a record that was made for a field: the focus stays on the field */
        session_goto(se, NULL);
    }
    if (!doc_get(se->doc, r->form.pointer)) {
        effects_add(out, EFFECT_POP, NULL, NULL);
        return;
    }
    form_sync(&r->form, se);
    if (r->focus)
        form_go(&r->form, se, r->focus);
    free(r->focus);
    r->focus = NULL;
    take_goto(r, se, out);
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    static const struct screen_answers answers = {shown, on_key, settle};
    screen_answer(&answers, s, se, ev, action, out);
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    (void)out;
    return form_work(&self(s)->form, se);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    return form_scopes(&((const struct record *)s)->form, se, typing);
}

/* ---- drawing */

/* What tells the record from others: its key, or its first column where the list has no keys. */
static void add_name(const struct record *r, const struct session *se, struct buf *out)
{
    struct column first;
    const char *member = wizard_key_member(se->wizard, r->list);
    if (!member && wizard_columns(se->wizard, r->list, &first, 1) > 0)
        member = first.member;
    char *at = member ? path_join(r->form.pointer, member) : NULL;
    struct buf name;
    buf_init(&name, BUF_TEXT_MAX);
    if (at)
        control_plain(doc_get(se->doc, at), &name);
    if (name.len > 0)
        buf_printf(out, " > %s", name.data);
    free(at);
    buf_finish(&name);
}

/* "Reservations > res-00316   row 7 of 212   7 of 19 fields set" */
static void draw_heading(const struct record *r, const struct session *se, struct area a)
{
    struct buf left, right;
    size_t set, all, at, count;
    buf_init(&left, BUF_TEXT_MAX);
    buf_init(&right, BUF_TEXT_MAX);
    wizard_label(se->wizard, r->list, &left);
    add_name(r, se, &left);
    form_counts(&r->form, se, &set, &all);
    const bool some = find_place(r, &at, &count) && !view_plain(r->place->view);
    buf_puts(&right, "row ");
    words_count(at + 1, &right);
    buf_puts(&right, " of ");
    words_count(count, &right);
    buf_puts(&right, some ? " shown" : "");
    if (se->cols >= 80)
        buf_printf(&right, "   %zu of %zu fields set", set, all);
    int start = area_puts_right(a, 0, a.cols - 1, STYLE_DIM, right.data);
    area_text_cut(a, 0, 1, start - 2, STYLE_HEADING, left.data, left.len);
    buf_finish(&left);
    buf_finish(&right);
}

/* There are no panes here; there are neighbours. */
static void hints(const struct record *r, const struct session *se, enum action out[FORM_HINTS])
{
    enum action form[FORM_HINTS];
    size_t n = 0;
    form_hints(&r->form, se, form);
    for (const enum action *a = form; *a != ACTION_NONE; a++) {
        if (*a == ACTION_APP_PANE)
            continue;
        out[n++] = *a;
        if (*a == ACTION_APP_HELP) /* in the place of the pane, one behind it */
            out[n++] = ACTION_FORM_NEXT_RECORD;
    }
    out[n] = ACTION_NONE;
}

static void draw_body(const struct record *r, const struct session *se, struct area body)
{
    struct area form = body;
    if (se->cols >= WIDE) {
        int cols = se->cols / 3;
        form = area_part(body, 0, 0, body.rows, body.cols - cols - 1);
        area_rule_down(body, form.cols, 0, body.rows);
        struct area json = area_part(body, 0, form.cols + 1, body.rows, cols);
        area_puts(json, 0, 1, STYLE_HEADING, "JSON");
        jsonpane_draw(&r->json, se, area_part(json, 1, 0, json.rows - 1, json.cols), false);
    }
    draw_heading(r, se, area_part(form, 0, 0, 1, form.cols));
    form_draw(&r->form, se, area_part(form, 1, 0, form.rows - 1, form.cols), true);
    form_draw_popup(&r->form, se, body);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct record *r = (const struct record *)s;
    enum action own[FORM_HINTS];
    bool typing;
    struct buf help, where;
    buf_init(&help, BUF_TEXT_MAX);
    buf_init(&where, BUF_TEXT_MAX);
    form_scopes(&r->form, se, &typing);
    hints(r, se, own);
    form_help(&r->form, &help);
    form_where(&r->form, se, se->cols - 2, &where);
    struct area body = frame_draw(&(struct frame){.help = help.len ? help.data : NULL,
                                                  .where = where.len ? where.data : NULL,
                                                  .hints = own,
                                                  .typing = typing},
                                  se, c);
    if (body.rows > 0 && doc_get(se->doc, r->form.pointer))
        draw_body(r, se, body);
    buf_finish(&help);
    buf_finish(&where);
}

static void record_free(struct screen *s)
{
    struct record *r = self(s);
    free(r->list);
    free(r->focus);
    form_finish(&r->form);
    jsonpane_finish(&r->json);
    free(r);
}

static char *focus(const struct screen *s, const struct session *se)
{
    const struct form *f = &((const struct record *)s)->form;
    const struct row *row = form_row(f);
    (void)se;
    return xstrdup(row ? row->pointer : f->pointer);
}

/* It ticks so that what is revealed hides again by itself. */
static const struct screen_ops OPS = {.name = "record",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = record_free,
                                      .focus = focus,
                                      .work = work,
                                      .ticks = true};

struct screen *record_new(struct session *se, const char *argument)
{
    struct record *r = xcalloc(1, sizeof *r);
    r->base.ops = &OPS;
    form_init(&r->form);
    r->list = xstrdup("");
    if (locate(r, se, argument)) {
        show(r, se);
        if (strcmp(r->form.pointer, argument) != 0)
            r->focus = xstrdup(argument);
    }
    return &r->base;
}
