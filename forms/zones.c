#include "forms/zones.h"

#include <string.h>

bool zones_known(const struct zones *z, const char *name, size_t len)
{
    return !z || z->names(z->context)[0] == NULL || z->find(z->context, name, len) != NULL;
}

/* ---- which one is meant */

/* Letters in either case; "New York" is New_York. */
static char fold(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c + 32);
    return c == ' ' || c == '-' ? '_' : c;
}

static bool same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    for (size_t i = 0; a_len == b_len && i < a_len; i++)
        if (fold(a[i]) != fold(b[i]))
            return false;
    return a_len == b_len;
}

enum { LONGEST = 64, SHORTEST = 4, NEAR = 2, FAR = NEAR + 1 };

/* Letters to change, add or take away, up to FAR: most names are known to be that far after a few letters. */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t row[LONGEST + 1];
    if (a_len > b_len + NEAR || b_len > a_len + NEAR)
        return FAR;
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
        if (least > NEAR)
            return FAR;
    }
    return row[b_len] < FAR ? row[b_len] : FAR;
}

/* How far the text is from a name; its last part alone, the city, is as good as all of it. */
static size_t far_from(const char *p, size_t len, const char *name)
{
    const char *city = strrchr(name, '/');
    if (same(p, len, name, strlen(name)) || (city && same(p, len, city + 1, strlen(city + 1))))
        return 0;
    return strlen(name) > LONGEST ? FAR : distance(p, len, name, strlen(name));
}

const char *zones_near(const struct zones *z, const char *p, size_t len)
{
    size_t best = FAR;
    const char *found = NULL;
    if (!z || len < SHORTEST || len > LONGEST)
        return NULL;
    for (const char *const *name = z->names(z->context); *name; name++) {
        const size_t far = far_from(p, len, *name);
        if (far == best)
            found = NULL; /* either may be meant */
        if (far < best) {
            best = far;
            found = *name;
        }
    }
    return found;
}
