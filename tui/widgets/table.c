#include "tui/widgets/table.h"

#include "forms/safe.h"

#include <stdio.h>
#include <string.h>

enum { GAP = 2, MARKS = 3, TABLE_SHOWN_MAX = 64 };

/* Rows in sight before and behind the cursor, where there are any: what comes next is seen before it is
 * there.
 */
static size_t margin(size_t page)
{
    enum { MOST = 2 };
    const size_t third = (page - 1) / 3;
    return third < MOST ? third : MOST;
}

void table_fit(struct table *t, size_t rows, size_t page)
{
    t->page = page > 0 ? page : 1;
    if (t->cursor >= rows)
        t->cursor = rows > 0 ? rows - 1 : 0;
    const size_t beside = margin(t->page);
    if (t->cursor < t->top + beside)
        t->top = t->cursor > beside ? t->cursor - beside : 0;
    if (t->cursor + beside >= t->top + t->page)
        t->top = t->cursor + beside + 1 - t->page;
    if (t->top + t->page > rows)
        t->top = rows > t->page ? rows - t->page : 0;
}

/* A row further away than a page comes into the middle: what stands around it is what one looks for there. */
void table_go(struct table *t, size_t row, size_t rows)
{
    if (row + t->page < t->top || row > t->top + 2 * t->page)
        t->top = row > t->page / 2 ? row - t->page / 2 : 0;
    t->cursor = row;
    table_fit(t, rows, t->page);
}

static size_t back(size_t at, size_t by)
{
    return at > by ? at - by : 0;
}

bool table_update(struct table *t, const struct table_model *m, enum action action)
{
    size_t page = t->page > 0 ? t->page : 1;
    size_t half = page / 2 > 0 ? page / 2 : 1;
    size_t row = t->cursor;
    switch (action) {
    case ACTION_MOVE_UP:
        row = back(row, 1);
        break;
    case ACTION_MOVE_DOWN:
        row++;
        break;
    case ACTION_MOVE_PAGE_UP:
        row = back(row, page);
        break;
    case ACTION_MOVE_PAGE_DOWN:
        row += page;
        break;
    case ACTION_MOVE_HALF_UP:
        row = back(row, half);
        break;
    case ACTION_MOVE_HALF_DOWN:
        row += half;
        break;
    case ACTION_MOVE_FIRST:
        row = 0;
        break;
    case ACTION_MOVE_LAST:
        row = m->rows;
        break;
    case ACTION_MOVE_LEFT:
        if (t->first <= 1)
            return false;
        t->first--;
        return true;
    case ACTION_MOVE_RIGHT:
        if (t->first + 1 < m->column_count)
            t->first = t->first > 0 ? t->first + 1 : 2;
        return true;
    default:
        return false;
    }
    table_go(t, row, m->rows);
    return true;
}

/* ---- drawing */

static int digits(size_t n)
{
    int d = 1;
    for (; n >= 10; n /= 10)
        d++;
    return d < 3 ? 3 : d;
}

/* Where things stand in a row. */
struct layout {
    int number;  /* width of the row number */
    int fixed;   /* column where the first column begins */
    int rest;    /* column where the scrolling ones begin */
    size_t from; /* the first of them */
    size_t shown;
    int width[TABLE_SHOWN_MAX]; /* of those that are shown */
    size_t more;                /* columns that do not fit on the right */
};

/* The name of the column is not cut for another one. */
static int least(const struct table_column *c)
{
    int name = safe_width(c->label, strlen(c->label));
    int width = name > c->least ? name : c->least;
    return c->width < width ? c->width : width;
}

/* One cell for each column in turn while there is room, up to what it wishes for or, beyond, to any width. */
static int widen(const struct table_model *m, struct layout *l, int room, bool beyond)
{
    for (bool grown = true; grown && room > 0;) {
        grown = false;
        for (size_t i = 0; i < l->shown && room > 0; i++)
            if (beyond || l->width[i] < m->columns[l->from + i].width) {
                l->width[i]++;
                room--;
                grown = true;
            }
    }
    return room;
}

/* As many columns as have room when they are narrow; what is left over makes them wider. */
static void share(const struct table_model *m, struct layout *l, int room)
{
    for (size_t c = l->from; c < m->column_count && l->shown < TABLE_SHOWN_MAX; c++) {
        int width = least(&m->columns[c]), gap = l->shown > 0 ? GAP : 0;
        if (gap + width > room)
            break;
        l->width[l->shown++] = width;
        room -= gap + width;
    }
    l->more = l->from + l->shown < m->column_count ? m->column_count - l->from - l->shown : 0;
    room = widen(m, l, room, false);
    widen(m, l, room, true);
}

