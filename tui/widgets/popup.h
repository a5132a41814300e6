/* A box over the screen: one thin frame with a title and a footer in it. */
#ifndef TUI_WIDGETS_POPUP_H
#define TUI_WIDGETS_POPUP_H

#include "tui/widgets/cells.h"

/* Draws an empty box of rows x cols (frame included; clipped to a) in the middle of a, and returns its
 * inside. title and footer may be NULL; note stands right of the title, or NULL. */
struct area popup_draw(struct area a, int rows, int cols, const char *title, const char *note,
                       const char *footer);
/* The same with its corner at row, col, moved so that it fits. */
struct area popup_draw_at(struct area a, int row, int col, int rows, int cols, const char *title,
                          const char *note, const char *footer);

#endif
