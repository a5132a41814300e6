/* Problems made of counts: those of a record by checking it once more. Their order is that of the document:
 * problems beside the lists, with the records of each list where 'before' says. */
#include "forms/checks.h"

#include "forms/checks_private.h"
#include "forms/path.h"

#include <string.h>

const struct checked_list *checks_list_around(const struct checks *c, const char *pointer, size_t *index)
{
    for (size_t i = 0; i < c->list_count; i++) {
        const struct checked_list *l = &c->lists[i];
        if (!path_within(l->pointer, pointer))
            continue;
        const char *below = pointer + strlen(l->pointer);
        if (*below && path_index(below + 1, strcspn(below + 1, "/"), index) && *index < l->tallies.count)
            return l;
    }
    return NULL;
}

static bool names_record(const struct checked_list *l, const char *pointer)
{
    return !strchr(pointer + strlen(l->pointer) + 1, '/');
}

/* ---- counts */

static size_t sum(const struct checked_list *l)
{
    return l->errors + l->warnings;
}

static size_t problems_of(const struct tally *t)
{
    return (size_t)t->errors + t->warnings;
}

size_t checks_errors(const struct checks *c)
{
    size_t count = c->beside.errors;
    for (size_t i = 0; i < c->list_count; i++)
        count += c->lists[i].errors;
    return count;
}

size_t checks_warnings(const struct checks *c)
{
    size_t count = c->beside.warnings;
    for (size_t i = 0; i < c->list_count; i++)
        count += c->lists[i].warnings;
    return count;
}

size_t checks_records(const struct checks *c, size_t list)
{
    return sum(&c->lists[list]);
}

const struct problems *checks_beside(const struct checks *c)
{
    return &c->beside;
}

/* Those of one record, made to see where they stand: what was perhaps meant is not looked for. */
static void make(const struct checks *c, const struct checked_list *l, size_t index, struct problems *out)
{
    size_t no_guesses = 0;
    struct way way;
    if (way_begin(&way, c, l->pointer, out)) {
        way.walk.world.verdict = false;
        way.walk.world.guesses = &no_guesses;
        way_check(&way, index);
    }
    way_finish(&way);
}

static size_t count_made(const struct checks *c, const struct checked_list *l, size_t index,
                         const char *pointer)
{
    struct problems made;
    if (problems_of(tally_at(l, index)) == 0)
        return 0;
    problems_init(&made);
    make(c, l, index, &made);
    const size_t found = problems_within(&made, pointer);
    problems_finish(&made);
    return found;
}

size_t checks_within(const struct checks *c, const char *pointer)
{
    size_t index;
    const struct checked_list *l = checks_list_around(c, pointer, &index);
    if (l && names_record(l, pointer))
        return problems_of(tally_at(l, index));
    if (l)
        return count_made(c, l, index, pointer);
    size_t count = problems_within(&c->beside, pointer);
    for (size_t i = 0; i < c->list_count; i++)
        if (path_within(pointer, c->lists[i].pointer))
            count += sum(&c->lists[i]);
    return count;
}

void checks_record_finish(struct checks_record *r)
{
    problems_finish(&r->found);
    *r = (struct checks_record){0};
}

size_t checks_standing(const struct checks *c, struct checks_record *r, const char *pointer)
{
    size_t index;
    const struct checked_list *l = checks_list_around(c, pointer, &index);
    if (!l)
        return problems_standing(&c->beside, pointer);
    if (r->list != l || r->index != index) {
        checks_record_finish(r);
        r->list = l;
        r->index = index;
        problems_init(&r->found);
        if (problems_of(tally_at(l, index)) > 0)
            make(c, l, index, &r->found);
    }
    return problems_standing(&r->found, pointer);
}

/* ---- lists of them */

struct picking {
    const struct checks *c;
    const char *pointer;
    unsigned severities;
    size_t skip, left;
    struct problems *out;
};

static void pick(struct picking *p, const struct problem *q)
{
    if (p->left == 0 || !(p->severities >> q->severity & 1) || !path_within(p->pointer, q->pointer))
        return;
    if (p->skip > 0) {
        p->skip--;
        return;
    }
    p->left--;
    problems_copy(p->out, q);
}

static void pick_beside(struct picking *p, size_t from, size_t to)
{
    for (size_t i = from; p->left && i < to; i++)
        pick(p, &p->c->beside.items[i]);
}

static size_t wanted(const struct picking *p, const struct tally *t)
{
    return (p->severities & 1U << SEVERITY_ERROR ? t->errors : 0) +
           (p->severities & 1U << SEVERITY_WARNING ? t->warnings : 0);
}

static void pick_made(struct picking *p, struct way *way, size_t index)
{
    struct problems *made = way->walk.out;
    way_check(way, index);
    for (size_t i = 0; i < made->count; i++)
        pick(p, &made->items[i]);
    problems_finish(made);
}

/* All records of the list, or the one. */
static void pick_records(struct picking *p, const struct checked_list *l, size_t from, size_t to)
{
    struct problems made;
    struct way way;
    const bool whole = path_within(p->pointer, l->pointer);
    problems_init(&made);
    const bool passable = way_begin(&way, p->c, l->pointer, &made);
    way.walk.world.verdict = false;
    for (size_t i = from; passable && p->left && i < to; i++) {
        const size_t count = wanted(p, tally_at(l, i));
        if (count == 0)
            continue;
        if (whole && count <= p->skip)
            p->skip -= count;
        else
            pick_made(p, &way, i);
    }
    way_finish(&way);
}

