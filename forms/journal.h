/* A journal of edits: what was done to a document since it was read, as text that only grows. Replayed on the
 * same text it makes the same document, byte for byte, with the same undo steps.
 *
 * It costs what an edit costs: a record holds the path and the value, never the body. Typing into one field
 * stays one record. It never holds more than the undo steps in memory do and those that were undone before
 * others were made, so it needs no compaction.
 *
 * This module knows nothing of files and clocks: somebody else keeps the text (tui/store/drafts.h). */
#ifndef FORMS_JOURNAL_H
#define FORMS_JOURNAL_H

#include "forms/doc.h"

struct journal;

/* What is known of a replay. */
struct journal_news {
    size_t edits;   /* that were made again */
    size_t refused; /* that could not be; few or none where the document is the one that was edited */
    size_t used;    /* bytes; less than there were when the end is cut off or damaged */
};

/* Makes the edits of the text again and records what follows; "" begins a new one. The document must outlive
 * the journal, and nobody else may listen to it. Edits of a group that was open at the end of the text stay,
 * as one step. Refused records are counted where the document is another than the one that was edited. news
 * may be NULL. */
struct journal *journal_new(struct doc *d, const char *text, size_t len, struct journal_news *news);
void journal_free(struct journal *j);

/* The same a piece at a time, for a program that has to answer keys meanwhile. Document and text must outlive
 * the replay, and nobody else may touch the document before it has ended. */
struct journal_replay;
struct journal_replay *journal_replay_new(struct doc *d, const char *text, size_t len);
/* Goes on for about so many bytes, or up to an edit whose cost is not in its bytes, such as an undo; true: it
 * has come to its end. SIZE_MAX: to the end at once. */
bool journal_replay_step(struct journal_replay *r, size_t bytes);
size_t journal_replay_done(const struct journal_replay *r); /* bytes */
/* After that: what journal_new gives. Frees the replay. */
struct journal *journal_replay_finish(struct journal_replay *take, struct journal_news *news);
/* Gives it up, at any time: the document is somewhere between. */
void journal_replay_free(struct journal_replay *r);

/* What is to be kept next. 'cut' bytes at the end of what was kept so far give way to it: a field that is
 * still being typed into. */
struct journal_piece {
    const char *text;
    size_t len, cut;
};
/* settled: without what belongs to a group that is open still. The first of it: a long text, which is not
 * copied, comes by itself; of length 0, there is no more. The piece is good until the next edit or
 * journal_kept. */
struct journal_piece journal_pending(const struct journal *j, bool settled);
/* So many bytes of it are kept (all of the cut with the first), and not pending any more. */
void journal_kept(struct journal *j, size_t len);
/* What was kept is lost: what follows makes the body as it is now of the text that the document was read
 * from, in one step. Takes a pass over the body. false: a group of edits is open; later, then. */
bool journal_begin_anew(struct journal *j);
/* It has to begin anew, and what was kept of it is good for what was before: an undo went back further than
 * to where it began anew last. */
bool journal_outdated(const struct journal *j);
/* Something changed since journal_new, or the text was not empty; else there is nothing worth keeping. */
bool journal_changed(const struct journal *j);
/* For people: how often a field was typed into, a record was added ... since the base. */
size_t journal_edits(const struct journal *j);
/* A record was too large to be held, or all of them together would be (1 GiB): the journal ends before it,
 * and says nothing more. */
bool journal_broken(const struct journal *j);

/* Tells one text from another: the base of a journal from a file that somebody changed. */
uint64_t journal_digest(const char *text, size_t len);
/* The same a piece at a time: zeroed at first. true: all of the text is in the sum. */
struct journal_digest {
    uint64_t sum;
    size_t done; /* bytes */
};
bool journal_digest_step(struct journal_digest *g, const char *text, size_t len, size_t bytes);

#endif
