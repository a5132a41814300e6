/* Consequences. A screen never saves, sends, copies or changes the stack of screens: it answers an event
 * with effects, and the loop performs them in order. An effect that takes time or can fail comes back as
 * an EVENT_REPORT to the top screen. */
#ifndef TUI_ACTIONS_EFFECT_H
#define TUI_ACTIONS_EFFECT_H

#include <stdbool.h>
#include <stddef.h>

enum effect_type {
    /* the stack of screens */
    EFFECT_PUSH,    /* screen, text: its argument (see screen.h) */
    EFFECT_POP,     /* the top screen */
    EFFECT_REPLACE, /* pop, then push */
    EFFECT_HOME,    /* down to the start screen */
    EFFECT_QUIT,    /* at once: asking is the screens' business */
    EFFECT_SUSPEND,
    EFFECT_REDRAW, /* everything, as if the terminal had lost it */
    EFFECT_ACTION, /* text: an action's name; the screen that is then on top gets it as if by its key */
    /* configurations; text: name */
    EFFECT_LIST,    /* fills session->configurations and session->drafts */
    EFFECT_OPEN,    /* text: name or path; fills session->doc */
    EFFECT_CREATE,  /* text: name, other: template id or NULL for blank; opens it too */
    EFFECT_SAVE,    /* session->doc under session->name; flag: although the file changed meanwhile */
    EFFECT_SAVE_AS, /* text: name, or the path of a new file */
    EFFECT_RELOAD,  /* takes over what is in its file now, as an undo step; EFFECT_CANCEL gives it up */
    EFFECT_COMPARE, /* reads what is in its file now into session->other; EFFECT_CANCEL gives it up */
    EFFECT_CLONE,   /* text: name, other: name of the copy */
    EFFECT_RENAME,  /* text: name, other: new name */
    EFFECT_DELETE,  /* text: name */
    EFFECT_UNDO,    /* the last deletion or new name of a configuration that is still in force */
    EFFECT_REDO,    /* the one that was undone last */
    EFFECT_TICKET,  /* text: ticket of the open configuration, "" for none */
    EFFECT_CLOSE,   /* forget the open configuration */
    EFFECT_RECOVER, /* text: id of a row of session->drafts, which becomes the open configuration; flag: its
                       edits are put into the file as it is now */
    EFFECT_DISCARD, /* text: id of one; flag: it is brought back. Fills session->drafts anew */
    /* sending */
    EFFECT_SEND,   /* session->doc; flag: although the schema finds errors */
    EFFECT_CANCEL, /* the request that runs, or what is being opened, recovered or read */
    EFFECT_KEY,    /* text: credential typed for this session, wiped; other: workspace id or NULL */
    /* Asks the server whose workspace the credential opens: fills session->target, failures included. It
     * gives way to EFFECT_SEND. */
    EFFECT_WORKSPACE,
    /* links */
    EFFECT_LINKS,        /* fills session->links, newest first */
    EFFECT_UNCHECKED,    /* fills session->unchecked, for the customer of session->doc where there is one */
    EFFECT_LINK_CHECKED, /* text: id of a row of session->links, other: checked_name, or NULL to take the note
                            back; changes the row */
    /* tables */
    EFFECT_READ_TABLE,   /* text: path; fills session->table */
    EFFECT_FIND_MAPPING, /* text: see ledger_mapping: the list, a line feed, the header; fills
                            session->mapping */
    EFFECT_KEEP_MAPPING, /* the same; other: the mapping */
    /* out */
    EFFECT_COPY,       /* text; other: said before how it went, or NULL. The words are in session->copied */
    EFFECT_COPY_REPLY, /* text: id of a row of session->links; copies a reply for its ticket, as COPY */
    EFFECT_PRINT,      /* text, printed plainly outside the screen until Enter is pressed */
    /* text: to be changed in the operator's editor; other: the line to begin at, or NULL. The report's text
     * is in session->edit.after */
    EFFECT_EDIT,
    EFFECT_WRITE, /* text: path, other: content; 0600, refuses to overwrite unless flag */
};

/* One of the screens, as names in screen.h; kept as an int here so that effects know no screens. */
struct effect {
    enum effect_type type;
    int screen;
    char *text, *other; /* heap, owned by the list */
    bool flag;
};

struct effects {
    struct effect *items;
    size_t count, cap;
};

void effects_init(struct effects *e);
void effects_finish(struct effects *e);
/* Copy their strings, which may be NULL. */
void effects_add(struct effects *e, enum effect_type type, const char *text, const char *other);
void effects_add_flag(struct effects *e, enum effect_type type, const char *text, const char *other,
                      bool flag);
void effects_push(struct effects *e, enum effect_type type, int screen, const char *argument);

#endif
