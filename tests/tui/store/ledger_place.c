#include "config.h"

#include "tests/tui/store/ledger_place.h"

#include "tests/scratch.h"

#include <stdlib.h>

char *ledger_folder, *ledger_file;

int ledger_place_make(void **state)
{
    (void)state;
    ledger_folder = scratch_new();
    ledger_file = scratch_path(ledger_folder, "state.db");
    return 0;
}

int ledger_place_remove(void **state)
{
    (void)state;
    free(ledger_file);
    scratch_free(ledger_folder);
    return 0;
}

struct ledger *ledger_must_open(void)
{
    struct err e = {0};
    struct ledger *l = ledger_open(ledger_file, &e);
    if (!l)
        fail_msg("%s", e.text);
    return l;
}
