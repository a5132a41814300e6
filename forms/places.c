#include "forms/places.h"

#include "forms/mem.h"

#include <stdlib.h>

/* A pointer's hash and its counts; hash 0: a free slot. One whose counts have become 0 stays until the table
 * grows. */
struct place {
    uint64_t hash;
    uint32_t at, within;
};

struct places {
    struct place *slots;
    size_t count, cap; /* cap: a power of two */
};

enum { FIRST_CAP = 64 };

/* FNV-1a: it goes on from the hash of what stands before, and thus gives that of every parent on the way. */
static const uint64_t HASH_BEGIN = UINT64_C(14695981039346656037);

static uint64_t hash_byte(uint64_t hash, char c)
{
    return (hash ^ (unsigned char)c) * UINT64_C(1099511628211);
}

struct places *places_new(void)
{
    struct places *p = xcalloc(1, sizeof *p);
    p->cap = FIRST_CAP;
    p->slots = xcalloc(p->cap, sizeof *p->slots);
    return p;
}

void places_free(struct places *p)
{
    if (!p)
        return;
    free(p->slots);
    free(p);
}

/* The slot of the hash, or the free one where it belongs. */
static struct place *slot_of(const struct places *p, uint64_t hash)
{
    size_t i = (size_t)(hash ^ hash >> 32) & (p->cap - 1);
    while (p->slots[i].hash && p->slots[i].hash != hash)
        i = (i + 1) & (p->cap - 1);
    return &p->slots[i];
}

static void grow(struct places *p)
{
    struct places old = *p;
    size_t kept = 0;
    for (size_t i = 0; i < old.cap; i++)
        kept += old.slots[i].within > 0;
    while (p->cap < 4 * (kept + 1))
        p->cap *= 2;
    p->slots = xcalloc(p->cap, sizeof *p->slots);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].within > 0)
            *slot_of(p, old.slots[i].hash) = old.slots[i];
    p->count = kept;
    free(old.slots);
}

static void count_place(struct places *p, uint64_t hash, bool at, bool adds)
{
    if (adds && 2 * (p->count + 1) > p->cap)
        grow(p);
    struct place *s = slot_of(p, hash);
    if (!s->hash) {
        s->hash = hash;
        p->count++;
    }
    s->within += adds ? 1 : (uint32_t)-1;
    s->at += !at ? 0 : adds ? 1 : (uint32_t)-1;
}

/* The pointer itself and all above it. */
static void count_path(struct places *p, const char *pointer, bool adds)
{
    uint64_t hash = HASH_BEGIN;
    for (size_t i = 0; pointer[i]; i++) {
        if (pointer[i] == '/')
            count_place(p, hash, false, adds);
        hash = hash_byte(hash, pointer[i]);
    }
    count_place(p, hash, true, adds);
}

void places_add(struct places *p, const char *pointer)
{
    count_path(p, pointer, true);
}

void places_remove(struct places *p, const char *pointer)
{
    count_path(p, pointer, false);
}

static const struct place *find(const struct places *p, const char *pointer)
{
    uint64_t hash = HASH_BEGIN;
    for (size_t i = 0; pointer[i]; i++)
        hash = hash_byte(hash, pointer[i]);
    return slot_of(p, hash);
}

size_t places_at(const struct places *p, const char *pointer)
{
    return find(p, pointer)->at;
}

size_t places_within(const struct places *p, const char *pointer)
{
    return find(p, pointer)->within;
}
