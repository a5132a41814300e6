/* The table in the real program, on 10,000 reservations: every operation by keys, what is saved afterwards,
 * and that undo takes it all back. */
#include "config.h"

#include "tests/pty/opened.h"

enum { STAYS = 10000 };

/* Invented guests, a stay each, every hundredth of them for a group. */
static void write_body(struct buf *out)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n");
    for (int i = 1; i <= STAYS; i++)
        buf_printf(out,
                   "      {\"reservation_key\": \"stay-%d\", \"name\": \"%s %d\", \"starts_at\": "
                   "\"2026-12-%02dT15:00:00Z\"}%s\n",
                   i, i % 100 ? "Guest" : "Group", STAYS - i, 1 + i % 28, i < STAYS ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

static int begin(void **state)
{
    *state = opened_new(write_body, "Reservations", "10,000 rows");
    return 0;
}

static int end(void **state)
{
    opened_free(*state);
    return 0;
}

static void rows__are_sorted_filtered_and_reached(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "End");
    pty_wait_text(s->p, "10000 stay-10000", 0);
    pty_keys(s->p, "> >");
    pty_wait_text(s->p, "Name ^", 0);
    pty_keys(s->p, "Home");
    pty_wait_text(s->p, ">  10000 stay-10000", 0);
    pty_keys(s->p, "r Home");
    pty_wait_text(s->p, "Guest 9999", 0);
    pty_wait_text(s->p, ">      1 stay-1", 0);
    pty_keys(s->p, "<");
    pty_wait_text(s->p, "Reservation key ^", 0);
    pty_keys(s->p, "/");
    pty_type(s->p, "stay-777");
    pty_wait_text(s->p, "11 of 10,000 rows", 0);
    pty_keys(s->p, "Esc");
    pty_wait_no_text(s->p, "/ stay", 0);
    pty_keys(s->p, "7 7 7 G");
    pty_wait_text(s->p, ">    777 stay-777", 0);
    pty_keys(s->p, "Right Right");
    pty_wait_text(s->p, "+1", 0);
}

static void marked_rows__go_and_come_back(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "/");
    pty_type(s->p, "name:group");
    pty_wait_text(s->p, "100 of 10,000 rows", 0);
    pty_keys(s->p, "Enter *");
    pty_wait_text(s->p, "100 marked", 0);
    pty_keys(s->p, "d");
    pty_wait_text(s->p, "Deleted 100 rows", 0);
    pty_wait_text(s->p, "0 of 9,900 rows", 0);
    opened_check_saved(s, false);
    pty_keys(s->p, "u");
    pty_wait_text(s->p, "of 10,000 rows", 0);
    opened_check_saved(s, true);
}

static void a_field__is_set_on_all_rows(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "*");
    pty_wait_text(s->p, "10,000 marked", 0);
    pty_keys(s->p, "E");
    pty_wait_text(s->p, "field to set on 10,000 rows", 0);
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Name, of 10,000 rows", 0);
    pty_keys(s->p, "Ctrl-U");
    pty_type(s->p, "Everybody");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Set on 10,000 rows", 0);
    opened_check_saved(s, false);
    opened_undo(s, 1);
}

static void rows__are_edited_copied_moved_and_deleted(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "5 0 0 0 G");
    pty_wait_text(s->p, "> ", 0);
    pty_wait_text(s->p, "reservations[4999]", 0);
    pty_keys(s->p, "e Tab");
    pty_wait_text(s->p, "[Group 5000_", 0);
    pty_type(s->p, "!");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Group 5000!", 0);
    pty_keys(s->p, "c");
    pty_wait_text(s->p, "stay-5000-2", 0);
    pty_keys(s->p, "J");
    pty_wait_text(s->p, "reservations[5001]", 0);
    pty_keys(s->p, "d");
    pty_wait_text(s->p, "Deleted 1 reservation", 0);
    opened_check_saved(s, false);
    opened_undo(s, 4);
}

static void records__follow_one_another_in_the_order_of_the_table(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "> r Home Enter");
    pty_wait_text(s->p, "row 1 of 10,000 shown", 0);
    pty_wait_text(s->p, "[stay-10000_", 0);
    pty_keys(s->p, "Ctrl-Down");
    pty_wait_text(s->p, "[stay-9999_", 0);
    pty_keys(s->p, "Esc");
    pty_wait_text(s->p, "Reservation key v", 0);
    pty_wait_text(s->p, "reservations[9998]", 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows__are_sorted_filtered_and_reached),
        TEST(marked_rows__go_and_come_back),
        TEST(a_field__is_set_on_all_rows),
        TEST(rows__are_edited_copied_moved_and_deleted),
        TEST(records__follow_one_another_in_the_order_of_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
