#include "forms/import_private.h"

#include <stdlib.h>
#include <string.h>

struct import *import_new(const struct wizard *w, struct doc *d, const struct keys *k, const char *list,
                          const struct import_source *source, int64_t now)
{
    struct import *im = xcalloc(1, sizeof *im);
    im->wizard = w;
    im->doc = d;
    im->keys = k;
    im->list = xstrdup(list);
    im->source = *source;
    im->now = now;
    im->key_column = SIZE_MAX;
    wizard_flat_fields(w, list, &im->fields);
    const struct csv_dialect *d_ = &source->dialect;
    csv_reader_init(&im->reader, source->text + d_->skip, source->len - d_->skip, d_->delimiter);
    return im;
}

void import_free(struct import *im)
{
    if (!im)
        return;
    if (im->applying)
        import_cancel(im);
    csv_reader_finish(&im->reader);
    for (size_t i = 0; i < im->column_count; i++) {
        free(im->columns[i].title);
        free(im->columns[i].first);
        free(im->columns[i].several);
        free(im->columns[i].name);
    }
    free(im->columns);
    free(im->rows);
    free(im->order);
    key_table_finish(&im->seen);
    key_table_finish(&im->records);
    free(im->bad);
    free(im->list);
    free(im->zone_name);
    arena_finish(&im->scratch);
    flat_fields_finish(&im->fields);
    free(im);
}

/* ---- reading */

static void add_columns(struct import *im, size_t count)
{
    if (count <= im->column_count)
        return;
    im->columns = xreallocarray(im->columns, count, sizeof *im->columns);
    for (size_t i = im->column_count; i < count; i++) {
        im->columns[i] = (struct column_state){.only_booleans = true, .next = SIZE_MAX};
        im->columns[i].shown.field = IMPORT_SKIP;
        im->columns[i].title = xasprintf("Column %zu", i + 1);
    }
    im->column_count = count;
}

static void note_quotes(struct import *im)
{
    const struct csv_reader *r = &im->reader;
    for (size_t i = 0; i < r->count && !im->all_quoted; i++)
        im->all_quoted = r->cells[i].quoted && r->cells[i].len > 0 &&
                         !csv_needs_quotes(r->cells[i].p, r->cells[i].len, im->source.dialect.delimiter);
}

/* Words, as names are: no number, no address. */
static bool is_word(const char *p, size_t len)
{
    return len > 0 && !memchr(p, '@', len) && !(p[0] >= '0' && p[0] <= '9') && p[0] != '+' && p[0] != '-';
}

/* Nothing but words, one of which is what people call a field. */
static bool names_fields(const struct import *im)
{
    const struct csv_reader *r = &im->reader;
    bool known = false;
    for (size_t i = 0; i < r->count; i++) {
        const struct csv_cell *c = &r->cells[i];
        if (c->len > 0 && !is_word(c->p, c->len))
            return false;
        known = known || (c->len > 0 && import_is_heading(im, c->p, c->len));
    }
    return known;
}

/* A table of bad rows, as import_write_bad makes it: its titles may be "Column 1", which look like any text.
 */
static bool has_reasons(const struct import *im)
{
    const struct csv_reader *r = &im->reader;
    const struct csv_cell *last = &r->cells[r->count - 1];
    return last->len == strlen(IMPORT_WHY) && memcmp(last->p, IMPORT_WHY, last->len) == 0;
}

static bool is_header(const struct import *im)
{
    return im->source.dialect.header || (!im->source.told && (names_fields(im) || has_reasons(im)));
}

bool import_has_header(const struct import *im)
{
    return im->source.dialect.header;
}

static void take_header(struct import *im)
{
    const struct csv_reader *r = &im->reader;
    im->source.dialect.header = true;
    im->header = r->begin;
    im->header_len = r->end - r->begin;
    add_columns(im, r->count);
    for (size_t i = 0; i < r->count; i++) {
        const char *p;
        size_t len;
        if (!import_cell_text(&r->cells[i], &p, &len) || len == 0)
            continue;
        free(im->columns[i].title);
        im->columns[i].title = xstrndup(p, len);
        im->columns[i].named = true;
    }
}

