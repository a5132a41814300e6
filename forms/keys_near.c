/* The key that was meant by one that nobody has. Candidates are made and looked up, each at the price of one
 * lookup, so that the answer costs the same for 100 keys and for 100,000. */
#include "forms/keys.h"
#include "forms/near.h"

#include <string.h>

enum { LONGEST = 64 };

struct guess {
    const struct keys *k;
    const char *space;
    struct buf *out;
    size_t found; /* different ones */
};

static void try(struct guess *g, const char *p, size_t len)
{
    if (len == 0 || g->found > 1 || keys_own(g->k, g->space, p, len) == 0)
        return;
    if (g->found == 1 && g->out->len == len && memcmp(g->out->data, p, len) == 0)
        return;
    g->found++;
    buf_clear(g->out);
    buf_add(g->out, p, len);
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char capital(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool separates(char c)
{
    return c == ' ' || c == '-' || c == '_' || c == '.';
}

/* The same words in other letters, or held together otherwise. */
static void try_dressed(struct guess *g, const char *p, size_t len)
{
    static const char separators[] = "-_ ."; /* and as they are */
    char text[LONGEST];
    for (size_t s = 0; s <= sizeof separators - 1; s++)
        for (int letters = 0; letters < 3; letters++) {
            for (size_t i = 0; i < len; i++) {
                const char c = separates(p[i]) && separators[s] ? separators[s] : p[i];
                text[i] = letters == 1 ? small(c) : letters == 2 ? capital(c) : c;
            }
            try(g, text, len);
        }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One letter more, less or another. Digits are left alone: room 12 is no misspelling of room 13. */
static void try_letters(struct guess *g, const char *p, size_t len)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_. ";
    char text[LONGEST + 1];
    for (size_t i = 0; i <= len; i++) {
        memcpy(text, p, i);
        if (i < len && !is_digit(p[i])) {
            memcpy(text + i, p + i + 1, len - i - 1);
            try(g, text, len - 1);
        }
        for (const char *c = letters; *c; c++) {
            text[i] = *c;
            memcpy(text + i + 1, p + i, len - i);
            try(g, text, len + 1);
            if (i < len && !is_digit(p[i])) {
                memcpy(text + i + 1, p + i + 1, len - i - 1);
                try(g, text, len);
            }
        }
    }
}

bool keys_near(const struct keys *k, const char *space, const char *text, size_t len, struct buf *out)
{
    enum { SHORTEST = 4 };
    struct guess g = {k, space, out, 0};
    buf_clear(out);
    text = near_trim(text, &len);
    if (len > LONGEST)
        return false;
    try(&g, text, len);
    if (g.found == 0)
        try_dressed(&g, text, len);
    if (g.found == 0 && len >= SHORTEST)
        try_letters(&g, text, len);
    return g.found == 1;
}
