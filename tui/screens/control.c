#include "tui/screens/control.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "forms/secrets.h"
#include "tui/screens/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct control_ops *const CONTROLS[] = {
    [CONTROL_TEXT] = &control_text,
    [CONTROL_LONG_TEXT] = &control_long_text,
    [CONTROL_BOOL] = &control_bool,
    [CONTROL_ENUM] = &control_enum,
    [CONTROL_DATE_TIME] = &control_date_time,
    [CONTROL_TIME] = &control_time,
    [CONTROL_ZONE] = &control_zone,
    [CONTROL_NUMBER] = &control_number,
    [CONTROL_UUID] = &control_uuid,
    [CONTROL_STRINGS] = &control_strings,
    [CONTROL_KEY] = &control_key,
    [CONTROL_KEYS] = &control_keys,
    [CONTROL_ONE_OF] = &control_one_of,
    [CONTROL_VARIANT] = &control_variant,
    [CONTROL_TYPED] = &control_typed,
    [CONTROL_MAP] = &control_map,
    [CONTROL_RECORDS] = &control_records,
    [CONTROL_JSON] = &control_json,
};

const struct control_ops *control_for(const struct row *row, const struct json *value)
{
    const struct control_ops *own = CONTROLS[row->control];
    if (!value || json_is(value, JSON_NULL))
        return own;
    bool scalar = KINDS_SCALAR & KIND(value->kind);
    bool shows = own->kinds & KIND(value->kind) && !(scalar && value->text_len > CONTROL_MAX);
    return shows ? own : &control_json;
}

/* ---- editing */

bool control_edited(const struct control_call *c, const char *pointer, bool done, const struct err *e)
{
    if (done)
        session_changed(c->se, pointer);
    else
        session_say_err(c->se, e);
    return done;
}

bool control_set_chars(const struct control_call *c, const char *pointer, const char *p, size_t len)
{
    struct err e = {0};
    return control_edited(c, pointer, doc_set_chars(c->se->doc, pointer, p, len, &e), &e);
}

bool control_types(const struct row *row, const struct json *value)
{
    (void)row;
    (void)value;
    return true;
}

void control_store_chars(const struct control_call *c)
{
    const struct buf *text = &c->form->field.line.text;
    control_set_chars(c, c->row->pointer, text->data, text->len);
}

void control_take_chars(const struct control_call *c, const char *value, size_t len)
{
    control_set_chars(c, c->row->pointer, value, len);
}

void control_choose(const struct control_call *c, const struct chooser_options *o)
{
    /* all that is chosen until the list closes is one undo step */
    doc_visit(c->se->doc);
    doc_group_begin(c->se->doc);
    chooser_begin(&c->form->chooser, c->se, o);
}

void control_plain(const struct json *value, struct buf *out)
{
    struct buf scratch;
    if (!value || json_is(value, JSON_NULL))
        return;
    if (!json_is(value, JSON_STRING)) {
        json_write_compact(value, json_to_buf, out);
        return;
    }
    size_t len;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *p = json_chars(value, &scratch, &len);
    buf_add(out, p, len);
    buf_finish(&scratch);
}

bool control_park(const struct control_call *c, const char *member, struct err *e)
{
    char *at = path_join(c->row->pointer, member);
    const struct json *v = doc_get(c->se->doc, at);
    bool done = true;
    if (v) {
        doc_park(c->se->doc, at, v);
        done = doc_unset(c->se->doc, at, e);
    }
    free(at);
    return done;
}

bool control_restore(const struct control_call *c, const char *member, struct err *e)
{
    char *at = path_join(c->row->pointer, member);
    const struct json *parked = doc_parked(c->se->doc, at);
    bool done = true;
    if (!doc_get(c->se->doc, at))
        done = parked ? doc_set(c->se->doc, at, parked, e) : doc_set_chars(c->se->doc, at, "", 0, e);
    free(at);
    return done;
}

