#include "forms/words.h"

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
