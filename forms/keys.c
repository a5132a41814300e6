#include "forms/keys.h"

#include "forms/keys_private.h"
#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* Read at once when a list changed as a whole; more records are left to keys_step. */
enum { AT_ONCE = 2000 };

static struct key_list new_list(const char *pointer)
{
    return (struct key_list){.pointer = pointer, .entries = {.size = sizeof(struct key_entry)}};
}

struct keys *keys_new(const struct wizard *w)
{
    struct keys *k = xcalloc(1, sizeof *k);
    k->wizard = w;
    k->list_count = wizard_list_count(w);
    k->lists = xcalloc(k->list_count + 1, sizeof *k->lists);
    for (size_t i = 0; i < k->list_count; i++)
        k->lists[i] = new_list(wizard_list_pointer(w, i));
    terms_init(&k->terms, 0);
    buf_init(&k->scratch, BUF_BODY_MAX);
    return k;
}

static void forget_records(struct keys *k)
{
    for (size_t i = 0; i < k->list_count; i++) {
        struct key_list *l = &k->lists[i];
        shift_finish(&l->entries);
        free(l->mentions);
        free(l->known);
        *l = new_list(l->pointer);
    }
    free(k->beside.items);
    k->beside = (struct mentions){0};
}

void keys_free(struct keys *k)
{
    if (!k)
        return;
    forget_records(k);
    terms_finish(&k->terms);
    buf_finish(&k->scratch);
    free(k->found.items);
    free(k->lists);
    free(k);
}

/* ---- records */

static const struct json *root_of(const struct keys *k)
{
    return k->doc ? doc_root(k->doc) : k->tree;
}

static const struct json *array_of(const struct keys *k, const struct key_list *l)
{
    const struct json *v = doc_value(root_of(k), l->pointer);
    return json_is(v, JSON_ARRAY) ? v : NULL;
}

static void count_mentions(struct keys *k, const uint32_t *mentions, size_t count, int by)
{
    for (size_t i = 0; i < count; i++)
        terms_count(&k->terms, MENTION_TERM(mentions[i]), MENTION_OWN(mentions[i]), by);
}

static void forget_entry(struct keys *k, struct key_list *l, struct key_entry *e)
{
    if (!e->count)
        return;
    count_mentions(k, l->mentions + e->at, e->count, -1);
    l->wasted += e->count;
    e->count = 0;
}

/* Runs of mentions that no entry uses any more are taken out once they are half of all. */
static void tidy(struct key_list *l)
{
    if (l->wasted < 1024 || l->wasted < l->mention_count / 2)
        return;
    uint32_t *packed = xreallocarray(NULL, l->mention_count - l->wasted + 1, sizeof *packed);
    size_t at = 0;
    for (size_t i = 0; i < l->entries.count; i++) {
        struct key_entry *e = shift_at(&l->entries, i);
        memcpy(packed + at, l->mentions + e->at, e->count * sizeof *packed);
        e->at = (uint32_t)at;
        at += e->count;
    }
    free(l->mentions);
    l->mentions = packed;
    l->mention_count = at;
    l->mention_cap = at + 1;
    l->wasted = 0;
}

/* What k->found holds becomes the mentions of the entry. */
static void store(struct keys *k, struct key_list *l, struct key_entry *e)
{
    const struct mentions *f = &k->found;
    count_mentions(k, f->items, f->count, 1);
    forget_entry(k, l, e);
    if (l->mention_count + f->count > l->mention_cap) {
        l->mention_cap = 2 * (l->mention_count + f->count);
        l->mentions = xreallocarray(l->mentions, l->mention_cap, sizeof *l->mentions);
    }
    if (f->count)
        memcpy(l->mentions + l->mention_count, f->items, f->count * sizeof *l->mentions);
    e->at = (uint32_t)l->mention_count;
    e->count = (uint32_t)f->count;
    l->mention_count += f->count;
    l->read += !e->read;
    e->read = true;
}

/* Where the texts that the record owns will be looked for. */
static void remember(struct keys *k, size_t index)
{
    for (size_t i = 0; i < k->found.count; i++)
        if (MENTION_OWN(k->found.items[i]))
            k->terms.items[MENTION_TERM(k->found.items[i])].found = (uint32_t)index;
}

static void read_record(struct keys *k, struct key_list *l, const struct json *array, size_t index)
{
    k->found.count = 0;
    mentions_of_record(k, l, json_item(array, index));
    remember(k, index);
    store(k, l, shift_at(&l->entries, index));
}

/* ---- reading all */

struct list_of_keys {
    struct keys *k;
    struct key_list *l;
};

