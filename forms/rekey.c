/* References that get another key, or go. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/uses.h"

#include <stdlib.h>
#include <string.h>

struct pair {
    struct key_text from; /* first, so that pairs are in its order */
    char *from_text, *to; /* to: or NULL */
};

struct rekey {
    const struct wizard *w;
    char *list;
    struct pair *pairs;
    size_t count, cap;
    struct uses uses; /* of any of them, when they are found */
    bool found;
    size_t left; /* uses that were not changed yet */
    size_t changed;
};

struct rekey *rekey_new(const struct wizard *w, const char *list)
{
    struct rekey *r = xcalloc(1, sizeof *r);
    r->w = w;
    r->list = xstrdup(list);
    return r;
}

void rekey_free(struct rekey *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->count; i++) {
        free(r->pairs[i].from_text);
        free(r->pairs[i].to);
    }
    free(r->pairs);
    uses_finish(&r->uses);
    free(r->list);
    free(r);
}

void rekey_add(struct rekey *r, const char *from, size_t len, const char *to)
{
    if (len == 0)
        return;
    if (r->count == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 4;
        r->pairs = xreallocarray(r->pairs, r->cap, sizeof *r->pairs);
    }
    char *text = xstrndup(from, len);
    r->pairs[r->count++] = (struct pair){{text, len}, text, to ? xstrdup(to) : NULL};
}

size_t rekey_count(const struct rekey *r)
{
    return r->count;
}

const char *rekey_from(const struct rekey *r, size_t index)
{
    return r->pairs[index].from_text;
}

size_t rekey_changed(const struct rekey *r)
{
    return r->changed;
}

/* ---- one record */

/* Its values that name a key, and which. */
struct named {
    const struct rekey *r;
    struct place {
        char *pointer;
        const struct pair *pair;
    } * places;
    size_t count;
};

static bool note(void *context, const char *pointer, const char *list, const char *text, size_t len)
{
    struct named *n = context;
    const struct key_text from = {text, len};
    const struct pair *p = bsearch(&from, n->r->pairs, n->r->count, sizeof *p, key_text_order);
    if (!p || strcmp(list, n->r->list) != 0)
        return true;
    n->places = xreallocarray(n->places, n->count + 1, sizeof *n->places);
    n->places[n->count++] = (struct place){xstrdup(pointer), p};
    return true;
}

/* A value beside the lists: what it says is all that is needed. */
static void note_beside(struct named *n, const struct doc *d, const char *pointer)
{
    const struct json *v = doc_get(d, pointer);
    struct buf scratch;
    size_t len;
    if (!json_is(v, JSON_STRING))
        return;
    buf_init(&scratch, BUF_BODY_MAX);
    const char *text = json_chars(v, &scratch, &len);
    note(n, pointer, n->r->list, text, len);
    buf_finish(&scratch);
}

/* What goes with a reference: an object that says which kind of record it names, ... */
static bool is_resource(const struct rekey *r, const char *pointer)
{
    char *name = path_last(pointer);
    const char *space;
    const bool is = wizard_meaning(r->w, NULL, name, strlen(name), &space) == MEANING_RESOURCE;
    free(name);
    return is;
}

/* ... and objects beside the lists that hold nothing any more. */
static bool clear(const struct rekey *r, struct doc *d, const char *pointer, bool beside, struct err *e)
{
    char *at = beside && is_resource(r, pointer) ? path_parent(pointer) : xstrdup(pointer);
    bool done = doc_unset(d, at, e);
    char *above = path_parent(at);
    while (done && beside && above && *above && json_is(doc_get(d, above), JSON_OBJECT) &&
           doc_count(d, above) == 0) {
        char *next = path_parent(above);
        done = doc_unset(d, above, e);
        free(above);
        above = next;
    }
    free(above);
    free(at);
    return done;
}

static bool change(struct rekey *r, struct doc *d, const struct use *u, struct err *e)
{
    struct named n = {.r = r};
    if (u->list) {
        char *record = path_join_index(u->list, u->index);
        uses_in_record(r->w, u->list, record, doc_get(d, record), note, &n);
        free(record);
    } else {
        note_beside(&n, d, u->pointer);
    }
    bool done = true;
    for (size_t i = n.count; i-- > 0;) { /* items from the last: those before keep their places */
        const char *to = n.places[i].pair->to;
        if (done)
            done = to ? doc_set_chars(d, n.places[i].pointer, to, strlen(to), e)
                      : clear(r, d, n.places[i].pointer, !u->list, e);
        free(n.places[i].pointer);
    }
    r->changed += n.count;
    free(n.places);
    return done;
}

/* All at once: a pass over the records for each key would take minutes for 100,000 of both. */
static void find(struct rekey *r, const struct doc *d, const struct keys *k)
{
    struct key_text *texts = xcalloc(r->count + 1, sizeof *texts);
    if (r->count > 0)
        qsort(r->pairs, r->count, sizeof *r->pairs, key_text_order);
    for (size_t i = 0; i < r->count; i++)
        texts[i] = r->pairs[i].from;
    uses_find_any(k, r->w, doc_root(d), r->list, texts, r->count, &r->uses);
    r->found = true;
    r->left = r->uses.count;
    free(texts);
}

bool rekey_step(struct rekey *r, struct doc *d, const struct keys *k, size_t references, struct err *e)
{
    const size_t enough = r->changed + references;
    if (!r->found)
        find(r, d, k);
    for (; r->left > 0; r->left--) {
        if (r->changed >= enough)
            return false;
        /* from the last: those beside may lie in one array */
        if (!change(r, d, &r->uses.items[r->left - 1], e))
            return true;
    }
    return true;
}
