/* The key that was meant by one that nobody has. Candidates are made and looked up, each at the price of one
 * lookup, so that the answer costs the same for 100 keys and for 100,000. */
#include "forms/keys_private.h"
#include "forms/near.h"

#include <string.h>

enum { LONGEST = MEANT_LONGEST };

struct guess {
    const struct terms *terms;
    const char *space; /* the wizard's own string */
    struct buf *out;
    size_t found; /* different ones */
};

static void try(struct guess *g, const char *p, size_t len)
{
    if (len == 0 || g->found > 1)
        return;
    const uint32_t term = terms_find(g->terms, g->space, p, len);
    if (term == NO_TERM || g->terms->items[term].own == 0)
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

static bool search(const struct keys *k, const char *space, const char *text, size_t len, struct buf *out)
{
    enum { SHORTEST = 4 };
    struct guess g = {&k->terms, space, out, 0};
    try(&g, text, len);
    if (g.found == 0)
        try_dressed(&g, text, len);
    if (g.found == 0 && len >= SHORTEST)
        try_letters(&g, text, len);
    if (g.found != 1)
        buf_clear(out);
    return g.found == 1;
}

static const struct meant *recall(const struct memory *m, const char *space, const char *text, size_t len)
{
    for (size_t i = 0; i < MEANT_KEPT; i++)
        if (m->items[i].space == space && m->items[i].len == len && memcmp(m->items[i].text, text, len) == 0)
            return &m->items[i];
    return NULL;
}

static void remember(struct memory *m, const char *space, const char *text, size_t len,
                     const struct buf *found)
{
    struct meant *x = &m->items[m->next++ % MEANT_KEPT];
    x->space = space;
    x->len = (uint8_t)len;
    x->found_len = (uint8_t)found->len;
    memcpy(x->text, text, len);
    memcpy(x->found, found->data, found->len);
}

bool keys_near(const struct keys *k, const char *space, const char *text, size_t len, struct buf *out)
{
    buf_clear(out);
    text = near_trim(text, &len);
    space = wizard_space(k->wizard, space);
    if (!space || len == 0 || len > LONGEST)
        return false;
    if (!terms_owned(&k->terms, space)) /* as where the list was sent before: nothing would be found */
        return false;
    const struct meant *known = recall(k->terms.memory, space, text, len);
    if (known) {
        buf_add(out, known->found, known->found_len);
        return known->found_len > 0;
    }
    const bool found = search(k, space, text, len, out);
    remember(k->terms.memory, space, text, len, out);
    return found;
}
