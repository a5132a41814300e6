/* After an edit: the values from the root down to the edited one are checked again without what lies beside
 * the path, then all that the edit can have changed. Problems beside the path are moved over as they are.
 *
 * A choice of variants (oneOf, anyOf) depends on everything below it: there the whole value is checked again.
 * An item that came or went has moved those behind it: they are checked again as well. */
#include "forms/check.h"

#include "forms/check_walk.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* A problem that was known before. */
struct known {
    struct problem *problem;
    size_t common;    /* tokens that its pointer shares with the edited one */
    const char *rest; /* those that follow */
    bool kept;        /* moved to the new list */
    bool after;       /* stands beside the path, behind it */
};

struct update {
    struct walk walk;
    const char *pointer; /* of the edit; no longer than paths are */
    size_t *tokens;      /* their lengths */
    size_t token_count;
    struct known *known;
    size_t known_count;
    struct buf token;
};

/* Lengths of the tokens of a pointer, each with its slash: they are compared with those of all problems.
 * Heap. */
static size_t *measure_tokens(const char *pointer, size_t *count)
{
    size_t *lengths = xreallocarray(NULL, strlen(pointer) + 1, sizeof *lengths);
    *count = 0;
    for (size_t len; *pointer; pointer += len) {
        len = 1 + strcspn(pointer + 1, "/");
        lengths[(*count)++] = len;
    }
    return lengths;
}

/* Whole tokens that the edited pointer and another one begin with. *rest becomes what follows in the other.
 */
static size_t common_tokens(const struct update *u, const char *other, const char **rest)
{
    const char *at = u->pointer;
    size_t count = 0;
    for (; count < u->token_count; count++) {
        const size_t len = u->tokens[count];
        if (strncmp(at, other, len) != 0 || (other[len] && other[len] != '/'))
            break;
        at += len;
        other += len;
    }
    *rest = other;
    return count;
}

/* The index of the child of v that the first token of pointer names, or -1. */
static long child_at(const struct json *v, const char *pointer, struct buf *token)
{
    if (v->kind == JSON_OBJECT)
        return path_next(&pointer, token) ? json_find(v, token->data, token->len) : -1;
    size_t index;
    if (v->kind != JSON_ARRAY || !pointer[0] || !path_index(pointer + 1, strcspn(pointer + 1, "/"), &index) ||
        index >= v->count)
        return -1;
    return (long)index;
}

/* Sorts out the problems that stand beside the path below v, which is level tokens down it; next is the child
 * on the path, -1 for none. Those before it are moved over now. */
static void keep_beside(struct update *u, const struct json *v, size_t level, long next)
{
    for (size_t i = 0; i < u->known_count; i++) {
        struct known *k = &u->known[i];
        if (k->common != level)
            continue;
        const long at = child_at(v, k->rest, &u->token);
        if (at < 0 || at == next)
            continue;
        k->after = next >= 0 && at > next;
        if (k->after)
            continue;
        problems_take(u->walk.out, *k->problem);
        k->kept = true;
    }
}

/* A member may have no pointer of its own (check.c): its problems are said of v, and only a check of all that
 * lies below v finds them again. */
static bool has_nameless(const struct json *v, const char *pointer)
{
    const size_t room = PATH_MAX_LEN - strlen(pointer);
    for (uint32_t i = 0; v->kind == JSON_OBJECT && i < v->count; i++)
        if (v->items[i].flags & JSON_NAME_ESCAPED || 2 * (size_t)v->items[i].name_len + 2 > room)
            return true;
    return false;
}

static bool has_choice(const struct walk *w, size_t first)
{
    for (size_t i = first; i < w->count; i++)
        if (w->nodes[i]->one_of_count || w->nodes[i]->any_of_count)
            return true;
    return false;
}

/* All items of a list that were where they are now before the edit of the one at index. */
static void keep_items(struct update *u, size_t level, size_t index)
{
    for (size_t i = 0; i < u->known_count; i++) {
        struct known *k = &u->known[i];
        size_t at;
        if (k->common != level || !k->rest[0] || !path_index(k->rest + 1, strcspn(k->rest + 1, "/"), &at) ||
            at >= index)
            continue;
        problems_take(u->walk.out, *k->problem);
        k->kept = true;
    }
}

/* Checks the list s from the item on that rest names; false, and nothing is done, where it names none. */
static bool follow_items(struct update *u, struct subject *s, size_t first, const char *rest, size_t level)
{
    size_t index;
    if (s->value->kind != JSON_ARRAY || !rest[0] || !path_index(rest + 1, strlen(rest + 1), &index))
        return false;
    walk_value(&u->walk, s, first);
    keep_items(u, level, index);
    for (size_t i = index; i < s->value->count; i++) {
        const size_t begin = u->walk.count;
        struct subject child = walk_child(&u->walk, s, first, i);
        walk_all(&u->walk, &child, begin);
    }
    u->walk.count = first;
    return true;
}

/* s stands level tokens down the path; rest are the tokens that follow. */
static void follow(struct update *u, struct subject *s, size_t first, const char *rest, size_t level)
{
    if (!rest[0] || has_choice(&u->walk, first) || has_nameless(s->value, u->pointer)) {
        walk_all(&u->walk, s, first);
        return;
    }
    if (follow_items(u, s, first, rest, level))
        return;
    walk_value(&u->walk, s, first);
    const long next = child_at(s->value, rest, &u->token);
    keep_beside(u, s->value, level, next);
    if (next >= 0) {
        const size_t begin = u->walk.count;
        struct subject child = walk_child(&u->walk, s, first, (size_t)next);
        const char *slash = strchr(rest + 1, '/');
        follow(u, &child, begin, slash ? slash : "", level + 1);
    }
    u->walk.count = first;
}

static bool is_truncated(const struct problems *p)
{
    size_t said = 0;
    for (size_t i = 0; i < p->count; i++)
        said += p->items[i].severity == SEVERITY_SERVER;
    return p->count - said < p->errors + p->warnings;
}

static void keep_rest(struct update *u)
{
    for (size_t i = 0; i < u->known_count; i++) {
        struct known *k = &u->known[i];
        if (k->kept)
            continue;
        if (k->after || k->problem->severity == SEVERITY_SERVER) {
            problems_take(u->walk.out, *k->problem);
        } else {
            problems_release(u->walk.out, k->problem);
        }
    }
}

void check_update(const struct schema *s, const struct doc *d, const char *pointer, struct problems *p)
{
    const struct json *root = doc_root(d);
    if (!pointer[0] || strlen(pointer) > PATH_MAX_LEN || is_truncated(p)) {
        check_document(s, root, p->limit, p);
        return;
    }
    struct problems fresh = {.places = p->places};
    struct update u = {
        .pointer = pointer, .known = xcalloc(p->count, sizeof *u.known), .known_count = p->count};
    u.tokens = measure_tokens(pointer, &u.token_count);
    for (size_t i = 0; i < p->count; i++) {
        struct known *k = &u.known[i];
        k->problem = &p->items[i];
        k->common = common_tokens(&u, k->problem->pointer, &k->rest);
    }
    buf_init(&u.token, PATH_MAX_LEN);
    walk_init(&u.walk, &fresh);
    walk_push(&u.walk, schema_root(s), root);
    struct subject top = {.value = root};
    follow(&u, &top, 0, pointer, 0);
    keep_rest(&u);
    walk_finish(&u.walk);
    buf_finish(&u.token);
    free(u.known);
    free(u.tokens);
    free(p->items);
    fresh.limit = p->limit;
    *p = fresh;
    if (p->limit && p->count > p->limit)
        check_document(s, root, p->limit, p);
}
