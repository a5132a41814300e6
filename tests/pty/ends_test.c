/* The short form of the sweep over signals, hang-ups and crashes in tests/torture/terminal. */
#include "config.h"

#include "tests/test.h"

#include "tests/torture/term_ends.h"

static void the_terminal_and_the_work__are_left_well__whatever_ends_the_program(void **state)
{
    struct tally t = {0}, naive = {0};
    (void)state;
    sweep_ends_of_terminals(ENDS_SHORT, &t, &naive);
    print_message("planned %u fired %u bad %u control %u of %u\n", t.planned, t.fired, t.bad, naive.bad,
                  naive.planned);
    assert_true(t.planned > 25);
    assert_int_equal(t.fired, t.planned);
    assert_int_equal(t.bad, 0);
    assert_true(naive.planned > 0);
    assert_int_equal(naive.fired, naive.planned);
    assert_int_equal(naive.bad, naive.planned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_terminal_and_the_work__are_left_well__whatever_ends_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