bool control_takes_records(struct session *se, const char *list)
{
    const struct json *v = doc_get(se->doc, list);
    struct buf label;
    if (!v || json_is(v, JSON_ARRAY))
        return true;
    buf_init(&label, BUF_TEXT_MAX);
    wizard_label(se->wizard, list, &label);
    session_say(se, SEVERITY_WARNING, "%s: what is there is no list, so nothing can be added to it.",
                label.data);
    buf_finish(&label);
    return false;
}

char *control_record_word(const struct session *se, const char *list)
{
    for (size_t i = 0; i < wizard_section_count(se->wizard); i++) {
        const struct section *s = wizard_section(se->wizard, i);
        if (s->kind != SECTION_LIST || strcmp(s->pointer, list) != 0 || !s->one)
            continue;
        char *word = xstrdup(s->one);
        word[0] = (char)tolower((unsigned char)word[0]);
        return word;
    }
    return xstrdup("record");
}

/* ---- drawing */

/* What the server takes when the field is not set, in words; false: the schema does not say. */
static bool server_default(const struct row *row, struct buf *out)
{
    const struct json *v = row->node ? row->node->fallback : NULL;
    if (!v || json_is_container(v))
        return false;
    if (json_is(v, JSON_BOOL))
        buf_puts(out, json_is_true(v) ? "yes" : "no");
    else
        control_plain(v, out);
    return true;
}

int control_draw_unset(const struct control_view *v, int col)
{
    struct buf server;
    buf_init(&server, BUF_TEXT_MAX);
    col = area_puts(v->area, 0, col, STYLE_UNSET, "not set");
    if (server_default(v->row, &server))
        col = area_printf(v->area, 0, col + 2, STYLE_UNSET, "server: %s", server.data);
    buf_finish(&server);
    return col;
}

bool control_draw_absent(const struct control_view *v)
{
    bool ascii = v->area.cells->ascii;
    struct buf server;
    if (v->value && !json_is(v->value, JSON_NULL))
        return false;
    if (v->focus)
        area_cursor(v->area, 0, 0);
    if (v->value) {
        area_puts(v->area, 0, 0, STYLE_JSON_WORD, "null");
        return true;
    }
    buf_init(&server, BUF_TEXT_MAX);
    int col = area_puts(v->area, 0, 0, STYLE_UNSET, ascii ? "<not set>" : "\u27E8not set\u27E9");
    if (server_default(v->row, &server))
        area_printf(v->area, 0, col + 2, STYLE_UNSET, "server: %s", server.data);
    buf_finish(&server);
    return true;
}

/* Which of the states that have no text of their own it is in. */
static const char *state_of(const struct control_view *v)
{
    bool typed = v->focus && v->form->field.line.text.len > 0;
    if (v->focus && v->form->field.selected)
        return "typing replaces it";
    if (!v->value)
        return "not set";
    if (json_is(v->value, JSON_NULL))
        return "null";
    if (json_is(v->value, JSON_BOOL))
        return v->row->control == CONTROL_TYPED ? "" : "yes/no value";
    if (json_is(v->value, JSON_NUMBER) && v->row->control != CONTROL_NUMBER)
        return "number";
    return !typed && json_is(v->value, JSON_STRING) && v->value->text_len == 2 ? "empty text" : "";
}

void control_note_state(const struct control_view *v, struct buf *out)
{
    buf_puts(out, state_of(v));
}

void control_note(const struct control_view *v, struct buf *out)
{
    const struct control_ops *c = control_for(v->row, v->value);
    bool absent = !v->value || json_is(v->value, JSON_NULL);
    char key[WORDS_KEY_MAX];
    if (control_hides(v))
        buf_printf(out, "%s shows it", words_key(v->se->keymap, ACTION_APP_REVEAL, key));
    else if (c->note && (!absent || v->focus))
        c->note(v, out);
}

