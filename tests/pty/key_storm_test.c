/* The short form of the storm of keys on the real program in tests/torture/terminal. */
#include "config.h"

#include "tests/test.h"

#include "tests/torture/key_storm.h"

enum { POINTS = 2 };

static void the_program__answers_and_ends_well__whatever_is_pressed(void **state)
{
    struct tally t = {0}, naive = {0};
    (void)state;
    sweep_keys(POINTS, &t, &naive);
    tally_assert(&t, POINTS, &naive);
    assert_int_equal(naive.bad, naive.planned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program__answers_and_ends_well__whatever_is_pressed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
