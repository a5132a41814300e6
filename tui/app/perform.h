/* Effects that reach the world: opening, saving, sending, copying. Effects on the stack of screens are the
 * loop's own (app.c). Nothing here draws. */
#ifndef TUI_APP_PERFORM_H
#define TUI_APP_PERFORM_H

#include "tui/actions/effect.h"
#include "tui/actions/event.h"
#include "tui/app/world.h"
#include "tui/screens/session.h"
#include "tui/term/term.h"

#include <poll.h>

/* How an effect went: becomes an EVENT_REPORT of the top screen. */
struct report {
    enum effect_type effect;
    enum report_state state;
    struct err err; /* REPORT_FAILED */
    bool ends;      /* with it the program ends: world->refused */
};

/* Performs one effect. true: *out is to be dispatched now. false: it has no report, or reports later
 * through perform_step or perform_work. */
bool perform(struct world *w, struct session *se, struct term *t, const struct effect *e, struct report *out);
/* Moves a running request on; call it after each wait. true: *out is to be dispatched. */
bool perform_step(struct world *w, struct session *se, struct report *out);
/* Ends the request that runs, if one does: true, its outcome is recorded and in the session. */
bool perform_stop(struct world *w, struct session *se, struct report *out);
/* There is work that goes on behind the keys: a configuration is being opened, or large ones are looked into
 * for the start screen. */
bool perform_works(const struct world *w);
/* Does a piece of it, which takes about a millisecond. true: *out is to be dispatched. */
bool perform_work(struct world *w, struct session *se, struct report *out);
/* The program's only wait: until one of fds is ready, a running request moved on, or timeout_ms passed (-1:
 * no limit). */
void perform_wait(struct world *w, struct pollfd *fds, unsigned count, int timeout_ms);
/* Says what has to be told of the ledger, once, whatever was said before. */
void perform_news(struct world *w, struct session *se);
/* A request is running: the loop then also draws its progress. */
bool perform_busy(const struct world *w);

#endif
