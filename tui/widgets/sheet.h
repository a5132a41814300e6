/* A page of facts to read: lines of a label and a value, or of plain words, wrapped to the width at hand and
 * scrolled as a whole. */
#ifndef TUI_WIDGETS_SHEET_H
#define TUI_WIDGETS_SHEET_H

#include "tui/actions/action.h"
#include "tui/widgets/cells.h"

struct sheet_line {
    char *label; /* NULL: plain words over the whole width */
    char *text;
    enum style style; /* of the text */
    int indent;
};

struct sheet {
    struct sheet_line *items;
    size_t count, cap;
    int label_width; /* columns that labels take, gap included */
};

void sheet_init(struct sheet *s, int label_width);
void sheet_finish(struct sheet *s);
/* A label with its value; "" goes on under the value above. A NULL value makes no line. */
void sheet_fact(struct sheet *s, const char *label, enum style style, const char *value);
void sheet_factf(struct sheet *s, const char *label, enum style style, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Words over the whole width; "" is an empty line. */
void sheet_words(struct sheet *s, int indent, enum style style, const char *text);
void sheet_wordsf(struct sheet *s, int indent, enum style style, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Rows that it takes in that many columns. */
int sheet_rows(const struct sheet *s, int cols);
/* Draws it from row top on; marks at the right edge say that there is more above or below. */
void sheet_draw(const struct sheet *s, struct area a, int top);
/* Scrolls by a move.* action so that top stays in a sheet of rows seen page rows at a time. */
bool sheet_scroll(int *top, enum action action, int rows, int page);

#endif
