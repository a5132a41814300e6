/* What a member says to other records, by its name alone: asked of every member of a large document, and so
 * looked up in a sorted table. */
#include "forms/wizard_private.h"

#include <stdlib.h>
#include <string.h>

static int compare(const char *a, size_t a_len, const char *b, size_t b_len)
{
    if (a_len != b_len)
        return a_len < b_len ? -1 : 1;
    return memcmp(a, b, a_len);
}

/* The first of those that have the name; else where one with it belongs. */
static size_t lower_bound(const struct wizard *w, const char *name, size_t len)
{
    size_t low = 0, high = w->meant_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare(w->meant[middle].name, w->meant[middle].len, name, len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_name(const struct wizard *w, size_t i, const char *name, size_t len)
{
    return i < w->meant_count && compare(w->meant[i].name, w->meant[i].len, name, len) == 0;
}

const char *wizard_space(const struct wizard *w, const char *text)
{
    for (size_t i = 0; i < w->meant_count; i++)
        if (w->meant[i].space == text)
            return text;
    for (size_t i = 0; i < w->meant_count; i++)
        if (strcmp(w->meant[i].space, text) == 0)
            return w->meant[i].space;
    return NULL;
}

/* Behind those of the same name, which come first. */
static void add(struct wizard *w, struct meant m)
{
    const char *known = wizard_space(w, m.space);
    if (known)
        m.space = known;
    size_t at = lower_bound(w, m.name, m.len);
    while (has_name(w, at, m.name, m.len))
        at++;
    w->meant = xreallocarray(w->meant, w->meant_count + 1, sizeof *w->meant);
    memmove(w->meant + at + 1, w->meant + at, (w->meant_count - at) * sizeof *w->meant);
    w->meant[at] = m;
    w->meant_count++;
}

static void add_pairs(struct wizard *w, const struct pair *pairs, size_t count, enum meaning meaning,
                      bool in_lists)
{
    for (size_t i = 0; i < count; i++)
        add(w, (struct meant){.name = pairs[i].name,
                              .len = strlen(pairs[i].name),
                              .meaning = meaning,
                              .space = pairs[i].value,
                              .in_lists = in_lists});
}

static void add_list(struct wizard *w, const struct list *l)
{
    const size_t len = strlen(l->key);
    char *many = arena_text(&w->arena, len + 1);
    memcpy(many, l->key, len);
    many[len] = 's';
    add(w, (struct meant){
               .name = l->key, .len = len, .meaning = MEANING_REFERENCE, .space = l->pointer, .key = true});
    add(w,
        (struct meant){
            .name = many, .len = len + 1, .meaning = MEANING_REFERENCES, .space = l->pointer, .key = true});
}

void wizard_learn_meanings(struct wizard *w)
{
    for (size_t i = 0; i < w->reference_count; i++) {
        const struct list *l = wizard_list_at(w, w->references[i].value);
        if (l)
            add(w, (struct meant){.name = w->references[i].name,
                                  .len = strlen(w->references[i].name),
                                  .meaning = MEANING_REFERENCE,
                                  .space = l->pointer});
    }
    for (size_t i = 0; i < w->list_count; i++)
        if (w->lists[i].key)
            add_list(w, &w->lists[i]);
    add_pairs(w, w->resources, w->resource_count, MEANING_RESOURCE, false);
    add_pairs(w, w->values, w->value_count, MEANING_VALUE, true);
    add_pairs(w, w->names, w->name_count, MEANING_NAMES, true);
    add_pairs(w, w->named, w->named_count, MEANING_NAMED, true);
}

/* Of the records of the list, by the wizard's own string or another. */
static const struct list *find_list(const struct wizard *w, const char *pointer)
{
    for (size_t i = 0; i < w->list_count; i++)
        if (w->lists[i].pointer == pointer)
            return &w->lists[i];
    return wizard_list_at(w, pointer);
}

enum meaning wizard_meaning(const struct wizard *w, const char *list, const char *member, size_t len,
                            const char **space)
{
    const size_t first = lower_bound(w, member, len);
    *space = NULL;
    if (!has_name(w, first, member, len))
        return MEANING_NONE;
    const struct list *l = list ? find_list(w, list) : NULL;
    const char *own = l ? l->key : NULL;
    if (own && compare(own, strlen(own), member, len) == 0) {
        *space = l->pointer;
        return MEANING_KEY;
    }
    for (size_t i = first; has_name(w, i, member, len); i++) {
        const struct meant *m = &w->meant[i];
        if ((m->in_lists && !list) || (m->key && own && strncmp(own, m->name, strlen(own)) == 0))
            continue;
        *space = m->space;
        return m->meaning;
    }
    return MEANING_NONE;
}
