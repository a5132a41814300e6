/* The standing verdict: after any edits it equals one begun anew, and a check of the whole document. */
#include "tests/test.h"

#include "tests/forms/fixture.h"
#include "tests/forms/generate.h"
#include "tests/forms/random_edit.h"
#include "tests/patience.h"

#include "forms/checks.h"
#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

enum { SEEDS = 12, EDITS = 1000, EVERY = 5, ALL = 1 << 30 };

static struct checks *begin(const struct fixture *f, const struct doc *d)
{
    struct checks *c = checks_new(f->schema, f->wizard);
    checks_begin(c, d);
    assert_true(checks_step(c, ALL));
    return c;
}

static void assert_same_problem(const struct problem *a, const struct problem *b, const char *edit)
{
    if (strcmp(a->pointer, b->pointer) != 0 || strcmp(a->keyword, b->keyword) != 0 ||
        a->severity != b->severity || strcmp(a->text, b->text) != 0)
        fail_msg("after %s: %s [%s] %s, but %s [%s] %s", edit, a->pointer, a->keyword, a->text, b->pointer,
                 b->keyword, b->text);
}

/* Counts and lists agree with the problems of the whole at each pointer of one of them. */
static void assert_counts(const struct checks *c, struct checks_record *r, const struct problems *whole,
                          const char *pointer)
{
    struct problems listed;
    problems_init(&listed);
    assert_int_equal(checks_within(c, pointer), problems_within(whole, pointer));
    assert_int_equal(checks_standing(c, r, pointer), problems_standing(whole, pointer));
    checks_list(c, pointer, CHECKS_OWN, 0, ALL, &listed);
    assert_int_equal(listed.count, problems_within(whole, pointer));
    problems_finish(&listed);
}

static void assert_is_whole(const struct fixture *f, const struct checks *c, const struct doc *d,
                            const char *edit)
{
    struct problems whole, listed;
    struct checks_record record = {0};
    problems_init(&whole);
    problems_init(&listed);
    checks_whole(f->schema, f->wizard, NULL, doc_root(d), 0, &whole);
    checks_list(c, "", CHECKS_OWN, 0, ALL, &listed);
    if (listed.count != whole.count)
        fail_msg("after %s: %zu problems, not %zu", edit, listed.count, whole.count);
    for (size_t i = 0; i < whole.count; i++)
        assert_same_problem(&listed.items[i], &whole.items[i], edit);
    assert_int_equal(checks_errors(c), whole.errors);
    assert_int_equal(checks_warnings(c), whole.warnings);
    for (size_t i = 0; i < whole.count; i += 7) {
        char *at = xstrdup(whole.items[i].pointer);
        for (char *up; at; at = up) {
            assert_counts(c, &record, &whole, at);
            up = path_parent(at);
            free(at);
        }
    }
    checks_record_finish(&record);
    problems_finish(&whole);
    problems_finish(&listed);
}

/* What is not kept is not put into words either, but it is counted. */
static void checks_whole__keeps_the_first__and_counts_all(void **state)
{
    (void)state;
    enum { BODIES = 40, LIMIT = 1 };
    size_t cut = 0;
    for (uint64_t seed = 1; seed <= BODIES; seed++) {
        struct fixture f;
        struct buf body;
        struct mutation m;
        struct problems all, first;
        fixture_begin(&f, "{}");
        buf_init(&body, BUF_BODY_MAX);
        generate_mutated(seed, f.schema, false, &body, &m);
        struct doc *d = read_doc(body.data);
        problems_init(&all);
        problems_init(&first);
        checks_whole(f.schema, f.wizard, NULL, doc_root(d), 0, &all);
        checks_whole(f.schema, f.wizard, NULL, doc_root(d), LIMIT, &first);
        assert_int_equal(first.count, all.count < LIMIT ? all.count : LIMIT);
        assert_int_equal(first.errors, all.errors);
        assert_int_equal(first.warnings, all.warnings);
        for (size_t i = 0; i < first.count; i++)
            assert_same_problem(&first.items[i], &all.items[i], "a limit");
        cut += all.count > LIMIT;
        problems_finish(&all);
        problems_finish(&first);
        doc_free(d);
        buf_finish(&body);
        fixture_end(&f);
    }
    assert_true(cut > BODIES / 4);
}

static void checks_follow__equals_a_check_of_the_whole__after_any_edits(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    const uint64_t seeds = (uint64_t)patience_rounds(SEEDS);
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        struct rng r;
        rng_init(&r, seed);
        char *text = random_portal(&r);
        struct doc *d = read_doc(text);
        struct checks *c = begin(&f, d);
        for (size_t i = 0; i < EDITS; i++) {
            const char *edit = random_edit(&r, d);
            if (rng_below(&r, EVERY) > 0)
                continue; /* several at once are followed as well */
            assert_true(checks_follow(c));
            assert_is_whole(&f, c, d, edit);
        }
        checks_free(c);
        doc_free(d);
        free(text);
    }
    fixture_end(&f);
}

