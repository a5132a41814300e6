/* Reading values out of an answer that anybody may have written. Private to api/. */
#ifndef TUI_API_ANSWER_H
#define TUI_API_ANSWER_H

#include "forms/json.h"

#define ANSWER_MAX       ((size_t)1 << 20)
#define ANSWER_VALUE_MAX ((size_t)4096) /* bytes of one string; a longer one is not taken */

/* The member of an object; NULL for anything else. */
const struct json *answer_member(const struct json *object, const char *name);
/* A string without NULs, of at most ANSWER_VALUE_MAX bytes; heap, NULL for anything else. */
char *answer_string(const struct json *v);

#endif
