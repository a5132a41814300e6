/* The shape of state.db: steps of SQL, one a version, applied in place. Private to store/. */
#ifndef TUI_STORE_MIGRATIONS_H
#define TUI_STORE_MIGRATIONS_H

#include "forms/err.h"

#include <sqlite3.h>

/* Ours ("SPTU"), so that another program's database is not taken for an empty one. */
#define LEDGER_APPLICATION_ID 0x53505455

/* The version that this program writes. */
long migrations_version(void);
/* Looks without writing: an empty file, or ours and not newer than this program. */
bool migrations_known(sqlite3 *db, const char *path, struct err *e);
/* Brings the file to migrations_version(). Instances that start together apply each step once. */
bool migrations_run(sqlite3 *db, const char *path, struct err *e);

#endif
