/* The fields of a record as the columns of a table that knows no nesting: for CSV. */
#include "forms/path.h"
#include "forms/wizard_private.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 200

struct flattening {
    const struct wizard *w;
    const struct list *list;
    const char *record;  /* a path that such a record would have */
    const char *pointer; /* from there to the object whose members are added */
    struct flat_fields *out;
    bool required; /* the object is */
};

void flat_fields_finish(struct flat_fields *f)
{
    for (size_t i = 0; i < f->count; i++) {
        free(f->items[i].name);
        free(f->items[i].label);
        free(f->items[i].pointer);
    }
    free(f->items);
    *f = (struct flat_fields){0};
}

/* "/geolocation/latitude" as "geolocation.latitude"; a map by the space of its names. */
static char *name_of(const struct flattening *f, const char *pointer, enum control control)
{
    char *last = path_last(pointer);
    const char *space = NULL;
    if (control == CONTROL_MAP &&
        wizard_meaning(f->w, f->list->pointer, last, strlen(last), &space) == MEANING_NAMES) {
        free(last);
        return xstrdup(space);
    }
    free(last);
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    path_show(pointer, &b);
    return buf_detach(&b, NULL);
}

static void add(const struct flattening *f, const char *pointer, const struct schema_property *p)
{
    struct flat_fields *out = f->out;
    char *at = xasprintf("%s%s", f->record, pointer);
    const struct list *named;
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    wizard_label(f->w, at, &label);
    if (out->count == out->cap) {
        out->cap = out->cap ? out->cap * 2 : 16;
        out->items = xreallocarray(out->items, out->cap, sizeof *out->items);
    }
    const enum control control = wizard_control(f->w, at, p->node, &named);
    out->items[out->count++] = (struct flat_field){
        .name = name_of(f, pointer, control),
        .label = buf_detach(&label, NULL),
        .pointer = xstrdup(pointer),
        .control = control,
        .node = p->node,
        .ref_list = named ? named->pointer : NULL,
        .required = f->required && p->required,
        .secret = wizard_is_secret(f->w, p->name, p->name_len),
        .key = f->pointer[0] == '\0' && f->list->key && strcmp(f->list->key, p->name) == 0,
    };
    free(at);
}

static void flatten(void *context, const struct schema_property *p)
{
    const struct flattening *f = context;
    char *pointer = path_join(f->pointer, p->name);
    if (wizard_is_heading(p->node)) {
        struct flattening inner = *f;
        inner.pointer = pointer;
        inner.required = f->required && p->required;
        schema_each_property(p->node, flatten, &inner);
    } else {
        add(f, pointer, p);
    }
    free(pointer);
}

void wizard_flat_fields(const struct wizard *w, const char *list_pointer, struct flat_fields *out)
{
    const struct list *l = wizard_list_at(w, list_pointer);
    struct column *columns = xcalloc(COLUMNS_MAX, sizeof *columns);
    const size_t count = wizard_columns(w, list_pointer, columns, COLUMNS_MAX);
    char *record = path_join_index(list_pointer, 0);
    struct flattening f = {.w = w, .list = l, .record = record, .pointer = "", .out = out, .required = true};
    for (size_t i = 0; i < count; i++) {
        struct schema_property p = {.name = columns[i].member, .name_len = strlen(columns[i].member)};
        p.node = schema_child(l->record, p.name, p.name_len, &p.required);
        flatten(&f, &p);
    }
    free(record);
    free(columns);
}

static const char *const *list_of(const struct words *words, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].name, name) == 0)
            return words[i].list;
    return NULL;
}

const char *const *wizard_headings(const struct wizard *w, const char *flat_name)
{
    return list_of(w->headings, w->heading_count, flat_name);
}

const char *const *wizard_parts(const struct wizard *w, const char *flat_name)
{
    return list_of(w->parts, w->part_count, flat_name);
}
