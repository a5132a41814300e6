/* Seeded random JSON that tries a reader: every escape, every form of number, names with escapes, any white
 * space, characters of every length. Names are unique in their object. */
#ifndef TESTS_FORMS_WILD_JSON_H
#define TESTS_FORMS_WILD_JSON_H

#include "forms/buf.h"
#include "tests/rng.h"

/* Adds a whole text: white space, a value with at most depth levels, white space. */
void wild_text(struct rng *r, size_t depth, struct buf *out);
/* Changes one to three places of a text: bytes taken out, put in, doubled, swapped; the end cut off. */
void wild_damage(struct rng *r, struct buf *text);

#endif
