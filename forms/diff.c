#include "forms/diff_private.h"

#include <stdlib.h>
#include <string.h>

/* Small values that a text says alike are not looked into. Of large ones every part is looked at anyway, a
 * piece at a time. */
enum { SAME_TEXT_MAX = 64 << 10 };

/* How far the comparison of two containers of one kind is. */
enum phase { PHASE_HEAD, PHASE_TAIL, PHASE_MATCH, PHASE_REMOVED, PHASE_MIDDLE, PHASE_REST, PHASE_DONE };

struct level {
    const struct json *before, *after;
    struct match match; /* its borders set in PHASE_HEAD and PHASE_TAIL */
    enum phase phase;
    size_t at;   /* the next child, in what the phase goes through */
    size_t tail; /* children at the end of both that are the same ones */
};

struct diff {
    const struct wizard *wizard;
    bool keeps_whole;
    struct path before, after; /* where the topmost level is */
    struct level levels[JSON_DEPTH_MAX + 1];
    size_t depth; /* levels in use */
    struct arena texts;
    struct difference *items;
    size_t count, cap;
    size_t kinds[DIFF_MOVED + 1];
};

/* ---- what is found */

static const char *keep(struct diff *d, const char *text)
{
    const size_t size = strlen(text) + 1;
    return memcpy(arena_text(&d->texts, size), text, size);
}

/* Many may be added to one list. */
static const char *keep_container(struct diff *d)
{
    const char *last = d->count > 1 ? d->items[d->count - 2].within : NULL;
    return last && strcmp(last, d->before.text.data) == 0 ? last : keep(d, d->before.text.data);
}

static struct difference *find(struct diff *d, enum diff_kind kind)
{
    if (d->count == d->cap) {
        d->cap = d->cap ? d->cap * 2 : 16;
        d->items = xreallocarray(d->items, d->cap, sizeof *d->items);
    }
    struct difference *found = &d->items[d->count++];
    *found = (struct difference){.kind = kind};
    d->kinds[kind]++;
    if (kind != DIFF_REMOVED)
        found->after = keep(d, d->after.text.data);
    if (kind != DIFF_ADDED)
        found->before = found->after && strcmp(d->before.text.data, found->after) == 0
                            ? found->after
                            : keep(d, d->before.text.data);
    else
        found->within = keep_container(d);
    return found;
}

/* ---- the way */

static bool push_child(struct path *p, const struct json *container, size_t index)
{
    if (container->kind == JSON_ARRAY)
        return path_push_index(p, index);
    struct buf scratch;
    size_t len;
    buf_init(&scratch, JSON_TEXT_MAX);
    const char *name = json_name(&container->items[index], &scratch, &len);
    const bool pushed = path_push(p, name, len);
    buf_finish(&scratch);
    return pushed;
}

static void enter(struct diff *d, const struct json *before, const struct json *after)
{
    struct level *l = &d->levels[d->depth++];
    *l = (struct level){.before = before, .after = after};
    l->match.before = before;
    l->match.after = after;
    l->match.key = after->kind == JSON_ARRAY ? wizard_key_member(d->wizard, d->after.text.data) : NULL;
}

static void leave(struct diff *d)
{
    match_finish(&d->levels[--d->depth].match);
    if (d->depth > 0) {
        path_pop(&d->before);
        path_pop(&d->after);
    }
}

static bool same_text(const struct json *x, const struct json *y)
{
    return x->text_len == y->text_len && x->text_len <= SAME_TEXT_MAX && x->kind == y->kind &&
           !((x->flags | y->flags) & JSON_CHANGED) && memcmp(x->text, y->text, x->text_len) == 0;
}

/* Both are at the ends of the paths. true: a level for them was begun, which takes the paths back. whole: not
 * even of containers. */
static bool look_into(struct diff *d, const struct json *x, const struct json *y, bool whole)
{
    if (x->kind == y->kind && json_is_container(x) && d->depth <= JSON_DEPTH_MAX && !whole) {
        enter(d, x, y);
        return true;
    }
    if (!json_same(x, y))
        find(d, DIFF_CHANGED);
    return false;
}

/* One that has no path of its own (path.h says which): the value around it has changed. */
static void pathless(struct diff *d)
{
    const struct difference *last = d->count ? &d->items[d->count - 1] : NULL;
    if (!last || last->kind != DIFF_CHANGED || strcmp(last->after, d->after.text.data) != 0)
        find(d, DIFF_CHANGED);
}

/* Children that are the same ones. */
static void compare(struct diff *d, const struct level *l, size_t before, size_t after)
{
    const struct json *x = &l->before->items[before], *y = &l->after->items[after];
    if (same_text(x, y))
        return;
    if (!push_child(&d->before, l->before, before)) {
        if (!json_same(x, y))
            pathless(d);
        return;
    }
    if (!push_child(&d->after, l->after, after)) {
        path_pop(&d->before);
        if (!json_same(x, y))
            pathless(d);
        return;
    }
    if (look_into(d, x, y, d->keeps_whole && match_is_nameless(&l->match, x)))
        return;
    path_pop(&d->before);
    path_pop(&d->after);
}

