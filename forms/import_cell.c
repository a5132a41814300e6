#include "forms/import_private.h"

#include "forms/explain.h"
#include "forms/path.h"
#include "forms/times.h"

#include <stdlib.h>
#include <string.h>

bool import_cell_text(const struct csv_cell *cell, const char **p, size_t *len)
{
    *p = cell->p;
    *len = cell->len;
    if (cell->quoted)
        csv_plain(p, len);
    while (!cell->quoted && *len > 0 && **p == ' ')
        ++*p, --*len;
    while (!cell->quoted && *len > 0 && (*p)[*len - 1] == ' ')
        --*len;
    if (!cell->quoted)
        csv_plain(p, len);
    return *len > 0 || cell->quoted;
}

char *import_pointer(const struct import *im, const struct column_state *c)
{
    const struct flat_field *f = &im->fields.items[c->shown.field];
    return f->control == CONTROL_MAP ? path_join(f->pointer, c->name) : xstrdup(f->pointer);
}

static bool say(struct buf *words, const char *text)
{
    if (words)
        buf_puts(words, text);
    return false;
}

/* ---- what the schema says of a value */

static const struct schema_node *node_of(const struct flat_field *f)
{
    return f->control == CONTROL_MAP ? f->node->additional : f->node;
}

static bool fits(const struct flat_field *f, const char *name, const struct json *v, struct buf *words)
{
    const struct schema_node *node = node_of(f);
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    const bool good = !node || fit_whole(node, v, &scratch);
    if (!good && words) {
        const unsigned broken = fit_broken(node, v, &scratch);
        const struct subject s = {.value = v,
                                  .name = name,
                                  .name_len = strlen(name),
                                  .known = true,
                                  .nodes = &node,
                                  .node_count = 1};
        enum fit_keyword k = 0;
        while (k < FIT_COUNT && !(broken & 1U << k))
            k++;
        if (k < FIT_COUNT)
            explain_broken(&s, node, k, words);
        else if (node->one_of_count)
            explain_no_choice(&s, node->one_of, node->one_of_count, words);
        else
            buf_puts(words, "This is not what the field takes.");
    }
    buf_finish(&scratch);
    return good;
}

/* ---- each kind of field */

static bool same_word(const char *p, size_t len, const char *word)
{
    size_t i = 0;
    for (; i < len && word[i]; i++) {
        const char c = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + 32) : p[i];
        if (c != word[i])
            return false;
    }
    return i == len && !word[i];
}

