#include "config.h"

#include "tui/store/draft_pieces.h"

#include "forms/journal.h"
#include "tui/store/sql.h"

bool draft_is_lost(const struct ledger *l, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "%s: the draft of this work is not there any more", file_shown(l->path));
}

bool draft_changed(const struct ledger *l, struct err *e)
{
    return sqlite3_changes(l->db) == 1 || draft_is_lost(l, e);
}

/* ---- writing */

static int64_t chained(int64_t before, const char *bytes, size_t len)
{
    return (int64_t)(journal_digest(bytes, len) + UINT64_C(31) * (uint64_t)before);
}

struct piece {
    int64_t id; /* 0: there is none */
    int64_t sum;
    size_t len;
    struct buf *bytes; /* where they are wanted, or NULL */
};

/* The last one of that part. */
static bool last_piece(struct ledger *l, int64_t draft, enum draft_part part, struct piece *out,
                       struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(l,
                                     "SELECT id, sum, length(bytes), CASE WHEN ?3 THEN bytes END "
                                     "FROM draft_pieces WHERE draft = ?1 AND part = ?2 "
                                     "ORDER BY id DESC LIMIT 1",
                                     e);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, draft);
    sqlite3_bind_int(s, 2, (int)part);
    sqlite3_bind_int(s, 3, out->bytes != NULL);
    const int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        out->id = sqlite3_column_int64(s, 0);
        out->sum = sqlite3_column_int64(s, 1);
        out->len = (size_t)sqlite3_column_int64(s, 2);
        if (out->bytes && out->len)
            buf_add(out->bytes, sqlite3_column_blob(s, 3), out->len);
    }
    return sql_end(s, rc == SQLITE_ROW ? SQLITE_DONE : rc, l->path, e);
}

bool draft_pieces_add(struct ledger *l, int64_t draft, enum draft_part part, const char *bytes, size_t len,
                      struct err *e)
{
    struct piece last = {0};
    if (!len)
        return true;
    sqlite3_stmt *s = last_piece(l, draft, part, &last, e)
                          ? ledger_prepare(l,
                                           "INSERT INTO draft_pieces (draft, part, bytes, sum) "
                                           "SELECT id, ?2, ?3, ?4 FROM drafts WHERE id = ?1",
                                           e)
                          : NULL;
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, draft);
    sqlite3_bind_int(s, 2, (int)part);
    sqlite3_bind_blob64(s, 3, bytes, len, SQLITE_STATIC);
    sqlite3_bind_int64(s, 4, chained(last.sum, bytes, len));
    return sql_done(s, l->path, e) && draft_changed(l, e);
}

static bool remove_piece(struct ledger *l, int64_t piece, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(l, "DELETE FROM draft_pieces WHERE id = ?1", e);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, piece);
    return sql_done(s, l->path, e);
}

/* Takes so many bytes at most from the end of the journal; *took: so many did. */
static bool cut_piece(struct ledger *l, int64_t draft, size_t most, size_t *took, struct err *e)
{
    struct buf bytes;
    struct piece last = {.bytes = &bytes};
    buf_init(&bytes, BUF_BODY_MAX);
    bool done = last_piece(l, draft, DRAFT_JOURNAL, &last, e) && (last.id || draft_is_lost(l, e)) &&
                remove_piece(l, last.id, e);
    *took = most < last.len ? most : last.len;
    done = done && draft_pieces_add(l, draft, DRAFT_JOURNAL, bytes.data, last.len - *took, e);
    buf_finish(&bytes);
    return done;
}

bool draft_pieces_cut(struct ledger *l, int64_t draft, size_t cut, struct err *e)
{
    size_t took;
    for (; cut > 0; cut -= took)
        if (!cut_piece(l, draft, cut, &took, e))
            return false;
    return true;
}

/* ---- reading */

/* The piece that s stands at, where it is what it was; false: the text ends before it. */
static bool take_piece(struct draft_reading *r, sqlite3_stmt *s)
{
    const char *bytes = sqlite3_column_blob(s, 1);
    const size_t len = (size_t)sqlite3_column_bytes(s, 1);
    const int64_t sum = sqlite3_column_int64(s, 2);
    r->damaged = sqlite3_column_type(s, 2) != SQLITE_NULL && sum != chained(r->sum, bytes ? bytes : "", len);
    if (r->damaged)
        return false;
    r->last = sqlite3_column_int64(s, 0);
    r->sum = sum;
    buf_add(&r->text, bytes ? bytes : "", len);
    return true;
}

bool draft_pieces_read(struct ledger *l, struct draft_reading *r, size_t bytes, bool *more, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(
        l, "SELECT id, bytes, sum FROM draft_pieces WHERE draft = ?1 AND part = ?2 AND id > ?3 ORDER BY id",
        e);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, r->draft);
    sqlite3_bind_int(s, 2, (int)r->part);
    sqlite3_bind_int64(s, 3, r->last);
    const size_t before = r->text.len;
    int rc = SQLITE_ROW;
    while (r->text.len - before < bytes && !r->text.full && (rc = sqlite3_step(s)) == SQLITE_ROW)
        if (!take_piece(r, s))
            break;
    *more = rc == SQLITE_ROW && !r->damaged;
    return sql_end(s, rc == SQLITE_ROW ? SQLITE_DONE : rc, l->path, e) &&
           (!r->text.full || err_set(e, ERR_LIMIT, "The draft is larger than 1 GiB."));
}

bool draft_pieces_size(struct ledger *l, int64_t draft, enum draft_part part, size_t *size, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(
        l, "SELECT ifnull(sum(length(bytes)), 0) FROM draft_pieces WHERE draft = ?1 AND part = ?2", e);
    *size = 0;
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, draft);
    sqlite3_bind_int(s, 2, (int)part);
    const int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        *size = (size_t)sqlite3_column_int64(s, 0);
    return sql_end(s, rc == SQLITE_ROW ? SQLITE_DONE : rc, l->path, e);
}
