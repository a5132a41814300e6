#include "config.h"

#include "tui/cli/table.h"

#include "forms/mem.h"
#include "forms/safe.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void table_init(struct table *t, size_t columns)
{
    *t = (struct table){.columns = columns};
}

void table_finish(struct table *t)
{
    for (size_t i = 0; i < t->count; i++)
        free(t->cells[i]);
    free(t->cells);
    *t = (struct table){0};
}

void table_add(struct table *t, const char *text)
{
    if (t->count == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 64;
        t->cells = xreallocarray(t->cells, t->cap, sizeof *t->cells);
    }
    struct buf safe;
    buf_init(&safe, BUF_TEXT_MAX);
    if (text)
        safe_text(text, strlen(text), false, &safe);
    t->cells[t->count++] = buf_detach(&safe, NULL);
}

void table_addf(struct table *t, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    table_add(t, text);
}

static int width_of(const char *cell)
{
    return safe_width(cell, strlen(cell));
}

static int column_width(const struct table *t, size_t column)
{
    int widest = 0;
    for (size_t i = column; i < t->count; i += t->columns) {
        const int width = width_of(t->cells[i]);
        if (width > widest)
            widest = width;
    }
    return widest;
}

/* A line ends where its text does: columns that are empty at its end leave no space behind. */
static void print_row(const struct table *t, size_t first, const int *widths)
{
    size_t used = t->columns;
    while (used && !*t->cells[first + used - 1])
        used--;
    for (size_t i = 0; i < used; i++) {
        const char *cell = t->cells[first + i];
        printf("%s%*s", cell, i + 1 == used ? 0 : widths[i] + 2 - width_of(cell), "");
    }
    putchar('\n');
}

void table_print(const struct table *t)
{
    int *widths = xcalloc(t->columns, sizeof *widths);
    for (size_t i = 0; i < t->columns; i++)
        widths[i] = column_width(t, i);
    for (size_t i = 0; i < t->count; i += t->columns)
        print_row(t, i, widths);
    free(widths);
}
