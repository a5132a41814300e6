/* Whether a value is what a node asks for: the verdict of a standard validator (JSON Schema draft 4 as
 * OpenAPI 3.0 takes it over, with nullable), without words. */
#ifndef FORMS_FIT_H
#define FORMS_FIT_H

#include "forms/schema.h"

/* What can be wrong with a value itself, whatever its children are. */
enum fit_keyword {
    FIT_TYPE,
    FIT_ENUM,
    FIT_MIN_LENGTH,
    FIT_MAX_LENGTH,
    FIT_PATTERN,
    FIT_FORMAT,
    FIT_MINIMUM,
    FIT_MAXIMUM,
    FIT_MIN_ITEMS,
    FIT_MAX_ITEMS,
    FIT_COUNT
};

/* "minLength" and so on, as schemas spell it. */
const char *fit_keyword_name(enum fit_keyword k);

/* The keywords of n alone (not of its allOf, oneOf, anyOf) that v breaks, as bits 1 << FIT_...; with a wrong
 * type, only that. scratch is for decoding, and overwritten. null under nullable breaks nothing. */
unsigned fit_broken(const struct schema_node *n, const struct json *v, struct buf *scratch);
/* v and all below it are what n asks for, in every respect. */
bool fit_whole(const struct schema_node *n, const struct json *v, struct buf *scratch);
/* null, where n admits it: then nothing else of n applies. */
bool fit_by_null(const struct schema_node *n, const struct json *v);
/* UTF-16 units of a string. */
size_t fit_length(const struct json *string, struct buf *scratch);

#endif
