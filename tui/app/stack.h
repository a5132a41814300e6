/* The screens on top of each other. Knows the key map and the screens' contract; neither the terminal nor
 * the world. The tests of screens run on it too. */
#ifndef TUI_APP_STACK_H
#define TUI_APP_STACK_H

#include "tui/screens/screen.h"

struct stack {
    struct screen **items; /* the last one is on top; never empty after the first EFFECT_PUSH */
    size_t count, cap;
};

void stack_init(struct stack *s);
void stack_finish(struct stack *s);
/* Hands an event to the top screen, a key with the action that the key map names in the screen's scopes.
 * EVENT_RESIZE goes to every screen that can be seen. */
void stack_event(struct stack *s, struct session *se, const struct event *ev, struct effects *out);
/* Performs an effect on the stack: PUSH, POP, REPLACE, HOME, ACTION. false: it is not one of these. The
 * lowest screen stays: POP there does nothing. A push without an argument of what is on the stack without one
 * goes back to it. What the screens answer is added to out, so that it happens after all that was asked for
 * before. */
bool stack_perform(struct stack *s, struct session *se, const struct effect *e, struct effects *out);
/* Draws the screens that can be seen: from the topmost that is no pop-up. */
void stack_draw(const struct stack *s, const struct session *se, struct cells *c);
/* Does one slice of the work (screen_ops.work) of the topmost screen that can be seen and has some; false:
 * there is nothing to do. */
bool stack_work(struct stack *s, struct session *se, struct effects *out);
/* The path that has the focus on the topmost screen that has one, heap; or NULL. */
char *stack_focus(const struct stack *s, const struct session *se);
/* A screen that can be seen wants EVENT_TICK. */
bool stack_ticks(const struct stack *s);

#endif
