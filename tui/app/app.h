/* The interactive program's loop: it waits once, turns what came into events, hands them to the screens,
 * performs the effects that they answer, and shows the picture. */
#ifndef TUI_APP_APP_H
#define TUI_APP_APP_H

#include "tui/app/world.h"
#include "tui/screens/session.h"
#include "tui/term/term.h"

/* Runs from the start screen (the wizard above it when a configuration is open) to the end, which also is
 * world->refused. Returns the exit status: 0, or 128 and the number of the signal that ended it. The terminal
 * stays open: the caller closes it. */
int app_run(struct session *se, struct world *w, struct term *t);

#endif
