/* A table in a file, made ready for an import (forms/import.h): read, turned into UTF-8, recognised. */
#ifndef TUI_JOBS_TABLE_FILE_H
#define TUI_JOBS_TABLE_FILE_H

#include "forms/csv.h"

struct table_text {
    char *text; /* UTF-8; heap */
    size_t len;
    enum csv_encoding encoding;
    struct csv_dialect dialect;
};
void table_text_finish(struct table_text *t);

/* A piece at a time, for a program that has to answer keys meanwhile. "-" is standard input. NULL with *e
 * where it cannot be opened. */
struct table_file;
struct table_file *table_file_new(const char *path, struct err *e);
/* Works on about so many bytes; true: it has come to its end, or failed. */
bool table_file_step(struct table_file *t, size_t bytes);
/* In bytes read and turned; *all is 0 where it is not known. */
void table_file_progress(const struct table_file *t, size_t *done, size_t *all);
/* After that. Frees t. false with *e, ERR_IO or ERR_LIMIT whatever is wrong: with line and column where it
 * has a place in the file, else with the file's name. */
bool table_file_finish(struct table_file *take, struct table_text *out, struct err *e);
/* Gives it up, at any time; NULL is fine. */
void table_file_free(struct table_file *t);

#endif
