#include "tui/widgets/textfield.h"

#include "forms/safe.h"

#include <string.h>

void textfield_init(struct textfield *t, bool multiline)
{
    *t = (struct textfield){0};
    lineedit_init(&t->line, multiline);
}

void textfield_finish(struct textfield *t)
{
    lineedit_finish(&t->line);
}

void textfield_set(struct textfield *t, const char *p, size_t len)
{
    t->full = false;
    lineedit_set(&t->line, p, len);
    t->selected = false;
}

void textfield_select(struct textfield *t)
{
    t->selected = t->line.text.len > 0;
}

/* ---- keys */

struct text_edit {
    enum action action;
    bool (*run)(struct lineedit *l);
    bool edits; /* a true answer means that the text changed */
};

static const struct text_edit EDITS[] = {
    {ACTION_TEXT_HOME, lineedit_home, false},
    {ACTION_TEXT_END, lineedit_end, false},
    {ACTION_TEXT_LEFT, lineedit_left, false},
    {ACTION_TEXT_RIGHT, lineedit_right, false},
    {ACTION_TEXT_WORD_LEFT, lineedit_word_left, false},
    {ACTION_TEXT_WORD_RIGHT, lineedit_word_right, false},
    {ACTION_TEXT_BACKSPACE, lineedit_backspace, true},
    {ACTION_TEXT_DELETE, lineedit_delete, true},
    {ACTION_TEXT_KILL_TO_END, lineedit_kill_to_end, true},
    {ACTION_TEXT_KILL_TO_START, lineedit_kill_to_start, true},
    {ACTION_TEXT_KILL_WORD_BACK, lineedit_kill_word_back, true},
    {ACTION_TEXT_KILL_WORD, lineedit_kill_word, true},
};

static void erase_all(struct textfield *t)
{
    textfield_set(t, "", 0);
}

static enum textfield_result insert(struct textfield *t, const char *p, size_t len)
{
    struct buf *text = &t->line.text;
    bool replaces = t->selected && len <= text->max;
    if (replaces)
        erase_all(t);
    if (lineedit_insert(&t->line, p, len) || replaces)
        return TEXTFIELD_CHANGED;
    return len > text->max - text->len ? TEXTFIELD_FULL : TEXTFIELD_MOVED;
}

static enum textfield_result yank(struct textfield *t)
{
    if (t->line.kill.len == 0)
        return TEXTFIELD_MOVED;
    if (t->selected)
        erase_all(t);
    return lineedit_yank(&t->line) ? TEXTFIELD_CHANGED : TEXTFIELD_FULL;
}

static enum textfield_result insert_key(struct textfield *t, struct key k)
{
    struct buf utf8;
    buf_init(&utf8, 8);
    buf_put_utf8(&utf8, k.code);
    enum textfield_result result = insert(t, utf8.data, utf8.len);
    buf_finish(&utf8);
    return result;
}

static enum textfield_result edit(struct textfield *t, const struct text_edit *e)
{
    bool erases = e->action == ACTION_TEXT_BACKSPACE || e->action == ACTION_TEXT_DELETE;
    if (erases && t->line.text.len == 0)
        return TEXTFIELD_IGNORED;
    if (t->selected && e->edits) {
        erase_all(t);
        return TEXTFIELD_CHANGED;
    }
    t->selected = false;
    return e->run(&t->line) && e->edits ? TEXTFIELD_CHANGED : TEXTFIELD_MOVED;
}

static enum textfield_result move_line(struct textfield *t, enum action action)
{
    if (action == ACTION_MOVE_UP && lineedit_up(&t->line))
        return TEXTFIELD_MOVED;
    if (action == ACTION_MOVE_DOWN && lineedit_down(&t->line))
        return TEXTFIELD_MOVED;
    if (action == ACTION_FORM_OPEN)
        return insert(t, "\n", 1);
    return TEXTFIELD_IGNORED;
}

static enum textfield_result update(struct textfield *t, const struct event *ev, enum action action)
{
    if (ev->type == EVENT_PASTE)
        return insert(t, ev->text, ev->len);
    if (action == ACTION_NONE)
        return key_is_text(ev->key) ? insert_key(t, ev->key) : TEXTFIELD_IGNORED;
    for (size_t i = 0; i < sizeof EDITS / sizeof EDITS[0]; i++)
        if (EDITS[i].action == action)
            return edit(t, &EDITS[i]);
    if (action == ACTION_TEXT_YANK)
        return yank(t);
    return t->line.multiline ? move_line(t, action) : TEXTFIELD_IGNORED;
}

enum textfield_result textfield_update(struct textfield *t, const struct event *ev, enum action action)
{
    if (ev->type != EVENT_KEY && ev->type != EVENT_PASTE)
        return TEXTFIELD_IGNORED; /* what it says stands until somebody does something */
    const enum textfield_result result = update(t, ev, action);
    t->full = result == TEXTFIELD_FULL;
    return result;
}

/* ---- drawing */

static const char *hidden_glyph(struct area a)
{
    return a.cells->ascii ? "*" : "\u2022";
}

/* Columns of a text; hidden ones take one for each cluster. */
static int text_width(const char *p, size_t len, bool hidden)
{
    if (!hidden)
        return safe_width(p, len);
    int n = 0;
    for (size_t at = 0; at < len; at = cluster_next(p, len, at))
        n++;
    return n;
}

