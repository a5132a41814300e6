#include "tests/test.h"

#include "forms/json.h"
#include "tests/files.h"

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

static void json_find_from__goes_around(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{\"a\": 1, \"b\": 2, \"c\": 3}");
    for (size_t from = 0; from < 5; from++) {
        assert_int_equal(json_find_from(&f.tree.root, from, "a", 1), 0);
        assert_int_equal(json_find_from(&f.tree.root, from, "b", 1), 1);
        assert_int_equal(json_find_from(&f.tree.root, from, "c", 1), 2);
        assert_int_equal(json_find_from(&f.tree.root, from, "d", 1), -1);
        assert_int_equal(json_find_from(&f.tree.root.items[0], from, "a", 1), -1);
    }
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
    json_hint_finish(&hint);
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

static void json_write__keeps_the_looks__when_the_first_child_goes_or_moves(void **state)
{
    (void)state;
    static const struct {
        const char *before, *without_first, *moved_last, *with_new_first;
    } cases[] = {
        {"[1, 2]", "[2]", "[2, 1]", "[0, 1, 2]"},
        {"[1,2]", "[2]", "[2,1]", "[0,1,2]"},
        {"[ 1, 2 ]", "[ 2 ]", "[ 2, 1 ]", "[ 0, 1, 2 ]"},
        {"[\n  1,\n  2\n]", "[\n  2\n]", "[\n  2,\n  1\n]", "[\n  0,\n  1,\n  2\n]"},
        {"[\n  1\n  , 2\n]", "[\n  2\n]", "[\n  2,\n  1\n]", "[\n  0,\n  1\n  , 2\n]"},
        {"[1,\n 2]", "[\n 2]", "[\n 2,\n 1]", "[0,\n 1,\n 2]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        setup(&f, cases[i].before);
        const struct json one = json_take(&f.tree.root, 0), zero = number(&f, "0");
        assert_string_equal(written(&f), cases[i].without_first);
        json_insert(&f.arena, &f.tree.root, 1, &one);
        assert_string_equal(written(&f), cases[i].moved_last);
        json_take(&f.tree.root, 1);
        json_insert(&f.arena, &f.tree.root, 0, &one);
        assert_string_equal(written(&f), cases[i].before);
        json_insert(&f.arena, &f.tree.root, 0, &zero);
        assert_string_equal(written(&f), cases[i].with_new_first);
        finish(&f);
    }
}

static void json_write__empties_a_container__to_a_pair(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{\n  \"a\": 1,\n  \"b\": 2\n}");
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

static const char *alone(struct fixture *f, const struct json *v, bool pretty)
{
    buf_clear(&f->out);
    assert_true(pretty ? json_write_pretty(v, json_to_buf, &f->out)
                       : json_write_compact(v, json_to_buf, &f->out));
    return f->out.data;
}

static void json_write_pretty__lays_out_a_value__whatever_its_text(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{\"a\\n\":[1 ,{ },[ ],[\n[2]]],\t\"b\" :\"x\"}");
    append(&f, &f.tree.root, "c", json_make_null());
    assert_string_equal(alone(&f, &f.tree.root, true),
                        "{\n  \"a\\n\": [\n    1,\n    {},\n    [],\n    [\n      [\n        2\n      ]\n"
                        "    ]\n  ],\n  \"b\": \"x\",\n  \"c\": null\n}");
    assert_string_equal(alone(&f, &f.tree.root, false), "{\"a\\n\":[1,{},[],[[2]]],\"b\":\"x\",\"c\":null}");
    finish(&f);
}

struct stopping_sink {
    size_t calls, allowed;
};

static bool stop_after(void *context, const char *p, size_t len)
{
    struct stopping_sink *sink = context;
    (void)p;
    (void)len;
    return ++sink->calls <= sink->allowed;
}

static void json_write__ends_at_once__when_the_sink_stops(void **state)
{
    (void)state;
    struct buf text;
    struct arena arena;
    struct json_tree tree;
    buf_init(&text, JSON_TEXT_MAX);
    arena_init(&arena);
    buf_putc(&text, '[');
    for (int i = 0; i < 20000; i++)
        buf_printf(&text, "%d,\n", i);
    buf_puts(&text, "0]");
    assert_true(json_parse(&arena, text.data, text.len, &tree, NULL));
    struct stopping_sink all = {.allowed = 1000};
    assert_true(json_write_compact(&tree.root, stop_after, &all));
    assert_true(all.calls > 5);
    for (size_t allowed = 0; allowed < all.calls; allowed++) {
        struct stopping_sink sink = {.allowed = allowed};
        assert_false(json_write_compact(&tree.root, stop_after, &sink));
        assert_int_equal(sink.calls, allowed + 1);
    }
    struct stopping_sink none = {0};
    assert_false(json_write(&tree, stop_after, &none));
    arena_finish(&arena);
    buf_finish(&text);
}

static void json_write__takes_one_call__for_what_was_not_touched(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{\"a\": [1, 2, 3], \"b\": {\"c\": 4}}\n");
    json_mark(&f.tree.root);
    json_mark(member(&f.tree.root, "a"));
    struct stopping_sink sink = {.allowed = 1};
    assert_true(json_write(&f.tree, stop_after, &sink));
    assert_int_equal(sink.calls, 1);
    finish(&f);
}

static void json_make_chars__escapes_only_what_must_be(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "[]");
    static const char raw[] = "a/\"\\\b\f\n\r\t\x01\x1f\x7f\u00e9\U0001F415\0z\xff";
    const struct json v = json_make_chars(&f.arena, raw, sizeof raw - 1);
    json_insert(&f.arena, &f.tree.root, 0, &v);
    assert_string_equal(alone(&f, &f.tree.root, false),
                        "[\"a/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\u00e9\U0001F415\\u0000z\ufffd\"]");
    size_t len;
    const char *back = json_chars(&v, &f.out, &len);
    assert_int_equal(len, sizeof raw + 1);
    assert_memory_equal(back, raw, sizeof raw - 2);
    assert_memory_equal(back + sizeof raw - 2, "\ufffd", 3);
    finish(&f);
}

static void json_quote__adds_all_or_nothing(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 8);
    assert_true(json_quote(&out, "ab", 2));
    assert_false(json_quote(&out, "c\n", 2));
    assert_string_equal(out.data, "\"ab\"");
    buf_finish(&out);
}

static void json_make_number__takes_the_grammar_of_json__and_nothing_else(void **state)
{
    (void)state;
    static const char *const good[] = {
        "0", "-0", "12", "1.10", "-1e5", "1E+5", "123456789012345678901234567890"};
    static const char *const bad[] = {"",    "-",  "+1", "01",  "1.",  ".5",   "1e",
                                      "0x1", "1 ", " 1", "1,5", "NaN", "1.5.2"};
    struct fixture f;
    setup(&f, "[]");
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const struct json v = number(&f, good[i]);
        assert_string_equal(alone(&f, &v, false), good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct json v = {.kind = 77};
        assert_false(json_make_number(&f.arena, bad[i], strlen(bad[i]), &v));
        assert_int_equal(v.kind, 77);
    }
    finish(&f);
}

static void json_same__compares_what_is_meant__and_the_digits(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"{\"a\": [1, \"x\"]}", "{ \"\\u0061\":[1,\"\\u0078\"] }", true},
        {"1.10", "1.1", false},
        {"[1, 2]", "[2, 1]", false},
        {"[1]", "[1, 1]", false},
        {"{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}", false},
        {"{\"a\": 1}", "{\"b\": 1}", false},
        {"[]", "{}", false},
        {"null", "false", false},
        {"true", "false", false},
        {"\"\\u00e9\"", "\"\u00e9\"", true},
        {"\"a\"", "\"ab\"", false},
        {"\"\\n\"", "\"\\nn\"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture a, b;
        setup(&a, cases[i].a);
        setup(&b, cases[i].b);
        assert_int_equal(json_same(&a.tree.root, &b.tree.root), cases[i].same);
        assert_int_equal(json_same(&b.tree.root, &a.tree.root), cases[i].same);
        assert_false(json_same(&a.tree.root, NULL));
        finish(&a);
        finish(&b);
    }
    assert_true(json_same(NULL, NULL));
}

