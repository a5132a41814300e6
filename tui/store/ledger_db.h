/* state.db itself, behind ledger.h and whatever else keeps a table in it. Private to store/. */
#ifndef TUI_STORE_LEDGER_DB_H
#define TUI_STORE_LEDGER_DB_H

#include "tui/store/ledger.h"

#include <sqlite3.h>

struct ledger {
    sqlite3 *db; /* NULL: it could not be opened yet; the next use tries again */
    char *path;
    int patience_ms; /* for others that write */
    char *news;      /* what the operator was not told yet, or NULL */
    unsigned opened; /* how often; another number: another file may have taken the place of the one before */
};

/* A statement, on a file that is opened first where that was not possible before; see ledger_follow. NULL
 * with *e. */
sqlite3_stmt *ledger_prepare(struct ledger *l, const char *text, struct err *e);
/* One or more statements without parameters. */
bool ledger_run(struct ledger *l, const char *text, struct err *e);
/* ledger_ready, and *moved: somebody moved the file away while it was open here. What is written would not be
 * found again, so it goes over to the one that has its name now, or makes it. */
bool ledger_follow(struct ledger *l, bool *moved, struct err *e);
/* After a failure for that reason: where the file is damaged, it is moved aside and another one begun, and
 * what failed can be tried once more. false: that is not the reason, or nothing could be done about it. */
bool ledger_mend(struct ledger *l, const struct err *why);

/* ledger_damaged.c: keeps others from moving the file aside while it is opened. *lock is to be closed, -1
 * where there are no such locks. ERR_BUSY: others held it for longer than that. */
bool ledger_hold(const char *path, int patience_ms, int *lock, struct err *e);
/* Moves the file with its -wal and -shm aside where it really is damaged, once, whoever
 * else is about to. *aside (heap) is where it is, NULL where it turned out to be sound. */
bool ledger_set_aside(const char *path, int patience_ms, char **aside, struct err *e);
/* Takes over the rows that can be read in a damaged file, and changes nothing there. How many. */
long ledger_salvage(sqlite3 *into, const char *damaged);

#endif
