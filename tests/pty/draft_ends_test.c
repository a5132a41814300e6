/* The short form of the sweep over ends of the real program in tests/torture/drafts. */
#include "config.h"

#include "tests/test.h"

#include "tests/torture/draft_ends.h"

enum { POINTS = 6 }; /* each way once, and a body of more than a megabyte */

static void work__goes_on_at_the_same_field__however_the_program_ended(void **state)
{
    struct tally t = {0}, naive = {0};
    (void)state;
    sweep_ends_of_drafts(POINTS, &t, &naive);
    tally_assert(&t, POINTS, &naive);
    assert_int_equal(naive.bad, naive.planned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work__goes_on_at_the_same_field__however_the_program_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
