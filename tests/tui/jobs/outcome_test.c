#include "tests/test.h"

#include "tui/jobs/outcome.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void outcome_of__is_not_sent__when_nothing_left(void **state)
{
    (void)state;
    for (long status = 0; status < 700; status += 50)
        for (int shape = SHAPE_LINK; shape <= SHAPE_OTHER; shape++) {
            assert_int_equal(outcome_of(DELIVERY_NONE, status, (enum shape)shape), OUTCOME_NOT_SENT);
            assert_int_equal(outcome_of(DELIVERY_UNKNOWN, status, (enum shape)shape), OUTCOME_UNKNOWN);
        }
}

static void outcome_of__reads_an_answer__by_status_and_shape(void **state)
{
    (void)state;
    static const struct {
        long from, to;
        enum outcome with[3]; /* link, error, other */
    } cases[] = {
        {0, 199, {OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_UNKNOWN}},
        {200, 299, {OUTCOME_CREATED, OUTCOME_UNKNOWN, OUTCOME_UNKNOWN}},
        {300, 499, {OUTCOME_REFUSED, OUTCOME_REFUSED, OUTCOME_REFUSED}},
        {500, 599, {OUTCOME_UNKNOWN, OUTCOME_REFUSED, OUTCOME_UNKNOWN}},
        {600, 999, {OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_UNKNOWN}},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        for (long status = cases[i].from; status <= cases[i].to; status++)
            for (int shape = SHAPE_LINK; shape <= SHAPE_OTHER; shape++)
                assert_int_equal(outcome_of(DELIVERY_ANSWERED, status, (enum shape)shape),
                                 cases[i].with[shape]);
}

static void outcome_exit_status__is_what_the_manual_says(void **state)
{
    (void)state;
    static const struct {
        enum outcome outcome;
        long status;
        int exit;
    } cases[] = {
        {OUTCOME_CREATED, 200, 0}, {OUTCOME_REFUSED, 401, 3}, {OUTCOME_REFUSED, 403, 3},
        {OUTCOME_REFUSED, 302, 4}, {OUTCOME_REFUSED, 400, 4}, {OUTCOME_REFUSED, 429, 4},
        {OUTCOME_NOT_SENT, 0, 5},  {OUTCOME_REFUSED, 500, 5}, {OUTCOME_UNKNOWN, 502, 5},
        {OUTCOME_UNKNOWN, 0, 6},   {OUTCOME_UNKNOWN, 200, 6}, {OUTCOME_NONE, 0, 6},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(outcome_exit_status(cases[i].outcome, cases[i].status), cases[i].exit);
}

static void outcome_retry_after__reads_seconds_and_dates(void **state)
{
    (void)state;
    static const int64_t now = 784111777; /* 06 Nov 1994 08:49:37 */
    static const struct {
        const char *value;
        long seconds;
    } cases[] = {
        {"7", 7},
        {"0", 0},
        {"120", 120},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 0},
        {"Sun, 06 Nov 1994 08:50:00 GMT", 23},
        {"Mon, 07 Nov 1994 08:49:37 GMT", 86400},
        {"Sat, 05 Nov 1994 08:49:37 GMT", 0},
        {NULL, -1},
        {"", -1},
        {"-1", -1},
        {"7 s", -1},
        {"soon", -1},
        {"9999999999", -1},
        {"Sun, 06 Now 1994 08:49:37 GMT", -1},
        {"Sun, 06 anF 1994 08:49:37 GMT", -1},
        {"Sun, 06 Nov 1994 08:49:37 PST", -1},
        {"Sun, 06 Nov 1994 08:49:37 GMT+1", -1},
        {"1994-11-06T08:49:37Z", -1},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(outcome_retry_after(cases[i].value, now), cases[i].seconds);
}

static void outcome_last_words__say_what_is_true(void **state)
{
    (void)state;
    static const struct {
        enum outcome outcome;
        const char *words[2]; /* not recorded, recorded */
    } cases[] = {
        {OUTCOME_NONE, {"may exist", "may exist"}},
        {OUTCOME_NOT_SENT, {"nothing of it was sent", "before anything of it was sent"}},
        {OUTCOME_CREATED, {"created, but could not be recorded: keep", "created, and is in the list"}},
        {OUTCOME_REFUSED, {"no link was made; that could not be recorded", "no link was made."}},
        {OUTCOME_UNKNOWN, {"may exist", "may exist"}},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        for (int recorded = 0; recorded < 2; recorded++)
            assert_non_null(strstr(outcome_last_words(cases[i].outcome, recorded), cases[i].words[recorded]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcome_of__is_not_sent__when_nothing_left),
        cmocka_unit_test(outcome_of__reads_an_answer__by_status_and_shape),
        cmocka_unit_test(outcome_exit_status__is_what_the_manual_says),
        cmocka_unit_test(outcome_last_words__say_what_is_true),
        cmocka_unit_test(outcome_retry_after__reads_seconds_and_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
