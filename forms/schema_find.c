#include "forms/schema_find.h"

#include "forms/path.h"

#include <stdint.h>
#include <string.h>

const struct schema_node schema_anything = {.type = SCHEMA_ANY};

/* Open addressing with at least half of the slots free. Records are checked by the million, each member
 * with one look here. */
struct table {
    uint32_t mask;
    uint16_t slots[]; /* index of the property + 1; 0 is free */
};

/* Of both ends of the name: property names differ there, and eight bytes are read at a time. */
static uint32_t hash(const char *name, size_t len)
{
    uint64_t first = 0, last = 0;
    if (len >= sizeof first) {
        memcpy(&first, name, sizeof first);
        memcpy(&last, name + len - sizeof last, sizeof last);
    } else {
        for (size_t i = 0; i < len; i++)
            first = first << 8 | (unsigned char)name[i];
    }
    const uint64_t mixed = (first ^ (last * 0x9E3779B97F4A7C15u) ^ len) * 0xD6E8FEB86659FD93u;
    return (uint32_t)(mixed >> 32);
}

static bool is_named(const struct schema_property *p, const char *name, size_t len)
{
    return p->name_len == len && memcmp(p->name, name, len) == 0;
}

const void *schema_index_properties(struct arena *a, const struct schema_property *list, size_t count)
{
    if (count == 0)
        return NULL;
    uint32_t size = 4;
    while (size < 2 * count)
        size *= 2;
    struct table *t = arena_alloc(a, sizeof *t + size * sizeof *t->slots);
    t->mask = size - 1;
    memset(t->slots, 0, size * sizeof *t->slots);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = hash(list[i].name, list[i].name_len) & t->mask;
        while (t->slots[at])
            at = (at + 1) & t->mask;
        t->slots[at] = (uint16_t)(i + 1);
    }
    return t;
}

const struct schema_property *schema_own_property(const struct schema_node *n, const char *name, size_t len)
{
    const struct table *t = n->lookup;
    if (!t)
        return NULL;
    for (uint32_t at = hash(name, len) & t->mask; t->slots[at]; at = (at + 1) & t->mask) {
        const struct schema_property *p = &n->properties[t->slots[at] - 1];
        if (is_named(p, name, len))
            return p;
    }
    return NULL;
}

/* Looks through allOf. A declaration wins over a name that is only required; required is what any of
 * them says. */
static void find_child(const struct schema_node *n, const char *name, size_t len,
                       const struct schema_node **node, bool *required)
{
    const struct schema_property *p = schema_own_property(n, name, len);
    if (p) {
        *required |= p->required;
        if (!*node || *node == &schema_anything)
            *node = p->node;
    }
    for (size_t i = 0; i < n->all_of_count; i++)
        find_child(n->all_of[i], name, len, node, required);
}

const struct schema_node *schema_child(const struct schema_node *n, const char *name, size_t len,
                                       bool *required)
{
    const struct schema_node *node = NULL;
    bool is_required = false;
    find_child(n, name, len, &node, &is_required);
    if (required)
        *required = is_required;
    return node;
}

/* The part of n, in the order of allOf, that declares the name first. */
static const struct schema_node *first_with(const struct schema_node *n, const char *name, size_t len)
{
    if (schema_own_property(n, name, len))
        return n;
    for (size_t i = 0; i < n->all_of_count; i++) {
        const struct schema_node *found = first_with(n->all_of[i], name, len);
        if (found)
            return found;
    }
    return NULL;
}

static void each_of_part(const struct schema_node *whole, const struct schema_node *part,
                         void (*each)(void *context, const struct schema_property *p), void *context)
{
    for (size_t i = 0; i < part->property_count; i++) {
        struct schema_property p = part->properties[i];
        if (first_with(whole, p.name, p.name_len) != part)
            continue; /* an earlier part has called back for it */
        p.node = schema_child(whole, p.name, p.name_len, &p.required);
        each(context, &p);
    }
    for (size_t i = 0; i < part->all_of_count; i++)
        each_of_part(whole, part->all_of[i], each, context);
}

void schema_each_property(const struct schema_node *n,
                          void (*each)(void *context, const struct schema_property *p), void *context)
{
    each_of_part(n, n, each, context);
}

/* ---- paths */

/* How a node leads on from itself for a token, without looking into its parts. */
typedef const struct schema_node *step_fn(const struct schema_node *n, const struct buf *token);

static const struct schema_node *by_name(const struct schema_node *n, const struct buf *token)
{
    return schema_child(n, token->data, token->len, NULL);
}

static const struct schema_node *by_kind(const struct schema_node *n, const struct buf *token)
{
    size_t index;
    const bool is_item = path_index(token->data, token->len, &index) || strcmp(token->data, "-") == 0;
    return n->items && is_item ? n->items : n->additional;
}

static const struct schema_node *step(const struct schema_node *n, const struct buf *token, step_fn *lead)
{
    const struct {
        const struct schema_node *const *nodes;
        size_t count;
    } parts[] = {{n->all_of, n->all_of_count}, {n->one_of, n->one_of_count}, {n->any_of, n->any_of_count}};
    const struct schema_node *found = lead(n, token);
    for (size_t i = 0; !found && i < sizeof parts / sizeof *parts; i++)
        for (size_t k = 0; !found && k < parts[i].count; k++)
            found = step(parts[i].nodes[k], token, lead);
    return found;
}

const struct schema_node *schema_at(const struct schema *s, const char *pointer)
{
    const struct schema_node *n = schema_root(s);
    struct buf token;
    buf_init(&token, PATH_MAX_LEN);
    while (n && path_next(&pointer, &token)) {
        const struct schema_node *named = step(n, &token, by_name);
        n = named ? named : step(n, &token, by_kind);
    }
    buf_finish(&token);
    return n;
}

/* ---- variants */

static size_t flatten(const struct schema_node *n, const struct schema_node **out, size_t max, size_t count)
{
    for (size_t i = 0; i < n->one_of_count; i++) {
        if (n->one_of[i]->one_of_count) {
            count = flatten(n->one_of[i], out, max, count);
            continue;
        }
        if (count < max)
            out[count] = n->one_of[i];
        count++;
    }
    return count;
}

size_t schema_variants(const struct schema_node *n, const struct schema_node **out, size_t max)
{
    return flatten(n, out, max, 0);
}
