#include "config.h"

#include "tui/store/ledger.h"

#include "tui/store/file.h"
#include "tui/store/ledger_db.h"
#include "tui/store/sql.h"

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

static enum checked checked_from(int stored)
{
    return stored == CHECKED_EXISTS || stored == CHECKED_ABSENT ? (enum checked)stored : CHECKED_NOT;
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
    r->checked = checked_from(sqlite3_column_int(s, at++));
    r->checked_at = sqlite3_column_int64(s, at++);
}

static bool insert(struct ledger *l, const struct link_row *row, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(l, "INSERT INTO attempts (" COLUMNS ") VALUES " PLACES, e);
    if (!s)
        return false;
    bind_row(s, row);
    return sql_done(s, l->path, e);
}

bool ledger_begin(struct ledger *l, struct link_row *row, struct err *e)
{
    struct err why = {0};
    bool moved;
    if (!ledger_follow(l, &moved, e))
        return false;
    if (!insert(l, row, &why) && !(ledger_mend(l, &why) && insert(l, row, &why)))
        return err_set(e, why.code, "%s", why.text);
    row->id = sqlite3_last_insert_rowid(l->db);
    return true;
}

static bool update(struct ledger *l, const struct link_row *row, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(
        l, "UPDATE attempts SET (" COLUMNS ") = " PLACES " WHERE id = ?18 AND started = ?2", e);
    if (!s)
        return false;
    bind_row(s, row);
    sqlite3_bind_int64(s, COLUMN_COUNT + 1, row->id);
    if (!sql_done(s, l->path, e))
        return false;
    return sqlite3_changes(l->db) == 1 ||
           err_set(e, ERR_NOT_FOUND, "%s: the attempt that ended is not recorded there", file_shown(l->path));
}

bool ledger_end(struct ledger *l, const struct link_row *row, struct err *e)
{
    struct err why = {0};
    bool moved;
    if (!ledger_follow(l, &moved, e))
        return false;
    if (update(l, row, &why))
        return true;
    /* Its beginning may be in a file that was moved away, or on a page that nobody can read any more. */
    if ((ledger_mend(l, &why) || moved) && (update(l, row, &why) || insert(l, row, &why)))
        return true;
    return err_set(e, why.code, "%s", why.text);
}

/* An outcome that came after all says more than a note: the condition is that of link_row_unknown. */
static bool set_checked(struct ledger *l, int64_t id, enum checked found, int64_t now, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(l,
                                     "UPDATE attempts SET checked = ?2, checked_at = ?3 "
                                     "WHERE id = ?1 AND outcome NOT IN (?4, ?5, ?6)",
                                     e);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, id);
    sqlite3_bind_int(s, 2, (int)found);
    sqlite3_bind_int64(s, 3, found == CHECKED_NOT ? 0 : now);
    sqlite3_bind_int(s, 4, OUTCOME_NOT_SENT);
    sqlite3_bind_int(s, 5, OUTCOME_CREATED);
    sqlite3_bind_int(s, 6, OUTCOME_REFUSED);
    return sql_done(s, l->path, e);
}

static bool is_recorded(struct ledger *l, int64_t id, bool *out, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(l, "SELECT 1 FROM attempts WHERE id = ?1", e);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, id);
    const int rc = sqlite3_step(s);
    *out = rc == SQLITE_ROW;
    return sql_end(s, *out ? SQLITE_DONE : rc, l->path, e);
}

bool ledger_note_checked(struct ledger *l, int64_t id, enum checked found, int64_t now, struct err *e)
{
    bool known = false;
    if (!set_checked(l, id, found, now, e))
        return false;
    if (sqlite3_changes(l->db) == 1)
        return true;
    if (!is_recorded(l, id, &known, e))
        return false;
    return known
               ? err_set(e, ERR_CONFLICT, "It is known how that request ended: there is nothing to look for.")
               : err_set(e, ERR_NOT_FOUND, "There is no request with the number %lld in the list of links.",
                         (long long)id);
}

/* A NULL asks for nothing, so that one statement serves every query; there are thousands of links at most. */
#define SELECT_LINKS                                                                                         \
    "SELECT id, " COLUMNS ", checked, checked_at FROM attempts WHERE (?1 IS NULL OR ticket = ?1) AND "       \
    "(?2 IS NULL OR customer_key = ?2) AND (?3 IS NULL OR (configuration = ?3 AND NOT former)) AND "         \
    "(NOT ?4 OR (outcome = ?5 AND (expires = 0 OR expires > ?6))) AND "                                      \
    "(NOT ?8 OR (outcome NOT IN (?5, ?9, ?10) AND checked = 0)) ORDER BY id DESC LIMIT ?7"

static bool select_links(struct ledger *l, const struct ledger_query *q, struct link_rows *out, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(l, SELECT_LINKS, e);
    if (!s)
        return false;
    sql_bind_text(s, 1, q->ticket);
    sql_bind_text(s, 2, q->customer);
    sql_bind_text(s, 3, q->configuration);
    sqlite3_bind_int(s, 4, q->usable);
    sqlite3_bind_int(s, 5, OUTCOME_CREATED);
    sqlite3_bind_int64(s, 6, q->now);
    sqlite3_bind_int64(s, 7, q->limit ? (sqlite3_int64)q->limit : -1);
    sqlite3_bind_int(s, 8, q->open);
    sqlite3_bind_int(s, 9, OUTCOME_NOT_SENT);
    sqlite3_bind_int(s, 10, OUTCOME_REFUSED);
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        read_row(s, link_rows_add(out));
    return sql_end(s, rc, l->path, e);
}

bool ledger_links(struct ledger *l, const struct ledger_query *q, struct link_rows *out, struct err *e)
{
    const size_t before = out->count;
    struct err why = {0};
    if (select_links(l, q, out, &why))
        return true;
    if (ledger_mend(l, &why)) {
        while (out->count > before)
            link_row_finish(&out->items[--out->count]);
        if (select_links(l, q, out, &why))
            return true;
    }
    return err_set(e, why.code, "%s", why.text);
}

bool ledger_is_checked(struct ledger *l, int64_t id, int64_t made, int64_t before)
{
    sqlite3_stmt *s =
        ledger_prepare(l,
                       "SELECT 1 FROM attempts WHERE id = ?1 AND checked <> 0 AND checked_at < ?3 "
                       "AND started - 1 <= ?2 AND (ended = 0 OR ended >= ?2)",
                       NULL);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, id);
    sqlite3_bind_int64(s, 2, made);
    sqlite3_bind_int64(s, 3, before);
    const int rc = sqlite3_step(s);
    return sql_end(s, rc == SQLITE_ROW ? SQLITE_DONE : rc, l->path, NULL) && rc == SQLITE_ROW;
}

bool ledger_count_open(struct ledger *l, const char *customer, struct ledger_open_count *out, struct err *e)
{
    *out = (struct ledger_open_count){0};
    sqlite3_stmt *s =
        ledger_prepare(l,
                       "SELECT count(*), total(customer_key IS ?1), max(CASE WHEN customer_key IS "
                       "?1 THEN started END) FROM attempts "
                       "WHERE outcome NOT IN (1, 2, 3) AND checked = 0",
                       e);
    if (!s)
        return false;
    sql_bind_text(s, 1, customer);
    const int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        out->all = (size_t)sqlite3_column_int64(s, 0);
        out->of_customer = customer ? (size_t)sqlite3_column_int64(s, 1) : 0;
        out->latest = customer ? sqlite3_column_int64(s, 2) : 0;
    }
    return sql_end(s, rc == SQLITE_ROW ? sqlite3_step(s) : rc, l->path, e);
}
