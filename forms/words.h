/* Names of the API as words for people, where nobody has written a title. */
#ifndef FORMS_WORDS_H
#define FORMS_WORDS_H

#include "forms/buf.h"

/* "parent_site_key" -> "Parent site key", added to out. A name of underscores stays as it is. */
void words_of_name(const char *name, size_t len, struct buf *out);

#endif
