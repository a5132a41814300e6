/* Each kind of field by keys alone: what is typed, chosen, cleared and undone, as bytes of the document. */
#include "tests/test.h"

#include "tests/screens/golden.h"

#include "forms/lineedit.h"

#include <stdlib.h>
#include <string.h>

/* The wizard (or a record) with the focus on the field at pointer. */
static struct golden *at(const char *json, const char *pointer)
{
    struct golden *g = golden_new(json, 24, 80);
    golden_open(g, SCREEN_WIZARD, pointer);
    golden_forget(g);
    return g;
}

/* Starts with json, focuses pointer, presses the keys, and compares the document. */
static void check(const char *json, const char *pointer, const char *keys, const char *wanted)
{
    struct golden *g = at(json, pointer);
    golden_keys(g, keys);
    golden_assert_json(g, wanted);
    golden_free(g);
}

#define GUEST(members) "{\"customer_data\":{\"guests\":[{\"guest_key\":\"g-1\"" members "}]}}"
#define STAY(members)  "{\"customer_data\":{\"reservations\":[{\"reservation_key\":\"r-1\"" members "}]}}"

static const char GUEST_NAME[] = "/customer_data/guests/0/name";
static const char META[] = "/customer_data/reservations/0/custom_metadata";

/* ---- text */

static void text__goes_into_the_document__with_every_key(void **state)
{
    (void)state;
    check("{}", "/customer_data/customer_key", "text:ac",
          "{\n  \"customer_data\": {\n    \"customer_key\": \"ac\"\n  }\n}");
    check(GUEST(",\"name\":\"Ann\""), GUEST_NAME, "text:e Ctrl-A text:J", GUEST(",\"name\":\"JAnne\""));
}

static void text__is_empty__when_it_was_erased(void **state)
{
    (void)state;
    check(GUEST(",\"name\":\"A\""), GUEST_NAME, "Backspace", GUEST(",\"name\":\"\""));
    check(GUEST(",\"name\":\"Ann\""), GUEST_NAME, "Ctrl-U", GUEST(",\"name\":\"\""));
}

static void text__is_not_set__after_erasing_in_the_empty_text(void **state)
{
    (void)state;
    check(GUEST(",\"name\":\"A\""), GUEST_NAME, "Backspace Backspace", GUEST());
    check(GUEST(",\"name\":\"\""), GUEST_NAME, "Del", GUEST());
}

static void text__is_not_set__by_the_key_for_it(void **state)
{
    (void)state;
    check(GUEST(",\"name\":\"Ann\""), GUEST_NAME, "Alt-X", GUEST());
}

static void text__can_be_made_empty__from_not_set(void **state)
{
    (void)state;
    check(GUEST(), GUEST_NAME, "Alt-'", GUEST(",\"name\":\"\""));
}

static void text__takes_a_paste_as_it_is(void **state)
{
    (void)state;
    struct golden *g = at(GUEST(), GUEST_NAME);
    golden_paste(g, "q: F10\nu");
    golden_assert_json(g, GUEST(",\"name\":\"q: F10 u\""));
    golden_free(g);
}

static void unset_empty_and_null__look_different(void **state)
{
    (void)state;
    const char *json = "{\"customer_data\":{\"spaces\":[{\"space_key\":\"s\",\"name\":\"\","
                       "\"customer_data\":{\"address\":null}}]}}";
    struct golden *g = at(json, "/customer_data/spaces/0/space_key");
    golden_assert_shows(g, "empty text");
    golden_assert_shows(g, "null");
    golden_assert_shows(g, "\u27E8not set\u27E9");
    g->se.ascii = true;
    golden_assert_shows(g, "<not set>");
    golden_free(g);
}

static void null__is_set_where_it_may_be__and_refused_elsewhere(void **state)
{
    (void)state;
    check("{\"customer_data\":{\"spaces\":[{\"space_key\":\"s\",\"customer_data\":{\"address\":\"x\"}}]}}",
          "/customer_data/spaces/0/customer_data/address", "Alt-0",
          "{\"customer_data\":{\"spaces\":[{\"space_key\":\"s\",\"customer_data\":{\"address\":null}}]}}");
    check(GUEST(",\"name\":\"A\""), GUEST_NAME, "Alt-0", GUEST(",\"name\":\"A\""));
}

static void one_visit__is_one_undo_step(void **state)
{
    (void)state;
    struct golden *g = at(GUEST(",\"name\":\"A\""), GUEST_NAME);
    golden_keys(g, "text:nn Tab Shift-Tab text:ie");
    golden_assert_json(g, GUEST(",\"name\":\"Annie\""));
    golden_keys(g, "Ctrl-_");
    golden_assert_json(g, GUEST(",\"name\":\"Ann\""));
    golden_keys(g, "Ctrl-_");
    golden_assert_json(g, GUEST(",\"name\":\"A\""));
    golden_keys(g, "Alt-E Alt-E");
    golden_assert_json(g, GUEST(",\"name\":\"Annie\""));
    golden_free(g);
}

