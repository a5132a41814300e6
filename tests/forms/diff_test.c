/* What differs between two bodies: by a table, and against a naive comparison of random ones. */
#include "tests/test.h"

#include "tests/forms/fixture.h"
#include "tests/forms/random_edit.h"
#include "tests/forms/random_json.h"

#include "forms/diff.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* Compared in steps of so many values. */
static struct diff *compared(const struct fixture *f, const struct doc *before, const struct doc *after,
                             size_t step)
{
    struct diff *d = diff_new(f->wizard, doc_root(before), doc_root(after));
    while (!diff_step(d, step))
        assert_false(diff_done(d));
    assert_true(diff_done(d));
    return d;
}

/* One letter a difference, and its path: "+/locale ~/rooms(2)"; both paths where they differ. */
static void list(const struct diff *d, struct buf *out)
{
    static const char letters[] = {
        [DIFF_ADDED] = '+', [DIFF_REMOVED] = '-', [DIFF_CHANGED] = '!', [DIFF_MOVED] = '~'};
    for (size_t i = 0; i < diff_count(d); i++) {
        const struct difference *x = diff_at(d, i);
        buf_printf(out, "%s%c", out->len ? " " : "", letters[x->kind]);
        buf_puts(out, x->after ? x->after : x->before);
        if (x->before && x->after && x->before != x->after)
            buf_printf(out, "<%s", x->before);
        if (x->moved)
            buf_printf(out, "(%zu)", x->moved);
    }
    assert_null(diff_at(d, diff_count(d)));
}

#define ROOMS(items) "{\"customer_data\":{\"rooms\":[" items "]}}"
#define ROOM(key)    "{\"room_key\":\"" key "\"}"
#define R            "/customer_data/rooms"

static const struct {
    const char *before, *after, *expected;
} cases[] = {
    {"{}", "{}", ""},
    {"{\"locale\":\"a\",\"b\":[1,{\"c\":null}]}", "{ \"b\" : [1, {\"c\":null}],\n\"locale\":\"\\u0061\"}",
     ""},
    {"{}", "{\"locale\":\"a\"}", "+/locale"},
    {"{\"locale\":\"a\"}", "{}", "-/locale"},
    {"{\"locale\":\"a\"}", "{\"locale\":\"b\"}", "!/locale"},
    {"{\"a\":1}", "{\"a\":\"1\"}", "!/a"},
    {"{\"a\":1.10}", "{\"a\":1.1}", "!/a"},
    {"{\"a\":null}", "{\"a\":false}", "!/a"},
    {"{\"a\":{}}", "{\"a\":[]}", "!/a"},
    {"{\"a\":{\"b\":1,\"c\":2}}", "{\"a\":{\"c\":3,\"d\":4}}", "-/a/b !/a/c +/a/d"},
    {"{\"a/b\":{\"~\":1}}", "{\"a/b\":{\"~\":2}}", "!/a~1b/~0"},
    /* a name that no C string can hold: the value around it */
    {"{\"a\":{\"\\u0000\":1,\"x\\u0000\":1}}", "{\"a\":{\"\\u0000\":2}}", "!/a"},
    /* texts of a list: by what they are */
    {"{\"a\":[\"x\",\"y\",\"z\"]}", "{\"a\":[\"x\",\"z\"]}", "-/a/1"},
    {"{\"a\":[\"x\",\"z\"]}", "{\"a\":[\"w\",\"x\",\"y\",\"z\"]}", "+/a/0 +/a/2"},
    {"{\"a\":[\"x\",\"y\"]}", "{\"a\":[\"\\u0079\",\"x\"]}", "~/a(1)"},
    {"{\"a\":[1,2,3,4]}", "{\"a\":[4,1,2,3]}", "~/a(1)"},
    {"{\"a\":[1,2,3,4]}", "{\"a\":[4,3,2,1]}", "~/a(3)"},
    {"{\"a\":[\"x\",\"x\"]}", "{\"a\":[\"x\"]}", "-/a/1"},
    /* objects without a key: equal ones, then in their order */
    {"{\"a\":[{\"b\":1},{\"b\":2},{\"b\":3}]}", "{\"a\":[{\"b\":2},{\"b\":4}]}", "-/a/0 !/a/1/b</a/2/b"},
    /* records: by their keys */
    {ROOMS(ROOM("a") "," ROOM("b")), ROOMS(ROOM("b")), "-" R "/0"},
    {ROOMS(ROOM("b")), ROOMS(ROOM("a") "," ROOM("b") "," ROOM("c")), "+" R "/0 +" R "/2"},
    {ROOMS(ROOM("a") "," ROOM("b")), ROOMS(ROOM("b") "," ROOM("a")), "~" R "(1)"},
    {ROOMS(ROOM("a") ",{\"room_key\":\"b\",\"name\":\"B\"}"),
     ROOMS("{\"name\":\"C\",\"room_key\":\"b\"}," ROOM("a")), "~" R "(1) !" R "/0/name<" R "/1/name"},
    /* the same key twice: the first with the first */
    {ROOMS("{\"room_key\":\"a\",\"name\":\"1\"}," ROOM("x") ",{\"room_key\":\"a\",\"name\":\"2\"}"),
     ROOMS("{\"room_key\":\"a\",\"name\":\"2\"}," ROOM("x")), "!" R "/0/name -" R "/2"},
    /* a key that is none, and records beside what is no record */
    {ROOMS("{\"room_key\":1,\"name\":\"x\"}"), ROOMS("{\"room_key\":2,\"name\":\"x\"}"), "!" R "/0/room_key"},
    {ROOMS(ROOM("a") ",7"), ROOMS("7," ROOM("b")), "-" R "/0 +" R "/1"},
};

