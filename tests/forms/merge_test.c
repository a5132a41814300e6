/* Edits made again in a body that somebody else edited: by a table, and over random edits of both sides. */
#include "tests/test.h"

#include "tests/forms/doc_model.h"
#include "tests/forms/fixture.h"
#include "tests/forms/random_edit.h"

#include "forms/diff.h"
#include "forms/mem.h"
#include "forms/merge.h"

#include <stdlib.h>
#include <string.h>

static struct doc *must_open(const char *text)
{
    struct doc *d = doc_new(text, strlen(text), NULL);
    assert_non_null(d);
    return d;
}

static char *text_of(const struct doc *d)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &b));
    return buf_detach(&b, NULL);
}

#define D(lists) "{\"customer_data\":{" lists "}}"
#define G(items) "\"guests\":[" items "]"
#define A        "{\"guest_key\":\"a\",\"name\":\"Ana\"}"
#define A2       "{\"guest_key\":\"a\",\"name\":\"Ana Silva\"}"
#define A3       "{\"guest_key\":\"a\",\"name\":\"Ana\",\"phone_number\":\"1\"}"
#define B        "{\"guest_key\":\"b\",\"name\":\"Bo\"}"
#define B2       "{\"guest_key\":\"b\",\"name\":\"Bob\"}"
#define C        "{\"guest_key\":\"c\",\"name\":\"Cy\"}"
/* without a key */
#define N  "{\"name\":\"Nia\",\"email_address\":\"nia@example.com\",\"phone_number\":\"1\"}"
#define N2 "{\"name\":\"Nina\",\"phone_number\":\"2\"}"
#define N3 "{\"name\":\"Noa\",\"email_address\":\"nia@example.com\",\"phone_number\":\"1\"}"

static const struct {
    const char *base, *work, *other, *expected;
    size_t made, left;
} cases[] = {
    /* nothing on one side */
    {"{}", "{}", "{\"locale\":\"a\"}", "{\"locale\":\"a\"}", 0, 0},
    {"{}", "{\"locale\":\"a\"}", "{}", "{\"locale\":\"a\"}", 1, 0},
    /* each its own field; both the same; both differently */
    {"{}", "{\"locale\":\"a\"}", "{\"x\":1}", "{\"x\":1,\"locale\":\"a\"}", 1, 0},
    {"{\"locale\":\"a\"}", "{\"locale\":\"b\"}", "{\"locale\":\"b\"}", "{\"locale\":\"b\"}", 1, 0},
    {"{\"locale\":\"a\"}", "{\"locale\":\"b\"}", "{\"locale\":\"c\"}", "{\"locale\":\"c\"}", 0, 1},
    {"{\"locale\":\"a\"}", "{\"locale\":\"b\"}", "{}", "{}", 0, 1},
    {"{\"locale\":\"a\"}", "{}", "{\"locale\":\"a\"}", "{}", 1, 0},
    {"{\"locale\":\"a\"}", "{}", "{\"locale\":\"b\"}", "{\"locale\":\"b\"}", 0, 1},
    {"{\"locale\":\"a\"}", "{}", "{}", "{}", 1, 0},
    {"{}", "{\"locale\":\"a\"}", "{\"locale\":\"b\"}", "{\"locale\":\"b\"}", 0, 1},
    /* records are found by their keys, wherever they are now */
    {D(G(A "," B)), D(G(A2 "," B)), D(G(C "," B "," A)), D(G(C "," B "," A2)), 1, 0},
    {D(G(A "," B)), D(G(A "," B2)), D(G(C "," A "," B)), D(G(C "," A "," B2)), 1, 0},
    {D(G(A)), D(G(A2)), D(G(B)), D(G(B)), 0, 1},
    {D(G(A "," B)), D(G(B)), D(G(C "," A "," B)), D(G(C "," B)), 1, 0},
    {D(G(A "," B)), D(G(B)), D(G(A2 "," B)), D(G(A2 "," B)), 0, 1},
    {D(G(A)), D(G(A "," B)), D(G(C "," A)), D(G(C "," B "," A)), 1, 0},
    {D(G(A)), D(G(A "," B)), D(G(A "," B)), D(G(A "," B)), 1, 0},
    {D(G(A)), D(G(A "," B)), D(G(A "," B2)), D(G(A "," B2)), 0, 1},
    {D(G("")), D(G(A "," A)), D(G("")), D(G(A "," A)), 2, 0},
    {D(G(A)), D(G(A "," A2)), D(G(A "," B)), D(G(A "," A2 "," B)), 1, 0},
    {D(G(A)), D(G(A "," A)), D(G(A "," A)), D(G(A "," A)), 1, 0},
    {D(""), D(G(A)), D("\"x\":1"), D("\"x\":1," G(A)), 1, 0},
    /* without a key they are found by what they were, and all that was changed in one comes, or nothing */
    {D(G(N)), D(G(N2)), D(G(N)), D(G(N2)), 1, 0},
    {D(G(N "," A)), D(G(N2 "," A2)), D(G(C "," A "," N)), D(G(C "," A2 "," N2)), 2, 0},
    {D(G(N)), D(G(N2)), D(G(N3)), D(G(N3)), 0, 1},
    {D(G(N)), D(G(N2)), D(G(N2)), D(G(N2)), 1, 0},
    {D(G(N)), D(G("")), D(G(A "," N)), D(G(A)), 1, 0},
    /* what is added to one of two with the same key comes to that one, whatever the order of the list became
     */
    {D(G(B "," A "," C "," A)), D(G(C "," B "," A3 "," A)), D(G(B "," A "," C "," A)),
     D(G(B "," A3 "," C "," A)), 1, 1},
    /* the order of a list, and what stands in nothing */
    {D(G(A "," B)), D(G(B "," A)), D(G(A "," B "," C)), D(G(A "," B "," C)), 0, 1},
    {D(G(A)), D(G(A2)), "{\"customer_data\":7}", "{\"customer_data\":7}", 0, 1},
    {D(G(A)), D(G(A "," B)), "{}", "{}", 0, 1},
};

