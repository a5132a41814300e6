#include "tui/widgets/sheet.h"

#include "forms/mem.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARGIN = 1 };

void sheet_init(struct sheet *s, int label_width)
{
    *s = (struct sheet){.label_width = label_width};
}

void sheet_finish(struct sheet *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->count; i++) {
        free(s->items[i].label);
        free(s->items[i].text);
    }
    free(s->items);
    *s = (struct sheet){0};
}

static void add(struct sheet *s, struct sheet_line line)
{
    if (s->count == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 16;
        s->items = xreallocarray(s->items, s->cap, sizeof *s->items);
    }
    s->items[s->count++] = line;
}

__attribute__((format(printf, 1, 0))) static char *format_text(const char *format, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int len = vsnprintf(NULL, 0, format, ap);
    size_t size = len > 0 ? (size_t)len + 1 : 1;
    char *text = xcalloc(1, size);
    vsnprintf(text, size, format, again);
    va_end(again);
    return text;
}

void sheet_fact(struct sheet *s, const char *label, enum style style, const char *value)
{
    if (value)
        add(s, (struct sheet_line){xstrdup(label), xstrdup(value), style, 0});
}

void sheet_factf(struct sheet *s, const char *label, enum style style, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    add(s, (struct sheet_line){xstrdup(label), format_text(format, ap), style, 0});
    va_end(ap);
}

void sheet_words(struct sheet *s, int indent, enum style style, const char *text)
{
    add(s, (struct sheet_line){NULL, xstrdup(text), style, indent});
}

void sheet_wordsf(struct sheet *s, int indent, enum style style, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    add(s, (struct sheet_line){NULL, format_text(format, ap), style, indent});
    va_end(ap);
}

/* Draws one line and returns the rows it takes. */
static int draw_line(const struct sheet *s, const struct sheet_line *l, struct area a, int row)
{
    int col = MARGIN + (l->label ? s->label_width : l->indent);
    if (l->label)
        area_puts(a, row, MARGIN, STYLE_LABEL, l->label);
    int used = area_wrap(a, row, col, a.cols - col - MARGIN, INT_MAX, l->style, l->text);
    return used > 0 ? used : 1;
}

int sheet_rows(const struct sheet *s, int cols)
{
    struct cells none = {0};
    struct area nowhere = {.cells = &none, .cols = cols};
    int rows = 0;
    for (size_t i = 0; i < s->count; i++)
        rows += draw_line(s, &s->items[i], nowhere, 0);
    return rows;
}

void sheet_draw(const struct sheet *s, struct area a, int top)
{
    int row = -top;
    for (size_t i = 0; i < s->count; i++)
        row += draw_line(s, &s->items[i], a, row);
    if (row > a.rows)
        area_puts_right(a, a.rows - 1, a.cols, STYLE_KEY, area_mark(a, MARK_OPEN));
    if (top > 0)
        area_puts_right(a, 0, a.cols, STYLE_KEY, "^");
}

bool sheet_scroll(int *top, enum action action, int rows, int page)
{
    switch (action) {
    case ACTION_MOVE_UP:
        *top -= 1;
        break;
    case ACTION_MOVE_DOWN:
        *top += 1;
        break;
    case ACTION_MOVE_PAGE_UP:
        *top -= page;
        break;
    case ACTION_MOVE_PAGE_DOWN:
        *top += page;
        break;
    case ACTION_MOVE_HALF_UP:
        *top -= page / 2;
        break;
    case ACTION_MOVE_HALF_DOWN:
        *top += page / 2;
        break;
    case ACTION_MOVE_FIRST:
        *top = 0;
        break;
    case ACTION_MOVE_LAST:
        *top = rows;
        break;
    default:
        return false;
    }
    if (*top > rows - page)
        *top = rows - page;
    if (*top < 0)
        *top = 0;
    return true;
}
