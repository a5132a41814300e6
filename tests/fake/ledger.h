/* A ledger in memory that remembers what it was told, and fails when it is asked to. */
#ifndef TESTS_FAKE_LEDGER_H
#define TESTS_FAKE_LEDGER_H

#include "tui/store/ledger.h"

struct fake_ledger {
    bool begin_fails, end_fails;
    size_t end_busy;                 /* so many times another program writes */
    void (*at_begin)(void *context); /* called when an attempt is recorded; may be NULL */
    void *context;
    size_t begun, ended;
    struct link_row last; /* as it was given last */
};

/* The ledger of the jobs under test. */
struct ledger *fake_ledger_door(struct fake_ledger *l);
void fake_ledger_finish(struct fake_ledger *l);

#endif
