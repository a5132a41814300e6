/* Unsaved work of programs that have ended: what there is, going on with it, discarding it. */
#ifndef TUI_APP_RECOVERING_H
#define TUI_APP_RECOVERING_H

#include "tui/app/world.h"

/* Fills session->drafts. */
bool recovering_list(struct world *w, struct session *se, struct err *e);
/* Makes it the open configuration, and says so; refuses while another one is open that is not saved. */
bool recovering_take(struct world *w, struct session *se, int64_t id, struct err *e);
/* Opens the saved file as it is now, and makes in it what the work changed, as far as nobody changed the
 * same: one undo step, and says so. What could not be made stays as unsaved work. */
bool recovering_onto(struct world *w, struct session *se, int64_t id, struct err *e);
/* It is not offered any more, and goes when the next program starts; back: it is offered again. */
bool recovering_discard(struct world *w, struct session *se, int64_t id, bool back, struct err *e);

#endif
