/* One notation for the content of a JSON value, whoever read it: n, t, f; i12; and r1.5; for numbers; s3:abc
 * for decoded characters, names included; [...] and {...} in order. */
#ifndef TESTS_FORMS_JSON_DUMP_H
#define TESTS_FORMS_JSON_DUMP_H

#include "forms/buf.h"

void dump_word(char word, struct buf *out);
void dump_integer(long long value, struct buf *out);
void dump_real(double value, struct buf *out);
void dump_chars(const char *p, size_t len, struct buf *out);

struct json;
/* Adds our own value. A number without point and exponent that fits is an integer. */
void dump_value(const struct json *v, struct buf *out);

#endif
