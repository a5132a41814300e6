/* The picture of a screen: a grid of cells in memory. Widgets draw into areas of it; the terminal sends
 * the cells that differ; tests print it as text. All text passes forms/safe on its way in. */
#ifndef TUI_WIDGETS_CELLS_H
#define TUI_WIDGETS_CELLS_H

#include "tui/widgets/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cell {
    uint32_t chars[5]; /* a base and up to 4 combining marks; chars[0] 0: right half of a wide one */
    uint8_t width;     /* 1 or 2; 0 for a right half */
    uint8_t style;     /* enum style */
};

struct cells {
    int rows, cols;
    struct cell *at; /* rows * cols */
    int cursor_row, cursor_col;
    bool cursor_shown;
    bool ascii; /* draw lines and marks with ASCII only */
};

void cells_init(struct cells *c, int rows, int cols, bool ascii);
void cells_finish(struct cells *c);
void cells_clear(struct cells *c);
void cells_resize(struct cells *c, int rows, int cols); /* clears too */
/* One narrow character, outside the grid nothing. Half of a wide character that it hits becomes a blank. */
void cells_put(struct cells *c, int row, int col, enum style s, uint32_t character);

/* A rectangle of a grid; drawing is clipped to it, coordinates count from its corner. */
struct area {
    struct cells *cells;
    int row, col, rows, cols;
};

struct area area_all(struct cells *c);
/* The part of a that begins at row, col, clipped. */
struct area area_part(struct area a, int row, int col, int rows, int cols);
void area_fill(struct area a, enum style s);
/* Draws text at row, col and returns the column after it. What does not fit ends in an ellipsis ("…", or
 * "..." in ASCII) when cut is asked for. Line feeds and tabs are drawn as marks. */
int area_text(struct area a, int row, int col, enum style s, const char *p, size_t len);
int area_puts(struct area a, int row, int col, enum style s, const char *text);
int area_printf(struct area a, int row, int col, enum style s, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Within width columns, cut with an ellipsis. Returns the column after what was drawn. */
int area_text_cut(struct area a, int row, int col, int width, enum style s, const char *p, size_t len);
/* Right-aligned so that it ends before column end. Returns the column where it begins. */
int area_puts_right(struct area a, int row, int end, enum style s, const char *text);
/* Wraps at spaces into at most rows lines from row on; returns the lines used, ... */
int area_wrap(struct area a, int row, int col, int width, int rows, enum style s, const char *text);
/* ... which can be asked for before. */
int area_wrap_lines(const char *text, int width, int rows);
void area_style(struct area a, int row, int col, int width, enum style s); /* recolours what is there */
void area_rule(struct area a, int row);                         /* a horizontal single rule, whole width */
void area_rule_down(struct area a, int col, int row, int rows); /* vertical; joins rules it meets */
void area_box(struct area a);                                   /* a thin frame around it */
void area_cursor(struct area a, int row, int col);
/* A mark that has an ASCII form: MARK_ELLIPSIS "…" / "...", and so on. */
enum mark { MARK_ELLIPSIS, MARK_FOLDED, MARK_OPEN, MARK_DOT, MARK_UP_DOWN, MARK_BULLET, MARK_COUNT };
const char *area_mark(struct area a, enum mark m);

/* The grid as lines of text without trailing spaces, for golden screens; heap. With styles, a second block
 * of lines has one letter a cell. */
char *cells_dump(const struct cells *c, bool styles);

#endif
