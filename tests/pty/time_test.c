/* Times in the real program, on 10,000 reservations: typed as people write them, by the clock of the space,
 * and what is in the file then. The time zones are the test's own: this computer's is five hours ahead. */
#include "config.h"

#include "tests/pty/opened.h"
#include "tests/pty/zones.h"

#include "forms/mem.h"
#include "tests/files.h"
#include "tests/scratch.h"

#include <stdlib.h>
#include <string.h>

enum { STAYS = 10000 };

struct scene {
    char *zones; /* a folder, as TZDIR wants it */
    struct opened *o;
};

static void write_body(struct buf *out)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"spaces\": [{\"space_key\": "
                  "\"loft\", \"name\": \"Loft\", \"customer_data\": {\"time_zone\": \"Test/Loft\", "
                  "\"default_checkout_time\": \"10:00\"}},\n      {\"space_key\": \"terrace\", \"name\": "
                  "\"Terrace\", \"customer_data\": {\"time_zone\": \"Test/Summer\", "
                  "\"default_checkin_time\": \"16:30\"}}],\n    \"reservations\": [\n");
    for (int i = 1; i <= STAYS; i++)
        buf_printf(out,
                   "      {\"reservation_key\": \"stay-%d\", \"name\": \"Guest %d\", \"space_keys\": "
                   "[\"%s\"]}%s\n",
                   i, i, i == STAYS - 1 ? "terrace" : "loft", i < STAYS ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

static int begin(void **state)
{
    struct scene *s = xcalloc(1, sizeof *s);
    s->zones = zones_new();
    s->o = opened_new(write_body, "Reservations", "10,000 rows");
    *state = s;
    return 0;
}

static int end(void **state)
{
    struct scene *s = *state;
    opened_free(s->o);
    scratch_free(s->zones);
    free(s);
    return 0;
}

/* The member of the stay in the file ends so. */
static void check_file(const struct scene *s, const char *stay, const char *member, const char *ending)
{
    struct buf now;
    buf_init(&now, BUF_BODY_MAX);
    assert_true(file_bytes(s->o->file, &now));
    const char *record = strstr(now.data, stay);
    assert_non_null(record);
    const char *at = strstr(record, member), *end = strchr(record, '}');
    assert_non_null(at);
    assert_true(at < end);
    const char *value = at + strlen(member) + strlen("\": \"");
    const size_t len = strcspn(value, "\"");
    assert_true(len >= strlen(ending));
    assert_memory_equal(value + len - strlen(ending), ending, strlen(ending));
    buf_finish(&now);
}

static void a_stay__takes_times_as_people_write_them__by_the_clock_of_its_space(void **state)
{
    struct scene *s = *state;
    struct pty *p = s->o->p;
    pty_wait_text(p, "times: Test/Loft", 0);
    pty_keys(p, "5 0 0 0 G");
    pty_wait_text(p, ">   5000 stay-5000", 0);
    pty_keys(p, "Enter");
    pty_wait_text(p, "[stay-5000_", 0);
    pty_keys(p, "Tab Tab");
    pty_wait_text(p, "clock of Test/Loft", 0);
    pty_type(p, "tomorrow 3pm");
    pty_wait_text(p, "T12:00:00Z.", 0);
    pty_keys(p, "Tab");
    pty_type(p, "+3d");
    pty_wait_text(p, "3 nights.", 0);
    opened_check_saved(s->o, false);
    check_file(s, "\"stay-5000\"", "starts_at", "T12:00:00Z");
    check_file(s, "\"stay-5000\"", "ends_at", "T07:00:00Z");
    opened_undo(s->o, 2);
}

static void a_stay__is_told__of_hours_that_clocks_skip_or_show_twice(void **state)
{
    struct scene *s = *state;
    struct pty *p = s->o->p;
    pty_keys(p, "9 9 9 9 G Enter");
    pty_wait_text(p, "[stay-9999_", 0);
    pty_keys(p, "Tab Tab");
    pty_type(p, "31 mar 2024 2:30");
    pty_expect(p, "time-skipped");
    pty_keys(p, "Ctrl-U");
    pty_type(p, "27 oct 2024 2:30");
    pty_expect(p, "time-twice");
    pty_keys(p, "Ctrl-U");
    pty_type(p, "2024-11-20");
    opened_expect(s->o, "time-day");
    pty_keys(p, "Tab");
    pty_type(p, "+3d");
    opened_expect(s->o, "time-nights");
    opened_check_saved(s->o, false);
    check_file(s, "\"stay-9999\"", "starts_at", "2024-11-20T15:30:00Z");
    opened_undo(s->o, 2);
}

static void a_cell__and_all_rows__do_so_too(void **state)
{
    struct scene *s = *state;
    struct pty *p = s->o->p;
    pty_keys(p, "e Tab Tab");
    pty_wait_text(p, "Such as 20 nov", 0);
    pty_type(p, "20 nov 2024 15:00");
    pty_wait_text(p, "2024-11-20T12:00:00Z.", 0);
    opened_expect(s->o, "time-cell");
    pty_keys(p, "Enter");
    pty_wait_text(p, "2024-11-20 15:00", 0);
    pty_keys(p, "* E");
    pty_wait_text(p, "field to set on 10,000 rows", 0);
    pty_type(p, "ends at");
    pty_keys(p, "Enter");
    pty_wait_text(p, "Ends at, of 10,000 rows", 0);
    pty_type(p, "+2d");
    pty_wait_text(p, "2 nights", 0);
    pty_expect(p, "time-set");
    pty_keys(p, "Enter");
    pty_wait_text(p, "Set on 10,000 rows", 0);
    opened_check_saved(s->o, false);
    check_file(s, "\"stay-1\"", "starts_at", "2024-11-20T12:00:00Z");
    check_file(s, "\"stay-10000\"", "ends_at", "T07:00:00Z");
    check_file(s, "\"stay-1\"", "ends_at", "2024-11-22T07:00:00Z");
    opened_undo(s->o, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stay__takes_times_as_people_write_them__by_the_clock_of_its_space),
        TEST(a_stay__is_told__of_hours_that_clocks_skip_or_show_twice),
        TEST(a_cell__and_all_rows__do_so_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
