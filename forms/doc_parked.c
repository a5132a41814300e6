/* What is kept beside the document by path: values that were put aside, and text that is no value yet. It
 * stays with its record while records come, go and move. */
#include "forms/doc_private.h"
#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* ---- values put aside */

static void tell(struct doc *d, const char *pointer, const struct json *value)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_PARK, .pointer = pointer, .values = value, .count = 1});
}

void doc_tell_parked(struct doc *d)
{
    for (size_t i = 0; i < d->parked_count; i++)
        if (!d->parked[i].gone)
            tell(d, d->parked[i].pointer, &d->parked[i].value);
}

static struct parked *find_parked(const struct doc *d, const char *pointer)
{
    for (size_t i = 0; i < d->parked_count; i++)
        if (!d->parked[i].gone && strcmp(d->parked[i].pointer, pointer) == 0)
            return &d->parked[i];
    return NULL;
}

void doc_park(struct doc *d, const char *pointer, const struct json *value)
{
    tell(d, pointer, value);
    struct parked *p = find_parked(d, pointer);
    if (!p) {
        d->parked = xreallocarray(d->parked, d->parked_count + 1, sizeof *d->parked);
        p = &d->parked[d->parked_count++];
        *p = (struct parked){.pointer = xstrdup(pointer)};
    }
    p->value = json_clone(&d->arena, value);
}

const struct json *doc_parked(const struct doc *d, const char *pointer)
{
    const struct parked *p = find_parked(d, pointer);
    return p ? &p->value : NULL;
}

/* ---- text that is no value yet */

/* A name that no member has. */
#define TYPED "#draft"

const struct json *doc_typed(const struct doc *d, const char *pointer)
{
    char *at = path_join(pointer, TYPED);
    const struct json *typed = doc_parked(d, at);
    free(at);
    return json_is(typed, JSON_STRING) ? typed : NULL;
}

void doc_type(struct doc *d, const char *pointer, const char *text, size_t len)
{
    if (!text && !doc_typed(d, pointer))
        return;
    const struct json value = text ? json_make_chars(&d->arena, text, len) : json_make_null();
    char *at = path_join(pointer, TYPED);
    doc_park(d, at, &value);
    free(at);
}

const char *doc_half_typed(const struct doc *d, size_t *len)
{
    for (size_t i = 0; i < d->parked_count; i++) {
        const struct parked *p = &d->parked[i];
        const char *name = strrchr(p->pointer, '/');
        if (p->gone || !name || strcmp(name + 1, TYPED) != 0 || !json_is(&p->value, JSON_STRING))
            continue;
        *len = (size_t)(name - p->pointer);
        return p->pointer;
    }
    return NULL;
}

/* ---- while the document changes */

/* The one before it in the order of indexes, and how many there are below: where index would be. */
static size_t count_below(const size_t *indexes, size_t count, size_t index)
{
    size_t low = 0;
    while (low < count) {
        const size_t middle = (low + count) / 2;
        if (indexes[middle] < index)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

static bool follow_move(const struct doc_change *c, size_t *index)
{
    if (*index == c->from)
        *index = c->to;
    else if (c->from < *index && *index <= c->to)
        --*index;
    else if (c->to <= *index && *index < c->from)
        ++*index;
    return true;
}

/* Those that went, or came to stand, at certain places; false: it went. */
static bool follow_items(const struct doc_change *c, size_t *index)
{
    const size_t below = count_below(c->indexes, c->count, *index);
    if (c->added < c->removed) {
        const bool went = below < c->count && c->indexes[below] == *index;
        *index -= below;
        return !went;
    }
    for (size_t i = 0; i < c->count && c->indexes[i] <= *index; i++)
        ++*index;
    return true;
}

/* The item's index after the change of its array. false: it went. */
static bool follow(const struct doc_change *c, size_t *index)
{
    if (c->moved)
        return follow_move(c, index);
    if (c->indexes)
        return follow_items(c, index);
    const bool went = c->added < c->removed && c->at <= *index && *index < c->at + c->removed;
    if (!went && *index >= c->at + c->removed)
        *index = *index - c->removed + c->added;
    return !went;
}

static void put_in_place(struct parked *p, size_t len, const char *with)
{
    char *pointer = xasprintf("%s%s", with, p->pointer + len);
    free(p->pointer);
    p->pointer = pointer;
}

static void follow_in_array(struct parked *p, const struct doc_change *c, size_t edit)
{
    const size_t container = strlen(c->container), len = strcspn(p->pointer + container + 1, "/");
    size_t index;
    if (!path_index(p->pointer + container + 1, len, &index))
        return;
    const size_t before = index;
    if (!follow(c, &index)) {
        p->gone = true;
        p->with = edit;
    } else if (index != before) {
        char *item = path_join_index(c->container, index);
        put_in_place(p, container + 1 + len, item);
        free(item);
    }
}

void doc_parked_follow(struct doc *d, const struct doc_change *c, size_t edit)
{
    for (size_t i = 0; i < d->parked_count; i++) {
        struct parked *p = &d->parked[i];
        if (p->gone && p->with == edit)
            p->gone = false; /* what took it away is taken back */
        else if (p->gone || !c->container || !path_within(c->container, p->pointer) ||
                 !p->pointer[strlen(c->container)])
            continue;
        else if (!c->member)
            follow_in_array(p, c, edit);
        else if (path_within(c->member, p->pointer) && strcmp(c->member, c->renamed) != 0)
            put_in_place(p, strlen(c->member), c->renamed);
    }
}

void doc_parked_forget(struct doc *d, size_t from)
{
    size_t left = 0;
    for (size_t i = 0; i < d->parked_count; i++)
        if (d->parked[i].gone && d->parked[i].with >= from)
            free(d->parked[i].pointer);
        else
            d->parked[left++] = d->parked[i];
    d->parked_count = left;
}

void doc_drop_parked(struct doc *d)
{
    for (size_t i = 0; i < d->parked_count; i++)
        free(d->parked[i].pointer);
    free(d->parked);
}
