#include "forms/path.h"
#include "forms/wizard_private.h"

#include <stdlib.h>
#include <string.h>

const struct list *wizard_list_at(const struct wizard *w, const char *pointer)
{
    for (size_t i = 0; i < w->list_count; i++)
        if (strcmp(w->lists[i].pointer, pointer) == 0)
            return &w->lists[i];
    return NULL;
}

const struct list *wizard_list_around(const struct wizard *w, const char *pointer)
{
    for (size_t i = 0; i < w->list_count; i++)
        if (path_within(w->lists[i].pointer, pointer))
            return &w->lists[i];
    return NULL;
}

const struct list *wizard_reference(const struct wizard *w, const char *member, size_t len, const char *own,
                                    bool *many)
{
    const char *told = pair_find(w->references, w->reference_count, member, len);
    *many = false;
    if (told)
        return wizard_list_at(w, told);
    for (size_t i = 0; i < w->list_count; i++) {
        const char *key = w->lists[i].key;
        const size_t key_len = key ? strlen(key) : 0;
        if (!key || len < key_len || memcmp(key, member, key_len) != 0 || (own && strcmp(own, key) == 0))
            continue;
        *many = len == key_len + 1 && member[key_len] == 's';
        if (*many || len == key_len)
            return &w->lists[i];
    }
    return NULL;
}

const char *wizard_key_member(const struct wizard *w, const char *list_pointer)
{
    const struct list *l = wizard_list_at(w, list_pointer);
    return l ? l->key : NULL;
}

const struct json *wizard_key_value(const struct wizard *w, const char *list_pointer,
                                    const struct json *record)
{
    const char *member = wizard_key_member(w, list_pointer);
    return member && json_is(record, JSON_OBJECT) ? json_get(record, member, strlen(member)) : NULL;
}

size_t wizard_list_count(const struct wizard *w)
{
    return w->list_count;
}

const char *wizard_list_pointer(const struct wizard *w, size_t index)
{
    return w->lists[index].pointer;
}

bool wizard_is_list(const struct wizard *w, const char *pointer)
{
    return wizard_list_at(w, pointer) != NULL;
}

const char *wizard_record_name(const struct wizard *w, const char *list_pointer)
{
    const struct list *l = wizard_list_at(w, list_pointer);
    return l && l->one ? l->one : "Record";
}

const char *wizard_list_of_kind(const struct wizard *w, const char *kind, size_t len)
{
    static const char suffix[] = "_key";
    for (size_t i = 0; i < w->list_count; i++) {
        const char *key = w->lists[i].key;
        if (key && strlen(key) == len + strlen(suffix) && memcmp(key, kind, len) == 0 &&
            strcmp(key + len, suffix) == 0)
            return w->lists[i].pointer;
    }
    return NULL;
}

const char *wizard_list_said(const struct wizard *w, const struct json *object, const char *member)
{
    const struct json *said = json_is(object, JSON_OBJECT) ? json_get(object, member, strlen(member)) : NULL;
    struct buf scratch;
    size_t len;
    if (!json_is(said, JSON_STRING))
        return NULL;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *kind = json_chars(said, &scratch, &len);
    const char *list = wizard_list_of_kind(w, kind, len);
    buf_finish(&scratch);
    return list;
}

/* ---- what the asset says of members */

const char *wizard_form(const struct wizard *w, const char *member, size_t len)
{
    return pair_find(w->forms, w->form_count, member, len);
}

const char *wizard_begin(const struct wizard *w, const char *member, size_t len)
{
    return pair_find(w->begins, w->begin_count, member, len);
}

const char *wizard_zone_path(const struct wizard *w)
{
    return w->zone;
}

const char *wizard_hour_path(const struct wizard *w, const char *member, size_t len)
{
    return pair_find(w->hours, w->hour_count, member, len);
}

const char *wizard_usual_hour(const struct wizard *w, const char *member, size_t len)
{
    return pair_find(w->usual_hours, w->usual_hour_count, member, len);
}

