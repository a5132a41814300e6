/* A pop-up that asks for one line: a name, a ticket, a file, a secret without echo. A screen owns it, sends
 * events to it while it is open, and draws it last. */
#ifndef TUI_SCREENS_PROMPT_H
#define TUI_SCREENS_PROMPT_H

#include "tui/actions/event.h"
#include "tui/widgets/textfield.h"

struct prompt {
    bool open;
    int purpose; /* the owner's own number for what it asks */
    const char *title, *help;
    bool hidden; /* no echo */
    struct textfield field;
};

enum prompt_result {
    PROMPT_STAYS,
    PROMPT_TAKEN,   /* prompt_text is the answer; the prompt stays open until prompt_close */
    PROMPT_DROPPED, /* closed by Esc */
};

void prompt_init(struct prompt *p);
void prompt_finish(struct prompt *p); /* wipes */
/* title and help are literals, initial is copied (NULL: empty). */
void prompt_open(struct prompt *p, int purpose, const char *title, const char *help, const char *initial);
/* The same for a secret: bullets instead of characters. */
void prompt_open_hidden(struct prompt *p, int purpose, const char *title, const char *help);
void prompt_close(struct prompt *p); /* wipes */
const char *prompt_text(const struct prompt *p);
/* The scopes while it is open; its owner is then typing. */
const char *const *prompt_scopes(void);
enum prompt_result prompt_update(struct prompt *p, const struct event *ev, enum action action);
void prompt_draw(const struct prompt *p, struct cells *c);

#endif
