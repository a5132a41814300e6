#include "forms/keys_private.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct term *find(const struct keys *k, const char *space, const char *text, size_t len)
{
    space = len ? wizard_space(k->wizard, space) : NULL;
    const uint32_t term = space ? terms_find(&k->terms, space, text, len) : NO_TERM;
    return term == NO_TERM ? NULL : &k->terms.items[term];
}

size_t keys_own(const struct keys *k, const char *space, const char *text, size_t len)
{
    const struct term *t = find(k, space, text, len);
    return t ? t->own : 0;
}

size_t keys_uses(const struct keys *k, const char *space, const char *text, size_t len)
{
    const struct term *t = find(k, space, text, len);
    return t ? t->uses : 0;
}

/* space: NULL where the list has no keys. */
static bool is_named(const struct keys *k, const struct key_list *l, const char *space, size_t index)
{
    if (!l || !space || index >= l->entries.count || !entry_at(l, index)->read)
        return true;
    const struct key_entry *e = entry_at(l, index);
    for (uint32_t i = 0; i < e->count; i++) {
        const uint32_t mention = l->mentions[e->at + i];
        const struct term *t = &k->terms.items[MENTION_TERM(mention)];
        if (MENTION_OWN(mention) && t->space == space && t->uses > 0)
            return true;
    }
    return false;
}

void keys_each_named(const struct keys *k, const char *list, const size_t *indexes, size_t count,
                     void (*each)(void *context, size_t index), void *context)
{
    const char *space = wizard_space(k->wizard, list);
    const struct key_list *l = NULL;
    for (size_t i = 0; i < k->list_count && !l; i++)
        l = strcmp(k->lists[i].pointer, list) == 0 ? &k->lists[i] : NULL;
    for (size_t i = 0; i < count; i++)
        if (is_named(k, l, space, indexes[i]))
            each(context, indexes[i]);
}

static bool entry_has(const struct key_list *l, const struct key_entry *e, uint32_t mention)
{
    for (uint32_t i = 0; i < e->count; i++)
        if (l->mentions[e->at + i] == mention)
            return true;
    return false;
}

static long first_owner(const struct key_list *l, uint32_t term)
{
    for (size_t n = 0; n < l->entries.count; n++)
        if (entry_has(l, entry_at(l, n), MENTION(term, 1U)))
            return (long)n;
    return -1;
}

/* From where it was seen outwards: it is as far away as records before it came or went since. */
static long only_owner(const struct key_list *l, uint32_t term, size_t seen)
{
    const size_t count = l->entries.count, from = seen < count ? seen : count;
    for (size_t by = 0; by <= count; by++) {
        if (from + by < count && entry_has(l, entry_at(l, from + by), MENTION(term, 1U)))
            return (long)(from + by);
        if (by <= from && from - by < count && entry_has(l, entry_at(l, from - by), MENTION(term, 1U)))
            return (long)(from - by);
    }
    return -1;
}

long keys_find(const struct keys *k, const char *list, const char *text, size_t len)
{
    const struct term *t = find(k, list, text, len);
    if (!t || t->own == 0)
        return -1;
    const uint32_t term = (uint32_t)(t - k->terms.items);
    for (size_t i = 0; i < k->list_count; i++) {
        const struct key_list *l = &k->lists[i];
        if (strcmp(l->pointer, list) != 0)
            continue;
        const long n = t->own == 1 ? only_owner(l, term, t->found) : first_owner(l, term);
        if (n >= 0)
            k->terms.items[term].found = (uint32_t)n;
        return n;
    }
    return -1;
}

void keys_each(const struct keys *k, const char *space, const char *text, size_t len, bool own,
               bool (*each)(void *context, const char *list, size_t index), void *context)
{
    const struct term *t = find(k, space, text, len);
    if (!t || (own ? t->own : t->uses) == 0)
        return;
    const uint32_t mention = MENTION((uint32_t)(t - k->terms.items), own ? 1U : 0U);
    for (size_t i = 0; i < k->list_count; i++) {
        const struct key_list *l = &k->lists[i];
        for (size_t n = 0; n < l->entries.count; n++)
            if (entry_has(l, entry_at(l, n), mention) && !each(context, l->pointer, n))
                return;
    }
}

void keys_each_use(const struct keys *k, const char *space, const char *text, size_t len,
                   void (*each)(void *context, const char *list, size_t index, size_t nth), void *context)
{
    const struct term *t = find(k, space, text, len);
    const uint32_t mention = t ? MENTION((uint32_t)(t - k->terms.items), 0U) : 0;
    for (size_t i = 0; t && t->uses && i < k->list_count; i++) {
        const struct key_list *l = &k->lists[i];
        for (size_t n = 0; n < l->entries.count; n++) {
            const struct key_entry *e = entry_at(l, n);
            size_t nth = 0;
            for (uint32_t j = 0; j < e->count; j++)
                if (l->mentions[e->at + j] == mention)
                    each(context, l->pointer, n, nth++);
        }
    }
}