/* Columns for the value: all of them, unless the note has room beside the whole text. */
static int field_width(const struct control_view *v, const struct buf *text, const struct buf *note)
{
    enum { BRACKETS = 2, CURSOR = 1 };
    int all = v->area.cols;
    int left = all - safe_width(note->data, note->len) - 1;
    bool fits = left >= safe_width(text->data, text->len) + BRACKETS + CURSOR && left >= all / 3;
    return note->len > 0 && !v->narrow && fits ? left : all;
}

/* Also of what is shown as the JSON that it is: a member that no schema names may hold anything. */
static bool is_secret(const struct control_view *v)
{
    return v->row->secret || (json_is_container(v->value) && control_for(v->row, v->value) == &control_json &&
                              v->value->text_len <= CONTROL_MAX && secrets_in(v->se->wizard, v->value));
}

bool control_hides(const struct control_view *v)
{
    const bool typed = v->focus && v->form->edited;
    return v->value && !json_is(v->value, JSON_NULL) && !typed && !session_reveals(v->se) && is_secret(v);
}

void control_draw_hidden(const struct control_view *v)
{
    static const char stars[] = "****"; /* drawn as bullets */
    struct textfield field;
    struct buf text, note;
    textfield_init(&field, false);
    textfield_set(&field, stars, strlen(stars));
    buf_init(&text, BUF_TEXT_MAX);
    buf_init(&note, BUF_TEXT_MAX);
    buf_puts(&text, stars);
    control_note(v, &note);
    const int width = field_width(v, &text, &note);
    textfield_draw(&field, v->area, 0, 0, width, v->focus, true);
    area_text_cut(v->area, 0, width + 1, v->area.cols - width - 1, STYLE_DIM, note.data, note.len);
    textfield_finish(&field);
    buf_finish(&text);
    buf_finish(&note);
}

void control_draw_field(const struct control_view *v)
{
    struct buf plain, note;
    if (!v->focus && control_draw_absent(v))
        return;
    buf_init(&plain, BUF_TEXT_MAX);
    buf_init(&note, BUF_TEXT_MAX);
    control_plain(v->value, &plain);
    control_note(v, &note);
    const struct buf *text = v->focus ? &v->form->field.line.text : &plain;
    int width = field_width(v, text, &note);
    if (v->focus)
        textfield_draw(&v->form->field, v->area, 0, 0, width, true, false);
    else
        textfield_show(v->area, 0, 0, width, text->data, text->len);
    area_text_cut(v->area, 0, width + 1, v->area.cols - width - 1, STYLE_DIM, note.data, note.len);
    buf_finish(&plain);
    buf_finish(&note);
}

void control_draw_words(const struct control_view *v, const struct buf *words)
{
    struct buf note;
    buf_init(&note, BUF_TEXT_MAX);
    control_note(v, &note);
    int width = safe_width(words->data, words->len);
    int left = v->area.cols - width - 2;
    if (v->narrow || safe_width(note.data, note.len) > left)
        buf_clear(&note);
    enum style s = v->focus ? STYLE_FOCUS : STYLE_VALUE;
    int col = area_text_cut(v->area, 0, 0, v->area.cols, s, words->data, words->len);
    if (note.len > 0)
        area_puts(v->area, 0, col + 2, STYLE_DIM, note.data);
    if (v->focus)
        area_cursor(v->area, 0, 0);
    buf_finish(&note);
}

int control_draw_word(const struct control_view *v, const char *word, size_t len)
{
    enum style s = v->focus ? STYLE_FOCUS : STYLE_VALUE;
    int col = 0;
    if (v->focus)
        col = area_puts(v->area, 0, col, s, "< ");
    col = area_text_cut(v->area, 0, col, v->area.cols - col - 2, s, word, len);
    if (v->focus) {
        col = area_puts(v->area, 0, col, s, " >");
        area_cursor(v->area, 0, 0);
    }
    return col;
}
