/* How many lines values take in the preview. Containers with many children or much text keep the sums, so
 * that the child on a line is a binary search; all others are counted anew each time, which costs less than
 * to remember them. Only preview*.c include this. */
#ifndef FORMS_PREVIEW_COUNT_H
#define FORMS_PREVIEW_COUNT_H

#include "forms/json.h"

/* before[i]: lines of the children in front of child i; before[count]: of all. A container is known by where
 * its children lie: that changes only when it grows, and no other container ever lies there. */
struct sums {
    const struct json *items;
    uint32_t count;
    uint32_t *before;
};

struct counts {
    struct sums *slots; /* open addressing */
    size_t slot_count, used;
    /* Containers that differ from all_folded, by their items. */
    const struct json **exceptions;
    size_t exception_count;
    bool all_folded;
    /* Whether a member's value is shown as one hidden word. */
    bool (*hidden)(void *context, const struct json *member);
    void *context;
};

void counts_finish(struct counts *c);
/* Forgets all sums. */
void counts_clear(struct counts *c);
/* Lines of a child of any container. */
uint32_t counts_lines(struct counts *c, const struct json *v);
/* Lines of the children of a container, without its brackets, whether it is folded or not. */
uint32_t counts_inside(struct counts *c, const struct json *container);
bool counts_folded(const struct counts *c, const struct json *v);
/* The child of container that holds a line, counted from the line after the opening bracket; *line becomes
 * the line within that child. */
uint32_t counts_child_at(struct counts *c, const struct json *container, uint32_t *line);
/* Lines of the children in front of child index. */
uint32_t counts_before(struct counts *c, const struct json *container, uint32_t index);
/* The children from 'at' on, 'removed' many, gave way to 'added' others, which are there now. */
void counts_splice(struct counts *c, const struct json *container, size_t at, size_t removed, size_t added);

#endif
