/* Yes, no or not set; one of a list of words. */
#include "forms/mem.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

static bool set_value(const struct control_call *c, const struct json *value)
{
    struct err e = {0};
    return control_edited(c, c->row->pointer, doc_set(c->se->doc, c->row->pointer, value, &e), &e);
}

static bool unset(const struct control_call *c)
{
    struct err e = {0};
    return control_edited(c, c->row->pointer, doc_unset(c->se->doc, c->row->pointer, &e), &e);
}

/* ---- yes, no, not set */

enum answer { NOT_SET, YES, NO, ANSWERS };

static enum answer answer_of(const struct json *value)
{
    if (!json_is(value, JSON_BOOL))
        return NOT_SET;
    return json_is_true(value) ? YES : NO;
}

static void set_answer(const struct control_call *c, enum answer answer)
{
    const struct json value = json_make_bool(answer == YES);
    if (answer == NOT_SET)
        unset(c);
    else
        set_value(c, &value);
}

static bool act_bool(const struct control_call *c, enum action action)
{
    enum answer now = answer_of(c->value);
    switch (action) {
    case ACTION_FORM_TOGGLE:
    case ACTION_MOVE_RIGHT:
    case ACTION_FORM_OPEN:
        set_answer(c, (now + 1) % ANSWERS);
        return true;
    case ACTION_MOVE_LEFT:
        set_answer(c, (now + ANSWERS - 1) % ANSWERS);
        return true;
    default:
        return false;
    }
}

static void draw_bool(const struct control_view *v)
{
    enum style s = v->focus ? STYLE_FOCUS : STYLE_VALUE;
    bool ascii = v->area.cells->ascii;
    if (v->focus)
        area_cursor(v->area, 0, 1);
    if (!v->value) {
        int col = area_puts(v->area, 0, 0, v->focus ? s : STYLE_UNSET, ascii ? "[.]" : "[\u00B7]");
        control_draw_unset(v, col + 1);
    } else if (json_is(v->value, JSON_BOOL)) {
        area_puts(v->area, 0, 0, s, json_is_true(v->value) ? "[x] yes" : "[ ] no");
    } else {
        struct buf text;
        buf_init(&text, BUF_TEXT_MAX);
        json_write_compact(v->value, json_to_buf, &text);
        area_text_cut(v->area, 0, 0, v->area.cols, STYLE_ERROR, text.data, text.len);
        buf_finish(&text);
    }
}

static const enum action BOOL_HINTS[] = {ACTION_FORM_TOGGLE, ACTION_FORM_UNSET, ACTION_FORM_SHOW_UNSET,
                                         ACTION_APP_COPY, ACTION_NONE};

const struct control_ops control_bool = {
    .type = "yes or no",
    .kinds = KINDS_SCALAR,
    .hints = BOOL_HINTS,
    .act = act_bool,
    .draw = draw_bool,
};

/* ---- one of a list */

static size_t word_count(const struct row *row)
{
    const struct json *list = row->node ? row->node->enumeration : NULL;
    size_t n = 0;
    if (list)
        return list->count;
    while (row->suggestions && row->suggestions[n])
        n++;
    return n;
}

static void word_at(const struct row *row, size_t index, struct buf *out)
{
    const struct json *list = row->node ? row->node->enumeration : NULL;
    if (list)
        control_plain(json_item(list, index), out);
    else
        buf_puts(out, row->suggestions[index]);
}

/* The index of the value among the words; SIZE_MAX for not set and for other words. */
static size_t word_of(const struct row *row, const struct json *value)
{
    struct buf word;
    size_t found = SIZE_MAX;
    if (!json_is(value, JSON_STRING))
        return SIZE_MAX;
    buf_init(&word, BUF_TEXT_MAX);
    for (size_t i = 0; i < word_count(row) && found == SIZE_MAX; i++) {
        buf_clear(&word);
        word_at(row, i, &word);
        if (json_chars_equal(value, word.data, word.len))
            found = i;
    }
    buf_finish(&word);
    return found;
}

static void set_word(const struct control_call *c, size_t index)
{
    struct buf word;
    buf_init(&word, BUF_TEXT_MAX);
    word_at(c->row, index, &word);
    control_set_chars(c, c->row->pointer, word.data, word.len);
    buf_finish(&word);
}

/* Around the ring of the words and "not set"; a word that is not in the list counts as not set. */
static void turn(const struct control_call *c, int by)
{
    size_t ring = word_count(c->row) + 1;
    size_t now = word_of(c->row, c->value);
    size_t at = now == SIZE_MAX ? ring - 1 : now;
    size_t next = (at + ring + (by > 0 ? 1 : ring - 1)) % ring;
    if (next == ring - 1)
        unset(c);
    else
        set_word(c, next);
}

/* A schema that lists the words takes no others; suggestions do. */
static bool takes_other_words(const struct row *row)
{
    return !row->node || !row->node->enumeration;
}

static void open_words(const struct control_call *c)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    control_plain(c->value, &text);
    control_choose(c, &(struct chooser_options){.title = c->row->label,
                                                .pointer = c->row->pointer,
                                                .current = c->value ? text.data : NULL,
                                                .free_text = takes_other_words(c->row)});
    for (size_t i = 0; i < word_count(c->row); i++) {
        buf_clear(&text);
        word_at(c->row, i, &text);
        chooser_offer(&c->form->chooser, text.data, text.len, NULL);
    }
    chooser_show(&c->form->chooser, c->se);
    buf_finish(&text);
}

static bool act_enum(const struct control_call *c, enum action action)
{
    switch (action) {
    case ACTION_MOVE_RIGHT:
    case ACTION_FORM_TOGGLE:
        turn(c, 1);
        return true;
    case ACTION_MOVE_LEFT:
        turn(c, -1);
        return true;
    case ACTION_FORM_OPEN:
    case ACTION_FORM_PICK:
        open_words(c);
        return true;
    default:
        return false;
    }
}

static void word_chosen(const struct control_call *c, const char *value, size_t len)
{
    control_set_chars(c, c->row->pointer, value, len);
}

static void draw_enum(const struct control_view *v)
{
    struct buf text;
    if (!v->focus && control_draw_absent(v))
        return;
    buf_init(&text, BUF_TEXT_MAX);
    if (!v->value)
        buf_puts(&text, "not set");
    else if (json_is(v->value, JSON_STRING) || json_is(v->value, JSON_NULL))
        control_plain(v->value, &text);
    else
        json_write_compact(v->value, json_to_buf, &text);
    if (json_is(v->value, JSON_NULL))
        buf_puts(&text, "null");
    control_draw_word(v, text.data, text.len);
    buf_finish(&text);
}

static const enum action ENUM_HINTS[] = {ACTION_FORM_OPEN, ACTION_FORM_TOGGLE, ACTION_FORM_UNSET,
                                         ACTION_FORM_SHOW_UNSET, ACTION_NONE};

const struct control_ops control_enum = {
    .type = "one of a list",
    .kinds = KINDS_SCALAR,
    .hints = ENUM_HINTS,
    .act = act_enum,
    .chosen = word_chosen,
    .draw = draw_enum,
};
