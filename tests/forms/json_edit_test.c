/* Random edits on random documents, beside a plain model: what is written reads as the model says; undone,
 * every byte is back. */
#include "tests/test.h"

#include "forms/json.h"
#include "tests/forms/json_dump.h"
#include "tests/forms/wild_json.h"

#include <stdio.h>
#include <string.h>

#define NODES_MAX 4000
#define EDITS     12

/* ---- the model: a tree of nodes that own nothing; a value is known by its dump */

struct node {
    struct buf name;
    struct buf scalar; /* the dump of a scalar */
    struct node *kids[600];
    size_t count;
    char open; /* '[' or '{'; 0: a scalar */
};

struct model {
    struct node *nodes[NODES_MAX];
    size_t used;
};

static struct node *node_new(struct model *m, const struct json *v)
{
    struct buf scratch;
    struct node *n = test_calloc(1, sizeof *n);
    size_t len;
    assert_true(m->used < NODES_MAX);
    m->nodes[m->used++] = n;
    buf_init(&n->name, BUF_TEXT_MAX);
    buf_init(&n->scalar, BUF_TEXT_MAX);
    buf_init(&scratch, BUF_TEXT_MAX);
    if (v->flags & JSON_NAMED) {
        const char *name = json_name(v, &scratch, &len);
        buf_add(&n->name, name, len);
    }
    n->open = v->kind == JSON_OBJECT ? '{' : v->kind == JSON_ARRAY ? '[' : 0;
    if (!n->open)
        dump_value(v, &n->scalar);
    for (uint32_t i = 0; i < v->count; i++) {
        assert_true(n->count < 500);
        n->kids[n->count++] = node_new(m, &v->items[i]);
    }
    buf_finish(&scratch);
    return n;
}

static void model_free(struct model *m)
{
    for (size_t i = 0; i < m->used; i++) {
        buf_finish(&m->nodes[i]->name);
        buf_finish(&m->nodes[i]->scalar);
        test_free(m->nodes[i]);
    }
    test_free(m);
}

static void node_dump(const struct node *n, struct buf *out)
{
    if (!n->open) {
        buf_add(out, n->scalar.data, n->scalar.len);
        return;
    }
    buf_putc(out, n->open);
    for (size_t i = 0; i < n->count; i++) {
        if (n->open == '{')
            dump_chars(n->kids[i]->name.data, n->kids[i]->name.len, out);
        node_dump(n->kids[i], out);
    }
    buf_putc(out, n->open == '{' ? '}' : ']');
}

static void node_insert(struct node *n, size_t at, struct node *kid)
{
    assert_true(n->count < sizeof n->kids / sizeof *n->kids);
    memmove(n->kids + at + 1, n->kids + at, (n->count - at) * sizeof *n->kids);
    n->kids[at] = kid;
    n->count++;
}

static struct node *node_take(struct node *n, size_t at)
{
    struct node *kid = n->kids[at];
    n->count--;
    memmove(n->kids + at, n->kids + at + 1, (n->count - at) * sizeof *n->kids);
    return kid;
}

/* ---- a session */

/* How to take an edit back: what was at the place before, and whether something is there now; or where it was
 * before it was moved there. */
struct undo {
    size_t path[JSON_DEPTH_MAX];
    size_t depth, at, from;
    bool put, took, moved;
    struct json old;
};

struct session {
    struct rng rng;
    struct arena arena;
    struct json_tree tree;
    struct buf text;
    struct model *model;
    struct node *root;
    struct undo done[EDITS];
    size_t steps;
    size_t names; /* given so far: each is new to the document */
    uint64_t seed;
};

/* Goes down to the container of the path and marks all on the way, as a document does. */
static struct json *walk(struct session *s, const struct undo *u)
{
    struct json *v = &s->tree.root;
    json_mark(v);
    for (size_t i = 0; i < u->depth; i++) {
        v = json_item(v, u->path[i]);
        json_mark(v);
    }
    return v;
}

/* A random container: the same in the tree and in the model. */
static struct json *choose(struct session *s, struct undo *u, struct node **n)
{
    *u = (struct undo){0};
    *n = s->root;
    while ((*n)->count && u->depth + 1 < JSON_DEPTH_MAX && rng_below(&s->rng, 4)) {
        const size_t at = rng_below(&s->rng, (*n)->count);
        if (!(*n)->kids[at]->open)
            break;
        *n = (*n)->kids[at];
        u->path[u->depth++] = at;
    }
    return walk(s, u);
}

static struct json made_value(struct session *s)
{
    struct json v, item;
    switch (rng_below(&s->rng, 6)) {
    case 0:
        return json_make_null();
    case 1:
        return json_make_bool(rng_below(&s->rng, 2));
    case 2:
        assert_true(json_make_number(&s->arena, "1.10", 4, &v));
        return v;
    case 3:
        return json_make_chars(&s->arena, "say \"hi\"\n\t\u00e9", 12);
    case 4:
        v = json_make_array();
        item = json_make_chars(&s->arena, "item", 4);
        json_insert(&s->arena, &v, 0, &item);
        json_insert(&s->arena, &v, 1, &item);
        return v;
    default:
        v = json_make_object();
        item = json_with_name(&s->arena, &(struct json){.kind = JSON_NULL, .text = "null", .text_len = 4},
                              "in", 2);
        json_insert(&s->arena, &v, 0, &item);
        return v;
    }
}

