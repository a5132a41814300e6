#include "config.h"

#include "tui/store/drafts.h"

#include "forms/mem.h"
#include "tui/store/draft_locks.h"
#include "tui/store/draft_pieces.h"
#include "tui/store/ledger_db.h"
#include "tui/store/sql.h"

#include <stdlib.h>

enum { BUSY_MS = 50 };

struct drafts {
    struct ledger *l;
    struct draft_locks locks;
    unsigned opened; /* of the ledger, when that was looked at last */
};

struct drafts *drafts_new(struct ledger *l, const char *lock)
{
    struct drafts *d = xcalloc(1, sizeof *d);
    d->l = l;
    d->opened = l ? l->opened : 0;
    draft_locks_init(&d->locks, lock);
    return d;
}

void drafts_free(struct drafts *d)
{
    if (!d)
        return;
    draft_locks_finish(&d->locks);
    free(d);
}

void draft_finish(struct draft *x)
{
    if (x)
        draft_row_finish(&x->row);
}

/* ---- transactions */

/* What this instance owned was in the file that was. In another one its numbers may be those of others. */
static void look_at_file(struct drafts *d)
{
    if (d->opened != d->l->opened)
        draft_locks_leave_all(&d->locks);
    d->opened = d->l->opened;
}

static bool begin(struct drafts *d, struct err *e)
{
    const int patience = d->l->patience_ms;
    ledger_set_patience(d->l, BUSY_MS);
    const bool begun = ledger_run(d->l, "BEGIN IMMEDIATE", e);
    ledger_set_patience(d->l, patience);
    look_at_file(d);
    return begun;
}

/* done: all went well so far. */
static bool end(struct drafts *d, bool done, struct err *e)
{
    if (done && ledger_run(d->l, "COMMIT", e))
        return true;
    sqlite3_exec(d->l->db, "ROLLBACK", NULL, NULL, NULL);
    if (e)
        ledger_mend(d->l, e);
    return false;
}

void drafts_rescue(struct drafts *d)
{
    if (d->l->db && !sqlite3_get_autocommit(d->l->db))
        sqlite3_exec(d->l->db, "ROLLBACK", NULL, NULL, NULL);
}

/* One statement about one draft. */
static bool run(struct drafts *d, const char *text, int64_t id, int64_t value, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(d->l, text, e);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, id);
    if (sqlite3_bind_parameter_count(s) > 1)
        sqlite3_bind_int64(s, 2, value);
    return sql_done(s, d->l->path, e);
}

static bool run_alone(struct drafts *d, const char *text, int64_t id, int64_t value, struct err *e)
{
    return begin(d, e) && end(d, run(d, text, id, value, e), e);
}

/* ---- rows: one list of columns for writing and reading. unsaved is 1 where somebody would miss the work;
 * else 0, or 2 since its configuration was deleted, or 3 while it is swept away */

#define COLUMNS                                                                                              \
    "configuration, path, focus, started, changed, ended, unsaved, edits, file_exists, file_mtime, "         \
    "file_size, file_inode, file_device"
#define PLACES "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13"
enum { COLUMN_COUNT = 13 };

static void bind(sqlite3_stmt *s, const struct draft *x)
{
    int at = 1;
    sql_bind_text(s, at++, x->row.configuration);
    sql_bind_text(s, at++, x->row.path);
    sql_bind_text(s, at++, x->row.focus);
    sqlite3_bind_int64(s, at++, x->row.started);
    sqlite3_bind_int64(s, at++, x->row.changed);
    sqlite3_bind_int(s, at++, x->row.ended);
    sqlite3_bind_int(s, at++, x->unsaved);
    sqlite3_bind_int64(s, at++, (sqlite3_int64)x->row.edits);
    sqlite3_bind_int(s, at++, x->stamp.exists);
    sqlite3_bind_int64(s, at++, x->stamp.mtime_ns);
    sqlite3_bind_int64(s, at++, (sqlite3_int64)x->stamp.size);
    sqlite3_bind_int64(s, at++, (sqlite3_int64)x->stamp.inode);
    sqlite3_bind_int64(s, at++, (sqlite3_int64)x->stamp.device);
}

