/* What a field offers to choose from: fixed values and the records of a list, in one picker. It reads the
 * document only; the control that opened it makes the edit. */
#ifndef TUI_SCREENS_CHOOSER_H
#define TUI_SCREENS_CHOOSER_H

#include "tui/screens/session.h"
#include "tui/widgets/picker.h"

struct chooser {
    bool open;
    char *title;
    char *add;     /* "add a new room", or NULL */
    char *pointer; /* the field */
    const struct doc *doc;
    struct choice_item {
        char *value, *note;
    } * items; /* fixed values, in front of the records */
    size_t count;
    char *list;       /* the records' array, or NULL */
    char *key_member; /* of a record */
    char *current;    /* single: the value that is chosen now, or NULL */
    struct picker picker;
};

void chooser_init(struct chooser *c);
void chooser_finish(struct chooser *c);

struct chooser_options {
    const char *title;
    const char *pointer; /* the field that is chosen for */
    const char *list;    /* offer its records, or NULL */
    const char *one;     /* what a record is called, to offer adding one; NULL: not offered */
    const char *current; /* single: the value now, or NULL */
    bool multi, free_text;
};
/* Fills it; then chooser_offer for the fixed values, then chooser_show. */
void chooser_begin(struct chooser *c, const struct session *se, const struct chooser_options *o);
/* value and note are copied; note may be NULL. A value that is already offered is not offered twice. */
void chooser_offer(struct chooser *c, const char *value, size_t len, const char *note);
void chooser_show(struct chooser *c);
void chooser_close(struct chooser *c);
/* The item under the cursor, SIZE_MAX when it is none. */
size_t chooser_current(const struct chooser *c);
/* Two fixed values change places; their order in the field is the owner's business. */
void chooser_swap(struct chooser *c, size_t a, size_t b);
/* Multi: the filter's text was taken: it becomes a value like the others, and the filter empty. */
void chooser_typed(struct chooser *c, const char *value, size_t len);

enum picker_answer chooser_update(struct chooser *c, const struct session *se, const struct event *ev,
                                  enum action action, size_t *item);
/* The value of an item, or of the filter's text for SIZE_MAX. */
void chooser_value(const struct chooser *c, size_t item, struct buf *out);
/* The keys that mean something in it. */
const enum action *chooser_hints(const struct chooser *c);
void chooser_draw(const struct chooser *c, const struct session *se, struct area body);

/* What is known of the record with that key: its name, or "". false: no such record. */
bool record_note(const struct session *se, const char *list, const char *key, size_t len, struct buf *note);

#endif
