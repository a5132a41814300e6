/* The table in the real program, on 10,000 reservations: every operation by keys, what is saved afterwards,
 * and that undo takes it all back. */
#include "config.h"

#include "tests/pty/pty.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/files.h"
#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { STAYS = 10000 };

struct place {
    char *directory, *file;
    char *data, *config; /* "XDG_...=..." */
    struct buf body;
    struct pty *p;
};

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

static void make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static int begin(void **state)
{
    struct place *s = xcalloc(1, sizeof *s);
    s->directory = scratch_new();
    s->file = xasprintf("%s/data/seam-portal-tui/configurations/stays.json", s->directory);
    s->data = xasprintf("XDG_DATA_HOME=%s/data", s->directory);
    s->config = xasprintf("XDG_CONFIG_HOME=%s/config", s->directory);
    buf_init(&s->body, BUF_BODY_MAX);
    write_body(&s->body);
    make_parents(s->file);
    FILE *f = fopen(s->file, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(s->body.data, 1, s->body.len, f), s->body.len);
    assert_int_equal(fclose(f), 0);
    const char *const argv[] = {TEST_PROGRAM, "--sandbox", "stays", NULL};
    const char *const env[] = {s->data,           s->config, "SEAM_API_KEY", "TMUX", "DISPLAY",
                               "WAYLAND_DISPLAY", NULL};
    s->p = pty_start(argv, env, 24, 80);
    pty_wait_text(s->p, "Customer key", 0);
    pty_keys(s->p, "F7");
    pty_wait_text(s->p, "Find a field", 0);
    pty_type(s->p, "Reservations");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "10,000 rows", 0);
    *state = s;
    return 0;
}

static int end(void **state)
{
    struct place *s = *state;
    pty_free(s->p);
    scratch_free(s->directory);
    free(s->file);
    free(s->data);
    free(s->config);
    buf_finish(&s->body);
    free(s);
    return 0;
}

static void check_saved(struct place *s, bool as_first)
{
    struct buf now;
    buf_init(&now, BUF_BODY_MAX);
    pty_keys(s->p, "F2");
    pty_wait_text(s->p, "Saved", 0);
    assert_true(file_bytes(s->file, &now));
    assert_int_equal(now.len == s->body.len && memcmp(now.data, s->body.data, now.len) == 0, as_first);
    buf_finish(&now);
    pty_keys(s->p, "-"); /* takes the message away */
    pty_wait_no_text(s->p, "Saved", 0);
}

/* Undo until nothing is left of what was done, which the title says. */
static void undo(struct place *s, int steps)
{
    for (int i = 0; i < steps; i++)
        pty_keys(s->p, "u");
    check_saved(s, true);
}

static void rows__are_sorted_filtered_and_reached(void **state)
{
    struct place *s = *state;
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
    struct place *s = *state;
    pty_keys(s->p, "/");
    pty_type(s->p, "name:group");
    pty_wait_text(s->p, "100 of 10,000 rows", 0);
    pty_keys(s->p, "Enter *");
    pty_wait_text(s->p, "100 marked", 0);
    pty_keys(s->p, "d");
    pty_wait_text(s->p, "Deleted 100 rows", 0);
    pty_wait_text(s->p, "0 of 9,900 rows", 0);
    check_saved(s, false);
    pty_keys(s->p, "u");
    pty_wait_text(s->p, "of 10,000 rows", 0);
    check_saved(s, true);
}

static void a_field__is_set_on_all_rows(void **state)
{
    struct place *s = *state;
    pty_keys(s->p, "*");
    pty_wait_text(s->p, "10,000 marked", 0);
    pty_keys(s->p, "E");
    pty_wait_text(s->p, "field to set on 10000 rows", 0);
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Name, of 10000 rows", 0);
    pty_keys(s->p, "Ctrl-U");
    pty_type(s->p, "Everybody");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Set on 10000 rows", 0);
    check_saved(s, false);
    undo(s, 1);
}

static void rows__are_edited_copied_moved_and_deleted(void **state)
{
    struct place *s = *state;
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
    check_saved(s, false);
    undo(s, 4);
}

static void records__follow_one_another_in_the_order_of_the_table(void **state)
{
    struct place *s = *state;
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
