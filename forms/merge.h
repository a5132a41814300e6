/* Edits of one body, made again in another that somebody else has edited meanwhile. A record is found by its
 * key, wherever it stands now; an edit is made only where the other body still has what was there before, and
 * left otherwise. Nothing is guessed. */
#ifndef FORMS_MERGE_H
#define FORMS_MERGE_H

#include "forms/doc.h"
#include "forms/wizard.h"

struct merge_news {
    size_t made; /* differences that d has now, or had already */
    size_t left; /* those that it has not: both changed the same, or the order of a list */
};

/* Makes in d what differs between base and work, as one undo step. */
void merge_into(struct doc *d, const struct wizard *w, const struct json *base, const struct json *work,
                struct merge_news *out);

/* The same a piece at a time. All three must outlive it, and nobody may edit them before it has ended. */
struct merge;
struct merge *merge_new(struct doc *d, const struct wizard *w, const struct json *base,
                        const struct json *work);
/* Looks at about so many values, or makes about as many differences; true: it has come to its end. */
bool merge_step(struct merge *m, size_t values);
void merge_progress(const struct merge *m, size_t *done, size_t *all);
/* After that. Frees the merge. */
void merge_finish(struct merge *take, struct merge_news *out);
/* Gives it up, at any time: the document is somewhere between. */
void merge_free(struct merge *m);

#endif
