/* The request that creates a link, from the world to the session: one at a time. */
#ifndef TUI_APP_SENDING_H
#define TUI_APP_SENDING_H

#include "tui/app/world.h"

/* How many attempts have an outcome that nobody knows yet, for the session. Without a ledger nothing is
 * known, and its own failure is said elsewhere. */
void sending_count_unchecked(const struct world *w, struct session *se);
/* Records the attempt and starts; despite_errors: the operator has seen them. false with *e: nothing was
 * sent. */
bool sending_begin(struct world *w, struct session *se, bool despite_errors, struct err *e);
/* The next step ends the request that runs, if one does, without waiting for anything. */
void sending_cancel(struct world *w, struct session *se);
/* Call it after each wait. ENDED: its outcome is recorded and in the session. */
enum sending_news { SENDING_NOTHING, SENDING_MOVED, SENDING_ENDED };
enum sending_news sending_step(struct world *w, struct session *se);

#endif
