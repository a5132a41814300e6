#include "tests/test.h"

#include "tests/screens/sample.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

static void listed(struct golden *g)
{
    sample_problems(&g->se);
    problems_add(&g->se.said, "/locale", "server", SEVERITY_SERVER, "Invalid enum value");
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_open(g, SCREEN_PROBLEMS, NULL);
    golden_forget(g);
}

static struct golden *problems(void)
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    listed(g);
    return g;
}

static void none(struct golden *g)
{
    golden_open(g, SCREEN_PROBLEMS, NULL);
}

static void errors(struct golden *g)
{
    listed(g);
    golden_keys(g, "e");
}

static void filtering(struct golden *g)
{
    listed(g);
    golden_keys(g, "/ text:partner");
}

static void filtered(struct golden *g)
{
    filtering(g);
    golden_keys(g, "Enter");
}

static void problems__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, listed, "problems");
    sample_expect(SAMPLE_BODY, none, "problems-none");
    sample_expect(SAMPLE_BODY, errors, "problems-errors");
    sample_expect(SAMPLE_BODY, filtering, "problems-filter");
    sample_expect(SAMPLE_BODY, filtered, "problems-filtered");
}

static void problems__goes_to_the_field__errors_first(void **state)
{
    (void)state;
    struct golden *g = problems();
    golden_keys(g, "Enter");
    assert_string_equal(g->stack.items[1]->ops->name, "wizard");
    golden_assert_top(g, "record");
    golden_assert_shows(g, "room-2");
    golden_assert_shows(g, "customer_data.rooms[1].name");
    golden_free(g);
}

static void problems__shows_errors_alone__and_all_again(void **state)
{
    (void)state;
    struct golden *g = problems();
    golden_keys(g, "End e");
    golden_assert_shows(g, "1 warning (hidden)");
    golden_assert_shows(g, " > 3 SERVER"); /* the last one that is listed now */
    golden_assert_hides(g, "X partner");
    golden_keys(g, "e");
    golden_assert_shows(g, "4 warning");
    golden_free(g);
}

static void problems__says_so__where_there_are_only_warnings(void **state)
{
    (void)state;
    struct golden *g = golden_new("{\"x_partner\":1}", 24, 80);
    golden_open(g, SCREEN_PROBLEMS, NULL);
    golden_assert_shows(g, "1 warning");
    golden_keys(g, "e");
    golden_assert_shows(g, "No errors: nothing keeps it from being sent.");
    golden_keys(g, "Enter f y 1"); /* nothing to do it to */
    golden_assert_no_effect(g);
    golden_free(g);
}

static void problems__goes_to_a_number(void **state)
{
    (void)state;
    struct golden *g = problems();
    golden_keys(g, "9");
    golden_assert_top(g, "problems");
    golden_keys(g, "2");
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, "Language must be one of");
    golden_free(g);
}

static void problems__are_filtered__by_place_and_words(void **state)
{
    (void)state;
    struct golden *g = problems();
    golden_keys(g, "/ text:partner");
    golden_assert_shows(g, "1 of ");
    golden_assert_shows(g, "The program does not know this field");
    golden_keys(g, "Enter Y");
    golden_assert_effect(g, EFFECT_COPY,
                         "customer_data.reservations[0].x_partner: The program does not know this field; it "
                         "will be sent as it is.\n");
    golden_keys(g, "Enter");
    golden_assert_shows(g, "x_partner");
    golden_free(g);
    g = problems();
    golden_keys(g, "/ text:zzz");
    golden_assert_shows(g, "None is like this. Esc shows all.");
    golden_keys(g, "Esc");
    golden_assert_shows(g, "Invalid enum value");
    golden_assert_top(g, "problems");
    golden_free(g);
}

static void problems__copies__place_and_words(void **state)
{
    (void)state;
    struct golden *g = problems();
    golden_keys(g, "End y");
    golden_assert_effect(g, EFFECT_COPY,
                         "customer_data.reservations[0].x_partner: The program does not know this field; it "
                         "will be sent as it is.");
    golden_free(g);
}

