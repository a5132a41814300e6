/* Which children of two containers are the same ones. Their numbers are sorted, not put into a table: what
 * sorting costs does not depend on who wrote the bodies. */
#include "forms/diff_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- what tells a child from its siblings */

static const struct json *key_of(const struct match *m, const struct json *v)
{
    const struct json *key = m->key && json_is(v, JSON_OBJECT) ? json_get(v, m->key, strlen(m->key)) : NULL;
    return json_is(key, JSON_STRING) ? key : NULL;
}

bool match_is_nameless(const struct match *m, const struct json *v)
{
    return m->after->kind == JSON_ARRAY && !key_of(m, v);
}

static bool same_name(const struct json *x, const struct json *y)
{
    if (!((x->flags | y->flags) & JSON_NAME_ESCAPED))
        return x->name_len == y->name_len &&
               memcmp(x->text - x->name_back, y->text - y->name_back, x->name_len) == 0;
    struct buf x_scratch, y_scratch;
    size_t x_len, y_len;
    buf_init(&x_scratch, JSON_TEXT_MAX);
    buf_init(&y_scratch, JSON_TEXT_MAX);
    const char *x_name = json_name(x, &x_scratch, &x_len), *y_name = json_name(y, &y_scratch, &y_len);
    const bool same = x_len == y_len && memcmp(x_name, y_name, x_len) == 0;
    buf_finish(&x_scratch);
    buf_finish(&y_scratch);
    return same;
}

bool match_same(const struct match *m, const struct json *x, const struct json *y)
{
    if (m->after->kind == JSON_OBJECT)
        return same_name(x, y);
    const struct json *x_key = key_of(m, x), *y_key = key_of(m, y);
    return x_key && y_key ? json_same(x_key, y_key) : !x_key && !y_key && json_same(x, y);
}

/* FNV-1a, of 64 bits. */
static bool add_hash(void *context, const char *p, size_t len)
{
    uint64_t hash = *(uint64_t *)context;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)p[i]) * UINT64_C(0x100000001b3);
    *(uint64_t *)context = hash;
    return true;
}

static uint64_t hash_of(const struct match *m, const struct json *v)
{
    const struct json *text = key_of(m, v);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    struct buf scratch;
    size_t len;
    if (!text && v->kind == JSON_STRING)
        text = v;
    if (m->after->kind != JSON_OBJECT && !text) {
        json_write_compact(v, add_hash, &hash);
        return hash;
    }
    buf_init(&scratch, JSON_TEXT_MAX);
    const char *p =
        m->after->kind == JSON_OBJECT ? json_name(v, &scratch, &len) : json_chars(text, &scratch, &len);
    add_hash(&hash, p, len);
    buf_finish(&scratch);
    return hash;
}

/* ---- the stages: each does some of its work and says how many children that was; 0: it is done */

/* Numbers the next child. */
static size_t mark_one(struct match *m, size_t children)
{
    const size_t of_before = m->before_end - m->head;
    const bool after = m->at >= of_before;
    (void)children;
    if (m->at == m->count)
        return 0;
    const size_t index = m->head + (after ? m->at - of_before : m->at);
    const struct json *v = after ? &m->after->items[index] : &m->before->items[index];
    m->marks[m->at++] = (struct mark){.hash = hash_of(m, v), .index = (uint32_t)index, .after = after};
    return 1;
}

/* Merges the next two runs of 'width' marks. Equal ones keep their order: those of the first container come
 * first, each side's in its own order. */
static size_t merge_two(struct match *m, size_t from)
{
    const size_t middle = from + m->width < m->count ? from + m->width : m->count;
    const size_t end = from + 2 * m->width < m->count ? from + 2 * m->width : m->count;
    size_t left = from, right = middle;
    for (size_t to = from; to < end; to++) {
        const bool take_left = left < middle && (right == end || m->marks[left].hash <= m->marks[right].hash);
        m->spare[to] = m->marks[take_left ? left++ : right++];
    }
    return end;
}

static size_t sort_some(struct match *m, size_t children)
{
    size_t moved = 0;
    if (m->width == 0)
        m->width = 1;
    while (m->width < m->count && moved < children) {
        const size_t end = merge_two(m, m->at);
        moved += end - m->at;
        m->at = end;
        if (m->at == m->count) {
            struct mark *sorted = m->spare;
            m->spare = m->marks;
            m->marks = sorted;
            m->at = 0;
            m->width *= 2;
        }
    }
    return moved;
}

