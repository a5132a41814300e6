/* The body that a command is about: a configuration with the changes of --set, or one of its lists. Private
 * to cli/. */
#ifndef TUI_CLI_BODY_H
#define TUI_CLI_BODY_H

#include "forms/wizard.h"
#include "tui/cli/command.h"
#include "tui/jobs/configurations.h"

/* Opens the first argument and applies --set. The exit status; what is wrong has been said. */
int body_open(const struct arguments *a, struct library *l, struct configuration *out);
/* The pointer of a list by the name of its member ("reservations"). NULL: there is none, which has been said.
 */
const char *body_list(const struct wizard *w, const char *name);

#endif
