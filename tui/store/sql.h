/* The few words of SQLite that the store speaks. Error texts carry the file and SQLite's own words, never a
 * bound value: a link is a secret. Private to store/. */
#ifndef TUI_STORE_SQL_H
#define TUI_STORE_SQL_H

#include "forms/err.h"

#include <stdbool.h>

#include <sqlite3.h>

/* Says what went wrong last on db, and what to do; returns false. */
bool sql_fail(sqlite3 *db, const char *path, struct err *e);
/* NULL with *e. */
sqlite3_stmt *sql_prepare(sqlite3 *db, const char *path, const char *text, struct err *e);
/* Finalizes; rc is what the last step said: anything but the end of the rows is an error. */
bool sql_end(sqlite3_stmt *s, int rc, const char *path, struct err *e);
/* Steps to the end, for statements without rows, and finalizes. */
bool sql_done(sqlite3_stmt *s, const char *path, struct err *e);
/* One or more statements without parameters. */
bool sql_run(sqlite3 *db, const char *path, const char *text, struct err *e);
/* The first column of the first row as a number; false with *e. */
bool sql_number(sqlite3 *db, const char *path, const char *text, long *out, struct err *e);
/* NULL binds NULL; s must outlive the statement. */
void sql_bind_text(sqlite3_stmt *s, int at, const char *text);
/* Heap, or NULL. */
char *sql_text(sqlite3_stmt *s, int column);

#endif
