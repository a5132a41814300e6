/* The short form of the sweep in tests/torture/storm. STORM=1000000 in the environment makes it as long as
 * that; SEED=n another one. */
#include "config.h"

#include "tests/test.h"

#include "tests/torture/screen_storm.h"

#include <stdlib.h>

static unsigned long number_of(const char *name, unsigned long otherwise)
{
    const char *text = getenv(name);
    return text ? strtoul(text, NULL, 10) : otherwise;
}

static void screens__survive__a_storm_of_keys_and_news(void **state)
{
    (void)state;
    struct storm_figures f;
    storm_screens(number_of("SEED", 1), number_of("STORM", 20000), STORM_RIGHT, &f);
    print_message("%zu opened, %zu sent, %zu drawn\n", f.opened, f.sent, f.drawn);
    assert_true(f.opened > 10); /* or the storm has seen nothing but the start screen */
    assert_true(f.sent > 0);
    assert_true(f.drawn > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens__survive__a_storm_of_keys_and_news),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
