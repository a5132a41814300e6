/* Which control edits a value: decided by its schema, and by the few names that the asset tells apart. */
#include "forms/path.h"
#include "forms/wizard_private.h"

#include <stdlib.h>
#include <string.h>

const struct schema_node *wizard_shape(const struct schema_node *n)
{
    if (n->type != SCHEMA_ANY || n->one_of_count > 0)
        return n;
    for (size_t i = 0; i < n->all_of_count; i++) {
        const struct schema_node *part = wizard_shape(n->all_of[i]);
        if (part->type != SCHEMA_ANY || part->one_of_count > 0)
            return part;
    }
    return n;
}

static void count_property(void *count, const struct schema_property *p)
{
    (void)p;
    ++*(size_t *)count;
}

static size_t property_count(const struct schema_node *n)
{
    size_t count = 0;
    schema_each_property(n, count_property, &count);
    return count;
}

bool wizard_has_properties(const struct schema_node *n)
{
    return property_count(n) > 0;
}

bool wizard_is_heading(const struct schema_node *n)
{
    return n && wizard_shape(n)->one_of_count == 0 && wizard_has_properties(n);
}

/* ---- one of several */

static bool is_scalar(const struct schema_node *n)
{
    return n->type == SCHEMA_STRING || n->type == SCHEMA_BOOLEAN || n->type == SCHEMA_NUMBER ||
           n->type == SCHEMA_INTEGER;
}

static void note_enumeration(void *context, const struct schema_property *p)
{
    if (p->node->enumeration)
        *(bool *)context = true;
}

static bool has_teller(const struct schema_node *n)
{
    bool found = false;
    schema_each_property(n, note_enumeration, &found);
    return found;
}

static enum control control_of_variants(const struct schema_node *n)
{
    const struct schema_node *variants[VARIANTS_MAX];
    const size_t count = schema_variants(n, variants, VARIANTS_MAX);
    size_t scalars = 0, single = 0, told = 0;
    if (count > VARIANTS_MAX)
        return CONTROL_JSON;
    for (size_t i = 0; i < count; i++) {
        const struct schema_node *v = wizard_shape(variants[i]);
        scalars += is_scalar(v);
        single += property_count(variants[i]) == 1;
        told += has_teller(variants[i]);
    }
    if (scalars == count)
        return CONTROL_TYPED;
    if (single == count)
        return CONTROL_ONE_OF;
    return told == count ? CONTROL_VARIANT : CONTROL_JSON;
}

/* ---- texts and containers */

/* A pattern that takes times of day and nothing beside them. */
static bool is_time_of_day(const struct schema_pattern *p)
{
    return p && schema_pattern_matches(p, "23:59", 5) && !schema_pattern_matches(p, "24:00", 5) &&
           !schema_pattern_matches(p, "x", 1);
}

static enum control control_of_string(const struct wizard *w, const struct schema_node *n, const char *name)
{
    if (n->enumeration)
        return CONTROL_ENUM;
    if (n->format == FORMAT_DATE_TIME)
        return CONTROL_DATE_TIME;
    if (n->format == FORMAT_UUID)
        return CONTROL_UUID;
    if (is_time_of_day(n->pattern))
        return CONTROL_TIME;
    const char *form = name ? wizard_form(w, name, strlen(name)) : NULL;
    if (form && strcmp(form, FORM_ZONE) == 0)
        return CONTROL_ZONE;
    return name && in_words(w->long_text, name, strlen(name)) ? CONTROL_LONG_TEXT : CONTROL_TEXT;
}

static enum control control_of_array(const struct schema_node *n)
{
    const struct schema_node *items = n->items ? wizard_shape(n->items) : NULL;
    if (items && items->type == SCHEMA_STRING)
        return CONTROL_STRINGS;
    return items && wizard_has_properties(n->items) ? CONTROL_RECORDS : CONTROL_JSON;
}

static enum control control_of_object(const struct schema_node *n)
{
    const struct schema_node *value = n->additional ? wizard_shape(n->additional) : NULL;
    const bool plain = value && (is_scalar(value) ||
                                 (value->one_of_count > 0 && control_of_variants(value) == CONTROL_TYPED));
    return plain && !wizard_has_properties(n) ? CONTROL_MAP : CONTROL_JSON;
}

static enum control control_of_node(const struct wizard *w, const struct schema_node *n, const char *name)
{
    n = wizard_shape(n);
    if (n->one_of_count > 0)
        return control_of_variants(n);
    switch (n->type) {
    case SCHEMA_STRING:
        return control_of_string(w, n, name);
    case SCHEMA_NUMBER:
    case SCHEMA_INTEGER:
        return CONTROL_NUMBER;
    case SCHEMA_BOOLEAN:
        return CONTROL_BOOL;
    case SCHEMA_ARRAY:
        return control_of_array(n);
    case SCHEMA_OBJECT:
        return control_of_object(n);
    case SCHEMA_ANY:
        break;
    }
    return CONTROL_JSON;
}

enum control wizard_control(const struct wizard *w, const char *pointer, const struct schema_node *n,
                            const struct list **list)
{
    *list = NULL;
    if (!n)
        return CONTROL_JSON;
    char *name = path_last(pointer);
    enum control c = control_of_node(w, n, name);
    if (name && (c == CONTROL_TEXT || c == CONTROL_STRINGS)) {
        const struct list *around = wizard_list_around(w, pointer);
        bool many;
        const struct list *named =
            wizard_reference(w, name, strlen(name), around ? around->key : NULL, &many);
        if (named && many == (c == CONTROL_STRINGS)) {
            *list = named;
            c = many ? CONTROL_KEYS : CONTROL_KEY;
        }
    }
    free(name);
    return c;
}
