/* The form: the rows of a section or of a record, one of which has the focus. The wizard and the record
 * screen share it. Every edit goes into the document at once; a visit of a field is one undo step.
 *
 * What a kind of field does stands in control.h and control_*.c; the form knows rows, focus and layout. */
#ifndef TUI_SCREENS_FORM_H
#define TUI_SCREENS_FORM_H

#include "tui/screens/chooser.h"
#include "tui/screens/prompt.h"
#include "tui/screens/screen.h"
#include "tui/widgets/textfield.h"

/* What is known of a record that a key names: looked up once, drawn many times. */
struct key_note {
    char *list, *key, *note; /* note: NULL when there is no such record; of several keys: all are there */
};
enum { KEY_NOTES = 16 };

struct form {
    long section;  /* of the wizard, or -1: the rows of an object */
    char *pointer; /* that object; "" for a section */
    char *only;    /* of the object, only this field is shown; NULL: all are */
    struct rows rows;
    char *was;         /* the text of the field in focus when the focus came to it, or NULL */
    uint64_t revision; /* of the document that rows were made from */
    size_t focus;      /* index of a ROW_FIELD; SIZE_MAX when there is none */
    bool brief;        /* leaves out what is not set and not required */

    struct textfield field; /* the text of the focus, where it has one */
    bool edited;            /* by keys, since it was taken from the document */
    struct err typed;       /* why that text is not in the document; ERR_NONE when it is */
    struct chooser chooser; /* the pop-up list over the form */
    struct prompt prompt;   /* asks for another name of a pair */
    char *added;            /* a record made from the chooser: its key follows into ... */
    char *added_to;         /* ... this field; what was done since ... */
    size_t added_since;     /* ... so many edits (doc_edits) is one step then */

    struct problems found; /* what is wrong with the rows, or inside them */
    uint64_t judged;       /* session->judged that they belong to */
    size_t *problems;      /* of each row: an index of found, SIZE_MAX for none */
    struct key_note notes[KEY_NOTES];
    size_t next_note; /* the one to replace next */

    size_t top;    /* the first row in sight */
    int rows_seen; /* lines of the area, from form_fit */
};

void form_init(struct form *f);
void form_finish(struct form *f);

/* Shows other rows; the focus goes to the first field. */
void form_show_section(struct form *f, struct session *se, size_t section);
void form_show_object(struct form *f, struct session *se, const char *pointer);
/* Of the object, the field at pointer alone. */
void form_show_field(struct form *f, struct session *se, const char *object, const char *pointer);
/* Puts the focus on the field at pointer, else on the field that holds it; false: no such row. */
bool form_go(struct form *f, struct session *se, const char *pointer);
/* Shows the field at pointer, but takes the focus to no text: it stays where it is then, or as near as can
 * be. false: all fields are texts. */
bool form_show_change(struct form *f, struct session *se, const char *pointer);
/* The focus is about to leave the form: ends the visit. */
void form_leave(struct form *f, struct session *se);
/* The document changed by other hands (undo, another screen): rows and text are read again. */
void form_sync(struct form *f, struct session *se);
/* The screen is on top again: true when it was left for a record that was added from the chooser. */
bool form_returned(struct form *f, struct session *se);

/* The field in focus, or NULL. */
const struct row *form_row(const struct form *f);
/* Scopes and hints of what has the focus now. */
const char *const *form_scopes(const struct form *f, const struct session *se, bool *typing);
enum { FORM_HINTS = 24 };
void form_hints(const struct form *f, const struct session *se, enum action out[FORM_HINTS]);
/* Adds the value in focus, as a copy should have it. */
void form_copy(const struct form *f, const struct session *se, struct effects *out);
/* Adds path and kind of the focus in width columns, and its help, for the frame. */
void form_where(const struct form *f, const struct session *se, int width, struct buf *out);
void form_help(const struct form *f, struct buf *out);
/* What stands under the field in focus, for where there is no room under it; or nothing. */
void form_says(const struct form *f, const struct session *se, struct buf *out);

/* Answers an event; false: none of its business. */
bool form_update(struct form *f, struct session *se, const struct event *ev, enum action action,
                 struct effects *out);
/* One slice of what its pop-up list has to do (screen_ops.work); false: nothing was left. */
bool form_work(struct form *f, const struct session *se);
/* The area it will be drawn into: keeps the focus in sight. */
void form_fit(struct form *f, const struct session *se, int rows, int cols);
void form_draw(const struct form *f, const struct session *se, struct area a, bool focus);
/* The pop-up list, over the whole body. */
void form_draw_popup(const struct form *f, const struct session *se, struct area body);

/* Fields that are set, and fields in all. */
void form_counts(const struct form *f, const struct session *se, size_t *set, size_t *all);

#endif
