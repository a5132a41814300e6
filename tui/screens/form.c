#include "tui/screens/form.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"
#include "tui/screens/rekeying.h"

#include <stdlib.h>
#include <string.h>

/* A record with more fields than this, some of them set, opens without the ones that are not. */
enum { LONG_FORM = 14, STARTED = 4 };

void form_init(struct form *f)
{
    *f = (struct form){.section = -1, .focus = SIZE_MAX};
    f->pointer = xstrdup("");
    rows_init(&f->rows);
    textfield_init(&f->field, false);
    chooser_init(&f->chooser);
    prompt_init(&f->prompt);
}

void form_finish(struct form *f)
{
    free(f->only);
    free(f->was);
    free(f->pointer);
    free(f->added);
    free(f->added_to);
    free(f->problems);
    problems_finish(&f->found);
    rows_finish(&f->rows);
    textfield_finish(&f->field);
    chooser_finish(&f->chooser);
    prompt_finish(&f->prompt);
    form_forget_keys(f);
}

const struct row *form_row(const struct form *f)
{
    return f->focus < f->rows.count ? &f->rows.items[f->focus] : NULL;
}

/* ---- which rows there are */

static struct row *next_free(struct rows *r)
{
    if (r->count == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 32;
        r->items = xreallocarray(r->items, r->cap, sizeof *r->items);
    }
    return &r->items[r->count++];
}

struct row *control_add_row(struct rows *out, const struct row *above, enum control control,
                            const char *pointer, const char *label)
{
    struct row *r = next_free(out);
    *r = (struct row){.kind = ROW_FIELD,
                      .control = control,
                      .depth = above->depth + 1,
                      .pointer = xstrdup(pointer),
                      .label = xstrdup(label)};
    return r;
}

static bool has_row(const struct rows *rows, size_t first, const char *pointer)
{
    for (size_t i = first; i < rows->count; i++)
        if (strcmp(rows->items[i].pointer, pointer) == 0)
            return true;
    return false;
}

void control_add_rest(struct rows *out, size_t first, const struct row *above, const struct json *value,
                      const char *skip)
{
    struct buf name;
    buf_init(&name, BUF_TEXT_MAX);
    for (size_t i = 0; json_is(value, JSON_OBJECT) && i < value->count; i++) {
        size_t len;
        const char *p = json_name(json_item(value, i), &name, &len);
        char *label = xstrndup(p, len);
        char *at = path_join(above->pointer, label);
        if (!(skip && strcmp(label, skip) == 0) && !has_row(out, first, at))
            control_add_row(out, above, CONTROL_JSON, at, label)->help =
                "This program does not know the field: it is kept, shown and sent as it is.";
        free(at);
        free(label);
    }
    buf_finish(&name);
}

static void expand_row(const struct session *se, size_t index, struct rows *out)
{
    /* a copy: the array may move while rows are added */
    const struct row row = out->items[index];
    const struct json *value = doc_get(se->doc, row.pointer);
    const struct control_ops *c = control_for(&row, value);
    if (row.kind == ROW_FIELD && c->expand)
        c->expand(se, &row, value, out);
}

static void build_rows(struct form *f, const struct session *se)
{
    struct rows plain;
    rows_init(&plain);
    if (f->section >= 0)
        wizard_rows(se->wizard, (size_t)f->section, se->doc, &plain);
    else
        wizard_object_rows(se->wizard, f->pointer, se->doc, &plain);
    rows_finish(&f->rows);
    rows_init(&f->rows);
    size_t left = 0;
    for (size_t i = 0; i < plain.count; i++) {
        const struct row *r = &plain.items[i];
        if (f->only && (r->kind != ROW_FIELD || strcmp(r->pointer, f->only) != 0)) {
            plain.items[left++] = *r;
            continue;
        }
        *next_free(&f->rows) = *r;
        expand_row(se, f->rows.count - 1, &f->rows);
    }
    plain.count = left; /* the others have moved */
    rows_finish(&plain);
    f->revision = doc_revision(se->doc);
    form_look_up_keys(f, se);
    form_look_up_problems(f, se);
}

