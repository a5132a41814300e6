/* A value that is a text, or yes or no, and where "true" and yes differ: of a filter, of metadata. */
#include "tui/screens/control.h"

#include <string.h>

static bool typing(const struct row *row, const struct json *value)
{
    (void)row;
    return !json_is(value, JSON_BOOL);
}

/* ---- the kind of value */

enum kind { KIND_TEXT, KIND_YES, KIND_NO, KIND_NULL, KIND_COUNT };

static const char *const KIND_WORDS[KIND_COUNT] = {"text", "yes", "no", "null"};

static enum kind kind_of(const struct json *value)
{
    if (json_is(value, JSON_BOOL))
        return json_is_true(value) ? KIND_YES : KIND_NO;
    return json_is(value, JSON_NULL) ? KIND_NULL : KIND_TEXT;
}

static void set_kind(const struct control_call *c, enum kind kind)
{
    struct err e = {0};
    struct json value = kind == KIND_NULL ? json_make_null() : json_make_bool(kind == KIND_YES);
    if (kind == KIND_TEXT && !json_is(c->value, JSON_STRING))
        control_set_chars(c, c->row->pointer, "", 0);
    else if (kind != KIND_TEXT)
        control_edited(c, c->row->pointer, doc_set(c->se->doc, c->row->pointer, &value, &e), &e);
}

static void open_kinds(const struct control_call *c)
{
    control_choose(c, &(struct chooser_options){.title = "Kind of value",
                                                .pointer = c->row->pointer,
                                                .current = c->value ? KIND_WORDS[kind_of(c->value)] : NULL});
    for (enum kind k = 0; k < (c->row->nullable ? KIND_COUNT : KIND_NULL); k++)
        chooser_offer(&c->form->chooser, KIND_WORDS[k], strlen(KIND_WORDS[k]), NULL);
    chooser_show(&c->form->chooser, c->se);
}

static void chosen(const struct control_call *c, const char *value, size_t len)
{
    for (enum kind k = 0; k < KIND_COUNT; k++)
        if (strlen(KIND_WORDS[k]) == len && memcmp(KIND_WORDS[k], value, len) == 0)
            set_kind(c, k);
}

static bool act(const struct control_call *c, enum action action)
{
    bool flips = action == ACTION_FORM_TOGGLE || action == ACTION_MOVE_LEFT || action == ACTION_MOVE_RIGHT;
    if (flips && json_is(c->value, JSON_BOOL)) {
        set_kind(c, json_is_true(c->value) ? KIND_NO : KIND_YES);
        return true;
    }
    if (action == ACTION_FORM_PICK || (action == ACTION_FORM_OPEN && json_is(c->value, JSON_BOOL))) {
        open_kinds(c);
        return true;
    }
    return false;
}

static void note(const struct control_view *v, struct buf *out)
{
    control_note_state(v, out);
    if (out->len == 0 && json_is(v->value, JSON_STRING))
        buf_puts(out, "text");
}

static void draw(const struct control_view *v)
{
    if (!json_is(v->value, JSON_BOOL)) {
        control_draw_field(v);
        return;
    }
    area_puts(v->area, 0, 0, v->focus ? STYLE_FOCUS : STYLE_VALUE,
              json_is_true(v->value) ? "[x] yes" : "[ ] no");
    if (v->focus)
        area_cursor(v->area, 0, 1);
}

static const enum action HINTS[] = {ACTION_FORM_NEXT, ACTION_FORM_PICK, ACTION_FORM_CLEAR, ACTION_NONE};

const struct control_ops control_typed = {
    .type = "text, or yes or no",
    .kinds = KINDS_SCALAR,
    .hints = HINTS,
    .typing = typing,
    .store = control_store_chars,
    .act = act,
    .chosen = chosen,
    .draw = draw,
    .note = note,
};
