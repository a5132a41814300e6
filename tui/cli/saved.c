#include "tui/cli/saved.h"

#include "tui/cli/output.h"

#include <stdlib.h>

bool open_library_anyway(struct library *l, struct err *e)
{
    enum { PATIENCE_MS = 5000 };
    struct err trouble;
    if (!library_open_anyway(l, PATIENCE_MS, &trouble, e))
        return false;
    if (trouble.code)
        say("%s", trouble.text);
    return true;
}

void close_library(struct library *l)
{
    char *news = l->ledger ? ledger_take_news(l->ledger) : NULL;
    if (news)
        say("%s", news);
    free(news);
    library_close(l);
}
