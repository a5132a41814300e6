#include "tests/test.h"

#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

static void path_push__escapes__what_a_pointer_reserves(void **state)
{
    (void)state;
    struct path p;
    path_init(&p);
    assert_true(path_push(&p, "a/b", 3));
    assert_true(path_push(&p, "m~n", 3));
    assert_true(path_push_index(&p, 12));
    assert_true(path_push(&p, "", 0));
    assert_string_equal(p.text.data, "/a~1b/m~0n/12/");
    path_pop(&p);
    assert_string_equal(p.text.data, "/a~1b/m~0n/12");
    path_pop(&p);
    path_pop(&p);
    path_pop(&p);
    assert_string_equal(p.text.data, "");
    path_pop(&p);
    assert_string_equal(p.text.data, "");
    assert_true(path_set(&p, "/x"));
    assert_string_equal(p.text.data, "/x");
    path_finish(&p);
}

static void path_push__leaves_the_path_as_it_was__when_it_would_grow_too_long(void **state)
{
    (void)state;
    char name[PATH_MAX_LEN + 2] = {0};
    memset(name, '/', PATH_MAX_LEN + 1);
    struct path p;
    path_init(&p);
    assert_true(path_push(&p, "a", 1));
    assert_false(path_push(&p, name, PATH_MAX_LEN / 2));
    assert_string_equal(p.text.data, "/a");
    memset(name, 'a', PATH_MAX_LEN + 1);
    assert_true(path_push(&p, name, PATH_MAX_LEN - 4)); /* leaves room for a slash alone */
    assert_false(path_push_index(&p, 7));
    assert_int_equal(p.text.len, PATH_MAX_LEN - 1);
    assert_int_equal(p.text.data[PATH_MAX_LEN - 2], 'a');
    memset(name, '/', PATH_MAX_LEN + 1);
    assert_false(path_set(&p, name));
    assert_string_equal(p.text.data, "");
    path_finish(&p);
}

static void path_push__refuses_a_name_with_nul__which_would_name_another_member(void **state)
{
    (void)state;
    struct path p;
    path_init(&p);
    assert_true(path_push(&p, "a", 1));
    assert_false(path_push(&p, "b\0c", 3));
    assert_string_equal(p.text.data, "/a");
    path_finish(&p);
}

static void path_next__gives_unescaped_tokens__in_order(void **state)
{
    (void)state;
    static const char *const expected[] = {"a/b", "", "~1", "0"};
    const char *at = "/a~1b//~01/0";
    struct buf token;
    buf_init(&token, 100);
    for (size_t i = 0; i < 4; i++) {
        assert_true(path_next(&at, &token));
        assert_string_equal(token.data, expected[i]);
    }
    assert_false(path_next(&at, &token));
    buf_finish(&token);
}

static void path_valid__tells_pointers__from_other_text(void **state)
{
    (void)state;
    assert_true(path_valid(""));
    assert_true(path_valid("/"));
    assert_true(path_valid("/a~0~1/b"));
    assert_false(path_valid("a"));
    assert_false(path_valid("/a~"));
    assert_false(path_valid("/a~2"));
}

static void path_index__takes__what_the_rfc_calls_an_index(void **state)
{
    (void)state;
    size_t n = 0;
    assert_true(path_index("0", 1, &n));
    assert_int_equal(n, 0);
    assert_true(path_index("120", 3, &n));
    assert_int_equal(n, 120);
    static const char *const bad[] = {"", "01", "-", "-1", "1a", "99999999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(path_index(bad[i], strlen(bad[i]), &n));
}

static void check_owned(char *got, const char *expected)
{
    assert_non_null(got);
    assert_string_equal(got, expected);
    free(got);
}

static void path_join_parent_last__are_inverse(void **state)
{
    (void)state;
    check_owned(path_join("/a", "b/c~"), "/a/b~1c~0");
    check_owned(path_join("", "x"), "/x");
    check_owned(path_join_index("/a", 7), "/a/7");
    check_owned(path_parent("/a/b~1c~0"), "/a");
    check_owned(path_parent("/a"), "");
    check_owned(path_last("/a/b~1c~0"), "b/c~");
    check_owned(path_last("/"), "");
    assert_null(path_parent(""));
    assert_null(path_last(""));
}

static void path_within__is_about_whole_tokens(void **state)
{
    (void)state;
    assert_true(path_within("", ""));
    assert_true(path_within("", "/a"));
    assert_true(path_within("/a", "/a"));
    assert_true(path_within("/a", "/a/b"));
    assert_false(path_within("/a", "/ab"));
    assert_false(path_within("/a/b", "/a"));
}

static void path_match__lets_a_star_stand_for_one_token(void **state)
{
    (void)state;
    assert_true(path_match("", ""));
    assert_true(path_match("/a/*/b", "/a/12/b"));
    assert_true(path_match("/*", "/"));
    assert_false(path_match("/a/*", "/a"));
    assert_false(path_match("/a/*", "/a/b/c"));
    assert_false(path_match("/a", "/b"));
    assert_false(path_match("/a", "/ab"));
}

static void path_show__reads_like_code(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 100);
    path_show("/customer_data/reservations/166/name", &b);
    assert_string_equal(b.data, "customer_data.reservations[166].name");
    buf_clear(&b);
    path_show("/0/a~1b", &b);
    assert_string_equal(b.data, "[0].a/b");
    buf_clear(&b);
    path_show("", &b);
    assert_string_equal(b.data, "");
    buf_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(path_push__escapes__what_a_pointer_reserves),
        cmocka_unit_test(path_push__leaves_the_path_as_it_was__when_it_would_grow_too_long),
        cmocka_unit_test(path_push__refuses_a_name_with_nul__which_would_name_another_member),
        cmocka_unit_test(path_next__gives_unescaped_tokens__in_order),
        cmocka_unit_test(path_valid__tells_pointers__from_other_text),
        cmocka_unit_test(path_index__takes__what_the_rfc_calls_an_index),
        cmocka_unit_test(path_join_parent_last__are_inverse),
        cmocka_unit_test(path_within__is_about_whole_tokens),
        cmocka_unit_test(path_match__lets_a_star_stand_for_one_token),
        cmocka_unit_test(path_show__reads_like_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
