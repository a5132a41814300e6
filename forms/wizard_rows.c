#include "forms/path.h"
#include "forms/wizard_private.h"
#include "forms/words.h"

#include <stdlib.h>
#include <string.h>

#define UNKNOWN_HELP "This program does not know the field: it is kept, shown and sent as it is."

void rows_init(struct rows *r)
{
    *r = (struct rows){0};
}

void rows_finish(struct rows *r)
{
    for (size_t i = 0; i < r->count; i++) {
        free(r->items[i].pointer);
        free(r->items[i].label);
        free(r->items[i].ref_list);
    }
    free(r->items);
    rows_init(r);
}

static struct row *add(struct rows *r)
{
    if (r->count == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 16;
        r->items = xreallocarray(r->items, r->cap, sizeof *r->items);
    }
    r->items[r->count] = (struct row){0};
    return &r->items[r->count++];
}

/* Where rows are being made. */
struct place {
    const struct wizard *w;
    const struct doc *d;
    struct rows *out;
    long section;     /* only what it is in charge of; -1: everything */
    const char *note; /* of the nearest parent that has one */
    int depth;
};

/* Whether the control can show what is there; anything can be shown as JSON. */
static bool control_fits(enum control c, const struct json *v)
{
    if (!v || json_is(v, JSON_NULL))
        return true;
    switch (c) {
    case CONTROL_STRINGS:
    case CONTROL_KEYS:
    case CONTROL_RECORDS:
        return json_is(v, JSON_ARRAY);
    case CONTROL_ONE_OF:
    case CONTROL_VARIANT:
    case CONTROL_MAP:
        return json_is(v, JSON_OBJECT);
    case CONTROL_JSON:
        return true;
    default:
        return !json_is_container(v);
    }
}

static struct row *add_row(const struct place *p, enum row_kind kind, const char *pointer,
                           const struct schema_node *n)
{
    struct row *r = add(p->out);
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    wizard_label(p->w, pointer, &label);
    r->kind = kind;
    r->depth = p->depth;
    r->pointer = xstrdup(pointer);
    r->label = buf_detach(&label, NULL);
    r->node = n;
    r->help = n ? n->help : UNKNOWN_HELP;
    r->note = n && wizard_remark(p->w, n) ? wizard_remark(p->w, n) : p->note;
    r->nullable = n && n->nullable;
    return r;
}

/* The records that a key is of, where a member beside it says their kind ("reservation"); NULL: no list is of
 * that kind, or the member is no such key. */
static const struct list *list_of_resource(const struct place *p, const char *pointer, const char *name)
{
    const char *kind;
    if (!name || wizard_meaning(p->w, NULL, name, strlen(name), &kind) != MEANING_RESOURCE)
        return NULL;
    char *object = path_parent(pointer);
    const char *list = wizard_list_said(p->w, doc_get(p->d, object), kind);
    free(object);
    return list ? wizard_list_at(p->w, list) : NULL;
}

/* v is what the document holds at the pointer, NULL for nothing: looked up by who calls, since a look-up
 * costs as much as the object is large. */
static struct row *add_field(const struct place *p, const char *pointer, const struct json *v,
                             const struct schema_node *n, bool required)
{
    const struct list *list = NULL;
    char *name = path_last(pointer);
    enum control c = wizard_control(p->w, pointer, n, &list);
    if (c == CONTROL_TEXT && (list = list_of_resource(p, pointer, name)))
        c = CONTROL_KEY;
    struct row *r = add_row(p, ROW_FIELD, pointer, n);
    r->required = required;
    r->secret = name && wizard_is_secret(p->w, name, strlen(name));
    r->control = control_fits(c, v) ? c : CONTROL_JSON;
    r->ref_list = list ? xstrdup(list->pointer) : NULL;
    r->suggestions = name ? wizard_suggestions(p->w, name, strlen(name)) : NULL;
    free(name);
    return r;
}

static void add_members(const struct place *p, const char *pointer, const struct json *v,
                        const struct schema_node *n);

static void add_value(const struct place *p, const char *pointer, const struct json *v,
                      const struct schema_node *n, bool required)
{
    if (!wizard_is_heading(n) || (v && !json_is(v, JSON_OBJECT))) {
        add_field(p, pointer, v, n, required);
        return;
    }
    struct row *r = add_row(p, ROW_HEADING, pointer, n);
    r->required = required;
    const struct place below = {p->w, p->d, p->out, p->section, r->note, p->depth + 1};
    add_members(&below, pointer, v, n);
}

/* The section shows the path among the members of a parent: it is in charge, and does not claim the path by
 * itself, which gives it a place of its own. */
static bool shows(const struct place *p, const char *pointer)
{
    if (p->section < 0)
        return true;
    const struct claim *c = wizard_claim_of(p->w, pointer);
    return c && c->section == (size_t)p->section && strcmp(c->pointer, pointer) != 0;
}

struct members {
    struct schema_property *items;
    size_t count, cap;
};

static void add_property(void *context, const struct schema_property *p)
{
    struct members *m = context;
    if (m->count == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 16;
        m->items = xreallocarray(m->items, m->cap, sizeof *m->items);
    }
    m->items[m->count++] = *p;
}

