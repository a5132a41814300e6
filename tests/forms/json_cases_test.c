/* One file a case: everything in json-good is read and written back byte for byte; everything in json-bad is
 * refused at the line and column, and with the words, that the .expect file beside it gives. */
#include "tests/test.h"

#include "forms/json.h"
#include "tests/files.h"

#include <stdlib.h>
#include <string.h>

static void read_good(const char *path, void *failures)
{
    struct arena arena;
    struct json_tree tree;
    struct err e = {0};
    struct buf text, out;
    arena_init(&arena);
    buf_init(&text, JSON_TEXT_MAX);
    buf_init(&out, JSON_TEXT_MAX);
    assert_true(file_bytes(path, &text));
    if (!json_parse(&arena, text.data, text.len, &tree, &e)) {
        print_message("%s:%zu:%zu: %s\n", path, e.line, e.column, e.text);
        ++*(size_t *)failures;
    } else if (!json_write(&tree, json_to_buf, &out) || out.len != text.len ||
               memcmp(out.data, text.data, text.len) != 0) {
        print_message("%s: written as\n%s\n", path, out.data);
        ++*(size_t *)failures;
    }
    buf_finish(&text);
    buf_finish(&out);
    arena_finish(&arena);
}

static void json_parse__reads_and_gives_back__every_good_case(void **state)
{
    (void)state;
    size_t failures = 0;
    const size_t cases = each_file(TEST_DATA "/json-good", ".json", read_good, &failures);
    print_message("%zu good cases\n", cases);
    assert_true(cases >= 30);
    assert_int_equal(failures, 0);
}

/* "2 13 words": where the text is refused, and a piece of what is said. */
struct expectation {
    unsigned long line, column;
    char *piece;
    struct buf text;
};

static void read_expectation(const char *json_path, struct expectation *x)
{
    struct buf path;
    buf_init(&path, 4096);
    buf_init(&x->text, BUF_TEXT_MAX);
    buf_add(&path, json_path, strlen(json_path) - strlen(".json"));
    buf_puts(&path, ".expect");
    if (!file_bytes(path.data, &x->text))
        fail_msg("%s is missing", path.data);
    buf_finish(&path);
    x->text.data[strcspn(x->text.data, "\n")] = '\0';
    x->line = strtoul(x->text.data, &x->piece, 10);
    x->column = strtoul(x->piece, &x->piece, 10);
    assert_true(*x->piece == ' ' && x->piece[1]);
    x->piece++;
}

static void refuse_bad(const char *path, void *failures)
{
    struct arena arena;
    struct json_tree tree;
    struct err e = {0};
    struct buf text;
    struct expectation x;
    arena_init(&arena);
    buf_init(&text, JSON_TEXT_MAX);
    assert_true(file_bytes(path, &text));
    read_expectation(path, &x);
    if (json_parse(&arena, text.data, text.len, &tree, &e)) {
        print_message("%s: was read\n", path);
        ++*(size_t *)failures;
    } else if (e.line != x.line || e.column != x.column || !strstr(e.text, x.piece)) {
        print_message("%s: %zu %zu %s\n  expected: %lu %lu %s\n", path, e.line, e.column, e.text, x.line,
                      x.column, x.piece);
        ++*(size_t *)failures;
    }
    assert_false(json_parse(&arena, text.data, text.len, &tree, NULL));
    buf_finish(&x.text);
    buf_finish(&text);
    arena_finish(&arena);
}

static void json_parse__refuses_every_bad_case__where_and_why_it_should(void **state)
{
    (void)state;
    size_t failures = 0;
    const size_t cases = each_file(TEST_DATA "/json-bad", ".json", refuse_bad, &failures);
    print_message("%zu bad cases\n", cases);
    assert_true(cases >= 60);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_parse__reads_and_gives_back__every_good_case),
        cmocka_unit_test(json_parse__refuses_every_bad_case__where_and_why_it_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
