#include "forms/utf8.h"

size_t utf8_read(const char *p, size_t len, uint32_t *code)
{
    if (!len)
        return 0;
    const unsigned char *u = (const unsigned char *)p;
    uint32_t c = u[0];
    size_t bytes = 1;
    uint32_t least = 0;
    if (c >= 0xF0 && c <= 0xF4) {
        bytes = 4;
        least = 0x10000;
        c &= 0x07;
    } else if (c >= 0xE0 && c < 0xF0) {
        bytes = 3;
        least = 0x800;
        c &= 0x0F;
    } else if (c >= 0xC2 && c < 0xE0) {
        bytes = 2;
        least = 0x80;
        c &= 0x1F;
    } else if (c >= 0x80) {
        return 0;
    }
    if (bytes > len)
        return 0;
    for (size_t i = 1; i < bytes; i++) {
        if ((u[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (u[i] & 0x3F);
    }
    if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 0;
    if (code)
        *code = c;
    return bytes;
}

size_t utf8_write(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    const size_t bytes = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = bytes - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(marks[bytes] | code);
    return bytes;
}
