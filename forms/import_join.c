/* Columns that share a field: "First name" and "Last name" are a name, "Room 1" and "Room 2" add up. */
#include "forms/import_private.h"

#include <stdlib.h>
#include <string.h>

static bool is_list(const struct flat_field *f)
{
    return f->control == CONTROL_KEYS || f->control == CONTROL_STRINGS;
}

/* Two addresses or numbers with a blank between them are none: what has a form, or is a code, is whole in one
 * cell. */
bool import_joins(const struct import *im, size_t field)
{
    const struct flat_field *f = &im->fields.items[field];
    if (f->control != CONTROL_TEXT && f->control != CONTROL_LONG_TEXT)
        return is_list(f);
    const char *form = wizard_form(im->wizard, f->name, strlen(f->name));
    return !f->key && !f->secret && (!form || strcmp(form, "name") == 0);
}

/* ---- their cells */

static bool has_cell(const struct csv_reader *row, size_t column, const char **p, size_t *len)
{
    return column < row->count && import_cell_text(&row->cells[column], p, len);
}

bool import_says(const struct import *im, const struct csv_reader *row, size_t column)
{
    const char *p;
    size_t len;
    for (; column != SIZE_MAX; column = im->columns[column].next)
        if (has_cell(row, column, &p, &len))
            return true;
    return false;
}

static void join_texts(const struct import *im, const struct csv_reader *row, size_t column, struct arena *a,
                       struct json *out)
{
    struct buf whole;
    const char *p;
    size_t len;
    buf_init(&whole, BUF_BODY_MAX);
    for (; column != SIZE_MAX; column = im->columns[column].next) {
        if (!has_cell(row, column, &p, &len))
            continue;
        while (len > 0 && *p == ' ')
            p++, len--;
        while (len > 0 && p[len - 1] == ' ')
            len--;
        buf_puts(&whole, whole.len > 0 && len > 0 ? " " : "");
        buf_add(&whole, p, len);
    }
    *out = json_make_chars(a, whole.data, whole.len);
    buf_finish(&whole);
}

static void count_strange(const struct import_notes *notes, size_t column, size_t strange)
{
    if (notes->columns)
        notes->columns[column].shown.strange += strange;
}

static void join_lists(const struct import *im, const struct csv_reader *row, size_t column, struct arena *a,
                       struct json *out, const struct import_notes *notes)
{
    const char *p;
    size_t len;
    *out = json_make_array();
    for (; column != SIZE_MAX; column = im->columns[column].next) {
        size_t strange = 0;
        struct json part;
        if (!has_cell(row, column, &p, &len) || !import_cell_value(im, row, column, a, &part, &strange, NULL))
            continue;
        for (uint32_t i = 0; i < part.count; i++)
            json_insert(a, out, out->count, &part.items[i]);
        count_strange(notes, column, strange);
    }
}

/* What fits in none of its cells is the first one's fault, what is too much the last one's. */
static size_t at_fault(const struct import *im, const struct csv_reader *row, size_t column)
{
    struct arena scratch;
    size_t fault = column, strange = 0, len;
    const char *p;
    bool fits = true;
    arena_init(&scratch);
    for (; fits && column != SIZE_MAX; column = im->columns[column].next) {
        struct json part;
        if (!has_cell(row, column, &p, &len))
            continue;
        fault = column;
        fits = import_cell_value(im, row, column, &scratch, &part, &strange, NULL) &&
               import_fits(im, column, &part, NULL);
    }
    arena_finish(&scratch);
    return fault;
}

bool import_value(const struct import *im, const struct csv_reader *row, size_t column, struct arena *a,
                  struct json *out, struct import_notes *notes)
{
    const struct column_state *c = &im->columns[column];
    struct import_notes unused = {0};
    size_t strange = 0;
    bool good = true;
    notes = notes ? notes : &unused;
    if (c->next == SIZE_MAX) {
        good = import_cell_value(im, row, column, a, out, &strange, notes->words);
        count_strange(notes, column, strange);
    } else if (is_list(&im->fields.items[c->shown.field])) {
        join_lists(im, row, column, a, out, notes);
    } else {
        join_texts(im, row, column, a, out);
    }
    good = good && import_fits(im, column, out, notes->words);
    if (!good)
        notes->fault = c->next == SIZE_MAX ? column : at_fault(im, row, column);
    return good;
}

/* ---- what people are told */

static void put_joined(const struct json *v, struct buf *out)
{
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_BODY_MAX);
    if (json_is(v, JSON_STRING)) {
        const char *p = json_chars(v, &scratch, &len);
        buf_add(out, p, len);
    }
    for (uint32_t i = 0; json_is(v, JSON_ARRAY) && i < v->count; i++) {
        buf_puts(out, i ? ", " : "");
        put_joined(&v->items[i], out);
    }
    buf_finish(&scratch);
}

static void put_first(const struct import *im, size_t row, size_t column, struct buf *out)
{
    struct arena scratch;
    struct csv_reader r;
    struct json v;
    arena_init(&scratch);
    import_read_row(im, row, &r);
    if (import_says(im, &r, column) && import_value(im, &r, column, &scratch, &v, NULL))
        put_joined(&v, out);
    csv_reader_finish(&r);
    arena_finish(&scratch);
}

bool import_joined(const struct import *im, size_t column, struct buf *titles, struct buf *value)
{
    const size_t field = im->columns[column].shown.field;
    size_t first = SIZE_MAX, row = SIZE_MAX, count = 0;
    if (field == IMPORT_SKIP || !import_joins(im, field))
        return false;
    for (size_t i = 0; i < im->column_count; i++) {
        const struct column_state *c = &im->columns[i];
        if (c->shown.field != field)
            continue;
        first = first == SIZE_MAX ? i : first;
        row = c->first && c->first_row < row ? c->first_row : row;
        count++;
    }
    if (count < 2)
        return false;
    for (size_t i = first; i != SIZE_MAX; i = im->columns[i].next)
        buf_printf(titles, "%s%s", i == first ? "" : " + ", im->columns[i].title);
    if (row != SIZE_MAX)
        put_first(im, row, first, value);
    return true;
}
