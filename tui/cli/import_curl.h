/* import curl: the body of a curl command becomes a saved configuration. Private to cli/. */
#ifndef TUI_CLI_IMPORT_CURL_H
#define TUI_CLI_IMPORT_CURL_H

#include "tui/cli/command.h"

/* The arguments are "curl", a file and a name. The exit status. */
int import_curl(const struct arguments *a);

#endif
