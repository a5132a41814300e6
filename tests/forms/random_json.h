/* Seeded random JSON for property tests: any shape, odd white space and escapes included. */
#ifndef TESTS_FORMS_RANDOM_JSON_H
#define TESTS_FORMS_RANDOM_JSON_H

#include "forms/buf.h"
#include "tests/rng.h"

/* Adds the JSON text of a value with at most depth levels. Members have the names "a" to "h", and numbers
 * are integers of at most 15 digits, so that every reader understands them alike. */
void random_value(struct rng *r, size_t depth, struct buf *out);
/* The same, an object. */
void random_object(struct rng *r, size_t depth, struct buf *out);

#endif
