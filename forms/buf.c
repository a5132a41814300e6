#include "forms/buf.h"

#include "forms/mem.h"
#include "forms/utf8.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char empty[1];

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.data = empty, .max = max};
}

void buf_finish(struct buf *b)
{
    if (b->cap)
        free(b->data);
    buf_init(b, b->max);
}

void buf_clear(struct buf *b)
{
    buf_truncate(b, 0);
    b->full = false;
}

void buf_truncate(struct buf *b, size_t len)
{
    if (b->cap && len <= b->len) {
        b->len = len;
        b->data[len] = '\0';
    }
}

bool buf_reserve(struct buf *b, size_t len)
{
    if (len > b->max - b->len || b->max == SIZE_MAX) {
        b->full = true;
        return false;
    }
    const size_t need = b->len + len + 1;
    if (need <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap + b->cap / 2 : 64;
    if (cap < need)
        cap = need;
    if (cap > b->max + 1)
        cap = b->max + 1;
    b->data = xrealloc(b->cap ? b->data : NULL, cap);
    b->data[b->len] = '\0';
    b->cap = cap;
    return true;
}

bool buf_add(struct buf *b, const char *p, size_t len)
{
    if (!buf_reserve(b, len))
        return false;
    if (len)
        memcpy(b->data + b->len, p, len);
    b->len += len;
    b->data[b->len] = '\0';
    return true;
}

bool buf_puts(struct buf *b, const char *s)
{
    return buf_add(b, s, strlen(s));
}

bool buf_put_number(struct buf *b, size_t number)
{
    char digits[20]; /* of 2^64 - 1 */
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return buf_add(b, digits + at, sizeof digits - at);
}

bool buf_putc(struct buf *b, char c)
{
    if (b->len + 1 >= b->cap)
        return buf_add(b, &c, 1);
    b->data[b->len++] = c;
    b->data[b->len] = '\0';
    return true;
}

bool buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const size_t room = b->cap ? b->cap - b->len : 0; /* most texts fit in what there is */
    const int len = vsnprintf(room ? b->data + b->len : NULL, room, format, args);
    va_end(args);
    const bool fits = len >= 0 && buf_reserve(b, (size_t)len);
    if (fits) {
        if ((size_t)len >= room)
            vsnprintf(b->data + b->len, (size_t)len + 1, format, again);
        b->len += (size_t)len;
    }
    if (b->cap)
        b->data[b->len] = '\0';
    va_end(again);
    return fits;
}

bool buf_put_utf8(struct buf *b, unsigned long c)
{
    char out[4];
    const bool is_character = c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
    return buf_add(b, out, utf8_write(is_character ? (uint32_t)c : 0xFFFD, out));
}

char *buf_detach(struct buf *b, size_t *len)
{
    char *p = b->cap ? b->data : xcalloc(1, 1);
    if (len)
        *len = b->len;
    buf_init(b, b->max);
    return p;
}
