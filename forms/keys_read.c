#include "forms/keys_private.h"
#include "forms/mem.h"
#include "forms/path.h"

#include <string.h>

/* lasting: the text is the document's, which keeps all that was ever in it. */
static void mention(struct keys *k, const char *space, const char *text, size_t len, bool lasting, bool own)
{
    struct mentions *f = &k->found;
    if (len == 0)
        return; /* an empty key is nobody's name */
    if (f->count == f->cap) {
        f->cap = f->cap ? 2 * f->cap : 16;
        f->items = xreallocarray(f->items, f->cap, sizeof *f->items);
    }
    f->items[f->count++] = MENTION(terms_intern(&k->terms, space, text, len, lasting), own);
}

static void mention_text(struct keys *k, const char *space, const struct json *v, bool own)
{
    size_t len;
    if (!json_is(v, JSON_STRING))
        return;
    const char *text = json_chars(v, &k->scratch, &len);
    mention(k, space, text, len, !(v->flags & JSON_ESCAPED), own);
}

static void mention_names(struct keys *k, const char *space, const struct json *object)
{
    for (uint32_t i = 0; json_is(object, JSON_OBJECT) && i < object->count; i++) {
        size_t len;
        const char *name = json_name(&object->items[i], &k->scratch, &len);
        mention(k, space, name, len, !(object->items[i].flags & JSON_NAME_ESCAPED), true);
    }
}

/* What the member at the position means. l: NULL for what stands in no list. */
static enum meaning meaning_of(struct keys *k, struct key_list *l, size_t position, const char *name,
                               size_t len, const char **space)
{
    if (!l || len > KNOWN_NAME_MAX)
        return wizard_meaning(k->wizard, l ? l->pointer : NULL, name, len, space);
    if (!l->known)
        l->known = xcalloc(KNOWN_MEMBERS, sizeof *l->known);
    struct known_member *m = &l->known[position % KNOWN_MEMBERS];
    if (len == 0 || m->len != len || memcmp(m->name, name, len) != 0) {
        m->meaning = (uint8_t)wizard_meaning(k->wizard, l->pointer, name, len, &m->space);
        m->len = (uint8_t)len;
        memcpy(m->name, name, len);
    }
    *space = m->space;
    return (enum meaning)m->meaning;
}

static void mentions_of_object(struct keys *k, struct key_list *l, const struct json *object);

static void mentions_of_member(struct keys *k, struct key_list *l, const struct json *object, size_t position)
{
    const struct json *v = &object->items[position];
    size_t len;
    const char *space, *name = json_name(v, &k->scratch, &len);
    switch (meaning_of(k, l, position, name, len, &space)) {
    case MEANING_KEY:
    case MEANING_VALUE:
        mention_text(k, space, v, true);
        break;
    case MEANING_REFERENCE:
    case MEANING_NAMED:
        mention_text(k, space, v, false);
        break;
    case MEANING_REFERENCES:
        for (uint32_t i = 0; json_is(v, JSON_ARRAY) && i < v->count; i++)
            mention_text(k, space, &v->items[i], false);
        break;
    case MEANING_RESOURCE:
        if ((space = wizard_list_said(k->wizard, object, space)))
            mention_text(k, space, v, false);
        break;
    case MEANING_NAMES:
        mention_names(k, space, v);
        break;
    case MEANING_NONE:
        if (json_is(v, JSON_OBJECT))
            mentions_of_object(k, l, v);
        break;
    }
}

static void mentions_of_object(struct keys *k, struct key_list *l, const struct json *object)
{
    for (uint32_t i = 0; i < object->count; i++)
        mentions_of_member(k, l, object, i);
}

void mentions_of_record(struct keys *k, struct key_list *l, const struct json *record)
{
    if (json_is(record, JSON_OBJECT))
        mentions_of_object(k, l, record);
}

static bool is_list(const struct keys *k, const char *pointer)
{
    for (size_t i = 0; i < k->list_count; i++)
        if (strcmp(k->lists[i].pointer, pointer) == 0)
            return true;
    return false;
}

static bool leads_to_list(const struct keys *k, const char *pointer)
{
    for (size_t i = 0; i < k->list_count; i++)
        if (path_within(pointer, k->lists[i].pointer))
            return true;
    return false;
}

/* Objects on the way to the lists, whose records are not of this matter. */
static void walk_beside(struct keys *k, const struct json *object, struct path *at)
{
    for (uint32_t i = 0; i < object->count; i++) {
        const struct json *v = &object->items[i];
        size_t len;
        const char *name = json_name(v, &k->scratch, &len);
        const bool pushed = path_push(at, name, len);
        if (pushed && is_list(k, at->text.data) && json_is(v, JSON_ARRAY)) {
            path_pop(at);
            continue;
        }
        if (pushed && json_is(v, JSON_OBJECT) && leads_to_list(k, at->text.data))
            walk_beside(k, v, at);
        else
            mentions_of_member(k, NULL, object, i);
        if (pushed)
            path_pop(at);
    }
}

void mentions_beside(struct keys *k, const struct json *root)
{
    struct path at;
    path_init(&at);
    walk_beside(k, root, &at);
    path_finish(&at);
}
