/* What each kind of field (enum control) does. A new kind is one file with a struct control_ops and one line
 * in control.c. For the files of the form only. */
#ifndef TUI_SCREENS_CONTROL_H
#define TUI_SCREENS_CONTROL_H

#include "tui/screens/form.h"

/* Where and how a value is drawn: its own lines and columns, without the label. */
struct control_view {
    const struct form *form;
    const struct session *se;
    const struct row *row;
    const struct json *value; /* NULL: not set */
    struct area area;
    bool focus;
    bool narrow; /* the label stands above, and the note beside it */
};

/* What a control works on when keys arrive. row and value are good until the first edit. */
struct control_call {
    struct form *form;
    struct session *se;
    const struct row *row;
    const struct json *value;
    struct effects *out;
};

#define KIND(k)      (1u << (k))
#define KINDS_SCALAR (KIND(JSON_BOOL) | KIND(JSON_NUMBER) | KIND(JSON_STRING))

struct control_ops {
    const char *type;         /* "text", "list of texts": for the operator */
    unsigned kinds;           /* JSON kinds that it can show, as bits; others are edited as raw JSON */
    const enum action *hints; /* its own, the main one first; form_hints adds what all have */
    /* The cursor stands in a text while it has the focus. NULL: never. */
    bool (*typing)(const struct row *row, const struct json *value);
    bool multiline;
    /* The text to edit; NULL: the characters of a string, the digits of a number. */
    void (*load)(const struct session *se, const struct row *row, const struct json *value, struct buf *text);
    /* The text of form->field changed. */
    void (*store)(const struct control_call *c);
    /* An action that is its own; false: not answered. */
    bool (*act)(const struct control_call *c, enum action action);
    /* The chooser, opened by act, was answered. Multi: toggles. value is the chosen text. */
    void (*chosen)(const struct control_call *c, const char *value, size_t len);
    /* The chooser asks to move the item with this value. */
    bool (*reorder)(const struct control_call *c, const char *value, size_t len, bool down);
    /* The focus leaves. */
    void (*leave)(const struct control_call *c);
    void (*draw)(const struct control_view *v);
    /* Adds a sentence to stand under the value while it has the focus, where the text tells what will become
     * of it; true: it says what is wrong, in the place of the problem. NULL: none. */
    bool (*says)(const struct control_view *v, struct buf *out);
    /* Adds a few words to stand beside the value. NULL: none. */
    void (*note)(const struct control_view *v, struct buf *out);
    /* Lines for the value; NULL: 1. */
    int (*height)(const struct form *f, const struct session *se, const struct row *row,
                  const struct json *value, bool focus);
    /* Adds rows that belong below it. */
    void (*expand)(const struct session *se, const struct row *row, const struct json *value,
                   struct rows *out);
};

extern const struct control_ops control_text, control_long_text, control_date_time, control_time,
    control_zone, control_number, control_uuid, control_bool, control_enum, control_strings, control_key,
    control_keys, control_one_of, control_variant, control_typed, control_map, control_records, control_json;

/* Bytes of a value that can be edited in place; more are shown, kept and sent. */
#define CONTROL_MAX (LINEEDIT_MAX / 4)

/* What edits the value: the row's own control, or raw JSON when the value is of a kind that it cannot show.
 */
const struct control_ops *control_for(const struct row *row, const struct json *value);

/* ---- the form, for its own files */

/* The row in focus as a call; its row is NULL when there is none. */
struct control_call form_call(struct form *f, struct session *se, struct effects *out);
/* Takes the text to edit from the document. */
void form_load(struct form *f, struct session *se);
/* After the form's own edits: other rows, but the text and the cursor in it stay. */
void form_refresh(struct form *f, struct session *se);
/* The next field in that direction (SIZE_MAX: before the first); SIZE_MAX: none. */
size_t form_neighbour(const struct form *f, const struct session *se, size_t from, int step);
void form_move_focus(struct form *f, struct session *se, size_t index);
/* The chooser is open: answers a key or a paste; false: none of its business, and it closed. */
bool form_choose(const struct control_call *c, const struct event *ev, enum action action);
/* Looks up the records that the rows' keys name, where they are not known yet; forgets them all. */
void form_look_up_keys(struct form *f, const struct session *se);
void form_forget_keys(struct form *f);
/* Finds the problem of each row. */
void form_look_up_problems(struct form *f, const struct session *se);
/* What is wrong with the row's value or inside it, or NULL. */
const struct problem *form_problem(const struct form *f, size_t index);
/* What is known of the record of the list with that key, or of those of several keys, as compact JSON; NULL:
 * the key is not shown in the form. */
