/* F4: a value as JSON in the operator's editor. The editor is played by the test. */
#include "tests/test.h"

#include "forms/mem.h"
#include "tests/screens/hotel.h"

#define BODY "{\"customer_data\":{\"rooms\":[{\"room_key\":\"a\",\"name\":\"Attic\"}]}}"

/* What came back from the editor. */
static void answer(struct golden *g, const char *text)
{
    xreplace(&g->se.edit.after, text);
    golden_report(g, EFFECT_EDIT, REPORT_DONE, NULL);
}

static struct golden *at(const char *pointer)
{
    struct golden *g = golden_new(BODY, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, pointer);
    golden_forget(g);
    return g;
}

static void the_record__of_a_row__is_edited_in_one_step(void **state)
{
    (void)state;
    struct golden *g = at("/customer_data/rooms");
    golden_keys(g, "F4");
    golden_assert_effect(g, EFFECT_EDIT, "{\n  \"room_key\": \"a\",\n  \"name\": \"Attic\"\n}\n");
    answer(g, "{\"room_key\":\"b\",\"name\":\"Loft\"}\n");
    golden_assert_shows(g, "Taken from the editor. Press u to undo it.");
    golden_assert_shows(g, "b                   Loft");
    golden_assert_json(g, "{\"customer_data\":{\"rooms\":[{\"room_key\":\"b\",\"name\":\"Loft\"}]}}");
    golden_keys(g, "u");
    golden_assert_json(g, BODY);
    golden_free(g);
}

static void one_field__of_a_form__may_become_another_value_or_not_set(void **state)
{
    (void)state;
    struct golden *g = at("/customer_data/rooms/0/name");
    golden_keys(g, "F4");
    golden_assert_effect(g, EFFECT_EDIT, "\"Attic\"\n");
    answer(g, "\"Loft\"\n");
    golden_assert_shows(g, "[Loft_");
    golden_keys(g, "F4");
    answer(g, " \n");
    golden_assert_json(g, "{\"customer_data\":{\"rooms\":[{\"room_key\":\"a\"}]}}");
    golden_keys(g, "F4");
    golden_assert_effect(g, EFFECT_EDIT, "");
    golden_free(g);
}

static void the_whole_body__keeps_its_bytes__where_nothing_was_changed(void **state)
{
    (void)state;
    struct golden *g = at("/customer_data/rooms");
    golden_keys(g, "F6 F4");
    golden_assert_effect(g, EFFECT_EDIT, BODY);
    answer(g,
           "{\"customer_data\":{\"rooms\":[{\"room_key\":\"a\",\"name\":\"Attic\"}]},\"locale\":\"en-US\"}");
    golden_assert_json(
        g, "{\"customer_data\":{\"rooms\":[{\"room_key\":\"a\",\"name\":\"Attic\"}]},\"locale\":\"en-US\"}");
    golden_keys(g, "u");
    golden_assert_json(g, BODY);
    golden_free(g);
}

static void what_does_not_parse__is_said_with_its_place__and_edited_again(void **state)
{
    (void)state;
    struct golden *g = at("/customer_data/rooms");
    golden_keys(g, "F4");
    answer(g, "{\n  \"room_key\": oops\n}\n");
    golden_assert_top(g, "ask");
    golden_assert_shows(g, "Line 2, column 15");
    golden_expect(g, "editing-refused");
    golden_keys(g, "Enter Esc");
    golden_assert_top(g, "ask");
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_EDIT, "{\n  \"room_key\": oops\n}\n");
    answer(g, "{\"room_key\": \"z\"}");
    golden_assert_json(g, "{\"customer_data\":{\"rooms\":[{\"room_key\": \"z\"}]}}");
    golden_free(g);
}

static void what_does_not_parse__can_be_dropped(void **state)
{
    (void)state;
    struct golden *g = at("/customer_data/rooms");
    golden_keys(g, "F4");
    answer(g, "nonsense");
    golden_keys(g, "x");
    golden_assert_top(g, "wizard");
    golden_assert_json(g, BODY);
    assert_false(doc_modified(g->se.doc));
    golden_free(g);
}

static void an_editor__that_changes_nothing_or_fails__changes_nothing(void **state)
{
    (void)state;
    static const struct err failure = {.code = ERR_IO,
                                       .text = "The editor vi was killed; nothing was changed."};
    struct golden *g = at("/customer_data/rooms");
    golden_keys(g, "F4");
    answer(g, "{\n  \"room_key\": \"a\",\n  \"name\": \"Attic\"\n}\n");
    golden_assert_shows(g, "Nothing was changed in the editor.");
    golden_keys(g, "F4");
    golden_report(g, EFFECT_EDIT, REPORT_FAILED, &failure);
    golden_assert_shows(g, "was killed");
    assert_false(doc_modified(g->se.doc));
    golden_free(g);
}

static void the_value__under_the_cursor_of_the_json__is_edited_too(void **state)
{
    (void)state;
    struct golden *g = at("/customer_data/rooms");
    golden_keys(g, "F3 Home F4");
    golden_assert_effect(g, EFFECT_EDIT, BODY);
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_record__of_a_row__is_edited_in_one_step),
        cmocka_unit_test(one_field__of_a_form__may_become_another_value_or_not_set),
        cmocka_unit_test(the_whole_body__keeps_its_bytes__where_nothing_was_changed),
        cmocka_unit_test(what_does_not_parse__is_said_with_its_place__and_edited_again),
        cmocka_unit_test(what_does_not_parse__can_be_dropped),
        cmocka_unit_test(an_editor__that_changes_nothing_or_fails__changes_nothing),
        cmocka_unit_test(the_value__under_the_cursor_of_the_json__is_edited_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
