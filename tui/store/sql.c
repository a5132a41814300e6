#include "config.h"

#include "tui/store/sql.h"

#include "forms/mem.h"
#include "tui/store/file.h"

static const struct {
    int code;
    enum err_code err;
    const char *words;
} advices[] = {
    {SQLITE_NOTADB, ERR_DAMAGED, "is not a database of this program, or is damaged"},
    {SQLITE_CORRUPT, ERR_DAMAGED, "is damaged"},
    {SQLITE_BUSY, ERR_BUSY, "is in use by another program that does not let go; close it, then try again"},
    {SQLITE_LOCKED, ERR_BUSY, "is in use by another program that does not let go; close it, then try again"},
    {SQLITE_FULL, ERR_IO, "cannot grow: free some space on its disk"},
    {SQLITE_READONLY, ERR_IO, "cannot be written: check the rights on the file and its directory"},
    {SQLITE_CANTOPEN, ERR_IO, "cannot be opened: check the rights on the file and its directory"},
    {SQLITE_PERM, ERR_IO, "cannot be opened: check the rights on the file and its directory"},
    {SQLITE_IOERR, ERR_IO, "cannot be read or written: the disk may be full or failing"},
};

bool sql_fail(sqlite3 *db, const char *path, struct err *e)
{
    const int code = sqlite3_errcode(db) & 0xFF;
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (advices[i].code == code)
            return err_set(e, advices[i].err, "%s: %s (%s)", file_shown(path), advices[i].words,
                           sqlite3_errmsg(db));
    return err_set(e, ERR_IO, "%s: cannot be used (%s)", file_shown(path), sqlite3_errmsg(db));
}

sqlite3_stmt *sql_prepare(sqlite3 *db, const char *path, const char *text, struct err *e)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(db, text, -1, &s, NULL) != SQLITE_OK)
        sql_fail(db, path, e);
    return s;
}

bool sql_end(sqlite3_stmt *s, int rc, const char *path, struct err *e)
{
    if (rc != SQLITE_DONE)
        sql_fail(sqlite3_db_handle(s), path, e);
    sqlite3_finalize(s);
    return rc == SQLITE_DONE;
}

bool sql_done(sqlite3_stmt *s, const char *path, struct err *e)
{
    int rc = sqlite3_step(s);
    while (rc == SQLITE_ROW)
        rc = sqlite3_step(s);
    return sql_end(s, rc, path, e);
}

bool sql_run(sqlite3 *db, const char *path, const char *text, struct err *e)
{
    return sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK || sql_fail(db, path, e);
}

bool sql_number(sqlite3 *db, const char *path, const char *text, long *out, struct err *e)
{
    sqlite3_stmt *s = sql_prepare(db, path, text, e);
    if (!s)
        return false;
    const bool row = sqlite3_step(s) == SQLITE_ROW;
    if (row)
        *out = (long)sqlite3_column_int64(s, 0);
    else
        sql_fail(db, path, e);
    sqlite3_finalize(s);
    return row;
}

void sql_bind_text(sqlite3_stmt *s, int at, const char *text)
{
    sqlite3_bind_text(s, at, text, -1, SQLITE_STATIC);
}

char *sql_text(sqlite3_stmt *s, int column)
{
    const unsigned char *text = sqlite3_column_text(s, column);
    return text ? xstrdup((const char *)text) : NULL;
}
