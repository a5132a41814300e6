/* Seeded request bodies for a schema: valid ones, and ones with one mutation of which it is known, from the
 * mutation itself and not from any check, what is wrong and where. Strings hold Unicode and escapes, numbers
 * come in several spellings, members in any order. */
#ifndef TESTS_FORMS_GENERATE_H
#define TESTS_FORMS_GENERATE_H

#include "forms/schema.h"
#include "tests/forms/random_json.h"

struct mutation {
    const char *name;    /* "a value of another type", ...; NULL: none was made */
    bool invalid;        /* else it is harmless: the body stays valid */
    bool exact;          /* there is one error, at pointer, with keyword; else some at or below pointer */
    const char *keyword; /* of an exact one */
    char pointer[300];
};

/* Adds a valid body. odd_space: white space where nobody would put it; else two spaces a level. */
void generate_valid(uint64_t seed, const struct schema *s, bool odd_space, struct buf *out);
/* The body that generate_valid makes of this seed, with one mutation at a place that the seed chooses. */
void generate_mutated(uint64_t seed, const struct schema *s, bool odd_space, struct buf *out,
                      struct mutation *m);

#endif
