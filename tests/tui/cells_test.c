#include "config.h"

#include "tests/test.h"

#include "tui/widgets/cells.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static struct cells grid(int rows, int cols)
{
    struct cells c;
    cells_init(&c, rows, cols, false);
    return c;
}

static void assert_grid(struct cells *c, const char *wanted)
{
    char *got = cells_dump(c, false);
    assert_string_equal(got, wanted);
    free(got);
}

static void area_text__is_clipped__to_its_area(void **state)
{
    (void)state;
    struct cells c = grid(3, 8);
    struct area part = area_part(area_all(&c), 1, 2, 1, 4);
    assert_int_equal(area_puts(part, 0, 0, STYLE_VALUE, "abcdefgh"), 4);
    assert_int_equal(area_puts(part, 0, -2, STYLE_VALUE, "xyz"), 1);
    area_puts(part, -1, 0, STYLE_VALUE, "no");
    area_puts(part, 1, 0, STYLE_VALUE, "no");
    assert_grid(&c, "\n  zbcd\n\n");
    cells_finish(&c);
}

static void area_part__has_no_room__outside_its_parent(void **state)
{
    (void)state;
    struct cells c = grid(4, 4);
    struct area a = area_part(area_all(&c), -1, 2, 3, 9);
    assert_int_equal(a.row, 0);
    assert_int_equal(a.rows, 2);
    assert_int_equal(a.cols, 2);
    assert_int_equal(area_part(a, 5, 0, 1, 1).rows, 0);
    assert_int_equal(area_part(a, 0, 0, -3, 1).rows, 0);
    area_fill(area_part(a, 0, 7, 2, 2), STYLE_ERROR);
    assert_grid(&c, "\n\n\n\n");
    cells_finish(&c);
}

static void wide_characters__leave_no_half__at_edges_and_when_overwritten(void **state)
{
    (void)state;
    struct cells c = grid(4, 5);
    struct area a = area_all(&c);
    assert_int_equal(area_puts(a, 0, 0, STYLE_VALUE, "東京都"), 5);
    area_puts(a, 1, 0, STYLE_VALUE, "東京");
    area_puts(a, 1, 1, STYLE_VALUE, "x");
    area_puts(a, 2, 0, STYLE_VALUE, "東京");
    area_puts(a, 2, 2, STYLE_VALUE, "x");
    area_puts(a, 3, -1, STYLE_VALUE, "東京");
    assert_grid(&c, "東京\n x京\n東x\n 京\n");
    for (int i = 0; i < c.rows * c.cols; i++)
        assert_true((c.at[i].width == 0) == (c.at[i].chars[0] == 0));
    cells_finish(&c);
}

static void area_text__keeps_marks_on_their_base__and_shows_controls(void **state)
{
    (void)state;
    struct cells c = grid(1, 12);
    struct area a = area_all(&c);
    assert_int_equal(area_puts(a, 0, 0, STYLE_VALUE, "e\u0301\x1b[31m\n"), 7);
    assert_int_equal(c.at[0].chars[0], 'e');
    assert_int_equal(c.at[0].chars[1], 0x301);
    assert_int_equal(c.at[1].chars[0], 0x241B);
    assert_int_equal(c.at[6].chars[0], 0x240A);
    c.ascii = true;
    area_puts(a, 0, 0, STYLE_VALUE, "a\x1b\tz");
    char *line = cells_dump(&c, false);
    assert_memory_equal(line, "a??z", 4);
    free(line);
    cells_finish(&c);
}

static void area_text_cut__ends_in_an_ellipsis__only_when_it_must(void **state)
{
    (void)state;
    struct cells c = grid(6, 12);
    struct area a = area_all(&c);
    assert_int_equal(area_text_cut(a, 0, 1, 5, STYLE_VALUE, "abcde", 5), 6);
    assert_int_equal(area_text_cut(a, 1, 1, 5, STYLE_VALUE, "abcdef", 6), 6);
    area_text_cut(a, 2, 1, 4, STYLE_VALUE, "東京都", strlen("東京都"));
    assert_int_equal(area_text_cut(a, 3, 1, 0, STYLE_VALUE, "abc", 3), 1);
    c.ascii = true;
    area_text_cut(a, 4, 0, 5, STYLE_VALUE, "abcdef", 6);
    area_text_cut(a, 5, 0, 2, STYLE_VALUE, "abcdef", 6);
    assert_grid(&c, " abcde\n abcd\u2026\n 東\u2026\n\nab...\n..\n");
    cells_finish(&c);
}

static void area_puts_right__ends_before_its_column__or_is_cut(void **state)
{
    (void)state;
    struct cells c = grid(2, 8);
    struct area a = area_all(&c);
    assert_int_equal(area_puts_right(a, 0, 8, STYLE_VALUE, "東1"), 5);
    assert_int_equal(area_puts_right(a, 1, 6, STYLE_VALUE, "abcdefgh"), 0);
    assert_grid(&c, "     東1\nabcde\u2026\n");
    cells_finish(&c);
}