static void undo__puts_the_focus_where_it_changed_something(void **state)
{
    (void)state;
    struct golden *g = at(GUEST(",\"name\":\"A\""), GUEST_NAME);
    golden_keys(g, "text:nn Down Down Ctrl-_");
    golden_assert_shows(g, "customer_data.guests[0].name");
    golden_free(g);
}

#define QUESTION(members) "{\"features\":{\"manage\":{\"device_management_confirmation\":{" members "}}}}"

static void long_text__has_lines__and_is_left_by_tab(void **state)
{
    (void)state;
    check(QUESTION("\"title\":\"T\""), "/features/manage/device_management_confirmation/body",
          "text:one Enter text:two Up text:! Tab text:Yes",
          QUESTION("\"title\":\"T\",\"body\":\"one!\\ntwo\",\"confirm_button_label\":\"Yes\""));
}

/* ---- numbers, times */

#define SPACE(members)   "{\"customer_data\":{\"spaces\":[{\"space_key\":\"s\",\"name\":\"n\"" members "}]}}"
#define SPACE_AT(member) "/customer_data/spaces/0/" member

static void number__is_a_number__when_it_is_one(void **state)
{
    (void)state;
    check(SPACE(",\"duration_minutes\":1"), SPACE_AT("duration_minutes"), "text:5",
          SPACE(",\"duration_minutes\":15"));
    check(SPACE(",\"duration_minutes\":1"), SPACE_AT("duration_minutes"), "text:.10e2",
          SPACE(",\"duration_minutes\":1.10e2"));
}

static void number__keeps_what_was_typed__as_a_text(void **state)
{
    (void)state;
    struct golden *g = at(SPACE(",\"duration_minutes\":1"), SPACE_AT("duration_minutes"));
    golden_keys(g, "text:h");
    golden_assert_json(g, SPACE(",\"duration_minutes\":\"1h\""));
    golden_assert_shows(g, "[1h");
    golden_keys(g, "Backspace");
    golden_assert_json(g, SPACE(",\"duration_minutes\":1"));
    golden_free(g);
}

static void date_time__says_the_day__and_what_is_wrong(void **state)
{
    (void)state;
    struct golden *g =
        at(STAY(",\"starts_at\":\"2026-11-22T15:00:00Z\""), "/customer_data/reservations/0/starts_at");
    golden_assert_shows(g, "Sun, in 1 day");
    golden_keys(g, "text:o");
    golden_assert_hides(g, "Sun, in 1 day");
    golden_assert_shows(g, "! ");
    golden_keys(g, "Down");
    golden_assert_shows(g, "customer_data.reservations[0].ends_at");
    golden_free(g);
}

static void date_time__says_the_nights__where_it_is_the_end_of_two(void **state)
{
    (void)state;
    static const char ends_at[] = "/customer_data/reservations/0/ends_at";
    struct golden *g =
        at(STAY(",\"starts_at\":\"2026-11-22T15:00:00Z\",\"ends_at\":\"2026-11-25T11:00:00Z\""), ends_at);
    golden_assert_shows(g, "Sun, in 1 day");
    golden_assert_shows(g, "Wed, 3 nights");
    golden_free(g);
    g = at(STAY(",\"starts_at\":\"2026-11-22T15:00:00Z\",\"ends_at\":\"2026-11-21T11:00:00Z\""), ends_at);
    golden_assert_shows(g, "Sat, before \"Starts at\"");
    golden_free(g);
    /* the same day: the distance says more */
    g = at(STAY(",\"starts_at\":\"2026-11-22T15:00:00Z\",\"ends_at\":\"2026-11-22T18:00:00Z\""), ends_at);
    golden_assert_shows(g, "Sun, in 1 day 21 h");
    golden_assert_hides(g, "night");
    golden_free(g);
}

/* ---- yes or no, one of a list */

#define EMBEDDED(more) "{\"locale\":\"en-US\"" more "}"

static void bool__turns__through_yes_no_and_not_set(void **state)
{
    (void)state;
    check(EMBEDDED(""), "/is_embedded", "Space", EMBEDDED(",\"is_embedded\":true"));
    check(EMBEDDED(""), "/is_embedded", "Space Space", EMBEDDED(",\"is_embedded\":false"));
    check("{}", "/is_embedded", "Space Space Space", "{}");
    check(EMBEDDED(""), "/is_embedded", "Left", EMBEDDED(",\"is_embedded\":false"));
    check("{\"is_embedded\":true}", "/is_embedded", "Del", "{}");
}

