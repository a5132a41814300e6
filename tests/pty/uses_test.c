/* Rooms that 10,000 stays name: where they are named, another key, and none at all; in the real program. */
#include "config.h"

#include "tests/pty/opened.h"

#include <string.h>

enum { STAYS = 10000 };

static void write_body(struct buf *out)
{
    buf_puts(
        out,
        "{\n  \"customer_data\": {\n    \"rooms\": [\n      {\"room_key\": \"room-1\", \"name\": \"One\"},\n"
        "      {\"room_key\": \"room-2\", \"name\": \"Two\"}\n    ],\n    \"reservations\": [\n");
    for (int i = 1; i <= STAYS; i++)
        buf_printf(out,
                   "      {\"reservation_key\": \"stay-%d\", \"room_keys\": [\"room-1\", \"room-2\"]}%s\n", i,
                   i < STAYS ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

static int begin(void **state)
{
    *state = opened_new(write_body, "Rooms", "room-2 ");
    return 0;
}

static int end(void **state)
{
    opened_free(*state);
    return 0;
}

static size_t count(const struct buf *text, const char *words)
{
    size_t n = 0;
    for (const char *at = text->data; (at = strstr(at, words)); at++)
        n++;
    return n;
}

static void all_places__are_listed__and_reached(void **state)
{
    struct opened *h = *state;
    pty_keys(h->p, "w");
    pty_wait_text(h->p, "Room room-1  is named by 10,000 reservations", 0);
    opened_expect(h, "uses");
    pty_keys(h->p, "End");
    pty_wait_text(h->p, "> Reservations, stay-10000", 0);
    pty_keys(h->p, "Enter");
    pty_wait_text(h->p, "Reservations > stay-10000", 0);
    pty_expect(h->p, "uses-reached");
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "> Reservations, stay-10000", 0);
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "Places > Rooms", 0);
}

static void a_new_key__goes_everywhere__and_back(void **state)
{
    struct opened *h = *state;
    struct buf now;
    pty_keys(h->p, "e Ctrl-U");
    pty_type(h->p, "north-1");
    pty_keys(h->p, "Enter");
    pty_wait_text(h->p, "named by 10,000 reservations", 0);
    opened_expect(h, "uses-rename");
    pty_keys(h->p, "y");
    pty_wait_text(h->p, "Renamed in 10,000 more places.", 60);
    pty_expect(h->p, "uses-renamed");
    opened_save(h, &now);
    assert_int_equal(count(&now, "\"north-1\""), STAYS + 1);
    assert_int_equal(count(&now, "\"room-1\""), 0);
    assert_int_equal(count(&now, "\"room-2\""), STAYS + 1);
    buf_finish(&now);
    pty_keys(h->p, "u");
    pty_wait_text(h->p, "room-1 ", 0);
    opened_check_saved(h, true);
}

static void a_deleted_room__goes_with_what_names_it__and_comes_back(void **state)
{
    struct opened *h = *state;
    struct buf now;
    pty_keys(h->p, "d");
    pty_wait_text(h->p, "named by 10,000 reservations", 0);
    opened_expect(h, "uses-delete");
    pty_keys(h->p, "C");
    pty_wait_text(h->p, "Deleted, and cleared in 10,000 places.", 60);
    pty_expect(h->p, "uses-deleted");
    opened_save(h, &now);
    assert_int_equal(count(&now, "\"room-1\""), 0);
    assert_int_equal(count(&now, "\"room-2\""), STAYS + 1);
    buf_finish(&now);
    pty_keys(h->p, "u");
    pty_wait_text(h->p, "room-1 ", 0);
    opened_check_saved(h, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_places__are_listed__and_reached, begin, end),
        cmocka_unit_test_setup_teardown(a_new_key__goes_everywhere__and_back, begin, end),
        cmocka_unit_test_setup_teardown(a_deleted_room__goes_with_what_names_it__and_comes_back, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