static void area_wrap__breaks_at_spaces__and_cuts_the_last_line(void **state)
{
    (void)state;
    struct cells c = grid(8, 10);
    struct area a = area_all(&c);
    assert_int_equal(area_wrap(a, 0, 0, 8, 3, STYLE_HELP, "one two three four"), 3);
    assert_int_equal(area_wrap(a, 3, 0, 8, 2, STYLE_HELP, "one two three four"), 2);
    assert_int_equal(area_wrap(a, 5, 0, 8, 3, STYLE_HELP, "abcdefghijk\nx"), 3);
    assert_grid(&c, "one two\nthree\nfour\none two\nthree f\u2026\nabcdefgh\nijk\nx\n");
    assert_int_equal(area_wrap(a, 0, 0, 1, 8, STYLE_HELP, "東京"), 2);
    assert_int_equal(area_wrap(a, 0, 0, 0, 8, STYLE_HELP, "x"), 0);
    cells_finish(&c);
}

static void rules__join__where_they_meet(void **state)
{
    (void)state;
    struct cells c = grid(5, 9);
    struct area a = area_all(&c);
    area_rule(a, 0);
    area_rule(a, 4);
    area_rule_down(area_part(a, 1, 0, 3, 9), 4, 0, 3);
    area_rule(area_part(a, 1, 5, 3, 4), 1);
    assert_grid(&c, "────┬────\n    │\n    ├────\n    │\n────┴────\n");
    area_rule(a, 1);
    assert_grid(&c, "────┬────\n────┼────\n    ├────\n    │\n────┴────\n");
    cells_finish(&c);
}

static void area_box__frames__over_what_is_there(void **state)
{
    (void)state;
    struct cells c = grid(4, 7);
    struct area a = area_all(&c);
    area_rule(a, 1);
    area_puts(a, 2, 5, STYLE_VALUE, "東");
    struct area box = area_part(a, 0, 1, 4, 5);
    area_fill(box, STYLE_NORMAL);
    area_box(box);
    area_rule(area_part(box, 1, 1, 2, 3), 0);
    assert_grid(&c, " ┌───┐\n─├───┤─\n │   │\n └───┘\n");
    c.ascii = true;
    area_box(box);
    area_rule(area_part(box, 1, 1, 2, 3), 0);
    assert_grid(&c, " +---+\n─+---+─\n |   |\n +---+\n");
    cells_finish(&c);
}

static void area_cursor__is_shown__only_inside(void **state)
{
    (void)state;
    struct cells c = grid(4, 7);
    struct area part = area_part(area_all(&c), 1, 2, 2, 2);
    area_cursor(part, 0, 2);
    assert_false(c.cursor_shown);
    area_cursor(part, 1, 1);
    assert_true(c.cursor_shown);
    assert_int_equal(c.cursor_row, 2);
    assert_int_equal(c.cursor_col, 3);
    cells_clear(&c);
    assert_false(c.cursor_shown);
    cells_finish(&c);
}

static void cells_dump__shows_styles__in_a_second_block(void **state)
{
    (void)state;
    struct cells c = grid(2, 6);
    area_printf(area_all(&c), 0, 1, STYLE_ERROR, "%d!", 42);
    area_style(area_all(&c), 1, 4, 9, STYLE_FOCUS);
    char *got = cells_dump(&c, true);
    assert_string_equal(got, " 42!\n\n.!!!\n....FF\n");
    free(got);
    cells_finish(&c);
}

static void cells__survive_every_size__down_to_nothing(void **state)
{
    (void)state;
    struct cells c = grid(0, 0);
    for (int rows = 0; rows < 4; rows++)
        for (int cols = 0; cols < 4; cols++) {
            cells_resize(&c, rows, cols);
            struct area a = area_all(&c);
            area_fill(a, STYLE_FOCUS);
            area_rule(a, 0);
            area_rule_down(a, 1, -1, 9);
            area_box(a);
            area_puts(a, 0, -1, STYLE_VALUE, "東京");
            area_wrap(a, 0, 0, cols, rows, STYLE_HELP, "a b c");
            area_puts_right(a, 0, cols, STYLE_VALUE, "東京");
            area_style(a, 0, 0, 9, STYLE_FOCUS);
            char *dump = cells_dump(&c, true);
            assert_int_equal(strlen(dump) >= 2 * (size_t)rows, 1);
            free(dump);
        }
    cells_finish(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(area_text__is_clipped__to_its_area),
        cmocka_unit_test(area_part__has_no_room__outside_its_parent),
        cmocka_unit_test(wide_characters__leave_no_half__at_edges_and_when_overwritten),
        cmocka_unit_test(area_text__keeps_marks_on_their_base__and_shows_controls),
        cmocka_unit_test(area_text_cut__ends_in_an_ellipsis__only_when_it_must),
        cmocka_unit_test(area_puts_right__ends_before_its_column__or_is_cut),
        cmocka_unit_test(area_wrap__breaks_at_spaces__and_cuts_the_last_line),
        cmocka_unit_test(rules__join__where_they_meet),
        cmocka_unit_test(area_box__frames__over_what_is_there),
        cmocka_unit_test(area_cursor__is_shown__only_inside),
        cmocka_unit_test(cells_dump__shows_styles__in_a_second_block),
        cmocka_unit_test(cells__survive_every_size__down_to_nothing),
    };
    setenv("LC_ALL", "C.UTF-8", 1);
    setlocale(LC_ALL, "");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
