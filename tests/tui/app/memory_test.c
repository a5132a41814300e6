/* Memory that runs out, in short; tests/torture/memory has the long form. */
#include "config.h"

#include "tests/test.h"

#include "tests/scratch.h"
#include "tests/torture/famine.h"
#include "tests/torture/terminal_famine.h"

enum { EVERY_IN_TERMINAL = 80, EVERY_NAIVE_IN_TERMINAL = 50, EVERY = 100, EVERY_NAIVE = 500 };

static void no_work_is_lost__wherever_memory_runs_out(void **state)
{
    struct tally t = {0}, naive = {0};
    (void)state;
    sweep_famine(EVERY, &t, EVERY_NAIVE, &naive);
    tally_assert(&t, 21, &naive);
}

static void the_terminal__is_as_it_was__wherever_memory_runs_out(void **state)
{
    struct tally t = {0}, naive = {0};
    (void)state;
    sweep_terminal_famine(TEST_STARVED, EVERY_IN_TERMINAL, &t, EVERY_NAIVE_IN_TERMINAL, &naive);
    tally_assert(&t, 6, &naive);
}

int main(void)
{
    scratch_in_memory();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_work_is_lost__wherever_memory_runs_out),
        cmocka_unit_test(the_terminal__is_as_it_was__wherever_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
