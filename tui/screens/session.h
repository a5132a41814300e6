/* What the screens share: the open configuration and the world's news about it. Screens change doc,
 * focus and message; the rest is filled by the loop (app/) when effects are performed. */
#ifndef TUI_SCREENS_SESSION_H
#define TUI_SCREENS_SESSION_H

#include "forms/checks.h"
#include "forms/csv.h"
#include "forms/doc.h"
#include "forms/schema.h"
#include "forms/uses.h"
#include "forms/view.h"
#include "forms/when.h"
#include "forms/wizard.h"
#include "forms/zones.h"
#include "tui/actions/keymap.h"
#include "tui/actions/rows.h"

/* What is known of the workspace that the credential opens. */
enum workspace_state {
    WORKSPACE_UNASKED,
    WORKSPACE_ASKING,
    WORKSPACE_KNOWN,
    WORKSPACE_FAILED, /* workspace_problem says why */
};

/* Where requests go and as whom; what the title and the review screen show. */
struct target {
    enum environment environment;
    bool stand_in;   /* the program's own sandbox server */
    char *endpoint;  /* "https://connect.getseam.com" */
    char *workspace; /* name or id; NULL while unknown */
    enum workspace_state workspace_state;
    char *workspace_problem; /* "the server did not accept the key (401)", or NULL */
    bool suspended;          /* the workspace is: the server says so */
    char *key;               /* "seam_test...9f2c": prefix and last four, or NULL without a key */
    char *key_from;          /* "environment SEAM_API_KEY" */
    char *key_problem;       /* why sending cannot work: for the operator, or NULL */
    char *proxy;             /* in use, or NULL */
};

/* A request under way. */
struct sending {
    bool active;
    int64_t started_ms; /* clock_elapsed */
    size_t sent, total; /* bytes of the body */
    bool cancelling;
};

struct message {
    enum severity severity;
    char text[400]; /* "" for none */
    bool sticky;    /* an error stays until something else is said */
};

/* Work that goes in slices, between keys: the frame shows a bar while words is not NULL. */
struct progress {
    char *words;   /* "Checking", "Importing stays.csv"; heap */
    int64_t since; /* clock_elapsed when it began */
    size_t done, all;
    bool cancellable; /* Esc or Ctrl-C gives it up: the hint says so */
};

/* What is kept of a list for as long as its configuration is open: which records are shown, in which order,
 * which are marked, and where the cursor was. */
struct list_place {
    const struct session *session;
    char *pointer;
    struct view *view;
    size_t index;  /* of the record under the cursor */
    size_t column; /* the first of those that scroll */
};

struct session {
    const struct schema *schema;
    const struct wizard *wizard;
    const struct keymap *keymap;
    bool ascii;
    int rows, cols;
    const char *home;          /* the operator's own directory, or NULL; not owned */
    const struct zones *zones; /* NULL: UTC alone */
    enum date_order dates;     /* how a typed "3/4/2026" is meant */

    /* the open configuration */
    struct doc *doc; /* NULL: none */
    char *name;      /* its name; NULL for one that was never saved */
    char *path;
    char *ticket;          /* or NULL */
    struct checks *checks; /* what is wrong with it; since session_open */
    struct problems said;  /* by the server, of what was sent last */
    uint64_t judged;       /* differs after whatever may have changed what is wrong */
    int64_t saved_at;
    struct list_place **lists; /* those that were looked at */
    size_t list_count;
    char *suggested;       /* the path of a key that the program made up; counts while ... */
    uint64_t suggested_at; /* ... the document has this revision */
    char *goto_pointer;    /* a path that the screen below, or this one, shall put the focus on; heap */
    bool goto_shows;       /* it is to be shown, but the cursor must not come to stand in a text */