/* The fields of a record come in the order of their ranks. */
static void order(const struct wizard *w, const struct list *l, struct members *m)
{
    for (size_t i = 1; i < m->count; i++) {
        const struct schema_property p = m->items[i];
        const size_t rank = wizard_rank(w, l, &p);
        size_t at = i;
        for (; at > 0 && wizard_rank(w, l, &m->items[at - 1]) > rank; at--)
            m->items[at] = m->items[at - 1];
        m->items[at] = p;
    }
}

static void add_known(const struct place *p, const char *pointer, const struct json *v,
                      const struct schema_node *n)
{
    struct members m = {0};
    char *parent = path_parent(pointer);
    const struct list *l = parent ? wizard_list_at(p->w, parent) : NULL;
    schema_each_property(n, add_property, &m);
    if (l)
        order(p->w, l, &m);
    for (size_t i = 0; i < m.count; i++) {
        char *below = path_join(pointer, m.items[i].name);
        if (shows(p, below))
            add_value(p, below, json_get(v, m.items[i].name, m.items[i].name_len), m.items[i].node,
                      m.items[i].required);
        free(below);
    }
    free(m.items);
    free(parent);
}

static void add_unknown(const struct place *p, const char *pointer, const struct json *v,
                        const struct schema_node *n)
{
    struct buf name;
    struct path below;
    buf_init(&name, BUF_TEXT_MAX);
    path_init(&below);
    for (size_t i = 0; json_is(v, JSON_OBJECT) && i < v->count; i++) {
        size_t len;
        const struct json *member = json_item(v, i);
        const char *chars = json_name(member, &name, &len);
        if (n && schema_child(n, chars, len, NULL))
            continue;
        if (path_set(&below, pointer) && path_push(&below, chars, len) && shows(p, below.text.data))
            add_field(p, below.text.data, member, schema_at(p->w->schema, below.text.data), false);
    }
    path_finish(&below);
    buf_finish(&name);
}

/* Members of the object at pointer: those of the schema, then what else the document has. A value that is no
 * object and has members in the schema is one row, so that it can be put right. */
static void add_members(const struct place *p, const char *pointer, const struct json *v,
                        const struct schema_node *n)
{
    if (v && !json_is(v, JSON_OBJECT)) {
        add_field(p, pointer, v, n, false);
        return;
    }
    if (n)
        add_known(p, pointer, v, n);
    add_unknown(p, pointer, v, n);
}

/* A page whose fields lie in sections of their own shows their lists, as a way there. */
static void add_lists_below(const struct place *p)
{
    for (size_t i = (size_t)p->section + 1; i < p->w->section_count; i++) {
        const struct section *s = &p->w->sections[i];
        if (s->depth <= p->w->sections[p->section].depth)
            return;
        if (s->kind == SECTION_LIST)
            add_field(p, s->pointer, doc_get(p->d, s->pointer), schema_at(p->w->schema, s->pointer), false);
    }
}

static bool is_required(const struct wizard *w, const char *pointer)
{
    char *parent = path_parent(pointer), *name = path_last(pointer);
    const struct schema_node *n = parent ? schema_at(w->schema, parent) : NULL;
    bool required = false;
    if (n)
        schema_child(n, name, strlen(name), &required);
    free(parent);
    free(name);
    return required;
}

static void add_claimed(const struct place *p, const struct claim *c)
{
    const struct schema_node *n = schema_at(p->w->schema, c->pointer);
    const struct json *v = doc_get(p->d, c->pointer);
    struct place at = *p;
    at.note = c->members && n ? wizard_remark(p->w, n) : NULL;
    if (c->members)
        add_members(&at, c->pointer, v, n);
    else if (n || v)
        add_value(&at, c->pointer, v, n, is_required(p->w, c->pointer));
}

/* A table cannot show what is no list. */
static void add_if_no_list(const struct place *p, const char *pointer)
{
    const struct json *v = doc_get(p->d, pointer);
    if (*pointer && v && !json_is(v, JSON_ARRAY))
        add_field(p, pointer, v, schema_at(p->w->schema, pointer), false);
}

void wizard_rows(const struct wizard *w, size_t section, const struct doc *d, struct rows *out)
{
    const struct place p = {.w = w, .d = d, .out = out, .section = (long)section};
    if (section >= w->section_count)
        return;
    if (w->sections[section].kind != SECTION_FORM) {
        add_if_no_list(&p, w->sections[section].pointer);
        return;
    }
    for (size_t i = 0; i < w->claim_count; i++)
        if (w->claims[i].section == section)
            add_claimed(&p, &w->claims[i]);
    add_lists_below(&p);
}

void wizard_object_rows(const struct wizard *w, const char *pointer, const struct doc *d, struct rows *out)
{
    const struct schema_node *n = schema_at(w->schema, pointer);
    const struct place p = {.w = w, .d = d, .out = out, .section = -1};
    add_members(&p, pointer, doc_get(d, pointer), n);
}

struct row *wizard_member_row(const struct wizard *w, const char *object, const struct doc *d,
                              const struct schema_property *member, bool chosen, struct rows *out)
{
    const struct place p = {.w = w, .d = d, .out = out, .section = -1};
    char *at = path_join(object, member->name);
    struct row *r = add_field(&p, at, doc_get(d, at), member->node, member->required);
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    if (chosen && member->node->title)
        buf_puts(&label, member->node->title);
    else if (!chosen)
        words_of_name(member->name, member->name_len, &label);
    if (label.len > 0)
        xreplace(&r->label, label.data);
    buf_finish(&label);
    free(at);
    return r;
}