static enum draft_file state_of_file(const struct draft *x)
{
    struct file_stamp now;
    if (!x->row.path)
        return DRAFT_FILE_NONE;
    file_stamp_read(x->row.path, &now);
    if (file_stamp_same(&now, &x->stamp))
        return now.exists ? DRAFT_FILE_SAME : DRAFT_FILE_NONE;
    return now.exists ? DRAFT_FILE_CHANGED : DRAFT_FILE_GONE;
}

/* Of a row "id, COLUMNS, base_digest, base_size, base_kept". */
static void read_draft(sqlite3_stmt *s, struct draft *x)
{
    int at = 0;
    *x = (struct draft){0};
    x->row.id = sqlite3_column_int64(s, at++);
    x->row.configuration = sql_text(s, at++);
    x->row.path = sql_text(s, at++);
    x->row.focus = sql_text(s, at++);
    x->row.started = sqlite3_column_int64(s, at++);
    x->row.changed = sqlite3_column_int64(s, at++);
    x->row.ended = sqlite3_column_int(s, at++);
    x->unsaved = sqlite3_column_int(s, at++) == 1;
    x->row.edits = (size_t)sqlite3_column_int64(s, at++);
    x->stamp.exists = sqlite3_column_int(s, at++) != 0;
    x->stamp.mtime_ns = sqlite3_column_int64(s, at++);
    x->stamp.size = (uint64_t)sqlite3_column_int64(s, at++);
    x->stamp.inode = (uint64_t)sqlite3_column_int64(s, at++);
    x->stamp.device = (uint64_t)sqlite3_column_int64(s, at++);
    x->base_digest = (uint64_t)sqlite3_column_int64(s, at++);
    x->base_size = (size_t)sqlite3_column_int64(s, at++);
    x->base_kept = sqlite3_column_int(s, at++) != 0;
    x->row.file = state_of_file(x);
}

#define SELECT "SELECT id, " COLUMNS ", base_digest, base_size, base_kept FROM drafts "

/* ---- writing */

static bool insert(struct drafts *d, struct draft *x, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(d->l,
                                     "INSERT INTO drafts (" COLUMNS
                                     ", base_digest, base_size, base_kept) VALUES (" PLACES ", ?14, ?15, 0)",
                                     e);
    if (!s)
        return false;
    bind(s, x);
    sqlite3_bind_int64(s, COLUMN_COUNT + 1, (sqlite3_int64)x->base_digest);
    sqlite3_bind_int64(s, COLUMN_COUNT + 2, (sqlite3_int64)x->base_size);
    if (!sql_done(s, d->l->path, e))
        return false;
    x->row.id = sqlite3_last_insert_rowid(d->l->db);
    /* a damaged database may have lost a draft of that number, and kept pieces of it */
    return run(d, "DELETE FROM draft_pieces WHERE draft = ?1", x->row.id, 0, e);
}

/* The lock comes before anybody else can see the draft. Where the database was begun anew, others may work
 * with the same numbers in the one that was: the next one is taken then. */
static bool insert_owned(struct drafts *d, struct draft *x, struct err *e)
{
    enum { NUMBERS_TRIED = 100 };
    for (int i = 0; i < NUMBERS_TRIED; i++) {
        if (!insert(d, x, e))
            return false;
        if (draft_locks_take(&d->locks, x->row.id))
            return true;
        if (!run(d, "DELETE FROM drafts WHERE id = ?1", x->row.id, 0, e))
            return false;
    }
    return err_set(e, ERR_BUSY, "%s: other windows hold its numbers; close one of them",
                   file_shown(d->locks.path));
}

bool drafts_begin(struct drafts *d, struct draft *x, struct err *e)
{
    if (!begin(d, e))
        return false;
    const bool inserted = insert_owned(d, x, e);
    if (end(d, inserted, e))
        return true;
    if (inserted)
        draft_locks_leave(&d->locks, x->row.id);
    x->row.id = 0;
    return false;
}

static bool is_owned(struct drafts *d, int64_t id, struct err *e)
{
    return draft_locks_mine(&d->locks, id) || draft_is_lost(d->l, e);
}

static bool update(struct drafts *d, const struct draft *x, struct err *e)
{
    sqlite3_stmt *s =
        ledger_prepare(d->l, "UPDATE drafts SET (" COLUMNS ") = (" PLACES ") WHERE id = ?14", e);
    if (!s)
        return false;
    bind(s, x);
    sqlite3_bind_int64(s, COLUMN_COUNT + 1, x->row.id);
    if (!sql_done(s, d->l->path, e))
        return false;
    return draft_changed(d->l, e);
}

