#include "forms/keys_private.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

void terms_init(struct terms *t)
{
    *t = (struct terms){.slot_count = 64};
    arena_init(&t->texts);
    t->slots = xcalloc(t->slot_count, sizeof *t->slots);
}

void terms_finish(struct terms *t)
{
    arena_finish(&t->texts);
    free(t->items);
    free(t->slots);
    free(t->touched);
    *t = (struct terms){0};
}

/* FNV-1a. It begins with where the table lies in memory, which nobody who writes a file can know: keys cannot
 * be made to fall on one slot. */
static uint64_t hash_of(const struct terms *t, const char *space, const char *text, size_t len)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ (uintptr_t)t;
    for (; *space; space++)
        h = (h ^ (unsigned char)*space) * UINT64_C(1099511628211);
    h = (h ^ 0) * UINT64_C(1099511628211);
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return h ^ h >> 32;
}

static bool is_term(const struct term *t, const char *space, const char *text, size_t len)
{
    return t->len == len && (len == 0 || memcmp(t->text, text, len) == 0) && strcmp(t->space, space) == 0;
}

/* The slot of the term, or the free one where it belongs. */
static uint32_t *slot_of(const struct terms *t, const char *space, const char *text, size_t len)
{
    size_t i = (size_t)hash_of(t, space, text, len) & (t->slot_count - 1);
    while (t->slots[i] && !is_term(&t->items[t->slots[i] - 1], space, text, len))
        i = (i + 1) & (t->slot_count - 1);
    return &t->slots[i];
}

uint32_t terms_find(const struct terms *t, const char *space, const char *text, size_t len)
{
    const uint32_t slot = *slot_of(t, space, text, len);
    return slot ? slot - 1 : NO_TERM;
}

static void grow_slots(struct terms *t)
{
    t->slot_count *= 2;
    free(t->slots);
    t->slots = xcalloc(t->slot_count, sizeof *t->slots);
    for (uint32_t i = 0; i < t->count; i++)
        *slot_of(t, t->items[i].space, t->items[i].text, t->items[i].len) = i + 1;
}

uint32_t terms_intern(struct terms *t, const char *space, const char *text, size_t len)
{
    uint32_t *slot = slot_of(t, space, text, len);
    if (*slot)
        return *slot - 1;
    if (2 * (size_t)(t->count + 1) > t->slot_count) {
        grow_slots(t);
        slot = slot_of(t, space, text, len);
    }
    if (t->count == t->cap) {
        t->cap = t->cap ? 2 * t->cap : 64;
        t->items = xreallocarray(t->items, t->cap, sizeof *t->items);
    }
    char *copy = arena_text(&t->texts, len + 1);
    if (len)
        memcpy(copy, text, len);
    t->items[t->count] = (struct term){.space = space, .text = copy, .len = (uint32_t)len};
    *slot = ++t->count;
    return t->count - 1;
}

void terms_count(struct terms *t, uint32_t term, bool own, int by)
{
    struct term *x = &t->items[term];
    uint32_t *count = own ? &x->own : &x->uses;
    if (own && !x->touched) {
        if (t->touched_count == t->touched_cap) {
            t->touched_cap = t->touched_cap ? 2 * t->touched_cap : 16;
            t->touched = xreallocarray(t->touched, t->touched_cap, sizeof *t->touched);
        }
        t->touched[t->touched_count++] = term;
        x->touched = true;
        x->own_before = x->own;
    }
    *count = by > 0 ? *count + 1 : *count - 1;
}

void terms_settle(struct terms *t)
{
    for (size_t i = 0; i < t->touched_count; i++)
        t->items[t->touched[i]].touched = false;
    t->touched_count = 0;
}

static int rank(uint32_t owners)
{
    return owners > 1 ? 2 : (int)owners;
}

bool terms_concerned(const struct term *t)
{
    /* a new one that only its owner mentions concerns nobody else, and that record has just been read */
    const bool alone = t->uses == 0 && (t->own == 0 || (t->own == 1 && t->own_before == 0));
    return t->touched && !alone && rank(t->own) != rank(t->own_before);
}