static void json_get__and_json_chars_equal__compare_what_escapes_mean(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{\"\\u0061b\": \"c\\u00e9\"}");
    const struct json *v = json_get(&f.tree.root, "ab", 2);
    assert_non_null(v);
    assert_null(json_get(&f.tree.root, "xb", 2));
    assert_null(json_get(&f.tree.root, "ax", 2));
    assert_null(json_get(&f.tree.root, "a", 1));
    assert_null(json_get(&f.tree.root, "abc", 3));
    assert_true(json_chars_equal(v, "c\xC3\xA9", 3));
    assert_false(json_chars_equal(v, "c\xC3\xA8", 3));
    assert_false(json_chars_equal(v, "c\xC3", 2));
    finish(&f);
}

static void json_get__answers_no__where_there_is_nothing(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, "{\"a\": [1], \"b\\u0000\": 2}");
    const struct json *root = &f.tree.root;
    assert_null(json_get(NULL, "a", 1));
    assert_null(json_get(json_get(root, "a", 1), "a", 1));
    assert_null(json_item(NULL, 0));
    assert_null(json_item(root, 2));
    assert_false(json_is(NULL, JSON_NULL) || json_is_true(NULL));
    assert_null(json_get(root, "b", 1));
    assert_int_equal(json_find(root, "b\0", 2), 1);
    assert_true(json_double(json_item(root, 0)) == 0);
    finish(&f);
}

