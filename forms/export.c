#include "forms/export.h"

#include "forms/import.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* A column: a field, or an entry of one that is a map. */
struct head {
    size_t field;
    char *entry; /* or NULL */
    bool used;
    size_t booleans, words, texts; /* of an entry: true and false, texts that look like them, other texts */
};

struct exporting {
    const struct wizard *wizard;
    const struct json *root;
    char *list;
    size_t *indexes; /* NULL: all */
    size_t count;
    struct export_options options;
    struct flat_fields fields;
    struct head *heads; /* one for each field, then the entries as they were met */
    size_t head_count, head_cap;
    size_t *entries; /* heads of entries, in the order of fields and names: for finding them */
    size_t entry_count;
    size_t seen, written;
    bool begun;                /* the header is written */
    const struct json **cells; /* of the record at hand, one for each head */
    struct buf scratch;
    size_t hidden, unsaid;
};

static size_t add_head(struct exporting *x, size_t field, char *take_entry)
{
    if (x->head_count == x->head_cap) {
        x->head_cap = x->head_cap ? x->head_cap * 2 : 64;
        x->heads = xreallocarray(x->heads, x->head_cap, sizeof *x->heads);
        x->entries = xreallocarray(x->entries, x->head_cap, sizeof *x->entries);
        x->cells = xreallocarray(x->cells, x->head_cap, sizeof *x->cells);
    }
    x->heads[x->head_count] = (struct head){.field = field, .entry = take_entry};
    return x->head_count++;
}

struct exporting *exporting_new(const struct wizard *w, const struct json *root, const char *list,
                                const size_t *indexes, size_t count, const struct export_options *o)
{
    struct exporting *x = xcalloc(1, sizeof *x);
    const struct json *array = doc_value(root, list);
    x->wizard = w;
    x->root = root;
    x->list = xstrdup(list);
    x->options = *o;
    x->count = indexes ? count : json_is(array, JSON_ARRAY) ? array->count : 0;
    if (indexes) {
        x->indexes = xcalloc(count + 1, sizeof *indexes);
        memcpy(x->indexes, indexes, count * sizeof *indexes);
    }
    buf_init(&x->scratch, BUF_BODY_MAX);
    wizard_flat_fields(w, list, &x->fields);
    for (size_t i = 0; i < x->fields.count; i++) {
        add_head(x, i, NULL);
        x->heads[i].used = x->fields.items[i].key;
    }
    return x;
}

void exporting_free(struct exporting *x)
{
    if (!x)
        return;
    for (size_t i = 0; i < x->head_count; i++)
        free(x->heads[i].entry);
    free(x->heads);
    free(x->entries);
    free(x->cells);
    free(x->indexes);
    free(x->list);
    buf_finish(&x->scratch);
    flat_fields_finish(&x->fields);
    free(x);
}

static const struct json *record_at(const struct exporting *x, size_t row)
{
    return json_item(doc_value(x->root, x->list), x->indexes ? x->indexes[row] : row);
}

/* ---- entries of maps */

static int compare(const struct head *h, size_t field, const char *name, size_t len)
{
    if (h->field != field)
        return h->field < field ? -1 : 1;
    const size_t own = strlen(h->entry);
    const int order = memcmp(h->entry, name, own < len ? own : len); /* the name may hold a NUL */
    return order || own == len ? order : own < len ? -1 : 1;
}

/* The place among the entries where the name is, or would be. */
static size_t entry_place(const struct exporting *x, size_t field, const char *name, size_t len, bool *there)
{
    size_t low = 0, high = x->entry_count;
    *there = false;
    while (low < high && !*there) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare(&x->heads[x->entries[middle]], field, name, len);
        *there = order == 0;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return high;
}

/* The head of the entry, made when it is not there yet; SIZE_MAX where no column can have the name, or there
 * are too many. */
