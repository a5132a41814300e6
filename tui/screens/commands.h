/* The actions that work in some scopes: what the help screen lists and the palette runs. */
#ifndef TUI_SCREENS_COMMANDS_H
#define TUI_SCREENS_COMMANDS_H

#include "forms/buf.h"
#include "tui/actions/keymap.h"

struct commands {
    enum action *items; /* by scope, in the order of the scopes; in a scope in that of ACTIONS */
    size_t count;
};

/* scopes: names separated by spaces, up to a line feed. Those of the screen come first, then "app", which is
 * always among them. all: moving and editing of texts too, last, which nobody would pick from a list. */
void commands_init(struct commands *c, const char *scopes, bool all);
void commands_finish(struct commands *c);
/* "F1, ?, Ctrl-G"; at most max of them. */
void commands_keys(const struct keymap *m, enum action a, size_t max, struct buf *out);
/* "This screen", "Moving": what its scope is called. */
const char *commands_heading(enum action a);

#endif