static void bool__keeps_a_text__until_it_is_answered(void **state)
{
    (void)state;
    struct golden *g = at("{\"is_embedded\":\"yes\"}", "/is_embedded");
    golden_assert_shows(g, "\"yes\"");
    golden_keys(g, "Space");
    golden_assert_json(g, "{\"is_embedded\":true}");
    golden_free(g);
}

static void enum__turns_in_place(void **state)
{
    (void)state;
    check("{\"navigation_mode\":\"full\"}", "/navigation_mode", "Right",
          "{\"navigation_mode\":\"restricted\"}");
    check("{\"navigation_mode\":\"full\"}", "/navigation_mode", "Right Right", "{}");
    check("{\"navigation_mode\":\"full\"}", "/navigation_mode", "Left", "{}");
}

static void enum__is_chosen_from_a_list(void **state)
{
    (void)state;
    check("{\"a\":1}", "/locale", "Enter text:pt Enter", "{\"a\":1,\"locale\":\"pt-PT\"}");
    check("{\"a\":1}", "/locale", "Enter Down Space", "{\"a\":1,\"locale\":\"pt-PT\"}");
    check("{\"locale\":\"en-US\"}", "/locale", "Enter Down Esc", "{\"locale\":\"en-US\"}");
}

static void enum__takes_no_other_word__but_keeps_the_one_that_it_holds(void **state)
{
    (void)state;
    check("{\"a\":1}", "/locale", "Enter text:xx Enter", "{\"a\":1}");
    check("{\"a\":1}", "/locale", "Enter text:xx Alt-T Esc", "{\"a\":1}");
    check("{\"locale\":\"xx\"}", "/locale", "Enter Esc Enter text:yy Enter", "{\"locale\":\"xx\"}");
}

/* ---- lists of texts */

static const char PROVIDERS[] = "/features/connect/accepted_providers";
#define CONNECT(list) "{\"features\":{\"connect\":{\"accepted_providers\":" list "}}}"

static void strings__are_chosen_and_dropped(void **state)
{
    (void)state;
    check(CONNECT("[\"yale\",\"nuki\"]"), PROVIDERS, "Enter Space Enter", CONNECT("[\"nuki\"]"));
    check(CONNECT("[\"yale\"]"), PROVIDERS, "Enter text:nuki Space Enter", CONNECT("[\"yale\",\"nuki\"]"));
    check(CONNECT("[\"yale\"]"), PROVIDERS, "Enter text:nuki Enter", CONNECT("[\"yale\",\"nuki\"]"));
}

static void strings__take_free_text(void **state)
{
    (void)state;
    check(CONNECT("[\"yale\"]"), PROVIDERS, "Enter text:new_brand Enter",
          CONNECT("[\"yale\",\"new_brand\"]"));
    check(CONNECT("[\"yale\"]"), PROVIDERS, "Enter text:nuk Alt-T", CONNECT("[\"yale\",\"nuk\"]"));
    check(CONNECT("[\"yale\"]"), PROVIDERS,
          "Enter text:one_x Down Space text:two_x Enter", /* Space goes on */
          CONNECT("[\"yale\",\"one_x\",\"two_x\"]"));
}

static void strings__change_their_order(void **state)
{
    (void)state;
    check(CONNECT("[\"yale\",\"nuki\",\"ring\"]"), PROVIDERS, "Enter Ctrl-Down Ctrl-Down Enter",
          CONNECT("[\"nuki\",\"ring\",\"yale\"]"));
    check(CONNECT("[\"yale\",\"nuki\"]"), PROVIDERS, "Enter Down Ctrl-Up Enter",
          CONNECT("[\"nuki\",\"yale\"]"));
}

static void strings__differ__not_set_from_none(void **state)
{
    (void)state;
    struct golden *g = at(CONNECT("[\"yale\"]"), PROVIDERS);
    golden_keys(g, "Enter Space Enter");
    golden_assert_json(g, CONNECT("[]"));
    golden_assert_shows(g, "none (empty list)");
    golden_keys(g, "Del");
    golden_assert_json(g, "{\"features\":{\"connect\":{}}}");
    golden_keys(g, "u u Del");
    golden_assert_shows(g, "with 1 value in it. Press u to bring it back.");
    golden_free(g);
}

static void strings__of_one_visit__are_one_undo_step(void **state)
{
    (void)state;
    check(CONNECT("[\"yale\"]"), PROVIDERS, "Enter Space text:nuki Space Enter u", CONNECT("[\"yale\"]"));
}

