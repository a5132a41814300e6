#include "config.h"

#include "forms/secrets.h"

#include "forms/hash.h"
#include "forms/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define HIDDEN "****"

/* Of a longer one its beginning is known, and what follows that in a text is hidden with it. A shorter one
 * than a word is found within words, too. */
enum { LENGTH_MAX = 256, WORD = 6 };

struct value {
    size_t at, len; /* in the text of all */
};

struct secrets {
    struct buf text;
    struct value *items;
    size_t count, cap;
    size_t *slots; /* numbers of items, from 1; 0: free */
    size_t mask;
    bool lengths[LENGTH_MAX + 1]; /* that some value has */
    size_t longest;
};

/* ---- all secrets of a value */

struct search {
    const struct wizard *wizard;
    struct buf name;
    void (*each)(void *context, const struct json *secret);
    void *context;
};

static void visit(struct search *s, const struct json *v)
{
    for (uint32_t i = 0; json_is_container(v) && i < v->count; i++) {
        const struct json *child = json_item(v, i);
        size_t len = 0;
        const char *name = json_is(v, JSON_OBJECT) ? json_name(child, &s->name, &len) : NULL;
        if (name && wizard_is_secret(s->wizard, name, len) && !json_is(child, JSON_NULL))
            s->each(s->context, child);
        else
            visit(s, child);
    }
}

static void search(const struct wizard *w, const struct json *v,
                   void (*each)(void *context, const struct json *secret), void *context)
{
    struct search s = {.wizard = w, .each = each, .context = context};
    buf_init(&s.name, BUF_BODY_MAX);
    visit(&s, v);
    buf_finish(&s.name);
}

static void count_one(void *context, const struct json *secret)
{
    (void)secret;
    ++*(size_t *)context;
}

size_t secrets_in(const struct wizard *w, const struct json *v)
{
    size_t count = 0;
    search(w, v, count_one, &count);
    return count;
}

/* ---- the table of their texts */

/* Of the item with that text, or a free one. */
static size_t *slot_of(const struct secrets *s, const char *p, size_t len)
{
    size_t i = hash_bytes((uintptr_t)s, p, len) & s->mask;
    while (s->slots[i]) {
        const struct value *v = &s->items[s->slots[i] - 1];
        if (v->len == len && memcmp(s->text.data + v->at, p, len) == 0)
            break;
        i = (i + 1) & s->mask;
    }
    return &s->slots[i];
}

static void grow(struct secrets *s)
{
    s->cap = s->cap ? s->cap * 2 : 64;
    s->items = xreallocarray(s->items, s->cap, sizeof *s->items);
    free(s->slots);
    s->slots = xcalloc(s->cap * 2, sizeof *s->slots);
    s->mask = s->cap * 2 - 1;
    for (size_t i = 0; i < s->count; i++)
        *slot_of(s, s->text.data + s->items[i].at, s->items[i].len) = i + 1;
}

static void add_text(struct secrets *s, const char *p, size_t len)
{
    if (len == 0)
        return;
    len = len < LENGTH_MAX ? len : LENGTH_MAX;
    if (s->count == s->cap)
        grow(s);
    size_t *slot = slot_of(s, p, len);
    if (*slot)
        return;
    s->items[s->count++] = (struct value){s->text.len, len};
    *slot = s->count;
    buf_add(&s->text, p, len);
    s->lengths[len] = true;
    s->longest = len > s->longest ? len : s->longest;
}

/* Its characters, and those that it has in JSON, where they are others. */
static void add_chars(struct secrets *s, const struct json *v)
{
    struct buf scratch, quoted;
    size_t len;
    buf_init(&scratch, BUF_BODY_MAX);
    buf_init(&quoted, BUF_BODY_MAX);
    const char *p = json_chars(v, &scratch, &len);
    add_text(s, p, len);
    if (len + 2 != v->text_len) {
        json_quote(&quoted, p, len);
        add_text(s, quoted.data + 1, quoted.len - 2);
    }
    buf_finish(&scratch);
    buf_finish(&quoted);
}

static void add(void *context, const struct json *secret)
{
    struct secrets *s = context;
    if (json_is(secret, JSON_STRING))
        add_chars(s, secret);
    else if (json_is_container(secret))
        for (uint32_t i = 0; i < secret->count; i++)
            add(s, json_item(secret, i));
    else if (json_is(secret, JSON_NUMBER))
        add_text(s, secret->text, secret->text_len);
}

struct secrets *secrets_new(const struct wizard *w, const struct json *root)
{
    struct secrets *s = xcalloc(1, sizeof *s);
    buf_init(&s->text, BUF_BODY_MAX);
    if (w)
        search(w, root, add, s);
    return s;
}

void secrets_free(struct secrets *s)
{
    if (!s)
        return;
    if (s->text.data)
        explicit_bzero(s->text.data, s->text.len);
    buf_finish(&s->text);
    free(s->items);
    free(s->slots);
    free(s);
}

/* ---- in words */

/* A word ends or begins between these two characters. */
static bool parts(char before, char after)
{
    return !isalnum((unsigned char)before) || !isalnum((unsigned char)after);
}

/* Bytes of the secret that the text has at that place, the longest; 0: none. */
static size_t secret_at(const struct secrets *s, const char *text, size_t at, size_t left)
{
    const bool begins = at == 0 || parts(text[at - 1], text[at]);
    for (size_t len = left < s->longest ? left : s->longest; len > 0; len--) {
        const bool alone = begins && (len == left || parts(text[at + len - 1], text[at + len]));
        if (s->lengths[len] && (alone || len >= WORD) && *slot_of(s, text + at, len))
            return len == LENGTH_MAX ? left : len;
    }
    return 0;
}

bool secrets_hide(const struct secrets *s, const char *text, struct buf *out)
{
    const size_t all = strlen(text);
    bool any = false;
    for (size_t at = 0; at < all;) {
        const size_t len = s->count ? secret_at(s, text, at, all - at) : 0;
        if (len)
            buf_puts(out, HIDDEN);
        else
            buf_putc(out, text[at]);
        any = any || len;
        at += len ? len : 1;
    }
    return any;
}
