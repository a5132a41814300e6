/* The short form of tests/torture/ledger. */
#include "tests/test.h"

#include "tests/scratch.h"
#include "tests/torture/ledger_sweep.h"

static void assert_survived(const char *what, const struct tally *t, const struct tally *naive)
{
    print_message("%s: planned %u fired %u bad %u control %u\n", what, t->planned, t->fired, t->bad,
                  naive->bad);
    assert_true(t->fired > 0);
    assert_int_equal(t->bad, 0);
    assert_true(naive->bad > 0);
}

static void ledger__records_the_next_attempt__however_its_file_is_damaged(void **state)
{
    (void)state;
    struct tally t = {0}, naive = {0};
    sweep_damage(100, &t, &naive);
    assert_survived("a damaged file", &t, &naive);
}

static void ledger__loses_no_attempt__of_many_processes(void **state)
{
    (void)state;
    struct tally t = {0}, naive = {0};
    sweep_writers(6, 10, &t, &naive);
    assert_survived("many processes", &t, &naive);
}

static void ledger__has_every_request__that_was_sent_before_the_end(void **state)
{
    (void)state;
    struct tally t = {0}, naive = {0};
    if (!sweep_kills_of_requests(5, &t, &naive))
        skip();
    assert_survived("killed before a call", &t, &naive);
}

/* The last two take SQLite's files over. */
static void ledger__keeps_what_it_said__when_the_power_goes(void **state)
{
    (void)state;
    struct tally t = {0}, naive = {0};
    sweep_power(3, &t, &naive);
    assert_survived("power that goes", &t, &naive);
}

static void ledger__keeps_what_it_said__when_the_disk_fails(void **state)
{
    (void)state;
    struct tally t = {0}, naive = {0};
    sweep_disk(3, &t, &naive);
    assert_survived("a disk that fails", &t, &naive);
}

int main(void)
{
    scratch_in_memory();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ledger__records_the_next_attempt__however_its_file_is_damaged),
        cmocka_unit_test(ledger__loses_no_attempt__of_many_processes),
        cmocka_unit_test(ledger__has_every_request__that_was_sent_before_the_end),
        cmocka_unit_test(ledger__keeps_what_it_said__when_the_power_goes),
        cmocka_unit_test(ledger__keeps_what_it_said__when_the_disk_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
