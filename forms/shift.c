#include "forms/shift.h"

#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

enum shift_part shift_part(const struct doc_change *c, const char *pointer, size_t count, size_t *index)
{
    if (c->member && (path_within(c->member, pointer) || path_within(c->renamed, pointer)))
        return SHIFT_REPLACED;
    if (!path_within(pointer, c->container))
        return SHIFT_OUTSIDE;
    const char *below = c->container + strlen(pointer);
    if (!*below)
        return c->member ? SHIFT_OUTSIDE : SHIFT_ITEMS;
    const bool item = path_index(below + 1, strcspn(below + 1, "/"), index) && *index < count;
    return item ? SHIFT_ITEM : SHIFT_OUTSIDE; /* what should be an array is none */
}

void shift_finish(struct shift *s)
{
    free(s->entries);
    *s = (struct shift){.size = s->size};
}

static void reserve(struct shift *s, size_t count)
{
    if (count <= s->cap)
        return;
    s->cap = count + count / 2 + 8;
    s->entries = xreallocarray(s->entries, s->cap, s->size);
}

/* Entries [from, from + count) move to another place; what they leave stays as it is. */
static void carry(struct shift *s, size_t from, size_t to, size_t count)
{
    if (count && from != to)
        memmove(shift_at(s, to), shift_at(s, from), count * s->size);
}

static void clear(struct shift *s, size_t at, size_t count)
{
    if (count)
        memset(shift_at(s, at), 0, count * s->size);
}

void shift_resize(struct shift *s, size_t count)
{
    reserve(s, count);
    if (count > s->count)
        clear(s, s->count, count - s->count);
    s->count = count;
}

static void splice(struct shift *s, size_t at, size_t removed, size_t added)
{
    const size_t behind = s->count - at - removed;
    reserve(s, s->count - removed + added);
    carry(s, at + removed, at + added, behind);
    s->count = at + added + behind;
    clear(s, at, added);
}

static void move(struct shift *s, size_t from, size_t to)
{
    char *moved = xreallocarray(NULL, 1, s->size);
    memcpy(moved, shift_at(s, from), s->size);
    if (from < to)
        carry(s, from + 1, from, to - from);
    else
        carry(s, to, to + 1, from - to);
    memcpy(shift_at(s, to), moved, s->size);
    free(moved);
}

/* From the beginning: each run between two that went closes up. */
static void close_up(struct shift *s, const size_t *indexes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t end = i + 1 < count ? indexes[i + 1] : s->count;
        carry(s, indexes[i] + 1, indexes[i] - i, end - indexes[i] - 1);
    }
    s->count -= count;
}

/* From the end: each run between two that came moves once. */
static void open_up(struct shift *s, const size_t *indexes, size_t count)
{
    size_t end = s->count + count;
    reserve(s, end);
    for (size_t i = count; i-- > 0; end = indexes[i]) {
        const size_t run = end - indexes[i] - 1;
        carry(s, indexes[i] - i, indexes[i] + 1, run);
        clear(s, indexes[i], 1);
    }
    s->count += count;
}

void shift_follow(struct shift *s, const struct doc_change *c, void (*gone)(void *context, void *entry),
                  void *context)
{
    const bool came = c->added > c->removed;
    if (c->moved) {
        move(s, c->from, c->to);
        return;
    }
    for (size_t i = 0; c->indexes && !came && i < c->count; i++)
        gone(context, shift_at(s, c->indexes[i]));
    for (size_t i = 0; !c->indexes && i < c->removed; i++)
        gone(context, shift_at(s, c->at + i));
    if (!c->indexes)
        splice(s, c->at, c->removed, c->added);
    else if (came)
        open_up(s, c->indexes, c->count);
    else
        close_up(s, c->indexes, c->count);
}