static size_t entry_head(struct exporting *x, size_t field, const char *name, size_t len)
{
    bool there;
    const size_t at = entry_place(x, field, name, len, &there);
    if (there)
        return x->entries[at];
    if (len == 0 || memchr(name, '\0', len) || len > FLAT_ENTRY_MAX || x->head_count >= CSV_CELLS_MAX)
        return SIZE_MAX;
    const size_t head = add_head(x, field, xstrndup(name, len));
    memmove(x->entries + at + 1, x->entries + at, (x->entry_count - at) * sizeof *x->entries);
    x->entries[at] = head;
    x->entry_count++;
    return head;
}

/* ---- the record at hand */

/* Each cell gets its value, or NULL. */
static void lay_out(struct exporting *x, const struct json *record)
{
    for (size_t i = 0; i < x->head_count; i++)
        x->cells[i] = NULL;
    for (size_t f = 0; f < x->fields.count; f++) {
        const struct json *v = doc_value(record, x->fields.items[f].pointer);
        if (x->fields.items[f].control != CONTROL_MAP) {
            x->cells[f] = v;
            continue;
        }
        for (uint32_t i = 0; json_is(v, JSON_OBJECT) && i < v->count; i++) {
            size_t len;
            const char *name = json_name(&v->items[i], &x->scratch, &len);
            const size_t head = entry_head(x, f, name, len);
            if (head != SIZE_MAX)
                x->cells[head] = &v->items[i];
        }
    }
}

/* Values that an object holds, those of objects inside it counted one by one. */
static size_t values_in(const struct json *v)
{
    size_t sum = 0;
    if (!json_is(v, JSON_OBJECT) || v->count == 0)
        return 1;
    for (uint32_t i = 0; i < v->count; i++)
        sum += values_in(&v->items[i]);
    return sum;
}

static bool all_strings(const struct json *array)
{
    for (uint32_t i = 0; i < array->count; i++)
        if (!json_is(&array->items[i], JSON_STRING))
            return false;
    return true;
}

/* No table holds a NUL. */
static bool fits_cell(struct exporting *x, const struct json *string)
{
    size_t len;
    const char *p = json_chars(string, &x->scratch, &len);
    return len < CSV_CELL_MAX / 2 && !memchr(p, '\0', len);
}

/* An import makes the same value of what stands in the cell. */
static bool is_said(struct exporting *x, const struct flat_field *f, const struct json *v)
{
    switch (f->control) {
    case CONTROL_BOOL:
        return json_is(v, JSON_BOOL);
    case CONTROL_NUMBER:
        return json_is(v, JSON_NUMBER);
    case CONTROL_STRINGS:
    case CONTROL_KEYS:
        return json_is(v, JSON_ARRAY) && all_strings(v);
    case CONTROL_TYPED:
    case CONTROL_MAP:
        return json_is(v, JSON_BOOL) || (json_is(v, JSON_STRING) && fits_cell(x, v));
    case CONTROL_JSON:
    case CONTROL_RECORDS:
    case CONTROL_ONE_OF:
    case CONTROL_VARIANT:
        return !json_is(v, JSON_NULL);
    default:
        return json_is(v, JSON_STRING) && fits_cell(x, v) && !(f->key && json_chars_equal(v, "", 0));
    }
}

static bool looks_boolean(struct exporting *x, const struct json *string)
{
    size_t len;
    const char *p = json_chars(string, &x->scratch, &len);
    return import_is_boolean(p, len);
}

static bool is_typed(enum control c)
{
    return c == CONTROL_MAP || c == CONTROL_TYPED;
}