static void note_row(struct import *im)
{
    const struct csv_reader *r = &im->reader;
    if (im->counts.rows == im->row_cap) {
        im->row_cap = im->row_cap ? im->row_cap * 2 : 256;
        im->rows = xreallocarray(im->rows, im->row_cap, sizeof *im->rows);
    }
    im->rows[im->counts.rows++] = (struct import_row){
        .begin = (uint32_t)r->begin, .line = (uint32_t)r->line, .number = (uint32_t)(r->row + r->empty)};
    if (!im->source.dialect.header)
        add_columns(im, r->count);
    for (size_t i = 0; i < r->count && i < im->column_count; i++) {
        struct column_state *c = &im->columns[i];
        const char *p;
        size_t len;
        if (!import_cell_text(&r->cells[i], &p, &len))
            continue;
        if (len == 0) {
            c->empty_texts++;
            continue;
        }
        c->shown.filled++;
        import_note_value(c, p, len);
        if (!c->first) {
            c->first = xstrndup(p, len);
            c->first_row = im->counts.rows - 1;
        }
    }
}

/* Rows of nothing but delimiters are what spreadsheets make of empty ones; a header comes again where exports
 * were put one behind the other. */
static bool says_nothing(const struct import *im)
{
    const struct csv_reader *r = &im->reader;
    const char *p;
    size_t len = 0;
    for (size_t i = 0; i < r->count; i++)
        if (import_cell_text(&r->cells[i], &p, &len) && len > 0)
            return im->source.dialect.header && im->header_len == r->end - r->begin &&
                   memcmp(r->p + im->header, r->p + r->begin, im->header_len) == 0;
    return true;
}

bool import_read_step(struct import *im, size_t rows)
{
    for (size_t n = 0; n < rows; n++) {
        if (!csv_read(&im->reader, &im->err))
            return true;
        note_quotes(im);
        if (im->reader.row == 1 && is_header(im))
            take_header(im);
        else if (says_nothing(im))
            continue;
        else if (im->counts.rows == IMPORT_ROWS_MAX)
            return !err_set_at(&im->err, ERR_LIMIT, im->reader.line, 1,
                               "The table has more than 10,000,000 rows.");
        else
            note_row(im);
    }
    return false;
}

size_t import_read_done(const struct import *im)
{
    return im->reader.at + im->source.dialect.skip;
}

/* Those at the end without a name and without a value: spreadsheets write as many as were ever used. */
static void drop_empty_columns(struct import *im)
{
    while (im->column_count > 0) {
        struct column_state *c = &im->columns[im->column_count - 1];
        if (c->named || c->shown.filled)
            return;
        free(c->title);
        im->column_count--;
    }
}

bool import_read_end(struct import *im, struct err *e)
{
    if (im->err.code != ERR_NONE) {
        if (e)
            *e = im->err;
        if (e && im->source.dialect.skip)
            e->line++;
        return false;
    }
    if (im->counts.rows == 0)
        return err_set(e, ERR_SYNTAX,
                       im->source.dialect.header ? "The table has a header and no rows."
                                                 : "The table is empty.");
    drop_empty_columns(im);
    for (size_t i = 0; i < im->column_count; i++) {
        struct column_state *c = &im->columns[i];
        c->shown.title = c->title;
        c->shown.first = c->first ? c->first : "";
        if (!im->all_quoted && c->empty_texts > 0) {
            c->shown.filled += c->empty_texts;
            c->only_booleans = false;
        }
    }
    import_suggest(im);
    return true;
}

void import_read_row(const struct import *im, size_t row, struct csv_reader *out)
{
    const size_t from = im->source.dialect.skip + im->rows[row].begin;
    csv_reader_init(out, im->source.text + from, im->source.len - from, im->source.dialect.delimiter);
    csv_read(out, NULL);
    for (size_t i = 0; im->all_quoted && i < out->count; i++)
        out->cells[i].quoted = out->cells[i].quoted && out->cells[i].len > 0;
}

/* ---- checking */

void import_forget_checks(struct import *im)
{
    im->counts.checked = 0;
    memset(im->counts.fates, 0, sizeof im->counts.fates);
    for (size_t i = 0; i < im->column_count; i++)
        im->columns[i].shown.bad = im->columns[i].shown.strange = 0;
    key_table_finish(&im->seen);
}

bool import_checked(const struct import *im)
{
    return im->counts.checked == im->counts.rows;
}

