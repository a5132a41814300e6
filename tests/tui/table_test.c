#include "tests/test.h"

#include "tui/widgets/table.h"

#include <stdlib.h>
#include <string.h>

static const struct table_column COLUMNS[] = {
    {"KEY", 8, 8}, {"NAME", 10, 6}, {"STARTS", 10, 10}, {"ENDS", 10, 6}};

static void cell(void *context, size_t row, size_t column, struct buf *out)
{
    size_t *asked = context;
    if (asked)
        ++*asked;
    buf_printf(out, "%c%zu", (char)('a' + column), row);
}

static struct table_marks marks(void *context, size_t row)
{
    (void)context;
    return (struct table_marks){.wrong = row == 1, .chosen = row == 2};
}

static struct table_model model(size_t rows)
{
    return (struct table_model){.rows = rows,
                                .sorted = SIZE_MAX,
                                .columns = COLUMNS,
                                .column_count = 4,
                                .cell = cell,
                                .marks = marks};
}

/* asked, may be NULL, counts the cells that the table asks for. */
static char *draw_counting(const struct table *t, size_t rows, int lines, int cols, size_t *asked)
{
    struct cells c;
    struct table_model m = model(rows);
    m.context = asked;
    cells_init(&c, lines, cols, false);
    table_draw(t, &m, area_all(&c), true);
    char *text = cells_dump(&c, false);
    cells_finish(&c);
    return text;
}

static char *drawn(const struct table *t, size_t rows, int lines, int cols)
{
    return draw_counting(t, rows, lines, cols, NULL);
}

static void draw__shows_names_numbers_and_marks(void **state)
{
    (void)state;
    struct table t = {0};
    table_fit(&t, 3, 3);
    char *text = drawn(&t, 3, 4, 50);
    assert_string_equal(text, "       KEY       NAME        STARTS      ENDS\n"
                              ">    1 a0        b0          c0          d0\n"
                              "  !  2 a1        b1          c1          d1\n"
                              " *   3 a2        b2          c2          d2\n");
    free(text);
}

static void draw__says_how_many_columns_are_out_of_sight(void **state)
{
    (void)state;
    struct table t = {0};
    table_fit(&t, 1, 1);
    char *text = drawn(&t, 1, 2, 32);
    assert_non_null(strstr(text, "NAME"));
    assert_null(strstr(text, "STARTS"));
    assert_non_null(strstr(text, "+2>"));
    free(text);
}

static void columns__are_narrower__before_one_is_left_out__and_wider_where_there_is_room(void **state)
{
    (void)state;
    struct table t = {0};
    table_fit(&t, 1, 1);
    char *text = drawn(&t, 1, 2, 43);
    assert_non_null(strstr(text, "KEY       NAME    STARTS      ENDS\n"));
    free(text);
    text = drawn(&t, 1, 2, 57);
    assert_non_null(strstr(text, "KEY       NAME          STARTS        ENDS\n"));
    free(text);
}

static void columns__scroll__but_the_first_one(void **state)
{
    (void)state;
    struct table t = {0};
    struct table_model m = model(1);
    table_fit(&t, 1, 1);
    table_update(&t, &m, ACTION_MOVE_RIGHT);
    char *text = drawn(&t, 1, 2, 36);
    assert_non_null(strstr(text, "KEY       STARTS"));
    free(text);
    for (int i = 0; i < 9; i++)
        table_update(&t, &m, ACTION_MOVE_RIGHT);
    text = drawn(&t, 1, 2, 36);
    assert_non_null(strstr(text, "KEY       ENDS"));
    free(text);
    for (int i = 0; i < 9; i++)
        table_update(&t, &m, ACTION_MOVE_LEFT);
    text = drawn(&t, 1, 2, 36);
    assert_non_null(strstr(text, "KEY       NAME"));
    free(text);
}

static const struct table_column WIDE_FIRST[] = {{"OWN KEY", 18, 6}, {"STARTS", 10, 10}};

static void the_first_column__gives_way__where_no_other_would_be_seen(void **state)
{
    (void)state;
    struct table t = {0};
    struct cells c;
    struct table_model m = model(1);
    m.columns = WIDE_FIRST;
    m.column_count = 2;
    table_fit(&t, 1, 1);
    cells_init(&c, 2, 30, false);
    table_draw(&t, &m, area_all(&c), true);
    char *text = cells_dump(&c, false);
    assert_string_equal(text, "       OWN KEY      STARTS\n"
                              ">    1 a0           b0\n");
    free(text);
    cells_finish(&c);
}

static void a_column__that_is_sorted_by__says_so_and_comes_into_sight(void **state)
{
    (void)state;
    struct table t = {0};
    struct table_model m = model(1);
    table_fit(&t, 1, 1);
    table_show_column(&t, &m, 3, 36);
    char *text = drawn(&t, 1, 2, 36);
    assert_non_null(strstr(text, "ENDS"));
    free(text);
    table_show_column(&t, &m, 1, 36);
    m.sorted = 1;
    struct cells c;
    cells_init(&c, 2, 40, false);
    table_draw(&t, &m, area_all(&c), true);
    text = cells_dump(&c, false);
    assert_non_null(strstr(text, "KEY       NAME ^"));
    m.descending = true;
    m.sorted = 0;
    cells_clear(&c);
    table_draw(&t, &m, area_all(&c), true);
    free(text);
    text = cells_dump(&c, false);
    assert_non_null(strstr(text, "KEY v     NAME"));
    free(text);
    cells_finish(&c);
}

