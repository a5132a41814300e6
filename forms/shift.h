/* What is kept of each item of an array, while items come, go and move (doc_change). It knows nothing of the
 * document. */
#ifndef FORMS_SHIFT_H
#define FORMS_SHIFT_H

#include "forms/doc.h"

/* One entry an item, in their order. */
struct shift {
    char *entries; /* heap */
    size_t size;   /* bytes of an entry */
    size_t count, cap;
};

/* What a change is to the array at pointer. */
enum shift_part {
    SHIFT_OUTSIDE,  /* nothing */
    SHIFT_REPLACED, /* it came, went, or gave way to another value, perhaps with others beside it */
    SHIFT_ITEMS,    /* items came, went or moved: shift_follow */
    SHIFT_ITEM,     /* something below item *index, of count, changed */
};
enum shift_part shift_part(const struct doc_change *c, const char *pointer, size_t count, size_t *index);

void shift_finish(struct shift *s);
static inline void *shift_at(const struct shift *s, size_t index)
{
    return s->entries + index * s->size;
}
/* count entries, those beyond the present ones zeroed. */
void shift_resize(struct shift *s, size_t count);
/* Follows a change of the array itself (of its items, not below them). gone is called for each entry before
 * it goes; entries that come are zeroed. An item that gave way to another one has a new entry. */
void shift_follow(struct shift *s, const struct doc_change *c, void (*gone)(void *context, void *entry),
                  void *context);

#endif