const char *wizard_successor(const struct wizard *w, const char *member, size_t len)
{
    return pair_find(w->successors, w->successor_count, member, len);
}

const char *wizard_whole(const struct wizard *w, const char *member, size_t len)
{
    return pair_find(w->wholes, w->whole_count, member, len);
}

const struct json *wizard_needs(const struct wizard *w, const char *member, size_t len)
{
    return json_is(w->needs, JSON_OBJECT) ? json_get(w->needs, member, len) : NULL;
}

bool wizard_is_people(const struct wizard *w, const char *list)
{
    return in_words(w->people, list, strlen(list));
}

const char *const *wizard_suggestions(const struct wizard *w, const char *member, size_t len)
{
    const char *which = pair_find(w->suggest, w->suggest_count, member, len);
    for (size_t i = 0; which && i < w->suggestion_count; i++)
        if (strcmp(w->suggestions[i].name, which) == 0)
            return w->suggestions[i].list;
    return NULL;
}

/* ---- one of several one-member objects */

static void take_first(void *context, const struct schema_property *p)
{
    struct schema_property *first = context;
    if (!first->name)
        *first = *p;
}

size_t wizard_choices(const struct wizard *w, const struct row *row, struct choice *out, size_t max)
{
    const struct schema_node *variants[VARIANTS_MAX];
    const size_t count = row->node ? schema_variants(wizard_shape(row->node), variants, VARIANTS_MAX) : 0;
    size_t made = 0;
    for (size_t i = 0; i < count && i < VARIANTS_MAX && made < max; i++) {
        struct schema_property p = {0};
        schema_each_property(variants[i], take_first, &p);
        if (!p.name)
            continue;
        bool many;
        const struct list *l = wizard_reference(w, p.name, p.name_len, NULL, &many);
        if (many)
            l = NULL;
        const char *label = variants[i]->title ? variants[i]->title : l && l->one ? l->one : p.name;
        out[made++] = (struct choice){p.name, label, l ? l->pointer : NULL};
    }
    return made;
}

/* ---- columns */

/* Half a time says nothing; of a text or a key this many cells mostly do. */
enum { NARROW = 10 };

static int width_of(enum control c, const char *name)
{
    switch (c) {
    case CONTROL_DATE_TIME:
        return 16;
    case CONTROL_BOOL:
        return 5;
    case CONTROL_NUMBER:
    case CONTROL_TIME:
        return 8;
    case CONTROL_KEY:
    case CONTROL_KEYS:
        return 14;
    default:
        return strcmp(name, "name") == 0 ? 22 : 18;
    }
}

struct columns {
    const struct wizard *w;
    const struct list *list;
    struct column *out;
    size_t *rank;
    size_t count, max;
};

size_t wizard_rank(const struct wizard *w, const struct list *l, const struct schema_property *p)
{
    size_t rank = 1;
    bool many;
    if (l->key && strcmp(p->name, l->key) == 0)
        return 0;
    for (size_t i = 0; w->first[i]; i++, rank++)
        if (strcmp(w->first[i], p->name) == 0)
            return rank;
    return wizard_reference(w, p->name, p->name_len, l->key, &many) ? rank : rank + 1;
}

/* Keeps the columns in order of their ranks, those of one rank in the order of the schema. */
static void place_column(struct columns *c, const struct column *column, size_t rank)
{
    size_t at = c->count;
    while (at > 0 && c->rank[at - 1] > rank)
        at--;
    if (at == c->max)
        return;
    const size_t moved = (c->count < c->max ? c->count : c->max - 1) - at;
    memmove(c->out + at + 1, c->out + at, moved * sizeof *c->out);
    memmove(c->rank + at + 1, c->rank + at, moved * sizeof *c->rank);
    c->out[at] = *column;
    c->rank[at] = rank;
    c->count += c->count < c->max;
}

