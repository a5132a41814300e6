/* The short form of tests/torture/drafts. */
#include "config.h"

#include "tests/test.h"

#include "tests/scratch.h"
#include "tests/torture/draft_kills.h"
#include "tests/torture/draft_power.h"

enum { EVERY = 13, EVERY_CUT = 5 };

static void what_is_kept__is_there__whenever_its_keeper_is_killed(void **state)
{
    struct tally t = {0}, naive = {0};
    (void)state;
    if (!sweep_kills_of_drafts(EVERY, &t, &naive))
        skip();
    tally_assert(&t, 21, &naive); /* a process may make some calls less than the one before it */
}

static void what_is_kept__is_there__whenever_the_power_goes(void **state)
{
    struct tally t = {0}, naive = {0};
    (void)state;
    sweep_power_of_drafts(EVERY_CUT, &t, &naive);
    tally_assert(&t, 21, &naive);
}

int main(void)
{
    scratch_in_memory();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept__is_there__whenever_its_keeper_is_killed),
        cmocka_unit_test(what_is_kept__is_there__whenever_the_power_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
