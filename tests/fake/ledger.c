#include "tests/fake/ledger.h"

struct ledger *fake_ledger_door(struct fake_ledger *l)
{
    return (struct ledger *)l;
}

void fake_ledger_finish(struct fake_ledger *l)
{
    link_row_finish(&l->last);
}

static void remember(struct fake_ledger *l, const struct link_row *row)
{
    link_row_finish(&l->last);
    link_row_copy(&l->last, row);
}

bool ledger_begin(struct ledger *ledger, struct link_row *row, struct err *e)
{
    struct fake_ledger *l = (struct fake_ledger *)ledger;
    if (l->begin_fails)
        return err_set(e, ERR_IO, "The ledger cannot be written.");
    l->begun++;
    row->id = (int64_t)l->begun;
    remember(l, row);
    if (l->at_begin)
        l->at_begin(l->context);
    return true;
}

bool ledger_end(struct ledger *ledger, const struct link_row *row, struct err *e)
{
    struct fake_ledger *l = (struct fake_ledger *)ledger;
    if (l->end_busy) {
        l->end_busy--;
        return err_set(e, ERR_BUSY, "The ledger is in use.");
    }
    if (l->end_fails)
        return err_set(e, ERR_IO, "The ledger cannot be written.");
    l->ended++;
    remember(l, row);
    return true;
}
