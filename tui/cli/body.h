/* The body that a command is about: a configuration with the changes of --set. Private to cli/. */
#ifndef TUI_CLI_BODY_H
#define TUI_CLI_BODY_H

#include "tui/cli/command.h"
#include "tui/jobs/configurations.h"

/* Opens the first argument and applies --set. The exit status; what is wrong has been said. */
int body_open(const struct arguments *a, struct library *l, struct configuration *out);

#endif
