/* A ledger of a test's own: setup and teardown for cmocka, and opening it. */
#ifndef TESTS_TUI_STORE_LEDGER_PLACE_H
#define TESTS_TUI_STORE_LEDGER_PLACE_H

#include "tests/test.h"

#include "tui/store/ledger.h"

/* Between ledger_place_make and ledger_place_remove: a folder, and where its ledger is or will be. */
extern char *ledger_folder, *ledger_file;

int ledger_place_make(void **state);
int ledger_place_remove(void **state);
struct ledger *ledger_must_open(void);

#endif