    /* filled by effects */
    bool opening; /* EFFECT_OPEN, _CREATE, _COMPARE, _RELOAD or _RECOVER goes on; EFFECT_CANCEL gives it up */
    struct doc *other; /* from EFFECT_COMPARE, or NULL; session_other */
    uint64_t others;   /* differs after each change of it */
    struct config_rows configurations;
    struct link_rows links;
    struct {
        size_t all;         /* requests of which nobody knows whether they made a link, and nobody looked */
        size_t of_customer; /* of the customer of the open configuration */
        int64_t latest;     /* when the latest of those was sent */
    } unchecked;
    struct draft_rows drafts; /* unsaved work that nobody works on */
    struct {
        char *words;       /* what EFFECT_DELETE, RENAME, UNDO or REDO did last: "Deleted acme." */
        char *name;        /* the configuration that the list has by it, or NULL */
        size_t undo, redo; /* steps that can be taken back, and done again */
    } steps;
    char copied[400];
    struct target target;
    struct sending sending;
    struct {
        char *pointer;  /* of the value that the editor was opened on */
        char *before;   /* the text that it was given */
        char *after;    /* the one that came back, from EFFECT_EDIT; kept until it is taken or dropped */
        struct err err; /* why it was not taken */
    } edit;
    struct {
        char *text; /* UTF-8; NULL: none was read, or it was taken */
        size_t len;
        enum csv_encoding encoding;
        struct csv_dialect dialect;
    } table;                 /* from EFFECT_READ_TABLE, or pasted */
    char *mapping;           /* from EFFECT_FIND_MAPPING, or NULL */
    struct {                 /* see rekeying.h */
        struct rekey *rekey; /* NULL: none is left behind */
        struct rekey *left;  /* those keys of it that somebody names, while that is looked up */
        size_t next;         /* the first that is not looked up */
        char *list;
        uint64_t revision;
        char *to, *words; /* of a renamed record: its key now, and what is asked */
        bool asks;
        size_t count; /* of deleted ones */
    } rekeying;
    struct link_row result; /* of the last attempt */
    bool has_result;
    bool unrecorded;    /* how it ended could not be written down: the message said so */
    char *ticket_reply; /* for a created result: ready to paste into the ticket */
    long retry_after;   /* seconds that a 429 or 503 asked to wait, or -1 */
    char *kept_answer;  /* the file with an answer that could not be used, or NULL */
    bool confirmed;     /* the customer key was typed before the first send to production */
    struct message message;
    struct progress progress;
    struct {
        bool asked;
        int64_t at, elapsed; /* clock_now and clock_elapsed then */
    } revealed;              /* hidden values; see session_reveals */
};

void session_init(struct session *s);
void session_finish(struct session *s);
/* Checks some records more of a large document; true: there were some. */
bool session_work(struct session *s);
/* After an edit at pointer (or "" for any): brings what is wrong up to date. */
void session_changed(struct session *s, const char *pointer);
/* The place of a list of the open document: made when it is asked for first, good until the document changes
 * for another one. */
struct list_place *session_list(struct session *s, const char *pointer);
/* Another document is open, or none: what was known of the one before is forgotten, and it may be freed. It
 * is checked, a large one in part: checks_step goes on. */
void session_open(struct session *s, struct doc *d);
/* What is wrong with the document, and what the server said of it: in all; at or below a path, and exactly
 * there (r: see checks_standing). */
size_t session_problems(const struct session *s);
size_t session_problems_within(const struct session *s, const char *pointer);
size_t session_problems_at(const struct session *s, struct checks_record *r, const char *pointer);
/* Adds those at or below the path to out, which the caller has initialised: the document's in their order, at
 * most max, then what the server said. */
void session_list_problems(const struct session *s, const char *pointer, size_t max, struct problems *out);
/* Adds those of one severity at or below the path: skips the first 'skip', at most max. */
void session_list_kind(const struct session *s, const char *pointer, enum severity severity, size_t skip,
                       size_t max, struct problems *out);
/* How many there are. */
size_t session_count_kind(const struct session *s, const char *pointer, enum severity severity);
/* Does what the problem suggests, as an undo step, and says so, or why not. */
bool session_fix(struct session *s, const struct problem *p);
/* Says the next problem behind the path in the order of the document (or before it), and leaves its path in
 * *pointer; heap. false: there are none, and that was said. */
bool session_next_problem(struct session *s, const char *here, bool forward, char **pointer);
/* The member of that record is a key that the program made up: its form opens with it selected, until the
 * focus leaves it or the document changes. member NULL: there is no such key any more. */
void session_suggest(struct session *s, const char *record, const char *member);
bool session_suggests(const struct session *s, const char *pointer);
/* SEVERITY_NOTE for plain news; an error sticks. */
void session_say(struct session *s, enum severity severity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void session_say_err(struct session *s, const struct err *e);
/* Work goes on: words are copied; NULL: it has ended. all is 0 where nobody knows how much there is. */
void session_progress(struct session *s, const char *words, size_t done, size_t all, bool cancellable);
/* It has gone on for so long that people wonder: what ends at once shows no bar. */
bool session_shows_progress(const struct session *s);
/* Takes a message away that does not stick; the loop calls it before it hands a key to a screen. */
void session_hush(struct session *s);
/* Another document stands beside the open one, or none (NULL); takes it over. */
void session_other(struct session *s, struct doc *take);
/* A table that was pasted, or NULL to forget the one that is there; the text is copied. */
void session_table(struct session *s, const char *text, size_t len);
/* Leaves a path in goto_pointer; NULL: takes it back. */
void session_goto(struct session *s, const char *pointer);
/* Leaving the open configuration would lose something: a change, JSON that is not complete, or all of it
 * where no file has it. */
bool session_unsaved(const struct session *s);
/* The first of session->drafts that is about the file at that path, or about any file (NULL); NULL: none. */
const struct draft_row *session_draft(const struct session *s, const char *path);
/* Values that are hidden by default (door codes) are shown for so many seconds after they were asked for;
 * asking again hides them at once, and so does another configuration. A clock that is set, and a machine that
 * slept, end it sooner and never later. */
enum { SESSION_REVEAL_SECONDS = 30 };
void session_reveal(struct session *s);
void session_hide(struct session *s);
bool session_reveals(const struct session *s);

#endif
