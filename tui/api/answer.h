/* Reading values out of an answer that anybody may have written. Private to api/. */
#ifndef TUI_API_ANSWER_H
#define TUI_API_ANSWER_H

#include "forms/json.h"

#define ANSWER_MAX       ((size_t)1 << 20)
#define ANSWER_VALUE_MAX ((size_t)4096) /* bytes of one string; a longer one is not taken */

#define ANSWER_COMMAS_MAX ((size_t)100000)

/* As json_parse, of text with so few commas that a server cannot make values of 40 bytes of every two of its
 * own: half a million of them took 43 MB. No answer of Seam comes near that. */
bool answer_parse(struct arena *arena, const char *body, size_t len, struct json_tree *out, struct err *e);
/* The member of an object; NULL for anything else. */
const struct json *answer_member(const struct json *object, const char *name);
/* A string without NULs, of at most ANSWER_VALUE_MAX bytes; heap, NULL for anything else. */
char *answer_string(const struct json *v);

#endif
