#include "tests/test.h"

#include "tui/widgets/progressbar.h"

#include <stdlib.h>
#include <string.h>

/* The first row of a grid that is so wide, over a rule. */
static char *drawn(int cols, const char *words, size_t done, size_t all, const char *hint)
{
    struct cells c;
    cells_init(&c, 1, cols, true);
    area_rule(area_all(&c), 0);
    progressbar_draw(area_all(&c), words, done, all, hint);
    char *text = cells_dump(&c, false);
    text[strcspn(text, "\n")] = '\0';
    cells_finish(&c);
    return text;
}

static void assert_drawn(char *take, const char *wanted)
{
    assert_string_equal(take, wanted);
    free(take);
}

static void progressbar_percent__is_100__only_at_the_end(void **state)
{
    (void)state;
    assert_int_equal(progressbar_percent(0, 3), 0);
    assert_int_equal(progressbar_percent(1, 3), 33);
    assert_int_equal(progressbar_percent(SIZE_MAX / 2, SIZE_MAX), 50);
    assert_int_equal(progressbar_percent(9999, 10000), 99);
    assert_int_equal(progressbar_percent(3, 3), 100);
    assert_int_equal(progressbar_percent(4, 3), 100);
}

static void progressbar__gives_the_bar_up_first__and_then_words(void **state)
{
    (void)state;
    assert_drawn(drawn(44, "Reading", 1, 2, "Esc cancels"), " Reading  #######.......   50%  Esc cancels");
    assert_drawn(drawn(34, "Reading", 1, 2, "Esc cancels"), " Reading   50%  Esc cancels ------");
    assert_drawn(drawn(25, "Reading", 1, 2, "Esc cancels"), " R...   50%  Esc cancels");
}

static void progressbar__shows_no_share__of_what_nobody_knows(void **state)
{
    (void)state;
    assert_drawn(drawn(30, "Reading", 5, 0, "Esc cancels"), " Reading  Esc cancels --------");
    assert_drawn(drawn(30, "Reading", 5, 0, ""), " Reading ---------------------");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(progressbar_percent__is_100__only_at_the_end),
        cmocka_unit_test(progressbar__gives_the_bar_up_first__and_then_words),
        cmocka_unit_test(progressbar__shows_no_share__of_what_nobody_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