/* A copy of some value of the document: with its text, and children that have leads. */
static struct json cloned_value(struct session *s)
{
    const struct json *v = &s->tree.root;
    while (v->count && rng_below(&s->rng, 5))
        v = &v->items[rng_below(&s->rng, v->count)];
    return v->text_len < 2000 ? json_clone(&s->arena, v) : json_make_null();
}

static struct json fresh_name(struct session *s, const struct json *value)
{
    char name[32];
    const int len = snprintf(name, sizeof name, "new\t\"%zu\"", s->names++);
    return json_with_name(&s->arena, value, name, (size_t)len);
}

static void edit_insert(struct session *s)
{
    struct undo u;
    struct node *n;
    struct json *container = choose(s, &u, &n);
    struct json v = rng_below(&s->rng, 2) ? made_value(s) : cloned_value(s);
    if (json_is(container, JSON_OBJECT))
        v = fresh_name(s, &v);
    u.at = rng_below(&s->rng, container->count + 1);
    u.put = true;
    node_insert(n, u.at, node_new(s->model, &v));
    json_insert(&s->arena, container, u.at, &v);
    s->done[s->steps++] = u;
}

static void edit_take(struct session *s)
{
    struct undo u;
    struct node *n;
    struct json *container = choose(s, &u, &n);
    if (!container->count)
        return;
    u.at = rng_below(&s->rng, container->count);
    u.took = true;
    node_take(n, u.at);
    u.old = json_take(container, u.at);
    s->done[s->steps++] = u;
}

static void edit_replace(struct session *s)
{
    struct undo u;
    struct node *n;
    struct json *container = choose(s, &u, &n);
    if (!container->count)
        return;
    u.at = rng_below(&s->rng, container->count);
    u.took = u.put = true;
    u.old = container->items[u.at];
    const struct json made = rng_below(&s->rng, 2) ? made_value(s) : cloned_value(s);
    const struct json v = json_in_place_of(&s->arena, &made, &u.old);
    container->items[u.at] = v;
    node_take(n, u.at);
    node_insert(n, u.at, node_new(s->model, &v));
    s->done[s->steps++] = u;
}

static void edit_rename(struct session *s)
{
    struct undo u;
    struct node *n;
    struct json *container = choose(s, &u, &n);
    if (!container->count || !json_is(container, JSON_OBJECT))
        return;
    u.at = rng_below(&s->rng, container->count);
    u.took = u.put = true;
    u.old = json_take(container, u.at);
    const struct json v = fresh_name(s, &u.old);
    json_insert(&s->arena, container, u.at, &v);
    node_take(n, u.at);
    node_insert(n, u.at, node_new(s->model, &v));
    s->done[s->steps++] = u;
}

/* Inside one container, with its lead. */
static void edit_move(struct session *s)
{
    struct undo u;
    struct node *n;
    struct json *container = choose(s, &u, &n);
    if (!container->count)
        return;
    u.moved = true;
    u.from = rng_below(&s->rng, container->count);
    const struct json v = json_take(container, u.from);
    struct node *kid = node_take(n, u.from);
    u.at = rng_below(&s->rng, container->count + 1);
    json_insert(&s->arena, container, u.at, &v);
    node_insert(n, u.at, kid);
    s->done[s->steps++] = u;
}

static void take_back(struct session *s)
{
    const struct undo *u = &s->done[--s->steps];
    struct json *container = walk(s, u);
    if (u->moved) {
        const struct json v = json_take(container, u->at);
        json_insert(&s->arena, container, u->from, &v);
        return;
    }
    if (u->put)
        json_take(container, u->at);
    if (u->took)
        json_insert(&s->arena, container, u->at, &u->old);
}

static void assert_reads_as_model(struct session *s)
{
    struct buf out, expected, got;
    struct arena arena;
    struct json_tree again;
    struct err e = {0};
    arena_init(&arena);
    buf_init(&out, JSON_TEXT_MAX);
    buf_init(&expected, JSON_TEXT_MAX);
    buf_init(&got, JSON_TEXT_MAX);
    node_dump(s->root, &expected);
    assert_true(json_write(&s->tree, json_to_buf, &out));
    if (!json_parse(&arena, out.data, out.len, &again, &e))
        fail_msg("seed %u: %zu:%zu: %s\n%s", (unsigned)s->seed, e.line, e.column, e.text, out.data);
    dump_value(&again.root, &got);
    if (got.len != expected.len || memcmp(got.data, expected.data, got.len) != 0)
        fail_msg("seed %u: %s\nis not\n%s", (unsigned)s->seed, got.data, expected.data);
    assert_true(json_same(&s->tree.root, &again.root));
    buf_finish(&out);
    buf_finish(&expected);
    buf_finish(&got);
    arena_finish(&arena);
}

