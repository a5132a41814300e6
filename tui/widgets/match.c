#include "tui/widgets/match.h"

static unsigned char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : (unsigned char)c;
}

static bool matches_at(const char *text, const char *words, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (fold(text[i]) != fold(words[i]))
            return false;
    return true;
}

size_t text_find(const char *text, size_t len, size_t from, const char *words, size_t words_len)
{
    for (size_t at = from; at + words_len <= len; at++)
        if (matches_at(text + at, words, words_len))
            return at;
    return SIZE_MAX;
}

bool text_matches(const char *text, size_t len, const char *words, size_t words_len)
{
    return text_find(text, len, 0, words, words_len) != SIZE_MAX;
}
