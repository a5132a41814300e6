/* Seeded random edits of a document by all functions of doc.h, as people make them and as nobody would. */
#ifndef TESTS_FORMS_RANDOM_EDIT_H
#define TESTS_FORMS_RANDOM_EDIT_H

#include "forms/doc.h"
#include "tests/rng.h"

/* A portal with lists whose records name each other, some wrongly. */
char *random_portal(struct rng *r); /* heap */
/* One edit, or an undo or a redo of some; name of its kind, for messages. */
const char *random_edit(struct rng *r, struct doc *d);

#endif
