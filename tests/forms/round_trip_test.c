/* Opening and writing 10,000 request bodies, as they are and with one field changed: every byte that nobody
 * touched comes out as it went in. */
#include "tests/test.h"

#include "forms/doc.h"
#include "forms/path.h"
#include "tests/forms/generate.h"
#include "tests/forms/support.h"

#include <string.h>

#define BODIES 10000

struct bench {
    struct rng rng;
    struct buf text, written, expected;
    struct path path;
};

static void bench_init(struct bench *b)
{
    rng_init(&b->rng, 20261120);
    buf_init(&b->text, BUF_BODY_MAX);
    buf_init(&b->written, BUF_BODY_MAX);
    buf_init(&b->expected, BUF_BODY_MAX);
    path_init(&b->path);
}

static void bench_finish(struct bench *b)
{
    buf_finish(&b->text);
    buf_finish(&b->written);
    buf_finish(&b->expected);
    path_finish(&b->path);
}

static void check_written(struct bench *b, struct doc *d, const struct buf *expected)
{
    buf_clear(&b->written);
    assert_true(doc_write(d, json_to_buf, &b->written));
    assert_int_equal(b->written.len, expected->len);
    assert_memory_equal(b->written.data, expected->data, expected->len);
    assert_int_equal(doc_size(d), expected->len);
}

/* Goes down to a scalar, leaving its path in b->path; NULL where the way ends in an empty container. */
static const struct json *random_scalar(struct bench *b, const struct json *v)
{
    struct buf name;
    buf_init(&name, BUF_TEXT_MAX);
    path_set(&b->path, "");
    while (v->count > 0) {
        const size_t index = rng_below(&b->rng, v->count);
        const bool object = json_is(v, JSON_OBJECT);
        size_t len;
        v = json_item(v, index);
        if (object) {
            const char *p = json_name(v, &name, &len);
            path_push(&b->path, p, len);
        } else {
            path_push_index(&b->path, index);
        }
    }
    buf_finish(&name);
    return !json_is_container(v) ? v : NULL;
}

/* The text that was read, with other bytes where the value stands. */
static void expect_changed(struct bench *b, const struct doc *d, const struct json *v, const char *bytes)
{
    const size_t start = strcspn(b->text.data, "{") + (size_t)(v->text - doc_root(d)->text);
    const size_t end = start + v->text_len;
    buf_clear(&b->expected);
    buf_add(&b->expected, b->text.data, start);
    buf_puts(&b->expected, bytes);
    buf_add(&b->expected, b->text.data + end, b->text.len - end);
}

static bool change_one_scalar(struct bench *b, struct doc *d)
{
    static const char *const values[] = {"\"changed\"", "null", "-12.50e1", "\"changed to \\u00e9\""};
    const struct json *v = random_scalar(b, doc_root(d));
    const char *bytes = values[rng_below(&b->rng, sizeof values / sizeof *values)];
    if (!v || (json_is(v, JSON_NULL) && strcmp(bytes, "null") == 0))
        return false;
    expect_changed(b, d, v, bytes);
    assert_true(doc_set_text(d, b->path.text.data, bytes, strlen(bytes), NULL));
    check_written(b, d, &b->expected);
    assert_true(doc_undo(d, NULL));
    check_written(b, d, &b->text);
    return true;
}

static void bodies__opened_written_and_changed__keep_what_was_not_touched(void **state)
{
    (void)state;
    struct bench b;
    struct schema *s = support_schema();
    size_t changed = 0;
    bench_init(&b);
    for (uint64_t seed = 1; seed <= BODIES; seed++) {
        buf_clear(&b.text);
        generate_valid(seed, s, seed % 2 == 0, &b.text);
        struct doc *d = doc_new(b.text.data, b.text.len, NULL);
        assert_non_null(d);
        check_written(&b, d, &b.text);
        changed += change_one_scalar(&b, d);
        doc_free(d);
    }
    assert_true(changed > BODIES / 2);
    bench_finish(&b);
    schema_free(s);
}

static void random_texts__opened_and_written__keep_every_byte(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b);
    for (int i = 0; i < BODIES; i++) {
        buf_clear(&b.text);
        random_object(&b.rng, 4, &b.text);
        struct doc *d = doc_new(b.text.data, b.text.len, NULL);
        assert_non_null(d);
        check_written(&b, d, &b.text);
        change_one_scalar(&b, d);
        doc_free(d);
    }
    bench_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies__opened_written_and_changed__keep_what_was_not_touched),
        cmocka_unit_test(random_texts__opened_and_written__keep_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
