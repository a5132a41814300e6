/* Work that was not saved, opened again: the text that it began with, and what was done to it since. */
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
};

/* false with *e: it cannot be opened, and stays where it is. */
bool recover(struct library *l, struct drafts *d, int64_t id, struct recovered *out, struct err *e);
void recovered_finish(struct recovered *r);

#endif