static void entry_gone(void *context, void *entry)
{
    const struct list_of_keys *of = context;
    struct key_entry *e = entry;
    forget_entry(of->k, of->l, e);
    of->l->read -= e->read;
}

/* The list is another one now. */
static void begin_list(struct keys *k, struct key_list *l)
{
    const struct json *array = array_of(k, l);
    for (size_t i = 0; i < l->entries.count; i++)
        forget_entry(k, l, shift_at(&l->entries, i));
    l->mention_count = l->wasted = l->read = l->next = 0;
    l->replaced = false;
    shift_resize(&l->entries, 0);
    shift_resize(&l->entries, array ? array->count : 0);
}

static void begin(struct keys *k)
{
    forget_records(k);
    size_t records = 0;
    for (size_t i = 0; i < k->list_count; i++) {
        begin_list(k, &k->lists[i]);
        records += k->lists[i].entries.count;
    }
    terms_finish(&k->terms);
    terms_init(&k->terms, 4 * records); /* its own key, and references */
    k->beside_stale = true;
}

void keys_begin(struct keys *k, const struct doc *d)
{
    k->doc = d;
    k->revision = doc_revision(d);
    begin(k);
}

void keys_read(struct keys *k, const struct json *root)
{
    k->doc = NULL;
    k->tree = root;
    begin(k);
    keys_step(k, SIZE_MAX);
}

static size_t unread(const struct key_list *l)
{
    return l->entries.count - l->read;
}

/* Reads entries, at most so many; returns how many. */
static size_t read_list(struct keys *k, struct key_list *l, size_t most)
{
    const struct json *array = unread(l) ? array_of(k, l) : NULL;
    size_t count = 0;
    for (; unread(l) && count < most; l->next++)
        if (!entry_at(l, l->next)->read) {
            read_record(k, l, array, l->next);
            count++;
        }
    tidy(l);
    return count;
}

static void read_beside(struct keys *k)
{
    k->found.count = 0;
    mentions_beside(k, root_of(k));
    count_mentions(k, k->found.items, k->found.count, 1);
    count_mentions(k, k->beside.items, k->beside.count, -1);
    const struct mentions old = k->beside;
    k->beside = k->found;
    k->found = old;
    k->beside_stale = false;
}

bool keys_step(struct keys *k, size_t records)
{
    if (k->beside_stale)
        read_beside(k);
    for (size_t i = 0; i < k->list_count; i++) {
        records -= read_list(k, &k->lists[i], records);
        if (unread(&k->lists[i]))
            return false;
    }
    return true;
}

/* ---- following */

static void set_unread(struct key_list *l, size_t index)
{
    struct key_entry *e = shift_at(&l->entries, index);
    l->read -= e->read;
    e->read = false;
    if (index < l->next)
        l->next = index;
}

static void follow_items(struct keys *k, struct key_list *l, const struct doc_change *c)
{
    struct list_of_keys of = {k, l};
    shift_follow(&l->entries, c, entry_gone, &of);
    if (c->at < l->next)
        l->next = c->at;
}

/* true: the change lies in the list. */
static bool follow_list(struct keys *k, struct key_list *l, const struct doc_change *c)
{
    size_t index;
    const enum shift_part part = shift_part(c, l->pointer, l->entries.count, &index);
    l->replaced |= part == SHIFT_REPLACED;
    if (part == SHIFT_ITEMS && !l->replaced)
        follow_items(k, l, c);
    if (part == SHIFT_ITEM && !l->replaced)
        set_unread(l, index);
    return part == SHIFT_ITEMS || part == SHIFT_ITEM;
}

static void follow_change(struct keys *k, const struct doc_change *c)
{
    for (size_t i = 0; i < k->list_count; i++)
        if (follow_list(k, &k->lists[i], c))
            return;
    k->beside_stale = true;
}

/* Lists of which another value took the place are as the document has them now, whatever came after. */
static void begin_replaced(struct keys *k)
{
    for (size_t i = 0; i < k->list_count; i++)
        if (k->lists[i].replaced)
            begin_list(k, &k->lists[i]);
}

static size_t count_unread(const struct keys *k)
{
    size_t count = 0;
    for (size_t i = 0; i < k->list_count; i++)
        count += unread(&k->lists[i]);
    return count;
}

bool keys_follow(struct keys *k)
{
    struct doc_change c;
    const uint64_t now = doc_revision(k->doc);
    while (k->revision < now) {
        if (!doc_change(k->doc, ++k->revision, &c)) {
            keys_begin(k, k->doc);
            break;
        }
        follow_change(k, &c);
    }
    begin_replaced(k);
    return count_unread(k) <= AT_ONCE && keys_step(k, AT_ONCE + 1);
}