static void strings__that_are_no_list__are_edited_as_json(void **state)
{
    (void)state;
    check(CONNECT("\"yale\""), PROVIDERS, "Ctrl-K Ctrl-U text:[]", CONNECT("[]"));
}

static void json__waits__while_it_does_not_parse(void **state)
{
    (void)state;
    size_t len;
    struct golden *g = at(CONNECT("\"yale\""), PROVIDERS);
    golden_keys(g, "Ctrl-K Ctrl-U text:[\"nuki\"");
    golden_assert_json(g, CONNECT("\"yale\""));
    assert_true(session_unsaved(&g->se));
    golden_keys(g, "Down Up");
    golden_assert_shows(g, "[\"nuki\"");
    golden_keys(g, "text:]");
    golden_assert_json(g, CONNECT("[\"nuki\"]"));
    assert_null(doc_half_typed(g->se.doc, &len));
    golden_free(g);
}

/* ---- keys of records */

#define ROOMS                                                                                                \
    "\"rooms\":[{\"room_key\":\"room-1\",\"name\":\"Garden\"},{\"room_key\":\"room-2\",\"name\":\"Tower\"}]"
#define STAYS(members)                                                                                       \
    "{\"customer_data\":{" ROOMS ",\"reservations\":[{\"reservation_key\":\"r-1\"" members "}]}}"

static const char ROOM_KEYS[] = "/customer_data/reservations/0/room_keys";
static const char GUEST_KEY[] = "/customer_data/reservations/0/guest_key";

static void key__shows_whom_it_names(void **state)
{
    (void)state;
    struct golden *g = at("{\"customer_data\":{\"guests\":[{\"guest_key\":\"g-1\",\"name\":\"Ann Lee\"}],"
                          "\"reservations\":[{\"reservation_key\":\"r-1\",\"guest_key\":\"g-\"}]}}",
                          GUEST_KEY);
    golden_assert_shows(g, "not in this body");
    golden_keys(g, "text:1");
    golden_assert_shows(g, "= Ann Lee");
    golden_keys(g, "text:9 Enter");
    golden_assert_shows(g, "(x) g-19  not in this body");
    golden_free(g);
}

static void key__is_chosen_by_name(void **state)
{
    (void)state;
    check("{\"customer_data\":{\"guests\":[{\"guest_key\":\"g-1\",\"name\":\"Ann\"},{\"guest_key\":\"g-2\","
          "\"name\":\"Bea\"}],\"reservations\":[{\"reservation_key\":\"r-1\"}]}}",
          GUEST_KEY, "Enter text:bea Enter",
          "{\"customer_data\":{\"guests\":[{\"guest_key\":\"g-1\",\"name\":\"Ann\"},{\"guest_key\":\"g-2\","
          "\"name\":\"Bea\"}],\"reservations\":[{\"reservation_key\":\"r-1\",\"guest_key\":\"g-2\"}]}}");
}

static void key__is_never_a_blank__nor_ends_in_one(void **state)
{
    (void)state;
    check(STAYS(), GUEST_KEY, "Enter Alt-T Esc", STAYS());
    struct golden *g = at(STAYS(",\"guest_key\":\"x\""), GUEST_KEY);
    golden_keys(g, "Enter");
    golden_type(g, "ann ");
    golden_assert_shows(g, "use \"ann\" as typed");
    golden_type(g, "lee ");
    golden_keys(g, "Enter");
    golden_assert_json(g, STAYS(",\"guest_key\":\"ann lee\""));
    golden_keys(g, "Enter");
    golden_paste(g, "  ");
    golden_assert_hides(g, "as typed\"");
    golden_keys(g, "Alt-T Esc");
    golden_assert_json(g, STAYS(",\"guest_key\":\"ann lee\""));
    golden_free(g);
}

static void keys__are_chosen_from_the_records(void **state)
{
    (void)state;
    check(STAYS(), ROOM_KEYS, "Enter Space Down Space Enter",
          STAYS(",\"room_keys\":[\"room-1\",\"room-2\"]"));
    check(STAYS(",\"room_keys\":[\"room-9\"]"), ROOM_KEYS, "Enter text:tower Enter",
          STAYS(",\"room_keys\":[\"room-9\",\"room-2\"]"));
}

static void keys__that_are_there__are_not_said_to_be_missing(void **state)
{
    (void)state;
    struct golden *g = at(STAYS(",\"room_keys\":[\"room-2\",\"room-1\",\"room-2\"]"), ROOM_KEYS);
    golden_assert_shows(g, "3 chosen: room-2, room-1, room-2");
    golden_assert_hides(g, "not in this body");
    golden_free(g);
}