void form_counts(const struct form *f, const struct session *se, size_t *set, size_t *all)
{
    *set = *all = 0;
    for (size_t i = 0; i < f->rows.count; i++)
        if (f->rows.items[i].kind == ROW_FIELD) {
            ++*all;
            *set += doc_get(se->doc, f->rows.items[i].pointer) != NULL;
        }
}

/* ---- focus */

struct control_call form_call(struct form *f, struct session *se, struct effects *out)
{
    const struct row *row = form_row(f);
    return (struct control_call){
        .form = f, .se = se, .row = row, .value = row ? doc_get(se->doc, row->pointer) : NULL, .out = out};
}

static const struct control_ops *control_of(const struct control_call *c)
{
    return control_for(c->row, c->value);
}

void form_load(struct form *f, struct session *se)
{
    struct control_call c = form_call(f, se, NULL);
    f->typed = (struct err){0};
    f->edited = false;
    if (!c.row)
        return;
    const struct control_ops *control = control_of(&c);
    struct buf text;
    buf_init(&text, LINEEDIT_MAX);
    if (control->load)
        control->load(se, c.row, c.value, &text);
    else
        control_plain(c.value, &text);
    f->field.line.multiline = control->multiline;
    textfield_set(&f->field, text.data, text.len);
    if (session_suggests(se, c.row->pointer))
        textfield_select(&f->field);
    buf_finish(&text);
}

static void remember(struct form *f, const struct session *se)
{
    const struct row *row = form_row(f);
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    if (row && row->control == CONTROL_TEXT)
        control_plain(doc_get(se->doc, row->pointer), &text);
    xreplace(&f->was, row && row->control == CONTROL_TEXT ? text.data : NULL);
    buf_finish(&text);
}

void form_leave(struct form *f, struct session *se)
{
    struct control_call c = form_call(f, se, NULL);
    if (c.row && control_of(&c)->leave)
        control_of(&c)->leave(&c);
    /* a key that the program made up is not renamed: whoever took it follows by itself (form_returned) */
    const bool made_up = c.row && se->suggested && strcmp(se->suggested, c.row->pointer) == 0;
    if (made_up)
        session_suggest(se, NULL, NULL);
    doc_visit(se->doc);
    if (c.row && f->was && !made_up)
        rekeying_renamed(se, c.row->pointer, f->was);
    remember(f, se);
}

bool form_hides(const struct form *f, const struct session *se, size_t index)
{
    const struct row *r = &f->rows.items[index];
    return f->brief && index != f->focus && !r->required && !doc_get(se->doc, r->pointer) &&
           !form_problem(f, index) && !control_ends(se, r);
}

static bool can_focus(const struct form *f, const struct session *se, size_t index)
{
    return f->rows.items[index].kind == ROW_FIELD && !form_hides(f, se, index);
}

size_t form_neighbour(const struct form *f, const struct session *se, size_t from, int step)
{
    size_t i = from;
    for (;;) {
        i = step > 0 ? i + 1 : i - 1; /* from SIZE_MAX one step down is the first row */
        if (i >= f->rows.count)
            return SIZE_MAX;
        if (can_focus(f, se, i))
            return i;
    }
}

static void set_focus(struct form *f, struct session *se, size_t index)
{
    f->focus = index;
    form_load(f, se);
    remember(f, se);
}

/* Leaving may change the rows, so the target is remembered by its path. */
void form_move_focus(struct form *f, struct session *se, size_t index)
{
    if (index >= f->rows.count || index == f->focus)
        return;
    char *target = xstrdup(f->rows.items[index].pointer);
    form_leave(f, se);
    if (f->revision != doc_revision(se->doc))
        form_sync(f, se);
    form_go(f, se, target);
    free(target);
}

