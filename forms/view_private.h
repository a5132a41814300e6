/* What the parts of a view share: view.c keeps rows and marks, view_filter.c says which records pass,
 * view_sort.c puts them in order. */
#ifndef FORMS_VIEW_PRIVATE_H
#define FORMS_VIEW_PRIVATE_H

#include "forms/view.h"

/* One word of a filter. */
struct want {
    bool absent;  /* it must not be there */
    char *member; /* NULL: anywhere; dots lead deeper */
    char *text;   /* "": that the member is set */
    bool clock;   /* a date or an hour */
};

struct filter {
    char *words; /* as they were typed */
    struct want *wants;
    size_t count, cap;
    struct view_times times;
    struct buf scratch, shown;
};

void filter_init(struct filter *f);
void filter_finish(struct filter *f);
void filter_set(struct filter *f, const struct wizard *w, const char *list, const char *words);
bool filter_passes(struct filter *f, const struct json *record);

/* Records in the making of an order: each with bytes that compare as their values do. */
struct sorter {
    const char *member; /* the view's */
    bool descending;
    struct buf keys;
    struct sort_item {
        uint64_t prefix; /* what its bytes begin with, behind what all have in common */
        uint32_t index, at, len;
        bool unset;
    } * items, *merged;
    size_t count, cap;
    size_t run;  /* items in order, 0: the prefixes are to be made */
    size_t done; /* items that this round of merges has been through */
    struct buf scratch;
};

void sorter_begin(struct sorter *s, const char *member, bool descending);
void sorter_finish(struct sorter *s);
void sorter_add(struct sorter *s, const struct json *record, uint32_t index);
/* Merges about so many items further; true: they are in order. */
bool sorter_step(struct sorter *s, size_t items);

#endif
