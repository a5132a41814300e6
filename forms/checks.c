#include "forms/checks.h"

#include "forms/checks_private.h"
#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* Checked at once after an edit; more records are left to checks_step. */
enum { AT_ONCE = 2000 };

struct checks *checks_new(const struct schema *s, const struct wizard *w)
{
    struct checks *c = xcalloc(1, sizeof *c);
    c->schema = s;
    c->keys = keys_new(w);
    c->world = (struct rule_world){.wizard = w, .keys = c->keys};
    c->list_count = wizard_list_count(w);
    c->lists = xcalloc(c->list_count + 1, sizeof *c->lists);
    c->order = xcalloc(c->list_count + 1, sizeof *c->order);
    for (size_t i = 0; i < c->list_count; i++)
        c->lists[i] = (struct checked_list){.pointer = wizard_list_pointer(w, i),
                                            .tallies = {.size = sizeof(struct tally)}};
    problems_init(&c->beside);
    problems_watch(&c->beside);
    return c;
}

void checks_free(struct checks *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->list_count; i++)
        shift_finish(&c->lists[i].tallies);
    problems_finish(&c->beside);
    keys_free(c->keys);
    free(c->lists);
    free(c->order);
    free(c);
}

void checks_zones(struct checks *c, const struct zones *zones)
{
    c->world.zones = zones;
}

const struct keys *checks_keys(const struct checks *c)
{
    return c->keys;
}

bool checks_keys_complete(const struct checks *c)
{
    return c->keys_read;
}

/* ---- the way to a list */

/* What is chosen may depend on each record. */
static bool has_choice(const struct walk *w, size_t first)
{
    for (size_t i = first; i < w->count; i++)
        if (w->nodes[i]->one_of_count || w->nodes[i]->any_of_count)
            return true;
    return false;
}

static void take_nodes(struct way *way)
{
    struct subject *s = &way->at[way->depth];
    s->nodes = way->walk.nodes + way->first[way->depth];
    s->node_count = way->walk.count - way->first[way->depth];
}

static bool step_down(struct way *way, const char **at, struct buf *token)
{
    const struct subject *from = &way->at[way->depth];
    const bool named = path_next(at, token) && json_is(from->value, JSON_OBJECT);
    const long child = named ? json_find(from->value, token->data, token->len) : -1;
    if (child < 0)
        return false;
    way->first[way->depth + 1] = way->walk.count;
    way->at[way->depth + 1] = walk_child(&way->walk, from, way->first[way->depth], (size_t)child);
    way->depth++;
    take_nodes(way);
    return !has_choice(&way->walk, way->first[way->depth]) && way->at[way->depth].node_count > 0;
}

bool way_begin(struct way *way, const struct checks *c, const char *list, struct problems *out)
{
    struct problems none = {0};
    struct buf token;
    const char *at = list;
    bool good = true;
    walk_init(&way->walk, &c->world, &none);
    way->walk.world.verdict = true;
    way->depth = 0;
    way->first[0] = 0;
    way->at[0] = (struct subject){.value = doc_root(c->doc)};
    walk_push(&way->walk, schema_root(c->schema), way->at[0].value);
    take_nodes(way);
    buf_init(&token, PATH_MAX_LEN);
    good = !has_choice(&way->walk, 0);
    while (good && *at)
        good = step_down(way, &at, &token);
    buf_finish(&token);
    way->walk.out = out;
    way->walk.world.list = list;
    way->walk.world.array = way->at[way->depth].value;
    return good && json_is(way->walk.world.array, JSON_ARRAY);
}

void way_finish(struct way *way)
{
    walk_finish(&way->walk);
}

void way_check(struct way *way, size_t index)
{
    const size_t begin = way->walk.count;
    struct subject record = walk_child(&way->walk, &way->at[way->depth], way->first[way->depth], index);
    walk_all(&way->walk, &record, begin);
}

/* ---- records */

