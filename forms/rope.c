#include "forms/rope.h"

#include "forms/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* far, or else those of own from 'gone' on. */
struct strand {
    const char *far;
    size_t len;
    struct buf own;
    size_t gone;
};

void rope_finish(struct rope *r)
{
    for (size_t i = 0; i < r->count; i++)
        buf_finish(&r->strands[i].own);
    free(r->strands);
    *r = (struct rope){0};
}

static struct strand *last(const struct rope *r)
{
    return r->count ? &r->strands[r->count - 1] : NULL;
}

static void reserve_strands(struct rope *r, size_t more)
{
    if (r->strands && r->count + more <= r->cap)
        return;
    r->cap = 2 * r->cap + more;
    r->strands = xreallocarray(r->strands, r->cap, sizeof *r->strands);
}

static struct strand *add_strand(struct rope *r)
{
    reserve_strands(r, 1);
    struct strand *s = &r->strands[r->count++];
    *s = (struct strand){0};
    buf_init(&s->own, SIZE_MAX - 1);
    return s;
}

/* The last that begins there or before. */
static struct strand *strand_at(const struct rope *r, size_t at)
{
    size_t i = r->count, begin = r->len;
    while (i > 0) {
        begin -= r->strands[--i].len;
        if (begin <= at)
            return &r->strands[i];
    }
    return NULL;
}

void rope_reserve(struct rope *r, size_t at, size_t len)
{
    reserve_strands(r, 3);
    struct strand *s = strand_at(r, at);
    if (!s || s->far)
        s = add_strand(r);
    buf_reserve(&s->own, len);
}

void rope_add(struct rope *r, const char *p, size_t len)
{
    if (!len)
        return;
    struct strand *s = last(r);
    if (!s || s->far)
        s = add_strand(r);
    buf_add(&s->own, p, len);
    s->len += len;
    r->len += len;
}

void rope_refer(struct rope *r, const char *p, size_t len)
{
    if (!len)
        return;
    struct strand *s = add_strand(r);
    s->far = p;
    s->len = len;
    r->len += len;
}

/* The first that is not empty, or NULL. */
static struct strand *first(const struct rope *r)
{
    size_t i = 0;
    while (i < r->count && !r->strands[i].len)
        i++;
    return i < r->count ? &r->strands[i] : NULL;
}

const char *rope_front(const struct rope *r, size_t *len)
{
    const struct strand *s = first(r);
    *len = s ? s->len : 0;
    if (!s)
        return "";
    return s->far ? s->far : s->own.data + s->gone;
}

/* Those at the beginning that hold nothing any more. */
static void drop_empty(struct rope *r)
{
    const struct strand *s = first(r);
    const size_t empty = s ? (size_t)(s - r->strands) : r->count;
    for (size_t i = 0; i < empty; i++)
        buf_finish(&r->strands[i].own);
    r->count -= empty;
    memmove(r->strands, r->strands + empty, r->count * sizeof *r->strands);
}

void rope_drop(struct rope *r, size_t len)
{
    for (struct strand *s; len && (s = first(r));) {
        const size_t here = len < s->len ? len : s->len;
        s->far = s->far ? s->far + here : NULL;
        s->gone += here;
        s->len -= here;
        r->len -= here;
        len -= here;
    }
    if (r->count)
        drop_empty(r);
}

/* What becomes empty in the end keeps its room. */
void rope_truncate(struct rope *r, size_t len)
{
    for (struct strand *s; r->len > len && (s = last(r));) {
        const size_t more = r->len - len, here = more < s->len ? more : s->len;
        s->len -= here;
        r->len -= here;
        buf_truncate(&s->own, s->gone + s->len);
        if (!s->len && (s->far || r->len > len)) {
            buf_finish(&s->own);
            r->count--;
        }
    }
}
