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
    assert_true(f.asked > 1000);
}

/* An importer was told of a table that is not there any more: its length was still the old one's. */
static void a_seed__that_found_something__finds_it_no_more(void **state)
{
    (void)state;
    struct storm_figures f;
    storm_screens(72, 10000, STORM_RIGHT, &f);
    assert_true(f.drawn > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens__survive__a_storm_of_keys_and_news),
        cmocka_unit_test(a_seed__that_found_something__finds_it_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