static void problems__answers_nothing__where_there_are_none(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    golden_open(g, SCREEN_PROBLEMS, NULL);
    golden_keys(g, "Enter");
    golden_assert_no_effect(g);
    golden_assert_top(g, "problems");
    golden_free(g);
}

static void problems__mends_one__and_undo_takes_it_back(void **state)
{
    (void)state;
    static const char body[] =
        "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"Ann\","
        "\"email_address\":\"ann\",\"phone_number\":\"+1 555 010 0199\"}]}}";
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_open(g, SCREEN_PROBLEMS, NULL);
    golden_keys(g, "f");
    golden_assert_shows(g, "no certain fix");
    golden_keys(g, "Down");
    golden_expect(g, "problems-fix");
    golden_keys(g, "f");
    golden_assert_shows(g, "Fixed: Change it to +15550100199. Press u to undo it.");
    golden_assert_shows(g, "1 warning");
    golden_keys(g, "u");
    golden_assert_shows(g, "2 warnings");
    char *json = golden_json(g);
    assert_string_equal(json, body);
    free(json);
    golden_free(g);
}

static void problems__have_all_their_text__where_the_window_is_small(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 12, 40);
    listed(g);
    golden_keys(g, "Down");
    golden_expect(g, "problems-second");
    golden_assert_shows(g, "> 2 ERROR");
    golden_keys(g, "End");
    golden_assert_shows(g, "it will be sent as it is.");
    golden_assert_shows(g, "customer_data.reservations[0].x_partn");
    golden_free(g);
}

static void problems__goes_back__to_where_it_was_opened(void **state)
{
    (void)state;
    struct golden *g = problems();
    golden_keys(g, "q");
    golden_assert_top(g, "wizard");
    assert_false(g->quit);
    golden_free(g);
}

/* From wherever one is, by the order of the document, with what the server said in it. */
static void next_problem__meets_what_the_server_said__in_its_place(void **state)
{
    (void)state;
    static const char *const round[] = {"/customer_data/rooms/1/name", "/customer_data/rooms/2/name",
                                        "/customer_data/reservations/0/x_partner", "/locale"};
    const size_t count = sizeof round / sizeof *round;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    sample_problems(&g->se);
    problems_add(&g->se.said, "/customer_data/rooms/2/name", "server", SEVERITY_SERVER, "Taken");
    for (int forward = 0; forward < 2; forward++) {
        char *at = xstrdup(round[0]);
        for (size_t i = 1; i <= 2 * count; i++) {
            char *next;
            assert_true(session_next_problem(&g->se, at, forward, &next));
            assert_string_equal(next, round[(forward ? i : 2 * count - i) % count]);
            free(at);
            at = next;
        }
        free(at);
    }
    golden_free(g);
}

static void next_problem__says_so__where_it_goes_round(void **state)
{
    (void)state;
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    sample_problems(&g->se);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, "/locale");
    golden_keys(g, "F8");
    golden_assert_shows(g, "1 of 3, from the start again: ");
    golden_keys(g, "F8");
    golden_assert_shows(g, "2 of 3: ");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems__looks_right__in_every_state),
        cmocka_unit_test(problems__goes_to_the_field__errors_first),
        cmocka_unit_test(problems__shows_errors_alone__and_all_again),
        cmocka_unit_test(problems__says_so__where_there_are_only_warnings),
        cmocka_unit_test(problems__goes_to_a_number),
        cmocka_unit_test(problems__are_filtered__by_place_and_words),
        cmocka_unit_test(problems__copies__place_and_words),
        cmocka_unit_test(problems__answers_nothing__where_there_are_none),
        cmocka_unit_test(problems__mends_one__and_undo_takes_it_back),
        cmocka_unit_test(problems__have_all_their_text__where_the_window_is_small),
        cmocka_unit_test(problems__goes_back__to_where_it_was_opened),
        cmocka_unit_test(next_problem__meets_what_the_server_said__in_its_place),
        cmocka_unit_test(next_problem__says_so__where_it_goes_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
