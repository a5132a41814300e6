/* Curses, used for output only: modes, size, colors, and the cells that differ. canvas.c is the only file
 * that includes curses.h; what the keyboard sends is read in term.c. */
#ifndef TUI_TERM_CANVAS_H
#define TUI_TERM_CANVAS_H

#include "forms/buf.h"
#include "tui/term/term.h"

struct canvas;

/* Takes over the terminal on standard input and output: raw, without echo. Nothing is written before
 * canvas_return, so that the caller can get ready to undo it. Refuses a TERM that is unset, unknown, or
 * cannot place the cursor. */
struct canvas *canvas_new(const struct theme *theme, enum color_use color, struct err *e);
void canvas_free(struct canvas *c); /* gives the terminal back first */
void canvas_size(const struct canvas *c, int *rows, int *cols);
void canvas_resize(struct canvas *c, int rows, int cols);
/* utf8: the terminal may be sent any character; else what the locale does not have becomes '?'. */
void canvas_show(struct canvas *c, const struct cells *cells, bool utf8);
/* Draws everything again with the next canvas_show. */
void canvas_redraw(struct canvas *c);
/* Back to the ordinary screen and modes, and to the alternate screen (again). Both may be repeated. */
void canvas_leave(struct canvas *c);
void canvas_return(struct canvas *c);
/* What a program that dies has to write: attributes off, cursor shown, ordinary screen. */
void canvas_farewell(struct buf *out);

#endif
