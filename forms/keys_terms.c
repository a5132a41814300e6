#include "forms/hash.h"
#include "forms/keys_private.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_LEAST = 64 };

void terms_init(struct terms *t, size_t expected)
{
    *t = (struct terms){.slot_count = SLOTS_LEAST};
    while (t->slot_count < 2 * expected)
        t->slot_count *= 2;
    arena_init(&t->texts);
    t->memory = xcalloc(1, sizeof *t->memory);
    t->slots = xcalloc(t->slot_count, sizeof *t->slots);
    t->cap = (uint32_t)(expected < UINT32_MAX / 2 ? expected : UINT32_MAX / 2) + 1;
    t->items = xreallocarray(NULL, t->cap, sizeof *t->items);
}

void terms_finish(struct terms *t)
{
    arena_finish(&t->texts);
    free(t->items);
    free(t->slots);
    free(t->touched);
    free(t->memory);
    free(t->owned);
    *t = (struct terms){0};
}

static uint32_t term_hash(const struct terms *t, const char *space, const char *text, size_t len)
{
    return hash_bytes((uintptr_t)t ^ (uintptr_t)space, text, len);
}

static bool is_term(const struct term *t, uint32_t hash, const char *space, const char *text, size_t len)
{
    return t->hash == hash && t->len == len && t->space == space && memcmp(t->text, text, len) == 0;
}

/* The slot of the term, or the free one where it belongs. */
static uint32_t *slot_of(const struct terms *t, uint32_t hash, const char *space, const char *text,
                         size_t len)
{
    size_t i = hash & (t->slot_count - 1);
    while (t->slots[i] && !is_term(&t->items[t->slots[i] - 1], hash, space, text, len))
        i = (i + 1) & (t->slot_count - 1);
    return &t->slots[i];
}

uint32_t terms_find(const struct terms *t, const char *space, const char *text, size_t len)
{
    const uint32_t slot = *slot_of(t, term_hash(t, space, text, len), space, text, len);
    return slot ? slot - 1 : NO_TERM;
}

static void grow_slots(struct terms *t)
{
    t->slot_count *= 2;
    free(t->slots);
    t->slots = xcalloc(t->slot_count, sizeof *t->slots);
    for (uint32_t n = 0; n < t->count; n++) {
        size_t i = t->items[n].hash & (t->slot_count - 1);
        while (t->slots[i])
            i = (i + 1) & (t->slot_count - 1);
        t->slots[i] = n + 1;
    }
}

uint32_t terms_intern(struct terms *t, const char *space, const char *text, size_t len, bool lasting)
{
    const uint32_t hash = term_hash(t, space, text, len);
    uint32_t *slot = slot_of(t, hash, space, text, len);
    if (*slot)
        return *slot - 1;
    if (2 * (size_t)(t->count + 1) > t->slot_count) {
        grow_slots(t);
        slot = slot_of(t, hash, space, text, len);
    }
    if (t->count == t->cap) {
        t->cap *= 2;
        t->items = xreallocarray(t->items, t->cap, sizeof *t->items);
    }
    if (!lasting)
        text = memcpy(arena_text(&t->texts, len), text, len);
    t->items[t->count] = (struct term){.space = space, .text = text, .len = (uint32_t)len, .hash = hash};
    *slot = ++t->count;
    return t->count - 1;
}

static void forget(struct memory *m, const char *space)
{
    for (size_t i = 0; i < MEANT_KEPT; i++)
        if (m->items[i].space == space)
            m->items[i].space = NULL;
}

/* There are as many as lists, and a few. */
static struct owned *find_owned(const struct terms *t, const char *space)
{
    for (size_t i = 0; i < t->owned_count; i++)
        if (t->owned[i].space == space)
            return &t->owned[i];
    return NULL;
}

bool terms_owned(const struct terms *t, const char *space)
{
    const struct owned *o = find_owned(t, space);
    return o && o->texts > 0;
}

static void count_owned(struct terms *t, const char *space, bool more)
{
    struct owned *o = find_owned(t, space);
    if (!o) {
        t->owned = xreallocarray(t->owned, t->owned_count + 1, sizeof *t->owned);
        o = &t->owned[t->owned_count++];
        *o = (struct owned){.space = space};
    }
    o->texts = more ? o->texts + 1 : o->texts - 1;
}

void terms_count(struct terms *t, uint32_t term, bool own, int by)
{
    struct term *x = &t->items[term];
    uint32_t *count = own ? &x->own : &x->uses;
    if (own && t->settled && !x->touched) {
        if (t->touched_count == t->touched_cap) {
            t->touched_cap = t->touched_cap ? 2 * t->touched_cap : 16;
            t->touched = xreallocarray(t->touched, t->touched_cap, sizeof *t->touched);
        }
        t->touched[t->touched_count++] = term;
        x->touched = true;
        x->own_before = x->own & INT32_MAX;
    }
    *count = by > 0 ? *count + 1 : *count - 1;
    if (own && *count == (by > 0)) {
        forget(t->memory, x->space);
        count_owned(t, x->space, by > 0);
    }
}

void terms_settle(struct terms *t)
{
    for (size_t i = 0; i < t->touched_count; i++)
        t->items[t->touched[i]].touched = false;
    t->touched_count = 0;
    t->settled = true;
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