/* The first column in sight when column must be: it moves by half a width, so that most keys move nothing
 * but the cursor, and it depends on nothing but its arguments. */
static int scroll_for(int column, int width)
{
    if (column < width || width < 2)
        return 0;
    int half = width / 2;
    return ((column - width) / half + 1) * half;
}

/* Bytes that lie left of column from; *used is their true width: a wide character is not cut in two. */
static size_t skip_columns(const char *p, size_t len, int from, int *used)
{
    size_t bytes = safe_fit(p, len, from, used);
    if (*used < from && bytes < len) {
        size_t next = cluster_next(p, len, bytes);
        *used += safe_width(p + bytes, next - bytes);
        bytes = next;
    }
    return bytes;
}

/* One line of text from column from on; what is cut off to the left or right shows as an ellipsis. */
static void draw_line(struct area a, int row, int from, enum style s, const char *p, size_t len)
{
    int used = 0;
    size_t skipped = skip_columns(p, len, from, &used);
    area_text_cut(a, row, used - from, a.cols - (used - from), s, p + skipped, len - skipped);
    if (skipped > 0)
        area_puts(a, row, 0, s, area_mark(a, MARK_ELLIPSIS));
}

static const char too_long[] = "Longer than 1 MiB: nothing was put in.";

static void draw_hidden(struct area a, int row, int from, enum style s, int width)
{
    for (int col = 0; col < width - from && col < a.cols; col++)
        area_puts(a, row, col, s, hidden_glyph(a));
}

static struct area draw_brackets(struct area a, int row, int col, int width, enum style s)
{
    area_puts(a, row, col, s, "[");
    area_puts(a, row, col + width - 1, s, "]");
    struct area inner = area_part(a, row, col + 1, 1, width - 2);
    for (int i = 0; i < inner.cols; i++)
        area_puts(inner, 0, i, s, "_");
    return inner;
}

void textfield_draw(const struct textfield *t, struct area a, int row, int col, int width, bool focus,
                    bool hidden)
{
    const struct buf *text = &t->line.text;
    enum style s = focus ? STYLE_FIELD : STYLE_VALUE;
    struct area inner = draw_brackets(a, row, col, width, s);
    s = t->selected ? STYLE_SELECTED : s;
    int cursor = t->full ? 0 : text_width(text->data, t->line.cursor, hidden);
    /* the cursor needs a cell of its own behind the last character */
    int from = focus ? scroll_for(cursor, inner.cols) : 0;
    if (t->full)
        draw_line(inner, 0, 0, STYLE_WARNING, too_long, sizeof too_long - 1);
    else if (hidden)
        draw_hidden(inner, 0, from, s, text_width(text->data, text->len, true));
    else
        draw_line(inner, 0, from, s, text->data, text->len);
    if (focus)
        area_cursor(inner, 0, cursor - from);
}

void textfield_draw_line(const struct textfield *t, struct area a, int row, int col, int width, enum style s,
                         bool focus)
{
    const struct lineedit *l = &t->line;
    struct area line = area_part(a, row, col, 1, width);
    int cursor = t->full ? 0 : safe_width(l->text.data, l->cursor);
    int from = focus ? scroll_for(cursor, line.cols) : 0;
    if (t->full)
        draw_line(line, 0, 0, STYLE_WARNING, too_long, sizeof too_long - 1);
    else
        draw_line(line, 0, from, s, l->text.data, l->text.len);
    if (focus)
        area_cursor(line, 0, cursor - from);
}

void textfield_show(struct area a, int row, int col, int width, const char *p, size_t len)
{
    draw_line(draw_brackets(a, row, col, width, STYLE_VALUE), 0, 0, STYLE_VALUE, p, len);
}

size_t textfield_lines(const struct textfield *t)
{
    size_t lines = 1;
    for (size_t i = 0; i < t->line.text.len; i++)
        lines += t->line.text.data[i] == '\n';
    return lines;
}

/* Where the cursor stands: line from 0, bytes from the start of that line. */
static void cursor_place(const struct lineedit *l, size_t *line, size_t *start)
{
    *line = 0;
    *start = 0;
    for (size_t i = 0; i < l->cursor; i++)
        if (l->text.data[i] == '\n') {
            ++*line;
            *start = i + 1;
        }
}

void textfield_draw_lines(const struct textfield *t, struct area a, bool focus)
{
    const struct lineedit *l = &t->line;
    enum style s = focus ? STYLE_FIELD : STYLE_VALUE;
    size_t cursor_line, start;
    cursor_place(l, &cursor_line, &start);
    int cursor = safe_width(l->text.data + start, l->cursor - start);
    int from = focus ? scroll_for(cursor, a.cols) : 0;
    size_t rows = a.rows > 0 ? (size_t)a.rows : 1;
    size_t top = focus && cursor_line >= rows ? cursor_line - rows + 1 : 0;

    const char *p = l->text.data, *end = p + l->text.len;
    for (size_t line = 0; line < top + rows; line++) {
        const char *feed = memchr(p, '\n', (size_t)(end - p));
        const char *stop = feed ? feed : end;
        if (line >= top)
            draw_line(a, (int)(line - top), from, s, p, (size_t)(stop - p));
        if (!feed)
            break;
        p = feed + 1;
    }
    if (focus)
        area_cursor(a, (int)(cursor_line - top), cursor - from);
}
