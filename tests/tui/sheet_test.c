#include "tests/test.h"

#include "tui/widgets/sheet.h"

#include <stdlib.h>

static struct sheet sample(void)
{
    struct sheet s;
    sheet_init(&s, 6);
    sheet_words(&s, 0, STYLE_HEADING, "A heading");
    sheet_fact(&s, "Key", STYLE_VALUE, "one two three");
    sheet_fact(&s, "Gone", STYLE_VALUE, NULL);
    sheet_factf(&s, "", STYLE_VALUE, "%d more", 2);
    sheet_words(&s, 0, STYLE_NORMAL, "");
    sheet_wordsf(&s, 2, STYLE_NORMAL, "%s", "end");
    return s;
}

static void assert_draws(int rows, int cols, int top, const char *wanted)
{
    struct sheet s = sample();
    struct cells c;
    cells_init(&c, rows, cols, true);
    sheet_draw(&s, area_all(&c), top);
    char *text = cells_dump(&c, false);
    assert_string_equal(text, wanted);
    free(text);
    cells_finish(&c);
    sheet_finish(&s);
}

static void sheet_draw__wraps_values__under_themselves(void **state)
{
    (void)state;
    assert_draws(5, 30, 0,
                 " A heading\n"
                 " Key   one two three\n"
                 "       2 more\n"
                 "\n"
                 "   end\n");
    assert_draws(6, 16, 0,
                 " A heading\n"
                 " Key   one two\n"
                 "       three\n"
                 "       2 more\n"
                 "\n"
                 "   end\n");
}

static void sheet_draw__marks__what_is_above_and_below(void **state)
{
    (void)state;
    assert_draws(2, 16, 0,
                 " A heading\n"
                 " Key   one two v\n");
    assert_draws(2, 16, 2,
                 "       three   ^\n"
                 "       2 more  v\n");
    assert_draws(2, 16, 4,
                 "               ^\n"
                 "   end\n");
}

static void sheet_rows__counts__what_is_drawn(void **state)
{
    (void)state;
    struct sheet s = sample();
    assert_int_equal(sheet_rows(&s, 30), 5);
    assert_int_equal(sheet_rows(&s, 16), 6);
    sheet_finish(&s);
}

static void sheet_scroll__stops__at_both_ends(void **state)
{
    (void)state;
    int top = 0;
    assert_true(sheet_scroll(&top, ACTION_MOVE_UP, 10, 4));
    assert_int_equal(top, 0);
    assert_true(sheet_scroll(&top, ACTION_MOVE_LAST, 10, 4));
    assert_int_equal(top, 6);
    assert_true(sheet_scroll(&top, ACTION_MOVE_PAGE_DOWN, 10, 4));
    assert_int_equal(top, 6);
    assert_true(sheet_scroll(&top, ACTION_MOVE_HALF_UP, 10, 4));
    assert_int_equal(top, 4);
    assert_true(sheet_scroll(&top, ACTION_MOVE_DOWN, 3, 4)); /* all is in sight */
    assert_int_equal(top, 0);
    assert_false(sheet_scroll(&top, ACTION_APP_SAVE, 10, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheet_draw__wraps_values__under_themselves),
        cmocka_unit_test(sheet_draw__marks__what_is_above_and_below),
        cmocka_unit_test(sheet_rows__counts__what_is_drawn),
        cmocka_unit_test(sheet_scroll__stops__at_both_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
