#include "forms/merge.h"

#include "forms/diff.h"
#include "forms/journal_private.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

struct merge {
    struct doc *doc;
    const struct wizard *wizard;
    const struct json *base, *work;
    struct diff *diff;
    uint8_t *turns; /* when each difference is made, once all are found; NULL before that */
    size_t turn, next;
    struct merge_news news;
};

/* ---- the same place in another body */

static const struct json *key_of(const struct json *item, const char *member)
{
    const struct json *key = member ? json_get(item, member, strlen(member)) : NULL;
    return json_is(key, JSON_STRING) ? key : NULL;
}

static bool is_same_one(const struct json *x, const struct json *y, const char *member)
{
    const struct json *a = key_of(x, member), *b = key_of(y, member);
    return a && b ? json_same(a, b) : !a && !b && json_same(x, y);
}

/* Where the array has the item, by its key, or by what it is where it has none: from the place outwards where
 * it stands in the other body, since most stand there still. -1: nowhere. */
static long find_item(const struct json *array, const struct json *item, size_t index, const char *member)
{
    const size_t reach = index > array->count ? index : array->count;
    for (size_t by = 0; by <= reach; by++) {
        if (index + by < array->count && is_same_one(&array->items[index + by], item, member))
            return (long)(index + by);
        if (by && by <= index && index - by < array->count &&
            is_same_one(&array->items[index - by], item, member))
            return (long)(index - by);
    }
    return -1;
}

/* A key can be there more than once. */
static size_t count_same(const struct json *array, const struct json *item, const char *member)
{
    size_t same = 0;
    for (size_t i = 0; i < array->count; i++)
        same += is_same_one(&array->items[i], item, member);
    return same;
}

/* The path in the document of what the pointer names in the other body, into out; false: it has none. */
static bool translate(const struct merge *m, const struct json *from, const char *pointer, struct path *out)
{
    const struct json *here = from, *there = doc_root(m->doc);
    struct buf token;
    bool found = path_set(out, "");
    buf_init(&token, PATH_MAX_LEN);
    for (const char *at = pointer; found && path_next(&at, &token);) {
        long child = doc_child(here, token.data, token.len), other = -1;
        if (child >= 0 && json_is(here, JSON_ARRAY) && json_is(there, JSON_ARRAY)) {
            other = find_item(there, &here->items[child], (size_t)child,
                              wizard_key_member(m->wizard, out->text.data));
            found = other >= 0 && path_push_index(out, (size_t)other);
        } else if (child >= 0 && json_is(there, JSON_OBJECT)) {
            other = doc_child(there, token.data, token.len);
            found = other >= 0 && path_push(out, token.data, token.len);
        } else {
            found = false;
        }
        here = found ? &here->items[child] : here;
        there = found ? &there->items[other] : there;
    }
    buf_finish(&token);
    return found;
}

/* A copy that needs nothing of the body it comes from: as a journal would keep it. */
static struct json take_over(const struct merge *m, const struct json *v)
{
    struct buf text;
    buf_init(&text, 2 * JSON_TEXT_MAX);
    journal_put_value(&text, v);
    struct journal_reader r = {.p = text.data, .end = text.data + text.len};
    const struct json copy = journal_value(&r, doc_arena(m->doc));
    buf_finish(&text);
    return copy;
}

static bool put(const struct merge *m, const char *pointer, const struct json *v)
{
    const struct json copy = take_over(m, v);
    return doc_set(m->doc, pointer, &copy, NULL);
}

/* ---- one difference; true: the document has it now */

static bool same_at(const struct doc *d, const char *pointer, const struct json *v)
{
    const struct json *now = doc_get(d, pointer);
    return now && json_same(now, v);
}

static bool change(const struct merge *m, const struct difference *f, struct path *at)
{
    const struct json *before = doc_value(m->base, f->before), *after = doc_value(m->work, f->after);
    if (!translate(m, m->base, f->before, at)) /* the other may have done the same to what has no key */
        return translate(m, m->work, f->after, at) && same_at(m->doc, at->text.data, after);
    if (same_at(m->doc, at->text.data, after))
        return true;
    return same_at(m->doc, at->text.data, before) && put(m, at->text.data, after);
}

static bool take_away(const struct merge *m, const struct difference *f, struct path *at)
{
    if (!translate(m, m->base, f->before, at))
        return true;
    return same_at(m->doc, at->text.data, doc_value(m->base, f->before)) &&
           doc_unset(m->doc, at->text.data, NULL);
}

/* Item index of the list in the work, to the list that is at 'at'. */
static bool add_item(const struct merge *m, const struct json *from, size_t index, const struct path *at)
{
    const struct json *const item = &from->items[index];
    const struct json *list = doc_get(m->doc, at->text.data);
    const char *member = wizard_key_member(m->wizard, at->text.data);
    if (!json_is(list, JSON_ARRAY))
        return false;
    const long there = key_of(item, member) ? find_item(list, item, index, member) : -1;
    if (there >= 0 && count_same(list, item, member) >= count_same(from, item, member))
        return json_same(&list->items[there], item);
    const struct json copy = take_over(m, item);
    return doc_insert(m->doc, at->text.data, index < list->count ? index : list->count, &copy, NULL);
}

