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

#endif
