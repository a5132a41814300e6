/* A table of any number of rows: it asks for the text of the cells in sight and for nothing else. The first
 * column stays while the others scroll sideways. */
#ifndef TUI_WIDGETS_TABLE_H
#define TUI_WIDGETS_TABLE_H

#include "forms/buf.h"
#include "tui/actions/action.h"
#include "tui/widgets/cells.h"

struct table_column {
    const char *label;
    int width; /* as a wish */
    int least; /* with fewer cells it is not shown */
};

struct table_marks {
    bool chosen, wrong; /* "*", "!" */
};

struct table_model {
    void *context;
    size_t rows;
    size_t sorted; /* the column that rows are sorted by; SIZE_MAX: none */
    bool descending;
    const struct table_column *columns;
    size_t column_count;
    /* Adds the text of a cell. */
    void (*cell)(void *context, size_t row, size_t column, struct buf *out);
    /* Left of the row. */
    struct table_marks (*marks)(void *context, size_t row);
    /* The number shown for the row, from 1 up to numbers; NULL: rows are counted. */
    size_t (*number)(void *context, size_t row);
    size_t numbers;
};

struct table {
    size_t cursor, top;
    size_t first; /* the first of the columns that scroll: 1 at the left end */
    size_t page;  /* rows in sight, from table_fit */
};

/* The rows in sight have become page, or the model has changed: keeps the cursor inside and in sight. */
void table_fit(struct table *t, size_t rows, size_t page);
void table_go(struct table *t, size_t row, size_t rows);
/* Answers move.* actions; false for others. */
bool table_update(struct table *t, const struct table_model *m, enum action action);
/* Scrolls until the column is in sight in so many cells. */
void table_show_column(struct table *t, const struct table_model *m, size_t column, int cols);
/* A line of column names, then rows. focus: the cursor's row has the focus. Needs a row for the names. */
void table_draw(const struct table *t, const struct table_model *m, struct area a, bool focus);

#endif