/* The first pass: which columns there are, and what is not going to be in them. */
static void look_at(struct exporting *x, const struct json *record)
{
    size_t said = 0;
    lay_out(x, record);
    for (size_t i = 0; i < x->head_count; i++) {
        struct head *h = &x->heads[i];
        const struct flat_field *f = &x->fields.items[h->field];
        const struct json *v = x->cells[i];
        x->unsaid += f->key && !v;
        if (!v)
            continue;
        if (f->secret && !x->options.secrets) {
            x->hidden++;
            said += values_in(v);
            continue;
        }
        h->used = h->used || !json_is(v, JSON_NULL);
        if (!is_said(x, f, v))
            continue;
        said += values_in(v);
        if (is_typed(f->control) && json_is(v, JSON_BOOL))
            h->booleans++;
        else if (is_typed(f->control))
            ++*(looks_boolean(x, v) ? &h->words : &h->texts);
    }
    x->unsaid += values_in(record) - said;
}

/* A column of nothing but true and false is read as such, any other as texts. */
static void judge_columns(struct exporting *x)
{
    for (size_t i = 0; i < x->head_count; i++) {
        const struct head *h = &x->heads[i];
        x->unsaid += h->texts ? h->booleans : h->words;
    }
}

/* ---- writing */

/* Texts in one cell are taken apart at any of these. */
static bool stands_alone(const char *p, size_t len, bool first)
{
    if (len == 0 || strchr(" \r", p[0]) || strchr(" \r", p[len - 1]) || (first && p[0] == '['))
        return false;
    for (size_t i = 0; i < len; i++)
        if (!p[i] || strchr("|;,\n", p[i]))
            return false;
    return true;
}

/* false: as JSON, then. */
static bool join(struct exporting *x, const struct json *array, struct buf *cell)
{
    for (uint32_t i = 0; i < array->count; i++) {
        size_t len;
        if (!json_is(&array->items[i], JSON_STRING))
            return false;
        const char *p = json_chars(&array->items[i], &x->scratch, &len);
        if (!stands_alone(p, len, i == 0))
            return false;
        if (i)
            buf_putc(cell, '|');
        buf_add(cell, p, len);
    }
    return array->count > 0;
}

static void write_json(struct exporting *x, const struct json *v, bool first, struct buf *out)
{
    struct buf cell;
    buf_init(&cell, CSV_CELL_MAX / 2);
    if (json_write_compact(v, json_to_buf, &cell)) {
        csv_write(out, cell.data, cell.len, x->options.delimiter, first);
    } else {
        csv_write_nothing(out, x->options.delimiter, first);
        x->unsaid += values_in(v);
    }
    buf_finish(&cell);
}

static void write_array(struct exporting *x, const struct json *v, bool first, struct buf *out)
{
    struct buf cell;
    buf_init(&cell, CSV_CELL_MAX / 2);
    if (join(x, v, &cell))
        csv_write(out, cell.data, cell.len, x->options.delimiter, first);
    else
        write_json(x, v, first, out);
    buf_finish(&cell);
}

static void write_string(struct exporting *x, const struct json *v, bool first, struct buf *out)
{
    size_t len;
    const char *p = json_chars(v, &x->scratch, &len);
    if (fits_cell(x, v))
        csv_write(out, p, len, x->options.delimiter, first);
    else
        csv_write_nothing(out, x->options.delimiter, first);
}

static bool is_raw(const struct flat_field *f)
{
    return f->control == CONTROL_JSON || f->control == CONTROL_RECORDS || f->control == CONTROL_ONE_OF ||
           f->control == CONTROL_VARIANT;
}

static void write_cell(struct exporting *x, const struct flat_field *f, const struct json *v, bool first,
                       struct buf *out)
{
    if (!v || json_is(v, JSON_NULL)) {
        csv_write_nothing(out, x->options.delimiter, first);
    } else if (json_is(v, JSON_NUMBER) || json_is(v, JSON_BOOL)) {
        csv_write_nothing(out, x->options.delimiter, first);
        buf_add(out, v->text, v->text_len); /* a number is no formula, even with a sign before it */
    } else if (is_raw(f) || json_is(v, JSON_OBJECT)) {
        write_json(x, v, first, out);
    } else if (json_is(v, JSON_ARRAY)) {
        write_array(x, v, first, out);
    } else {
        write_string(x, v, first, out);
    }
}

