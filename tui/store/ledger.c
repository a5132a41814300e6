#include "config.h"

#include "tui/store/ledger.h"

#include "forms/mem.h"
#include "tui/store/file.h"
#include "tui/store/migrations.h"
#include "tui/store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 5000

struct ledger {
    sqlite3 *db;
    char *path;
};

/* An empty file with the right mode before SQLite sees it: the WAL files beside it take over its mode. The
 * file is never opened and closed here when it exists, as that would drop the locks of another handle. */
static bool prepare_file(const char *path, struct err *e)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const int error = errno;
    struct stat st;
    if (fd >= 0) {
        fchmod(fd, 0600);
        close(fd);
        return true;
    }
    if (error != EEXIST)
        return err_set(e, ERR_IO, "%s: cannot be made: %s", file_shown(path), strerror(error));
    if (stat(path, &st) == 0 && (st.st_mode & 077))
        chmod(path, 0600);
    return true;
}

/* Several processes may open a fresh file at once; the switch to WAL does not wait by itself. A file system
 * without shared memory keeps its rollback journal: as durable, only slower. */
static bool set_journal(sqlite3 *db)
{
    int rc = SQLITE_BUSY;
    for (int waited = 0; rc == SQLITE_BUSY && waited < BUSY_MS; waited += 10) {
        rc = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (rc == SQLITE_BUSY)
            sqlite3_sleep(10);
    }
    return rc == SQLITE_OK && sqlite3_exec(db, "PRAGMA synchronous = FULL", NULL, NULL, NULL) == SQLITE_OK;
}

struct ledger *ledger_open(const char *path, struct err *e)
{
    if (!prepare_file(path, e))
        return NULL;
    struct ledger *l = xcalloc(1, sizeof *l);
    l->path = xstrdup(path);
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (sqlite3_open_v2(path, &l->db, flags, NULL) != SQLITE_OK ||
        sqlite3_busy_timeout(l->db, BUSY_MS) != SQLITE_OK)
        sql_fail(l->db, path, e);
    else if (!migrations_known(l->db, path, e))
        ; /* said why */
    else if (!set_journal(l->db))
        sql_fail(l->db, path, e);
    else if (migrations_run(l->db, path, e))
        return l;
    ledger_close(l);
    return NULL;
}

void ledger_close(struct ledger *l)
{
    if (!l)
        return;
    sqlite3_close(l->db);
    free(l->path);
    free(l);
}

/* ---- attempts */

/* One list for writing and reading: the columns of an attempt in the order that both use. */
#define COLUMNS                                                                                              \
    "outcome, started, ended, configuration, customer_key, ticket, endpoint, stand_in, workspace_id, url, "  \
    "expires_at, expires, request_id, status, type, message, environment"
#define PLACES       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
#define COLUMN_COUNT 17

static void bind_row(sqlite3_stmt *s, const struct link_row *r)
{
    int at = 1;
    sqlite3_bind_int(s, at++, (int)r->outcome);
    sqlite3_bind_int64(s, at++, r->started);
    sqlite3_bind_int64(s, at++, r->ended);
    sql_bind_text(s, at++, r->configuration);
    sql_bind_text(s, at++, r->customer_key);
    sql_bind_text(s, at++, r->ticket);
    sql_bind_text(s, at++, r->endpoint);
    sqlite3_bind_int(s, at++, r->stand_in);
    sql_bind_text(s, at++, r->workspace_id);
    sql_bind_text(s, at++, r->url);
    sql_bind_text(s, at++, r->expires_at);
    sqlite3_bind_int64(s, at++, r->expires);
    sql_bind_text(s, at++, r->request_id);
    sqlite3_bind_int64(s, at++, r->status);
    sql_bind_text(s, at++, r->type);
    sql_bind_text(s, at++, r->message);
    sqlite3_bind_int(s, at++, (int)r->environment);
}

/* A number that this program does not write says nothing. */
static enum environment environment_of(int number)
{
    return number == ENVIRONMENT_SANDBOX || number == ENVIRONMENT_PRODUCTION ? (enum environment)number
                                                                             : ENVIRONMENT_NONE;
}

