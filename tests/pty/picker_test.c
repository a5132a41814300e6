/* Choosing among 10,000 records in the real program: what is found, what is saved, and that undo takes it
 * back byte for byte. */
#include "config.h"

#include "tests/pty/opened.h"

#include "tests/files.h"

#include <string.h>

enum { GUESTS = 10000 };

/* Guests of whom every thousandth has a rare name, houses, sites, one stay that knows none of them, a landing
 * page and a deep link without a record. */
static void write_body(struct buf *out)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"guests\": [\n");
    for (int i = 1; i <= GUESTS; i++)
        buf_printf(out, "      {\"guest_key\":\"g-%d\", \"name\": \"%s %d\"}%s\n", i,
                   i % 1000 ? "Sam Doe" : "Jos\u00E9 \u00D1and\u00FA", i, i < GUESTS ? "," : "");
    buf_puts(out, "    ],\n    \"properties\": [\n");
    for (int i = 1; i <= GUESTS; i++)
        buf_printf(out, "      {\"property_key\": \"p-%d\", \"name\": \"Beach House %d\"}%s\n", i, i,
                   i < GUESTS ? "," : "");
    buf_puts(out, "    ],\n    \"reservations\": [{\"reservation_key\":\"stay\",  \"guest_key\":\"g-1\"}],\n "
                  "   \"sites\": [\n");
    for (int i = 1; i <= GUESTS; i++)
        buf_printf(out, "      {\"site_key\": \"site-%d\", \"name\": \"Harbour %d\"}%s\n", i, i,
                   i < GUESTS ? "," : "");
    buf_puts(out, "    ],\n    \"rooms\": [{\"room_key\": \"r-1\", \"parent_site_key\": \"site-1\"}]\n  },\n"
                  "  \"landing_page\": {\"manage\": {\"property_key\": \"p-1\"}},\n"
                  "  \"deep_link\": {\"resource_type\": \"reservation\", \"resource_key\": \"stay\"},\n"
                  "  \"navigation_mode\": \"restricted\"\n}\n");
}

static int begin(void **state)
{
    struct opened *o = opened_new(write_body, "Reservations", "1 row");
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, "Reservation key", 0);
    *state = o;
    return 0;
}

static int end(void **state)
{
    opened_free(*state);
    return 0;
}

static void go_to_field(struct opened *o, const char *name)
{
    pty_keys(o->p, "F7");
    pty_wait_text(o->p, "Find a field", 0);
    pty_type(o->p, name);
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, name, 0);
}

/* text: of the file, without white space. */
static void assert_saved_with(struct opened *o, const char *text)
{
    struct buf now, dense;
    opened_check_saved(o, false);
    buf_init(&now, BUF_BODY_MAX);
    buf_init(&dense, BUF_BODY_MAX);
    assert_true(file_bytes(o->file, &now));
    for (size_t i = 0; i < now.len; i++)
        if (!strchr(" \n", now.data[i]))
            buf_putc(&dense, now.data[i]);
    assert_non_null(strstr(dense.data, text));
    buf_finish(&dense);
    buf_finish(&now);
}

static void a_guest__is_found_by_name__and_saved_by_key(void **state)
{
    struct opened *o = *state;
    pty_keys(o->p, "Down Down Down Down");
    pty_wait_text(o->p, "[g-1_", 0);
    pty_keys(o->p, "Ctrl-Space");
    pty_wait_text(o->p, "10,000", 0);
    pty_wait_text(o->p, "> (x) g-1 ", 0);
    pty_type(o->p, "\u00F1AND\u00DA 7");
    pty_wait_text(o->p, "> ( ) g-7000", 0);
    opened_expect(o, "pick-guest");
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, "= Jos\u00E9 \u00D1and\u00FA 7000", 0);
    pty_expect(o->p, "pick-guest-done");
    assert_saved_with(o, "\"guest_key\":\"g-7000\"");
    opened_undo(o, 1);
}

/* With the cursor on the places of the stay, which are not set yet. */
static void open_properties(struct opened *o)
{
    go_to_field(o, "property_keys");
    pty_wait_text(o->p, ">  Properties", 0);
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, "[ ] p-1 ", 0);
}

