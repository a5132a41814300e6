/* Names of the API as words for people, where nobody has written a title; counts as people read them. */
#ifndef FORMS_WORDS_H
#define FORMS_WORDS_H

#include "forms/buf.h"

/* "parent_site_key" -> "Parent site key", added to out. A name of underscores stays as it is. */
void words_of_name(const char *name, size_t len, struct buf *out);

enum { WORDS_NUMBER_MAX = 28 };
/* "10,212", in out: for a count within a sentence. */
const char *words_number(size_t n, char out[WORDS_NUMBER_MAX]);
/* The same, and "1 record" or "10,212 records", added to out. */
void words_count(size_t n, struct buf *out);
void words_of(size_t n, const char *one, const char *many, struct buf *out);

#endif
