/* What the database knows of configurations by their names: newest link, ticket, mappings of tables. */
#include "config.h"

#include "tui/store/ledger.h"

#include "tui/store/ledger_db.h"
#include "tui/store/sql.h"

static bool each_note(struct ledger *l, ledger_each *each, void *context, struct err *e)
{
    sqlite3_stmt *s =
        ledger_prepare(l,
                       "SELECT name, t.ticket, a.url, a.expires FROM "
                       "(SELECT configuration AS name FROM attempts WHERE configuration IS NOT NULL "
                       "AND outcome = ?1 AND NOT former UNION SELECT configuration FROM tickets) "
                       "LEFT JOIN tickets t ON t.configuration = name "
                       "LEFT JOIN attempts a ON a.id = (SELECT max(id) FROM attempts b "
                       "WHERE b.configuration = name AND b.outcome = ?1 AND NOT b.former) ORDER BY name",
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

bool ledger_each_configuration(struct ledger *l, ledger_each *each, void *context, struct err *e)
{
    struct err why = {0};
    return each_note(l, each, context, &why) || (ledger_mend(l, &why) && each_note(l, each, context, &why)) ||
           err_set(e, why.code, "%s", why.text);
}

/* ---- tickets */

char *ledger_ticket(struct ledger *l, const char *configuration)
{
    sqlite3_stmt *s = ledger_prepare(l, "SELECT ticket FROM tickets WHERE configuration = ?1", NULL);
    if (!s)
        return NULL;
    sql_bind_text(s, 1, configuration);
    char *ticket = sqlite3_step(s) == SQLITE_ROW ? sql_text(s, 0) : NULL;
    sqlite3_finalize(s);
    return ticket;
}

bool ledger_set_ticket(struct ledger *l, const char *configuration, const char *ticket, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(l,
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
    sqlite3_stmt *s = ledger_prepare(
        l, "SELECT mapping FROM mappings WHERE configuration = ?1 AND list = ?2 AND header = ?3", NULL);
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
        ledger_prepare(l,
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

/* ---- names that go from one configuration to another */

static const char *const releasing[] = {
    "UPDATE attempts SET former = 1 WHERE configuration = ?1",
    "DELETE FROM tickets WHERE configuration = ?1",
};
static const char *const renaming[] = {
    "UPDATE attempts SET former = 1 WHERE configuration = ?2",
    "UPDATE attempts SET configuration = ?2 WHERE configuration = ?1 AND NOT former",
    "DELETE FROM tickets WHERE configuration = ?2",
    "UPDATE tickets SET configuration = ?2 WHERE configuration = ?1",
    "UPDATE OR REPLACE mappings SET configuration = ?2 WHERE configuration = ?1",
};

static bool run_step(struct ledger *l, const char *step, const char *first, const char *second, struct err *e)
{
    sqlite3_stmt *s = ledger_prepare(l, step, e);
    if (!s)
        return false;
    sql_bind_text(s, 1, first);
    if (second)
        sql_bind_text(s, 2, second);
    return sql_done(s, l->path, e);
}

/* All of them or none; second NULL: the steps have one parameter. */
static bool run_steps(struct ledger *l, const char *const *steps, size_t count, const char *first,
                      const char *second, struct err *e)
{
    if (!ledger_run(l, "BEGIN IMMEDIATE", e))
        return false;
    bool done = true;
    for (size_t i = 0; done && i < count; i++)
        done = run_step(l, steps[i], first, second, e);
    if (done && ledger_run(l, "COMMIT", e))
        return true;
    sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

bool ledger_rename(struct ledger *l, const char *from, const char *to, struct err *e)
{
    return run_steps(l, renaming, sizeof renaming / sizeof *renaming, from, to, e);
}

bool ledger_release(struct ledger *l, const char *configuration, struct err *e)
{
    return run_steps(l, releasing, sizeof releasing / sizeof *releasing, configuration, NULL, e);
}
