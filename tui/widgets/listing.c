#include "tui/widgets/listing.h"

#include "forms/safe.h"

#include <string.h>

enum { GAP = 2, MARGIN = 3, COLUMNS_MAX = 12 };

/* ---- moving */

static size_t back(size_t at, size_t by)
{
    return at > by ? at - by : 0;
}

bool listing_move(size_t *focus, enum action action, size_t rows, size_t page)
{
    size_t half = page / 2 > 0 ? page / 2 : 1, at = *focus;
    switch (action) {
    case ACTION_MOVE_UP:
        at = back(at, 1);
        break;
    case ACTION_MOVE_DOWN:
        at++;
        break;
    case ACTION_MOVE_PAGE_UP:
        at = back(at, page);
        break;
    case ACTION_MOVE_PAGE_DOWN:
        at += page;
        break;
    case ACTION_MOVE_HALF_UP:
        at = back(at, half);
        break;
    case ACTION_MOVE_HALF_DOWN:
        at += half;
        break;
    case ACTION_MOVE_FIRST:
        at = 0;
        break;
    case ACTION_MOVE_LAST:
        at = rows;
        break;
    default:
        return false;
    }
    *focus = at < rows ? at : back(rows, 1);
    return true;
}

size_t listing_top(size_t focus, size_t rows, size_t page)
{
    if (rows <= page || focus < page / 2)
        return 0;
    size_t top = focus - page / 2;
    return top + page > rows ? rows - page : top;
}

/* ---- drawing */

static int total_width(const struct listing_model *m, const int *widths)
{
    int sum = MARGIN;
    for (size_t i = 0; i < m->column_count; i++)
        if (widths[i] > 0)
            sum += widths[i] + GAP;
    return sum - GAP;
}

/* The shown column that matters least; column_count when none may go. */
static size_t least(const struct listing_model *m, const int *widths)
{
    size_t found = m->column_count;
    int rank = 0;
    for (size_t i = 0; i < m->column_count; i++)
        if (widths[i] > 0 && m->columns[i].rank > rank) {
            rank = m->columns[i].rank;
            found = i;
        }
    return found;
}

/* Widths of the columns; 0 for those left out. */
static void lay_out(const struct listing_model *m, int cols, int *widths)
{
    for (size_t i = 0; i < m->column_count; i++)
        widths[i] = m->columns[i].width;
    size_t gone;
    while (total_width(m, widths) > cols && (gone = least(m, widths)) < m->column_count)
        widths[gone] = 0;
    int room = cols - total_width(m, widths);
    for (bool grown = true; room > 0 && grown;) {
        grown = false;
        for (size_t i = 0; i < m->column_count && room > 0; i++) {
            const struct listing_column *c = &m->columns[i];
            if (widths[i] == 0 || widths[i] >= c->width + c->grow)
                continue;
            widths[i]++;
            room--;
            grown = true;
        }
    }
}

static void draw_cell(struct area a, int row, int col, int width, bool right, enum style s,
                      const struct buf *text)
{
    int wide = safe_width(text->data, text->len);
    if (right && wide < width)
        col += width - wide;
    area_text_cut(a, row, col, right && wide < width ? wide : width, s, text->data, text->len);
}

static void draw_row(const struct listing_model *m, const int *widths, struct area a, int row, size_t index,
                     bool focus, struct buf *text)
{
    enum style s = focus ? STYLE_FOCUS : STYLE_VALUE;
    char mark = m->mark ? m->mark(m->context, index) : ' ';
    if (focus)
        area_fill(area_part(a, row, 0, 1, a.cols), s);
    area_puts(a, row, 1, s, focus ? ">" : " ");
    if (mark != ' ')
        area_printf(a, row, 0, focus ? s : STYLE_ERROR, "%c", mark);
    int col = MARGIN;
    for (size_t i = 0; i < m->column_count; i++) {
        if (widths[i] == 0)
            continue;
        buf_clear(text);
        m->cell(m->context, index, i, text);
        draw_cell(a, row, col, widths[i], m->columns[i].right, s, text);
        col += widths[i] + GAP;
    }
    if (focus)
        area_cursor(a, row, 1);
}

static void draw_labels(const struct listing_model *m, const int *widths, struct area a, struct buf *text)
{
    int col = MARGIN;
    for (size_t i = 0; i < m->column_count; i++) {
        if (widths[i] == 0)
            continue;
        buf_clear(text);
        buf_puts(text, m->columns[i].label);
        draw_cell(a, 0, col, widths[i], m->columns[i].right, STYLE_HEADING, text);
        col += widths[i] + GAP;
    }
}

void listing_draw(const struct listing_model *m, size_t focus, struct area a)
{
    int widths[COLUMNS_MAX];
    struct buf text;
    if (a.rows < 1 || m->column_count > COLUMNS_MAX)
        return;
    buf_init(&text, BUF_TEXT_MAX);
    lay_out(m, a.cols, widths);
    draw_labels(m, widths, a, &text);
    size_t page = (size_t)a.rows - 1;
    size_t top = listing_top(focus, m->rows, page);
    for (size_t i = 0; i < page && top + i < m->rows; i++)
        draw_row(m, widths, a, (int)i + 1, top + i, top + i == focus, &text);
    buf_finish(&text);
}