/* The first column gives way to the one beside it, which could never be seen otherwise, down to its least. */
static int first_width(const struct table_model *m, size_t beside, int room)
{
    int width = m->column_count > 0 ? m->columns[0].width : 0;
    if (beside < m->column_count && width > room - least(&m->columns[beside])) {
        const int left = room - least(&m->columns[beside]);
        const int narrow = m->columns[0].least < width ? m->columns[0].least : width;
        width = left > narrow ? left : narrow;
    }
    return width < room ? width : room > 0 ? room : 0;
}

static struct layout lay_out(const struct table *t, const struct table_model *m, int cols)
{
    struct layout l = {.number = digits(m->number ? m->numbers : m->rows),
                       .from = t->first > 0 ? t->first : 1};
    l.fixed = MARKS + l.number + 1;
    l.rest = l.fixed + first_width(m, l.from, cols - l.fixed - GAP) + GAP;
    share(m, &l, cols - l.rest);
    return l;
}

typedef void draw_cell(const struct table_model *m, struct area a, int row, int col, int width, size_t column,
                       void *context);

/* Calls draw for each column in sight. */
static void each_column(const struct table_model *m, const struct layout *l, struct area a, int row,
                        draw_cell *draw, void *context)
{
    if (m->column_count == 0)
        return;
    draw(m, a, row, l->fixed, l->rest - GAP - l->fixed, 0, context);
    int col = l->rest;
    for (size_t i = 0; i < l->shown; i++) {
        draw(m, a, row, col, l->width[i], l->from + i, context);
        col += l->width[i] + GAP;
    }
}

void table_show_column(struct table *t, const struct table_model *m, size_t column, int cols)
{
    if (column == 0)
        return;
    if (t->first < 1 || column < t->first)
        t->first = column;
    for (struct layout l = lay_out(t, m, cols); l.shown > 0 && column >= l.from + l.shown;
         l = lay_out(t, m, cols))
        t->first = l.from + 1;
}

/* "NAME ^" where rows are sorted by it: the sign stays when the name is cut. */
static void draw_name(const struct table_model *m, struct area a, int row, int col, int width, size_t column,
                      void *context)
{
    (void)context;
    const char *label = m->columns[column].label;
    const int sign = column == m->sorted ? 2 : 0;
    const int end = area_text_cut(a, row, col, width - sign, STYLE_HEADING, label, strlen(label));
    if (sign)
        area_puts(a, row, end + 1, STYLE_KEY, m->descending ? "v" : "^");
}

struct row_look {
    size_t row;
    enum style style;
    struct buf text;
};

static void draw_value(const struct table_model *m, struct area a, int row, int col, int width, size_t column,
                       void *context)
{
    struct row_look *look = context;
    buf_clear(&look->text);
    m->cell(m->context, look->row, column, &look->text);
    area_text_cut(a, row, col, width, look->style, look->text.data, look->text.len);
}

static void draw_row(const struct table *t, const struct table_model *m, const struct layout *l,
                     struct area a, int row, struct row_look *look, bool focus)
{
    bool current = look->row == t->cursor;
    look->style = current && focus ? STYLE_FOCUS : STYLE_VALUE;
    if (current && focus)
        area_fill(area_part(a, row, 0, 1, a.cols), STYLE_FOCUS);
    const struct table_marks marks = m->marks ? m->marks(m->context, look->row) : (struct table_marks){0};
    area_puts(a, row, 0, look->style, current ? ">" : " ");
    area_puts(a, row, 1, marks.chosen ? STYLE_KEY : look->style, marks.chosen ? "*" : " ");
    area_puts(a, row, 2, marks.wrong ? STYLE_ERROR : look->style, marks.wrong ? "!" : " ");
    size_t number = m->number ? m->number(m->context, look->row) : look->row + 1;
    area_printf(a, row, MARKS, STYLE_DIM, "%*zu", l->number, number);
    each_column(m, l, a, row, draw_value, look);
    if (current && focus)
        area_cursor(a, row, l->fixed);
}

void table_draw(const struct table *t, const struct table_model *m, struct area a, bool focus)
{
    struct layout l = lay_out(t, m, a.cols);
    each_column(m, &l, a, 0, draw_name, NULL);
    if (l.more > 0) {
        char more[32];
        snprintf(more, sizeof more, " +%zu>", l.more);
        area_puts_right(a, 0, a.cols, STYLE_DIM, more);
    }
    struct row_look look = {.style = STYLE_VALUE};
    buf_init(&look.text, BUF_TEXT_MAX);
    for (int row = 1; row < a.rows; row++) {
        look.row = t->top + (size_t)row - 1;
        if (look.row >= m->rows)
            break;
        draw_row(t, m, &l, a, row, &look, focus);
    }
    buf_finish(&look.text);
}
