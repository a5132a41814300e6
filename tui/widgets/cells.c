#include "tui/widgets/cells.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "forms/safe.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct cell blank = {.chars = {' '}, .width = 1, .style = STYLE_NORMAL};

void cells_init(struct cells *c, int rows, int cols, bool ascii)
{
    *c = (struct cells){.ascii = ascii};
    cells_resize(c, rows, cols);
}

void cells_finish(struct cells *c)
{
    if (!c)
        return;
    free(c->at);
    *c = (struct cells){0};
}

void cells_clear(struct cells *c)
{
    for (int col = 0; c->rows && col < c->cols; col++)
        c->at[col] = blank;
    for (int row = 1; row < c->rows; row++)
        memcpy(c->at + (size_t)row * (size_t)c->cols, c->at, (size_t)c->cols * sizeof *c->at);
    c->cursor_shown = false;
}

void cells_resize(struct cells *c, int rows, int cols)
{
    c->rows = rows > 0 ? rows : 0;
    c->cols = cols > 0 ? cols : 0;
    c->at = xreallocarray(c->at, (size_t)c->rows * (size_t)c->cols, sizeof *c->at);
    cells_clear(c);
}

struct area area_all(struct cells *c)
{
    return (struct area){.cells = c, .rows = c->rows, .cols = c->cols};
}

/* Cuts a run of *len cells from *start on to [0, limit). */
static void clip(int *start, int *len, int limit)
{
    if (*start < 0) {
        *len += *start;
        *start = 0;
    }
    if (*len > limit - *start)
        *len = limit - *start;
    if (*len < 0)
        *len = 0;
}

struct area area_part(struct area a, int row, int col, int rows, int cols)
{
    clip(&row, &rows, a.rows);
    clip(&col, &cols, a.cols);
    return (struct area){
        .cells = a.cells, .row = a.row + row, .col = a.col + col, .rows = rows, .cols = cols};
}

/* What is written over one half of a wide character leaves a blank in the other. */
static void split_wide(struct cells *c, int row, int col)
{
    struct cell *cell = &c->at[(size_t)row * (size_t)c->cols + (size_t)col];
    const struct cell rest = {.chars = {' '}, .width = 1, .style = cell->style};
    if (cell->width == 2 && col + 1 < c->cols)
        cell[1] = rest;
    else if (cell->width == 0 && col > 0)
        cell[-1] = rest;
}

void cells_put(struct cells *c, int row, int col, enum style s, uint32_t character)
{
    if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
        return;
    split_wide(c, row, col);
    c->at[(size_t)row * (size_t)c->cols + (size_t)col] =
        (struct cell){.chars = {character}, .width = 1, .style = (uint8_t)s};
}

/* One character instead of each column of a glyph that cannot be drawn, where it lies in the area. */
static void put_instead(struct area a, int row, int col, enum style s, int width, uint32_t character)
{
    for (int i = col; i < col + width; i++)
        if (i >= 0 && i < a.cols)
            cells_put(a.cells, a.row + row, a.col + i, s, character);
}

static void put_glyph(struct area a, int row, int col, enum style s, const struct glyph *g)
{
    if (row < 0 || row >= a.rows)
        return;
    if (a.cells->ascii && g->marked) {
        put_instead(a, row, col, s, g->width, '?');
        return;
    }
    put_instead(a, row, col, s, g->width, ' ');
    if (col >= 0 && col + g->width <= a.cols) {
        struct cell *c = &a.cells->at[(size_t)(a.row + row) * (size_t)a.cells->cols + (size_t)(a.col + col)];
        memcpy(c->chars, g->chars, sizeof c->chars);
        c->width = (uint8_t)g->width;
        if (g->width == 2)
            c[1] = (struct cell){.style = (uint8_t)s};
    }
}

void area_fill(struct area a, enum style s)
{
    for (int row = 0; row < a.rows; row++)
        for (int col = 0; col < a.cols; col++)
            cells_put(a.cells, a.row + row, a.col + col, s, ' ');
}

int area_text(struct area a, int row, int col, enum style s, const char *p, size_t len)
{
    struct glyph g;
    size_t at = 0;
    while (col < a.cols && safe_next(p, len, &at, &g)) {
        put_glyph(a, row, col, s, &g);
        col += g.width;
    }
    return col < a.cols ? col : a.cols;
}

int area_puts(struct area a, int row, int col, enum style s, const char *text)
{
    return area_text(a, row, col, s, text, strlen(text));
}

int area_printf(struct area a, int row, int col, enum style s, const char *format, ...)
{
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    va_list args;
    va_start(args, format);
    const int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len >= 0 && buf_reserve(&b, (size_t)len)) {
        va_start(args, format);
        vsnprintf(b.data, (size_t)len + 1, format, args);
        va_end(args);
        col = area_text(a, row, col, s, b.data, (size_t)len);
    }
    buf_finish(&b);
    return col;
}

