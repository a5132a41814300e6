/* The document against a naive model (jansson trees, edited in the plainest way), and undo and redo against
 * the texts that were written on the way, over seeded random edits. */
#include "tests/test.h"

#include "forms/doc.h"
#include "forms/path.h"
#include "tests/forms/doc_model.h"
#include "tests/forms/random_json.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 60
#define EDITS  80

/* ---- random edits of both */

/* A path through the document that may end in, or run on through, something that is not there. */
static void random_pointer(struct rng *r, const struct json *v, struct path *out)
{
    path_set(out, "");
    for (;;) {
        char name[2] = {(char)('a' + rng_below(r, 9)), '\0'};
        const bool list = json_is(v, JSON_ARRAY);
        if (list || rng_below(r, 12) == 0) {
            const size_t index = rng_below(r, list ? v->count + 1 : 3);
            path_push_index(out, index);
            v = list ? json_item(v, index) : NULL;
        } else {
            path_push(out, name, 1);
            v = json_is(v, JSON_OBJECT) ? json_get(v, name, 1) : NULL;
        }
        if (rng_below(r, v ? 4 : 2) == 0)
            return;
    }
}

static void insert_value(struct doc *d, struct model *m, const char *pointer, size_t index,
                         const struct buf *text)
{
    struct json_tree tree;
    char *copy = arena_text(doc_arena(d), text->len);
    memcpy(copy, text->data, text->len);
    assert_true(json_parse(doc_arena(d), copy, text->len, &tree, NULL));
    const bool expected = model_insert(m, pointer, index, text->data);
    assert_int_equal(doc_insert(d, pointer, index, &tree.root, NULL), expected);
}

static void set_or_insert(struct rng *r, struct doc *d, struct model *m, const char *pointer, bool insert)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    random_value(r, 2, &text);
    if (insert)
        insert_value(d, m, pointer, rng_below(r, 4), &text);
    else
        assert_int_equal(doc_set_text(d, pointer, text.data, text.len, NULL),
                         model_set(m, pointer, text.data));
    buf_finish(&text);
}

static void random_edit(struct rng *r, struct doc *d, struct model *m, struct path *path)
{
    random_pointer(r, doc_root(d), path);
    const char *pointer = path->text.data;
    switch (rng_below(r, 8)) {
    case 0:
        set_or_insert(r, d, m, pointer, true);
        break;
    case 1:
    case 2:
        assert_true(doc_unset(d, pointer, NULL));
        model_unset(m, pointer);
        break;
    case 3: {
        const size_t from = rng_below(r, 4), to = rng_below(r, 4);
        assert_int_equal(doc_move(d, pointer, from, to, NULL), model_move(m, pointer, from, to));
        break;
    }
    case 4: {
        const char name[2] = {(char)('a' + rng_below(r, 9)), '\0'};
        assert_int_equal(doc_rename(d, pointer, name, 1, NULL), model_rename(m, pointer, name));
        break;
    }
    default:
        set_or_insert(r, d, m, pointer, false);
    }
}

static char *text_of(const struct doc *d)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &b));
    return buf_detach(&b, NULL);
}

static void check_and_free(char *got, const char *expected)
{
    assert_string_equal(got, expected);
    free(got);
}

static void check_against_model(const struct doc *d, const struct model *m)
{
    char *text = text_of(d), *expected = model_text(m);
    check_and_free(model_compact(text), expected);
    free(text);
    free(expected);
}

/* ---- undo and redo */

/* texts[i]: the document after i steps. */
static void walk_steps(struct rng *r, struct doc *d, char *const *texts, size_t steps)
{
    size_t at = steps;
    for (size_t i = 0; i < 2 * steps; i++) {
        const bool back = rng_below(r, 2) == 0;
        assert_int_equal(back ? doc_undo(d, NULL) : doc_redo(d, NULL), back ? at > 0 : at < steps);
        if (back)
            at -= at > 0;
        else
            at += at < steps;
        check_and_free(text_of(d), texts[at]);
        assert_int_equal(doc_modified(d), at != 0);
    }
    while (doc_undo(d, NULL))
        at--;
    assert_int_equal(at, 0);
    check_and_free(text_of(d), texts[0]);
    while (doc_redo(d, NULL))
        at++;
    assert_int_equal(at, steps);
    check_and_free(text_of(d), texts[steps]);
}

static void edit_and_walk(uint64_t seed)
{
    struct rng r;
    struct buf text;
    struct path path;

    char *texts[EDITS + 1];
    size_t steps = 0;
    rng_init(&r, seed);
    buf_init(&text, BUF_TEXT_MAX);
    path_init(&path);
    random_object(&r, 4, &text);
    struct doc *d = doc_new(text.data, text.len, NULL);
    assert_non_null(d);
    struct model *m = model_new(text.data);
    texts[0] = text_of(d);
    assert_string_equal(texts[0], text.data);
    for (size_t i = 0; i < EDITS; i++) {
        const uint64_t before = doc_revision(d);
        doc_visit(d);
        random_edit(&r, d, m, &path);
        check_against_model(d, m);
        if (doc_revision(d) != before)
            texts[++steps] = text_of(d);
    }
    walk_steps(&r, d, texts, steps);
    for (size_t i = 0; i <= steps; i++)
        free(texts[i]);
    doc_free(d);
    model_free(m);
    path_finish(&path);
    buf_finish(&text);
}

static void doc__agrees_with_a_naive_model__and_undo_gives_every_byte_back(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        edit_and_walk(seed);
}

static void doc__undone_within_groups__is_what_it_was(void **state)
{
    (void)state;
    for (uint64_t seed = 1000; seed < 1000 + ROUNDS; seed++) {
        struct rng r;
        struct buf text;
        struct path path;

        rng_init(&r, seed);
        buf_init(&text, BUF_TEXT_MAX);
        path_init(&path);
        random_object(&r, 4, &text);
        struct doc *d = doc_new(text.data, text.len, NULL);
        struct model *m = model_new(text.data);
        doc_group_begin(d);
        for (size_t i = 0; i < EDITS; i++)
            random_edit(&r, d, m, &path);
        doc_group_end(d);
        check_against_model(d, m);
        char *last = text_of(d);
        if (doc_undo(d, NULL)) {
            check_and_free(text_of(d), text.data);
            assert_false(doc_undo(d, NULL));
            assert_true(doc_redo(d, NULL));
        }
        check_and_free(text_of(d), last);
        free(last);
        doc_free(d);
        model_free(m);
        path_finish(&path);
        buf_finish(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc__agrees_with_a_naive_model__and_undo_gives_every_byte_back),
        cmocka_unit_test(doc__undone_within_groups__is_what_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
