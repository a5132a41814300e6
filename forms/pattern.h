/* The `pattern` of a schema: ECMAScript regular expressions (ECMA 262), run by PCRE2 with the options that
 * make them mean the same. Matching itself is schema_pattern_matches() in schema.h. */
#ifndef FORMS_PATTERN_H
#define FORMS_PATTERN_H

#include "forms/err.h"
#include "forms/schema.h"

/* text must be UTF-8. NULL with *e (without a place) for what is no expression. */
struct schema_pattern *pattern_new(const char *text, size_t len, struct err *e);
void pattern_free(struct schema_pattern *p);

#endif
