/* The "/" of lists: a text that narrows what is shown while it is typed. Enter keeps it, Esc clears it. */
#ifndef TUI_SCREENS_FILTERLINE_H
#define TUI_SCREENS_FILTERLINE_H

#include "tui/actions/event.h"
#include "tui/widgets/textfield.h"

struct filterline {
    bool typing;
    struct textfield field;
};

void filterline_init(struct filterline *f);
void filterline_finish(struct filterline *f);
void filterline_start(struct filterline *f);
void filterline_set(struct filterline *f, const char *text);
const char *filterline_text(const struct filterline *f);
/* Any of the texts (some may be NULL) holds what was typed; always while that is empty. */
bool filterline_passes(const struct filterline *f, const char *const *texts, size_t count);
/* The scopes while typing. */
const char *const *filterline_scopes(void);
/* Answers an event while typing, and app.back while there is a text. *changed: what passes may differ
 * now. false: not its business (moving in the list, say). */
bool filterline_update(struct filterline *f, const struct event *ev, enum action action, bool *changed);
/* "/ text", with the cursor while typing; nothing while it is off. */
void filterline_draw(const struct filterline *f, struct area a, int row, int col, int width);

#endif
