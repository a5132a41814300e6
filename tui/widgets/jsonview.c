#include "tui/widgets/jsonview.h"

#include "forms/safe.h"
#include "forms/match.h"

#include <string.h>

/* Columns that long lines move by, and how far. */
enum { SHIFT = 16, LEFT_MAX = 1 << 20 };

void jsonview_fit(struct jsonview *v, const struct preview *p, size_t page)
{
    size_t lines = preview_lines(p);
    v->page = page > 0 ? page : 1;
    if (v->cursor >= lines)
        v->cursor = lines > 0 ? lines - 1 : 0;
    if (v->cursor < v->top)
        v->top = v->cursor;
    if (v->cursor >= v->top + v->page)
        v->top = v->cursor - v->page + 1;
    if (v->top + v->page > lines)
        v->top = lines > v->page ? lines - v->page : 0;
}

void jsonview_go(struct jsonview *v, const struct preview *p, size_t line)
{
    v->cursor = line;
    jsonview_fit(v, p, v->page);
}

void jsonview_show(struct jsonview *v, const struct preview *p, size_t line)
{
    if (line < v->top || line >= v->top + v->page)
        v->top = line > v->page / 3 ? line - v->page / 3 : 0;
    jsonview_go(v, p, line);
}

static size_t back(size_t at, size_t by)
{
    return at > by ? at - by : 0;
}

bool jsonview_update(struct jsonview *v, const struct preview *p, enum action action)
{
    size_t half = v->page / 2 > 0 ? v->page / 2 : 1;
    size_t line = v->cursor;
    switch (action) {
    case ACTION_MOVE_UP:
        line = back(line, 1);
        break;
    case ACTION_MOVE_DOWN:
        line++;
        break;
    case ACTION_MOVE_PAGE_UP:
        line = back(line, v->page);
        break;
    case ACTION_MOVE_PAGE_DOWN:
        line += v->page;
        break;
    case ACTION_MOVE_HALF_UP:
        line = back(line, half);
        break;
    case ACTION_MOVE_HALF_DOWN:
        line += half;
        break;
    case ACTION_MOVE_FIRST:
        line = 0;
        break;
    case ACTION_MOVE_LAST:
        line = preview_lines(p);
        break;
    case ACTION_JSON_LEFT:
        v->left = v->left > SHIFT ? v->left - SHIFT : 0;
        return true;
    case ACTION_JSON_RIGHT:
        v->left += v->left < LEFT_MAX ? SHIFT : 0;
        return true;
    default:
        return false;
    }
    jsonview_go(v, p, line);
    return true;
}

/* ---- drawing */

static enum style span_style(enum span_kind kind)
{
    switch (kind) {
    case SPAN_NAME:
        return STYLE_JSON_NAME;
    case SPAN_STRING:
        return STYLE_JSON_STRING;
    case SPAN_NUMBER:
        return STYLE_JSON_NUMBER;
    case SPAN_WORD:
        return STYLE_JSON_WORD;
    case SPAN_HIDDEN:
    case SPAN_FOLD:
        return STYLE_DIM;
    case SPAN_PUNCT:
        break;
    }
    return STYLE_JSON_PUNCT;
}

static int digits(size_t n)
{
    int d = 1;
    for (; n >= 10; n /= 10)
        d++;
    return d < 5 ? 5 : d;
}

static int draw_span(struct area a, int row, int col, enum style s, const char *p, size_t len)
{
    if (col >= a.cols)
        return col;
    return area_text_cut(a, row, col, a.cols - col, s, p, len);
}

/* The whole line first, so that bytes between spans (white space) keep their columns, then its parts. */
static void draw_spans(const struct jsonview *v, const struct preview_line *line, struct area a, int row)
{
    size_t done = 0;
    int col = -v->left;
    for (size_t i = 0; i < line->span_count; i++) {
        const struct span *s = &line->spans[i];
        if (s->start > done)
            col = draw_span(a, row, col, STYLE_NORMAL, line->text + done, s->start - done);
        col = draw_span(a, row, col, span_style(s->kind), line->text + s->start, s->len);
        done = s->start + s->len;
    }
    if (line->len > done)
        draw_span(a, row, col, STYLE_NORMAL, line->text + done, line->len - done);
}

static void mark_matches(const struct jsonview *v, const struct preview_line *line, struct area a)
{
    size_t len = v->match ? strlen(v->match) : 0;
    for (size_t at = 0; len > 0; at += len) {
        at = text_find(line->text, line->len, at, v->match, len);
        if (at == SIZE_MAX)
            return;
        size_t shown = len < line->len - at ? len : line->len - at; /* another case may be longer */
        area_style(a, 0, safe_width(line->text, at) - v->left, safe_width(line->text + at, shown),
                   STYLE_MATCH);
    }
}

/* A closing bracket has its container's path; what is marked is where the container begins. */
static bool closes(const struct preview_line *line)
{
    size_t i = strspn(line->text, " ");
    return line->text[i] == '}' || line->text[i] == ']';
}

static void draw_line(const struct jsonview *v, const struct preview_line *line, struct area a, int row,
                      size_t number, int width, bool focus)
{
    bool current = number == v->cursor;
    char mark = v->mark && !closes(line) ? v->mark(v->context, line->pointer) : ' ';
    char marks[3] = {mark, current ? '>' : ' ', '\0'};
    area_puts(a, row, 0, mark == '!' ? STYLE_ERROR : STYLE_NORMAL, marks);
    area_printf(a, row, 2, current ? STYLE_SELECTED : STYLE_DIM, "%*zu", width, number + 1);
    struct area text = area_part(a, row, width + 3, 1, a.cols - width - 3);
    draw_spans(v, line, text, 0);
    mark_matches(v, line, text);
    if (current && focus)
        area_cursor(a, row, 1);
}

void jsonview_draw(const struct jsonview *v, struct preview *p, struct area a, bool focus)
{
    size_t lines = preview_lines(p);
    int width = digits(lines);
    struct preview_line line;
    for (int row = 0; row < a.rows && preview_line(p, v->top + (size_t)row, &line); row++)
        draw_line(v, &line, a, row, v->top + (size_t)row, width, focus);
}
