/* What happens to the program. The loop turns input, signals and replies into events, one at a time. */
#ifndef TUI_ACTIONS_EVENT_H
#define TUI_ACTIONS_EVENT_H

#include "forms/err.h"
#include "tui/actions/effect.h"
#include "tui/actions/key.h"

enum event_type {
    EVENT_KEY,
    EVENT_PASTE,  /* text, len: one bracketed paste, whole */
    EVENT_RESIZE, /* the session has the new size */
    EVENT_SHOWN,  /* the screen became the top of the stack, first or again */
    EVENT_TICK,   /* a second has passed, while a screen asked for it (screen_ops.ticks) */
    EVENT_REPORT, /* an effect ended, or moved on: report says which and how */
};

/* How an effect went. The data it brought is in the session. */
enum report_state { REPORT_DONE, REPORT_FAILED, REPORT_PROGRESS };

struct event {
    enum event_type type;
    struct key key;
    const char *text; /* good during the call */
    size_t len;
    enum effect_type effect; /* EVENT_REPORT: of this effect */
    enum report_state state;
    const struct err *err; /* REPORT_FAILED */
};

#endif