static void several_houses__are_found_marked_and_ordered(void **state)
{
    struct opened *o = *state;
    open_properties(o);
    pty_type(o->p, "beach house 77"); /* blanks of a name choose nothing */
    pty_wait_text(o->p, "> [ ] p-77 ", 0);
    pty_keys(o->p, "Down Space");
    pty_wait_text(o->p, "> [x] p-770 ", 0);
    pty_keys(o->p, "Ctrl-U");
    pty_type(o->p, "p-9999");
    pty_wait_text(o->p, "> [ ] p-9999 ", 0);
    pty_keys(o->p, "Space");
    pty_wait_text(o->p, "> [x] p-9999 ", 0);
    opened_expect(o, "pick-properties");
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, "2 chosen: p-770, p-9999", 0);
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, "> [x] p-770 ", 0);
    pty_keys(o->p, "Ctrl-Down");
    pty_expect(o->p, "pick-properties-order");
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, "2 chosen: p-9999, p-770", 0);
    assert_saved_with(o, "[\"p-9999\",\"p-770\"]");
    opened_undo(o, 2);
}

static void a_house__is_added_while_choosing__and_a_pasted_name_is_found(void **state)
{
    struct opened *o = *state;
    open_properties(o);
    pty_paste(o->p, "Beach House 4711\n");
    pty_wait_text(o->p, "> [ ] p-4711 ", 0);
    pty_keys(o->p, "Space Ctrl-U");
    pty_type(o->p, "lighthouse");
    pty_wait_text(o->p, "use \"lighthouse\" as typed", 0);
    opened_expect(o, "pick-new");
    pty_keys(o->p, "Ctrl-O");
    pty_wait_text(o->p, "row 10,001 of 10,001", 0);
    pty_expect(o->p, "pick-new-record");
    pty_keys(o->p, "Esc");
    pty_wait_text(o->p, "2 chosen: p-4711, lighthouse", 0);
    assert_saved_with(o, "[\"p-4711\",\"lighthouse\"]");
    opened_undo(o, 1);
}

static void what_no_record_has__is_kept_as_typed(void **state)
{
    struct opened *o = *state;
    open_properties(o);
    pty_type(o->p, "lighthouse");
    pty_wait_text(o->p, "use \"lighthouse\" as typed", 0);
    pty_keys(o->p, "Alt-T");
    pty_wait_text(o->p, "1 chosen: lighthouse", 0);
    opened_expect(o, "pick-as-typed");
    assert_saved_with(o, "\"property_keys\":[\"lighthouse\"]");
    opened_undo(o, 1);
}

/* The field in focus gets the record that is found. */
static void choose(struct opened *o, const char *words, const char *name)
{
    pty_keys(o->p, "Ctrl-Space");
    pty_wait_text(o->p, " find: ", 0);
    pty_type(o->p, words);
    opened_expect(o, name);
    pty_keys(o->p, "Enter");
    pty_wait_no_text(o->p, " find: ", 0);
}

static void a_site_the_landing_page_and_the_deep_link__are_chosen_too(void **state)
{
    struct opened *o = *state;
    go_to_field(o, "Rooms");
    pty_wait_text(o->p, "r-1 ", 0);
    pty_keys(o->p, "Enter");
    go_to_field(o, "parent_site_key");
    pty_wait_text(o->p, "[site-1_", 0);
    choose(o, "harbour 8765", "pick-site");
    go_to_field(o, "Landing page");
    pty_wait_text(o->p, "[p-1_", 0);
    pty_keys(o->p, "Down");
    choose(o, "beach house 4321", "pick-landing");
    go_to_field(o, "Deep link");
    pty_wait_text(o->p, "[stay_", 0);
    pty_keys(o->p, "Down");
    choose(o, "stay", "pick-link");
    assert_saved_with(o, "\"parent_site_key\":\"site-8765\"");
    assert_saved_with(o, "\"landing_page\":{\"manage\":{\"property_key\":\"p-4321\"}}");
    opened_undo(o, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_guest__is_found_by_name__and_saved_by_key, begin, end),
        cmocka_unit_test_setup_teardown(several_houses__are_found_marked_and_ordered, begin, end),
        cmocka_unit_test_setup_teardown(a_house__is_added_while_choosing__and_a_pasted_name_is_found, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_no_record_has__is_kept_as_typed, begin, end),
        cmocka_unit_test_setup_teardown(a_site_the_landing_page_and_the_deep_link__are_chosen_too, begin,
                                        end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
