/* Private to result.c and result_draw.c: the state of the result screen. */
#ifndef TUI_SCREENS_RESULT_H
#define TUI_SCREENS_RESULT_H

#include "tui/screens/prompt.h"
#include "tui/screens/screen.h"
#include "tui/screens/qr.h"
#include "tui/widgets/sheet.h"

struct result {
    struct screen base;
    struct prompt prompt;
    struct qr *qr; /* NULL without a link, or in ASCII */
    bool large_qr; /* over the whole screen */
    int top;       /* first row in sight of the facts */
    bool replies;  /* what is copied is a reply, not the link alone */
};

void result_draw(const struct screen *s, const struct session *se, struct cells *c);
/* Scrolls the facts by a move.* action. */
bool result_scroll(struct result *r, const struct session *se, enum action action);

#endif
