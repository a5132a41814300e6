#include "tests/test.h"

#include "tests/screens/sample.h"

static void finding(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_REVIEW, NULL);
    golden_keys(g, "F7");
    golden_forget(g);
}

static void searched(struct golden *g)
{
    finding(g);
    golden_keys(g, "text:room");
}

static void searched_by_a_long_text(struct golden *g)
{
    finding(g);
    golden_keys(g, "text:customer_data.reservations.room_keys");
}

static struct golden *find(void)
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    finding(g);
    return g;
}

static void find__looks_right__in_every_size(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, searched, "find");
    sample_expect(SAMPLE_BODY, searched_by_a_long_text, "find-long");
}

static void find__finds__by_label_name_path_and_key(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *shown;
    } cases[] = {
        {"text:customer_key", "customer_data.customer_key"},
        {"text:room-2", "customer_data.rooms[1]"},
        {"text:Garden", "customer_data.rooms[0]"},
        {"text:rooms.name", "customer_data.rooms.name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct golden *g = find();
        golden_keys(g, cases[i].typed);
        golden_assert_shows(g, cases[i].shown);
        golden_free(g);
    }
}

static void find__goes_to_the_form__from_any_screen(void **state)
{
    (void)state;
    struct golden *g = find();
    golden_keys(g, "text:room-2 Enter");
    assert_true(g->stack.count >= 2); /* the form may open the record over itself */
    assert_string_equal(g->stack.items[0]->ops->name, "start");
    assert_string_equal(g->stack.items[1]->ops->name, "wizard");
    golden_free(g);
}

/* On the record in focus or open, a field of its list is that record's own. */
static void find__goes_to_the_field__of_the_record_in_focus(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, "/customer_data/rooms/2");
    golden_keys(g, "F7 text:rooms.name Enter");
    golden_assert_top(g, "record");
    golden_assert_shows(g, "room-3");
    golden_assert_shows(g, "customer_data.rooms[2].name");
    golden_keys(g, "F7 text:rooms.room_key Enter");
    golden_assert_shows(g, "customer_data.rooms[2].room_key");
    golden_keys(g, "F7 text:reservations.room_keys Enter");
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, "Stays > Reservations");
    golden_free(g);
}

static void find__searches_help__and_shows_that_of_the_entry_in_focus(void **state)
{
    (void)state;
    struct golden *g = find();
    golden_type(g, "Your own name for this room");
    golden_assert_shows(g, "customer_data.rooms.room_key");
    golden_assert_shows(g, "Your own name for this room");
    golden_free(g);
}

static void find__finds__what_lies_deeper_in_a_record(void **state)
{
    (void)state;
    struct golden *g = find();
    golden_keys(g, "text:default_checkin");
    golden_assert_shows(g, "customer_data.spaces.customer_data.default_checkin_time");
    golden_keys(g, "Ctrl-U text:latitude");
    golden_assert_shows(g, "customer_data.spaces.geolocation.latitude");
    golden_free(g);
}

/* Many a help text speaks of the landing page; the page of that name comes first. */
static void find__puts_names__before_help(void **state)
{
    (void)state;
    struct golden *g = find();
    golden_keys(g, "text:landing");
    golden_assert_shows(g, "> Landing page");
    golden_keys(g, "Ctrl-U text:profile");
    golden_assert_shows(g, "> Portal, ");
    golden_free(g);
}

static void find__closes__by_esc_and_by_its_own_key(void **state)
{
    (void)state;
    static const char *const keys[] = {"Esc", "F7", "Ctrl-C"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct golden *g = find();
        golden_keys(g, keys[i]);
        golden_assert_top(g, "review");
        golden_assert_no_effect(g);
        golden_free(g);
    }
}

static void find__opens_nothing__without_a_configuration(void **state)
{
    (void)state;
    struct golden *g = golden_new(NULL, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_keys(g, "F7");
    golden_assert_top(g, "start");
    golden_assert_shows(g, "No configuration is open.");
    golden_free(g);
}

/* Records are looked at when they are searched, which goes in slices: what Enter takes is what was typed. */
static void find__takes_a_record_of_very_many__however_fast_the_keys_come(void **state)
{
    (void)state;
    enum { GUESTS = 20000 };
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    buf_puts(&body, "{\"customer_data\":{\"guests\":[");
    for (int i = 0; i < GUESTS; i++)
        buf_printf(&body, "%s{\"guest_key\":\"g-%d\",\"name\":\"Sam %d\"}", i ? "," : "", i, i);
    buf_puts(&body, "]}}");
    struct golden *g = golden_new(body.data, 24, 80);
    buf_finish(&body);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_keys(g, "F7");
    golden_assert_top(g, "find");
    g->busy = true;
    golden_type(g, "sam 19999");
    assert_true(golden_work(g)); /* it has not come to the end yet */
    golden_keys(g, "Enter");
    g->busy = false;
    golden_assert_shows(g, ">  20000 g-19999");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(find__looks_right__in_every_size),
        cmocka_unit_test(find__finds__by_label_name_path_and_key),
        cmocka_unit_test(find__goes_to_the_form__from_any_screen),
        cmocka_unit_test(find__goes_to_the_field__of_the_record_in_focus),
        cmocka_unit_test(find__searches_help__and_shows_that_of_the_entry_in_focus),
        cmocka_unit_test(find__finds__what_lies_deeper_in_a_record),
        cmocka_unit_test(find__puts_names__before_help),
        cmocka_unit_test(find__closes__by_esc_and_by_its_own_key),
        cmocka_unit_test(find__opens_nothing__without_a_configuration),
        cmocka_unit_test(find__takes_a_record_of_very_many__however_fast_the_keys_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
