/* Rules and frames of cells.h. A line cell is the set of directions in which it goes on; lines that meet
 * are the union of their sets. */
#include "tui/widgets/cells.h"

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

static const uint32_t drawn[16] = {
    [UP] = 0x2502,
    [DOWN] = 0x2502,
    [UP | DOWN] = 0x2502,
    [LEFT] = 0x2500,
    [RIGHT] = 0x2500,
    [LEFT | RIGHT] = 0x2500,
    [DOWN | RIGHT] = 0x250C,
    [DOWN | LEFT] = 0x2510,
    [UP | RIGHT] = 0x2514,
    [UP | LEFT] = 0x2518,
    [UP | DOWN | RIGHT] = 0x251C,
    [UP | DOWN | LEFT] = 0x2524,
    [DOWN | LEFT | RIGHT] = 0x252C,
    [UP | LEFT | RIGHT] = 0x2534,
    [UP | DOWN | LEFT | RIGHT] = 0x253C,
};

/* The whole sets first, so that a plain line reads back as going both ways. */
static unsigned directions(const struct cell *c)
{
    if (c->style != STYLE_RULE)
        return 0;
    switch (c->chars[0]) {
    case '-':
        return LEFT | RIGHT;
    case '|':
        return UP | DOWN;
    case '+':
        return UP | DOWN | LEFT | RIGHT;
    default:
        for (unsigned set = 15; set; set--)
            if (drawn[set] == c->chars[0])
                return set;
        return 0;
    }
}

static uint32_t ascii_line(unsigned set)
{
    if (!(set & (UP | DOWN)))
        return '-';
    return set & (LEFT | RIGHT) ? '+' : '|';
}

/* Row and column count in the whole grid here: lines join across the edges of areas. */
static unsigned line_at(const struct cells *c, int row, int col)
{
    if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
        return 0;
    return directions(&c->at[(size_t)row * (size_t)c->cols + (size_t)col]);
}

static void put_line(struct cells *c, int row, int col, unsigned set)
{
    cells_put(c, row, col, STYLE_RULE, c->ascii ? ascii_line(set) : drawn[set]);
}

static void add_line(struct cells *c, int row, int col, unsigned set)
{
    put_line(c, row, col, set | line_at(c, row, col));
}

/* Joins a line that ends beside this cell to the one that crosses its way there, if there is one. */
static void join(struct cells *c, int row, int col, unsigned across, unsigned set)
{
    if ((line_at(c, row, col) & across) == across)
        add_line(c, row, col, set);
}

void area_rule(struct area a, int row)
{
    if (row < 0 || row >= a.rows || a.cols == 0)
        return;
    for (int col = 0; col < a.cols; col++)
        add_line(a.cells, a.row + row, a.col + col, LEFT | RIGHT);
    join(a.cells, a.row + row, a.col - 1, UP | DOWN, RIGHT);
    join(a.cells, a.row + row, a.col + a.cols, UP | DOWN, LEFT);
}

void area_rule_down(struct area a, int col, int row, int rows)
{
    const struct area part = area_part(a, row, col, rows, 1);
    if (part.rows == 0 || part.cols == 0)
        return;
    for (int i = 0; i < part.rows; i++)
        add_line(part.cells, part.row + i, part.col, UP | DOWN);
    join(part.cells, part.row - 1, part.col, LEFT | RIGHT, DOWN);
    join(part.cells, part.row + part.rows, part.col, LEFT | RIGHT, UP);
}

/* Over what is there: a pop-up does not join the lines below it. */
void area_box(struct area a)
{
    const int bottom = a.row + a.rows - 1, right = a.col + a.cols - 1;
    if (a.rows < 2 || a.cols < 2)
        return;
    for (int col = a.col + 1; col < right; col++) {
        put_line(a.cells, a.row, col, LEFT | RIGHT);
        put_line(a.cells, bottom, col, LEFT | RIGHT);
    }
    for (int row = a.row + 1; row < bottom; row++) {
        put_line(a.cells, row, a.col, UP | DOWN);
        put_line(a.cells, row, right, UP | DOWN);
    }
    put_line(a.cells, a.row, a.col, DOWN | RIGHT);
    put_line(a.cells, a.row, right, DOWN | LEFT);
    put_line(a.cells, bottom, a.col, UP | RIGHT);
    put_line(a.cells, bottom, right, UP | LEFT);
}
