#include "config.h"

#include "tui/term/canvas.h"

#include "forms/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

#define SIDE_MAX     1000
#define UNKNOWN_CELL UINT8_MAX /* as a width: differs from every cell that is drawn */

struct canvas {
    SCREEN *screen;
    bool left;
    attr_t attrs[STYLE_COUNT];
    struct cells shown; /* what curses was told last */
    int cursor_shown;   /* -1: not known */
};

/* ---- colors */

static bool wants_color(enum color_use color)
{
    const char *refused = getenv("NO_COLOR");
    return color == COLOR_ALWAYS || (color == COLOR_AUTO && !(refused && *refused));
}

/* A terminal with 8 colors has no bright ones; as foreground, bold stands in for them. */
static short fitted(short color, attr_t *attrs)
{
    if (color < COLORS)
        return color;
    if (attrs)
        *attrs |= A_BOLD;
    return (short)(color % 8);
}

static attr_t attrs_of(const struct look *look)
{
    static const struct {
        unsigned look;
        attr_t attr;
    } names[] = {
        {LOOK_BOLD, A_BOLD},
        {LOOK_DIM, A_DIM},
        {LOOK_REVERSE, A_REVERSE},
        {LOOK_UNDERLINE, A_UNDERLINE},
    };
    attr_t attrs = A_NORMAL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (look->attrs & names[i].look)
            attrs |= names[i].attr;
    return attrs;
}

/* Pair style + 1 has the colors of a style. Without the terminal's own colors, "default" would be a guess:
 * no colors then. */
static void set_looks(struct canvas *c, const struct theme *theme, enum color_use color)
{
    const bool colored =
        wants_color(color) && has_colors() && start_color() == OK && use_default_colors() == OK;
    for (int style = 0; style < STYLE_COUNT; style++) {
        const struct look *look = &theme->looks[style];
        c->attrs[style] = attrs_of(look);
        if (colored)
            init_pair((short)(style + 1), fitted(look->fg, &c->attrs[style]), fitted(look->bg, NULL));
    }
}

/* ---- the terminal */

/* Curses crashes, or ends the program, where it gets no memory: it is asked for nothing when there may be
 * none. */
enum { ROOM = 1 << 20 };

static void make_sure_of_memory(void)
{
    if (!mem_has(ROOM))
        mem_exhausted();
}

/* Asked of terminfo first: newterm would write to a terminal that it cannot use. */
static bool check_terminal(struct err *e)
{
    static const char advice[] = "Try: TERM=xterm-256color seam-portal-tui";
    const char *name = getenv("TERM");
    int found;
    if (!name || !*name)
        return err_set(e, ERR_USAGE, "TERM is not set, so nothing is known of this terminal. %s", advice);
    if (setupterm(name, STDOUT_FILENO, &found) != OK)
        return err_set(e, ERR_USAGE, "The terminal type \"%.60s\" (TERM) is not known on this system. %s",
                       name, advice);
    const char *address = tigetstr("cup");
    const bool usable = address && address != (const char *)-1;
    del_curterm(cur_term);
    if (!usable)
        return err_set(e, ERR_USAGE, "The terminal type \"%.60s\" (TERM) cannot place the cursor. %s", name,
                       advice);
    return true;
}

static int clamped(int side)
{
    return side < 1 ? 1 : side > SIDE_MAX ? SIDE_MAX : side;
}

struct canvas *canvas_new(const struct theme *theme, enum color_use color, struct err *e)
{
    make_sure_of_memory();
    if (!check_terminal(e))
        return NULL;
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (!screen) {
        err_set(e, ERR_IO, "The terminal could not be set up.");
        return NULL;
    }
    struct canvas *c = xcalloc(1, sizeof *c);
    c->screen = screen;
    raw();
    noecho();
    nonl();
    def_prog_mode();
    cells_init(&c->shown, 0, 0, false);
    set_looks(c, theme, color);
    canvas_resize(c, LINES, COLS);
    return c;
}

void canvas_free(struct canvas *c)
{
    if (!c)
        return;
    canvas_leave(c);
    if (mem_has(ROOM)) /* else it goes with the program */
        delscreen(c->screen);
    cells_finish(&c->shown);
    free(c);
}

void canvas_leave(struct canvas *c)
{
    if (!c->left)
        endwin();
    c->left = true;
}

