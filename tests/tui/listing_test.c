#include "tests/test.h"

#include "tui/widgets/listing.h"

#include <stdlib.h>
#include <string.h>

static void listing_top__keeps_the_focus_in_sight__at_every_place(void **state)
{
    (void)state;
    for (size_t rows = 0; rows < 30; rows++)
        for (size_t page = 1; page < 12; page++)
            for (size_t focus = 0; focus < rows; focus++) {
                size_t top = listing_top(focus, rows, page);
                assert_true(top <= focus && focus < top + page);
                assert_true(top == 0 || top + page <= rows); /* no empty rows while there are others */
            }
}

static void listing_move__stays_inside__whatever_is_pressed(void **state)
{
    (void)state;
    static const struct {
        enum action action;
        size_t from, to;
    } cases[] = {
        {ACTION_MOVE_UP, 0, 0},        {ACTION_MOVE_UP, 5, 4},        {ACTION_MOVE_DOWN, 5, 6},
        {ACTION_MOVE_DOWN, 9, 9},      {ACTION_MOVE_PAGE_UP, 5, 1},   {ACTION_MOVE_PAGE_UP, 3, 0},
        {ACTION_MOVE_PAGE_DOWN, 5, 9}, {ACTION_MOVE_PAGE_DOWN, 8, 9}, {ACTION_MOVE_HALF_UP, 5, 3},
        {ACTION_MOVE_HALF_DOWN, 5, 7}, {ACTION_MOVE_FIRST, 5, 0},     {ACTION_MOVE_LAST, 5, 9},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t focus = cases[i].from;
        assert_true(listing_move(&focus, cases[i].action, 10, 4));
        assert_int_equal(focus, cases[i].to);
        assert_true(listing_move(&focus, cases[i].action, 0, 4));
        assert_int_equal(focus, 0);
    }
    size_t focus = 5;
    assert_false(listing_move(&focus, ACTION_APP_SAVE, 10, 4));
    assert_int_equal(focus, 5);
}

/* ---- drawing */

static const struct listing_column COLUMNS[] = {
    {"NAME", 6, 0, 6, false}, {"COUNT", 5, 2, 0, true}, {"NOTE", 4, 1, 0, false}};

static void cell(void *context, size_t row, size_t column, struct buf *out)
{
    (void)context;
    buf_printf(out, "%c%zu", "nct"[column], row);
}

static char mark(void *context, size_t row)
{
    (void)context;
    return row == 1 ? '!' : ' ';
}

static void assert_draws(int rows, int cols, size_t focus, const char *wanted)
{
    const struct listing_model m = {NULL, 4, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, cell, mark};
    struct cells c;
    cells_init(&c, rows, cols, false);
    listing_draw(&m, focus, area_all(&c));
    char *text = cells_dump(&c, false);
    assert_string_equal(text, wanted);
    free(text);
    cells_finish(&c);
}

static void listing_draw__leaves_out_the_least_column_first__and_shares_what_is_left(void **state)
{
    (void)state;
    assert_draws(3, 30, 0,
                 "   NAME          COUNT  NOTE\n"
                 " > n0               c0  t0\n"
                 "!  n1               c1  t1\n");
    assert_draws(3, 22, 0,
                 "   NAME    COUNT  NOTE\n"
                 " > n0         c0  t0\n"
                 "!  n1         c1  t1\n");
    assert_draws(3, 16, 1,
                 "   NAME     NOTE\n"
                 "   n0       t0\n"
                 "!> n1       t1\n");
    assert_draws(3, 12, 3,
                 "   NAME\n"
                 "   n2\n"
                 " > n3\n");
}

static void listing_draw__draws_what_fits__in_no_room_at_all(void **state)
{
    (void)state;
    assert_draws(1, 4, 0, "   N\n");
    assert_draws(0, 0, 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listing_top__keeps_the_focus_in_sight__at_every_place),
        cmocka_unit_test(listing_move__stays_inside__whatever_is_pressed),
        cmocka_unit_test(listing_draw__leaves_out_the_least_column_first__and_shares_what_is_left),
        cmocka_unit_test(listing_draw__draws_what_fits__in_no_room_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
