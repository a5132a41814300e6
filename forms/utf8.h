/* One character of UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing over U+10FFFF. */
#ifndef FORMS_UTF8_H
#define FORMS_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Reads the character at p[0..len). Returns its bytes, 1 to 4, and fills *code (may be NULL); 0 where no
 * valid character begins, or none is left. */
size_t utf8_read(const char *p, size_t len, uint32_t *code);
/* Writes a Unicode scalar value to out and returns its bytes, 1 to 4. */
size_t utf8_write(uint32_t code, char out[4]);

#endif
