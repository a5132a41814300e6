#include "forms/match.h"

#include "forms/utf8.h"

#include <utf8proc.h>

/* Above all characters, so that a part of one is none. */
#define NO_CHARACTER 0x110000U

static unsigned char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : (unsigned char)c;
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

/* One character, folded; a byte of no character stands for itself. Returns its bytes. */
static size_t read_folded(const char *p, size_t len, uint32_t *code)
{
    size_t used = utf8_read(p, len, code);
    *code = used ? (uint32_t)utf8proc_tolower((utf8proc_int32_t)*code) : NO_CHARACTER + (unsigned char)*p;
    return used ? used : 1;
}

static bool matches_at(const char *text, size_t len, const char *words, size_t words_len)
{
    size_t t = 0, w = 0;
    while (w < words_len) {
        if (t == len)
            return false;
        if (is_ascii(text[t]) || is_ascii(words[w])) {
            if (fold(text[t++]) != fold(words[w++]))
                return false;
            continue;
        }
        uint32_t a, b;
        t += read_folded(text + t, len - t, &a);
        w += read_folded(words + w, words_len - w, &b);
        if (a != b)
            return false;
    }
    return true;
}

/* Bytes that a text must have at least to hold the words: each character has one. */
static size_t least_bytes(const char *words, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += ((unsigned char)words[i] & 0xC0) != 0x80;
    return count;
}

/* Most texts fail at the first byte: where it is ASCII, no character needs to be read. */
size_t text_find(const char *text, size_t len, size_t from, const char *words, size_t words_len)
{
    if (words_len == 0)
        return from <= len ? from : SIZE_MAX;
    const bool plain = is_ascii(*words);
    const unsigned char first = fold(*words);
    const size_t least = least_bytes(words, words_len);
    for (size_t at = from; at < len && len - at >= least; at++)
        if ((plain ? fold(text[at]) == first : !is_ascii(text[at])) &&
            matches_at(text + at, len - at, words, words_len))
            return at;
    return SIZE_MAX;
}

bool text_matches(const char *text, size_t len, const char *words, size_t words_len)
{
    return text_find(text, len, 0, words, words_len) != SIZE_MAX;
}
