/* Opening state.db, and what is done when it cannot be used. */
#include "config.h"

#include "tui/store/ledger_db.h"

#include "forms/mem.h"
#include "tui/store/file.h"
#include "tui/store/migrations.h"
#include "tui/store/paths.h"
#include "tui/store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 5000

/* An empty file with the right mode before SQLite sees it: the WAL files beside it take over its mode. SQLite
 * syncs what it writes, and whoever made the file its name. The file is never opened and closed here when it
 * exists, as that would drop the locks of another handle. */
static bool prepare_file(const char *path, int directory, struct err *e)
{
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    int fd = open(path, flags, 0600);
    if (fd < 0 && errno == ENOENT && paths_make_folder_of(path, NULL))
        fd = open(path, flags, 0600);
    const int error = errno;
    struct stat st;
    if (fd >= 0) {
        fchmod(fd, 0600);
        close(fd);
        if (directory >= 0)
            fsync(directory);
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
static bool set_journal(sqlite3 *db, int patience_ms)
{
    /* Counts for a new file only: what is dropped from it gives its room back. */
    sqlite3_exec(db, "PRAGMA auto_vacuum = INCREMENTAL", NULL, NULL, NULL);
    int rc = SQLITE_BUSY;
    for (int waited = 0; rc == SQLITE_BUSY && waited <= patience_ms; waited += 10) {
        rc = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (rc == SQLITE_BUSY)
            sqlite3_sleep(10);
    }
    /* The log goes over to the file a megabyte at a time: who waits for four of them waits for 45 ms. */
    sqlite3_wal_autocheckpoint(db, 256);
    /* Drafts hold guests' data and door codes: what is dropped is overwritten. */
    return rc == SQLITE_OK && sqlite3_exec(db, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON", NULL,
                                           NULL, NULL) == SQLITE_OK;
}

static void disconnect(struct ledger *l)
{
    sqlite3_close(l->db);
    l->db = NULL;
}

/* A damaged file is left as it was found, with its log. */
static void drop_damaged(struct ledger *l)
{
    if (l->db)
        sqlite3_db_config(l->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    disconnect(l);
}

static bool connect_held(struct ledger *l, int directory, struct err *e)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    bool done = false;
    if (!prepare_file(l->path, directory, e))
        return false;
    if (sqlite3_open_v2(l->path, &l->db, flags, NULL) != SQLITE_OK ||
        sqlite3_busy_timeout(l->db, l->patience_ms) != SQLITE_OK)
        sql_fail(l->db, l->path, e);
    else if (!migrations_known(l->db, l->path, e))
        ; /* said why */
    else if (!set_journal(l->db, l->patience_ms))
        sql_fail(l->db, l->path, e);
    else
        done = migrations_run(l->db, l->path, e);
    return done;
}

/* The file as it is. */
static bool connect(struct ledger *l, struct err *e)
{
    struct err why = {0};
    int lock;
    if (!ledger_hold(l->path, l->patience_ms, &lock, e))
        return false;
    const bool connected = connect_held(l, lock, &why);
    if (!connected && why.code == ERR_DAMAGED)
        drop_damaged(l);
    else if (!connected)
        disconnect(l);
    if (lock >= 0)
        close(lock);
    l->opened += connected;
    return connected || err_set(e, why.code, "%s", why.text);
}

/* The words for a file that was moved aside; another one is open in its place. */
static void tell(struct ledger *l, const char *aside, long salvaged)
{
    free(l->news);
    l->news = xasprintf("The database of links was damaged. It is kept as %s, and a new one was begun%s.",
                        file_shown(aside), salvaged ? " with what could be read" : "");
}

static bool start_anew(struct ledger *l, struct err *e)
{
    char *aside = NULL;
    if (!ledger_set_aside(l->path, l->patience_ms, &aside, e))
        return false;
    const bool connected = connect(l, e);
    if (connected && aside)
        tell(l, aside, ledger_salvage(l->db, aside));
    free(aside);
    return connected;
}

static bool open_now(struct ledger *l, struct err *e)
{
    struct err why = {0};
    if (connect(l, &why) || (why.code == ERR_DAMAGED && start_anew(l, &why)))
        return true;
    return err_set(e, why.code, "%s", why.text);
}

struct ledger *ledger_later(const char *path)
{
    struct ledger *l = xcalloc(1, sizeof *l);
    l->path = xstrdup(path);
    l->patience_ms = BUSY_MS;
    return l;
}

/* Its log keeps the name that another file's will have, and would be taken for that: all of it goes where the
 * file is. */
static void leave_moved(struct ledger *l)
{
    sqlite3_wal_checkpoint_v2(l->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    disconnect(l);
}

/* Somebody moved the file away: what is written would not be found again. Not to be asked in the middle of
 * anything: what was begun there ends there. */
static bool has_moved(const struct ledger *l)
{
    int moved = 0;
    if (l->db && sqlite3_get_autocommit(l->db) && !sqlite3_next_stmt(l->db, NULL))
        sqlite3_file_control(l->db, NULL, SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

bool ledger_follow(struct ledger *l, bool *moved, struct err *e)
{
    *moved = has_moved(l);
    if (*moved)
        leave_moved(l);
    return l->db || open_now(l, e);
}

bool ledger_ready(struct ledger *l, struct err *e)
{
    bool moved;
    return ledger_follow(l, &moved, e);
}

struct ledger *ledger_open(const char *path, struct err *e)
{
    struct ledger *l = ledger_later(path);
    if (ledger_ready(l, e))
        return l;
    ledger_close(l);
    return NULL;
}

void ledger_close(struct ledger *l)
{
    if (!l)
        return;
    disconnect(l);
    free(l->path);
    free(l->news);
    free(l);
}

void ledger_set_patience(struct ledger *l, int ms)
{
    l->patience_ms = ms;
    if (l->db)
        sqlite3_busy_timeout(l->db, ms);
}

char *ledger_take_news(struct ledger *l)
{
    char *news = l->news;
    l->news = NULL;
    return news;
}

sqlite3_stmt *ledger_prepare(struct ledger *l, const char *text, struct err *e)
{
    return ledger_ready(l, e) ? sql_prepare(l->db, l->path, text, e) : NULL;
}

bool ledger_run(struct ledger *l, const char *text, struct err *e)
{
    return ledger_ready(l, e) && sql_run(l->db, l->path, text, e);
}

bool ledger_mend(struct ledger *l, const struct err *why)
{
    if (why->code != ERR_DAMAGED)
        return false;
    drop_damaged(l);
    return start_anew(l, NULL);
}
