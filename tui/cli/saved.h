/* The saved configurations and the ledger, as a command has them. Private to cli/. */
#ifndef TUI_CLI_SAVED_H
#define TUI_CLI_SAVED_H

#include "tui/jobs/configurations.h"

/* For a command that can do without the ledger: what is wrong with that is said. */
bool open_library_anyway(struct library *l, struct err *e);
/* Says what has to be told of the ledger before. */
void close_library(struct library *l);

#endif