/* ---- several texts at once */

static bool is_wanted(const unsigned char *wanted, uint32_t term)
{
    return (wanted[term / 8] >> term % 8 & 1) != 0;
}

static bool names_wanted(const struct key_list *l, const struct key_entry *e, const unsigned char *wanted)
{
    for (uint32_t i = 0; i < e->count; i++) {
        const uint32_t m = l->mentions[e->at + i];
        if (!MENTION_OWN(m) && is_wanted(wanted, MENTION_TERM(m)))
            return true;
    }
    return false;
}

void keys_each_naming(const struct keys *k, const char *space, const struct key_text *texts, size_t count,
                      bool (*each)(void *context, const char *list, size_t index), void *context)
{
    unsigned char *wanted = xcalloc(k->terms.count / 8 + 1, 1); /* a bit for each term */
    bool goes_on = true;
    for (size_t i = 0; i < count; i++) {
        const struct term *t = find(k, space, texts[i].p, texts[i].len);
        const uint32_t term = t ? (uint32_t)(t - k->terms.items) : 0;
        if (t)
            wanted[term / 8] |= (unsigned char)(1U << term % 8);
    }
    for (size_t i = 0; i < k->list_count; i++) {
        const struct key_list *l = &k->lists[i];
        for (size_t n = 0; goes_on && n < l->entries.count; n++)
            if (names_wanted(l, entry_at(l, n), wanted))
                goes_on = each(context, l->pointer, n);
    }
    free(wanted);
}

int key_text_order(const void *a, const void *b)
{
    const struct key_text *x = a, *y = b;
    const int order = memcmp(x->p, y->p, x->len < y->len ? x->len : y->len);
    return order ? order : x->len < y->len ? -1 : x->len > y->len;
}

void keys_each_text(const struct keys *k, const char *space,
                    bool (*each)(void *context, const char *text, size_t len), void *context)
{
    space = wizard_space(k->wizard, space);
    for (uint32_t i = 0; i < k->terms.count; i++) {
        const struct term *t = &k->terms.items[i];
        if (t->own > 0 && t->space == space && !each(context, t->text, t->len))
            return;
    }
}

/* Which terms are concerned, by the last bits of their numbers: nearly all mentions are sorted out by it
 * without a look at their terms, which lie all over the memory. */
enum { SIEVE_BITS = 4096, WORD_BITS = 64 };
struct sieve {
    uint64_t words[SIEVE_BITS / WORD_BITS];
};

static uint64_t *sieve_word(struct sieve *s, uint32_t term)
{
    return &s->words[term % SIEVE_BITS / WORD_BITS];
}

static void make_sieve(const struct keys *k, struct sieve *s)
{
    *s = (struct sieve){{0}};
    for (size_t i = 0; i < k->terms.touched_count; i++) {
        const uint32_t term = k->terms.touched[i];
        if (terms_concerned(&k->terms.items[term]))
            *sieve_word(s, term) |= UINT64_C(1) << term % WORD_BITS;
    }
}

static bool entry_concerned(const struct keys *k, struct sieve *s, const struct key_list *l,
                            const struct key_entry *e)
{
    for (uint32_t i = 0; i < e->count; i++) {
        const uint32_t term = MENTION_TERM(l->mentions[e->at + i]);
        if (*sieve_word(s, term) >> term % WORD_BITS & 1 && terms_concerned(&k->terms.items[term]))
            return true;
    }
    return false;
}

bool keys_concern(const struct keys *k)
{
    for (size_t i = 0; i < k->terms.touched_count; i++)
        if (terms_concerned(&k->terms.items[k->terms.touched[i]]))
            return true;
    return false;
}

void keys_each_concerned(const struct keys *k, void (*each)(void *context, const char *list, size_t index),
                         void *context)
{
    const bool any = keys_concern(k);
    struct sieve sieve;
    make_sieve(k, &sieve);
    for (size_t i = 0; any && i < k->list_count; i++) {
        const struct key_list *l = &k->lists[i];
        for (size_t n = 0; n < l->entries.count; n++)
            if (entry_concerned(k, &sieve, l, entry_at(l, n)))
                each(context, l->pointer, n);
    }
}

void keys_settle(struct keys *k)
{
    terms_settle(&k->terms);
}
