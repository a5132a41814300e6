/* What was done to saved configurations on the start screen, so that it can be taken back, in order, and done
 * again: deletions and new names. Nothing that exists is ever overwritten on the way. */
#ifndef TUI_APP_STEPS_H
#define TUI_APP_STEPS_H

#include "tui/jobs/configurations.h"

struct step;

struct steps {
    struct step *items;
    size_t done;  /* of count: they can be taken back; those after them can be done again */
    size_t count; /* all */
    size_t cap;
};

void steps_finish(struct steps *s);
/* Do a step and remember it. What had been taken back cannot be done again any more. */
bool steps_delete(struct steps *s, struct library *l, const char *name, struct err *e);
bool steps_rename(struct steps *s, struct library *l, const char *name, const char *to, struct err *e);

/* What came of taking back or doing again; heap, the caller's. */
struct step_news {
    char *words; /* "acme is back." */
    char *name;  /* the configuration that the list has now, or NULL */
};
/* A deleted configuration whose name was taken meanwhile comes back under the next free one. A new name
 * whose way back is barred is forgotten, with words that say so, so that earlier steps can be reached. */
bool steps_undo(struct steps *s, struct library *l, struct step_news *out, struct err *e);
bool steps_redo(struct steps *s, struct library *l, struct step_news *out, struct err *e);

#endif
