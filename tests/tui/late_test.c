#include "tests/test.h"

#include "tui/late.h"

#include <stddef.h>
#include <string.h>

struct calls {
    double (*cos)(double);
    double (*sqrt)(double);
};

static const char *const names[] = {"cos", "sqrt"};

static void late_load__gives_calls__in_the_order_of_their_names(void **state)
{
    (void)state;
    struct calls calls;
    struct err e = {0};
    assert_true(late_load("libm.so.6", names, 2, &calls, &e));
    assert_true(calls.cos(0) == 1);
    assert_true(calls.sqrt(9) == 3);
}

static void late_load__says_what_to_install__without_the_library(void **state)
{
    (void)state;
    struct calls calls;
    struct err e = {0};
    assert_false(late_load("libno-such-thing.so.7", names, 2, &calls, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_non_null(strstr(e.text, "libno-such-thing.so.7"));
}

static void late_load__names_the_function__that_a_library_lacks(void **state)
{
    (void)state;
    static const char *const newer[] = {"cos", "cosine_of_the_future"};
    struct calls calls;
    struct err e = {0};
    assert_false(late_load("libm.so.6", newer, 2, &calls, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_non_null(strstr(e.text, "cosine_of_the_future"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_load__gives_calls__in_the_order_of_their_names),
        cmocka_unit_test(late_load__says_what_to_install__without_the_library),
        cmocka_unit_test(late_load__names_the_function__that_a_library_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
