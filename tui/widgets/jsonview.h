/* Lines of forms/preview on the screen: numbers, colours, folds, a cursor, marks. */
#ifndef TUI_WIDGETS_JSONVIEW_H
#define TUI_WIDGETS_JSONVIEW_H

#include "forms/preview.h"
#include "tui/actions/action.h"
#include "tui/widgets/cells.h"

struct jsonview {
    size_t cursor, top; /* lines */
    size_t page;        /* lines in sight, from jsonview_fit */
    int left;           /* columns scrolled off */
    const char *match;  /* text to mark, or NULL; the owner's */
    /* What stands left of a line: '!' problems, ' ' none. May be NULL. */
    char (*mark)(void *context, const char *pointer);
    void *context;
};

/* The lines in sight have become page, or the document has changed. */
void jsonview_fit(struct jsonview *v, const struct preview *p, size_t page);
void jsonview_go(struct jsonview *v, const struct preview *p, size_t line);
/* The same for a line that was looked for: where it was out of sight, what follows it comes into sight too.
 */
void jsonview_show(struct jsonview *v, const struct preview *p, size_t line);
/* Answers move.* but left and right, json.left and json.right; false for others. */
bool jsonview_update(struct jsonview *v, const struct preview *p, enum action action);
/* focus: the terminal's cursor stands on the line. */
void jsonview_draw(const struct jsonview *v, struct preview *p, struct area a, bool focus);

#endif