static bool read_bool(const char *p, size_t len, struct json *out, struct buf *words)
{
    static const char *const yes[] = {"true", "yes", "y", "1", "x", "on"};
    static const char *const no[] = {"false", "no", "n", "0", "-", "off"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (same_word(p, len, yes[i]) || same_word(p, len, no[i])) {
            *out = json_make_bool(same_word(p, len, yes[i]));
            return true;
        }
    return say(words, "This is neither yes nor no.");
}

/* "120,50" has a comma where JSON has a point; with both signs, nobody can say which is which. */
static bool read_number(struct arena *a, const char *p, size_t len, struct json *out, struct buf *words)
{
    char text[64];
    if (len >= sizeof text)
        return say(words, "This is not a number.");
    memcpy(text, p, len);
    text[len] = '\0';
    char *comma = strchr(text, ',');
    if (comma && !strchr(text, '.') && !strchr(comma + 1, ','))
        *comma = '.';
    const char *digits = text[0] == '+' ? text + 1 : text;
    return json_make_number(a, digits, strlen(digits), out) || say(words, "This is not a number.");
}

static struct json make_utc(struct arena *a, const struct instant *t)
{
    struct buf utc;
    buf_init(&utc, 64);
    times_utc(t, &utc);
    const struct json v = json_make_chars(a, utc.data, utc.len);
    buf_finish(&utc);
    return v;
}

/* What a program wrote keeps its fraction and any year, and all its characters where it is in UTC already: an
 * export comes back as it was. */
static bool read_exact(struct arena *a, const char *p, size_t len, struct json *out)
{
    struct instant t;
    if (!times_parse(p, len, &t, NULL))
        return false;
    *out = p[len - 1] == 'Z' ? json_make_chars(a, p, len) : make_utc(a, &t);
    return true;
}

static bool read_date_time(const struct import *im, const struct csv_reader *row, size_t field,
                           struct arena *a, const char *p, size_t len, struct json *out, struct buf *words)
{
    struct import_reading r;
    struct buf zone_name;
    struct err e = {0};
    if (read_exact(a, p, len, out))
        return true;
    buf_init(&zone_name, BUF_TEXT_MAX);
    const bool read = import_read_time(im, row, field, p, len, &zone_name, &r, &e);
    const bool exists = read && r.when.shown != ZONE_NEVER;
    if (exists)
        *out = make_utc(a, &(struct instant){.seconds = r.when.seconds});
    else if (!read)
        say(words, e.text);
    else if (words)
        when_warn(&r.when, &r.world, words);
    buf_finish(&zone_name);
    return exists;
}

static bool read_time(struct arena *a, const char *p, size_t len, struct json *out)
{
    struct buf time;
    buf_init(&time, 64);
    const bool is = when_time_of_day(p, len, &time);
    *out = is ? json_make_chars(a, time.data, time.len) : json_make_chars(a, p, len);
    buf_finish(&time);
    return true; /* what is no time is for the schema to refuse */
}

/* ---- several texts in a cell */

struct texts {
    const struct import *im;
    const char *list;
    struct arena *a;
    struct json *array;
    size_t *strange;
};

static void add_text(struct texts *t, const char *p, size_t len)
{
    while (len > 0 && (*p == ' ' || *p == '\r'))
        p++, len--;
    while (len > 0 && (p[len - 1] == ' ' || p[len - 1] == '\r'))
        len--;
    if (len == 0)
        return;
    const struct json v = json_make_chars(t->a, p, len);
    json_insert(t->a, t->array, t->array->count, &v);
    if (t->list && keys_own(t->im->keys, t->list, p, len) == 0)
        ++*t->strange;
}

/* A JSON array of strings, as the export writes keys that hold a separator. */
static bool add_json_array(struct texts *t, const char *p, size_t len)
{
    struct arena nodes;
    struct json_tree tree;
    struct buf scratch;
    arena_init(&nodes);
    buf_init(&scratch, BUF_BODY_MAX);
    bool is = len > 0 && p[0] == '[' && json_parse(&nodes, p, len, &tree, NULL);
    for (uint32_t i = 0; is && i < tree.root.count; i++)
        is = json_is(&tree.root.items[i], JSON_STRING);
    for (uint32_t i = 0; is && i < tree.root.count; i++) {
        size_t text_len;
        const char *text = json_chars(&tree.root.items[i], &scratch, &text_len);
        const struct json v = json_make_chars(t->a, text, text_len);
        json_insert(t->a, t->array, t->array->count, &v);
        if (t->list && keys_own(t->im->keys, t->list, text, text_len) == 0)
            ++*t->strange;
    }
    buf_finish(&scratch);
    arena_finish(&nodes);
    return is;
}

static bool read_json(struct arena *a, const char *p, size_t len, struct json *out, struct buf *words)
{
    struct json_tree tree;
    char *text = arena_text(a, len + 1);
    memcpy(text, p, len);
    if (!json_parse(a, text, len, &tree, NULL))
        return say(words, "This field takes JSON, and this is none.");
    *out = tree.root;
    return true;
}

static char sign_of(const struct import *im, const struct column_state *c)
{
    static const char signs[IMPORT_APARTS] = {0, '|', ';', ',', '\n', 0};
    return im->options.apart == IMPORT_APART_FOUND ? c->separator : signs[im->options.apart];
}

static void read_texts(const struct import *im, const struct column_state *c, const char *p, size_t len,
                       struct arena *a, struct json *out, size_t *strange)
{
    const struct flat_field *f = &im->fields.items[c->shown.field];
    *out = json_make_array();
    struct texts t = {im, f->ref_list, a, out, strange};
    if (add_json_array(&t, p, len))
        return;
    const char sign = sign_of(im, c);
    size_t from = 0;
    for (size_t i = 0; i <= len; i++)
        if (i == len || (sign && p[i] == sign)) {
            add_text(&t, p + from, i - from);
            from = i + 1;
        }
}

bool import_several(const struct import *im, struct import_several *out)
{
    const struct column_state *best = NULL;
    for (size_t i = 0; i < im->column_count; i++) {
        const struct column_state *c = &im->columns[i];
        const enum control control =
            c->shown.field == IMPORT_SKIP ? CONTROL_TEXT : im->fields.items[c->shown.field].control;
        if ((control == CONTROL_KEYS || control == CONTROL_STRINGS) &&
            (!best || (c->several && !best->several)))
            best = c;
    }
    if (!best)
        return false;
    struct arena a;
    struct json keys;
    size_t strange = 0;
    arena_init(&a);
    *out = (struct import_several){.text = best->several ? best->several
                                           : best->first ? best->first
                                                         : "",
                                   .sign = sign_of(im, best)};
    read_texts(im, best, out->text, strlen(out->text), &a, &keys, &strange);
    out->keys = keys.count;
    arena_finish(&a);
    return true;
}

/* ---- any */

static bool make(const struct import *im, const struct csv_reader *row, const struct column_state *c,
                 const char *p, size_t len, struct arena *a, struct json *out, size_t *strange,
                 struct buf *words)
{
    const struct flat_field *f = &im->fields.items[c->shown.field];
    switch (f->control) {
    case CONTROL_BOOL:
        return read_bool(p, len, out, words);
    case CONTROL_NUMBER:
        return read_number(a, p, len, out, words);
    case CONTROL_DATE_TIME:
        return read_date_time(im, row, c->shown.field, a, p, len, out, words);
    case CONTROL_TIME:
        return read_time(a, p, len, out);
    case CONTROL_STRINGS:
    case CONTROL_KEYS:
        read_texts(im, c, p, len, a, out, strange);
        return true;
    case CONTROL_TYPED:
    case CONTROL_MAP:
        if (c->only_booleans)
            return read_bool(p, len, out, words);
        break;
    case CONTROL_KEY:
        *strange += f->ref_list && keys_own(im->keys, f->ref_list, p, len) == 0;
        break;
    case CONTROL_JSON:
    case CONTROL_RECORDS:
    case CONTROL_ONE_OF:
    case CONTROL_VARIANT:
        return read_json(a, p, len, out, words);
    default:
        break;
    }
    *out = json_make_chars(a, p, len);
    return true;
}

bool import_cell_value(const struct import *im, const struct csv_reader *row, size_t column, struct arena *a,
                       struct json *out, size_t *strange, struct buf *words)
{
    const char *p;
    size_t len;
    import_cell_text(&row->cells[column], &p, &len);
    return make(im, row, &im->columns[column], p, len, a, out, strange, words);
}

bool import_fits(const struct import *im, size_t column, const struct json *v, struct buf *words)
{
    const struct column_state *c = &im->columns[column];
    const struct flat_field *f = &im->fields.items[c->shown.field];
    return fits(f, c->name ? c->name : f->label, v, words);
}
