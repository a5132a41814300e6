/* Unsaved work of programs that have ended: what there is, going on with it, discarding it. */
#ifndef TUI_APP_RECOVERING_H
#define TUI_APP_RECOVERING_H

#include "tui/app/world.h"

/* Fills session->drafts. */
bool recovering_list(struct world *w, struct session *se, struct err *e);
/* Begins to make it the open configuration, or (onto) to open the saved file as it is now and to make in it
 * what the work changed, as far as nobody changed the same: one undo step. Refuses while another one is open
 * that is not saved. What is small has ended when this returns, and nothing of it has been seen. */
bool recovering_begin(struct world *w, struct session *se, int64_t id, bool onto, struct err *e);
/* Goes on for a millisecond or so; true: it has ended. */
bool recovering_step(struct world *w, struct session *se);
bool recovering_ended(const struct world *w);
/* After that: what was open gives way, and the session says what came of it; or why it cannot be, and all
 * stays as it was. What could not be made in the saved file stays as unsaved work. */
bool recovering_finish(struct world *w, struct session *se, struct err *e);
/* Gives it up: all stays as it was. true: there was one. */
bool recovering_drop(struct world *w, struct session *se);

/* The end of the program: releases what there is of it. */
void recovering_free(struct recovering *r);

/* It is not offered any more, and goes when the next program starts; back: it is offered again. */
bool recovering_discard(struct world *w, struct session *se, int64_t id, bool back, struct err *e);

#endif
