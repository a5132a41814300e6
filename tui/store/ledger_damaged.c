/* A database that is damaged: moved aside, never changed or deleted, and read as far as that goes. */
#include "config.h"

#include "tui/store/ledger_db.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tui/store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* ---- moving it aside */

/* Others hold it for a moment, unless they are stopped in the middle of it. Where a file system has no locks
 * there is nothing to wait for. */
static bool wait_for_lock(int fd, int how, int patience_ms)
{
    enum { PAUSE_MS = 10 };
    bool held = false;
    for (int waited = 0; !held && waited <= patience_ms; waited += PAUSE_MS) {
        if (waited)
            sqlite3_sleep(PAUSE_MS);
        held = flock(fd, how | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    }
    return held;
}

/* Shared by those that open, held alone by who looks and moves: of two that start together, the second must
 * not move the fresh file, too. */
static bool lock_directory(const char *path, int how, int patience_ms, int *lock, struct err *e)
{
    const char *slash = strrchr(path, '/');
    char *directory = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
    *lock = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(directory);
    if (*lock < 0 || wait_for_lock(*lock, how, patience_ms))
        return true;
    close(*lock);
    *lock = -1;
    return err_set(e, ERR_BUSY,
                   "%s: another window of this program holds it and stands still; go on with that one (fg) "
                   "or close it, then try again",
                   file_shown(path));
}

bool ledger_hold(const char *path, int patience_ms, int *lock, struct err *e)
{
    return lock_directory(path, LOCK_SH, patience_ms, lock, e);
}

/* Every page and index. Only a verdict of SQLite counts: that it is in use, say, is no damage. */
static bool is_damaged(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    bool damaged = false;
    int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
    if (rc == SQLITE_OK) /* its log is kept as it is */
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        damaged = strcmp((const char *)sqlite3_column_text(s, 0), "ok") != 0;
    else
        damaged = (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB;
    sqlite3_finalize(s);
    sqlite3_close(db);
    return damaged;
}

/* "PATH.damaged-20261121-081500"; another one within the second has its number behind it. */
static char *name_aside(const char *path, unsigned number)
{
    char when[32] = "";
    const time_t now = time(NULL);
    struct tm t;
    if (gmtime_r(&now, &t))
        strftime(when, sizeof when, "%Y%m%d-%H%M%S", &t);
    return number ? xasprintf("%s.damaged-%s-%u", path, when, number)
                  : xasprintf("%s.damaged-%s", path, when);
}

/* What is not there needs no moving. */
static bool move_part(const char *path, const char *aside, const char *suffix, struct err *e)
{
    struct err why = {0};
    char *from = xasprintf("%s%s", path, suffix), *to = xasprintf("%s%s", aside, suffix);
    const bool moved = file_move(from, to, &why) || why.code == ERR_NOT_FOUND;
    free(from);
    free(to);
    return moved || err_set(e, why.code, "%s", why.text);
}

/* The database last: what is left after a crash half-way has no log of another database beside it. */
static bool move_all(const char *path, const char *aside, struct err *e)
{
    return move_part(path, aside, "-shm", e) && move_part(path, aside, "-wal", e) &&
           move_part(path, aside, "", e);
}

bool ledger_set_aside(const char *path, int patience_ms, char **aside, struct err *e)
{
    enum { NAMES_TRIED = 100 };
    struct err why = {0};
    bool done = false;
    int lock;
    *aside = NULL;
    if (!lock_directory(path, LOCK_EX, patience_ms, &lock, e))
        return false;
    if (!is_damaged(path)) {
        done = true;
    } else {
        for (unsigned n = 0; !done && n < NAMES_TRIED && (n == 0 || why.code == ERR_EXISTS); n++) {
            free(*aside);
            *aside = name_aside(path, n);
            done = move_all(path, *aside, &why);
        }
    }
    if (lock >= 0)
        close(lock);
    if (done)
        return true;
    free(*aside);
    *aside = NULL;
    return err_set(e, ERR_IO, "The database of links is damaged and cannot be moved aside. %s", why.text);
}

/* ---- what can still be read of it */

static bool copy_row(sqlite3_stmt *from, sqlite3_stmt *to)
{
    for (int i = 0; i < sqlite3_column_count(from); i++)
        sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
    const bool copied = sqlite3_step(to) == SQLITE_DONE;
    sqlite3_reset(to);
    return copied;
}

/* "INSERT OR IGNORE INTO t (a, b) VALUES (?, ?)": by the names of the columns, since a file of an older
 * version has fewer. NULL where it has one that is not there any more. */
static sqlite3_stmt *prepare_insert(sqlite3 *into, const char *table, sqlite3_stmt *from)
{
    sqlite3_stmt *to = NULL;
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    buf_printf(&text, "INSERT OR IGNORE INTO \"%s\" (", table);
    for (int i = 0; i < sqlite3_column_count(from); i++)
        buf_printf(&text, "%s\"%s\"", i ? ", " : "", sqlite3_column_name(from, i));
    buf_puts(&text, ") VALUES (");
    for (int i = 0; i < sqlite3_column_count(from); i++)
        buf_puts(&text, i ? ", ?" : "?");
    buf_putc(&text, ')');
    sqlite3_prepare_v2(into, text.data, -1, &to, NULL);
    buf_finish(&text);
    return to;
}

/* Up to the first row that cannot be read. */
static long copy_rows(sqlite3 *db, sqlite3 *into, const char *table, const char *order)
{
    sqlite3_stmt *from = NULL, *to = NULL;
    char *query = xasprintf("SELECT * FROM \"%s\" %s", table, order);
    long copied = 0;
    if (sqlite3_prepare_v2(db, query, -1, &from, NULL) == SQLITE_OK)
        to = prepare_insert(into, table, from);
    while (to && sqlite3_step(from) == SQLITE_ROW && copy_row(from, to))
        copied += sqlite3_changes(into);
    sqlite3_finalize(from);
    sqlite3_finalize(to);
    free(query);
    return copied;
}

/* From both ends, so that one bad page costs what stands on it and no more. A table without row ids has one
 * end.
 */
static long copy_table(sqlite3 *db, sqlite3 *into, const char *table)
{
    const long copied = copy_rows(db, into, table, "");
    return copied + copy_rows(db, into, table, "ORDER BY rowid DESC");
}

long ledger_salvage(sqlite3 *into, const char *damaged)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *tables = NULL;
    long copied = 0;
    if (sqlite3_open_v2(damaged, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_exec(into, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK) {
        sqlite3_prepare_v2(into,
                           "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
                           -1, &tables, NULL);
        while (sqlite3_step(tables) == SQLITE_ROW)
            copied += copy_table(db, into, (const char *)sqlite3_column_text(tables, 0));
        sqlite3_finalize(tables);
        if (sqlite3_exec(into, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
            sqlite3_exec(into, "ROLLBACK", NULL, NULL, NULL);
            copied = 0;
        }
    }
    sqlite3_close(db);
    return copied;
}