const struct key_note *form_note(const struct form *f, const char *list, const char *key);
/* A name that was given here, with its value: it can have another name. */
bool form_is_pair(const struct form *f, const struct row *row);
/* Left out because it is not set and only what is set is shown. */
bool form_hides(const struct form *f, const struct session *se, size_t index);

/* What a time, as somebody wrote it, is for the field at pointer: by the clock of its record, from its
 * beginning. false: it is none there, or exact already, and the same for all. */
bool control_time_at(struct session *se, const char *pointer, const struct buf *text, struct json *out);
/* The row is the end of something that has begun: it is shown though it is not set. */
bool control_ends(const struct session *se, const struct row *row);

/* ---- shared by the controls */

/* Brings problems up to date after an edit, or says why there was none. */
bool control_edited(const struct control_call *c, const char *pointer, bool done, const struct err *e);
bool control_set_chars(const struct control_call *c, const char *pointer, const char *p, size_t len);
/* Operations of those that are a text whatever is there: it is typed in, stored as it stands, and what is
 * chosen takes its place. */
bool control_types(const struct row *row, const struct json *value);
void control_store_chars(const struct control_call *c);
void control_take_chars(const struct control_call *c, const char *value, size_t len);
/* Takes a member of the row's object out of the document and keeps it aside; nothing when it is not set. */
bool control_park(const struct control_call *c, const char *member, struct err *e);
/* Puts it back, or else an empty text; nothing when it is set. */
bool control_restore(const struct control_call *c, const char *member, struct err *e);
/* Records can be added to the list; false: it holds something else, and that was said. */
bool control_takes_records(struct session *se, const char *list);
/* "room" for the list of rooms: what one of its records is called. Heap. */
char *control_record_word(const struct session *se, const char *list);
/* Opens the chooser for the row of the call. */
void control_choose(const struct control_call *c, const struct chooser_options *o);
/* The characters of a string, the text of another scalar; "" for what is not set. */
void control_plain(const struct json *value, struct buf *out);
/* Draws what all controls draw alike: not set (with what the server then takes), null. false: has a value. */
bool control_draw_absent(const struct control_view *v);
/* "not set  server: no", behind a mark. Returns the column after it. */
int control_draw_unset(const struct control_view *v, int col);
/* Nobody asked to see the value: it is a secret, is not revealed, and nobody types in it. */
bool control_hides(const struct control_view *v);
/* "[****____]", whatever its length is, and the key that shows it. */
void control_draw_hidden(const struct control_view *v);
/* "[text___]" with the cursor when focused, and the control's note behind it where there is room for both. */
void control_draw_field(const struct control_view *v);
/* The control's note on the value as it is shown now; "" where there is nothing to say. */
void control_note(const struct control_view *v, struct buf *out);
/* The note of a text in a state that it does not tell itself: empty, null, suggested. */
void control_note_state(const struct control_view *v, struct buf *out);
/* The value in a few words, and the note behind them where there is room for both. */
void control_draw_words(const struct control_view *v, const struct buf *words);
/* One of a few words in place: "< word >" when focused. Returns the column after it. */
int control_draw_word(const struct control_view *v, const char *word, size_t len);
/* Adds the members of value that no row from first on shows, as raw JSON; skip, may be NULL, is left out. */
void control_add_rest(struct rows *out, size_t first, const struct row *above, const struct json *value,
                      const char *skip);
/* Adds a row that belongs below another one; label and pointer are copied. */
struct row *control_add_row(struct rows *out, const struct row *above, enum control control,
                            const char *pointer, const char *label);

#endif
