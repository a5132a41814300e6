#include "forms/wizard.h"

#include "forms/path.h"
#include "forms/wizard_private.h"
#include "forms/words.h"

#include <stdlib.h>
#include <string.h>

struct wizard *wizard_new(const char *text, size_t len, const struct schema *s, struct err *e)
{
    struct wizard *w = xcalloc(1, sizeof *w);
    arena_init(&w->arena);
    w->schema = s;
    if (wizard_read_asset(w, text, len, e)) {
        wizard_learn_meanings(w);
        return w;
    }
    wizard_free(w);
    return NULL;
}

void wizard_free(struct wizard *w)
{
    if (!w)
        return;
    free(w->sections);
    free(w->claims);
    free(w->lists);
    free(w->remarks);
    free(w->meant);
    arena_finish(&w->arena);
    free(w);
}

/* ---- looking things up */

const char *pair_find(const struct pair *pairs, size_t count, const char *name, size_t len)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(pairs[i].name) == len && memcmp(pairs[i].name, name, len) == 0)
            return pairs[i].value;
    return NULL;
}

bool in_words(const char *const *words, const char *name, size_t len)
{
    for (size_t i = 0; words[i]; i++)
        if (strlen(words[i]) == len && memcmp(words[i], name, len) == 0)
            return true;
    return false;
}

bool wizard_is_secret(const struct wizard *w, const char *member, size_t len)
{
    return in_words((const char *const *)w->secrets, member, len);
}

const char *wizard_remark(const struct wizard *w, const struct schema_node *n)
{
    for (size_t i = 0; i < w->remark_count; i++)
        if (w->remarks[i].node == n)
            return w->remarks[i].text;
    return NULL;
}

size_t wizard_template_count(const struct wizard *w)
{
    return w->template_count;
}

const struct template_info *wizard_template(const struct wizard *w, size_t index)
{
    return index < w->template_count ? &w->templates[index] : NULL;
}

/* ---- sections */

size_t wizard_section_count(const struct wizard *w)
{
    return w->section_count;
}

const struct section *wizard_section(const struct wizard *w, size_t index)
{
    return index < w->section_count ? &w->sections[index] : NULL;
}

const struct claim *wizard_claim_of(const struct wizard *w, const char *pointer)
{
    const struct claim *best = NULL;
    size_t best_len = 0;
    for (size_t i = 0; i < w->claim_count; i++) {
        const size_t len = strlen(w->claims[i].pointer);
        if ((!best || len > best_len) && path_within(w->claims[i].pointer, pointer)) {
            best = &w->claims[i];
            best_len = len;
        }
    }
    return best;
}

long wizard_section_of(const struct wizard *w, const char *pointer)
{
    const struct claim *c = wizard_claim_of(w, pointer);
    return c ? (long)c->section : -1;
}

/* ---- labels */

/* Children that have no field of their own in the schema: "Reservation 167" for an item of a list, and for
 * what people name themselves, such as metadata, just that name. False for all others. */
static bool label_free_child(const struct wizard *w, const char *pointer, const char *name, struct buf *out)
{
    size_t index;
    char *parent = path_parent(pointer);
    const struct list *l = wizard_list_at(w, parent);
    const struct schema_node *n = schema_at(w->schema, parent);
    const struct schema_node *shape = n ? wizard_shape(n) : NULL;
    const bool item = shape && shape->type == SCHEMA_ARRAY && path_index(name, strlen(name), &index);
    const bool own = shape && shape->additional && schema_at(w->schema, pointer) == shape->additional;
    free(parent);
    if (item)
        buf_printf(out, "%s %zu", l && l->one ? l->one : "Item", index + 1);
    else if (own)
        buf_puts(out, name);
    return item || own;
}

/* What the asset calls the field, or NULL. */
static const char *told_label(const struct wizard *w, const char *pointer)
{
    for (size_t i = 0; i < w->label_count; i++)
        if (path_match(w->labels[i].name, pointer))
            return w->labels[i].value;
    return NULL;
}

/* A field that names records is called what they are: "Guest", "Rooms". */
static bool label_reference(const struct wizard *w, const char *pointer, const struct schema_node *n,
                            struct buf *out)
{
    const struct list *list = NULL;
    const enum control c = wizard_control(w, pointer, n, &list);
    if (list && c == CONTROL_KEY && list->one)
        buf_puts(out, list->one);
    else if (list && c == CONTROL_KEYS)
        wizard_label(w, list->pointer, out);
    else
        return false;
    return true;
}

void wizard_label(const struct wizard *w, const char *pointer, struct buf *out)
{
    if (!*pointer) {
        buf_puts(out, "Configuration");
        return;
    }
    char *name = path_last(pointer);
    const struct schema_node *n = schema_at(w->schema, pointer);
    const char *label = n && n->title ? n->title : told_label(w, pointer);
    if (label_free_child(w, pointer, name, out))
        ; /* has one */
    else if (label)
        buf_puts(out, label);
    else if (!label_reference(w, pointer, n, out))
        words_of_name(name, strlen(name), out);
    free(name);
}