static void diff__names_by_key_and_path__what_differs(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t step = 1; step < 1000; step *= 10) {
            struct doc *before = read_doc(cases[i].before), *after = read_doc(cases[i].after);
            struct diff *d = compared(&f, before, after, step);
            struct buf found;
            buf_init(&found, BUF_TEXT_MAX);
            list(d, &found);
            if (strcmp(found.data, cases[i].expected) != 0)
                fail_msg("%s and %s differ by \"%s\", not \"%s\"", cases[i].before, cases[i].after,
                         found.data, cases[i].expected);
            buf_finish(&found);
            diff_free(d);
            doc_free(before);
            doc_free(after);
        }
    fixture_end(&f);
}

/* ---- against a naive comparison */

static bool naive_same(const struct json *x, const struct json *y)
{
    if (x->kind != y->kind || !json_is_container(x))
        return json_same(x, y);
    if (x->count != y->count)
        return false;
    for (size_t i = 0; i < x->count; i++) {
        const struct json *other = &y->items[i];
        struct buf name;
        size_t len;
        if (x->kind == JSON_OBJECT) {
            buf_init(&name, BUF_TEXT_MAX);
            const char *chars = json_name(&x->items[i], &name, &len);
            other = json_get(y, chars, len);
            buf_finish(&name);
        }
        if (!other || !naive_same(&x->items[i], other))
            return false;
    }
    return true;
}

/* Nothing is said where nothing differs, something where something does; what is said is true; and the other
 * way round the same is said with the words exchanged. */
static size_t check_pair(const struct fixture *f, const struct doc *before, const struct doc *after)
{
    struct diff *there = compared(f, before, after, 7), *back = compared(f, after, before, 1000);
    const size_t found = diff_count(there);
    assert_int_equal(found == 0, naive_same(doc_root(before), doc_root(after)));
    assert_int_equal(diff_count(back) == 0, found == 0);
    assert_int_equal(diff_count_of(back, DIFF_ADDED), diff_count_of(there, DIFF_REMOVED));
    assert_int_equal(diff_count_of(back, DIFF_REMOVED), diff_count_of(there, DIFF_ADDED));
    for (size_t i = 0; i < found; i++) {
        const struct difference *x = diff_at(there, i);
        const struct json *was = x->before ? doc_get(before, x->before) : NULL;
        const struct json *is = x->after ? doc_get(after, x->after) : NULL;
        assert_int_equal(!was, x->kind == DIFF_ADDED);
        assert_int_equal(!is, x->kind == DIFF_REMOVED);
        if (x->kind == DIFF_CHANGED || x->kind == DIFF_MOVED)
            assert_false(naive_same(was, is));
    }
    diff_free(there);
    diff_free(back);
    return found;
}

