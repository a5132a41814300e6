#include "tests/test.h"

#include "tests/screens/sample.h"
#include "tui/screens/place.h"

static const char BODY[] =
    "{\"customer_data\":{\"rooms\":[{\"room_key\":\"room-101\",\"name\":\"\"},{\"name\":\"Attic\"},"
    "{\"room_key\":\"room-103\"}],"
    "\"reservations\":[{\"reservation_key\":\"res-1\",\"custom_metadata\":{\"floor\":3},\"room_keys\":["
    "\"room-101\",5]}]},"
    "\"features\":{\"connect\":{\"exclude\":true},\"manage\":{\"events\":{\"allowed_events\":[\"x\"]}}},"
    "\"locale\":\"xx\",\"customer_resources_filters\":[{\"field\":\"vip\",\"operation\":\"=\",\"value\":true}"
    "]}";

static void place_words__names_section_record_and_field__as_the_wizard_does(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *words;
    } cases[] = {
        {"", "Configuration"},
        {"/locale", "Portal, Language"},
        {"/customer_data/customer_key", "Customer, Customer key"},
        {"/customer_data/rooms", "Rooms"},
        {"/customer_data/rooms/0", "Rooms, room-101"},
        {"/customer_data/rooms/0/name", "Rooms, room-101, Name"},
        {"/customer_data/rooms/1/name", "Rooms, Room 2, Name"},
        {"/customer_data/rooms/7/name", "Rooms, Room 8, Name"},
        {"/customer_data/reservations/0/custom_metadata/floor",
         "Reservations, res-1, Custom metadata, floor"},
        {"/customer_data/reservations/0/room_keys/1", "Reservations, res-1, Rooms, Item 2"},
        {"/features/connect/exclude", "Connect, Hide the Connect tab"},
        {"/features/manage/events/allowed_events/0", "Manage, Events, Allowed events, Item 1"},
        {"/customer_resources_filters/0/value", "Filters, Filter 1, Value"},
    };
    struct golden *g = golden_new(BODY, 24, 80);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, BUF_TEXT_MAX);
        place_words(&g->se, cases[i].pointer, &out);
        assert_string_equal(out.data, cases[i].words);
        buf_finish(&out);
    }
    golden_free(g);
}

static void place_record__takes_its_number__where_it_has_no_key(void **state)
{
    (void)state;
    struct golden *g = golden_new(BODY, 24, 80);
    const struct section *rooms =
        wizard_section(g->wizard, (size_t)wizard_section_of(g->wizard, "/customer_data/rooms"));
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    place_record(&g->se, rooms, 0, &out);
    buf_putc(&out, '|');
    place_record(&g->se, rooms, 1, &out);
    assert_string_equal(out.data, "Rooms, room-101|Rooms, Room 2");
    buf_finish(&out);
    golden_free(g);
}

static void place_sentence__says_the_field_once(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *text, *sentence;
    } cases[] = {
        {"/customer_data/rooms/0/name", "Name is empty.", "Rooms, room-101: Name is empty."},
        {"/customer_data/rooms/0/name", "Too short", "Rooms, room-101, Name: Too short"},
        {"/customer_data/customer_key", "Customer key is missing.", "Customer: Customer key is missing."},
        {"/locale", "Invalid enum value", "Portal, Language: Invalid enum value"},
    };
    struct golden *g = golden_new(BODY, 24, 80);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        problems_clear(&g->se.said);
        problems_add(&g->se.said, cases[i].pointer, "test", SEVERITY_SERVER, cases[i].text);
        struct buf out;
        buf_init(&out, BUF_TEXT_MAX);
        place_sentence(&g->se, &g->se.said.items[0], &out);
        assert_string_equal(out.data, cases[i].sentence);
        buf_finish(&out);
    }
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(place_words__names_section_record_and_field__as_the_wizard_does),
        cmocka_unit_test(place_record__takes_its_number__where_it_has_no_key),
        cmocka_unit_test(place_sentence__says_the_field_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