/* What cannot be understood is what nobody knows. */
static enum outcome outcome_from(int stored)
{
    return stored >= OUTCOME_NONE && stored <= OUTCOME_UNKNOWN ? (enum outcome)stored : OUTCOME_UNKNOWN;
}

static void read_row(sqlite3_stmt *s, struct link_row *r)
{
    int at = 0;
    r->id = sqlite3_column_int64(s, at++);
    r->outcome = outcome_from(sqlite3_column_int(s, at++));
    r->started = sqlite3_column_int64(s, at++);
    r->ended = sqlite3_column_int64(s, at++);
    r->configuration = sql_text(s, at++);
    r->customer_key = sql_text(s, at++);
    r->ticket = sql_text(s, at++);
    r->endpoint = sql_text(s, at++);
    r->stand_in = sqlite3_column_int(s, at++) != 0;
    r->workspace_id = sql_text(s, at++);
    r->url = sql_text(s, at++);
    r->expires_at = sql_text(s, at++);
    r->expires = sqlite3_column_int64(s, at++);
    r->request_id = sql_text(s, at++);
    r->status = (long)sqlite3_column_int64(s, at++);
    r->type = sql_text(s, at++);
    r->message = sql_text(s, at++);
    r->environment = environment_of(sqlite3_column_int(s, at++));
}

bool ledger_begin(struct ledger *l, struct link_row *row, struct err *e)
{
    sqlite3_stmt *s = sql_prepare(l->db, l->path, "INSERT INTO attempts (" COLUMNS ") VALUES " PLACES, e);
    if (!s)
        return false;
    bind_row(s, row);
    if (!sql_done(s, l->path, e))
        return false;
    row->id = sqlite3_last_insert_rowid(l->db);
    return true;
}

bool ledger_end(struct ledger *l, const struct link_row *row, struct err *e)
{
    sqlite3_stmt *s =
        sql_prepare(l->db, l->path, "UPDATE attempts SET (" COLUMNS ") = " PLACES " WHERE id = ?18", e);
    if (!s)
        return false;
    bind_row(s, row);
    sqlite3_bind_int64(s, COLUMN_COUNT + 1, row->id);
    if (!sql_done(s, l->path, e))
        return false;
    return sqlite3_changes(l->db) == 1 ||
           err_set(e, ERR_NOT_FOUND, "%s: the attempt that ended is not recorded there", file_shown(l->path));
}

/* A NULL asks for nothing, so that one statement serves every query; there are thousands of links at most. */
#define SELECT_LINKS                                                                                         \
    "SELECT id, " COLUMNS " FROM attempts WHERE (?1 IS NULL OR ticket = ?1) AND (?2 IS NULL OR "             \
    "customer_key = ?2) AND (?3 IS NULL OR configuration = ?3) AND (NOT ?4 OR (outcome = ?5 AND "            \
    "(expires = 0 OR expires > ?6))) ORDER BY id DESC LIMIT ?7"

bool ledger_links(struct ledger *l, const struct ledger_query *q, struct link_rows *out, struct err *e)
{
    sqlite3_stmt *s = sql_prepare(l->db, l->path, SELECT_LINKS, e);
    if (!s)
        return false;
    sql_bind_text(s, 1, q->ticket);
    sql_bind_text(s, 2, q->customer);
    sql_bind_text(s, 3, q->configuration);
    sqlite3_bind_int(s, 4, q->usable);
    sqlite3_bind_int(s, 5, OUTCOME_CREATED);
    sqlite3_bind_int64(s, 6, q->now);
    sqlite3_bind_int64(s, 7, q->limit ? (sqlite3_int64)q->limit : -1);
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        read_row(s, link_rows_add(out));
    return sql_end(s, rc, l->path, e);
}

