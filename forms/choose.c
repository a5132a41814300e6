#include "forms/choose.h"

#include "forms/fit.h"

/* ---- by a member that tells the variants apart: each requires it, with values of its own */

/* The property, where n asks for it with an enum. */
static const struct schema_node *kind_in(const struct schema_node *n, const struct schema_property *kind)
{
    bool required;
    const struct schema_node *node = schema_child(n, kind->name, kind->name_len, &required);
    return required && node->enumeration ? node : NULL;
}

static const struct schema_property *find_kind(const struct schema_node *const *variants, size_t count)
{
    for (size_t i = 0; i < variants[0]->property_count; i++) {
        const struct schema_property *p = &variants[0]->properties[i];
        size_t with = 0;
        while (with < count && kind_in(variants[with], p))
            with++;
        if (with == count)
            return p;
    }
    return NULL;
}

/* false: nothing tells the variants apart. */
static bool choose_by_kind(const struct schema_node *const *variants, size_t count, const struct json *v,
                           struct buf *scratch, struct chosen *out)
{
    const struct schema_property *kind = v->kind == JSON_OBJECT ? find_kind(variants, count) : NULL;
    if (!kind)
        return false;
    const struct json *value = json_get(v, kind->name, kind->name_len);
    for (size_t i = 0; value && !out->best && i < count; i++)
        if (fit_whole(kind_in(variants[i], kind), value, scratch))
            out->best = variants[i];
    if (!out->best)
        out->kind = kind;
    return true;
}

/* ---- by likeness */

/* 0: another kind of value; else how much of an object the variant knows. */
static size_t likeness(const struct schema_node *n, const struct json *v, struct buf *scratch)
{
    if (n->one_of_count) {
        size_t most = 0;
        for (size_t i = 0; i < n->one_of_count; i++) {
            const size_t like = likeness(n->one_of[i], v, scratch);
            most = like > most ? like : most;
        }
        return most;
    }
    struct schema_node only_type = {.type = n->type, .nullable = n->nullable};
    if (fit_broken(&only_type, v, scratch))
        return 0;
    if (v->kind != JSON_OBJECT)
        return 1;
    size_t known = 0;
    for (uint32_t i = 0; i < v->count; i++) {
        size_t len;
        const char *name = json_name(&v->items[i], scratch, &len);
        known += schema_child(n, name, len, NULL) != NULL;
    }
    return known;
}

/* Of equals, none: it would be a guess. */
static void choose_by_likeness(const struct schema_node *const *variants, size_t count, const struct json *v,
                               struct buf *scratch, struct chosen *out)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t like = likeness(variants[i], v, scratch);
        if (like == 0 || like < most)
            continue;
        out->best = like > most ? variants[i] : NULL;
        most = like;
    }
}

void choose(const struct schema_node *const *variants, size_t count, const struct json *v,
            struct buf *scratch, struct chosen *out)
{
    out->count = 0;
    out->best = NULL;
    out->kind = NULL;
    for (size_t i = 0; i < count && out->count < CHOICE_MAX; i++)
        if (fit_whole(variants[i], v, scratch))
            out->fitting[out->count++] = variants[i];
    if (out->count == 0 && !choose_by_kind(variants, count, v, scratch, out))
        choose_by_likeness(variants, count, v, scratch, out);
}
