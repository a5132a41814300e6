/* Columns of text for people: as wide as their content asks for, the last one free. Private to cli/. */
#ifndef TUI_CLI_TABLE_H
#define TUI_CLI_TABLE_H

#include "forms/buf.h"

struct table {
    size_t columns, count, cap;
    char **cells; /* safe text, row by row */
};

void table_init(struct table *t, size_t columns);
void table_finish(struct table *t);
/* The next cell, made safe; NULL is empty. */
void table_add(struct table *t, const char *text);
void table_addf(struct table *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void table_print(const struct table *t);

#endif
