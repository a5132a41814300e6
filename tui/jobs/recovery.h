/* Work that was not saved, opened again: the text that it began with, and what was done to it since. A piece
 * at a time, since it may be large and keys have to be answered. */
#ifndef TUI_JOBS_RECOVERY_H
#define TUI_JOBS_RECOVERY_H

#include "forms/journal.h"
#include "tui/jobs/configurations.h"
#include "tui/store/drafts.h"

struct recovered {
    struct configuration configuration; /* as it was: with its undo steps, unsaved */
    struct journal *journal;            /* of its document, which goes on; to be freed before it */
    struct draft draft;                 /* this instance owns it now */
    struct journal_news news;
    /* Only the file had the text that the work began with, and is another now: the edits were made in what
     * stands there, as far as they could be (news.refused says how many could not). */
    bool elsewhere;
    bool cut_short; /* of what was kept the end could not be read: the last edits may be missing */
    bool damaged;   /* it is not to go on in that draft, parts of which cannot be read */
};
void recovered_finish(struct recovered *r);

/* At once. false with *e: it cannot be opened, and stays where it is. */
bool recover(struct library *l, struct drafts *d, int64_t id, struct recovered *out, struct err *e);

/* Begins with that draft, which this instance owns from here on. NULL with *e: it cannot. The library must
 * outlive it. */
struct recovery;
struct recovery *recovery_new(struct library *l, struct drafts *d, int64_t id, struct err *e);
/* What it is about. */
const struct draft *recovery_draft(const struct recovery *r);
/* Goes on for about so many bytes; true: it has come to its end, or cannot go on. */
bool recovery_step(struct recovery *r, size_t bytes);
/* In bytes, each of which is read and understood; *all may grow. */
void recovery_progress(const struct recovery *r, size_t *done, size_t *all);
/* After that. Frees the recovery; false with *e: the work cannot be opened, and stays where it is. */
bool recovery_finish(struct recovery *take, struct recovered *out, struct err *e);
/* Gives it up, at any time: the work stays where it is, and nobody owns it. */
void recovery_free(struct recovery *r);

#endif