static void note__leaves_the_value_all_its_columns__where_there_are_few(void **state)
{
    (void)state;
    const char *json = "{\"customer_data\":{\"guests\":[{\"guest_key\":\"g-1\",\"name\":\"Ann Lee\"}],"
                       "\"reservations\":[{\"reservation_key\":\"r-1\",\"guest_key\":\"g-1\"}]}}";
    struct golden *g = at(json, GUEST_KEY);
    golden_resize(g, 12, 40);
    golden_assert_shows(g, "[g-1_______________________________]");
    golden_assert_shows(g, "= Ann Lee");
    golden_free(g);
}

static void keys__that_name_nothing__are_shown_and_can_be_dropped(void **state)
{
    (void)state;
    struct golden *g = at(STAYS(",\"room_keys\":[\"room-9\"]"), ROOM_KEYS);
    golden_keys(g, "Enter");
    golden_assert_shows(g, "[x] room-9  not in this body");
    golden_keys(g, "Esc");
    golden_assert_shows(g, "1 chosen: room-9  1 not in this body");
    golden_keys(g, "Enter Space Enter");
    golden_assert_json(g, STAYS(",\"room_keys\":[]"));
    golden_free(g);
}

static void a_record_added_from_the_picker__is_chosen__and_its_key_followed(void **state)
{
    (void)state;
    struct golden *g = at(STAYS(), ROOM_KEYS);
    golden_keys(g, "Enter text:attic Ctrl-O");
    golden_assert_top(g, "record");
    golden_assert_shows(g, "Rooms > attic");
    golden_keys(g, "text:-9 Esc");
    golden_assert_shows(g, "Reservations > r-1");
    char *json = golden_json(g);
    assert_non_null(strstr(json, "\"room_key\": \"attic-9\""));
    assert_non_null(strstr(json, "\"room_keys\":[\"attic-9\"]"));
    free(json);
    golden_free(g);
}

static void a_record_added_from_the_picker__has_its_suggested_key_selected(void **state)
{
    (void)state;
    struct golden *g = at(STAYS(), ROOM_KEYS);
    golden_keys(g, "Enter Ctrl-O text:loft Esc");
    char *json = golden_json(g);
    assert_non_null(strstr(json, "\"room_key\": \"loft\""));
    assert_non_null(strstr(json, "\"room_keys\":[\"loft\"]"));
    free(json);
    golden_free(g);
}

static void a_paste_that_is_too_long__is_refused_and_said(void **state)
{
    (void)state;
    struct golden *g = at(GUEST(",\"name\":\"Ann\""), GUEST_NAME);
    char *much = malloc(LINEEDIT_MAX + 1);
    assert_non_null(much);
    memset(much, 'x', LINEEDIT_MAX);
    much[LINEEDIT_MAX] = '\0';
    golden_paste(g, much);
    golden_assert_shows(g, "1 MiB at most");
    golden_assert_json(g, GUEST(",\"name\":\"Ann\""));
    free(much);
    golden_free(g);
}

/* ---- one of several */

static void landing_page__is_chosen__and_its_key_picked(void **state)
{
    (void)state;
    struct golden *g =
        at("{\"customer_data\":{" ROOMS "},\"landing_page\":{\"x\":1}}", "/landing_page/manage");
    golden_keys(g, "Enter text:room_key Enter");
    golden_assert_json(g, "{\"customer_data\":{" ROOMS
                          "},\"landing_page\":{\"x\":1,\"manage\":{\"room_key\":\"\"}}}");
    golden_keys(g, "Down Enter text:tower Enter");
    golden_assert_json(g, "{\"customer_data\":{" ROOMS
                          "},\"landing_page\":{\"x\":1,\"manage\":{\"room_key\":\"room-2\"}}}");
    golden_free(g);
}

static void landing_page__keeps_what_another_choice_held__and_does_not_send_it(void **state)
{
    (void)state;
    struct golden *g =
        at("{\"landing_page\":{\"manage\":{\"room_key\":\"room-1\"}}}", "/landing_page/manage");
    golden_keys(g, "Enter text:unit_key Enter");
    golden_assert_json(g, "{\"landing_page\":{\"manage\":{\"unit_key\":\"\"}}}");
    golden_keys(g, "Enter text:room_key Enter");
    golden_assert_json(g, "{\"landing_page\":{\"manage\":{\"room_key\":\"room-1\"}}}");
    golden_keys(g, "u");
    golden_assert_json(g, "{\"landing_page\":{\"manage\":{\"unit_key\":\"\"}}}");
    golden_free(g);
}

static void landing_page__shows_both__when_two_are_set(void **state)
{
    (void)state;
    struct golden *g = at("{\"landing_page\":{\"manage\":{\"room_key\":\"a\",\"unit_key\":\"b\"}}}",
                          "/landing_page/manage/unit_key");
    golden_assert_shows(g, "[a_");
    golden_assert_shows(g, "[b");
    golden_assert_shows(g, "! ");
    golden_keys(g, "Alt-X");
    golden_assert_json(g, "{\"landing_page\":{\"manage\":{\"room_key\":\"a\"}}}");
    golden_free(g);
}

