/* One field of a record in a box over a table: to edit a cell in place, or to say what several records shall
 * have. Its control is the one of the record's form. */
#ifndef TUI_SCREENS_FIELDBOX_H
#define TUI_SCREENS_FIELDBOX_H

#include "tui/screens/form.h"

struct fieldbox {
    bool open;
    char *title;
    struct form form;
};

enum fieldbox_answer {
    FIELDBOX_STAYS,
    FIELDBOX_IGNORED, /* none of its business */
    FIELDBOX_DONE,    /* Enter */
    FIELDBOX_DROPPED, /* Esc; what was typed is in the document all the same */
    FIELDBOX_NEXT,    /* Tab, Down: the field beside it */
    FIELDBOX_PREVIOUS,
    FIELDBOX_BELOW, /* the same field of the next record */
    FIELDBOX_ABOVE,
};

void fieldbox_init(struct fieldbox *b);
void fieldbox_finish(struct fieldbox *b);
/* The field at pointer of the record; false: the record has no such field, or none that fits into a box, and
 * nothing opens. */
bool fieldbox_open(struct fieldbox *b, struct session *se, const char *record, const char *pointer,
                   const char *title);
/* The visit of the field ends. */
void fieldbox_close(struct fieldbox *b, struct session *se);
/* The document changed by other hands. */
void fieldbox_sync(struct fieldbox *b, struct session *se);

const char *const *fieldbox_scopes(const struct fieldbox *b, const struct session *se, bool *typing);
const enum action *fieldbox_hints(const struct fieldbox *b, const struct session *se);
enum fieldbox_answer fieldbox_update(struct fieldbox *b, struct session *se, const struct event *ev,
                                     enum action action, struct effects *out);
/* Adds the help of its field; in a small window what is said of its value, which the box may have no room
 * for. */
void fieldbox_help(const struct fieldbox *b, const struct session *se, struct buf *out);
/* Over area a, below its row, or above it where there is no room, and from col on, or as near as it fits. */
void fieldbox_draw(const struct fieldbox *b, const struct session *se, struct area a, int row, int col);

#endif
