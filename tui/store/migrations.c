#include "config.h"

#include "tui/store/migrations.h"

#include "tui/store/file.h"
#include "tui/store/sql.h"

#include <stdio.h>

/* steps[n] leads from version n to n + 1. A step that was released is never changed: add one. */
static const char *const steps[] = {
    "CREATE TABLE attempts ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " outcome INTEGER NOT NULL,"
    " started INTEGER NOT NULL,"
    " ended INTEGER NOT NULL,"
    " configuration TEXT,"
    " customer_key TEXT,"
    " ticket TEXT,"
    " endpoint TEXT,"
    " sandbox INTEGER NOT NULL,"
    " workspace_id TEXT,"
    " url TEXT,"
    " expires_at TEXT,"
    " expires INTEGER NOT NULL,"
    " request_id TEXT,"
    " status INTEGER NOT NULL,"
    " type TEXT,"
    " message TEXT);"
    "CREATE INDEX attempts_by_configuration ON attempts (configuration, outcome, id);"
    "CREATE TABLE tickets (configuration TEXT PRIMARY KEY, ticket TEXT NOT NULL) WITHOUT ROWID;",
    /* Before this step, attempts at a server on this machine were marked, and no others: a sandbox's. */
    "ALTER TABLE attempts RENAME COLUMN sandbox TO stand_in;"
    "ALTER TABLE attempts ADD COLUMN environment INTEGER NOT NULL DEFAULT 0;"
    "UPDATE attempts SET environment = 1 WHERE stand_in;",
    /* Which column of a table goes where: for the next import of a table with the same header. */
    "CREATE TABLE mappings ("
    " configuration TEXT,"
    " list TEXT,"
    " header TEXT,"
    " mapping TEXT NOT NULL,"
    " PRIMARY KEY (configuration, list, header)) WITHOUT ROWID;",
    /* What somebody found about an unknown outcome; and attempts whose configuration was deleted before
     * another took its name. */
    "ALTER TABLE attempts ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE attempts ADD COLUMN checked_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE attempts ADD COLUMN former INTEGER NOT NULL DEFAULT 0;",
    /* Work that is not saved yet. part 0: the text that it began with; 1: the journal of edits. */
    "CREATE TABLE drafts ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " configuration TEXT,"
    " path TEXT,"
    " focus TEXT,"
    " started INTEGER NOT NULL,"
    " changed INTEGER NOT NULL,"
    " ended INTEGER NOT NULL,"
    " unsaved INTEGER NOT NULL,"
    " edits INTEGER NOT NULL,"
    " file_exists INTEGER NOT NULL,"
    " file_mtime INTEGER NOT NULL,"
    " file_size INTEGER NOT NULL,"
    " file_inode INTEGER NOT NULL,"
    " file_device INTEGER NOT NULL,"
    " base_digest INTEGER NOT NULL,"
    " base_size INTEGER NOT NULL,"
    " base_kept INTEGER NOT NULL);"
    "CREATE TABLE draft_pieces ("
    " id INTEGER PRIMARY KEY,"
    " draft INTEGER NOT NULL,"
    " part INTEGER NOT NULL,"
    " bytes BLOB NOT NULL);"
    "CREATE INDEX draft_pieces_by_draft ON draft_pieces (draft, part, id);",
    /* Few attempts are unknown and unchecked, and they are asked for often: ledger_count_open has the same
       words. */
    "CREATE INDEX attempts_open ON attempts (id) WHERE outcome NOT IN (1, 2, 3) AND checked = 0;",
    /* Of the bytes and what came before them (drafts.c); pieces of before have none. */
    "ALTER TABLE draft_pieces ADD COLUMN sum INTEGER;",
};

#define VERSION ((long)(sizeof steps / sizeof *steps))

long migrations_version(void)
{
    return VERSION;
}

static bool read_version(sqlite3 *db, const char *path, long *version, struct err *e)
{
    if (!sql_number(db, path, "PRAGMA user_version", version, e))
        return false;
    if (*version > VERSION)
        return err_set(
            e, ERR_LIMIT,
            "%s: was written by a newer seam-portal-tui (version %ld of the file, this program knows "
            "%ld): use the newer program",
            file_shown(path), *version, VERSION);
    return true;
}

bool migrations_known(sqlite3 *db, const char *path, struct err *e)
{
    long id, tables, version;
    /* Tables first: another instance may be making them, and the id comes with them in one transaction. */
    if (!sql_number(db, path, "SELECT count(*) FROM sqlite_master", &tables, e) ||
        !sql_number(db, path, "PRAGMA application_id", &id, e))
        return false;
    if (id != LEDGER_APPLICATION_ID && (id || tables))
        return err_set(e, ERR_EXISTS,
                       "%s: is the database of another program; move it away, then start again",
                       file_shown(path));
    return read_version(db, path, &version, e);
}

/* Inside a transaction: whoever comes second sees that the step is done. */
static bool apply(sqlite3 *db, const char *path, struct err *e)
{
    long version;
    if (!read_version(db, path, &version, e))
        return false;
    for (; version < VERSION; version++) {
        char mark[96];
        snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %ld",
                 LEDGER_APPLICATION_ID, version + 1);
        if (!sql_run(db, path, steps[version], e) || !sql_run(db, path, mark, e))
            return false;
    }
    return true;
}

bool migrations_run(sqlite3 *db, const char *path, struct err *e)
{
    long version;
    if (!read_version(db, path, &version, e))
        return false;
    if (version == VERSION)
        return true;
    if (!sql_run(db, path, "BEGIN IMMEDIATE", e))
        return false;
    if (apply(db, path, e) && sql_run(db, path, "COMMIT", e))
        return true;
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}