static void deep_link__changes_its_shape__and_back(void **state)
{
    (void)state;
    const char *json = "{\"deep_link\":{\"resource_type\":\"reservation\",\"resource_key\":\"r-1\"}}";
    struct golden *g = at(json, "/deep_link");
    golden_keys(g, "Enter text:device Enter");
    golden_assert_json(g, "{\"deep_link\":{\"resource_type\":\"device\",\"resource_id\":\"\"}}");
    golden_keys(g, "Down text:d-7 Up Enter text:space Enter");
    golden_assert_json(g, "{\"deep_link\":{\"resource_type\":\"space\",\"resource_key\":\"r-1\"}}");
    golden_keys(g, "Enter text:device Enter");
    golden_assert_json(g, "{\"deep_link\":{\"resource_type\":\"device\",\"resource_id\":\"d-7\"}}");
    golden_free(g);
}

static void deep_link__shows_a_word_that_the_schema_does_not_know__with_what_is_wrong(void **state)
{
    (void)state;
    struct golden *g = at("{\"a\":1}", "/deep_link");
    golden_keys(g, "Enter text:acs_entrance");
    golden_assert_shows(g, "use \"acs_entrance\" as typed");
    golden_keys(g, "Enter");
    golden_assert_json(g, "{\"a\":1,\"deep_link\":{\"resource_type\":\"acs_entrance\"}}");
    golden_assert_shows(g, "< acs_entrance >");
    golden_assert_shows(g, "! Kind of target must be one of");
    golden_free(g);
}

static void deep_link__takes_a_word_that_the_schema_does_not_know(void **state)
{
    (void)state;
    check("{\"deep_link\":{\"resource_type\":\"reservation\",\"resource_key\":\"r-1\"}}", "/deep_link",
          "Enter text:acs_entrance Enter",
          "{\"deep_link\":{\"resource_type\":\"acs_entrance\",\"resource_key\":\"r-1\"}}");
}

static void members_that_no_shape_knows__can_be_edited(void **state)
{
    (void)state;
    check("{\"landing_page\":{\"manage\":{\"new_key\":1}}}", "/landing_page/manage/new_key", "text:2",
          "{\"landing_page\":{\"manage\":{\"new_key\":12}}}");
    check("{\"deep_link\":{\"resource_type\":\"space\",\"resource_key\":\"s\",\"x\":[]}}", "/deep_link/x",
          "Ctrl-U text:7", "{\"deep_link\":{\"resource_type\":\"space\",\"resource_key\":\"s\",\"x\":7}}");
}

/* ---- typed values, metadata */

static void typed__tells_the_text_true_from_yes(void **state)
{
    (void)state;
    struct golden *g = at(STAY(",\"custom_metadata\":{\"a\":\"true\",\"b\":true}"), META);
    golden_assert_shows(g, "text");
    golden_assert_shows(g, "[x] yes");
    golden_keys(g, "Down Ctrl-Space Down Enter");
    golden_assert_json(g, STAY(",\"custom_metadata\":{\"a\":true,\"b\":true}"));
    golden_keys(g, "Down Space");
    golden_assert_json(g, STAY(",\"custom_metadata\":{\"a\":true,\"b\":false}"));
    golden_keys(g, "Alt-0");
    golden_assert_json(g, STAY(",\"custom_metadata\":{\"a\":true,\"b\":null}"));
    golden_free(g);
}

static void typed__becomes_a_text__by_choice(void **state)
{
    (void)state;
    check(STAY(",\"custom_metadata\":{\"b\":true}"), "/customer_data/reservations/0/custom_metadata/b",
          "Enter text:text Enter text:x", STAY(",\"custom_metadata\":{\"b\":\"x\"}"));
}

static void map__gets_a_pair__by_typing_its_name(void **state)
{
    (void)state;
    check(STAY(), META, "text:late Enter text:yes", STAY(",\"custom_metadata\":{\"late\":\"yes\"}"));
    check(STAY(",\"custom_metadata\":{\"a\":\"b\"}"), META, "text:late Down",
          STAY(",\"custom_metadata\":{\"a\":\"b\",\"late\":\"\"}"));
}

static void map__keeps_the_values_where_they_stand__beside_a_long_name(void **state)
{
    (void)state;
    struct golden *g = at(
        STAY(",\"custom_metadata\":{\"a name that is far longer than any label of the form\":\"v\"}"), META);
    golden_assert_shows(g, "Custom metadata      1 pair");
    golden_keys(g, "Down");
    golden_assert_shows(g, "a name that is fa\u2026 [v_");
    golden_free(g);
}

