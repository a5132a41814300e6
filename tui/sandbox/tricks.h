/* Customer keys that make the sandbox answer in ways that a healthy server seldom does. */
#ifndef TUI_SANDBOX_TRICKS_H
#define TUI_SANDBOX_TRICKS_H

#include "tui/sandbox/answer.h"
#include "tui/sandbox/sandbox.h"

/* How the link of a success differs. */
enum link_shape { SHAPE_FULL, SHAPE_MAGIC_LINK, SHAPE_FLAT, SHAPE_EXPIRED };

/* true: *a is the answer, and no link is made. false: a link is to be made, in *shape. */
bool trick_answer(const char *customer_key, struct answer *a, enum link_shape *shape);

#endif
