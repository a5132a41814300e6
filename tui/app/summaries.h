/* What the start screen says of large configurations (whose, how many records), read behind the keys while no
 * configuration is open. */
#ifndef TUI_APP_SUMMARIES_H
#define TUI_APP_SUMMARIES_H

#include "tui/app/world.h"

/* Before the rows of the session change. */
void summaries_drop(struct world *w);
/* After that: looks for rows that are unread. What was half read is begun again. */
void summaries_begin(struct world *w, const struct session *se);
/* Rows are left that nobody has read, and nothing more urgent goes on. */
bool summaries_wanted(const struct world *w);
/* Reads on, for a millisecond or so. */
void summaries_step(struct world *w, struct session *se);

#endif