static void map__loses_and_renames_pairs(void **state)
{
    (void)state;
    const char *b = "/customer_data/reservations/0/custom_metadata/b";
    check(STAY(",\"custom_metadata\":{\"a\":\"1\",\"b\":\"2\"}"), b, "Alt-X",
          STAY(",\"custom_metadata\":{\"a\":\"1\"}"));
    check(STAY(",\"custom_metadata\":{\"a\":\"1\",\"b\":\"2\"}"), b, "Alt-M Ctrl-U text:c Enter text:3",
          STAY(",\"custom_metadata\":{\"a\":\"1\",\"c\":\"23\"}"));
    check(STAY(",\"custom_metadata\":{\"a\":\"1\",\"b\":\"2\"}"), b, "Alt-M Ctrl-U text:a Enter",
          STAY(",\"custom_metadata\":{\"a\":\"1\",\"b\":\"2\"}"));
}

/* ---- raw JSON */

static void unknown_member__is_raw_json__applied_while_it_parses(void **state)
{
    (void)state;
    struct golden *g = at("{\"x_new\":[1]}", "/x_new");
    golden_keys(g, "Backspace");
    golden_assert_json(g, "{\"x_new\":[1]}");
    golden_assert_shows(g, "line 3, column");
    golden_keys(g, "text:,2]");
    golden_assert_hides(g, "line 3, column");
    char *json = golden_json(g);
    assert_null(strstr(json, "[1]"));
    assert_non_null(strstr(json, "2]"));
    free(json);
    golden_free(g);
}

static void json_that_does_not_parse__is_there_again__after_a_visit_elsewhere(void **state)
{
    (void)state;
    struct golden *g = at("{\"x_new\":7}", "/x_new");
    golden_keys(g, "text:x Shift-Tab Tab");
    golden_assert_shows(g, "7x");
    golden_assert_json(g, "{\"x_new\":7}");
    golden_keys(g, "Backspace text:8");
    golden_assert_json(g, "{\"x_new\":78}");
    golden_free(g);
}

static void a_value_too_large_to_edit__is_shown_and_left_alone(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    buf_puts(&body, "{\"x_new\":\"");
    for (int i = 0; i < 300000; i++)
        buf_putc(&body, 'x');
    buf_puts(&body, "\"}");
    struct golden *g = at(body.data, "/x_new");
    golden_assert_shows(g, "too large to edit here");
    golden_keys(g, "x");
    golden_paste(g, "y");
    golden_assert_json(g, body.data);
    golden_keys(g, "Del");
    golden_assert_json(g, "{}");
    golden_free(g);
    buf_finish(&body);
}

/* ---- secrets (see reveal_test.c) */

static void secret__is_copied_as_it_is__and_that_is_said(void **state)
{
    (void)state;
    struct golden *g =
        at(STAY(",\"preferred_code\":\"4711\""), "/customer_data/reservations/0/preferred_code");
    golden_keys(g, "Alt-Y");
    golden_assert_effect(g, EFFECT_COPY, "4711");
    assert_string_equal(g->effects.items[g->effects.count - 1].other, "With 1 door code.");
    golden_assert_hides(g, "4711");
    golden_free(g);
}

/* ---- words about the field */

static void hints__are_those_of_the_field__the_main_one_first(void **state)
{
    (void)state;
    struct golden *g = at(GUEST(), GUEST_NAME);
    golden_resize(g, 12, 40);
    golden_assert_shows(g, " Tab next   F1 help");
    golden_free(g);
    g = at("{\"customer_data\":{\"spaces\":[{\"space_key\":\"s\",\"customer_data\":{\"address\":null}}]}}",
           "/customer_data/spaces/0/customer_data/address");
    golden_assert_shows(g, "Alt-0 null");
    golden_assert_shows(g, "or null, optional");
    golden_free(g);
    /* a choice among fixed things offers no more than that */
    g = at("{}", "/landing_page/manage");
    golden_keys(g, "Enter");
    golden_assert_shows(g, "Enter done");
    golden_assert_hides(g, "add new");
    golden_assert_hides(g, "as typed");
    golden_free(g);
}

static void deep_link__calls_its_members__as_the_shape_does(void **state)
{
    (void)state;
    struct golden *g =
        at("{\"deep_link\":{\"resource_type\":\"space\",\"resource_key\":\"s\"}}", "/deep_link");
    golden_assert_shows(g, "Space key *");
    golden_free(g);
}

