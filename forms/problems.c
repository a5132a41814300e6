#include "forms/check.h"
#include "forms/check_walk.h"

#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

void problems_init(struct problems *p)
{
    *p = (struct problems){0};
}

static void release(struct problem *q)
{
    free(q->pointer);
    free(q->text);
}

void problems_finish(struct problems *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->count; i++)
        release(&p->items[i]);
    free(p->items);
    *p = (struct problems){0};
}

void problems_clear(struct problems *p)
{
    problems_finish(p);
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
    problems_take(
        p, (struct problem){
               .pointer = xstrdup(pointer), .keyword = keyword, .severity = severity, .text = xstrdup(text)});
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

size_t problems_within(const struct problems *p, const char *pointer)
{
    size_t count = 0;
    for (size_t i = 0; i < p->count; i++)
        count += path_within(pointer, p->items[i].pointer);
    return count;
}

void problems_drop(struct problems *p, const char *pointer, enum severity severity)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->count; i++) {
        struct problem *q = &p->items[i];
        if (q->severity != severity || !path_within(pointer, q->pointer)) {
            p->items[kept++] = *q;
            continue;
        }
        p->errors -= severity == SEVERITY_ERROR;
        p->warnings -= severity == SEVERITY_WARNING;
        release(q);
    }
    p->count = kept;
}
