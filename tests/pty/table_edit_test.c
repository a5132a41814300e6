/* Changing a table of 10,000 reservations in the real program: cells, one field of many rows, rows as a
 * whole; what is saved afterwards, and that one key takes each step back. */
#include "config.h"

#include "tests/pty/stays.h"

#include <string.h>

/* OSC 52, which tells a terminal what to put on the clipboard. */
static void wait_copied(struct opened *s, const char *base64)
{
    pty_wait_written(s->p, base64, strlen(base64), 0);
}

static void a_cell__is_edited_in_place(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "5 0 0 0 G");
    pty_wait_text(s->p, "reservations[4999]", 0);
    pty_keys(s->p, "e Tab");
    pty_wait_text(s->p, "[Group 5000_", 0);
    pty_type(s->p, " late");
    opened_expect(s, "cell");
    pty_keys(s->p, "Enter");
    pty_expect(s->p, "cell-done");
    opened_check_saved(s, false);
    pty_keys(s->p, "u");
    pty_wait_no_text(s->p, "late", 0);
    pty_expect(s->p, "cell-undone");
    opened_check_saved(s, true);
}

static void rows__are_copied_cloned_moved_and_deleted(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "5 0 0 0 G");
    pty_wait_text(s->p, "reservations[4999]", 0);
    pty_keys(s->p, "Y");
    pty_expect(s->p, "row-key-copied");
    wait_copied(s, "c3RheS01MDAw"); /* stay-5000 */
    pty_keys(s->p, "y");
    pty_expect(s->p, "row-copied");
    wait_copied(s, "ewogICJyZXNlcnZhdGlvbl9rZXki"); /* {, LF, 2 blanks, "reservation_key" */
    pty_keys(s->p, "c");
    pty_expect(s->p, "row-cloned");
    pty_keys(s->p, "J");
    pty_expect(s->p, "row-moved");
    pty_keys(s->p, "K K");
    pty_expect(s->p, "row-moved-up");
    pty_keys(s->p, "Down d");
    pty_expect(s->p, "row-deleted");
    opened_check_saved(s, false);
    opened_undo(s, 5);
    pty_expect(s->p, "row-undone");
    for (int i = 0; i < 5; i++)
        pty_keys(s->p, "U");
    pty_expect(s->p, "row-redone");
    opened_check_saved(s, false);
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
    opened_expect(s, "marks-deleted");
    opened_check_saved(s, false);
    pty_keys(s->p, "u");
    pty_wait_text(s->p, "of 10,000 rows", 0);
    pty_expect(s->p, "marks-undone");
    opened_check_saved(s, true);
}

static void a_field__is_set_on_all_rows(void **state)
{
    struct opened *s = *state;
    pty_keys(s->p, "*");
    pty_wait_text(s->p, "10,000 marked", 0);
    pty_keys(s->p, "E");
    opened_expect(s, "set-field");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Name, of 10,000 rows", 0);
    pty_keys(s->p, "Ctrl-U");
    pty_type(s->p, "Everybody");
    opened_expect(s, "set-value");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Set on 10,000 rows", 0);
    opened_expect(s, "set-done");
    opened_check_saved(s, false);
    pty_keys(s->p, "u");
    pty_wait_no_text(s->p, "Everybody", 0);
    pty_expect(s->p, "set-undone");
    opened_check_saved(s, true);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stays_begin, stays_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_cell__is_edited_in_place),
        TEST(rows__are_copied_cloned_moved_and_deleted),
        TEST(marked_rows__go_and_come_back),
        TEST(a_field__is_set_on_all_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
