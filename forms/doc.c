#include "forms/doc.h"

#include "forms/doc_private.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening and closing */

struct doc *doc_new(const char *text, size_t len, struct err *e)
{
    return doc_new_taking(xstrndup(text, len), len, e);
}

struct doc *doc_new_taking(char *take, size_t len, struct err *e)
{
    struct doc_opening *o = doc_opening_new(take, len);
    doc_opening_step(o, SIZE_MAX);
    return doc_opening_finish(o, e);
}

struct doc_opening {
    struct doc *doc; /* its text and arena; the tree comes last */
    struct json_parser *parser;
};

struct doc_opening *doc_opening_new(char *take, size_t len)
{
    struct doc_opening *o = xmalloc(sizeof *o);
    o->doc = xcalloc(1, sizeof *o->doc);
    o->doc->text = take;
    arena_init(&o->doc->arena);
    o->parser = json_parser_new(&o->doc->arena, take, len);
    return o;
}

bool doc_opening_step(struct doc_opening *o, size_t bytes)
{
    return json_parser_step(o->parser, bytes);
}

size_t doc_opening_done(const struct doc_opening *o)
{
    return json_parser_offset(o->parser);
}

struct doc *doc_opening_finish(struct doc_opening *take, struct err *e)
{
    struct doc *d = take->doc;
    const bool good = json_parser_result(take->parser, &d->tree, e);
    if (good && json_is(&d->tree.root, JSON_OBJECT)) {
        take->doc = NULL;
        d->size = d->tree.len;
    } else {
        if (good)
            err_set(e, ERR_TYPE, "A configuration is a JSON object: it begins with { and ends with }.");
        d = NULL;
    }
    doc_opening_free(take);
    return d;
}

void doc_opening_free(struct doc_opening *o)
{
    if (!o)
        return;
    json_parser_free(o->parser);
    doc_free(o->doc);
    free(o);
}

void doc_free(struct doc *d)
{
    if (!d)
        return;
    doc_drop_edits(d, 0);
    doc_drop_parked(d);
    doc_drop_changes(d);
    free(d->edits);
    free(d->open);
    for (size_t i = 0; i < d->other_count; i++)
        free(d->others[i]);
    free(d->others);
    arena_finish(&d->arena);
    free(d->text);
    free(d);
}

/* ---- reading */

long doc_child(const struct json *container, const char *token, size_t len)
{
    size_t index;
    if (json_is(container, JSON_OBJECT))
        return json_find(container, token, len);
    if (json_is(container, JSON_ARRAY) && path_index(token, len, &index) && index < container->count)
        return (long)index;
    return -1;
}

/* The same for a token as it stands in a pointer, after the slash at p[-1]. */
static long find_child(const struct json *v, const char *p, size_t len)
{
    if (!memchr(p, '~', len))
        return doc_child(v, p, len);
    struct buf token;
    buf_init(&token, len);
    const char *at = p - 1;
    path_next(&at, &token);
    const long index = doc_child(v, token.data, token.len);
    buf_finish(&token);
    return index;
}

/* Follows the pointer as far as there are values; true when that is to its end. */
static bool walk_from(const struct json *root, const char *pointer, struct trail *t)
{
    t->depth = 0;
    t->value[0] = (struct json *)(uintptr_t)root; /* edits walk it as well */
    t->index[0] = t->end[0] = 0;
    const char *at = pointer;
    while (*at == '/') {
        const size_t len = strcspn(at + 1, "/");
        struct json *v = t->value[t->depth];
        const long child = t->depth < JSON_DEPTH_MAX ? find_child(v, at + 1, len) : -1;
        if (child < 0)
            return false;
        at += 1 + len;
        t->depth++;
        t->value[t->depth] = &v->items[child];
        t->index[t->depth] = (size_t)child;
        t->end[t->depth] = (size_t)(at - pointer);
    }
    return *at == '\0';
}

bool doc_walk(const struct doc *d, const char *pointer, struct trail *t)
{
    return walk_from(&d->tree.root, pointer, t);
}

struct json *trail_last(const struct trail *t)
{
    return t->value[t->depth];
}

const struct json *doc_root(const struct doc *d)
{
    return &d->tree.root;
}

const struct json *doc_value(const struct json *root, const char *pointer)
{
    struct trail t;
    return walk_from(root, pointer, &t) ? trail_last(&t) : NULL;
}

const struct json *doc_get(const struct doc *d, const char *pointer)
{
    return doc_value(&d->tree.root, pointer);
}

size_t doc_count(const struct doc *d, const char *pointer)
{
    const struct json *v = doc_get(d, pointer);
    return v ? v->count : 0;
}

struct arena *doc_arena(struct doc *d)
{
    return &d->arena;
}

/* ---- writing */

const char *doc_text(const struct doc *d, size_t *len)
{
    *len = d->tree.len;
    return d->tree.text;
}

bool doc_write(const struct doc *d, json_sink *sink, void *context)
{
    return json_write(&d->tree, sink, context);
}

static bool add_size(void *total, const char *p, size_t len)
{
    (void)p;
    *(size_t *)total += len;
    return true;
}

size_t doc_size(struct doc *d)
{
    if (d->size == UNCOUNTED) {
        d->size = 0;
        json_write(&d->tree, add_size, &d->size);
    }
    return d->size;
}
