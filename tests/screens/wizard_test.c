/* The wizard: sections, panes, ways in and out. */
#include "tests/test.h"

#include "tests/screens/hotel.h"

#include <stdlib.h>
#include <string.h>

/* ---- what it looks like */

static void wizard__looks_as_expected(void **state)
{
    (void)state;
    hotel_expect(NULL, "", "wizard-customer");
    hotel_expect("/features/manage/events/allowed_events", "", "wizard-manage");
    hotel_expect("/customization_profile_id", "", "wizard-portal");
    hotel_expect("/landing_page/manage/room_key", "", "wizard-landing-page");
    hotel_expect("/x_partner", "", "wizard-advanced");
    hotel_expect("/customer_data/rooms/1", "", "wizard-rooms");
    hotel_expect("/customer_data/rooms/1", "F6", "wizard-sections");
    hotel_expect("/features/manage/events/allowed_events", "Enter", "wizard-choose-events");
    hotel_expect("/landing_page/manage/room_key", "Enter text:tow", "wizard-choose-room");
}

static void wizard__shows_the_json_below__on_a_tall_terminal(void **state)
{
    (void)state;
    struct golden *g = golden_new(HOTEL, 50, 80);
    golden_open(g, SCREEN_WIZARD, "/features/connect/exclude");
    golden_expect(g, "wizard-tall");
    golden_free(g);
}

static void wizard__draws_with_ascii__where_asked(void **state)
{
    (void)state;
    struct golden *g = hotel("/features/manage/exclude");
    g->se.ascii = true;
    golden_expect(g, "wizard-ascii");
    golden_free(g);
}

static void json_beside_the_form__follows_the_focus(void **state)
{
    (void)state;
    struct golden *g = golden_new(HOTEL, 40, 120);
    golden_open(g, SCREEN_WIZARD, "/locale");
    golden_assert_shows(g, ">    2   \"locale\"");
    golden_keys(g, "Right");
    golden_assert_shows(g, ">    2   \"locale\": \"pt-PT\"");
    golden_free(g);
}

static void json_beside_the_form__takes_the_focus__and_leads_to_a_field(void **state)
{
    (void)state;
    struct golden *g = golden_new(HOTEL, 40, 120);
    golden_open(g, SCREEN_WIZARD, "/locale");
    golden_keys(g, "F6 Down Down Left");
    golden_assert_shows(g, "\"x_partner\": { \u2026");
    golden_keys(g, "Down Down Down Enter");
    golden_assert_shows(g, ">  Providers to offer");
    golden_keys(g, "F6 F6");
    golden_assert_shows(g, "Features > Connect");
    golden_keys(g, "Down");
    golden_assert_shows(g, "Features > Manage");
    golden_free(g);
}

static void full_json__opens_at_the_focus(void **state)
{
    (void)state;
    struct golden *g = hotel("/landing_page/manage/room_key");
    golden_keys(g, "F3");
    golden_assert_shows(g, "landing_page.manage.room_key");
    golden_free(g);
}

/* ---- moving */

static void sections__change__with_the_arrows(void **state)
{
    (void)state;
    struct golden *g = hotel(NULL);
    golden_keys(g, "Esc Down Down");
    golden_assert_shows(g, "Places > Sites");
    golden_keys(g, "Up Up Up");
    golden_assert_shows(g, "\u2502 Customer");
    golden_free(g);
}

static void empty_lists__are_left_out__beside_others_that_are_not(void **state)
{
    (void)state;
    struct golden *g = hotel(NULL);
    golden_keys(g, "Esc Down Down");
    golden_assert_shows(g, ">  Sites");
    golden_assert_shows(g, "8 more empty");
    golden_assert_hides(g, "Buildings");
    golden_keys(g, "Down Down");
    golden_assert_shows(g, "\u2502 People");
    golden_keys(g, "Up .");
    golden_assert_shows(g, "Buildings");
    golden_keys(g, "Up");
    golden_assert_shows(g, ">  Property listings");
    golden_free(g);
    g = golden_new("{}", 24, 80);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_assert_shows(g, "Buildings");
    golden_free(g);
}

