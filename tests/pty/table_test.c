/* Looking at 10,000 reservations in the real program: rows are reached, ordered, found and marked by keys,
 * and records are gone through one after another. */
#include "config.h"

#include "tests/pty/stays.h"

static void rows__are_reached__down_sideways_and_by_number(void **state)
{
    struct opened *s = *state;
    opened_expect(s, "table");
    pty_keys(s->p, "End");
    pty_wait_text(s->p, ">  10000 stay-10000", 0);
    pty_expect(s->p, "table-end");
    pty_keys(s->p, "Home PgDn");
    pty_expect(s->p, "table-page");
    pty_keys(s->p, "7 7 7 G");
    pty_wait_text(s->p, ">    777 stay-777", 0);
    pty_expect(s->p, "table-number");
    pty_keys(s->p, "Right Right");
    opened_expect(s, "table-sideways");
    pty_keys(s->p, "Left Left");
    pty_expect(s->p, "table-sideways-back");
}

/* Looks at the first row, once all are in the order that the heading tells. */
static void sort(struct opened *s, const char *key, const char *heading, const char *name)
{
    pty_keys(s->p, key);
    pty_wait_text(s->p, heading, 0);
    pty_wait_no_text(s->p, "looking", 0);
    pty_keys(s->p, "Home");
    pty_expect(s->p, name);
}

static void rows__are_sorted__by_each_column_and_backwards(void **state)
{
    struct opened *s = *state;
    sort(s, ">", "Reservation key ^", "table-by-key");
    sort(s, ">", "Name ^", "table-by-name");
    opened_expect(s, "table-by-name");
    sort(s, "r", "Name v", "table-by-name-backwards");
    sort(s, ">", "Starts at ^", "table-by-start");
    sort(s, "<", "Name ^", "table-by-name");
    sort(s, "<", "Reservation key ^", "table-by-key");
    sort(s, "<", "In the order of the configuration", "table-as-in-the-body");
}

static void rows__are_found__by_any_field_and_by_one(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "/");
    pty_type(s->p, "stay-777");
    pty_wait_text(s->p, "11 of 10,000 rows", 0);
    opened_expect(s, "table-filter");
    pty_keys(s->p, "Ctrl-U");
    pty_type(s->p, "name:group 2024-12-05");
    opened_expect(s, "table-filter-field");
    pty_keys(s->p, "Enter Down");
    pty_expect(s->p, "table-filter-kept");
    pty_keys(s->p, "/ Esc");
    pty_wait_no_text(s->p, "/ name", 0);
    pty_expect(s->p, "table-filter-gone");
}

static void rows__are_marked__singly_in_a_range_and_all_that_are_shown(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "Space Space Down Space Down Down Down Ctrl-Space");
    opened_expect(s, "table-marks");
    pty_keys(s->p, "-");
    pty_wait_no_text(s->p, "marked", 0);
    pty_keys(s->p, "/");
    pty_type(s->p, "name:group");
    pty_wait_text(s->p, "100 of 10,000 rows", 0);
    pty_keys(s->p, "Enter *");
    pty_wait_text(s->p, "100 marked", 0);
    pty_expect(s->p, "table-marks-shown");
    pty_keys(s->p, "/ Esc");
    pty_wait_text(s->p, "100 marked, 10,000 rows", 0);
    pty_keys(s->p, "* End");
    pty_wait_text(s->p, "10,000 marked", 0);
    pty_expect(s->p, "table-marks-all");
}

static void order_filter_and_marks__outlive_edits_and_visits(void **state)
{
    struct opened *s = *state;
    sort(s, ">", "Reservation key ^", "table-by-key");
    sort(s, "> r", "Name v", "table-by-name-backwards");
    pty_keys(s->p, "/");
    pty_type(s->p, "name:group");
    pty_wait_text(s->p, "100 of 10,000 rows", 0);
    pty_keys(s->p, "Enter Home Space Space");
    pty_wait_text(s->p, "2 marked", 0);
    pty_expect(s->p, "table-kept-before");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "row 3 of 100 shown", 0);
    pty_keys(s->p, "Down");
    pty_type(s->p, " late");
    pty_wait_text(s->p, "late_", 0);
    pty_keys(s->p, "Ctrl-Down");
    pty_wait_text(s->p, "row 4 of 100 shown", 0);
    pty_keys(s->p, "Esc");
    pty_wait_text(s->p, "2 marked", 0);
    opened_expect(s, "table-kept");
    opened_undo(s, 1);
    pty_expect(s->p, "table-kept-undone");
}

static void records__follow_one_another_in_the_order_of_the_table(void **state)
{
    struct opened *s = *state;
    sort(s, "> r", "Reservation key v", "table-by-key-backwards");
    pty_keys(s->p, "/");
    pty_type(s->p, "stay-99");
    pty_wait_text(s->p, "111 of 10,000 rows", 0);
    pty_keys(s->p, "Enter Home Enter");
    pty_wait_text(s->p, "row 1 of 111 shown", 0);
    pty_wait_text(s->p, "[stay-9999_", 0);
    opened_expect(s, "record");
    pty_keys(s->p, "Ctrl-Down");
    pty_wait_text(s->p, "[stay-9998_", 0);
    pty_expect(s->p, "record-next");
    pty_keys(s->p, "Ctrl-Up");
    pty_expect(s->p, "record");
    pty_keys(s->p, "Alt-.");
    opened_expect(s, "record-unset");
    pty_keys(s->p, "Alt-. Ctrl-Down");
    pty_wait_text(s->p, "[stay-9998_", 0);
    pty_keys(s->p, "Esc");
    pty_wait_text(s->p, "Reservation key v", 0);
    pty_wait_text(s->p, "reservations[9997]", 0);
    opened_check_saved(s, true);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stays_begin, stays_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows__are_reached__down_sideways_and_by_number),
        TEST(rows__are_sorted__by_each_column_and_backwards),
        TEST(rows__are_found__by_any_field_and_by_one),
        TEST(rows__are_marked__singly_in_a_range_and_all_that_are_shown),
        TEST(order_filter_and_marks__outlive_edits_and_visits),
        TEST(records__follow_one_another_in_the_order_of_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
