/* Drafts: work that is not saved yet, in state.db. A draft is what the operator edits (which file, as it was
 * then), where the operator is in it, the text that it began with, and the journal of edits since
 * (forms/journal.h), which is text to this module.
 *
 * Each belongs to the instance that makes it, for as long as that runs: a lock on one byte of a file beside
 * the database says so, which the system takes away however the instance ends. Drafts hold what
 * configurations hold, guests' data and door codes, so they go when the work is saved or given up; never a
 * credential.
 *
 * Writing waits for another instance for a moment only: whoever types has to be answered. What fails can be
 * tried again with the same arguments. */
#ifndef TUI_STORE_DRAFTS_H
#define TUI_STORE_DRAFTS_H

#include "forms/err.h"
#include "tui/actions/rows.h"
#include "tui/store/file.h"
#include "tui/store/ledger.h"

struct drafts;

/* lock: the path of the file with the locks, made when it is needed. The ledger must outlive it; without one
 * there is nothing to be done with it but freeing it. */
struct drafts *drafts_new(struct ledger *l, const char *lock);
/* What this instance owns stays, and belongs to nobody. */
void drafts_free(struct drafts *d);

struct draft {
    struct draft_row row;    /* row.file is found out, not kept */
    bool unsaved;            /* else nobody would miss it */
    struct file_stamp stamp; /* of the saved file as the work goes on from it */
    uint64_t base_digest;    /* journal_digest of the text that the journal begins with */
    size_t base_size;
    bool base_kept; /* it is in the draft; else only where it was read from */
};
void draft_finish(struct draft *x);

/* Memory ran out in the middle of anything: takes back what was going on in the database, so that what is in
 * hand can be kept. */
void drafts_rescue(struct drafts *d);

/* Makes a draft of it, without journal and base; x->row.id is set, 0 where that failed, and this instance
 * owns it. */
bool drafts_begin(struct drafts *d, struct draft *x, struct err *e);
/* Replaces what is known of the draft, but the base; takes 'cut' bytes from the end of its journal and adds
 * others, all or nothing. ERR_NOT_FOUND, here and for the base: it is lost, with the file that it was in or
 * from it, and has to be begun anew. */
bool drafts_keep(struct drafts *d, const struct draft *x, size_t cut, const char *bytes, size_t len,
                 struct err *e);
/* Adds a piece of the base; last: it is whole. */
bool drafts_keep_base(struct drafts *d, int64_t id, const char *bytes, size_t len, bool last, struct err *e);

/* Unsaved work that no instance owns, the latest first; adds to out. */
bool drafts_list(struct drafts *d, struct draft_rows *out, struct err *e);
/* What is known of it, whoever owns it. ERR_NOT_FOUND: it is gone. */
bool drafts_find(struct drafts *d, int64_t id, struct draft *out, struct err *e);
/* The same, and makes this instance the owner; of one at a time. ERR_CONFLICT: another one was faster. */
bool drafts_take(struct drafts *d, int64_t id, struct draft *out, struct err *e);
/* Reading one part of it, a piece at a time; whoever owns it sees that nobody changes it meanwhile. */
enum draft_part { DRAFT_BASE, DRAFT_JOURNAL };
struct draft_reading {
    int64_t draft;
    enum draft_part part;
    int64_t last;    /* piece that was read */
    int64_t sum;     /* of all until there */
    unsigned opened; /* the file that it was in */
    bool damaged;    /* what comes next is not what was kept, or not there: the text ends before it */
    struct buf text;
};
void draft_reading_init(struct draft_reading *r, int64_t draft, enum draft_part part);
void draft_reading_finish(struct draft_reading *r);
/* Adds about so many bytes to the text; *more: that was not all, and it is not damaged. */
bool drafts_read(struct drafts *d, struct draft_reading *r, size_t bytes, bool *more, struct err *e);
/* How many bytes the journal has. */
bool drafts_journal_size(struct drafts *d, int64_t id, size_t *size, struct err *e);
/* It belongs to nobody any more; signal: what ended the work on it, or 0. */
bool drafts_leave(struct drafts *d, int64_t id, int signal, struct err *e);
/* It is not offered any more, or is again. Those that are not go with drafts_sweep: ERR_NOT_FOUND then. */
bool drafts_put_aside(struct drafts *d, int64_t id, bool aside, struct err *e);
/* A draft was begun anew, since the file that it was in under another number is gone: what the present file
 * may have of that, a copy of an older state, is not offered, and goes with drafts_sweep. */
bool drafts_supersede(struct drafts *d, int64_t former, int64_t id, struct err *e);
/* Nothing of it stays in the files of the database. */
bool drafts_drop(struct drafts *d, int64_t id, struct err *e);
/* The same for so many pieces of what nobody owns and nobody would miss; *more: there may be others. */
bool drafts_sweep(struct drafts *d, size_t pieces, bool *more, struct err *e);

/* A saved configuration has another file, and name, now, and its drafts follow. Of a deleted one they are not
 * offered any more, and go with the next sweep, unless it comes back first. */
enum draft_fate { DRAFT_RENAMED, DRAFT_DELETED, DRAFT_BACK };
bool drafts_follow(struct ledger *l, enum draft_fate fate, const char *path, const char *new_path,
                   const char *new_name, struct err *e);

#endif
