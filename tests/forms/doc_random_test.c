/* The document against a naive model (jansson trees, edited in the plainest way), and undo and redo against
 * the texts that were written on the way, over seeded random edits. */
#include "tests/test.h"

#include "forms/doc.h"
#include "forms/path.h"
#include "tests/forms/doc_model.h"
#include "tests/forms/random_json.h"

#include <stdio.h>
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

static void delete_items(struct rng *r, struct doc *d, struct model *m, const char *pointer)
{
    const struct json *v = doc_get(d, pointer);
    size_t indexes[8], count = 0;
    for (size_t i = 0; json_is(v, JSON_ARRAY) && i < v->count && count < 8; i++)
        if (rng_below(r, 2) == 0)
            indexes[count++] = i;
    assert_int_equal(doc_delete_items(d, pointer, indexes, count, NULL), json_is(v, JSON_ARRAY));
    for (; count > 0; count--) {
        char *item = path_join_index(pointer, indexes[count - 1]);
        model_unset(m, item);
        free(item);
    }
}

static void insert_items(struct rng *r, struct doc *d, struct model *m, const char *pointer)
{
    enum { MOST = 5 };
    struct json values[MOST];
    const size_t count = rng_below(r, MOST), index = rng_below(r, 4);
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    bool expected = true;
    for (size_t i = 0; i < count; i++) {
        struct json_tree tree;
        buf_clear(&text);
        random_value(r, 2, &text);
        char *copy = arena_text(doc_arena(d), text.len);
        memcpy(copy, text.data, text.len);
        assert_true(json_parse(doc_arena(d), copy, text.len, &tree, NULL));
        values[i] = tree.root;
        expected = expected && model_insert(m, pointer, index + i, text.data);
    }
    assert_int_equal(doc_insert_items(d, pointer, index, values, count, NULL), expected);
    buf_finish(&text);
}

static void random_edit(struct rng *r, struct doc *d, struct model *m, struct path *path)
{
    random_pointer(r, doc_root(d), path);
    const char *pointer = path->text.data;
    switch (rng_below(r, 10)) {
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
    case 5:
        delete_items(r, d, m, pointer);
        break;
    case 6:
        insert_items(r, d, m, pointer);
        break;
    default:
        set_or_insert(r, d, m, pointer, false);
    }
}

static char *text_of(struct doc *d)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &b));
    assert_int_equal(doc_size(d), b.len);
    return buf_detach(&b, NULL);
}

static void check_and_free(char *got, const char *expected)
{
    assert_string_equal(got, expected);
    free(got);
}

static void check_against_model(struct doc *d, const struct model *m)
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

static void doc__cancels_a_group__as_if_it_had_not_been(void **state)
{
    (void)state;
    for (uint64_t seed = 2000; seed < 2000 + ROUNDS; seed++) {
        struct rng r;
        struct buf text;
        struct path path;

        rng_init(&r, seed);
        buf_init(&text, BUF_TEXT_MAX);
        path_init(&path);
        random_object(&r, 4, &text);
        struct doc *d = doc_new(text.data, text.len, NULL);
        struct model *m = model_new(text.data);
        random_edit(&r, d, m, &path);
        char *before = text_of(d);
        const bool modified = doc_modified(d);
        doc_group_begin(d);
        doc_group_begin(d);
        for (size_t i = 0; i < EDITS; i++)
            random_edit(&r, d, m, &path);
        doc_group_cancel(d);
        check_and_free(text_of(d), before);
        assert_int_equal(doc_modified(d), modified);
        assert_false(doc_redo(d, NULL));
        assert_int_equal(doc_undo(d, NULL), modified);
        check_and_free(text_of(d), text.data);
        free(before);
        doc_free(d);
        model_free(m);
        path_finish(&path);
        buf_finish(&text);
    }
}

/* ---- the property that operators rely on: nothing that was done cannot be taken back */

#define MANY 1000

static void doc__undone_after_1000_random_edits__is_the_first__and_redone_the_last(void **state)
{
    (void)state;
    for (uint64_t seed = 3000; seed < 3006; seed++) {
        struct rng r;
        struct buf text;
        struct path path;

        rng_init(&r, seed);
        buf_init(&text, BUF_TEXT_MAX);
        path_init(&path);
        random_object(&r, 4, &text);
        struct doc *d = doc_new(text.data, text.len, NULL);
        struct model *m = model_new(text.data);
        for (size_t i = 0; i < MANY; i++) {
            const bool group = rng_below(&r, 10) == 0;
            if (group)
                doc_group_begin(d);
            for (size_t k = 0; k < (group ? 5 : 1); k++)
                random_edit(&r, d, m, &path);
            if (group)
                doc_group_end(d);
        }
        check_against_model(d, m);
        char *last = text_of(d);
        size_t undone = 0, redone = 0;
        while (doc_undo(d, NULL))
            undone++;
        assert_true(undone > MANY / 4);
        check_and_free(text_of(d), text.data);
        while (doc_redo(d, NULL))
            redone++;
        assert_int_equal(redone, undone);
        check_and_free(text_of(d), last);
        free(last);
        doc_free(d);
        model_free(m);
        path_finish(&path);
        buf_finish(&text);
    }
}

