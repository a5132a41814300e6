/* What a field offers to choose from: fixed values and the records of a list, in one picker. Of several
 * values, those that are chosen when it opens come first, in their order, where they can be dropped and
 * moved. It reads the document only; the control that opened it makes the edit. */
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
    } * items; /* fixed values, and what was chosen: in front of the records */
    size_t count;
    size_t *pinned; /* records that stand among those, ascending: not offered twice */
    size_t pinned_count;
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
/* value and note are copied; note may be NULL. A value that is already offered is not shown twice. */
void chooser_offer(struct chooser *c, const char *value, size_t len, const char *note);
/* The system's time zones, this machine's first, with what people call their cities. */
void chooser_offer_zones(struct chooser *c, const struct zones *z);
void chooser_show(struct chooser *c, const struct session *se);
void chooser_close(struct chooser *c);
bool chooser_space_chooses(struct chooser *c, const struct session *se);
/* The item under the cursor, SIZE_MAX when it is none. */
size_t chooser_current(struct chooser *c, const struct session *se);
/* Multi: the field has this text among its values. */
bool chooser_has(const struct chooser *c, const char *value, size_t len);
/* Multi: what is chosen has another order, and the cursor belongs on this value. */
void chooser_moved(struct chooser *c, const struct session *se, const char *value, size_t len);
/* Multi: the filter's text was taken: it is a value like the others now, and the filter empty. */
void chooser_typed(struct chooser *c, const struct session *se);

enum picker_answer chooser_update(struct chooser *c, const struct session *se, const struct event *ev,
                                  enum action action, size_t *index);
/* Searches some more of a long list; false: there was nothing left to do. */
bool chooser_work(struct chooser *c, const struct session *se);
/* The value of the item at that index, or of the filter's text for SIZE_MAX. */
void chooser_value(const struct chooser *c, size_t index, struct buf *out);
/* The keys that mean something in it. */
const enum action *chooser_hints(const struct chooser *c);
void chooser_draw(const struct chooser *c, const struct session *se, struct area body);

#endif