static void record_without_a_key__is_named_by_its_first_column(void **state)
{
    (void)state;
    struct golden *g = at("{\"customer_resources_filters\":[{\"field\":\"tier\"},{}]}",
                          "/customer_resources_filters/0/field");
    golden_assert_shows(g, "Filters > tier");
    golden_keys(g, "Ctrl-Down");
    golden_assert_shows(g, "row 2 of 2");
    golden_assert_hides(g, "Filters >");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text__goes_into_the_document__with_every_key),
        cmocka_unit_test(text__is_empty__when_it_was_erased),
        cmocka_unit_test(text__is_not_set__after_erasing_in_the_empty_text),
        cmocka_unit_test(text__is_not_set__by_the_key_for_it),
        cmocka_unit_test(text__can_be_made_empty__from_not_set),
        cmocka_unit_test(text__takes_a_paste_as_it_is),
        cmocka_unit_test(unset_empty_and_null__look_different),
        cmocka_unit_test(null__is_set_where_it_may_be__and_refused_elsewhere),
        cmocka_unit_test(one_visit__is_one_undo_step),
        cmocka_unit_test(undo__puts_the_focus_where_it_changed_something),
        cmocka_unit_test(long_text__has_lines__and_is_left_by_tab),
        cmocka_unit_test(number__is_a_number__when_it_is_one),
        cmocka_unit_test(number__keeps_what_was_typed__as_a_text),
        cmocka_unit_test(date_time__says_the_day__and_what_is_wrong),
        cmocka_unit_test(date_time__says_the_nights__where_it_is_the_end_of_two),
        cmocka_unit_test(bool__turns__through_yes_no_and_not_set),
        cmocka_unit_test(bool__keeps_a_text__until_it_is_answered),
        cmocka_unit_test(enum__turns_in_place),
        cmocka_unit_test(enum__is_chosen_from_a_list),
        cmocka_unit_test(enum__takes_no_other_word__but_keeps_the_one_that_it_holds),
        cmocka_unit_test(key__is_never_a_blank__nor_ends_in_one),
        cmocka_unit_test(strings__are_chosen_and_dropped),
        cmocka_unit_test(strings__take_free_text),
        cmocka_unit_test(strings__change_their_order),
        cmocka_unit_test(strings__differ__not_set_from_none),
        cmocka_unit_test(strings__of_one_visit__are_one_undo_step),
        cmocka_unit_test(strings__that_are_no_list__are_edited_as_json),
        cmocka_unit_test(json__waits__while_it_does_not_parse),
        cmocka_unit_test(key__shows_whom_it_names),
        cmocka_unit_test(key__is_chosen_by_name),
        cmocka_unit_test(keys__are_chosen_from_the_records),
        cmocka_unit_test(keys__that_are_there__are_not_said_to_be_missing),
        cmocka_unit_test(note__leaves_the_value_all_its_columns__where_there_are_few),
        cmocka_unit_test(keys__that_name_nothing__are_shown_and_can_be_dropped),
        cmocka_unit_test(a_record_added_from_the_picker__is_chosen__and_its_key_followed),
        cmocka_unit_test(a_record_added_from_the_picker__has_its_suggested_key_selected),
        cmocka_unit_test(a_paste_that_is_too_long__is_refused_and_said),
        cmocka_unit_test(landing_page__is_chosen__and_its_key_picked),
        cmocka_unit_test(landing_page__keeps_what_another_choice_held__and_does_not_send_it),
        cmocka_unit_test(landing_page__shows_both__when_two_are_set),
        cmocka_unit_test(deep_link__changes_its_shape__and_back),
        cmocka_unit_test(deep_link__shows_a_word_that_the_schema_does_not_know__with_what_is_wrong),
        cmocka_unit_test(deep_link__takes_a_word_that_the_schema_does_not_know),
        cmocka_unit_test(members_that_no_shape_knows__can_be_edited),
        cmocka_unit_test(typed__tells_the_text_true_from_yes),
        cmocka_unit_test(typed__becomes_a_text__by_choice),
        cmocka_unit_test(map__gets_a_pair__by_typing_its_name),
        cmocka_unit_test(map__keeps_the_values_where_they_stand__beside_a_long_name),
        cmocka_unit_test(map__loses_and_renames_pairs),
        cmocka_unit_test(unknown_member__is_raw_json__applied_while_it_parses),
        cmocka_unit_test(json_that_does_not_parse__is_there_again__after_a_visit_elsewhere),
        cmocka_unit_test(a_value_too_large_to_edit__is_shown_and_left_alone),
        cmocka_unit_test(secret__is_copied_as_it_is__and_that_is_said),
        cmocka_unit_test(hints__are_those_of_the_field__the_main_one_first),
        cmocka_unit_test(deep_link__calls_its_members__as_the_shape_does),
        cmocka_unit_test(record_without_a_key__is_named_by_its_first_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