/* at: the object. */
static bool add_member(const struct merge *m, const struct json *value, const char *name, struct path *at)
{
    if (!json_is(doc_get(m->doc, at->text.data), JSON_OBJECT) || !path_push(at, name, strlen(name)))
        return false;
    if (doc_get(m->doc, at->text.data))
        return same_at(m->doc, at->text.data, value);
    return put(m, at->text.data, value);
}

static bool add(const struct merge *m, const struct difference *f, struct path *at)
{
    const struct json *value = doc_value(m->work, f->after);
    char *parent = path_parent(f->after), *last = path_last(f->after);
    const struct json *container = parent ? doc_value(m->work, parent) : NULL;
    size_t index;
    bool done = value && container && translate(m, m->base, f->within, at);
    if (done && json_is(container, JSON_OBJECT))
        done = add_member(m, value, last, at);
    else if (done)
        done = path_index(last, strlen(last), &index) && add_item(m, container, index, at);
    free(parent);
    free(last);
    return done;
}

static bool make(const struct merge *m, const struct difference *f, struct path *at)
{
    switch (f->kind) {
    case DIFF_ADDED:
        return add(m, f, at);
    case DIFF_REMOVED:
        return take_away(m, f, at);
    case DIFF_CHANGED:
        return change(m, f, at);
    case DIFF_MOVED:
        break;
    }
    return false;
}

/* ---- all of them, each in its turn: as long as no item of a list came or went, all stand where they stood,
 * and of two with the same key each is the one that it was */

enum turn {
    TURN_IN_PLACE,
    TURN_REMOVALS,  /* of items, from the last */
    TURN_ADDITIONS, /* of items, those of the innermost lists first, since an outer one moves these */
    TURNS = TURN_ADDITIONS + JSON_DEPTH_MAX + 1,
};

static size_t depth_of(const char *pointer)
{
    size_t depth = 0;
    for (; *pointer; pointer++)
        depth += *pointer == '/';
    return depth < JSON_DEPTH_MAX ? depth : JSON_DEPTH_MAX;
}

static size_t turn_of(const struct merge *m, const struct difference *f)
{
    if (f->kind == DIFF_ADDED)
        return json_is(doc_value(m->base, f->within), JSON_ARRAY)
                   ? TURN_ADDITIONS + JSON_DEPTH_MAX - depth_of(f->within)
                   : TURN_IN_PLACE;
    if (f->kind != DIFF_REMOVED)
        return TURN_IN_PLACE;
    char *list = path_parent(f->before);
    const bool is_item = list && json_is(doc_value(m->base, list), JSON_ARRAY);
    free(list);
    return is_item ? TURN_REMOVALS : TURN_IN_PLACE;
}

struct merge *merge_new(struct doc *d, const struct wizard *w, const struct json *base,
                        const struct json *work)
{
    struct merge *m = xcalloc(1, sizeof *m);
    *m = (struct merge){.doc = d, .wizard = w, .base = base, .work = work, .diff = diff_new(w, base, work)};
    diff_keep_whole(m->diff);
    return m;
}

/* The next difference whose turn it is, or, at first, may be; false: there is none any more. */
static bool next_one(struct merge *m, size_t *index)
{
    const size_t count = diff_count(m->diff);
    for (; m->turn < TURNS; m->turn++, m->next = 0)
        while (m->next < count) {
            *index = m->turn == TURN_REMOVALS ? count - 1 - m->next : m->next;
            m->next++;
            if (m->turn == TURN_IN_PLACE || m->turns[*index] == m->turn)
                return true;
        }
    return false;
}

/* Each may have to be looked for among all items of a list. true: all are made. */
static bool make_some(struct merge *m, size_t most)
{
    struct path at;
    size_t index;
    bool more = true;
    path_init(&at);
    for (; most > 0 && (more = next_one(m, &index)); most--) {
        const struct difference *f = diff_at(m->diff, index);
        if (m->turn == TURN_IN_PLACE)
            m->turns[index] = (uint8_t)turn_of(m, f);
        if (m->turns[index] != m->turn)
            continue;
        if (make(m, f, &at))
            m->news.made++;
        else
            m->news.left++;
    }
    path_finish(&at);
    return !more;
}

bool merge_step(struct merge *m, size_t values)
{
    enum { AS_LONG_AS = 100 }; /* values take to be compared */
    if (!diff_done(m->diff) && !diff_step(m->diff, values))
        return false;
    if (!m->turns) {
        m->turns = xcalloc(diff_count(m->diff) + 1, sizeof *m->turns);
        doc_group_begin(m->doc);
    }
    if (!make_some(m, values / AS_LONG_AS + 1))
        return false;
    doc_group_end(m->doc);
    return true;
}

void merge_progress(const struct merge *m, size_t *done, size_t *all)
{
    if (m->turns) {
        *done = m->news.made + m->news.left;
        *all = diff_count(m->diff);
    } else {
        diff_progress(m->diff, done, all);
    }
}

void merge_finish(struct merge *take, struct merge_news *out)
{
    *out = take->news;
    merge_free(take);
}

void merge_free(struct merge *m)
{
    if (!m)
        return;
    diff_free(m->diff);
    free(m->turns);
    free(m);
}

void merge_into(struct doc *d, const struct wizard *w, const struct json *base, const struct json *work,
                struct merge_news *out)
{
    struct merge *m = merge_new(d, w, base, work);
    merge_step(m, SIZE_MAX);
    merge_finish(m, out);
}
