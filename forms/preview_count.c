#include "forms/preview_count.h"

#include <stdlib.h>
#include <string.h>

/* From so many children on, or bytes of text, sums are kept. */
#define WIDE 64
#define LONG 4096

/* The text counts as well as the children: lists of short lists hold a million lines with no wide one. */
static bool keeps_sums(const struct json *container)
{
    return container->count >= WIDE || (container->count > 0 && container->text_len >= LONG);
}

void counts_clear(struct counts *c)
{
    for (size_t i = 0; i < c->slot_count; i++)
        free(c->slots[i].before);
    free(c->slots);
    c->slots = NULL;
    c->slot_count = c->used = 0;
}

void counts_finish(struct counts *c)
{
    counts_clear(c);
    free(c->exceptions);
    *c = (struct counts){0};
}

/* ---- sums, by the address of the children */

/* The slot of items, or the free one where it would go. */
static struct sums *slot_of(const struct counts *c, const struct json *items)
{
    size_t i = (size_t)(((uint64_t)(uintptr_t)items * 0x9E3779B97F4A7C15u) >> 32) & (c->slot_count - 1);
    while (c->slots[i].items && c->slots[i].items != items)
        i = (i + 1) & (c->slot_count - 1);
    return &c->slots[i];
}

static void grow(struct counts *c)
{
    struct counts larger = {.slot_count = c->slot_count ? c->slot_count * 2 : 16};
    larger.slots = xcalloc(larger.slot_count, sizeof *larger.slots);
    for (size_t i = 0; i < c->slot_count; i++)
        if (c->slots[i].items)
            *slot_of(&larger, c->slots[i].items) = c->slots[i];
    free(c->slots);
    c->slots = larger.slots;
    c->slot_count = larger.slot_count;
}

static struct sums *find_sums(const struct counts *c, const struct json *container)
{
    if (!c->slot_count)
        return NULL;
    struct sums *s = slot_of(c, container->items);
    return s->items ? s : NULL;
}

/* A first count goes over all values and waits for memory, and for little else: the children of what comes
 * soon are fetched meanwhile. Not in a function of its own, whose calls gcc leaves out as if they did
 * nothing. */
static uint32_t *make_sums(struct counts *c, const struct json *container)
{
    enum { AHEAD = 6, BYTES = 8 * sizeof(struct json), CACHE_LINE = 64 };
    uint32_t *before = xreallocarray(NULL, (size_t)container->count + 1, sizeof *before);
    uint32_t lines = 0;
    for (uint32_t i = 0; i < container->count; i++) {
        const uintptr_t soon =
            i + AHEAD < container->count ? (uintptr_t)container->items[i + AHEAD].items : 0;
        for (uintptr_t at = soon; soon && at < soon + BYTES; at += CACHE_LINE)
            __builtin_prefetch((const void *)at); /* no access: it may lie beyond them */
        before[i] = lines;
        lines += counts_lines(c, &container->items[i]);
    }
    before[container->count] = lines;
    return before;
}

/* The sums of a container that keeps them; they are made when they are not there, or not of this many
 * children. */
static const uint32_t *sums_of(struct counts *c, const struct json *container)
{
    struct sums *s = find_sums(c, container);
    if (s && s->count == container->count)
        return s->before;
    uint32_t *before = make_sums(c, container);
    if ((c->used + 1) * 2 > c->slot_count)
        grow(c);
    s = slot_of(c, container->items);
    if (s->items)
        free(s->before);
    else
        c->used++;
    *s = (struct sums){container->items, container->count, before};
    return before;
}

/* ---- counting */

bool counts_folded(const struct counts *c, const struct json *v)
{
    for (size_t i = 0; i < c->exception_count; i++)
        if (c->exceptions[i] == v->items)
            return !c->all_folded;
    return c->all_folded;
}

uint32_t counts_lines(struct counts *c, const struct json *v)
{
    if (v->count == 0 || counts_folded(c, v) || (v->flags & JSON_NAMED && c->hidden(c->context, v)))
        return 1;
    return counts_inside(c, v) + 2;
}

uint32_t counts_before(struct counts *c, const struct json *container, uint32_t index)
{
    if (keeps_sums(container))
        return sums_of(c, container)[index];
    uint32_t lines = 0;
    for (uint32_t i = 0; i < index; i++)
        lines += counts_lines(c, &container->items[i]);
    return lines;
}

uint32_t counts_inside(struct counts *c, const struct json *container)
{
    return counts_before(c, container, container->count);
}

static uint32_t search(const uint32_t *before, uint32_t count, uint32_t line)
{
    uint32_t low = 0, high = count; /* before[low] <= line < before[high] */
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (before[middle] <= line)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t counts_child_at(struct counts *c, const struct json *container, uint32_t *line)
{
    uint32_t i = 0;
    if (keeps_sums(container)) {
        const uint32_t *before = sums_of(c, container);
        i = search(before, container->count, *line);
        *line -= before[i];
        return i;
    }
    for (uint32_t lines; *line >= (lines = counts_lines(c, &container->items[i])); i++)
        *line -= lines;
    return i;
}

void counts_splice(struct counts *c, const struct json *container, size_t at, size_t removed, size_t added)
{
    struct sums *s = find_sums(c, container);
    if (!s)
        return;
    if (!keeps_sums(container) || s->count + added != container->count + removed) {
        s->count = 0; /* of no use any more: made anew when it is asked for */
        return;
    }
    const uint32_t old_lines = s->before[at + removed] - s->before[at];
    if (added > removed)
        s->before = xreallocarray(s->before, (size_t)container->count + 1, sizeof *s->before);
    memmove(s->before + at + added, s->before + at + removed,
            ((size_t)s->count + 1 - at - removed) * sizeof *s->before);
    s->count = container->count;
    uint32_t lines = s->before[at + added] - old_lines;
    for (size_t i = at; i < at + added; i++) {
        s->before[i] = lines;
        lines += counts_lines(c, &container->items[i]);
    }
    const uint32_t shift = lines - s->before[at + added]; /* modulo 2^32, where it may be negative */
    if (shift != 0)
        for (size_t i = at + added; i <= s->count; i++)
            s->before[i] += shift;
}
