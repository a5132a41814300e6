/* jansson, the oracle, behind functions of its own file: its header has names that ours has too. */
#ifndef TESTS_FORMS_JANSSON_DOOR_H
#define TESTS_FORMS_JANSSON_DOOR_H

#include "forms/buf.h"

enum jansson_verdict {
    JANSSON_READ,
    JANSSON_REFUSED,
    JANSSON_OVERFLOW,   /* refused a number that does not fit its types */
    JANSSON_NUL_IN_NAME /* refused a name with U+0000, which it cannot hold */
};

/* Strict reading of one value of any kind, repeated names refused. NULL unless *verdict is JANSSON_READ. */
void *jansson_load(const char *p, size_t len, enum jansson_verdict *verdict);
void jansson_free(void *value);
/* Adds the value in the notation of json_dump.h. */
void jansson_dump(const void *value, struct buf *out);
/* Its own text of the value, two spaces a level: for timing. Bytes written. */
size_t jansson_write(const void *value);

#endif
