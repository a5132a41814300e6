#include "forms/words.h"

#include <stdio.h>

void words_of_name(const char *name, size_t len, struct buf *out)
{
    const size_t start = out->len;
    for (size_t i = 0; i < len; i++) {
        if (name[i] != '_')
            buf_putc(out, name[i]);
        else if (out->len > start)
            buf_putc(out, ' ');
    }
    if (out->len > start && out->data[start] >= 'a' && out->data[start] <= 'z')
        out->data[start] = (char)(out->data[start] - 'a' + 'A');
    if (out->len == start)
        buf_add(out, name, len);
}

const char *words_number(size_t n, char out[WORDS_NUMBER_MAX])
{
    size_t unit = 1;
    while (n / unit >= 1000)
        unit *= 1000;
    int len = snprintf(out, WORDS_NUMBER_MAX, "%zu", n / unit);
    for (; unit > 1; unit /= 1000)
        len += snprintf(out + len, WORDS_NUMBER_MAX - (size_t)len, ",%03zu", n % unit / (unit / 1000));
    return out;
}

void words_count(size_t n, struct buf *out)
{
    char number[WORDS_NUMBER_MAX];
    buf_puts(out, words_number(n, number));
}

void words_of(size_t n, const char *one, const char *many, struct buf *out)
{
    words_count(n, out);
    buf_printf(out, " %s", n == 1 ? one : many);
}
