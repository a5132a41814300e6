/* check against bodies whose verdict is known beforehand: generate.h. */
#include "tests/test.h"

#include "tests/forms/generate.h"
#include "tests/forms/support.h"

#include "forms/check.h"

#include <string.h>

#define VALID_BODIES   1000
#define MUTATED_BODIES 3000

struct bench {
    struct schema *schema;
    struct buf text;
    struct arena arena;
    struct json_tree tree;
    struct problems problems;
};

static void bench_init(struct bench *b)
{
    *b = (struct bench){.schema = support_schema()};
    buf_init(&b->text, BUF_BODY_MAX);
    arena_init(&b->arena);
    problems_init(&b->problems);
}

static void bench_finish(struct bench *b)
{
    problems_finish(&b->problems);
    arena_finish(&b->arena);
    buf_finish(&b->text);
    schema_free(b->schema);
}

/* Checks the body in text. */
static void bench_check(struct bench *b, uint64_t seed)
{
    struct err e = {0};
    arena_finish(&b->arena);
    arena_init(&b->arena);
    if (!json_parse(&b->arena, b->text.data, b->text.len, &b->tree, &e))
        fail_msg("seed %llu: %zu:%zu: %s", (unsigned long long)seed, e.line, e.column, e.text);
    problems_clear(&b->problems);
    check_document(b->schema, &b->tree.root, 0, &b->problems);
    assert_int_equal(check_valid(schema_root(b->schema), &b->tree.root), b->problems.errors == 0);
}

static void complain(const struct bench *b, uint64_t seed, const char *what)
{
    for (size_t i = 0; i < b->problems.count; i++)
        print_error("%s [%s] %s\n", b->problems.items[i].pointer, b->problems.items[i].keyword,
                    b->problems.items[i].text);
    fail_msg("seed %llu: %s in %s", (unsigned long long)seed, what, b->text.data);
}

static void check_document__finds_nothing__in_valid_bodies(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b);
    for (uint64_t seed = 0; seed < VALID_BODIES; seed++) {
        buf_clear(&b.text);
        generate_valid(seed, b.schema, seed % 2, &b.text);
        bench_check(&b, seed);
        if (b.problems.errors > 0)
            complain(&b, seed, "errors");
    }
    bench_finish(&b);
}

/* The errors are those that the mutation announces. */
static bool agrees(const struct problems *p, const struct mutation *m)
{
    if (!m->invalid)
        return p->errors == 0;
    for (size_t i = 0; i < p->count; i++) {
        const struct problem *q = &p->items[i];
        if (q->severity != SEVERITY_ERROR)
            continue;
        if (m->exact)
            return p->errors == 1 && strcmp(q->pointer, m->pointer) == 0 &&
                   strcmp(q->keyword, m->keyword) == 0;
        return strncmp(q->pointer, m->pointer, strlen(m->pointer)) == 0;
    }
    return false;
}

struct kinds {
    const char *names[32];
    size_t count;
};

static void note_kind(struct kinds *kinds, const char *name)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (strcmp(kinds->names[i], name) == 0)
            return;
    assert_in_range(kinds->count, 0, 31);
    kinds->names[kinds->count++] = name;
}

static void check_document__finds_what_is_wrong__where_it_is_wrong(void **state)
{
    (void)state;
    struct bench b;
    struct kinds kinds = {.count = 0};
    bench_init(&b);
    for (uint64_t seed = 0; seed < MUTATED_BODIES; seed++) {
        struct mutation m;
        buf_clear(&b.text);
        generate_mutated(seed, b.schema, seed % 2, &b.text, &m);
        assert_non_null(m.name);
        note_kind(&kinds, m.name);
        bench_check(&b, seed);
        if (!agrees(&b.problems, &m)) {
            print_error("%s: %s\n", m.name, m.pointer);
            complain(&b, seed, "another verdict");
        }
    }
    assert_int_equal(kinds.count, 11);
    bench_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_document__finds_nothing__in_valid_bodies),
        cmocka_unit_test(check_document__finds_what_is_wrong__where_it_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
