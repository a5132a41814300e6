/* Which items of a source hold some words. A large source is searched in slices, and until it is through, the
 * result is the one of the words before: a list never changes twice for one key. Words that continue those of
 * the result are looked for in the result alone. */
#ifndef TUI_WIDGETS_PICKER_SEARCH_H
#define TUI_WIDGETS_PICKER_SEARCH_H

#include "forms/buf.h"

struct picker_source {
    void *context;
    size_t (*count)(void *context);
    /* Adds the item's value, and what helps to recognise it (may stay empty). Both are searched. */
    void (*item)(void *context, size_t index, struct buf *value, struct buf *note);
    bool (*chosen)(void *context, size_t index); /* marks it; NULL: no marks at all */
    /* Adds what is searched besides and not shown; NULL: nothing is. Items are then in the order of where the
     * words were found. */
    void (*more)(void *context, size_t index, struct buf *text);
};

struct picker_search {
    /* the result */
    struct buf words;
    size_t *items; /* that hold the words, in order; NULL: all do */
    size_t *found; /* the same as the source has them, where that is another order; else NULL */
    size_t count;
    size_t total; /* items of the source */
    size_t exact; /* the row of the first item whose value is the words; SIZE_MAX: none is */
    bool goes_on; /* an item holds the words and a space behind them */
    /* the next one */
    struct {
        bool active;
        struct buf words; /* and a space behind them */
        bool goes_on;
        bool narrows; /* the result's items are the only ones to look at */
        size_t at;    /* of the candidates */
        size_t *items;
        unsigned char *ranks;
        size_t count, exact;
    } next;
};

void picker_search_init(struct picker_search *s);
void picker_search_finish(struct picker_search *s);
/* The source has other items: nothing is known of them, and all are shown. */
void picker_search_reset(struct picker_search *s, const struct picker_source *source);
/* Begins with these words instead, and does the first slice; true: that was all. */
bool picker_search_begin(struct picker_search *s, const struct picker_source *source, const char *words,
                         size_t len);
/* Looks at so many items more; true: the result is that of the words. */
bool picker_search_step(struct picker_search *s, const struct picker_source *source, size_t items);
bool picker_search_busy(const struct picker_search *s);
/* The item in a row of the result. */
size_t picker_search_item(const struct picker_search *s, size_t row);
/* The row of an item; SIZE_MAX: it is not in the result. */
size_t picker_search_row(const struct picker_search *s, size_t item);

#endif