static void assert_as_read(struct session *s)
{
    struct buf out;
    buf_init(&out, JSON_TEXT_MAX);
    assert_true(json_write(&s->tree, json_to_buf, &out));
    if (out.len != s->text.len || memcmp(out.data, s->text.data, out.len) != 0)
        fail_msg("seed %u: written as\n%s\nread as\n%s", (unsigned)s->seed, out.data, s->text.data);
    buf_finish(&out);
}

static void session_init(struct session *s, uint64_t seed)
{
    struct err e = {0};
    *s = (struct session){.seed = seed, .model = test_calloc(1, sizeof *s->model)};
    rng_init(&s->rng, seed);
    arena_init(&s->arena);
    buf_init(&s->text, JSON_TEXT_MAX);
    wild_text(&s->rng, 1 + seed % 4, &s->text);
    if (!json_parse(&s->arena, s->text.data, s->text.len, &s->tree, &e))
        fail_msg("seed %u: %zu:%zu: %s", (unsigned)seed, e.line, e.column, e.text);
    s->root = node_new(s->model, &s->tree.root);
}

static void session_finish(struct session *s)
{
    model_free(s->model);
    arena_finish(&s->arena);
    buf_finish(&s->text);
}

static void json_write__follows_random_edits__and_their_undoing(void **state)
{
    (void)state;
    static void (*const edits[])(struct session *) = {edit_insert, edit_take, edit_replace, edit_rename,
                                                      edit_move};
    size_t done = 0;
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        struct session s;
        session_init(&s, seed);
        assert_as_read(&s);
        for (int i = 0; i < EDITS && s.root->open && s.model->used < NODES_MAX / 2; i++) {
            edits[rng_below(&s.rng, sizeof edits / sizeof *edits)](&s);
            assert_reads_as_model(&s);
        }
        done += s.steps;
        while (s.steps)
            take_back(&s);
        assert_as_read(&s);
        session_finish(&s);
    }
    print_message("%zu edits\n", done);
    assert_true(done > 5000);
}

static void json_write__gives_back_every_byte__of_random_documents(void **state)
{
    (void)state;
    size_t bytes = 0;
    for (uint64_t seed = 1; seed <= 5000; seed++) {
        struct session s;
        session_init(&s, seed);
        assert_as_read(&s);
        json_mark(&s.tree.root); /* looked into, and still the same */
        assert_as_read(&s);
        bytes += s.text.len;
        session_finish(&s);
    }
    print_message("%zu bytes\n", bytes);
    assert_true(bytes > 500000);
}

/* Lines and columns found by reading from the start each time. */
static void assert_places(const struct json_tree *tree, const struct json *v, struct json_hint *hint)
{
    size_t line, column, naive_line = 1, naive_column = 1;
    json_place(tree, v, hint, &line, &column);
    for (const char *p = tree->text; p < v->text; p++) {
        if (*p == '\n') {
            naive_line++;
            naive_column = 1;
        } else if (((unsigned char)*p & 0xC0) != 0x80) {
            naive_column++;
        }
    }
    assert_int_equal(line, naive_line);
    assert_int_equal(column, naive_column);
    for (uint32_t i = 0; i < v->count; i++)
        assert_places(tree, &v->items[i], hint);
}

static void json_place__is_right_for_every_value__of_random_documents(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct session s;
        struct json_hint hint = {0};
        session_init(&s, seed);
        assert_places(&s.tree, &s.tree.root, &hint);
        json_hint_finish(&hint);
        session_finish(&s);
    }
}

static void json_place__is_right_in_any_order__of_a_long_text(void **state)
{
    struct rng r;
    struct buf text;
    struct arena arena;
    struct json_tree tree;
    struct json_hint hint = {0};
    size_t line, column;
    (void)state;
    rng_init(&r, 1);
    buf_init(&text, BUF_BODY_MAX);
    buf_putc(&text, '[');
    for (size_t i = 0; i < 20000; i++)
        buf_printf(&text, "%s%s\"\u00e9%zu\"", i ? "," : "", rng_below(&r, 50) ? "" : "\n", i);
    buf_putc(&text, ']');
    arena_init(&arena);
    assert_true(json_parse(&arena, text.data, text.len, &tree, NULL));
    for (size_t i = 0; i < 1000; i++) {
        const struct json *v = &tree.root.items[rng_below(&r, i % 10 ? 20000 : 20)];
        const struct json_spot naive = json_spot_of(text.data, v->text);
        json_place(&tree, v, &hint, &line, &column);
        assert_int_equal(line, naive.line);
        assert_int_equal(column, naive.column);
    }
    json_hint_finish(&hint);
    arena_finish(&arena);
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_write__follows_random_edits__and_their_undoing),
        cmocka_unit_test(json_write__gives_back_every_byte__of_random_documents),
        cmocka_unit_test(json_place__is_right_for_every_value__of_random_documents),
        cmocka_unit_test(json_place__is_right_in_any_order__of_a_long_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
