/* A table that is being read behind the keys, for an import. */
#ifndef TUI_APP_READING_H
#define TUI_APP_READING_H

#include "tui/app/world.h"

/* "~/" is the operator's own directory. false with *e where it cannot be opened. */
bool reading_begin(struct world *w, struct session *se, const char *path, struct err *e);
/* Goes on for a millisecond or so; true: it has ended. */
bool reading_step(struct world *w, struct session *se);
/* After that: the table is in session->table, or *e says why it is not. */
bool reading_finish(struct world *w, struct session *se, struct err *e);
/* Gives it up; true: there was one. */
bool reading_drop(struct world *w, struct session *se);

#endif
