/* What people are told of rows before and after: why one is bad, what it gives, and the bad ones as a table.
 */
#include "forms/import_private.h"

#include <stdlib.h>
#include <string.h>

static bool bad_row(const struct import *im, size_t row, const struct csv_reader *r, struct buf *out)
{
    const struct import_row *at = &im->rows[row];
    size_t number, line;
    const char *p;
    size_t len = 0;
    if (import_has_more_cells(im, r))
        return buf_puts(out, "The row has more cells than there are columns.");
    if (im->key_column == SIZE_MAX)
        return false;
    if (im->key_column >= r->count || !import_cell_text(&r->cells[im->key_column], &p, &len) || len == 0)
        return buf_puts(out, "The row has no key.");
    if (at->twice) {
        import_row_place(im, at->record, &number, &line);
        return buf_printf(out, "Row %zu has the same key.", number);
    }
    if (im->options.existing == IMPORT_REFUSE_EXISTING && import_record_with(im, p, len) != SIZE_MAX)
        return buf_puts(out, "The list has this key already.");
    return false;
}

bool import_problem(const struct import *im, size_t row, size_t *column, struct buf *out)
{
    struct csv_reader r;
    struct arena scratch;
    bool bad = im->rows[row].fate == IMPORT_BAD;
    import_read_row(im, row, &r);
    arena_init(&scratch);
    *column = IMPORT_SKIP;
    bool said = bad && bad_row(im, row, &r, out);
    for (size_t i = 0; bad && !said && i < im->order_count; i++) {
        struct import_notes notes = {.words = out};
        struct json v;
        if (import_says(im, &r, im->order[i]) && !import_value(im, &r, im->order[i], &scratch, &v, &notes)) {
            *column = notes.fault;
            said = true;
        }
    }
    arena_finish(&scratch);
    csv_reader_finish(&r);
    return bad;
}

void import_preview(const struct import *im, size_t row, struct buf *out)
{
    struct csv_reader r;
    struct arena nodes;
    import_read_row(im, row, &r);
    arena_init(&nodes);
    const struct json record = import_record(im, &r, &nodes, &nodes);
    json_write_compact(&record, json_to_buf, out);
    arena_finish(&nodes);
    csv_reader_finish(&r);
}

/* Short, since a small screen has one line for it. */
static bool say_nothing_is_left(const struct import *im, struct err *e)
{
    const size_t bad = im->counts.fates[IMPORT_BAD];
    const char *why = bad == im->counts.rows ? bad == 1 ? "the row is bad" : "all rows are bad"
                      : bad                  ? "good rows are in the list"
                                             : "it is in the list";
    return err_set(e, ERR_USAGE, "Nothing to import: %s.", why);
}

bool import_ready(const struct import *im, struct err *e)
{
    const char *key = wizard_key_member(im->wizard, im->list);
    if (!import_checked(im))
        return err_set(e, ERR_USAGE, "The rows are still being checked.");
    if (im->order_count == 0)
        return err_set(e, ERR_USAGE,
                       "No column goes to a field yet. Choose a field for at least one of them.");
    if (key && im->key_column == SIZE_MAX)
        return err_set(e, ERR_USAGE, "Choose which column holds the key (%s): it tells the records apart.",
                       key);
    if (im->counts.fates[IMPORT_NEW] + im->counts.fates[IMPORT_CHANGE] == 0)
        return say_nothing_is_left(im, e);
    return true;
}

static void write_row(const struct import *im, const struct csv_reader *r, const char *why, struct buf *out)
{
    const char delimiter = im->source.dialect.delimiter;
    for (size_t i = 0; i < im->column_count || i < r->count; i++) {
        const char *p;
        if (i < im->column_count && import_is_reason(im, i))
            continue;
        size_t len;
        if (i < r->count && import_cell_text(&r->cells[i], &p, &len))
            csv_write(out, p, len, delimiter, i == 0);
        else
            csv_write_nothing(out, delimiter, i == 0);
    }
    csv_write(out, why, strlen(why), delimiter, false);
    csv_write_end(out);
}

static void write_header(const struct import *im, struct buf *out)
{
    const char delimiter = im->source.dialect.delimiter;
    for (size_t i = 0; i < im->column_count; i++)
        if (!import_is_reason(im, i))
            csv_write(out, im->columns[i].title, strlen(im->columns[i].title), delimiter, i == 0);
    csv_write(out, IMPORT_WHY, strlen(IMPORT_WHY), delimiter, false);
    csv_write_end(out);
}

void import_write_bad(const struct import *im, size_t n, struct buf *out)
{
    struct csv_reader r;
    struct buf why;
    size_t column;
    if (n == SIZE_MAX) {
        write_header(im, out);
        return;
    }
    buf_init(&why, BUF_TEXT_MAX);
    import_problem(im, im->bad[n], &column, &why);
    import_read_row(im, im->bad[n], &r);
    write_row(im, &r, why.data, out);
    csv_reader_finish(&r);
    buf_finish(&why);
}
