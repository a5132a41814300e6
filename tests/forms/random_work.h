/* Seeded random work as operators do it: whole operations that change many records as one step, among single
 * edits (random_edit.h). */
#ifndef TESTS_FORMS_RANDOM_WORK_H
#define TESTS_FORMS_RANDOM_WORK_H

#include "forms/checks.h"
#include "forms/keys.h"
#include "tests/forms/fixture.h"
#include "tests/rng.h"

enum work { WORK_EDIT, WORK_REKEY, WORK_IMPORT, WORK_FIX, WORK_KINDS };

struct random_work {
    struct rng rng;
    const struct fixture *f;
    struct keys *keys; /* kept in step with the document */
    struct checks *checks;
    size_t changed[WORK_KINDS]; /* how many of each changed the document */
};

void random_work_begin(struct random_work *w, const struct fixture *f, uint64_t seed);
void random_work_end(struct random_work *w);
/* One operation: references that get another key or go, rows that are imported, a problem that is mended, or
 * an edit, an undo or a redo. */
void random_work(struct random_work *w);
/* The keys follow what somebody else did. */
void random_work_follow(struct random_work *w);

#endif