static void diff__agrees_with_a_naive_comparison__of_random_edits(void **state)
{
    (void)state;
    size_t differing = 0, pairs = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct rng r;
        struct fixture f;
        rng_init(&r, seed);
        char *text = random_portal(&r);
        struct doc *before = read_doc(text);
        fixture_begin(&f, text);
        for (size_t i = 0; i < 30; i++, pairs++) {
            random_edit(&r, f.doc);
            differing += check_pair(&f, before, f.doc) > 0;
        }
        while (doc_undo(f.doc, NULL))
            ;
        assert_int_equal(check_pair(&f, before, f.doc), 0);
        doc_free(before);
        fixture_end(&f);
        free(text);
    }
    assert_true(differing > pairs / 2);
}

static void diff__agrees_with_a_naive_comparison__of_any_two_objects(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        struct rng r;
        struct buf text;
        rng_init(&r, seed);
        buf_init(&text, BUF_TEXT_MAX);
        random_object(&r, 4, &text);
        struct doc *before = read_doc(text.data);
        buf_clear(&text);
        random_object(&r, 4, &text);
        struct doc *after = read_doc(text.data);
        check_pair(&f, before, after);
        doc_free(before);
        doc_free(after);
        buf_finish(&text);
    }
    fixture_end(&f);
}

/* ---- for whoever goes by the differences */

/* Rooms without a key are paired by their places, and may have changed in more than one field. */
static void diff__keeps_items_without_a_key_whole__where_that_is_asked_for(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    struct doc *before = read_doc(ROOMS("{\"name\":\"x\",\"a\":1}," ROOM("k"))),
               *after = read_doc(ROOMS("{\"name\":\"y\"},{\"room_key\":\"k\",\"name\":\"z\"}"));
    for (int whole = 0; whole < 2; whole++) {
        struct diff *d = diff_new(f.wizard, doc_root(before), doc_root(after));
        struct buf found;
        buf_init(&found, BUF_TEXT_MAX);
        if (whole)
            diff_keep_whole(d);
        diff_step(d, SIZE_MAX);
        list(d, &found);
        assert_string_equal(found.data,
                            whole ? "!" R "/0 +" R "/1/name" : "!" R "/0/name -" R "/0/a +" R "/1/name");
        assert_string_equal(diff_at(d, diff_count(d) - 1)->within, R "/1");
        buf_finish(&found);
        diff_free(d);
    }
    doc_free(before);
    doc_free(after);
    fixture_end(&f);
}

/* ---- what a large one costs */

/* Rooms with keys from 0 on, or backwards. */
static struct doc *rooms(size_t count, bool backwards)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\":{\"rooms\":[");
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s{\"room_key\":\"%zu\"}", i ? "," : "", backwards ? count - 1 - i : i);
    buf_puts(&text, "]}}");
    struct doc *d = read_doc(text.data);
    buf_finish(&text);
    return d;
}

static size_t steps_of(const struct fixture *f, const struct doc *before, const struct doc *after)
{
    struct diff *d = diff_new(f->wizard, doc_root(before), doc_root(after));
    size_t steps = 1;
    while (!diff_step(d, 100))
        steps++;
    assert_int_equal(diff_count_of(d, DIFF_MOVED), 1);
    diff_free(d);
    return steps;
}

/* Everything elsewhere is the most that there is to search for. */
static void diff__takes_little_more_than_ten_times_as_long__for_ten_times_as_many(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    size_t steps[2], count = 2000;
    for (size_t i = 0; i < 2; i++, count *= 10) {
        struct doc *before = rooms(count, false), *after = rooms(count, true);
        steps[i] = steps_of(&f, before, after);
        doc_free(before);
        doc_free(after);
    }
    assert_true(steps[1] < 13 * steps[0]);
    fixture_end(&f);
}

/* ---- words */

