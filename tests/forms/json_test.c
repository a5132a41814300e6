#include "tests/test.h"

#include "forms/json.h"

#include <string.h>

/* A text, its tree and what a write gives. */
struct fixture {
    struct arena arena;
    struct json_tree tree;
    struct buf out;
};

static void setup(struct fixture *f, const char *text)
{
    arena_init(&f->arena);
    buf_init(&f->out, JSON_TEXT_MAX);
    struct err e = {0};
    if (!json_parse(&f->arena, text, strlen(text), &f->tree, &e))
        fail_msg("%zu:%zu: %s", e.line, e.column, e.text);
}

static void finish(struct fixture *f)
{
    arena_finish(&f->arena);
    buf_finish(&f->out);
}

static const char *written(struct fixture *f)
{
    buf_clear(&f->out);
    assert_true(json_write(&f->tree, json_to_buf, &f->out));
    return f->out.data;
}

static struct json *member(struct json *object, const char *name)
{
    struct json *found = json_get(object, name, strlen(name));
    assert_non_null(found);
    return found;
}

static void append(struct fixture *f, struct json *container, const char *name, struct json value)
{
    if (name)
        value = json_with_name(&f->arena, &value, name, strlen(name));
    json_insert(&f->arena, container, container->count, &value);
}

static struct json number(struct fixture *f, const char *text)
{
    struct json v;
    assert_true(json_make_number(&f->arena, text, strlen(text), &v));
    return v;
}

static void json_parse__reads_every_kind__with_exact_text(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, " {\"a\": 1.10, \"b\\u0062\": [true, false, null, \"x\\ny\"], \"c\": {}} \n");
    struct json *root = &f.tree.root;
    assert_true(json_is(root, JSON_OBJECT));
    assert_int_equal(root->count, 3);
    struct json *a = member(root, "a");
    assert_int_equal(a->text_len, 4);
    assert_memory_equal(a->text, "1.10", 4);
    assert_true(json_double(a) > 1.09 && json_double(a) < 1.11);
    struct json *b = member(root, "bb");
    assert_int_equal(b->count, 4);
    assert_true(json_is_true(json_item(b, 0)));
    assert_true(json_is(json_item(b, 1), JSON_BOOL) && !json_is_true(json_item(b, 1)));
    assert_true(json_is(json_item(b, 2), JSON_NULL));
    assert_true(json_chars_equal(json_item(b, 3), "x\ny", 3));
    assert_null(json_item(b, 4));
    assert_null(json_get(root, "d", 1));
    assert_int_equal(json_find(root, "c", 1), 2);
    assert_string_equal(written(&f),
                        " {\"a\": 1.10, \"b\\u0062\": [true, false, null, \"x\\ny\"], \"c\": {}} \n");
    finish(&f);
}

static void json_place__counts_code_points__with_and_without_hint(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{\n  \"\u00e9\u20ac\": 1, \"b\": 2,\n  \"c\":\n 3}");
    struct json_hint hint = {0};
    static const size_t places[][2] = {{2, 9}, {2, 17}, {4, 2}};
    for (size_t i = 0; i < 3; i++) {
        size_t line, column;
        json_place(&f.tree, &f.tree.root.items[i], i == 1 ? NULL : &hint, &line, &column);
        assert_int_equal(line, places[i][0]);
        assert_int_equal(column, places[i][1]);
    }
    struct json made = json_make_null();
    size_t line = 7, column = 7;
    json_place(&f.tree, &made, &hint, &line, &column);
    assert_int_equal(line + column, 0);
    finish(&f);
}

static void json_write__follows_the_siblings__for_a_new_member(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"{\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"n\": 7\n}\n"},
        {"{\"a\":1}", "{\"a\":1,\"n\":7}"},
        {"{\"a\": 1}", "{\"a\": 1, \"n\": 7}"},
        {"{\"a\" : 1 , \"b\" : 2}", "{\"a\" : 1 , \"b\" : 2, \"n\" : 7}"},
        {"{}", "{\n  \"n\": 7\n}"},
        {"{ }", "{\n  \"n\": 7\n}"},
        {"{\n\t\"a\": 1\n}", "{\n\t\"a\": 1,\n\t\"n\": 7\n}"},
        {"{\r\n    \"a\": 1\r\n}", "{\r\n    \"a\": 1,\r\n    \"n\": 7\r\n}"},
        {"{\n\n  \"a\": 1,\n\n\n  \"b\": 2\n\n}", "{\n\n  \"a\": 1,\n\n\n  \"b\": 2,\n  \"n\": 7\n\n}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f;
        setup(&f, cases[i].before);
        append(&f, &f.tree.root, "n", number(&f, "7"));
        assert_string_equal(written(&f), cases[i].after);
        json_take(&f.tree.root, f.tree.root.count - 1);
        assert_string_equal(written(&f), cases[i].before);
        finish(&f);
    }
}

