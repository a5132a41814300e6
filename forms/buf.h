/* A growing run of bytes with a ceiling. data is always NUL-terminated (the NUL is not counted), so it
 * can be read as a C string when it holds no NUL of its own. */
#ifndef FORMS_BUF_H
#define FORMS_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data; /* never NULL after buf_init */
    size_t len;
    size_t cap; /* 0 while data points at the shared empty string */
    size_t max; /* the ceiling */
    bool full;  /* an addition was refused since the last buf_clear */
};

#define BUF_TEXT_MAX ((size_t)1 << 20) /* for text that people read */
#define BUF_BODY_MAX ((size_t)1 << 30) /* for whole documents */

/* max: bytes at most, without the NUL; less than SIZE_MAX. */
void buf_init(struct buf *b, size_t max);
/* Empty afterwards, and good for another use. */
void buf_finish(struct buf *b);
/* Empties it and keeps the memory. */
void buf_clear(struct buf *b);
/* Room for one more run of len bytes without another allocation. false, as below, where there is none. */
bool buf_reserve(struct buf *b, size_t len);
/* All of these add everything or nothing, and return false (and set full) where the ceiling is passed. */
bool buf_add(struct buf *b, const char *p, size_t len);
bool buf_puts(struct buf *b, const char *s);
/* In decimal; for places where thousands are written and printf() would be felt. */
bool buf_put_number(struct buf *b, size_t number);
bool buf_putc(struct buf *b, char c);
bool buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Adds a code point as UTF-8; U+FFFD for what is not one. */
bool buf_put_utf8(struct buf *b, unsigned long code_point);
/* Cuts what is longer; len past the end changes nothing. */
void buf_truncate(struct buf *b, size_t len);
/* Gives the bytes, with their NUL, to the caller, who frees them; never NULL. *len may be NULL. The buffer is
 * empty afterwards. */
char *buf_detach(struct buf *b, size_t *len);

#endif
