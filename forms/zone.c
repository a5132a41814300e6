#include "forms/zone.h"

#include "forms/mem.h"
#include "forms/times.h"
#include "forms/zone_private.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 44, DAY = 86400 };

struct kind {
    int32_t offset;
    size_t name; /* in names */
};

struct zone {
    int64_t *at; /* transitions, ascending: the instants from which ... */
    uint8_t *to; /* ... a kind holds */
    size_t count;
    struct kind *kinds;
    size_t kind_count;
    char *names; /* abbreviations, each NUL-terminated, a NUL more at the end */
    struct zone_rule rule;
    bool has_rule; /* for the time after the last transition */
};

/* ---- bytes, RFC 8536, section 3 */

struct block {
    size_t isut, isstd, leap, times, kinds, chars;
    size_t width; /* bytes of an instant */
};

static uint32_t big32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t big_signed(const unsigned char *p, size_t width)
{
    if (width == 4)
        return (int32_t)big32(p);
    return (int64_t)((uint64_t)big32(p) << 32 | big32(p + 4));
}

/* The counts of a header at p; a zone of ZONE_BYTES_MAX bytes cannot overflow their sums. */
static bool read_header(const unsigned char *p, size_t len, size_t width, struct block *b)
{
    if (len < HEADER || memcmp(p, "TZif", 4) != 0)
        return false;
    size_t *const counts[] = {&b->isut, &b->isstd, &b->leap, &b->times, &b->kinds, &b->chars};
    for (size_t i = 0; i < 6; i++) {
        *counts[i] = big32(p + 20 + 4 * i);
        if (*counts[i] > ZONE_BYTES_MAX)
            return false;
    }
    b->width = width;
    return true;
}

static size_t block_size(const struct block *b)
{
    return b->times * (b->width + 1) + b->kinds * 6 + b->chars + b->leap * (b->width + 4) + b->isstd +
           b->isut;
}

static bool read_block(struct zone *z, const unsigned char *p, const struct block *b)
{
    if (b->kinds == 0 || b->kinds > 256 || b->chars == 0)
        return false;
    z->count = b->times;
    z->kind_count = b->kinds;
    z->at = xcalloc(b->times + 1, sizeof *z->at);
    z->to = xcalloc(b->times + 1, 1);
    z->kinds = xcalloc(b->kinds, sizeof *z->kinds);
    z->names = xcalloc(b->chars + 1, 1);
    const unsigned char *to = p + b->times * b->width, *kind = to + b->times;
    memcpy(z->names, kind + b->kinds * 6, b->chars);
    for (size_t i = 0; i < b->times; i++) {
        z->at[i] = big_signed(p + i * b->width, b->width);
        z->to[i] = to[i];
        if (to[i] >= b->kinds || (i > 0 && z->at[i] <= z->at[i - 1]))
            return false;
    }
    for (size_t i = 0; i < b->kinds; i++) {
        z->kinds[i] = (struct kind){(int32_t)big32(kind + i * 6), kind[i * 6 + 5]};
        if (z->kinds[i].name >= b->chars || z->kinds[i].offset <= -2 * DAY || z->kinds[i].offset >= 2 * DAY)
            return false;
    }
    return true;
}

/* "\n" rule "\n"; an empty rule says nothing. */
static bool read_footer(struct zone *z, const char *p, size_t len)
{
    const char *end = len > 0 && p[0] == '\n' ? memchr(p + 1, '\n', len - 1) : NULL;
    if (!end)
        return false;
    z->has_rule = end > p + 1;
    return !z->has_rule || zone_rule_read(p + 1, (size_t)(end - p) - 1, &z->rule);
}

static bool read_file(struct zone *z, const unsigned char *p, size_t len)
{
    struct block b;
    if (!read_header(p, len, 4, &b))
        return false;
    const size_t first = HEADER + block_size(&b);
    if (p[4] < '2')
        return first <= len && read_block(z, p + HEADER, &b);
    if (first > len || !read_header(p + first, len - first, 8, &b))
        return false;
    const size_t begin = first + HEADER, end = begin + block_size(&b);
    return end <= len && read_block(z, p + begin, &b) && read_footer(z, (const char *)p + end, len - end);
}

struct zone *zone_parse(const char *p, size_t len, struct err *e)
{
    struct zone *z = xcalloc(1, sizeof *z);
    if (len <= ZONE_BYTES_MAX && read_file(z, (const unsigned char *)p, len))
        return z;
    zone_free(z);
    err_set(e, ERR_SYNTAX, "This is no time zone file.");
    return NULL;
}

void zone_free(struct zone *z)
{
    if (!z)
        return;
    free(z->at);
    free(z->to);
    free(z->kinds);
    free(z->names);
    free(z);
}

/* ---- answers */

/* How many transitions there were by then. */
static size_t passed(const struct zone *z, int64_t utc)
{
    size_t low = 0, high = z->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (z->at[middle] <= utc)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t zone_offset(const struct zone *z, int64_t utc, const char **abbreviation)
{
    static const char *const utc_name = "UTC";
    const char *unused;
    if (!abbreviation)
        abbreviation = &unused;
    *abbreviation = utc_name;
    if (!z)
        return 0;
    const size_t n = passed(z, utc);
    if (n == z->count && z->has_rule)
        return zone_rule_offset(&z->rule, utc, abbreviation);
    const struct kind *k = &z->kinds[n > 0 ? z->to[n - 1] : 0];
    *abbreviation = z->names + k->name;
    return k->offset;
}

/* The offsets a day before and a day after are all that can hold: no clock is changed twice in two days. */
enum zone_shown zone_instants(const struct zone *z, int64_t local, int64_t *first, int64_t *second)
{
    const int32_t before = zone_offset(z, local - DAY, NULL), after = zone_offset(z, local + DAY, NULL);
    *first = local - before;
    *second = local - after;
    const bool early = zone_offset(z, *first, NULL) == before;
    const bool late = zone_offset(z, *second, NULL) == after;
    if (early && late && *first != *second)
        return ZONE_TWICE;
    if (!early && !late)
        return ZONE_NEVER;
    *first = *second = early ? *first : *second;
    return ZONE_ONCE;
}
