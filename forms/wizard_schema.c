/* What the wizard learns from the schema once, when it is made: lists of records, remarks, secrets. */
#include "forms/path.h"
#include "forms/wizard_private.h"
#include "forms/words.h"

#include <stdlib.h>
#include <string.h>

/* A schema that holds itself ends here. */
#define SCAN_DEPTH_MAX 16

struct scan {
    struct wizard *w;
    const char *pointer;
    int depth;
    bool in_list; /* or in one of several variants: no list of its own */
};

static void scan_node(const struct scan *s, const struct schema_node *n);

/* ---- lists */

/* A record's own key is required and ends in _key; keys of other records are never required. */
static void find_key(void *context, const struct schema_property *p)
{
    struct schema_property *found = context;
    const size_t end = strlen("_key");
    if (!found->name && p->required && p->name_len > end &&
        memcmp(p->name + p->name_len - end, "_key", end) == 0)
        *found = *p;
}

static const char *name_of_one(struct wizard *w, const struct schema_node *record, const char *key)
{
    if (record->title || !key)
        return record->title;
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    words_of_name(key, strlen(key) - strlen("_key"), &b);
    const char *one = wizard_keep(w, b.data, b.len);
    buf_finish(&b);
    return one;
}

static void add_list(const struct scan *s, const struct schema_node *record)
{
    struct wizard *w = s->w;
    struct schema_property key = {0};
    schema_each_property(record, find_key, &key);
    w->lists = xreallocarray(w->lists, w->list_count + 1, sizeof *w->lists);
    w->lists[w->list_count++] = (struct list){
        .pointer = wizard_keep(w, s->pointer, strlen(s->pointer)),
        .key = key.name,
        .one = name_of_one(w, record, key.name),
        .record = record,
    };
}

/* ---- remarks and secrets */

static void add_remark(struct wizard *w, const struct schema_node *n)
{
    const char *kind = n->deprecated ? "Deprecated" : n->undocumented ? "Undocumented" : NULL;
    if ((!kind && !n->note) || wizard_remark(w, n))
        return;
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    if (kind && n->note)
        buf_printf(&b, "%s: %s", kind, n->note);
    else
        buf_puts(&b, kind ? kind : n->note);
    w->remarks = xreallocarray(w->remarks, w->remark_count + 1, sizeof *w->remarks);
    w->remarks[w->remark_count++] = (struct remark){n, wizard_keep(w, b.data, b.len)};
    buf_finish(&b);
}

static void add_secret(struct wizard *w, const struct schema_property *p)
{
    size_t count = 0;
    while (w->secrets[count])
        count++;
    if (wizard_is_secret(w, p->name, p->name_len))
        return;
    const char **longer = arena_alloc(&w->arena, (count + 2) * sizeof *longer);
    memcpy(longer, w->secrets, count * sizeof *longer);
    longer[count] = p->name;
    longer[count + 1] = NULL;
    w->secrets = longer;
}

/* ---- the walk */

static void scan_property(void *context, const struct schema_property *p)
{
    const struct scan *s = context;
    if (p->node->secret)
        add_secret(s->w, p);
    char *pointer = path_join(s->pointer, p->name);
    scan_node(&(struct scan){s->w, pointer, s->depth + 1, s->in_list}, p->node);
    free(pointer);
}

static void scan_node(const struct scan *s, const struct schema_node *n)
{
    if (s->depth > SCAN_DEPTH_MAX)
        return;
    const struct scan below = {s->w, s->pointer, s->depth + 1, true};
    struct scan here = *s;
    add_remark(s->w, n);
    schema_each_property(n, scan_property, &here);
    for (size_t i = 0; i < n->one_of_count; i++)
        scan_node(&below, n->one_of[i]);
    if (!n->items)
        return;
    if (!s->in_list && wizard_has_properties(n->items))
        add_list(s, n->items);
    scan_node(&below, n->items);
}

void wizard_scan_schema(struct wizard *w)
{
    scan_node(&(struct scan){.w = w, .pointer = ""}, schema_root(w->schema));
}