static void assert_words(struct buf *words, const char *expected)
{
    assert_string_equal(words->data, expected);
    buf_clear(words);
}

static void diff_value__fits_on_a_line__and_hides_what_is_secret(void **state)
{
    (void)state;
    struct doc *d = read_doc("{\"t\":\"a\\n\\\"b\\\"\",\"u\":\"\xc3\xa9\xc3\xa9\xc3\xa9\",\"n\":-1.50,"
                             "\"z\":null,\"l\":[1],\"o\":{\"a\":1,\"b\":2},\"e\":[],\"f\":{}}");
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    diff_value(doc_get(d, "/t"), false, 40, &words);
    assert_words(&words, "\"a\\n\\\"b\\\"\"");
    diff_value(doc_get(d, "/u"), false, 5, &words);
    assert_words(&words, "\"\xc3\xa9\xc3\xa9\"...");
    diff_value(doc_get(d, "/u"), true, 5, &words);
    assert_words(&words, "****");
    diff_value(doc_get(d, "/n"), false, 40, &words);
    assert_words(&words, "-1.50");
    diff_value(doc_get(d, "/z"), true, 40, &words);
    assert_words(&words, "null");
    diff_value(NULL, true, 40, &words);
    assert_words(&words, "not set");
    diff_value(doc_get(d, "/l"), false, 40, &words);
    assert_words(&words, "1 item");
    diff_value(doc_get(d, "/o"), false, 40, &words);
    assert_words(&words, "2 fields");
    diff_value(doc_get(d, "/e"), false, 40, &words);
    assert_words(&words, "empty list");
    diff_value(doc_get(d, "/f"), false, 40, &words);
    assert_words(&words, "empty object");
    buf_finish(&words);
    doc_free(d);
}

static void diff_path__names_records_by_key__and_others_by_index(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f,
                  "{\"customer_data\":{\"rooms\":[{\"room_key\":\"r 1\",\"list\":[{}]},{\"name\":\"x\"}]}}");
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    diff_path(f.wizard, doc_root(f.doc), R "/0/list/0/a~1b", &words);
    assert_words(&words, "customer_data.rooms[r 1].list[0].a/b");
    diff_path(f.wizard, doc_root(f.doc), R "/1/name", &words);
    assert_words(&words, "customer_data.rooms[1].name");
    diff_path(f.wizard, doc_root(f.doc), R "/2", &words);
    assert_words(&words, "customer_data.rooms[2]");
    diff_path(f.wizard, doc_root(f.doc), "", &words);
    assert_words(&words, "the whole body");
    buf_finish(&words);
    assert_true(diff_is_secret(f.wizard, "/customer_data/reservations/0/preferred_code"));
    assert_false(diff_is_secret(f.wizard, "/customer_data/reservations/0/name"));
    fixture_end(&f);
}

static void diff_words__count_what_was_found(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    struct doc *before = read_doc("{\"a\":1,\"b\":1,\"c\":[1,2],\"d\":1}");
    struct doc *after = read_doc("{\"a\":2,\"c\":[2,1],\"d\":2,\"e\":1}");
    struct diff *d = compared(&f, before, after, 100), *same = compared(&f, before, before, 100);
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    diff_words(d, &words);
    assert_words(&words, "2 changed, 1 added, 1 removed, order of 1 list");
    diff_words(same, &words);
    assert_words(&words, "nothing");
    buf_finish(&words);
    diff_free(d);
    diff_free(same);
    doc_free(before);
    doc_free(after);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diff__names_by_key_and_path__what_differs),
        cmocka_unit_test(diff__agrees_with_a_naive_comparison__of_random_edits),
        cmocka_unit_test(diff__agrees_with_a_naive_comparison__of_any_two_objects),
        cmocka_unit_test(diff__keeps_items_without_a_key_whole__where_that_is_asked_for),
        cmocka_unit_test(diff__takes_little_more_than_ten_times_as_long__for_ten_times_as_many),
        cmocka_unit_test(diff_value__fits_on_a_line__and_hides_what_is_secret),
        cmocka_unit_test(diff_path__names_records_by_key__and_others_by_index),
        cmocka_unit_test(diff_words__count_what_was_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
