#include "forms/csv.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

void csv_reader_init(struct csv_reader *r, const char *p, size_t len, char delimiter)
{
    *r = (struct csv_reader){.p = p, .len = len, .delimiter = delimiter, .next_line = 1};
    buf_init(&r->unquoted, BUF_BODY_MAX);
}

void csv_reader_finish(struct csv_reader *r)
{
    free(r->cells);
    buf_finish(&r->unquoted);
    *r = (struct csv_reader){0};
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Behind the line ending at r->at, if there is one. */
static void pass_line_end(struct csv_reader *r)
{
    if (r->at >= r->len)
        return;
    if (r->p[r->at] == '\r' && r->at + 1 < r->len && r->p[r->at + 1] == '\n')
        r->at++;
    r->at++;
    r->next_line++;
}

static bool refuse(const struct csv_reader *r, size_t at, struct err *e, const char *words)
{
    size_t line = r->line, begin = r->begin, column = 1;
    for (size_t i = r->begin; i < at; i++)
        if (r->p[i] == '\n' || (r->p[i] == '\r' && !(i + 1 < r->len && r->p[i + 1] == '\n'))) {
            line++;
            begin = i + 1;
        }
    for (size_t i = begin; i < at; i++)
        column += ((unsigned char)r->p[i] & 0xC0) != 0x80; /* code points */
    return err_set_at(e, ERR_SYNTAX, line, column, "%s", words);
}

/* One cell more in the row. Text that had to be copied is told by its place in the buffer until the row is
 * whole, since the buffer may still move. */
struct cell_text {
    size_t from, len;
    bool copied, quoted;
};

static bool add_cell(struct csv_reader *r, struct cell_text t, size_t at, struct err *e)
{
    if (r->count == CSV_CELLS_MAX)
        return refuse(r, at, e, "This row has more than 4096 cells: is the delimiter right?");
    if (t.len > CSV_CELL_MAX)
        return refuse(r, at, e, "This cell is larger than 1 MiB: is a quote missing before it ends?");
    if (r->count == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 16;
        r->cells = xreallocarray(r->cells, r->cap, sizeof *r->cells);
    }
    r->cells[r->count++] = (struct csv_cell){
        .p = t.copied ? NULL : r->p + t.from,
        .len = t.len,
        .quoted = t.quoted,
    };
    return true;
}

static bool read_bare(struct csv_reader *r, struct err *e)
{
    const size_t from = r->at;
    while (r->at < r->len && r->p[r->at] != r->delimiter && !is_line_end(r->p[r->at]))
        r->at++;
    return add_cell(r, (struct cell_text){.from = from, .len = r->at - from}, from, e);
}

static size_t lines_in(const char *p, size_t len)
{
    size_t lines = 0;
    for (size_t i = 0; i < len; i++)
        lines += p[i] == '\n' || (p[i] == '\r' && !(i + 1 < len && p[i + 1] == '\n'));
    return lines;
}

/* Copies a cell with doubled quotes in it. */
static size_t unquote(struct csv_reader *r, const char *p, size_t len)
{
    const size_t before = r->unquoted.len;
    for (size_t i = 0; i < len; i++) {
        buf_putc(&r->unquoted, p[i]);
        i += p[i] == '"';
    }
    return r->unquoted.len - before;
}

static bool read_quoted(struct csv_reader *r, struct err *e)
{
    const size_t quote = r->at, from = quote + 1;
    bool doubled = false;
    size_t at = from;
    for (;; at += 2, doubled = true) {
        const char *end = at < r->len ? memchr(r->p + at, '"', r->len - at) : NULL;
        if (!end)
            return refuse(r, quote, e, "The quote that begins this cell is never closed.");
        at = (size_t)(end - r->p);
        if (at + 1 >= r->len || r->p[at + 1] != '"')
            break;
    }
    r->at = at + 1;
    r->next_line += lines_in(r->p + from, at - from);
    if (r->at < r->len && r->p[r->at] != r->delimiter && !is_line_end(r->p[r->at]))
        return refuse(r, r->at, e,
                      "After the closing quote of a cell comes the delimiter or the end of the line. A quote "
                      "within the cell is written twice.");
    struct cell_text t = {.from = from, .len = at - from, .copied = doubled, .quoted = true};
    if (doubled)
        t.len = unquote(r, r->p + from, at - from);
    return add_cell(r, t, quote, e);
}

/* Cells that were copied lie one after the other in the buffer. */
static void settle_cells(struct csv_reader *r)
{
    size_t at = 0;
    for (size_t i = 0; i < r->count; i++)
        if (!r->cells[i].p) {
            r->cells[i].p = r->unquoted.data + at;
            at += r->cells[i].len;
        }
}

bool csv_read(struct csv_reader *r, struct err *e)
{
    for (; r->at < r->len && is_line_end(r->p[r->at]); r->empty++)
        pass_line_end(r);
    if (r->at >= r->len)
        return false;
    r->count = 0;
    r->begin = r->at;
    r->line = r->next_line;
    r->row++;
    buf_clear(&r->unquoted);
    for (;; r->at++) {
        const bool quoted = r->at < r->len && r->p[r->at] == '"';
        if (!(quoted ? read_quoted(r, e) : read_bare(r, e)))
            return false;
        if (r->at >= r->len || r->p[r->at] != r->delimiter)
            break;
    }
    r->end = r->at;
    settle_cells(r);
    pass_line_end(r);
    return true;
}
