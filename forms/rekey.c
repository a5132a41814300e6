/* References that get another key, or go. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/uses.h"

#include <stdlib.h>
#include <string.h>

struct pair {
    char *from, *to; /* to: NULL */
    size_t len;
};

struct rekey {
    const struct wizard *w;
    char *list;
    struct pair *pairs;
    size_t count, cap;
    size_t current;   /* pair */
    struct uses uses; /* of it, when they are found */
    bool found;
    size_t next; /* use */
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
        free(r->pairs[i].from);
        free(r->pairs[i].to);
    }
    free(r->pairs);
    uses_finish(&r->uses);
    free(r->list);
    free(r);
}

void rekey_add(struct rekey *r, const char *from, size_t len, const char *to)
{
    if (r->count == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 4;
        r->pairs = xreallocarray(r->pairs, r->cap, sizeof *r->pairs);
    }
    r->pairs[r->count++] = (struct pair){xstrndup(from, len), to ? xstrdup(to) : NULL, len};
}

size_t rekey_count(const struct rekey *r)
{
    return r->count;
}

const char *rekey_from(const struct rekey *r, size_t index)
{
    return r->pairs[index].from;
}

size_t rekey_changed(const struct rekey *r)
{
    return r->changed;
}

/* ---- one record */

/* The paths of its values that name the key. */
struct named {
    const struct rekey *r;
    char **pointers;
    size_t count;
};

static bool note(void *context, const char *pointer, const char *list, const char *text, size_t len)
{
    struct named *n = context;
    const struct pair *p = &n->r->pairs[n->r->current];
    if (strcmp(list, n->r->list) != 0 || len != p->len || memcmp(text, p->from, len) != 0)
        return true;
    n->pointers = xreallocarray(n->pointers, n->count + 1, sizeof *n->pointers);
    n->pointers[n->count++] = xstrdup(pointer);
    return true;
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
    const struct pair *p = &r->pairs[r->current];
    if (u->list) {
        char *record = path_join_index(u->list, u->index);
        uses_in_record(r->w, u->list, record, doc_get(d, record), note, &n);
        free(record);
    } else {
        note(&n, u->pointer, r->list, p->from, p->len);
    }
    bool done = true;
    for (size_t i = n.count; i-- > 0;) { /* items from the last: those before keep their places */
        if (done)
            done = p->to ? doc_set_chars(d, n.pointers[i], p->to, strlen(p->to), e)
                         : clear(r, d, n.pointers[i], !u->list, e);
        free(n.pointers[i]);
    }
    r->changed += n.count;
    free(n.pointers);
    return done;
}

bool rekey_step(struct rekey *r, struct doc *d, const struct keys *k, size_t references, struct err *e)
{
    enum { KEYS = 16 }; /* each is looked for among all records */
    const size_t enough = r->changed + references;
    size_t keys = 0;
    for (; r->current < r->count; r->current++) {
        const struct pair *p = &r->pairs[r->current];
        if (r->changed >= enough)
            return false;
        if (!r->found && keys++ == KEYS)
            return false;
        if (!r->found)
            uses_find(k, r->w, doc_root(d), r->list, p->from, p->len, &r->uses);
        r->found = true;
        for (; r->next < r->uses.count; r->next++) {
            if (r->changed >= enough)
                return false;
            /* from the last: those beside may lie in one array */
            if (!change(r, d, &r->uses.items[r->uses.count - 1 - r->next], e))
                return true;
        }
        uses_finish(&r->uses);
        r->found = false;
        r->next = 0;
    }
    return true;
}
