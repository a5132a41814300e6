#include "forms/keys.h"

#include "forms/keys_private.h"
#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* Read at once when a list changed as a whole; more records are left to keys_step. */
enum { AT_ONCE = 2000 };

struct keys *keys_new(const struct wizard *w)
{
    struct keys *k = xcalloc(1, sizeof *k);
    k->wizard = w;
    k->list_count = wizard_list_count(w);
    k->lists = xcalloc(k->list_count + 1, sizeof *k->lists);
    for (size_t i = 0; i < k->list_count; i++)
        k->lists[i].pointer = wizard_list_pointer(w, i);
    terms_init(&k->terms);
    buf_init(&k->scratch, BUF_BODY_MAX);
    return k;
}

static void forget_records(struct keys *k)
{
    for (size_t i = 0; i < k->list_count; i++) {
        struct key_list *l = &k->lists[i];
        free(l->entries);
        free(l->mentions);
        free(l->known);
        *l = (struct key_list){.pointer = l->pointer};
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

static const struct json *array_of(const struct keys *k, const struct key_list *l)
{
    const struct json *v = doc_get(k->doc, l->pointer);
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
    for (size_t i = 0; i < l->count; i++) {
        struct key_entry *e = &l->entries[i];
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
    l->stale -= e->stale;
    e->stale = false;
}

static void read_record(struct keys *k, struct key_list *l, const struct json *array, size_t index)
{
    k->found.count = 0;
    mentions_of_record(k, l, json_item(array, index));
    store(k, l, &l->entries[index]);
}

/* ---- reading all */

/* The entry is to be read again. */
static void set_stale(struct key_list *l, size_t index)
{
    l->next = !l->stale || index < l->next ? index : l->next;
    l->stale += !l->entries[index].stale;
    l->entries[index].stale = true;
}

/* Entries at the end, to be read. */
static void grow(struct key_list *l, size_t count)
{
    if (count > l->cap) {
        l->cap = count + count / 2 + 8;
        l->entries = xreallocarray(l->entries, l->cap, sizeof *l->entries);
    }
    while (l->count < count) {
        l->entries[l->count++] = (struct key_entry){0};
        set_stale(l, l->count - 1);
    }
}

/* The list is another one now. */
static void begin_list(struct keys *k, struct key_list *l)
{
    const struct json *array = array_of(k, l);
    for (size_t i = 0; i < l->count; i++)
        forget_entry(k, l, &l->entries[i]);
    l->mention_count = l->wasted = l->count = l->stale = 0;
    l->replaced = false;
    grow(l, array ? array->count : 0);
}

void keys_begin(struct keys *k, const struct doc *d)
{
    k->doc = d;
    forget_records(k);
    terms_finish(&k->terms);
    terms_init(&k->terms);
    for (size_t i = 0; i < k->list_count; i++)
        begin_list(k, &k->lists[i]);
    k->beside_stale = true;
    k->revision = doc_revision(d);
}

/* Reads stale entries, at most so many; returns how many. */
static size_t read_stale(struct keys *k, struct key_list *l, size_t most)
{
    const struct json *array = l->stale ? array_of(k, l) : NULL;
    size_t read = 0;
    for (; l->stale && read < most; l->next++)
        if (l->entries[l->next].stale) {
            read_record(k, l, array, l->next);
            read++;
        }
    tidy(l);
    return read;
}

static void read_beside(struct keys *k)
{
    k->found.count = 0;
    mentions_beside(k, doc_root(k->doc));
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
        records -= read_stale(k, &k->lists[i], records);
        if (k->lists[i].stale)
            return false;
    }
    return true;
}

/* ---- following */

/* Positions changed from there on. */
static void rescan(struct key_list *l, size_t from)
{
    if (l->next > from)
        l->next = from;
}

static void close_up(struct keys *k, struct key_list *l, size_t at, size_t removed)
{
    for (size_t i = at; i < at + removed; i++) {
        forget_entry(k, l, &l->entries[i]);
        l->stale -= l->entries[i].stale;
    }
    l->count -= removed;
    memmove(l->entries + at, l->entries + at + removed, (l->count - at) * sizeof *l->entries);
    rescan(l, at);
}

static void open_up(struct key_list *l, size_t at, size_t added)
{
    const size_t behind = l->count - at;
    if (l->count + added > l->cap) {
        l->cap = l->count + added + l->count / 2 + 8;
        l->entries = xreallocarray(l->entries, l->cap, sizeof *l->entries);
    }
    memmove(l->entries + at + added, l->entries + at, behind * sizeof *l->entries);
    memset(l->entries + at, 0, added * sizeof *l->entries);
    l->count += added;
    rescan(l, at);
    for (size_t i = at; i < at + added; i++)
        set_stale(l, i);
}

static void move_entry(struct key_list *l, size_t from, size_t to)
{
    const struct key_entry moved = l->entries[from];
    if (from < to)
        memmove(l->entries + from, l->entries + from + 1, (to - from) * sizeof moved);
    else
        memmove(l->entries + to + 1, l->entries + to, (from - to) * sizeof moved);
    l->entries[to] = moved;
    rescan(l, from < to ? from : to);
}

/* Runs of neighbours go, or come, together: from the end, or from the beginning, so that the indexes of the
 * others stay right. */
static void follow_indexes(struct keys *k, struct key_list *l, const struct doc_change *c)
{
    const bool came = c->added > c->removed;
    struct key_entry *kept = came ? xreallocarray(NULL, l->count + c->count, sizeof *kept) : l->entries;
    size_t at = 0, count = 0;
    for (size_t i = 0; !came && i < c->count; i++) {
        struct key_entry *e = &l->entries[c->indexes[i]];
        forget_entry(k, l, e);
        l->stale -= e->stale;
    }
    for (size_t i = 0; i <= c->count; i++) {
        const size_t next = i < c->count ? c->indexes[i] : came ? l->count + c->count : l->count;
        const size_t run = came ? next - count : next - at;
        memmove(kept + count, l->entries + at, run * sizeof *kept);
        count += run;
        at += run;
        if (i == c->count)
            break;
        if (came)
            kept[count++] = (struct key_entry){0};
        else
            at++;
    }
    if (came) {
        free(l->entries);
        l->entries = kept;
        l->cap = count;
    }
    l->count = count;
    rescan(l, c->at);
    for (size_t i = 0; came && i < c->count; i++)
        set_stale(l, c->indexes[i]);
}

/* Items of the list itself came, went or moved. */
static void follow_items(struct keys *k, struct key_list *l, const struct doc_change *c)
{
    if (c->moved) {
        move_entry(l, c->from, c->to);
    } else if (c->indexes) {
        follow_indexes(k, l, c);
    } else if (c->removed == c->added) {
        for (size_t i = c->at; i < c->at + c->added; i++)
            set_stale(l, i);
    } else {
        close_up(k, l, c->at, c->removed);
        open_up(l, c->at, c->added);
    }
}

/* true: the change lies in the list. */
static bool follow_list(struct keys *k, struct key_list *l, const struct doc_change *c)
{
    size_t index;
    if (c->member && (path_within(c->member, l->pointer) || path_within(c->renamed, l->pointer)))
        l->replaced = true; /* perhaps with others beside it */
    if (!path_within(l->pointer, c->container))
        return false;
    const char *below = c->container + strlen(l->pointer);
    if (l->replaced)
        return true;
    if (!*below && !c->member)
        follow_items(k, l, c);
    else if (*below && path_index(below + 1, strcspn(below + 1, "/"), &index) && index < l->count)
        set_stale(l, index);
    else
        k->beside_stale = true; /* what should be a list is none */
    return true;
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

static size_t count_stale(const struct keys *k)
{
    size_t stale = 0;
    for (size_t i = 0; i < k->list_count; i++)
        stale += k->lists[i].stale;
    return stale;
}

bool keys_follow(struct keys *k)
{
    struct doc_change c;
    const uint64_t now = doc_revision(k->doc);
    terms_settle(&k->terms);
    while (k->revision < now) {
        if (!doc_change(k->doc, ++k->revision, &c)) {
            keys_begin(k, k->doc);
            break;
        }
        follow_change(k, &c);
    }
    begin_replaced(k);
    return count_stale(k) <= AT_ONCE && keys_step(k, AT_ONCE + 1);
}