static void a_page__costs_its_rows__of_a_hundred_thousand(void **state)
{
    (void)state;
    struct table t = {0};
    table_fit(&t, 100000, 9);
    table_go(&t, 99999, 100000);
    size_t asked = 0;
    char *text = draw_counting(&t, 100000, 10, 60, &asked);
    assert_int_equal(asked, 9 * 4);
    assert_non_null(strstr(text, ">  100000 a99999"));
    free(text);
}

static void moving__stays_inside__and_in_sight(void **state)
{
    (void)state;
    static const enum action moves[] = {ACTION_MOVE_UP,      ACTION_MOVE_DOWN,      ACTION_MOVE_PAGE_DOWN,
                                        ACTION_MOVE_PAGE_UP, ACTION_MOVE_HALF_DOWN, ACTION_MOVE_HALF_UP,
                                        ACTION_MOVE_LAST,    ACTION_MOVE_FIRST};
    for (size_t rows = 0; rows < 30; rows += 7) {
        struct table t = {0};
        struct table_model m = model(rows);
        table_fit(&t, rows, 5);
        for (size_t i = 0; i < 200; i++) {
            assert_true(table_update(&t, &m, moves[(i * i + i / 3) % 8]));
            assert_true(t.cursor < rows || (rows == 0 && t.cursor == 0));
            assert_true(t.cursor >= t.top && t.cursor < t.top + 5);
        }
        assert_false(table_update(&t, &m, ACTION_LIST_OPEN));
    }
}

static void rows_beside_the_cursor__stay_in_sight(void **state)
{
    (void)state;
    static const struct {
        size_t page, beside;
    } cases[] = {{1, 0}, {3, 0}, {4, 1}, {6, 1}, {7, 2}, {30, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t page = cases[i].page, beside = cases[i].beside;
        struct table t = {0};
        struct table_model m = model(100);
        table_fit(&t, 100, page);
        for (size_t down = 0; down < 60; down++)
            table_update(&t, &m, ACTION_MOVE_DOWN);
        assert_int_equal(t.cursor, 60);
        assert_int_equal(t.top, 60 + beside + 1 - page);
        for (size_t up = 0; up < 30; up++)
            table_update(&t, &m, ACTION_MOVE_UP);
        assert_int_equal(t.top, 30 - beside);
        table_update(&t, &m, ACTION_MOVE_LAST);
        assert_int_equal(t.top, 100 - page);
        table_update(&t, &m, ACTION_MOVE_FIRST);
        assert_int_equal(t.top, 0);
    }
}

static void a_row__that_is_far_away__comes_into_the_middle(void **state)
{
    (void)state;
    struct table t = {0};
    table_fit(&t, 1000, 10);
    table_go(&t, 500, 1000);
    assert_int_equal(t.top, 495);
    table_go(&t, 510, 1000); /* a page on: as far as it has to */
    assert_int_equal(t.top, 503);
    table_go(&t, 100, 1000);
    assert_int_equal(t.top, 95);
    table_go(&t, 998, 1000);
    assert_int_equal(t.top, 990);
    table_go(&t, 1, 1000);
    assert_int_equal(t.top, 0);
}

static void fit__follows__when_rows_go_and_the_page_changes(void **state)
{
    (void)state;
    struct table t = {0};
    table_fit(&t, 100, 10);
    table_go(&t, 99, 100);
    assert_int_equal(t.top, 90);
    table_fit(&t, 50, 10);
    assert_int_equal(t.cursor, 49);
    assert_int_equal(t.top, 40);
    table_fit(&t, 50, 20);
    assert_int_equal(t.top, 30);
    table_fit(&t, 0, 20);
    assert_int_equal(t.cursor, 0);
    assert_int_equal(t.top, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draw__shows_names_numbers_and_marks),
        cmocka_unit_test(draw__says_how_many_columns_are_out_of_sight),
        cmocka_unit_test(columns__are_narrower__before_one_is_left_out__and_wider_where_there_is_room),
        cmocka_unit_test(columns__scroll__but_the_first_one),
        cmocka_unit_test(the_first_column__gives_way__where_no_other_would_be_seen),
        cmocka_unit_test(a_column__that_is_sorted_by__says_so_and_comes_into_sight),
        cmocka_unit_test(a_page__costs_its_rows__of_a_hundred_thousand),
        cmocka_unit_test(moving__stays_inside__and_in_sight),
        cmocka_unit_test(rows_beside_the_cursor__stay_in_sight),
        cmocka_unit_test(a_row__that_is_far_away__comes_into_the_middle),
        cmocka_unit_test(fit__follows__when_rows_go_and_the_page_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