static void merge__makes_what_nobody_contradicts(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct merge_news news;
        struct doc *base = must_open(cases[i].base), *work = must_open(cases[i].work),
                   *d = must_open(cases[i].other);
        merge_into(d, f->wizard, doc_root(base), doc_root(work), &news);
        doc_free(base);
        doc_free(work);
        char *text = text_of(d), *got = model_compact(text), *wanted = model_compact(cases[i].expected);
        if (strcmp(got, wanted) != 0 || news.made != cases[i].made || news.left != cases[i].left)
            fail_msg("%s, then %s, in %s: %zu made, %zu left: %s", cases[i].base, cases[i].work,
                     cases[i].other, news.made, news.left, got);
        const bool changed = doc_modified(d);
        assert_int_equal(doc_undo(d, NULL), changed);
        free(text);
        text = text_of(d);
        assert_string_equal(text, cases[i].other);
        free(text);
        free(got);
        free(wanted);
        doc_free(d);
    }
}

static size_t count_differences(const struct fixture *f, const struct doc *one, const struct doc *other)
{
    struct diff *d = diff_new(f->wizard, doc_root(one), doc_root(other));
    diff_step(d, SIZE_MAX);
    const size_t count = diff_count(d);
    diff_free(d);
    return count;
}

/* Lists in another order, as the merge sees them. */
static size_t count_orders(const struct fixture *f, const struct doc *one, const struct doc *other)
{
    struct diff *d = diff_new(f->wizard, doc_root(one), doc_root(other));
    diff_keep_whole(d);
    diff_step(d, SIZE_MAX);
    const size_t count = diff_count_of(d, DIFF_MOVED);
    diff_free(d);
    return count;
}

/* Where nobody else edited, all of it is made, but the order of lists. */
static void merge__into_the_base__is_the_work(void **state)
{
    struct fixture *f = *state;
    size_t made = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct rng r;
        struct merge_news news;
        rng_init(&r, seed);
        char *text = random_portal(&r);
        struct doc *base = must_open(text), *work = must_open(text), *d = must_open(text);
        for (size_t i = 0; i < 12; i++)
            random_edit(&r, work);
        merge_into(d, f->wizard, doc_root(base), doc_root(work), &news);
        const size_t orders = count_orders(f, base, work), rest = count_differences(f, d, work);
        if (news.left != orders || (orders == 0 && rest > 0))
            fail_msg(
                "seed %llu: %zu differences are left, and %zu orders were other ones; %zu are said to be",
                (unsigned long long)seed, rest, orders, news.left);
        made += news.made;
        doc_free(base);
        doc_free(work);
        char *written = text_of(d);
        struct doc *again = must_open(written);
        doc_free(again);
        free(written);
        doc_free(d);
        free(text);
    }
    assert_true(made > 1000);
}

/* Whatever both did: the result can be read, one undo takes it back, and what it kept of the other's edits is
 * untouched where nothing was made. */
static void merge__of_edits_on_both_sides__is_one_step(void **state)
{
    struct fixture *f = *state;
    size_t left = 0, made = 0;
    for (uint64_t seed = 1000; seed < 1150; seed++) {
        struct rng r;
        struct merge_news news;
        rng_init(&r, seed);
        char *text = random_portal(&r);
        struct doc *base = must_open(text), *work = must_open(text), *d = must_open(text);
        for (size_t i = 0; i < 10; i++) {
            random_edit(&r, work);
            random_edit(&r, d);
        }
        doc_visit(d);
        char *before = text_of(d);
        merge_into(d, f->wizard, doc_root(base), doc_root(work), &news);
        char *after = text_of(d);
        struct doc *again = must_open(after);
        doc_free(again);
        if (strcmp(before, after) != 0) {
            assert_true(doc_undo(d, NULL));
            char *undone = text_of(d);
            assert_string_equal(undone, before);
            free(undone);
        }
        left += news.left;
        made += news.made;
        free(before);
        free(after);
        doc_free(base);
        doc_free(work);
        doc_free(d);
        free(text);
    }
    assert_true(left > 100 && made > 100);
}

static int begin(void **state)
{
    static struct fixture f;
    fixture_begin(&f, "{}");
    *state = &f;
    return 0;
}

static int end(void **state)
{
    fixture_end(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merge__makes_what_nobody_contradicts),
        cmocka_unit_test(merge__into_the_base__is_the_work),
        cmocka_unit_test(merge__of_edits_on_both_sides__is_one_step),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
