/* Any value as the JSON that it is: for members that no schema names, and for values of a kind that their
 * field cannot show. The text goes into the document while it parses; while it does not, it is kept beside
 * it. */
#include "tui/screens/control.h"
#include "tui/screens/words.h"

enum { LINES_MAX = 8, SHOWN = 1024 /* bytes of a value that is not edited */ };

static bool typing(const struct row *row, const struct json *value)
{
    (void)row;
    return !value || value->text_len <= CONTROL_MAX;
}

static void load(const struct session *se, const struct row *row, const struct json *value, struct buf *text)
{
    const struct json *typed = doc_typed(se->doc, row->pointer);
    if (typed)
        control_plain(typed, text);
    else if (value)
        json_write_pretty(value, json_to_buf, text);
}

static void store(const struct control_call *c)
{
    const struct buf *text = &c->form->field.line.text;
    struct err *e = &c->form->typed;
    *e = (struct err){0};
    const bool parsed = doc_set_text(c->se->doc, c->row->pointer, text->data, text->len, e);
    doc_type(c->se->doc, c->row->pointer, parsed ? NULL : text->data, text->len);
    if (parsed)
        session_changed(c->se, c->row->pointer);
}

/* What makes the field another state ends what was typed too. */
static bool act(const struct control_call *c, enum action action)
{
    if (action == ACTION_FORM_CLEAR || action == ACTION_FORM_NULL || action == ACTION_FORM_EMPTY)
        doc_type(c->se->doc, c->row->pointer, NULL, 0);
    return false;
}

static int height(const struct form *f, const struct session *se, const struct row *row,
                  const struct json *value, bool focus)
{
    (void)se;
    size_t lines = focus && typing(row, value) ? textfield_lines(&f->field) : 1;
    return lines > LINES_MAX ? LINES_MAX : (int)lines;
}

static void draw(const struct control_view *v)
{
    struct buf text;
    bool large = !typing(v->row, v->value);
    if (v->focus && !large) {
        area_puts(v->area, 0, 0, STYLE_RULE, v->area.cells->ascii ? "|" : "\u2502");
        textfield_draw_lines(&v->form->field, area_part(v->area, 0, 1, v->area.rows, v->area.cols - 1), true);
        if (!v->value && v->form->field.line.text.len == 0)
            area_puts(v->area, 0, 3, STYLE_UNSET, "not set: type JSON");
        return;
    }
    if (control_draw_absent(v))
        return;
    buf_init(&text, SHOWN);
    if (large)
        buf_puts(&text, "too large to edit here: ");
    if (large && json_is_container(v->value)) /* what is hidden in it is not looked for */
        words_of(v->value->count, "value", "values", &text);
    else
        json_write_compact(v->value, json_to_buf, &text);
    area_text_cut(v->area, 0, 0, v->area.cols, v->focus ? STYLE_FOCUS : STYLE_VALUE, text.data, text.len);
    if (v->focus)
        area_cursor(v->area, 0, 0);
    buf_finish(&text);
}

static const enum action HINTS[] = {ACTION_FORM_NEXT, ACTION_FORM_CLEAR, ACTION_NONE};

const struct control_ops control_json = {
    .type = "JSON",
    .kinds = KINDS_SCALAR | KIND(JSON_ARRAY) | KIND(JSON_OBJECT) | KIND(JSON_NULL),
    .hints = HINTS,
    .typing = typing,
    .multiline = true,
    .load = load,
    .store = store,
    .act = act,
    .draw = draw,
    .height = height,
};