static void forget_tally(void *context, void *entry)
{
    struct checked_list *l = context;
    struct tally *t = entry;
    l->errors -= t->errors;
    l->warnings -= t->warnings;
    l->known -= t->known;
    *t = (struct tally){0};
}

/* Counts as before until it is checked again. */
static void set_unknown(struct checked_list *l, size_t index)
{
    struct tally *t = shift_at(&l->tallies, index);
    l->known -= t->known;
    t->known = false;
    if (index < l->next)
        l->next = index;
}

static size_t unknown(const struct checked_list *l)
{
    return l->tallies.count - l->known;
}

static size_t all_unknown(const struct checks *c)
{
    size_t count = 0;
    for (size_t i = 0; i < c->list_count; i++)
        count += unknown(&c->lists[i]);
    return count;
}

static void check_record(struct way *way, struct checked_list *l, size_t index)
{
    struct problems *found = way->walk.out;
    *found = (struct problems){0};
    way_check(way, index);
    forget_tally(l, shift_at(&l->tallies, index));
    *(struct tally *)shift_at(&l->tallies, index) =
        (struct tally){(uint32_t)found->errors, (uint32_t)found->warnings, true};
    l->errors += found->errors;
    l->warnings += found->warnings;
    l->known++;
}

/* At most so many; returns how many. */
static size_t check_records(struct checks *c, struct checked_list *l, size_t most)
{
    size_t count = 0;
    if (unknown(l) == 0 || most == 0)
        return 0;
    struct problems found = {0};
    struct way way;
    const bool passable = way_begin(&way, c, l->pointer, &found);
    for (; passable && unknown(l) && count < most; l->next++)
        if (!tally_at(l, l->next)->known) {
            check_record(&way, l, l->next);
            count++;
        }
    way_finish(&way);
    return count;
}

/* ---- what is beside them */

struct beside {
    struct checks *c;
    const struct json **arrays; /* of each list that has tallies */
};

static bool leaves(void *context, const struct json *array)
{
    struct beside *b = context;
    struct checks *c = b->c;
    for (size_t i = 0; i < c->list_count; i++)
        if (b->arrays[i] == array) {
            c->lists[i].before = c->beside.count;
            c->order[c->order_count++] = i;
            return true;
        }
    return false;
}

static void check_beside(struct checks *c)
{
    struct beside b = {c, xcalloc(c->list_count + 1, sizeof *b.arrays)};
    for (size_t i = 0; i < c->list_count; i++)
        b.arrays[i] = c->lists[i].tallies.count ? doc_get(c->doc, c->lists[i].pointer) : NULL;
    struct walk w;
    problems_clear(&c->beside);
    c->order_count = 0;
    walk_init(&w, &c->world, &c->beside);
    w.leaves = leaves;
    w.context = &b;
    walk_push(&w, schema_root(c->schema), doc_root(c->doc));
    struct subject top = {.value = doc_root(c->doc)};
    walk_all(&w, &top, 0);
    walk_finish(&w);
    free(b.arrays);
    c->beside_known = true;
}

/* ---- all */

/* The list is another one now. */
static void begin_list(struct checks *c, struct checked_list *l)
{
    struct problems none = {0};
    struct way way;
    size_t count = 0;
    if (c->doc) {
        if (way_begin(&way, c, l->pointer, &none))
            count = way.at[way.depth].value->count;
        way_finish(&way);
    }
    shift_resize(&l->tallies, 0);
    shift_resize(&l->tallies, count);
    l->errors = l->warnings = l->known = l->next = 0;
    l->replaced = false;
}

static void begin(struct checks *c)
{
    c->world.root = c->doc ? doc_root(c->doc) : NULL;
    c->revision = c->doc ? doc_revision(c->doc) : 0;
    problems_clear(&c->beside);
    c->order_count = 0;
    for (size_t i = 0; i < c->list_count; i++)
        begin_list(c, &c->lists[i]);
    c->keys_read = c->beside_known = !c->doc;
}

void checks_begin(struct checks *c, const struct doc *d)
{
    c->doc = d;
    if (d)
        keys_begin(c->keys, d);
    begin(c);
}

