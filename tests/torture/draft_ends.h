/* The promise about unsaved work, counted in the real program: it is ended at many points while somebody
 * types (killed at once, in the middle, or once all is kept; hung up; asked to end), and the next start has
 * to offer the work and go on with it at the same field. At most 200 keys may be missing after a kill, none
 * after anything else. */
#ifndef TESTS_TORTURE_DRAFT_ENDS_H
#define TESTS_TORTURE_DRAFT_ENDS_H

#include "tests/torture/tally.h"

/* Points are seeded: the same number gives the same ones. naive: the first ten that have work to lose, with a
 * database that takes no drafts; all of them have to be bad. */
void sweep_ends_of_drafts(unsigned points, struct tally *t, struct tally *naive);

#endif