void canvas_return(struct canvas *c)
{
    c->left = false;
    canvas_redraw(c);
    erase();   /* the picture of then may show what is hidden by now */
    refresh(); /* leaves endwin's state: modes, alternate screen, cursor */
    reset_prog_mode();
}

void canvas_size(const struct canvas *c, int *rows, int *cols)
{
    *rows = c->shown.rows;
    *cols = c->shown.cols;
}

/* Curses' window and the memory of it both begin anew. */
static void forget(struct canvas *c)
{
    for (size_t i = 0; i < (size_t)c->shown.rows * (size_t)c->shown.cols; i++)
        c->shown.at[i].width = UNKNOWN_CELL;
    c->cursor_shown = -1;
}

void canvas_resize(struct canvas *c, int rows, int cols)
{
    rows = clamped(rows);
    cols = clamped(cols);
    make_sure_of_memory();
    if (rows != LINES || cols != COLS)
        resizeterm(rows, cols);
    cells_resize(&c->shown, rows, cols);
    forget(c);
}

void canvas_redraw(struct canvas *c)
{
    clearok(curscr, TRUE);
    forget(c);
}

/* A sequence is at most a few dozen bytes; "$<5>" in it is padding for slow terminals. */
static void add_capability(struct buf *out, const char *name)
{
    const char *s = tigetstr(name);
    if (!s || s == (const char *)-1)
        return;
    while (*s) {
        const char *padding = strstr(s, "$<");
        const char *after = padding ? strchr(padding, '>') : NULL;
        buf_add(out, s, after ? (size_t)(padding - s) : strlen(s));
        s = after ? after + 1 : s + strlen(s);
    }
}

void canvas_farewell(struct buf *out)
{
    add_capability(out, "sgr0");
    add_capability(out, "cnorm");
    add_capability(out, "rmcup");
}

/* ---- cells */

static wchar_t sendable(uint32_t character, bool utf8)
{
    mbstate_t state = {0};
    char bytes[MB_LEN_MAX];
    const wchar_t wide = (wchar_t)character;
    if (utf8 || character < 0x80 || wcrtomb(bytes, wide, &state) != (size_t)-1)
        return wide;
    return L'?';
}

static void put(const struct canvas *c, int row, int col, const struct cell *cell, bool utf8)
{
    wchar_t text[CCHARW_MAX + 1] = {0};
    size_t n = 0;
    while (n < CCHARW_MAX && n < sizeof cell->chars / sizeof *cell->chars && cell->chars[n]) {
        text[n] = sendable(cell->chars[n], utf8);
        n++;
    }
    if (!utf8 && text[0] == L'?')
        text[1] = L'\0'; /* without the marks of what it stands for */
    cchar_t out;
    setcchar(&out, text, c->attrs[cell->style], (short)(cell->style + 1), NULL);
    mvadd_wchnstr(row, col, &out, 1);
    if (cell->width == 2 && text[0] == L'?')
        mvadd_wchnstr(row, col + 1, &out, 1);
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->width == b->width && a->style == b->style && memcmp(a->chars, b->chars, sizeof a->chars) == 0;
}

static void place_cursor(struct canvas *c, const struct cells *cells)
{
    if (c->cursor_shown != cells->cursor_shown)
        curs_set(cells->cursor_shown);
    c->cursor_shown = cells->cursor_shown;
    if (cells->cursor_shown)
        move(cells->cursor_row, cells->cursor_col);
}

static void show_row(struct canvas *c, const struct cells *cells, int row, bool utf8)
{
    const int cols = c->shown.cols < cells->cols ? c->shown.cols : cells->cols;
    const struct cell *now = &cells->at[row * cells->cols];
    struct cell *shown = &c->shown.at[row * c->shown.cols];
    if (memcmp(now, shown, (size_t)cols * sizeof *now) == 0) /* as most rows are */
        return;
    for (int col = 0; col < cols; col++) {
        if (same_cell(&now[col], &shown[col]))
            continue;
        shown[col] = now[col];
        if (now[col].width) /* its left half draws both */
            put(c, row, col, &now[col], utf8);
    }
}

void canvas_show(struct canvas *c, const struct cells *cells, bool utf8)
{
    if (c->left)
        return;
    make_sure_of_memory();
    for (int row = 0; row < c->shown.rows && row < cells->rows; row++)
        show_row(c, cells, row, utf8);
    place_cursor(c, cells);
    refresh();
}