/* ---- what it holds */

bool drafts_keep(struct drafts *d, const struct draft *x, size_t cut, const char *bytes, size_t len,
                 struct err *e)
{
    return begin(d, e) &&
           end(d,
               is_owned(d, x->row.id, e) && update(d, x, e) && draft_pieces_cut(d->l, x->row.id, cut, e) &&
                   draft_pieces_add(d->l, x->row.id, DRAFT_JOURNAL, bytes, len, e),
               e);
}

bool drafts_keep_base(struct drafts *d, int64_t id, const char *bytes, size_t len, bool last, struct err *e)
{
    return begin(d, e) &&
           end(d,
               is_owned(d, id, e) && draft_pieces_add(d->l, id, DRAFT_BASE, bytes, len, e) &&
                   (!last || run(d, "UPDATE drafts SET base_kept = 1 WHERE id = ?1", id, 0, e)),
               e);
}

/* ---- reading */

bool drafts_list(struct drafts *d, struct draft_rows *out, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(d->l, SELECT "WHERE unsaved = 1 ORDER BY changed DESC, id DESC", e);
    if (!s)
        return false;
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        struct draft x;
        if (draft_locks_taken(&d->locks, sqlite3_column_int64(s, 0)))
            continue;
        read_draft(s, &x);
        *draft_rows_add(out) = x.row;
    }
    return sql_end(s, rc, d->l->path, e);
}

static bool is_gone(struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "This work is not there any more: it was saved or discarded meanwhile.");
}

bool drafts_find(struct drafts *d, int64_t id, struct draft *out, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(d->l, SELECT "WHERE id = ?1 AND unsaved <> 3", e);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, id);
    const int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        read_draft(s, out);
    return sql_end(s, rc == SQLITE_ROW ? SQLITE_DONE : rc, d->l->path, e) && (rc == SQLITE_ROW || is_gone(e));
}

bool drafts_take(struct drafts *d, int64_t id, struct draft *out, struct err *e)
{
    if (!draft_locks_take(&d->locks, id))
        return err_set(e, ERR_CONFLICT, "Another window works on it now.");
    if (drafts_find(d, id, out, e))
        return true;
    draft_locks_leave(&d->locks, id);
    return false;
}

void draft_reading_init(struct draft_reading *r, int64_t draft, enum draft_part part)
{
    *r = (struct draft_reading){.draft = draft, .part = part};
    buf_init(&r->text, BUF_BODY_MAX);
}

void draft_reading_finish(struct draft_reading *r)
{
    buf_finish(&r->text);
}

/* Half of it from one file and half from another would be something else. */
static bool is_same_file(const struct drafts *d, struct draft_reading *r, struct err *e)
{
    if (!r->opened)
        r->opened = d->l->opened;
    return r->opened == d->l->opened || is_gone(e);
}

bool drafts_read(struct drafts *d, struct draft_reading *r, size_t bytes, bool *more, struct err *e)
{
    return draft_pieces_read(d->l, r, bytes, more, e) && is_same_file(d, r, e);
}

bool drafts_journal_size(struct drafts *d, int64_t id, size_t *size, struct err *e)
{
    return draft_pieces_size(d->l, id, DRAFT_JOURNAL, size, e);
}

/* ---- ending */

bool drafts_leave(struct drafts *d, int64_t id, int signal, struct err *e)
{
    const bool noted = !signal || run_alone(d, "UPDATE drafts SET ended = ?2 WHERE id = ?1", id, signal, e);
    draft_locks_leave(&d->locks, id);
    return noted;
}

bool drafts_put_aside(struct drafts *d, int64_t id, bool aside, struct err *e)
{
    return run_alone(d, "UPDATE drafts SET unsaved = ?2 WHERE id = ?1 AND unsaved <> 3", id, !aside, e) &&
           (sqlite3_changes(d->l->db) == 1 || is_gone(e));
}

