/* The short form of the sweep over signals, hang-ups and crashes in tests/torture/terminal. */
#include "config.h"

#include "tests/test.h"

#include "tests/torture/term_ends.h"

static void the_terminal_and_the_work__are_left_well__whatever_ends_the_program(void **state)
{
    struct tally t = {0}, naive = {0};
    (void)state;
    sweep_ends_of_terminals(ENDS_SHORT, &t, &naive);
    tally_assert(&t, 26, &naive);
    assert_int_equal(t.fired, t.planned);
    assert_int_equal(naive.bad, naive.planned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_terminal_and_the_work__are_left_well__whatever_ends_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
