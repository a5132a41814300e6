/* What the pop-ups that are nothing but a picker have in common: the palette, and finding a field. */
#ifndef TUI_SCREENS_PICKSCREEN_H
#define TUI_SCREENS_PICKSCREEN_H

#include "tui/screens/screen.h"
#include "tui/widgets/picker.h"

/* For screen_ops.scopes. */
const char *const *pickscreen_scopes(const struct screen *s, const struct session *se, bool *typing);
/* Answers an event; the action that opened the pop-up closes it too. true: *chosen was taken, and what that
 * means is the caller's business. */
bool pickscreen_update(struct picker *p, const struct picker_source *source, enum action opened_by,
                       struct session *se, const struct event *ev, enum action action, struct effects *out,
                       size_t *chosen);

#endif