static void make_partners(struct match *m, size_t before, size_t after)
{
    m->before_partner[before - m->head] = (uint32_t)after;
    m->after_partner[after - m->head] = (uint32_t)before;
    m->matched++;
}

/* Children of one number: the first of one side with the first of the other, and so on. */
static size_t match_equal(struct match *m, size_t children)
{
    size_t middle = m->at, end = m->at;
    (void)children;
    while (end < m->count && m->marks[end].hash == m->marks[m->at].hash)
        middle += !m->marks[end++].after;
    for (size_t left = m->at, right = middle; left < middle && right < end; left++, right++) {
        const size_t before = m->marks[left].index, after = m->marks[right].index;
        if (match_same(m, &m->before->items[before], &m->after->items[after]))
            make_partners(m, before, after);
    }
    const size_t seen = end - m->at;
    m->at = end;
    return seen;
}

static bool may_pair(const struct match *m, const struct json *v, uint32_t partner)
{
    return partner == NO_PARTNER && json_is_container(v) && !key_of(m, v);
}

/* The next index from 'before' on, before any that has a partner, of one that may be paired; or before_end.
 */
static size_t next_to_pair(const struct match *m, size_t before)
{
    for (; before < m->before_end; before++) {
        const uint32_t partner = m->before_partner[before - m->head];
        if (partner != NO_PARTNER)
            return m->before_end;
        if (may_pair(m, &m->before->items[before], partner))
            break;
    }
    return before;
}

/* Lists and objects without a key that have no equal are probably the same ones, changed, where they follow
 * the same item: in their order. */
static size_t pair_others(struct match *m, size_t children)
{
    size_t before = m->head;
    (void)children;
    for (size_t i = m->head; m->after->kind == JSON_ARRAY && i < m->after_end; i++) {
        const uint32_t partner = m->after_partner[i - m->head];
        if (partner != NO_PARTNER) {
            before = (size_t)partner + 1;
        } else if (may_pair(m, &m->after->items[i], partner)) {
            before = next_to_pair(m, before);
            if (before < m->before_end)
                make_partners(m, before++, i);
        }
    }
    return 0;
}

/* The longest run of items that stand in the order of the first list, by the usual way: rising[n] is the
 * least index with which a run of n + 1 items can end. */
static size_t order_one(struct match *m, size_t children)
{
    (void)children;
    if (m->after->kind != JSON_ARRAY || m->head + m->at == m->after_end)
        return 0;
    const uint32_t partner = m->after_partner[m->at++];
    size_t low = 0, high = m->longest;
    if (partner == NO_PARTNER)
        return 1;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (m->rising[middle] < partner)
            low = middle + 1;
        else
            high = middle;
    }
    m->rising[low] = partner;
    if (low == m->longest)
        m->longest++;
    return 1;
}

static size_t (*const stages[])(struct match *m, size_t children) = {mark_one, sort_some, match_equal,
                                                                     pair_others, order_one};

static uint32_t *without_partners(size_t count)
{
    uint32_t *partners = xreallocarray(NULL, count + 1, sizeof *partners);
    memset(partners, 0xFF, (count + 1) * sizeof *partners);
    return partners;
}

void match_begin(struct match *m)
{
    const size_t before = m->before_end - m->head, after = m->after_end - m->head;
    m->count = before + after;
    m->marks = xreallocarray(NULL, m->count + 1, sizeof *m->marks);
    m->spare = xreallocarray(NULL, m->count + 1, sizeof *m->spare);
    m->before_partner = without_partners(before);
    m->after_partner = without_partners(after);
    m->rising = xreallocarray(NULL, after + 1, sizeof *m->rising);
    m->stage = m->at = m->width = m->longest = m->matched = 0;
}

bool match_step(struct match *m, size_t children)
{
    for (size_t done = 0; m->stage < sizeof stages / sizeof *stages && done < children;) {
        const size_t more = stages[m->stage](m, children - done);
        done += more;
        if (!more) {
            m->stage++;
            m->at = 0;
        }
    }
    return m->stage == sizeof stages / sizeof *stages;
}

void match_finish(struct match *m)
{
    free(m->marks);
    free(m->spare);
    free(m->before_partner);
    free(m->after_partner);
    free(m->rising);
    *m = (struct match){0};
}

size_t match_moved(const struct match *m)
{
    return m->after->kind == JSON_ARRAY ? m->matched - m->longest : 0;
}
