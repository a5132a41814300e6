#include "tests/test.h"

#include "tests/screens/sample.h"

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

static void problems__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, listed, "problems");
    sample_expect(SAMPLE_BODY, none, "problems-none");
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

static void problems__goes_back__to_where_it_was_opened(void **state)
{
    (void)state;
    struct golden *g = problems();
    golden_keys(g, "q");
    golden_assert_top(g, "wizard");
    assert_false(g->quit);
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems__looks_right__in_every_state),
        cmocka_unit_test(problems__goes_to_the_field__errors_first),
        cmocka_unit_test(problems__copies__place_and_words),
        cmocka_unit_test(problems__answers_nothing__where_there_are_none),
        cmocka_unit_test(problems__goes_back__to_where_it_was_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