static void a_section__has_its_focus_again__when_it_is_shown_again(void **state)
{
    (void)state;
    struct golden *g = hotel("/navigation_mode");
    golden_keys(g, "Esc Down Up Enter");
    golden_assert_shows(g, ">  Navigation");
    golden_free(g);
}

static void review__is_reached__from_its_section_and_by_its_key(void **state)
{
    (void)state;
    struct golden *g = hotel(NULL);
    golden_keys(g, "Esc End Enter");
    golden_assert_top(g, "review");
    golden_keys(g, "Esc");
    golden_assert_top(g, "wizard");
    golden_keys(g, "F5");
    golden_assert_top(g, "review");
    golden_free(g);
}

static void next_problem__goes_through_all_sections__and_round(void **state)
{
    (void)state;
    struct golden *g = hotel("/locale");
    size_t count = session_problems(&g->se);
    struct problems all;
    problems_init(&all);
    session_list_problems(&g->se, "", SIZE_MAX, &all);
    assert_true(count >= 2);
    for (size_t i = 0; i < count; i++) {
        golden_keys(g, "F8");
        golden_assert_shows(g, all.items[i].pointer[1] == 'x' ? "x_partner" : "of");
    }
    golden_assert_shows(g, "6 of 6:");
    golden_keys(g, "Shift-F8");
    golden_assert_shows(g, "5 of 6:");
    golden_keys(g, "F8");
    char *first = golden_screen(g, false);
    for (size_t i = 0; i < count; i++)
        golden_keys(g, "F8");
    char *again = golden_screen(g, false);
    assert_string_equal(first, again);
    problems_finish(&all);
    free(first);
    free(again);
    golden_free(g);
}

static void a_path_inside_a_record__opens_the_record(void **state)
{
    (void)state;
    struct golden *g = hotel("/customer_data/rooms/1/name");
    golden_assert_top(g, "record");
    golden_assert_shows(g, "customer_data.rooms[1].name");
    golden_keys(g, "Esc");
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, ">    2 room-2");
    golden_free(g);
}

/* ---- leaving */

static void esc__leads_out__by_the_sections(void **state)
{
    (void)state;
    struct golden *g = hotel(NULL);
    golden_keys(g, "Esc Esc");
    golden_assert_top(g, "start");
    bool closed = false;
    for (size_t i = 0; i < g->effects.count; i++)
        closed = closed || g->effects.items[i].type == EFFECT_CLOSE;
    assert_true(closed);
    golden_free(g);
}

static void esc__asks__when_there_is_unsaved_work(void **state)
{
    (void)state;
    struct golden *g = hotel(NULL);
    golden_keys(g, "text:x Esc Esc");
    golden_assert_top(g, "ask");
    golden_keys(g, "Esc");
    golden_assert_top(g, "wizard");
    golden_assert_no_effect(g);
    golden_keys(g, "Esc x");
    golden_assert_top(g, "start");
    golden_free(g);
}

static void commands__are_text__while_typing(void **state)
{
    (void)state;
    struct golden *g = hotel("/customer_data/customer_key");
    golden_keys(g, "text:qu!?:v");
    golden_assert_shows(g, "acme-hotelsqu!?:v");
    golden_assert_top(g, "wizard");
    assert_false(g->quit);
    golden_free(g);
}

static void undo__goes_to_the_section__where_it_changed_something(void **state)
{
    (void)state;
    struct golden *g = hotel("/is_embedded");
    golden_keys(g, "Space F6 Home u");
    golden_assert_shows(g, "Embedded");
    golden_assert_shows(g, "[\u00B7] not set");
    golden_keys(g, "Enter");
    golden_assert_shows(g, ">  Embedded");
    golden_free(g);
}

#define SMALL "{\"customer_data\":{\"customer_key\":\"k\",\"rooms\":[{\"room_key\":\"r\"}]}}"

