/* Twelve edits of a document and the draft that keeps them, as the program does it: for the sweeps that end
 * it in between. */
#ifndef TESTS_TORTURE_DRAFT_WORK_H
#define TESTS_TORTURE_DRAFT_WORK_H

#include "tui/store/drafts.h"

#define DRAFT_EDITS 12

struct draft_place {
    char *directory, *database, *lock;
};
void draft_place_init(struct draft_place *p);
void draft_place_finish(struct draft_place *p);

/* Edit the document, the number-th time, from 1. */
struct doc;
void draft_edit(struct doc *d, size_t number);
char *draft_text(const struct doc *d); /* heap */
/* The text that base becomes by so many edits; heap. */
char *draft_text_after(const char *base, size_t edits);

/* Makes all edits and keeps each; *kept follows. false: it came to its end before. x is the draft then, to be
 * zeroed before. */
bool draft_keep_all(struct drafts *d, const char *base, struct draft *x, size_t *kept);
/* The text that the next program offers to go on with; heap, NULL: nothing is offered. */
char *draft_find(const struct draft_place *p);

#endif
