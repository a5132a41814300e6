#include "forms/near.h"

#include "forms/utf8.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 64, SHORTEST = 4 };

/* White space as ECMAScript's trim() takes it away. */
static bool is_space(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000 || c == 0xFEFF;
}

const char *near_trim(const char *p, size_t *len)
{
    uint32_t c;
    for (size_t used; (used = utf8_read(p, *len, &c)) && is_space(c); *len -= used)
        p += used;
    for (size_t start = *len; start > 0; start = *len) {
        while (start > 0 && ((unsigned char)p[--start] & 0xC0) == 0x80)
            continue;
        if (!utf8_read(p + start, *len - start, &c) || !is_space(c))
            break;
        *len = start;
    }
    return p;
}

static char fold(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c + 32);
    return c == ' ' || c == '-' ? '_' : c;
}

bool near_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    for (size_t i = 0; a_len == b_len && i < a_len; i++)
        if (fold(a[i]) != fold(b[i]))
            return false;
    return a_len == b_len;
}

/* Levenshtein's, a row at a time; most names are known to be far after a few letters. */
size_t near_distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t row[LONGEST + 1];
    if (a_len > LONGEST || b_len > LONGEST || a_len > b_len + NEAR_MOST || b_len > a_len + NEAR_MOST)
        return NEAR_FAR;
    for (size_t j = 0; j <= b_len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t above_left = row[0], least = row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            const size_t change = above_left + (fold(a[i - 1]) != fold(b[j - 1]));
            const size_t more = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            above_left = row[j];
            row[j] = change < more ? change : more;
            least = row[j] < least ? row[j] : least;
        }
        if (least > NEAR_MOST)
            return NEAR_FAR;
    }
    return row[b_len] < NEAR_FAR ? row[b_len] : NEAR_FAR;
}

void near_meet(struct near *n, const char *text, size_t len, size_t distance)
{
    if (distance == n->best)
        n->found = NULL; /* either may be meant */
    if (distance < n->best)
        *n = (struct near){distance, text, len};
}

void near_meet_all(struct near *n, const char *p, size_t len, const char *const *names)
{
    for (; names && *names; names++) {
        const size_t name_len = strlen(*names);
        if (near_same(p, len, *names, name_len))
            near_meet(n, *names, name_len, 0);
        else if (len >= SHORTEST)
            near_meet(n, *names, name_len, near_distance(p, len, *names, name_len));
    }
}
