/* 10,000 stays with a time that is not in UTC: the list of problems, one fix, all of them; in the real
 * program. */
#include "config.h"

#include "tests/pty/opened.h"

#include <string.h>

enum { STAYS = 10000 };

static void write_body(struct buf *out)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n");
    for (int i = 1; i <= STAYS; i++)
        buf_printf(
            out, "      {\"reservation_key\": \"stay-%d\", \"starts_at\": \"2024-12-01T15:00:00+01:00\"}%s\n",
            i, i < STAYS ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

static int begin(void **state)
{
    struct opened *h = opened_new(write_body, "Reservations", "10,000 rows");
    pty_wait_text(h->p, "10,000 problems", 0);
    *state = h;
    return 0;
}

static int end(void **state)
{
    opened_free(*state);
    return 0;
}

static void one__is_mended__from_its_row_and_its_field(void **state)
{
    struct opened *h = *state;
    pty_keys(h->p, "End f");
    pty_wait_text(h->p, "Fixed: Change it to 2024-12-01T14:00:00Z.", 0);
    pty_wait_text(h->p, "9,999 problems", 0);
    opened_expect(h, "fix-row");
    pty_keys(h->p, "Home Enter");
    pty_wait_text(h->p, "Reservations > stay-1", 0);
    pty_keys(h->p, "F8");
    pty_wait_text(h->p, "fix it", 0);
    opened_expect(h, "fix-field");
    pty_keys(h->p, "Ctrl-X");
    pty_wait_text(h->p, "9,998 problems", 0);
    pty_expect(h->p, "fix-field-done");
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "10,000 rows", 0);
    opened_check_saved(h, false);
    opened_undo(h, 2);
}

static void all__are_mended__and_come_back(void **state)
{
    struct opened *h = *state;
    struct buf now;
    pty_keys(h->p, "!");
    pty_wait_text(h->p, "10,000 warnings", 0);
    opened_expect(h, "problems");
    pty_keys(h->p, "/");
    pty_type(h->p, "stay-777");
    pty_wait_text(h->p, "11 of 10,000", 60);
    opened_expect(h, "problems-filter");
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "10,000 warnings", 0);
    pty_keys(h->p, "F");
    pty_wait_text(h->p, "Fixed 10,000 problems of this kind.", 60);
    pty_wait_text(h->p, "None. Review and send", 0);
    pty_expect(h->p, "problems-none");
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "10,000 rows", 0);
    opened_save(h, &now);
    assert_null(strstr(now.data, "+01:00"));
    buf_finish(&now);
    opened_undo(h, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one__is_mended__from_its_row_and_its_field, begin, end),
        cmocka_unit_test_setup_teardown(all__are_mended__and_come_back, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