static void pick_list(struct picking *p, const struct checked_list *l)
{
    const size_t all = ((p->severities & 1U << SEVERITY_ERROR) ? l->errors : 0) +
                       ((p->severities & 1U << SEVERITY_WARNING) ? l->warnings : 0);
    if (p->left == 0 || !path_within(p->pointer, l->pointer))
        return;
    if (all <= p->skip)
        p->skip -= all;
    else
        pick_records(p, l, 0, l->tallies.count);
}

void checks_list(const struct checks *c, const char *pointer, unsigned severities, size_t skip, size_t max,
                 struct problems *out)
{
    struct picking p = {c, pointer, severities, skip, max, out};
    size_t index, at = 0;
    const struct checked_list *l = checks_list_around(c, pointer, &index);
    if (l) {
        pick_records(&p, l, index, index + 1);
        return;
    }
    for (size_t i = 0; i < c->order_count; i++) {
        l = &c->lists[c->order[i]];
        pick_beside(&p, at, l->before);
        pick_list(&p, l);
        at = l->before;
    }
    pick_beside(&p, at, c->beside.count);
}

/* ---- places among them */

/* The index of the child that the next token names; -1: there is none, or no next one. */
static long next_child(const struct json *v, const char **at)
{
    const size_t len = strcspn(*at + 1, "/");
    long child = -1;
    if (memchr(*at, '~', len + 1)) {
        struct buf token;
        buf_init(&token, len + 1);
        path_next(at, &token);
        child = v ? doc_child(v, token.data, token.len) : -1;
        buf_finish(&token);
        return child;
    }
    child = v ? doc_child(v, *at + 1, len) : -1;
    *at += len + 1;
    return child;
}

int checks_order(const struct json *root, const char *a, const char *b)
{
    while (*a && *b) {
        const size_t len = 1 + strcspn(a + 1, "/");
        const bool same = strncmp(a, b, len) == 0 && (b[len] == '\0' || b[len] == '/');
        const long first = next_child(root, &a), second = same ? first : next_child(root, &b);
        if (same)
            b += len;
        else
            return (first > second) - (first < second);
        root = first >= 0 ? json_item(root, (size_t)first) : NULL;
    }
    return (*a != '\0') - (*b != '\0');
}

/* Those of p at or below the pointer, [*first, *end); where there are none, the place that they would have.
 */
static void span(const struct problems *p, const struct json *root, const char *pointer, size_t *first,
                 size_t *end)
{
    size_t low = 0, high = p->count;
    *first = *end = SIZE_MAX;
    for (size_t i = 0; i < p->count && problems_within(p, pointer) > 0; i++)
        if (path_within(pointer, p->items[i].pointer)) {
            *first = *first == SIZE_MAX ? i : *first;
            *end = i + 1;
        }
    if (*first != SIZE_MAX)
        return;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (checks_order(root, p->items[middle].pointer, pointer) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = *end = low;
}

static size_t before_record(const struct checks *c, const struct checked_list *l, size_t index)
{
    size_t count = l->before;
    for (size_t i = 0; i < c->order_count && &c->lists[c->order[i]] != l; i++)
        count += sum(&c->lists[c->order[i]]);
    for (size_t i = 0; i < index; i++)
        count += problems_of(tally_at(l, i));
    return count;
}

static size_t before_in_record(const struct checks *c, const struct checked_list *l, size_t index,
                               const char *pointer, size_t *behind)
{
    struct problems made;
    size_t first, end;
    problems_init(&made);
    problems_watch(&made);
    make(c, l, index, &made);
    span(&made, doc_root(c->doc), pointer, &first, &end);
    problems_finish(&made);
    const size_t base = before_record(c, l, index);
    *behind = base + end;
    return base + first;
}

size_t checks_before(const struct checks *c, const char *pointer, size_t *behind)
{
    size_t index, first, end, before = 0, within = 0;
    const struct checked_list *l = checks_list_around(c, pointer, &index);
    if (l)
        return before_in_record(c, l, index, pointer, behind);
    span(&c->beside, doc_root(c->doc), pointer, &first, &end);
    for (size_t i = 0; i < c->order_count; i++) {
        l = &c->lists[c->order[i]];
        if (path_within(pointer, l->pointer))
            within += sum(l);
        else if (l->before < first ||
                 (l->before == first && checks_order(doc_root(c->doc), l->pointer, pointer) < 0))
            before += sum(l);
    }
    *behind = before + end + within;
    return before + first;
}

bool checks_next(const struct checks *c, const char *pointer, bool forward, struct problems *out,
                 size_t *number)
{
    const size_t all = checks_errors(c) + checks_warnings(c);
    size_t behind, had = out->count;
    if (all == 0)
        return false;
    const size_t before = checks_before(c, pointer, &behind);
    const size_t at = forward ? behind % all : (before + all - 1) % all;
    checks_list(c, "", CHECKS_OWN, at, 1, out);
    *number = at + 1;
    return out->count > had;
}

void checks_guess(struct checks *c, bool wanted)
{
    c->no_guesses = 0;
    c->world.guesses = wanted ? NULL : &c->no_guesses;
}
