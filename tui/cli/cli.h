/* The command line: finds out what was asked for, and does it, unless it is the interactive program. */
#ifndef TUI_CLI_CLI_H
#define TUI_CLI_CLI_H

#include "forms/err.h"
#include "tui/actions/color.h"
#include "tui/store/profile.h"

#include <stdbool.h>

/* Exit statuses, of the interactive program where it cannot start, too. */
enum status {
    CLI_INTERACTIVE = -1, /* none: start the interactive program */
    STATUS_DONE = 0,
    STATUS_INVALID = 1,     /* the configuration has errors */
    STATUS_USAGE = 2,       /* the command line has */
    STATUS_CREDENTIALS = 3, /* missing, or refused: 401, 403 */
    STATUS_REFUSED = 4,     /* by the API: 3xx, other 4xx */
    STATUS_NOT_SENT = 5,    /* or 5xx */
    STATUS_UNKNOWN = 6,     /* sent, and no usable answer came */
    STATUS_FILE = 7,        /* a local file could not be read or written, or memory ran out: MEM_STATUS */
};

/* What the interactive program starts with. Strings belong to argv and to profile. */
struct cli_options {
    const char *configuration; /* name, path or "-"; NULL: the start screen */
    const char *endpoint;      /* of --endpoint or the profile, or NULL */
    const char *workspace;     /* of the profile, or NULL */
    const char *key_command;   /* of the profile, or NULL */
    const char *openapi, *ticket;
    long timeout; /* seconds */
    bool sandbox, ascii;
    enum color_use color; /* NO_COLOR is taken into account */
    struct profile profile;
};

/* out is filled only with CLI_INTERACTIVE; cli_options_finish is fine in any case. */
int cli_main(int argc, char **argv, struct cli_options *out);
void cli_options_finish(struct cli_options *o);
/* Says on standard error what went wrong; returns the exit status that it stands for. */
int cli_fail(const struct err *e);

#endif