static void focus_first(struct form *f, struct session *se)
{
    f->focus = SIZE_MAX;
    f->top = 0;
    set_focus(f, se, form_neighbour(f, se, SIZE_MAX, 1));
}

void form_show_section(struct form *f, struct session *se, size_t section)
{
    f->section = (long)section;
    free(f->pointer);
    f->pointer = xstrdup("");
    xreplace(&f->only, NULL);
    f->brief = false;
    build_rows(f, se);
    focus_first(f, se);
}

void form_show_object(struct form *f, struct session *se, const char *pointer)
{
    char *copy = xstrdup(pointer); /* it may be ours */
    f->section = -1;
    free(f->pointer);
    f->pointer = copy;
    xreplace(&f->only, NULL);
    build_rows(f, se);
    size_t set, all;
    form_counts(f, se, &set, &all);
    f->brief = all > LONG_FORM && set >= STARTED;
    focus_first(f, se);
}

void form_show_field(struct form *f, struct session *se, const char *object, const char *pointer)
{
    char *copy = xstrdup(object);
    f->section = -1;
    free(f->pointer);
    f->pointer = copy;
    xreplace(&f->only, pointer);
    build_rows(f, se);
    f->brief = false;
    focus_first(f, se);
}

/* The field at pointer, else the innermost that holds it, else the first below it. */
static size_t find_row(const struct form *f, const char *pointer)
{
    size_t best = SIZE_MAX, best_len = 0, below = SIZE_MAX;
    for (size_t i = 0; i < f->rows.count; i++) {
        const struct row *r = &f->rows.items[i];
        if (r->kind != ROW_FIELD)
            continue;
        size_t len = strlen(r->pointer);
        if (path_within(r->pointer, pointer) && (best == SIZE_MAX || len > best_len)) {
            best = i;
            best_len = len;
        }
        if (below == SIZE_MAX && path_within(pointer, r->pointer))
            below = i;
    }
    return best != SIZE_MAX ? best : below;
}

bool form_go(struct form *f, struct session *se, const char *pointer)
{
    size_t i = find_row(f, pointer);
    if (i == SIZE_MAX)
        return false;
    set_focus(f, se, i);
    return true;
}

static bool is_text(const struct form *f, const struct session *se, size_t index)
{
    const struct row *row = &f->rows.items[index];
    const struct json *value = doc_get(se->doc, row->pointer);
    const struct control_ops *c = control_for(row, value);
    return c->typing && c->typing(row, value);
}

/* The nearest field that is no text; SIZE_MAX: there is none. */
static size_t nearest_plain(const struct form *f, const struct session *se, size_t from)
{
    for (size_t by = 0; by < f->rows.count; by++) {
        const size_t near[] = {from - by, from + by};
        for (size_t i = 0; i < 2; i++)
            if (near[i] < f->rows.count && can_focus(f, se, near[i]) && !is_text(f, se, near[i]))
                return near[i];
    }
    return SIZE_MAX;
}

bool form_show_change(struct form *f, struct session *se, const char *pointer)
{
    size_t i = find_row(f, pointer);
    if (i == SIZE_MAX || is_text(f, se, i))
        i = nearest_plain(f, se, f->focus);
    if (i == SIZE_MAX)
        return false;
    set_focus(f, se, i);
    return true;
}

void form_sync(struct form *f, struct session *se)
{
    const struct row *row = form_row(f);
    char *at = row ? xstrdup(row->pointer) : NULL;
    size_t index = f->focus;
    form_forget_keys(f);
    build_rows(f, se);
    if (!at || !form_go(f, se, at)) {
        /* the field is gone: its form_neighbour takes the focus */
        f->focus = SIZE_MAX;
        size_t next = form_neighbour(f, se, index - 1, 1);
        set_focus(f, se, next != SIZE_MAX ? next : form_neighbour(f, se, f->rows.count, -1));
    }
    free(at);
}

