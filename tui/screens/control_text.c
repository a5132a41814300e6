/* Fields that are edited as one text: plain, long, numbers, times, identifiers. */
#include "forms/mem.h"
#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

enum { LONG_LINES = 6 };

static const enum action TEXT_HINTS[] = {
    ACTION_FORM_NEXT, ACTION_FORM_CLEAR,       ACTION_FORM_EMPTY,  ACTION_APP_PANE, ACTION_APP_HELP,
    ACTION_APP_BACK,  ACTION_APP_UNDO,         ACTION_APP_SAVE,    ACTION_APP_JSON, ACTION_APP_REVIEW,
    ACTION_APP_FIND,  ACTION_APP_NEXT_PROBLEM, ACTION_APP_PALETTE, ACTION_NONE};

static bool always(const struct row *row, const struct json *value)
{
    (void)row;
    (void)value;
    return true;
}

static void store_chars(const struct control_call *c)
{
    const struct buf *text = &c->form->field.line.text;
    control_set_chars(c, c->row->pointer, text->data, text->len);
}

static void draw_plain(const struct control_view *v)
{
    control_draw_field(v, NULL);
}

const struct control_ops control_text = {
    .type = "text",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_chars,
    .draw = draw_plain,
};

const struct control_ops control_uuid = {
    .type = "UUID",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_chars,
    .draw = draw_plain,
};

const struct control_ops control_time = {
    .type = "time of day",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_chars,
    .draw = draw_plain,
};

/* ---- numbers */

/* What is not a number stays as it was typed, as a string: the checks name it, nothing is lost. */
static void store_number(const struct control_call *c)
{
    const struct buf *text = &c->form->field.line.text;
    struct json number;
    struct err e = {0};
    if (!json_make_number(doc_arena(c->se->doc), text->data, text->len, &number)) {
        store_chars(c);
        return;
    }
    control_edited(c, c->row->pointer, doc_set(c->se->doc, c->row->pointer, &number, &e), &e);
}

const struct control_ops control_number = {
    .type = "number",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_number,
    .draw = draw_plain,
};

/* ---- date-times */

/* "Fri, in 2 days 3 h": so that a wrong day or month is seen. */
static void draw_date_time(const struct control_view *v)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    struct buf text, note;
    struct instant t;
    buf_init(&text, BUF_TEXT_MAX);
    buf_init(&note, BUF_TEXT_MAX);
    control_plain(v->value, &text);
    if (json_is(v->value, JSON_STRING) && times_parse(text.data, text.len, &t, NULL)) {
        int64_t local = t.seconds + (int64_t)t.offset * 60;
        int64_t day = local / 86400 - (local % 86400 < 0);
        buf_printf(&note, "%s, ", days[times_weekday(day)]);
        if (t.seconds < clock_now())
            times_ago(clock_now(), t.seconds, t.offset * 60, &note);
        else
            times_countdown(clock_now(), t.seconds, &note);
    }
    control_draw_field(v, note.len ? note.data : NULL);
    buf_finish(&text);
    buf_finish(&note);
}

const struct control_ops control_date_time = {
    .type = "date and time",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_chars,
    .draw = draw_date_time,
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
        control_draw_field(v, NULL);
        return;
    }
    bool ascii = v->area.cells->ascii;
    for (int row = 0; row < v->area.rows; row++)
        area_puts(v->area, row, 0, STYLE_RULE, ascii ? "|" : "\u2502");
    struct area text = area_part(v->area, 0, 1, v->area.rows, v->area.cols - 1);
    textfield_draw_lines(&v->form->field, text, true);
    if (v->form->field.line.text.len == 0)
        area_puts(text, 1, 0, STYLE_DIM,
                  !v->value                      ? "not set"
                  : json_is(v->value, JSON_NULL) ? "null"
                                                 : "empty text");
}

const struct control_ops control_long_text = {
    .type = "text of several lines",
    .kinds = KIND(JSON_STRING),
    .hints = TEXT_HINTS,
    .typing = always,
    .multiline = true,
    .store = store_chars,
    .draw = draw_long,
    .height = long_height,
};