/* The keys change something and undo all of it with plain letters. */
static void assert_undone(const char *pointer, const char *keys, const char *shown)
{
    struct golden *g = golden_new(SMALL, 40, 120);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, pointer);
    golden_keys(g, keys);
    char *json = golden_json(g);
    assert_string_equal(json, SMALL);
    free(json);
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, shown);
    golden_free(g);
}

static void undo__goes_on__where_letters_are_keys(void **state)
{
    (void)state;
    const char *name = "/customer_data/rooms/0/name";
    assert_undone(name, "text:Attic Esc c c u u u", "> !  1 r");
    assert_undone(name, "text:Attic Esc c Esc Home Enter text:1 Esc u u u", ">  Rooms");
    assert_undone(name, "text:Attic Esc c Esc Home Enter text:1 Esc u u u U U u u", ">  Rooms");
    assert_undone("/customization_profile_id", "text:a Esc Home Enter text:1 Esc u u", ">Portal");
    assert_undone("/is_embedded", "Space Down Space Up Up text:x Down Down Down u u u", ">  Embedded");
}

static void a_page__has_the_same_count__before_and_after_an_edit(void **state)
{
    (void)state;
    struct golden *g = hotel("/landing_page/manage/room_key");
    golden_assert_shows(g, "1 set");
    golden_keys(g, "text:x");
    golden_assert_shows(g, "1 set");
    golden_free(g);
}

#define FILTERS "/customer_resources_filters"

static void a_list_page__that_holds_no_list__shows_what_it_holds(void **state)
{
    (void)state;
    struct golden *g = golden_new("{\"customer_resources_filters\":{}}", 24, 80);
    golden_open(g, SCREEN_WIZARD, FILTERS);
    golden_assert_shows(g, "{}");
    golden_assert_shows(g, "! ");
    golden_assert_hides(g, "No filter yet");
    golden_keys(g, "Ctrl-U text:[]");
    golden_assert_shows(g, "No filter yet");
    golden_keys(g, "u");
    golden_assert_hides(g, "No filter yet");
    char *json = golden_json(g);
    assert_string_equal(json, "{\"customer_resources_filters\":{}}");
    free(json);
    golden_free(g);
}

static void nothing_is_added__to_what_is_no_list(void **state)
{
    (void)state;
    const char *body = "{\"customer_data\":{\"guests\":{},\"reservations\":[{\"reservation_key\":\"r\"}]}}";
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_WIZARD, "/customer_data/reservations/0/guest_key");
    golden_keys(g, "Enter Ctrl-O");
    golden_assert_shows(g, "Guests: what is there is no list");
    golden_open(g, SCREEN_LIST, "/customer_data/guests");
    golden_keys(g, "a");
    golden_assert_shows(g, "Guests: what is there is no list");
    char *json = golden_json(g);
    assert_string_equal(json, body);
    free(json);
    golden_free(g);
}

static void copy__takes_the_value_in_focus(void **state)
{
    (void)state;
    struct golden *g = hotel("/features/connect/accepted_providers");
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "[\"august\",\"salto_ks\"]");
    golden_keys(g, "F6 Home Enter Alt-Y");
    golden_assert_effect(g, EFFECT_COPY, "acme-hotels");
    golden_free(g);
}

static void any_size__can_be_drawn(void **state)
{
    (void)state;
    struct golden *g = hotel("/features/manage/events/allowed_events");
    golden_keys(g, "Enter");
    for (int rows = 1; rows <= 60; rows += 3)
        for (int cols = 1; cols <= 140; cols += 7) {
            golden_resize(g, rows, cols);
            char *screen = golden_screen(g, false);
            assert_non_null(strstr(screen, "cursor"));
            free(screen);
        }
    golden_free(g);
}

