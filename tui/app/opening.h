/* A configuration that is being opened behind the keys: what is open now stays so until the other one is
 * there, and giving up leaves no trace. */
#ifndef TUI_APP_OPENING_H
#define TUI_APP_OPENING_H

#include "tui/app/world.h"

/* Begins; one that was under way is given up. Most configurations are open when this returns: opening_ended
 * says so, and nothing of it has been seen. */
void opening_begin(struct world *w, struct session *se, const char *argument, int effect);
/* The file of the open configuration is read again: EFFECT_RELOAD to become it, EFFECT_COMPARE to stand
 * beside it. */
bool opening_begin_again(struct world *w, struct session *se, int effect, struct err *e);
/* The same for what the command line names: without it there is nothing to go on with, so that world->refused
 * is what opening_finish failed with. */
void opening_begin_named(struct world *w, struct session *se, const char *argument);
/* Keeps a ticket with the open configuration, or with the one that is being opened once that is open; text:
 * as long as the world. */
void opening_ticket(struct world *w, struct session *se, const char *text);
/* Goes on for a millisecond or so; true: it has ended. */
bool opening_step(struct world *w, struct session *se);
bool opening_ended(const struct world *w);
/* After that: makes it the open configuration, or (EFFECT_COMPARE) the one beside it, or (EFFECT_RELOAD) what
 * the open one says, or tells why it cannot be. */
bool opening_finish(struct world *w, struct session *se, struct err *e);
/* Gives it up; true: there was one. */
bool opening_drop(struct world *w, struct session *se);

#endif
