/* Fields that are edited as one text: plain, long, numbers, identifiers. */
#include "tui/screens/control.h"

enum { LONG_LINES = 6 };

static const enum action TEXT_HINTS[] = {ACTION_FORM_NEXT, ACTION_FORM_CLEAR, ACTION_FORM_EMPTY, ACTION_NONE};

const struct control_ops control_text = {
    .type = "text",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = control_types,
    .store = control_store_chars,
    .draw = control_draw_field,
    .note = control_note_state,
};

const struct control_ops control_uuid = {
    .type = "UUID",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = control_types,
    .store = control_store_chars,
    .draw = control_draw_field,
    .note = control_note_state,
};

/* ---- numbers */

/* What is not a number stays as it was typed, as a string: the checks name it, nothing is lost. */
static void store_number(const struct control_call *c)
{
    const struct buf *text = &c->form->field.line.text;
    struct json number;
    struct err e = {0};
    if (!json_make_number(doc_arena(c->se->doc), text->data, text->len, &number)) {
        control_store_chars(c);
        return;
    }
    control_edited(c, c->row->pointer, doc_set(c->se->doc, c->row->pointer, &number, &e), &e);
}

const struct control_ops control_number = {
    .type = "number",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = control_types,
    .store = store_number,
    .draw = control_draw_field,
    .note = control_note_state,
};

/* ---- long texts */

static int long_height(const struct form *f, const struct session *se, const struct row *row,
                       const struct json *value, bool focus)
{
    (void)se;
    (void)row;
    (void)value;
    if (!focus)
        return 1;
    size_t lines = textfield_lines(&f->field);
    return lines < 2 ? 2 : lines > LONG_LINES ? LONG_LINES : (int)lines;
}

static void draw_long(const struct control_view *v)
{
    if (!v->focus) {
        control_draw_field(v);
        return;
    }
    bool ascii = v->area.cells->ascii;
    for (int row = 0; row < v->area.rows; row++)
        area_puts(v->area, row, 0, STYLE_RULE, ascii ? "|" : "\u2502");
    struct area text = area_part(v->area, 0, 1, v->area.rows, v->area.cols - 1);
    textfield_draw_lines(&v->form->field, text, true);
    if (v->form->field.line.text.len > 0 || v->narrow)
        return;
    struct buf state;
    buf_init(&state, BUF_TEXT_MAX);
    control_note_state(v, &state);
    area_puts(text, 1, 0, STYLE_DIM, state.data);
    buf_finish(&state);
}

const struct control_ops control_long_text = {
    .type = "text of several lines",
    .kinds = KIND(JSON_STRING),
    .hints = TEXT_HINTS,
    .typing = control_types,
    .multiline = true,
    .store = control_store_chars,
    .draw = draw_long,
    .note = control_note_state,
    .height = long_height,
};
