/* Lists of texts: with suggestions and free text, or keys of records. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/words.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

/* The index of a text in the array; SIZE_MAX: it is not there. */
static size_t index_of(const struct json *array, const char *p, size_t len)
{
    for (size_t i = 0; json_is(array, JSON_ARRAY) && i < array->count; i++) {
        const struct json *v = json_item(array, i);
        if (json_is(v, JSON_STRING) && json_chars_equal(v, p, len))
            return i;
    }
    return SIZE_MAX;
}

static bool append(const struct control_call *c, const char *p, size_t len, struct err *e)
{
    struct doc *d = c->se->doc;
    const struct json *array = doc_get(d, c->row->pointer);
    const struct json text = json_make_chars(doc_arena(d), p, len);
    const struct json empty = json_make_array();
    if (json_is(array, JSON_NULL) && !doc_set(d, c->row->pointer, &empty, e))
        return false;
    return doc_insert(d, c->row->pointer, doc_count(d, c->row->pointer), &text, e);
}

static void toggle(const struct control_call *c, const char *p, size_t len)
{
    struct err e = {0};
    size_t i = index_of(doc_get(c->se->doc, c->row->pointer), p, len);
    if (i == SIZE_MAX) {
        control_edited(c, c->row->pointer, append(c, p, len, &e), &e);
        return;
    }
    char *at = path_join_index(c->row->pointer, i);
    control_edited(c, c->row->pointer, doc_unset(c->se->doc, at, &e), &e);
    free(at);
}

static bool reorder(const struct control_call *c, const char *p, size_t len, bool down)
{
    struct err e = {0};
    const struct json *array = doc_get(c->se->doc, c->row->pointer);
    size_t from = index_of(array, p, len);
    if (from == SIZE_MAX || (down ? from + 1 >= array->count : from == 0))
        return false;
    bool done = doc_move(c->se->doc, c->row->pointer, from, down ? from + 1 : from - 1, &e);
    return control_edited(c, c->row->pointer, done, &e);
}

static void open_list(const struct control_call *c)
{
    const char *list = c->row->control == CONTROL_KEYS ? c->row->ref_list : NULL;
    char *word = list ? control_record_word(c->se, list) : NULL;
    control_choose(c, &(struct chooser_options){.title = c->row->label,
                                                .pointer = c->row->pointer,
                                                .list = list,
                                                .one = word,
                                                .multi = true,
                                                .free_text = true});
    for (size_t i = 0; c->row->suggestions && c->row->suggestions[i]; i++)
        chooser_offer(&c->form->chooser, c->row->suggestions[i], strlen(c->row->suggestions[i]), NULL);
    chooser_show(&c->form->chooser, c->se);
    free(word);
}

static bool act(const struct control_call *c, enum action action)
{
    if (action != ACTION_FORM_OPEN && action != ACTION_FORM_PICK && action != ACTION_FORM_TOGGLE)
        return false;
    open_list(c);
    return true;
}

/* "3 chosen: a, b, c" */
static void draw(const struct control_view *v)
{
    char n[WORDS_NUMBER_MAX];
    struct buf words;
    if (control_draw_absent(v))
        return;
    buf_init(&words, BUF_TEXT_MAX);
    if (v->value->count == 0)
        buf_puts(&words, "none (empty list)");
    else
        buf_printf(&words, "%s chosen: ", words_number(v->value->count, n));
    for (size_t i = 0; i < v->value->count && words.len < (size_t)v->area.cols * 4; i++) {
        if (i > 0)
            buf_puts(&words, ", ");
        control_plain(json_item(v->value, i), &words);
    }
    control_draw_words(v, &words);
    buf_finish(&words);
}

/* "1 not in this body" */
static void note_keys(const struct control_view *v, struct buf *out)
{
    struct buf keys;
    if (!v->row->ref_list || !json_is(v->value, JSON_ARRAY))
        return;
    buf_init(&keys, BUF_TEXT_MAX);
    json_write_compact(v->value, json_to_buf, &keys);
    const struct key_note *n = form_note(v->form, v->row->ref_list, keys.data);
    if (n && n->note)
        buf_puts(out, n->note);
    buf_finish(&keys);
}

static const enum action HINTS[] = {ACTION_FORM_OPEN, ACTION_FORM_UNSET, ACTION_FORM_SHOW_UNSET,
                                    ACTION_APP_COPY, ACTION_NONE};

const struct control_ops control_strings = {
    .type = "list of texts",
    .kinds = KIND(JSON_ARRAY),
    .hints = HINTS,
    .act = act,
    .chosen = toggle,
    .reorder = reorder,
    .draw = draw,
};

const struct control_ops control_keys = {
    .type = "list of keys of records",
    .kinds = KIND(JSON_ARRAY),
    .hints = HINTS,
    .act = act,
    .chosen = toggle,
    .reorder = reorder,
    .draw = draw,
    .note = note_keys,
};
