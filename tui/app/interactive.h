/* The interactive program from start to end: gathers what it needs, opens the terminal, runs the loop, and
 * leaves the terminal as it was, with all links that were made printed once more. */
#ifndef TUI_APP_INTERACTIVE_H
#define TUI_APP_INTERACTIVE_H

#include "forms/err.h"
#include "tui/actions/color.h"

struct interactive_options {
    const char *configuration; /* as on the command line, or NULL for the start screen */
    const char *ticket;        /* --ticket, or NULL */
    const char *openapi;       /* --openapi FILE, or NULL */
    const char *endpoint;      /* --endpoint URL, or NULL */
    const char *workspace;     /* of a profile, or NULL */
    const char *key_command;   /* of a profile, or NULL */
    const char *program;       /* argv[0] */
    long timeout;              /* seconds */
    bool sandbox, ascii;
    enum color_use color;
};

/* Runs until the operator leaves; *status is then the exit status, as app_run gives it. false with *e: it
 * could not start, or the configuration could not be opened; nothing that was shown is left. */
bool interactive_run(const struct interactive_options *o, int *status, struct err *e);

#endif