/* Index of the list at the pointer. */
static struct checked_list *list_at(struct checks *c, const char *pointer)
{
    size_t i = 0;
    while (strcmp(c->lists[i].pointer, pointer) != 0)
        i++;
    return &c->lists[i];
}

static void concerned(void *context, const char *list, size_t index)
{
    struct checked_list *l = list_at(context, list);
    if (index < l->tallies.count)
        set_unknown(l, index);
}

/* What others say of records, once it is known. */
static void spread(struct checks *c)
{
    if (keys_concern(c->keys)) {
        keys_each_concerned(c->keys, concerned, c);
        c->beside_known = false;
    }
    keys_settle(c->keys);
    c->keys_read = true;
}

bool checks_step(struct checks *c, size_t records)
{
    if (!c->keys_read) {
        if (!keys_step(c->keys, 4 * records)) /* to read a record costs less than to check it */
            return false;
        spread(c);
    }
    if (!c->beside_known)
        check_beside(c);
    for (size_t i = 0; i < c->list_count; i++)
        records -= check_records(c, &c->lists[i], records);
    return checks_done(c);
}

bool checks_done(const struct checks *c)
{
    return c->keys_read && c->beside_known && all_unknown(c) == 0;
}

void checks_progress(const struct checks *c, size_t *done, size_t *all)
{
    *all = 0;
    for (size_t i = 0; i < c->list_count; i++)
        *all += c->lists[i].tallies.count;
    *done = *all - all_unknown(c);
}

/* ---- following */

/* true: the change lies in a record. */
static bool follow_list(struct checks *c, struct checked_list *l, const struct doc_change *change)
{
    size_t index;
    const enum shift_part part = shift_part(change, l->pointer, l->tallies.count, &index);
    l->replaced |= part == SHIFT_REPLACED;
    if (part == SHIFT_ITEMS)
        c->beside_known = false; /* the list's own length */
    if (l->replaced)
        return false;
    if (part == SHIFT_ITEM)
        set_unknown(l, index);
    if (part == SHIFT_ITEMS && l->tallies.count == 0)
        l->replaced = true; /* it was empty, or is checked with what is beside */
    else if (part == SHIFT_ITEMS)
        shift_follow(&l->tallies, change, forget_tally, l);
    if (part == SHIFT_ITEMS && change->at < l->next)
        l->next = change->at;
    return part == SHIFT_ITEM;
}

static void follow_change(struct checks *c, const struct doc_change *change)
{
    for (size_t i = 0; i < c->list_count; i++)
        if (follow_list(c, &c->lists[i], change))
            return;
    c->beside_known = false;
}

static void follow_document(struct checks *c)
{
    struct doc_change change;
    const uint64_t now = doc_revision(c->doc);
    while (c->revision < now) {
        if (!doc_change(c->doc, ++c->revision, &change)) {
            begin(c);
            return;
        }
        follow_change(c, &change);
    }
    for (size_t i = 0; i < c->list_count; i++)
        if (c->lists[i].replaced)
            begin_list(c, &c->lists[i]);
}

bool checks_follow(struct checks *c)
{
    if (!c->doc)
        return true;
    const bool read = keys_follow(c->keys);
    follow_document(c);
    c->keys_read = false;
    if (!read)
        return false;
    spread(c);
    return all_unknown(c) <= AT_ONCE && checks_step(c, AT_ONCE + 1);
}

void checks_whole(const struct schema *s, const struct wizard *w, const struct zones *zones,
                  const struct json *root, size_t limit, struct problems *out)
{
    size_t guesses = 200; /* who has thousands of dangling keys wants to know other things first */
    struct rule_world world = {.root = root, .wizard = w, .zones = zones, .guesses = &guesses};
    struct keys *keys = w ? keys_new(w) : NULL;
    if (keys)
        keys_read(keys, root);
    world.keys = keys;
    check_document_in(s, &world, limit, out);
    keys_free(keys);
}