void form_refresh(struct form *f, struct session *se)
{
    if (f->revision == doc_revision(se->doc))
        return;
    const struct row *row = form_row(f);
    char *at = row ? xstrdup(row->pointer) : NULL;
    build_rows(f, se);
    size_t i = at ? find_row(f, at) : SIZE_MAX;
    bool same = i != SIZE_MAX && strcmp(f->rows.items[i].pointer, at) == 0;
    if (same)
        f->focus = i;
    else
        set_focus(f, se, i != SIZE_MAX ? i : form_neighbour(f, se, f->rows.count, -1));
    free(at);
}

/* ---- what the screens ask */

const char *const *form_scopes(const struct form *f, const struct session *se, bool *typing)
{
    static const char *const choosing[] = {"pick", "text", "move", "app", NULL};
    static const char *const text[] = {"text", "form", "move", "app", NULL};
    static const char *const lines[] = {"text", "move", "form", "app", NULL};
    static const char *const plain[] = {"form", "move", "app", NULL};
    const struct row *row = form_row(f);
    *typing = f->chooser.open || f->prompt.open;
    if (f->prompt.open)
        return prompt_scopes();
    if (f->chooser.open)
        return choosing;
    if (!row)
        return plain;
    *typing = is_text(f, se, f->focus);
    if (!*typing)
        return plain;
    return control_for(row, doc_get(se->doc, row->pointer))->multiline ? lines : text;
}

bool form_is_pair(const struct form *f, const struct row *row)
{
    char *parent = path_parent(row->pointer);
    bool found = false;
    for (size_t i = 0; parent && i < f->rows.count; i++)
        found = found || (f->rows.items[i].kind == ROW_FIELD && f->rows.items[i].control == CONTROL_MAP &&
                          strcmp(f->rows.items[i].pointer, parent) == 0);
    free(parent);
    return found;
}

static size_t add_hints(const enum action *more, enum action *out, size_t n)
{
    for (; *more != ACTION_NONE && n + 1 < FORM_HINTS; more++)
        out[n++] = *more;
    out[n] = ACTION_NONE;
    return n;
}

/* What the field is for comes first, then how to get away from it and to help: a narrow terminal shows no
 * more. */
void form_hints(const struct form *f, const struct session *se, enum action out[FORM_HINTS])
{
    static const enum action naming[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_NONE};
    static const enum action ways[] = {ACTION_APP_PANE, ACTION_APP_HELP, ACTION_NONE};
    static const enum action null[] = {ACTION_FORM_NULL, ACTION_NONE};
    static const enum action rename[] = {ACTION_FORM_RENAME, ACTION_NONE};
    static const enum action all[] = {
        ACTION_APP_BACK, ACTION_APP_SAVE, ACTION_APP_JSON,    ACTION_APP_EDIT,         ACTION_APP_REVIEW,
        ACTION_APP_UNDO, ACTION_APP_FIND, ACTION_APP_PALETTE, ACTION_APP_NEXT_PROBLEM, ACTION_NONE};
    const struct row *row = form_row(f);
    if (f->chooser.open || f->prompt.open) {
        add_hints(f->chooser.open ? chooser_hints(&f->chooser) : naming, out, 0);
        return;
    }
    const struct control_ops *c = row ? control_for(row, doc_get(se->doc, row->pointer)) : &control_text;
    const enum action main[] = {c->hints[0], ACTION_NONE};
    static const enum action mend[] = {ACTION_FORM_FIX, ACTION_NONE};
    const struct problem *problem = form_problem(f, f->focus);
    size_t n = add_hints(main, out, 0);
    if (problem && problem->fix.kind != FIX_NONE)
        n = add_hints(mend, out, n);
    n = add_hints(ways, out, n);
    n = add_hints(c->hints + 1, out, n);
    if (row && form_is_pair(f, row))
        n = add_hints(rename, out, n);
    if (row && row->nullable)
        n = add_hints(null, out, n);
    add_hints(all, out, n);
}