/* Bodies with every field of the schema, and with one thing wrong. */
static void checks_begin__equals_a_check_of_the_whole__of_any_body(void **state)
{
    (void)state;
    struct fixture f;
    struct buf text;
    struct mutation m;
    fixture_begin(&f, "{}");
    buf_init(&text, BUF_BODY_MAX);
    for (uint64_t seed = 0; seed < 300; seed++) {
        buf_clear(&text);
        generate_mutated(seed, f.schema, false, &text, &m);
        struct doc *d = doc_new(text.data, text.len, NULL);
        if (!d)
            continue; /* the root is no object any more */
        struct checks *c = begin(&f, d);
        assert_is_whole(&f, c, d, m.name);
        checks_free(c);
        doc_free(d);
    }
    buf_finish(&text);
    fixture_end(&f);
}

/* ---- in slices */

static const char ROOMS[] = "{\"locale\":\"x\",\"customer_data\":{\"customer_key\":\"acme\",\"rooms\":["
                            "{\"room_key\":\"r1\"},{\"room_key\":\"r2\",\"name\":\"Attic\"},"
                            "{\"room_key\":\"r3\"},{\"room_key\":\"r4\"}]},\"read_only\":7}";

static void checks_step__goes_on_where_it_was__with_edits_between(void **state)
{
    (void)state;
    struct fixture f;
    size_t done, all;
    fixture_begin(&f, ROOMS);
    struct checks *c = checks_new(f.schema, f.wizard);
    checks_begin(c, f.doc);
    assert_false(checks_done(c));
    assert_false(checks_step(c, 1));
    while (checks_errors(c) < 3)
        assert_false(checks_step(c, 1)); /* what is beside, and the first room */
    checks_progress(c, &done, &all);
    assert_int_equal(all, 4);
    assert_int_equal(done, 1);
    assert_true(doc_unset(f.doc, "/customer_data/rooms/0", NULL));
    checks_follow(c);
    assert_true(checks_step(c, ALL));
    assert_is_whole(&f, c, f.doc, "a slice");
    assert_int_equal(checks_errors(c), 4);
    checks_free(c);
    fixture_end(&f);
}

/* ---- one after the other */

static void checks_next__meets_each_problem_once__both_ways(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, ROOMS);
    struct checks *c = begin(&f, f.doc);
    struct problems whole;
    problems_init(&whole);
    checks_list(c, "", CHECKS_OWN, 0, ALL, &whole);
    assert_int_equal(whole.count, 5);
    for (int forward = 0; forward < 2; forward++) {
        char *at = xstrdup("/customer_data/rooms/1/name"); /* where nothing is wrong */
        for (size_t i = 0; i < 2 * whole.count; i++) {
            struct problems found;
            size_t number;
            problems_init(&found);
            assert_true(checks_next(c, at, forward, &found, &number));
            const size_t expected = forward ? (i + 2) % whole.count : (whole.count * 2 + 1 - i) % whole.count;
            assert_int_equal(number, expected + 1);
            assert_string_equal(found.items[0].pointer, whole.items[expected].pointer);
            free(at);
            at = xstrdup(found.items[0].pointer);
            problems_finish(&found);
        }
        free(at);
    }
    problems_finish(&whole);
    checks_free(c);
    fixture_end(&f);
}

static void checks_list__takes_a_part__of_one_severity(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, ROOMS);
    struct checks *c = begin(&f, f.doc);
    struct problems some;
    problems_init(&some);
    checks_list(c, "", 1U << SEVERITY_ERROR, 1, 2, &some);
    assert_int_equal(some.count, 2);
    assert_string_equal(some.items[0].pointer, "/customer_data/rooms/0/name");
    assert_string_equal(some.items[1].pointer, "/customer_data/rooms/2/name");
    problems_clear(&some);
    checks_list(c, "", 1U << SEVERITY_WARNING, 0, ALL, &some);
    assert_int_equal(some.count, checks_warnings(c));
    problems_clear(&some);
    checks_list(c, "/customer_data/rooms/3", CHECKS_OWN, 0, ALL, &some);
    assert_int_equal(some.count, 1);
    assert_string_equal(some.items[0].keyword, "required");
    problems_finish(&some);
    checks_free(c);
    fixture_end(&f);
}

static void checks_order__is_that_of_the_document(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, ROOMS);
    const struct json *root = doc_root(f.doc);
    assert_true(checks_order(root, "/locale", "/customer_data") < 0);
    assert_true(checks_order(root, "/read_only", "/customer_data/rooms/3/name") > 0);
    assert_true(checks_order(root, "/customer_data/rooms/2", "/customer_data/rooms/10") > 0);
    assert_true(checks_order(root, "/customer_data", "/customer_data/rooms") < 0);
    assert_true(checks_order(root, "/customer_data/rooms/3/name", "/customer_data/rooms/3/room_key") < 0);
    assert_int_equal(checks_order(root, "/no", "/nowhere"), 0);
    assert_int_equal(checks_order(root, "/locale", "/locale"), 0);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_follow__equals_a_check_of_the_whole__after_any_edits),
        cmocka_unit_test(checks_begin__equals_a_check_of_the_whole__of_any_body),
        cmocka_unit_test(checks_step__goes_on_where_it_was__with_edits_between),
        cmocka_unit_test(checks_whole__keeps_the_first__and_counts_all),
        cmocka_unit_test(checks_next__meets_each_problem_once__both_ways),
        cmocka_unit_test(checks_list__takes_a_part__of_one_severity),
        cmocka_unit_test(checks_order__is_that_of_the_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