static void one_sided(struct diff *d, const struct level *l, enum diff_kind kind, size_t index)
{
    const bool added = kind == DIFF_ADDED;
    struct path *p = added ? &d->after : &d->before;
    if (!push_child(p, added ? l->after : l->before, index)) {
        pathless(d);
        return;
    }
    find(d, kind);
    path_pop(p);
}

/* ---- the phases: each looks at one child, or some */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void next_phase(struct level *l, enum phase phase, size_t at)
{
    l->phase = phase;
    l->at = at;
}

/* As long as both have the same children in the same order there is nothing to search for. */
static size_t look_at_head(struct diff *d, struct level *l)
{
    const size_t at = l->at;
    if (at == least(l->before->count, l->after->count) ||
        !match_same(&l->match, &l->before->items[at], &l->after->items[at])) {
        l->match.head = at;
        next_phase(l, PHASE_TAIL, 0);
        return 1;
    }
    l->at++;
    compare(d, l, at, at);
    return 1;
}

static size_t look_at_tail(struct diff *d, struct level *l)
{
    const size_t before = l->before->count - l->tail, after = l->after->count - l->tail;
    (void)d;
    if (least(before, after) > l->match.head &&
        match_same(&l->match, &l->before->items[before - 1], &l->after->items[after - 1])) {
        l->tail++;
        return 1;
    }
    l->match.before_end = before;
    l->match.after_end = after;
    if (before == l->match.head && after == l->match.head) {
        next_phase(l, PHASE_REST, after);
    } else {
        match_begin(&l->match);
        next_phase(l, PHASE_MATCH, 0);
    }
    return 1;
}

static size_t match_some(struct diff *d, struct level *l)
{
    enum { SOME = 256 };
    if (!match_step(&l->match, SOME))
        return SOME;
    const size_t moved = match_moved(&l->match);
    if (moved > 0)
        find(d, DIFF_MOVED)->moved = moved;
    next_phase(l, PHASE_REMOVED, l->match.head);
    return SOME;
}

static size_t tell_removed(struct diff *d, struct level *l)
{
    const size_t at = l->at++;
    if (at == l->match.before_end)
        next_phase(l, PHASE_MIDDLE, l->match.head);
    else if (l->match.before_partner[at - l->match.head] == NO_PARTNER)
        one_sided(d, l, DIFF_REMOVED, at);
    return 1;
}

static size_t look_at_middle(struct diff *d, struct level *l)
{
    const size_t at = l->at++;
    if (at == l->match.after_end) {
        next_phase(l, PHASE_REST, at);
        return 1;
    }
    const uint32_t partner = l->match.after_partner[at - l->match.head];
    if (partner == NO_PARTNER)
        one_sided(d, l, DIFF_ADDED, at);
    else
        compare(d, l, partner, at);
    return 1;
}

static size_t look_at_rest(struct diff *d, struct level *l)
{
    const size_t at = l->at++;
    if (at == l->after->count)
        next_phase(l, PHASE_DONE, 0);
    else
        compare(d, l, l->match.before_end + (at - l->match.after_end), at);
    return 1;
}

static size_t (*const phases[])(struct diff *d, struct level *l) = {
    [PHASE_HEAD] = look_at_head,    [PHASE_TAIL] = look_at_tail,     [PHASE_MATCH] = match_some,
    [PHASE_REMOVED] = tell_removed, [PHASE_MIDDLE] = look_at_middle, [PHASE_REST] = look_at_rest,
};

/* ---- the whole */

struct diff *diff_new(const struct wizard *w, const struct json *before, const struct json *after)
{
    struct diff *d = xcalloc(1, sizeof *d);
    d->wizard = w;
    arena_init(&d->texts);
    path_init(&d->before);
    path_init(&d->after);
    look_into(d, before, after, false);
    return d;
}

void diff_keep_whole(struct diff *d)
{
    d->keeps_whole = true;
}

void diff_free(struct diff *d)
{
    if (!d)
        return;
    while (d->depth > 0)
        leave(d);
    path_finish(&d->before);
    path_finish(&d->after);
    arena_finish(&d->texts);
    free(d->items);
    free(d);
}

bool diff_step(struct diff *d, size_t values)
{
    for (size_t seen = 0; d->depth > 0 && seen < values;) {
        struct level *l = &d->levels[d->depth - 1];
        if (l->phase == PHASE_DONE)
            leave(d);
        else
            seen += phases[l->phase](d, l);
    }
    return d->depth == 0;
}

bool diff_done(const struct diff *d)
{
    return d->depth == 0;
}

void diff_progress(const struct diff *d, size_t *done, size_t *all)
{
    *done = *all = 0;
    for (size_t i = 0; i < d->depth; i++) {
        const struct level *l = &d->levels[i];
        if (l->after->count <= *all)
            continue;
        *all = l->after->count;
        *done = l->phase == PHASE_TAIL || l->phase == PHASE_MATCH ? l->match.head : least(l->at, *all);
    }
}

size_t diff_count(const struct diff *d)
{
    return d->count;
}

const struct difference *diff_at(const struct diff *d, size_t index)
{
    return index < d->count ? &d->items[index] : NULL;
}

size_t diff_count_of(const struct diff *d, enum diff_kind kind)
{
    return d->kinds[kind];
}