static bool is_shown(const struct exporting *x, const struct head *h)
{
    return h->used && (x->options.secrets || !x->fields.items[h->field].secret);
}

/* The heads in the order of their fields. A map's own column is not there, its entries stand for it. */
static size_t next_head(const struct exporting *x, size_t *field, size_t *at)
{
    for (; *field < x->fields.count; ++*field, *at = 0) {
        const bool map = x->fields.items[*field].control == CONTROL_MAP;
        for (; *at < (map ? x->head_count : 1); ++*at) {
            const size_t head = map ? *at : *field;
            if (x->heads[head].field == *field && (!map || x->heads[head].entry) &&
                is_shown(x, &x->heads[head])) {
                ++*at;
                return head;
            }
        }
    }
    return SIZE_MAX;
}

static void write_header(struct exporting *x, struct buf *out)
{
    size_t field = 0, at = 0, head;
    bool first = true;
    while ((head = next_head(x, &field, &at)) != SIZE_MAX) {
        const struct head *h = &x->heads[head];
        buf_clear(&x->scratch);
        buf_puts(&x->scratch, x->fields.items[field].name);
        if (h->entry)
            buf_printf(&x->scratch, ":%s", h->entry);
        csv_write(out, x->scratch.data, x->scratch.len, x->options.delimiter, first);
        first = false;
    }
    csv_write_end(out);
}

static void write_row(struct exporting *x, struct buf *out)
{
    size_t field = 0, at = 0, head;
    bool first = true;
    while ((head = next_head(x, &field, &at)) != SIZE_MAX) {
        write_cell(x, &x->fields.items[field], x->cells[head], first, out);
        first = false;
    }
    csv_write_end(out);
}

/* ---- as JSON */

/* Takes door codes out, wherever they are. */
static void hide(struct exporting *x, struct json *v)
{
    for (uint32_t i = v->count; i-- > 0;) {
        size_t len;
        const char *name = json_is(v, JSON_OBJECT) ? json_name(&v->items[i], &x->scratch, &len) : NULL;
        if (name && wizard_is_secret(x->wizard, name, len)) {
            json_take(v, i);
            x->hidden++;
        } else {
            hide(x, &v->items[i]);
        }
    }
}

static void write_record(struct exporting *x, const struct json *record, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    struct json shown = json_clone(&arena, record);
    if (!x->options.secrets)
        hide(x, &shown);
    json_write_compact(&shown, json_to_buf, out);
    arena_finish(&arena);
}

static bool json_step(struct exporting *x, size_t records, struct buf *out)
{
    for (; records && x->written < x->count; records--) {
        buf_puts(out, x->written ? ",\n  " : "[\n  ");
        write_record(x, record_at(x, x->written++), out);
    }
    if (x->written < x->count)
        return false;
    buf_puts(out, x->count ? "\n]\n" : "[]\n");
    return true;
}

static bool table_step(struct exporting *x, size_t records, struct buf *out)
{
    for (; records && x->seen < x->count; records--)
        look_at(x, record_at(x, x->seen++));
    if (x->seen < x->count)
        return false;
    if (!x->begun) {
        x->begun = true;
        judge_columns(x);
        write_header(x, out);
    }
    for (; records && x->written < x->count; records--) {
        lay_out(x, record_at(x, x->written++));
        write_row(x, out);
    }
    return x->written == x->count;
}

bool exporting_step(struct exporting *x, size_t records, struct buf *out)
{
    return x->options.json ? json_step(x, records, out) : table_step(x, records, out);
}

void exporting_progress(const struct exporting *x, size_t *done, size_t *all)
{
    *done = x->seen + x->written;
    *all = x->options.json ? x->count : 2 * x->count;
}

size_t exporting_hidden(const struct exporting *x)
{
    return x->hidden;
}

size_t exporting_unsaid(const struct exporting *x)
{
    return x->unsaid;
}