static void json_write__makes_a_nested_container__in_the_style_around(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"{\n  \"a\": 1\n}", "{\n  \"a\": 1,\n  \"n\": [\n    {\n      \"x\": 1\n    },\n    2\n  ]\n}"},
        {"{\n    \"a\": 1\n}",
         "{\n    \"a\": 1,\n    \"n\": [\n        {\n            \"x\": 1\n        },\n        2\n    ]\n}"},
        {"{\n\t\"a\": 1\n}", "{\n\t\"a\": 1,\n\t\"n\": [\n\t\t{\n\t\t\t\"x\": 1\n\t\t},\n\t\t2\n\t]\n}"},
        {"{\"a\":1}", "{\"a\":1,\"n\":[{\"x\":1},2]}"},
        {"{\"a\": 1}", "{\"a\": 1, \"n\": [{\"x\": 1}, 2]}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f;
        setup(&f, cases[i].before);
        append(&f, &f.tree.root, "n", json_make_array());
        struct json *n = member(&f.tree.root, "n");
        append(&f, n, NULL, json_make_object());
        append(&f, &n->items[0], "x", number(&f, "1"));
        append(&f, n, NULL, number(&f, "2"));
        assert_string_equal(written(&f), cases[i].after);
        finish(&f);
    }
}

static void json_take__and_insert__restore_every_byte(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "[1,2,3]",  "[ 1 , 2 ,3 ]", "{\"a\":1}", "{ \"a\" : 1,\n\n\"b\":[] , \"c\":{ } }",
        "[[],[ ]]", "[\n1\n,\n2]",
    };
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
        struct fixture f;
        setup(&f, texts[t]);
        struct json *root = &f.tree.root;
        for (size_t i = 0; i < root->count; i++) {
            const struct json taken = json_take(root, i);
            assert_string_not_equal(written(&f), texts[t]);
            json_insert(&f.arena, root, i, &taken);
            assert_string_equal(written(&f), texts[t]);
        }
        finish(&f);
    }
}

static void json_write__mends_the_commas__where_the_first_child_changed(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{\n  \"a\": 1,\n  \"b\": 2\n}");
    struct json a = json_take(&f.tree.root, 0);
    assert_string_equal(written(&f), "{\n  \"b\": 2\n}");
    json_insert(&f.arena, &f.tree.root, 1, &a);
    assert_string_equal(written(&f), "{\n  \"b\": 2,\n  \"a\": 1\n}");
    json_take(&f.tree.root, 0);
    json_take(&f.tree.root, 0);
    assert_string_equal(written(&f), "{}");
    finish(&f);
}

static void json_in_place_of__changes_only_the_bytes_of_the_value(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{ \"a\" :\t1 ,\"b\\t\" : [ 5 ], \"c\":3 }");
    for (uint32_t i = 0; i < 3; i++) {
        const struct json v = json_make_chars(&f.arena, "x\"y", 3);
        f.tree.root.items[i] = json_in_place_of(&f.arena, &v, &f.tree.root.items[i]);
    }
    json_mark(&f.tree.root);
    assert_string_equal(written(&f), "{ \"a\" :\t\"x\\\"y\" ,\"b\\t\" : \"x\\\"y\", \"c\":\"x\\\"y\" }");
    finish(&f);
}

static void json_with_name__renames__in_place(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{ \"a\" :\t1 ,\"b\" : [ 5 ]}");
    for (size_t i = 0; i < 2; i++) {
        const struct json old = json_take(&f.tree.root, i);
        const struct json v = json_with_name(&f.arena, &old, i ? "new\n" : "", i ? 4 : 0);
        json_insert(&f.arena, &f.tree.root, i, &v);
    }
    assert_string_equal(written(&f), "{ \"\" :\t1 ,\"new\\n\" : [ 5 ]}");
    assert_int_equal(json_find(&f.tree.root, "new\n", 4), 1);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_parse__reads_every_kind__with_exact_text),
        cmocka_unit_test(json_place__counts_code_points__with_and_without_hint),
        cmocka_unit_test(json_write__follows_the_siblings__for_a_new_member),
        cmocka_unit_test(json_write__makes_a_nested_container__in_the_style_around),
        cmocka_unit_test(json_take__and_insert__restore_every_byte),
        cmocka_unit_test(json_write__mends_the_commas__where_the_first_child_changed),
        cmocka_unit_test(json_in_place_of__changes_only_the_bytes_of_the_value),
        cmocka_unit_test(json_with_name__renames__in_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