static void json_parse__tells_names_apart__in_an_object_of_a_hundred_thousand(void **state)
{
    (void)state;
    struct buf text;
    struct arena arena;
    struct json_tree tree;
    struct err e = {0};
    buf_init(&text, JSON_TEXT_MAX);
    arena_init(&arena);
    buf_putc(&text, '{');
    for (int i = 0; i < 100000; i++)
        buf_printf(&text, "\"key_%d\":%d,\n", i, i);
    const size_t len = text.len;
    buf_puts(&text, "\"last\":0}");
    assert_true(json_parse(&arena, text.data, text.len, &tree, &e));
    assert_int_equal(tree.root.count, 100001);
    buf_truncate(&text, len);
    buf_puts(&text, "\"key_77777\":0}");
    assert_false(json_parse(&arena, text.data, text.len, &tree, &e));
    assert_int_equal(e.line, 100001);
    assert_non_null(strstr(e.text, "key_77777"));
    arena_finish(&arena);
    buf_finish(&text);
}

static void json_parse__refuses_without_reading__too_much_or_nothing(void **state)
{
    (void)state;
    struct arena arena;
    struct json_tree tree;
    struct err e = {0};
    arena_init(&arena);
    assert_false(json_parse(&arena, "", JSON_TEXT_MAX + 1, &tree, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    assert_false(json_parse(&arena, NULL, 0, &tree, &e));
    assert_int_equal(e.code, ERR_SYNTAX);
    arena_finish(&arena);
}

/* ---- a piece at a time */

struct pieces {
    size_t bytes; /* of each step */
    size_t good, refused;
};

static void assert_same_tree(const struct json_tree *a, const struct json_tree *b)
{
    assert_int_equal(a->head, b->head);
    assert_int_equal(a->tail, b->tail);
    assert_true(json_same(&a->root, &b->root));
    struct buf out;
    buf_init(&out, JSON_TEXT_MAX);
    assert_true(json_write(b, json_to_buf, &out));
    assert_int_equal(out.len, a->len);
    assert_memory_equal(out.data, a->text, a->len);
    buf_finish(&out);
}

static void read_in_pieces(const char *path, void *context)
{
    struct pieces *pieces = context;
    struct arena arena;
    struct json_tree whole, tree;
    struct err wanted = {0}, e = {0};
    struct buf text;
    buf_init(&text, JSON_TEXT_MAX);
    arena_init(&arena);
    assert_true(file_bytes(path, &text));
    const bool good = json_parse(&arena, text.data, text.len, &whole, &wanted);
    struct json_parser *p = json_parser_new(&arena, text.data, text.len);
    size_t steps = 1;
    while (!json_parser_step(p, pieces->bytes))
        steps++;
    assert_true(json_parser_step(p, pieces->bytes)); /* once it has ended, it stays so */
    assert_true(steps <= text.len + 2);
    assert_true(json_parser_offset(p) <= text.len);
    assert_int_equal(json_parser_result(p, &tree, &e), good);
    json_parser_free(p);
    if (good)
        assert_same_tree(&whole, &tree);
    else
        assert_memory_equal(&e, &wanted, sizeof e);
    *(good ? &pieces->good : &pieces->refused) += 1;
    arena_finish(&arena);
    buf_finish(&text);
}

static void json_parser__gives_what_json_parse_does__whatever_the_steps(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 7, 64, SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct pieces pieces = {.bytes = sizes[i]};
        each_file(TEST_DATA "/json-good", ".json", read_in_pieces, &pieces);
        each_file(TEST_DATA "/json-bad", ".json", read_in_pieces, &pieces);
        assert_true(pieces.good > 0 && pieces.refused > 0);
    }
}

static void json_parser__does_a_step_worth__in_a_step(void **state)
{
    (void)state;
    enum { COUNT = 10000, STEP = 1000 };
    struct buf text;
    struct arena arena;
    buf_init(&text, JSON_TEXT_MAX);
    arena_init(&arena);
    buf_putc(&text, '[');
    for (int i = 0; i < COUNT; i++)
        buf_puts(&text, i ? ",[{},\"abc\"]" : "[]");
    buf_putc(&text, ']');
    struct json_parser *p = json_parser_new(&arena, text.data, text.len);
    size_t before = 0, steps = 0, closing = 0;
    while (!json_parser_step(p, STEP)) {
        const size_t read = json_parser_offset(p) - before;
        before += read;
        if (before == text.len - 1)
            closing++; /* the outer array, whose children are many steps' worth */
        else
            assert_in_range(read, STEP, STEP + 10);
        steps++;
    }
    assert_in_range(steps - closing, text.len / (STEP + 10), text.len / STEP);
    assert_in_range(closing, COUNT * sizeof(struct json) / (STEP + 40),
                    COUNT * sizeof(struct json) / STEP + 1);
    json_parser_free(p);
    arena_finish(&arena);
    buf_finish(&text);
}

static void struct_json__takes_40_bytes(void **state)
{
    (void)state;
    assert_int_equal(sizeof(struct json), 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_parse__reads_every_kind__with_exact_text),
        cmocka_unit_test(json_find_from__goes_around),
        cmocka_unit_test(json_place__counts_code_points__with_and_without_hint),
        cmocka_unit_test(json_write__follows_the_siblings__for_a_new_member),
        cmocka_unit_test(json_write__makes_a_nested_container__in_the_style_around),
        cmocka_unit_test(json_take__and_insert__restore_every_byte),
        cmocka_unit_test(json_write__keeps_the_looks__when_the_first_child_goes_or_moves),
        cmocka_unit_test(json_write__empties_a_container__to_a_pair),
        cmocka_unit_test(json_in_place_of__changes_only_the_bytes_of_the_value),
        cmocka_unit_test(json_with_name__renames__in_place),
        cmocka_unit_test(json_write_pretty__lays_out_a_value__whatever_its_text),
        cmocka_unit_test(json_write__ends_at_once__when_the_sink_stops),
        cmocka_unit_test(json_write__takes_one_call__for_what_was_not_touched),
        cmocka_unit_test(json_make_chars__escapes_only_what_must_be),
        cmocka_unit_test(json_quote__adds_all_or_nothing),
        cmocka_unit_test(json_make_number__takes_the_grammar_of_json__and_nothing_else),
        cmocka_unit_test(json_same__compares_what_is_meant__and_the_digits),
        cmocka_unit_test(json_get__and_json_chars_equal__compare_what_escapes_mean),
        cmocka_unit_test(json_get__answers_no__where_there_is_nothing),
        cmocka_unit_test(json_parse__tells_names_apart__in_an_object_of_a_hundred_thousand),
        cmocka_unit_test(json_parse__refuses_without_reading__too_much_or_nothing),
        cmocka_unit_test(json_parser__gives_what_json_parse_does__whatever_the_steps),
        cmocka_unit_test(json_parser__does_a_step_worth__in_a_step),
        cmocka_unit_test(struct_json__takes_40_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
