/* The journal of the open configuration: kept in state.db behind the keys, so that at most two seconds or 200
 * keys of work end with a program that is killed. The first edit makes a draft; saving or giving up the work
 * ends it. Nothing is written while nobody edits. */
#ifndef TUI_APP_JOURNALING_H
#define TUI_APP_JOURNALING_H

#include "forms/journal.h"
#include "tui/store/drafts.h"
#include "tui/store/leftovers.h"

struct world;
struct session;

struct journaling {
    struct drafts *drafts;
    struct journal *journal;      /* of the open document; NULL: none is open */
    struct draft draft;           /* row.id 0: not begun */
    char *given, *path;           /* the path of the open configuration, and journaling_path of it */
    int64_t since;                /* clock_elapsed of the first thing that may have to be kept; -1: none */
    size_t keys;                  /* from there on */
    int64_t last_key;             /* clock_elapsed */
    int64_t pause;                /* clock_elapsed until which nothing is tried, after a failure */
    int64_t rest;                 /* the same for what has time */
    int64_t begun;                /* clock_elapsed when the draft was */
    struct journal_digest digest; /* of the text that the journal begins with, as far as it was read */
    size_t base_done;             /* bytes of the base that are kept */
    bool sweeps;                  /* there may be drafts that nobody would miss */
    struct leftovers *leftovers;  /* other things that nobody would miss; NULL: looked through */
    bool failing;                 /* the last try did */
    bool warned;                  /* and that was said */
    bool lost;                    /* the draft was, so that the journal has to begin anew with the next one */
    int64_t former;               /* its number, until that is kept; 0: none */
    bool gone;                    /* it went with its file, which has to be said */
    bool told;                    /* the session has a message since journaling_work began */
    bool rescuing;                /* in the middle of anything: the document itself knows nothing now */
};

/* The open configuration is another one now, as it was read: begins a journal of it. */
void journaling_open(struct world *w);
/* Goes on with a draft that was taken up again; takes both over. damaged: in another one, and this one stays
 * until that is kept. */
void journaling_adopt(struct world *w, struct journal *take, struct draft *take_draft, bool damaged);
/* Its work is saved or given up, and the document goes: the draft goes with it. */
void journaling_close(struct world *w);
/* The program ends and the work is not saved: keeps all of it, and notes by which signal. working: see
 * journaling_work. */
void journaling_end(struct world *w, struct session *se, int signal, const char *focus, bool working);

/* Where the open configuration lies, as drafts have it: whatever name of an own file the operator gave. NULL:
 * in no file. Good until it changes. */
const char *journaling_path(struct world *w);

/* A key or a paste was answered. true: so many that journaling_keep has to come before the next. */
bool journaling_key(struct world *w, bool paste);
/* It was saved. */
void journaling_saved(struct world *w, struct session *se);
/* journaling_work would do something now. Call it in each turn of the loop: not every edit comes with a key.
 */
bool journaling_due(struct world *w);
/* Milliseconds until journaling_work has something to do, or -1. */
int journaling_timeout(const struct world *w);
/* Does what is due. focus: the path where the operator is, or NULL. working: an edit goes on behind the keys
 * that is one step only when it has ended, such as an import; half of it is not kept. true: the session has a
 * message about it. */
bool journaling_work(struct world *w, struct session *se, const char *focus, bool working);
/* Keeps what there is, now. */
void journaling_keep(struct world *w, struct session *se, const char *focus, bool working);

/* Memory has run out in the middle of anything: keeps what the journal has of it, with the reserve that is
 * there for this (forms/mem.h). */
enum rescue { RESCUE_NEEDLESS, RESCUE_DONE, RESCUE_FAILED };
enum rescue journaling_rescue(struct world *w, bool working);

#endif