/* ---- a follower that knows a list by what is said of its changes alone */

enum { LIST_MOST = 400 };

struct shadow {
    long values[LIST_MOST];
    size_t count;
    uint64_t revision;
};

static long value_at(const struct doc *d, size_t index)
{
    return (long)json_double(json_item(doc_get(d, "/l"), index));
}

static void splice(struct shadow *s, const struct doc_change *c)
{
    memmove(s->values + c->at + c->added, s->values + c->at + c->removed,
            (s->count - c->at - c->removed) * sizeof *s->values);
    s->count = s->count + c->added - c->removed;
}

/* What came stands as -1 in the shadow: its value is read when all changes have been followed. */
static void follow(struct shadow *s, const struct doc_change *c)
{
    if (c->moved) {
        const long moved = s->values[c->from];
        splice(s, &(struct doc_change){.container = "", .at = c->from, .removed = 1});
        splice(s, &(struct doc_change){.container = "", .at = c->to, .added = 1});
        s->values[c->to] = moved;
    } else if (c->indexes && c->added > c->removed) {
        for (size_t i = 0; i < c->count; i++) {
            splice(s, &(struct doc_change){.container = "", .at = c->indexes[i], .added = 1});
            s->values[c->indexes[i]] = -1;
        }
    } else if (c->indexes) {
        for (size_t i = c->count; i > 0; i--)
            splice(s, &(struct doc_change){.container = "", .at = c->indexes[i - 1], .removed = 1});
    } else {
        splice(s, c);
        for (size_t i = 0; i < c->added; i++)
            s->values[c->at + i] = -1;
    }
}

static void follow_all(struct shadow *s, const struct doc *d)
{
    struct doc_change c;
    while (s->revision < doc_revision(d)) {
        assert_true(doc_change(d, ++s->revision, &c));
        assert_string_equal(c.container, "/l");
        follow(s, &c);
    }
    assert_int_equal(s->count, doc_count(d, "/l"));
    for (size_t i = 0; i < s->count; i++) {
        if (s->values[i] < 0)
            s->values[i] = value_at(d, i);
        assert_int_equal(s->values[i], value_at(d, i));
    }
}

static void insert_numbers(struct rng *r, struct doc *d, long *next)
{
    struct json values[4];
    const size_t count = 1 + rng_below(r, 4), at = rng_below(r, doc_count(d, "/l") + 1);
    for (size_t i = 0; i < count; i++) {
        char text[24];
        const int len = snprintf(text, sizeof text, "%ld", (*next)++);
        assert_true(json_make_number(doc_arena(d), text, (size_t)len, &values[i]));
    }
    if (count == 1)
        assert_true(doc_insert(d, "/l", at, values, NULL));
    else
        assert_true(doc_insert_items(d, "/l", at, values, count, NULL));
}

static void delete_numbers(struct rng *r, struct doc *d)
{
    size_t indexes[LIST_MOST], count = 0;
    for (size_t i = 0; i < doc_count(d, "/l"); i++)
        if (rng_below(r, 6) == 0)
            indexes[count++] = i;
    assert_true(doc_delete_items(d, "/l", indexes, count, NULL));
}

static void change_numbers(struct rng *r, struct doc *d, long *next)
{
    const size_t count = doc_count(d, "/l");
    switch (rng_below(r, count > LIST_MOST - 8 ? 1 : 6)) {
    case 0:
        delete_numbers(r, d);
        break;
    case 1:
        doc_undo(d, NULL);
        break;
    case 2:
        doc_redo(d, NULL);
        break;
    case 3:
        if (count > 0)
            assert_true(doc_move(d, "/l", rng_below(r, count), rng_below(r, count), NULL));
        break;
    default:
        insert_numbers(r, d, next);
    }
}

static void doc__says_what_changed__so_that_a_follower_needs_no_look(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct rng r;
        struct shadow s = {.count = 1, .values = {7}};
        long next = 100;
        rng_init(&r, seed);
        struct doc *d = doc_new("{\"l\": [7]}", 10, NULL);
        assert_non_null(d);
        for (size_t i = 0; i < 300; i++) {
            change_numbers(&r, d, &next);
            if (rng_below(&r, 4) == 0)
                follow_all(&s, d);
        }
        follow_all(&s, d);
        doc_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc__agrees_with_a_naive_model__and_undo_gives_every_byte_back),
        cmocka_unit_test(doc__undone_within_groups__is_what_it_was),
        cmocka_unit_test(doc__cancels_a_group__as_if_it_had_not_been),
        cmocka_unit_test(doc__undone_after_1000_random_edits__is_the_first__and_redone_the_last),
        cmocka_unit_test(doc__says_what_changed__so_that_a_follower_needs_no_look),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
