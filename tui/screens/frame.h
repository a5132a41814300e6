/* What all full screens have around their body: title line, rule, body, rule, help lines (which also carry
 * messages), rule, hint lines. 80x24 gives a body of 16 or 17 rows; below 80 columns or 20 rows there is
 * one hint line and one help line; below 40x10 only "40x10 needed, your work is safe". */
#ifndef TUI_SCREENS_FRAME_H
#define TUI_SCREENS_FRAME_H

#include "tui/screens/screen.h"

struct frame {
    const char *title;        /* left; NULL: name of the configuration, with [+] when modified */
    const char *help;         /* about the focus: plain words; NULL: none. A message takes its place */
    const char *where;        /* path and type of the focus, second help line; NULL: none */
    const enum action *hints; /* ended by ACTION_NONE, most important first; those that do not fit are cut */
    bool typing;              /* show only keys that work while typing */
    bool no_help;             /* no help lines: body gets their rows, unless there is a message */
};

/* The rows of the body, 0 where the terminal is too small: for paging, and to know how far to scroll. */
int frame_body_rows(const struct frame *f, const struct session *se);
/* Draws the frame and returns the body's area; its rows are 0 where the terminal is too small. */
struct area frame_draw(const struct frame *f, const struct session *se, struct cells *c);
/* Takes the hint lines of a drawn frame away: a pop-up above it has the keys, and says its own. */
void frame_cover(struct cells *c);

#endif
