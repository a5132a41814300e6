/* A list in columns that fits any width: columns that matter least go first when room is short, and the
 * rest share what is left. For lists that are looked through, not edited (tables of records: table.h).
 * The row in focus stays near the middle, so that nothing but the focus itself has to be remembered. */
#ifndef TUI_WIDGETS_LISTING_H
#define TUI_WIDGETS_LISTING_H

#include "forms/buf.h"
#include "tui/actions/action.h"
#include "tui/widgets/cells.h"

struct listing_column {
    const char *label;
    int width; /* at least */
    int rank;  /* the highest is left out first; 0 never */
    int grow;  /* takes up to this many columns more */
    bool right;
};

struct listing_model {
    void *context;
    size_t rows;
    const struct listing_column *columns;
    size_t column_count;
    void (*cell)(void *context, size_t row, size_t column, struct buf *out);
    char (*mark)(void *context, size_t row); /* '!' or ' '; NULL: none */
};

/* Moves the focus by a move.* action; false for others. page: rows in sight. */
bool listing_move(size_t *focus, enum action action, size_t rows, size_t page);
/* The first row in sight. */
size_t listing_top(size_t focus, size_t rows, size_t page);
/* Column names, then rows. */
void listing_draw(const struct listing_model *m, size_t focus, struct area a);

#endif
