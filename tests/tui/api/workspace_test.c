#include "config.h"

#include "tests/test.h"

#include "tui/api/workspace.h"

#include <string.h>

static bool read_text(const char *text, struct workspace *out)
{
    return workspace_read(text, strlen(text), out, NULL);
}

static void workspace_read__takes__what_the_api_says(void **state)
{
    (void)state;
    struct workspace w;
    assert_true(
        read_text("{\"workspace\":{\"workspace_id\":\"w-1\",\"name\":\"Acme Live\",\"is_sandbox\":false,"
                  "\"is_suspended\":true},\"ok\":true}",
                  &w));
    assert_string_equal(w.id, "w-1");
    assert_string_equal(w.name, "Acme Live");
    assert_true(w.says_kind);
    assert_false(w.sandbox);
    assert_true(w.suspended);
    workspace_finish(&w);
}

static void workspace_read__leaves_open__what_is_not_said(void **state)
{
    (void)state;
    struct workspace w;
    assert_true(
        read_text("{\"workspace\":{\"workspace_id\":\"w-1\",\"name\":7,\"is_sandbox\":\"true\"}}", &w));
    assert_string_equal(w.id, "w-1");
    assert_null(w.name);
    assert_false(w.says_kind);
    assert_false(w.sandbox);
    assert_false(w.suspended);
    workspace_finish(&w);
}

static void workspace_read__refuses__what_is_about_something_else(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "<html>",
                                        "[]",
                                        "{\"workspace\":null}",
                                        "{\"workspace\":{}}",
                                        "{}",
                                        "{\"workspace\":{\"name\":\"a\\u0000b\"}}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct workspace w;
        struct err e = {0};
        assert_false(workspace_read(texts[i], strlen(texts[i]), &w, &e));
        assert_int_equal(e.code, ERR_TYPE);
        assert_null(w.id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workspace_read__takes__what_the_api_says),
        cmocka_unit_test(workspace_read__leaves_open__what_is_not_said),
        cmocka_unit_test(workspace_read__refuses__what_is_about_something_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
