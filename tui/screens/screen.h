/* A screen: its state, how it answers events with effects, how it is drawn from const state. The loop
 * keeps a stack of them. A new screen is one new file and one line in SCREENS. */
#ifndef TUI_SCREENS_SCREEN_H
#define TUI_SCREENS_SCREEN_H

#include "tui/actions/event.h"
#include "tui/screens/session.h"
#include "tui/widgets/cells.h"

/* X(id, constructor); the comment says what the argument of EFFECT_PUSH is. */
#define SCREENS(X)                                                                                           \
    X(START, start_new)          /* none */                                                                  \
    X(WIZARD, wizard_screen_new) /* a path to go to, or NULL */                                              \
    X(RECORD, record_new)        /* the record's path */                                                     \
    X(JSON, json_new)            /* a path to show, or NULL */                                               \
    X(REVIEW, review_new)        /* none */                                                                  \
    X(RESULT, result_new)        /* none: session->result */                                                 \
    X(LINKS, links_new)          /* none, or a text to filter by */                                          \
    X(PROBLEMS, problems_new)    /* none; or a record: its own come first */                                 \
    X(HELP, help_new)            /* scopes of the screen below, see commands.h; a line feed; a topic */      \
    X(PALETTE, palette_new)      /* the scopes alone */                                                      \
    X(FIND, find_new)            /* a path: fields of the record around it lead to that record; or NULL */   \
    X(ASK, ask_new) /* "quit", "close", "edit"; why it was not saved: "conflict", "removed", "failed" */     \
    X(DIFF, diff_screen_new)     /* none: the open configuration and its file */                             \
    X(SAVE_AS, save_as_new)      /* "quit" or "close" to do so once saved, or NULL */                        \
    X(LIST, list_screen_new)     /* the path of an array of records */                                       \
    X(FIXING, fixing_new)        /* what is fixed: a keyword, a path, a filter; line feeds between */        \
    X(USES, uses_screen_new)     /* the path of a record */                                                  \
    X(REKEY, rekey_screen_new)   /* none: session->rekeying */                                               \
    X(IMPORT, import_screen_new) /* the path of an array of records; session->table, where it was pasted */  \
    X(RECOVER, recover_new) /* the path of a configuration, or NULL: session->drafts, those of it or all */  \
    X(EXPORT, export_screen_new) /* the path of an array of records: its marked rows, or those shown */

enum screen_id {
#define SCREEN_ID(id, make) SCREEN_##id,
    SCREENS(SCREEN_ID)
#undef SCREEN_ID
        SCREEN_COUNT
};

struct screen;

struct screen_ops {
    const char *name; /* of golden screens and tests */
    /* Scopes of the key map that count now, innermost first, NULL-terminated; *typing: the cursor stands
     * in a text. */
    const char *const *(*scopes)(const struct screen *s, const struct session *se, bool *typing);
    /* Answers one event. action is what the key map made of a key (ACTION_NONE for text and others). */
    void (*update)(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out);
    /* Draws all of it. */
    void (*draw)(const struct screen *s, const struct session *se, struct cells *c);
    void (*free)(struct screen *s);
    /* The path that has the focus, heap; NULL: none, also as the operation. */
    char *(*focus)(const struct screen *s, const struct session *se);
    /* Does one slice, of a few milliseconds, of what takes long (a filter over a large list, an import);
     * false: nothing is left to do. The loop calls it while no input waits, and shows the picture between
     * slices as often as is useful. NULL: never. What there is to show stands in session->progress. */
    bool (*work)(struct screen *s, struct session *se, struct effects *out);
    bool popup; /* drawn over the screen below */
    bool ticks; /* wants EVENT_TICK every second */
};

struct screen { /* first member of each screen's own struct */
    const struct screen_ops *ops;
    int id; /* enum screen_id; the stack's own */
};

/* The screen of that id; NULL argument where it takes none. Never NULL. */
struct screen *screen_new(enum screen_id id, struct session *se, const char *argument);
void screen_free(struct screen *s);

/* The constructors, one a file. */
#define SCREEN_MAKE(id, make) struct screen *make(struct session *se, const char *argument);
SCREENS(SCREEN_MAKE)
#undef SCREEN_MAKE

/* Says how an effect went, where that needs no more than words (saved, copied, written, failed), or asks
 * what to do about it. For the EVENT_REPORT that a screen does not answer itself. */
void screen_report(struct session *se, const struct event *ev, struct effects *out);
/* What a screen over the document does with events; reports are answered in words. */
struct screen_answers {
    void (*shown)(struct screen *s, struct session *se, struct effects *out);
    /* A key or a paste. */
    void (*key)(struct screen *s, struct session *se, const struct event *ev, enum action action,
                struct effects *out);
    /* After every event: what depends on the size and the document. */
    void (*settle)(struct screen *s, struct session *se);
};
void screen_answer(const struct screen_answers *a, struct screen *s, struct session *se,
                   const struct event *ev, enum action action, struct effects *out);
/* Leaves the open configuration for the start screen; asks first when it has changes. */
void screen_close(const struct session *se, struct effects *out);
/* Goes to the form field at pointer, from wherever. */
void screen_goto(const char *pointer, struct effects *out);
/* The operator asks to go back: Esc, or a plain letter that quits on the first screen. */
bool screen_is_back(const struct event *ev, enum action action);

/* Actions that mean the same on every screen (help, save, quit, undo, suspend, redraw, links ...): true when
 * it was one. Screens call it for what they do not answer themselves. Undo and redo leave the path that
 * changed in session->goto_pointer. */
bool screen_common(struct screen *s, struct session *se, enum action action, struct effects *out);

#endif