bool drafts_supersede(struct drafts *d, int64_t former, int64_t id, struct err *e)
{
    return former == id || draft_locks_taken(&d->locks, former) ||
           run_alone(d,
                     "UPDATE drafts SET unsaved = 0 WHERE id = ?1 AND (started, base_digest, base_size) = "
                     "(SELECT started, base_digest, base_size FROM drafts WHERE id = ?2)",
                     former, id, e);
}

static bool drop(struct drafts *d, int64_t id, struct err *e)
{
    return run(d, "DELETE FROM draft_pieces WHERE draft = ?1", id, 0, e) &&
           run(d, "DELETE FROM drafts WHERE id = ?1", id, 0, e);
}

/* The log still has what was dropped, as long as another instance keeps it. Where somebody reads or writes
 * just now, it is left to the next time. */
static void empty_log(const struct drafts *d)
{
    const int patience = d->l->patience_ms;
    ledger_set_patience(d->l, BUSY_MS);
    sqlite3_wal_checkpoint_v2(d->l->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    ledger_set_patience(d->l, patience);
}

bool drafts_drop(struct drafts *d, int64_t id, struct err *e)
{
    if (!begin(d, e) || !end(d, drop(d, id, e), e))
        return false;
    empty_log(d);
    draft_locks_leave(&d->locks, id);
    return true;
}

/* The first draft that nobody owns and nobody would miss, or a number that only pieces have; 0: there is
 * none.
 */
static bool find_dead(struct drafts *d, int64_t *id, struct err *e)
{
    sqlite3_stmt *s =
        ledger_prepare(d->l,
                       "SELECT id FROM drafts WHERE unsaved <> 1 UNION ALL SELECT DISTINCT draft "
                       "FROM draft_pieces WHERE draft NOT IN (SELECT id FROM drafts)",
                       e);
    *id = 0;
    if (!s)
        return false;
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        if (!*id && !draft_locks_taken(&d->locks, sqlite3_column_int64(s, 0)))
            *id = sqlite3_column_int64(s, 0);
    return sql_end(s, rc, d->l->path, e);
}

/* It may have been brought back since it was found; what was begun here is brought back by nobody. */
static bool drop_pieces(struct drafts *d, int64_t id, size_t pieces, struct err *e)
{
    if (!run(d, "UPDATE drafts SET unsaved = 3 WHERE id = ?1 AND unsaved <> 1", id, 0, e) ||
        !run(d,
             "DELETE FROM draft_pieces WHERE id IN (SELECT id FROM draft_pieces WHERE draft = ?1 AND "
             "draft NOT IN (SELECT id FROM drafts WHERE unsaved = 1) LIMIT ?2)",
             id, (int64_t)pieces, e))
        return false;
    return (size_t)sqlite3_changes(d->l->db) == pieces ||
           run(d, "DELETE FROM drafts WHERE id = ?1 AND unsaved = 3", id, 0, e);
}

/* The room goes back to the file system, where the database was made so that it can. */
bool drafts_sweep(struct drafts *d, size_t pieces, bool *more, struct err *e)
{
    int64_t id;
    *more = false;
    if (!find_dead(d, &id, e))
        return false;
    if (!id) {
        empty_log(d);
        return true;
    }
    if (!begin(d, e) || !end(d, drop_pieces(d, id, pieces, e), e))
        return false;
    *more = true;
    return sql_run(d->l->db, d->l->path, "PRAGMA incremental_vacuum", e);
}

bool drafts_follow(struct ledger *l, enum draft_fate fate, const char *path, const char *new_path,
                   const char *new_name, struct err *e)
{
    static const char *const statements[] = {
        [DRAFT_RENAMED] = "UPDATE drafts SET path = ?2, configuration = ?3 WHERE path = ?1",
        [DRAFT_DELETED] = "UPDATE drafts SET path = ?2, configuration = ?3, unsaved = 2 WHERE path = ?1 AND "
                          "unsaved = 1",
        [DRAFT_BACK] = "UPDATE drafts SET path = ?2, configuration = ?3, unsaved = 1 WHERE path = ?1 AND "
                       "unsaved = 2",
    };
    sqlite3_stmt *s = ledger_prepare(l, statements[fate], e);
    if (!s)
        return false;
    sql_bind_text(s, 1, path);
    sql_bind_text(s, 2, new_path);
    sql_bind_text(s, 3, new_name);
    return sql_done(s, l->path, e);
}