int area_text_cut(struct area a, int row, int col, int width, enum style s, const char *p, size_t len)
{
    if (width <= 0)
        return col;
    int used;
    if (safe_fit(p, len, width, &used) == len)
        return area_text(a, row, col, s, p, len);
    const char *ellipsis = area_mark(a, MARK_ELLIPSIS);
    const int tail = safe_width(ellipsis, strlen(ellipsis));
    const size_t kept = tail < width ? safe_fit(p, len, width - tail, &used) : 0;
    const int end = kept ? area_text(a, row, col, s, p, kept) : col;
    return area_text(a, row, end, s, ellipsis, safe_fit(ellipsis, strlen(ellipsis), width, NULL));
}

int area_puts_right(struct area a, int row, int end, enum style s, const char *text)
{
    const size_t len = strlen(text);
    const int start = end - safe_width(text, len);
    area_text_cut(a, row, start > 0 ? start : 0, start > 0 ? end - start : end, s, text, len);
    return start > 0 ? start : 0;
}

/* The bytes of the next line of at most width columns; *next becomes where the line after it begins. */
static size_t line_length(const char *text, int width, size_t *next)
{
    const size_t paragraph = strcspn(text, "\n");
    size_t fits = safe_fit(text, paragraph, width, NULL);
    if (fits == paragraph) {
        *next = paragraph + (text[paragraph] == '\n');
        return paragraph;
    }
    size_t space = fits;
    while (space > 0 && text[space] != ' ')
        space--;
    struct glyph first;
    if (space > 0)
        fits = space;
    else if (fits == 0) /* a wide character in one column: skip it rather than stand still */
        safe_next(text, paragraph, &fits, &first);
    *next = fits + strspn(text + fits, " ");
    while (fits > 0 && text[fits - 1] == ' ')
        fits--;
    return fits;
}

int area_wrap_lines(const char *text, int width, int rows)
{
    int used = 0;
    for (size_t next; *text && used < rows && width > 0; text += next, used++)
        line_length(text, width, &next);
    return used;
}

int area_wrap(struct area a, int row, int col, int width, int rows, enum style s, const char *text)
{
    int used = 0;
    while (*text && used < rows && width > 0) {
        size_t next;
        const size_t len = line_length(text, width, &next);
        const bool more_than_fits = used == rows - 1 && text[next];
        area_text_cut(a, row + used, col, width, s, text, more_than_fits ? strcspn(text, "\n") : len);
        used++;
        text += next;
    }
    return used;
}

void area_style(struct area a, int row, int col, int width, enum style s)
{
    const struct area part = area_part(a, row, col, 1, width);
    struct cell *line = part.cells->at + (size_t)part.row * (size_t)part.cells->cols + (size_t)part.col;
    for (int i = 0; part.rows && i < part.cols; i++)
        line[i].style = (uint8_t)s;
}

void area_cursor(struct area a, int row, int col)
{
    if (row < 0 || row >= a.rows || col < 0 || col >= a.cols)
        return;
    a.cells->cursor_row = a.row + row;
    a.cells->cursor_col = a.col + col;
    a.cells->cursor_shown = true;
}

const char *area_mark(struct area a, enum mark m)
{
    static const char *const marks[MARK_COUNT][2] = {
        [MARK_ELLIPSIS] = {"\u2026", "..."},
        [MARK_FOLDED] = {"\u25B8", ">"},
        [MARK_OPEN] = {"\u25BE", "v"},
        [MARK_DOT] = {"\u00B7", "."},
        [MARK_UP_DOWN] = {"\u2191\u2193", "Up/Down"},
        [MARK_BULLET] = {"\u2022", "*"},
    };
    return marks[m][a.cells->ascii];
}

/* Adds a line up to its last cell that says something. */
static void dump_row(const struct cells *c, int row, struct buf *out)
{
    size_t end = out->len;
    for (int col = 0; col < c->cols; col++) {
        const struct cell *cell = &c->at[row * c->cols + col];
        for (size_t i = 0; i < 5 && cell->chars[i]; i++)
            buf_put_utf8(out, cell->chars[i]);
        if (cell->width && cell->chars[0] != ' ')
            end = out->len;
    }
    buf_truncate(out, end);
    buf_putc(out, '\n');
}

static void dump_styles(const struct cells *c, int row, struct buf *out)
{
    size_t end = out->len;
    for (int col = 0; col < c->cols; col++) {
        const enum style s = (enum style)c->at[row * c->cols + col].style;
        buf_putc(out, style_letter(s));
        if (s != STYLE_NORMAL)
            end = out->len;
    }
    buf_truncate(out, end);
    buf_putc(out, '\n');
}

char *cells_dump(const struct cells *c, bool styles)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    for (int row = 0; row < c->rows; row++)
        dump_row(c, row, &out);
    for (int row = 0; styles && row < c->rows; row++)
        dump_styles(c, row, &out);
    return buf_detach(&out, NULL);
}
