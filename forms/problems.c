#include "forms/check.h"
#include "forms/check_walk.h"
#include "forms/fix.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/places.h"

#include <stdlib.h>
#include <string.h>

void problems_init(struct problems *p)
{
    *p = (struct problems){0};
}

void problems_watch(struct problems *p)
{
    if (p->places)
        return;
    p->places = places_new();
    for (size_t i = 0; i < p->count; i++)
        places_add(p->places, p->items[i].pointer);
}

/* Frees what a problem holds, and takes it out of the places that p counts. */
static void problems_release(struct problems *p, struct problem *q)
{
    if (p->places)
        places_remove(p->places, q->pointer);
    free(q->pointer);
    free(q->text);
    fix_finish(&q->fix);
}

void problems_finish(struct problems *p)
{
    if (!p)
        return;
    places_free(p->places);
    p->places = NULL;
    for (size_t i = 0; i < p->count; i++)
        problems_release(p, &p->items[i]);
    free(p->items);
    *p = (struct problems){0};
}

void problems_clear(struct problems *p)
{
    bool watched = p->places != NULL;
    problems_finish(p);
    if (watched)
        problems_watch(p);
}

void problems_count(struct problems *p, enum severity severity)
{
    p->errors += severity == SEVERITY_ERROR;
    p->warnings += severity == SEVERITY_WARNING;
}

void problems_take(struct problems *p, struct problem take)
{
    if (p->count == p->cap) {
        p->cap = p->cap ? 2 * p->cap : 16;
        p->items = xreallocarray(p->items, p->cap, sizeof *p->items);
    }
    p->items[p->count++] = take;
    problems_count(p, take.severity);
}

void problems_add(struct problems *p, const char *pointer, const char *keyword, enum severity severity,
                  const char *text)
{
    if (p->places)
        places_add(p->places, pointer);
    problems_take(
        p, (struct problem){
               .pointer = xstrdup(pointer), .keyword = keyword, .severity = severity, .text = xstrdup(text)});
}

void problems_copy(struct problems *p, const struct problem *q)
{
    problems_add(p, q->pointer, q->keyword, q->severity, q->text);
    p->items[p->count - 1].fix = fix_copy(&q->fix);
}

const struct problem *problems_at(const struct problems *p, const char *pointer)
{
    const struct problem *found = NULL;
    for (size_t i = 0; i < p->count; i++) {
        const struct problem *q = &p->items[i];
        if (strcmp(q->pointer, pointer) == 0 && (!found || q->severity == SEVERITY_ERROR)) {
            found = q;
            if (q->severity == SEVERITY_ERROR)
                break;
        }
    }
    return found;
}

size_t problems_standing(const struct problems *p, const char *pointer)
{
    size_t count = 0;
    if (p->places)
        return places_at(p->places, pointer);
    for (size_t i = 0; i < p->count; i++)
        count += strcmp(p->items[i].pointer, pointer) == 0;
    return count;
}

size_t problems_within(const struct problems *p, const char *pointer)
{
    size_t count = 0;
    if (p->places)
        return places_within(p->places, pointer);
    for (size_t i = 0; i < p->count; i++)
        count += path_within(pointer, p->items[i].pointer);
    return count;
}

void problems_drop(struct problems *p, const char *pointer, enum severity severity)
{
    size_t kept = 0;
    if (problems_within(p, pointer) == 0)
        return;
    for (size_t i = 0; i < p->count; i++) {
        struct problem *q = &p->items[i];
        if (q->severity != severity || !path_within(pointer, q->pointer)) {
            p->items[kept++] = *q;
            continue;
        }
        p->errors -= severity == SEVERITY_ERROR;
        p->warnings -= severity == SEVERITY_WARNING;
        problems_release(p, q);
    }
    p->count = kept;
}
