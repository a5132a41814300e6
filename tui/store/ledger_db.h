/* state.db itself, behind ledger.h and whatever else keeps a table in it. Private to store/. */
#ifndef TUI_STORE_LEDGER_DB_H
#define TUI_STORE_LEDGER_DB_H

#include "tui/store/ledger.h"

#include <sqlite3.h>

struct ledger {
    sqlite3 *db;
    char *path;
};

#endif