bool import_has_more_cells(const struct import *im, const struct csv_reader *r)
{
    const char *p;
    size_t len = 0;
    for (size_t i = im->column_count; i < r->count; i++)
        if (import_cell_text(&r->cells[i], &p, &len) && len > 0)
            return true;
    return false;
}

/* Whether the record that is there says something else; bad values are counted, and make the row bad. */
static enum import_fate judge_cells(struct import *im, const struct csv_reader *r, const struct json *record)
{
    enum import_fate fate = record ? IMPORT_SAME : IMPORT_NEW;
    struct import_notes notes = {.columns = im->columns};
    for (size_t i = 0; i < im->order_count; i++) {
        const size_t at = im->order[i];
        struct json v;
        if (!import_says(im, r, at))
            continue;
        if (!import_value(im, r, at, &im->scratch, &v, &notes)) {
            im->columns[notes.fault].shown.bad++;
            fate = IMPORT_BAD;
        } else if (fate == IMPORT_SAME) {
            char *pointer = import_pointer(im, &im->columns[at]);
            const struct json *now = doc_value(record, pointer);
            if (!now || !json_same(now, &v))
                fate = IMPORT_CHANGE;
            free(pointer);
        }
    }
    return fate;
}

static enum import_fate judge(struct import *im, size_t row, const struct csv_reader *r)
{
    struct import_row *at = &im->rows[row];
    const struct json *record = NULL;
    const char *key = NULL;
    size_t len = 0;
    at->twice = false;
    if (import_has_more_cells(im, r))
        return IMPORT_BAD;
    if (im->key_column != SIZE_MAX) {
        if (im->key_column >= r->count || !import_cell_text(&r->cells[im->key_column], &key, &len) ||
            len == 0)
            return IMPORT_BAD;
        const size_t first = import_row_with(im, row, key, len);
        at->twice = first != row;
        at->record = (uint32_t)first;
        if (at->twice)
            return IMPORT_BAD;
        const size_t found = import_record_with(im, key, len);
        if (found != SIZE_MAX && im->options.existing != IMPORT_UPDATE_EXISTING)
            return im->options.existing == IMPORT_SKIP_EXISTING ? IMPORT_LEFT : IMPORT_BAD;
        record = found != SIZE_MAX ? json_item(doc_get(im->doc, im->list), found) : NULL;
        at->record = (uint32_t)found;
    }
    return judge_cells(im, r, record);
}

static void note_bad(struct import *im, size_t row)
{
    const size_t count = im->counts.fates[IMPORT_BAD];
    if (count == im->bad_cap) {
        im->bad_cap = im->bad_cap ? im->bad_cap * 2 : 64;
        im->bad = xreallocarray(im->bad, im->bad_cap, sizeof *im->bad);
    }
    im->bad[count] = (uint32_t)row;
}

bool import_check_step(struct import *im, size_t rows)
{
    if (!import_index_step(im, rows))
        return false;
    if (im->counts.checked == 0)
        import_order_columns(im);
    for (size_t n = 0; n < rows && im->counts.checked < im->counts.rows; n++) {
        const size_t row = im->counts.checked++;
        struct csv_reader r;
        import_read_row(im, row, &r);
        const enum import_fate fate = judge(im, row, &r);
        csv_reader_finish(&r);
        if (fate == IMPORT_BAD)
            note_bad(im, row);
        im->rows[row].fate = (uint8_t)fate;
        im->counts.fates[fate]++;
    }
    arena_finish(&im->scratch);
    return import_checked(im);
}

const struct import_counts *import_counts(const struct import *im)
{
    return &im->counts;
}

enum import_fate import_fate(const struct import *im, size_t row)
{
    return im->rows[row].fate;
}

size_t import_bad_row(const struct import *im, size_t n)
{
    return im->bad[n];
}

void import_row_place(const struct import *im, size_t row, size_t *number, size_t *line)
{
    *number = im->rows[row].number;
    *line = im->rows[row].line + (im->source.dialect.skip > 0);
}

void import_cell(const struct import *im, size_t row, size_t column, struct buf *out)
{
    struct csv_reader r;
    import_read_row(im, row, &r);
    if (column < r.count) {
        const char *p;
        size_t len;
        import_cell_text(&r.cells[column], &p, &len);
        buf_add(out, p, len);
    }
    csv_reader_finish(&r);
}