static void add_column(void *context, const struct schema_property *p)
{
    struct columns *c = context;
    const struct list *reference;
    char *record = path_join_index(c->list->pointer, 0), *pointer = path_join(record, p->name);
    const enum control control = wizard_control(c->w, pointer, p->node, &reference);
    const int width = width_of(control, p->name);
    const int least = control == CONTROL_DATE_TIME || width < NARROW ? width : NARROW;
    struct column column = {.member = p->name, .width = width, .least = least, .required = p->required};
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    wizard_label(c->w, pointer, &label);
    size_t len = label.len < sizeof column.label ? label.len : sizeof column.label - 1;
    while (len < label.len && ((unsigned char)label.data[len] & 0xC0) == 0x80)
        len--; /* not in the middle of a character */
    memcpy(column.label, label.data, len);
    place_column(c, &column, wizard_rank(c->w, c->list, p));
    buf_finish(&label);
    free(pointer);
    free(record);
}

size_t wizard_columns(const struct wizard *w, const char *list_pointer, struct column *out, size_t max)
{
    const struct list *l = wizard_list_at(w, list_pointer);
    if (!l || max == 0)
        return 0;
    struct columns c = {.w = w, .list = l, .out = out, .max = max};
    c.rank = xcalloc(max, sizeof *c.rank);
    schema_each_property(l->record, add_column, &c);
    free(c.rank);
    return c.count;
}

/* ---- fresh records */

#define NUMBER_DIGITS_MAX 9

/* The number of a key "room-12" with the stem "room-"; 0 for all others. */
static size_t number_of(const char *key, size_t len, const struct buf *stem)
{
    size_t n = 0;
    const bool fits = len > stem->len && len - stem->len <= NUMBER_DIGITS_MAX;
    if (!fits || memcmp(key, stem->data, stem->len) != 0)
        return 0;
    return path_index(key + stem->len, len - stem->len, &n) ? n : 0;
}

static size_t highest_number(const struct json *records, const char *key, const struct buf *stem)
{
    size_t highest = 0;
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    for (size_t i = 0; json_is(records, JSON_ARRAY) && i < records->count; i++) {
        const struct json *record = json_item(records, i);
        const struct json *v = json_is(record, JSON_OBJECT) ? json_get(record, key, strlen(key)) : NULL;
        if (!json_is(v, JSON_STRING))
            continue;
        size_t len;
        const char *chars = json_chars(v, &scratch, &len);
        const size_t n = number_of(chars, len, stem);
        if (n > highest)
            highest = n;
    }
    buf_finish(&scratch);
    return highest;
}

static void begin_member(struct buf *out, const char *name, size_t len)
{
    if (out->len > 1)
        buf_puts(out, ", ");
    json_quote(out, name, len);
    buf_puts(out, ": ");
}

/* A required field that can have but one value has it from the start. */
static void add_only_value(void *context, const struct schema_property *p)
{
    struct buf *out = context;
    if (!p->required || !p->node->enumeration || p->node->enumeration->count != 1)
        return;
    begin_member(out, p->name, p->name_len);
    json_write_compact(json_item(p->node->enumeration, 0), json_to_buf, out);
}

char *wizard_new_record(const struct wizard *w, const struct doc *d, const char *list_pointer)
{
    const struct list *l = wizard_list_at(w, list_pointer);
    struct buf out, key;
    buf_init(&out, BUF_TEXT_MAX);
    buf_init(&key, BUF_TEXT_MAX);
    buf_putc(&out, '{');
    if (l && l->key) {
        for (const char *p = l->key; strcmp(p, "_key") != 0; p++)
            buf_putc(&key, *p == '_' ? '-' : *p);
        buf_putc(&key, '-');
        buf_printf(&key, "%zu", highest_number(doc_get(d, list_pointer), l->key, &key) + 1);
        begin_member(&out, l->key, strlen(l->key));
        json_quote(&out, key.data, key.len);
    }
    if (l)
        schema_each_property(l->record, add_only_value, &out);
    buf_putc(&out, '}');
    buf_finish(&key);
    return buf_detach(&out, NULL);
}