bool ledger_each_configuration(struct ledger *l, ledger_each *each, void *context, struct err *e)
{
    sqlite3_stmt *s =
        sql_prepare(l->db, l->path,
                    "SELECT name, t.ticket, a.url, a.expires FROM "
                    "(SELECT configuration AS name FROM attempts WHERE configuration IS NOT NULL "
                    "AND outcome = ?1 UNION SELECT configuration FROM tickets) "
                    "LEFT JOIN tickets t ON t.configuration = name "
                    "LEFT JOIN attempts a ON a.id = (SELECT max(id) FROM attempts b "
                    "WHERE b.configuration = name AND b.outcome = ?1) ORDER BY name",
                    e);
    if (!s)
        return false;
    sqlite3_bind_int(s, 1, OUTCOME_CREATED);
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        const struct ledger_note note = {
            .configuration = (const char *)sqlite3_column_text(s, 0),
            .ticket = (const char *)sqlite3_column_text(s, 1),
            .url = (const char *)sqlite3_column_text(s, 2),
            .expires = sqlite3_column_int64(s, 3),
        };
        each(context, &note);
    }
    return sql_end(s, rc, l->path, e);
}

/* ---- tickets */

char *ledger_ticket(struct ledger *l, const char *configuration)
{
    sqlite3_stmt *s =
        sql_prepare(l->db, l->path, "SELECT ticket FROM tickets WHERE configuration = ?1", NULL);
    if (!s)
        return NULL;
    sql_bind_text(s, 1, configuration);
    char *ticket = sqlite3_step(s) == SQLITE_ROW ? sql_text(s, 0) : NULL;
    sqlite3_finalize(s);
    return ticket;
}

bool ledger_set_ticket(struct ledger *l, const char *configuration, const char *ticket, struct err *e)
{
    sqlite3_stmt *s = sql_prepare(l->db, l->path,
                                  ticket ? "INSERT INTO tickets (configuration, ticket) VALUES (?1, ?2) "
                                           "ON CONFLICT (configuration) DO UPDATE SET ticket = ?2"
                                         : "DELETE FROM tickets WHERE configuration = ?1",
                                  e);
    if (!s)
        return false;
    sql_bind_text(s, 1, configuration);
    if (ticket)
        sql_bind_text(s, 2, ticket);
    return sql_done(s, l->path, e);
}

char *ledger_mapping(struct ledger *l, const char *configuration, const char *list, const char *header)
{
    sqlite3_stmt *s = sql_prepare(
        l->db, l->path, "SELECT mapping FROM mappings WHERE configuration = ?1 AND list = ?2 AND header = ?3",
        NULL);
    if (!s)
        return NULL;
    sql_bind_text(s, 1, configuration);
    sql_bind_text(s, 2, list);
    sql_bind_text(s, 3, header);
    char *mapping = sqlite3_step(s) == SQLITE_ROW ? sql_text(s, 0) : NULL;
    sqlite3_finalize(s);
    return mapping;
}

bool ledger_set_mapping(struct ledger *l, const char *configuration, const char *list, const char *header,
                        const char *mapping, struct err *e)
{
    sqlite3_stmt *s =
        sql_prepare(l->db, l->path,
                    "INSERT INTO mappings (configuration, list, header, mapping) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT (configuration, list, header) DO UPDATE SET mapping = ?4",
                    e);
    if (!s)
        return false;
    sql_bind_text(s, 1, configuration);
    sql_bind_text(s, 2, list);
    sql_bind_text(s, 3, header);
    sql_bind_text(s, 4, mapping);
    return sql_done(s, l->path, e);
}

bool ledger_rename(struct ledger *l, const char *from, const char *to, struct err *e)
{
    static const char *const steps[] = {
        "UPDATE attempts SET configuration = ?2 WHERE configuration = ?1",
        "UPDATE OR REPLACE tickets SET configuration = ?2 WHERE configuration = ?1",
        "UPDATE OR REPLACE mappings SET configuration = ?2 WHERE configuration = ?1",
    };
    if (!sql_run(l->db, l->path, "BEGIN IMMEDIATE", e))
        return false;
    bool done = true;
    for (size_t i = 0; done && i < sizeof steps / sizeof *steps; i++) {
        sqlite3_stmt *s = sql_prepare(l->db, l->path, steps[i], e);
        done = s != NULL;
        if (s) {
            sql_bind_text(s, 1, from);
            sql_bind_text(s, 2, to);
            done = sql_done(s, l->path, e);
        }
    }
    if (done && sql_run(l->db, l->path, "COMMIT", e))
        return true;
    sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}
