/* A text that is being edited: forms/lineedit with a place on the screen. It answers actions of the scope
 * "text", characters and pastes; whatever it does not know is left to the caller. */
#ifndef TUI_WIDGETS_TEXTFIELD_H
#define TUI_WIDGETS_TEXTFIELD_H

#include "forms/lineedit.h"
#include "tui/actions/action.h"
#include "tui/actions/event.h"
#include "tui/widgets/cells.h"

struct textfield {
    struct lineedit line;
    bool selected; /* the whole text: what is typed next takes its place, erasing takes it away */
    bool full;     /* the latest event was refused: a line that is drawn says so in place of its text */
};

enum textfield_result {
    TEXTFIELD_IGNORED, /* not its business, or nothing left to do in that direction */
    TEXTFIELD_MOVED,   /* the cursor moved, or the key has no effect but belongs to the text */
    TEXTFIELD_CHANGED, /* the text changed */
    TEXTFIELD_FULL,    /* it would have passed LINEEDIT_MAX: nothing went in */
};

void textfield_init(struct textfield *t, bool multiline);
void textfield_finish(struct textfield *t);
/* Another text; the cursor goes to its end. */
void textfield_set(struct textfield *t, const char *p, size_t len);
/* Selects the text, until the next action that the text knows. */
void textfield_select(struct textfield *t);

/* Backspace and Delete in an empty text are ignored: they may mean something to the owner. So are move.up
 * in the first line and move.down in the last one. form.open puts a line feed into a multi-line text. */
enum textfield_result textfield_update(struct textfield *t, const struct event *ev, enum action action);

/* Draws "[text____]" over width columns of one row, scrolled so that the cursor is in sight. With focus the
 * terminal's cursor stands in it. hidden: bullets in place of characters. */
void textfield_draw(const struct textfield *t, struct area a, int row, int col, int width, bool focus,
                    bool hidden);
/* The same without brackets, for a line that is nothing but the text. */
void textfield_draw_line(const struct textfield *t, struct area a, int row, int col, int width, enum style s,
                         bool focus);
/* textfield_draw for a text that nobody edits. */
void textfield_show(struct area a, int row, int col, int width, const char *p, size_t len);
/* A multi-line text over the whole area, scrolled so that the cursor is in sight. Lines are not wrapped:
 * they scroll together. */
void textfield_draw_lines(const struct textfield *t, struct area a, bool focus);
/* Lines of the text: line feeds + 1. */
size_t textfield_lines(const struct textfield *t);

#endif
