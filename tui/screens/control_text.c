/* Fields that are edited as one text: plain, long, numbers, times, identifiers. */
#include "forms/mem.h"
#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/screens/control.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_LINES = 6 };

static const enum action TEXT_HINTS[] = {ACTION_FORM_NEXT, ACTION_FORM_CLEAR, ACTION_FORM_EMPTY, ACTION_NONE};

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

const struct control_ops control_text = {
    .type = "text",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_chars,
    .draw = control_draw_field,
    .note = control_note_state,
};

const struct control_ops control_uuid = {
    .type = "UUID",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_chars,
    .draw = control_draw_field,
    .note = control_note_state,
};

const struct control_ops control_time = {
    .type = "time of day",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_chars,
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
    .draw = control_draw_field,
    .note = control_note_state,
};

/* ---- date-times */

static bool read_instant(const struct json *value, struct instant *t)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    control_plain(value, &text);
    bool read = json_is(value, JSON_STRING) && times_parse(text.data, text.len, t, NULL);
    buf_finish(&text);
    return read;
}

/* Days since 1970 where the time was written. */
static int64_t day_of(const struct instant *t)
{
    int64_t local = t->seconds + (int64_t)t->offset * 60;
    return local / 86400 - (local % 86400 < 0);
}

/* Where an object has two times, they are its beginning and its end. NULL: v is not such an end. */
static const struct row *beginning_of(const struct control_view *v)
{
    size_t parent = (size_t)(strrchr(v->row->pointer, '/') - v->row->pointer) + 1, count = 0;
    const struct row *first = NULL;
    for (size_t i = 0; i < v->form->rows.count; i++) {
        const struct row *r = &v->form->rows.items[i];
        if (r->kind != ROW_FIELD || r->control != CONTROL_DATE_TIME ||
            strncmp(r->pointer, v->row->pointer, parent) != 0 || strchr(r->pointer + parent, '/'))
            continue;
        if (count++ == 0)
            first = r;
    }
    return count == 2 && first != v->row ? first : NULL;
}

/* "3 nights"; false: there is no beginning to count from, or it is the same day. */
static bool add_nights(const struct control_view *v, const struct instant *end, struct buf *out)
{
    const struct row *row = beginning_of(v);
    struct instant begin;
    if (!row || !read_instant(doc_get(v->se->doc, row->pointer), &begin))
        return false;
    int64_t nights = day_of(end) - day_of(&begin);
    if (end->seconds < begin.seconds)
        return buf_printf(out, "before \"%s\"", row->label);
    return nights > 0 && buf_printf(out, "%" PRId64 " night%s", nights, nights == 1 ? "" : "s");
}

/* "Fri, in 2 days 3 h": so that a wrong day or month is seen. */
static void note_date_time(const struct control_view *v, struct buf *out)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    struct instant t;
    control_note_state(v, out);
    if (out->len > 0 || !read_instant(v->value, &t))
        return;
    buf_printf(out, "%s, ", days[times_weekday(day_of(&t))]);
    if (add_nights(v, &t, out))
        return;
    if (t.seconds < clock_now())
        times_ago(clock_now(), t.seconds, t.offset * 60, out);
    else
        times_countdown(clock_now(), t.seconds, out);
}

const struct control_ops control_date_time = {
    .type = "date and time",
    .kinds = KINDS_SCALAR,
    .hints = TEXT_HINTS,
    .typing = always,
    .store = store_chars,
    .draw = control_draw_field,
    .note = note_date_time,
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
    .typing = always,
    .multiline = true,
    .store = store_chars,
    .draw = draw_long,
    .note = control_note_state,
    .height = long_height,
};