static void sections__are_entered_and_left__by_the_arrows(void **state)
{
    (void)state;
    struct golden *g = hotel(NULL);
    golden_keys(g, "F6 Down Down Right"); /* the table of the sites */
    golden_assert_shows(g, "customer_data.sites[0]");
    golden_keys(g, "Right Left Left Down");
    golden_assert_hides(g, "customer_data.sites[0]");
    golden_assert_shows(g, "Rooms of a hotel.");
    golden_free(g);
    /* a form: where Left means nothing to the field */
    g = hotel("/features/connect/accepted_providers");
    golden_keys(g, "Left");
    golden_assert_hides(g, "features.connect.accepted_providers");
    golden_keys(g, "Right");
    golden_assert_shows(g, "features.connect.accepted_providers");
    golden_free(g);
}

static void a_page_without_fields__leads_to_the_first_below_it(void **state)
{
    (void)state;
    struct golden *g = hotel("/features");
    golden_assert_shows(g, "The fields are on the pages below this one.");
    golden_keys(g, "Enter");
    golden_assert_shows(g, "features.connect.exclude");
    golden_free(g);
    g = hotel("/features");
    golden_keys(g, "Down");
    golden_assert_shows(g, "features.connect.exclude");
    golden_free(g);
}

/* So many problems, then so many records; where the name needs the room, that there are some. */
static void the_sidebar__counts_problems__as_far_as_there_is_room(void **state)
{
    (void)state;
    static const char body[] =
        "{\"customer_data\":{\"customer_key\":\"c\",\"property_listings\":[{\"property_listing_key\":\"a\","
        "\"name\":\"\"}],\"rooms\":[{\"room_key\":\"a\",\"name\":\"\"},{\"room_key\":\"b\",\"name\":\"\"},"
        "{\"room_key\":\"c\",\"name\":\"C\"}]}}";
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, "/customer_data/rooms");
    golden_keys(g, "F6");
    golden_assert_shows(g, ">  Rooms        !2  3\u2502");
    golden_keys(g, "Up");
    golden_assert_shows(g, ">  Property list\u2026 ! 1\u2502");
    golden_keys(g, "Down F6 e Tab text:A Enter F6"); /* kept current while editing */
    golden_assert_shows(g, ">  Rooms        !1  3\u2502");
    golden_keys(g, "F6 u F6");
    golden_assert_shows(g, ">  Rooms        !2  3\u2502");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wizard__looks_as_expected),
        cmocka_unit_test(wizard__shows_the_json_below__on_a_tall_terminal),
        cmocka_unit_test(wizard__draws_with_ascii__where_asked),
        cmocka_unit_test(json_beside_the_form__follows_the_focus),
        cmocka_unit_test(json_beside_the_form__takes_the_focus__and_leads_to_a_field),
        cmocka_unit_test(full_json__opens_at_the_focus),
        cmocka_unit_test(sections__change__with_the_arrows),
        cmocka_unit_test(empty_lists__are_left_out__beside_others_that_are_not),
        cmocka_unit_test(a_section__has_its_focus_again__when_it_is_shown_again),
        cmocka_unit_test(review__is_reached__from_its_section_and_by_its_key),
        cmocka_unit_test(next_problem__goes_through_all_sections__and_round),
        cmocka_unit_test(a_path_inside_a_record__opens_the_record),
        cmocka_unit_test(esc__leads_out__by_the_sections),
        cmocka_unit_test(esc__asks__when_there_is_unsaved_work),
        cmocka_unit_test(commands__are_text__while_typing),
        cmocka_unit_test(undo__goes_to_the_section__where_it_changed_something),
        cmocka_unit_test(undo__goes_on__where_letters_are_keys),
        cmocka_unit_test(a_page__has_the_same_count__before_and_after_an_edit),
        cmocka_unit_test(a_list_page__that_holds_no_list__shows_what_it_holds),
        cmocka_unit_test(nothing_is_added__to_what_is_no_list),
        cmocka_unit_test(copy__takes_the_value_in_focus),
        cmocka_unit_test(any_size__can_be_drawn),
        cmocka_unit_test(sections__are_entered_and_left__by_the_arrows),
        cmocka_unit_test(a_page_without_fields__leads_to_the_first_below_it),
        cmocka_unit_test(the_sidebar__counts_problems__as_far_as_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
