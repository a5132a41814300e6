#include "tests/test.h"

#include "tui/widgets/textfield.h"

#include <stdlib.h>
#include <string.h>

static enum textfield_result act(struct textfield *t, enum action action)
{
    const struct event ev = {.type = EVENT_KEY};
    return textfield_update(t, &ev, action);
}

static enum textfield_result type(struct textfield *t, uint32_t code)
{
    const struct event ev = {.type = EVENT_KEY, .key = {.code = code}};
    return textfield_update(t, &ev, ACTION_NONE);
}

static void fill(struct textfield *t, const char *text, bool multiline)
{
    textfield_init(t, multiline);
    textfield_set(t, text, strlen(text));
}

/* Draws it over cols columns and compares with the one line wanted, and the cursor's column. */
static void assert_drawn(const struct textfield *t, int cols, bool hidden, const char *wanted, int cursor)
{
    struct cells c;
    cells_init(&c, 1, cols, false);
    textfield_draw(t, area_all(&c), 0, 0, cols, true, hidden);
    char *got = cells_dump(&c, false);
    got[strcspn(got, "\n")] = '\0';
    assert_string_equal(got, wanted);
    assert_int_equal(c.cursor_col, cursor);
    free(got);
    cells_finish(&c);
}

static void update__says__whether_the_text_changed(void **state)
{
    (void)state;
    struct textfield t;
    fill(&t, "ab", false);
    assert_int_equal(type(&t, 'c'), TEXTFIELD_CHANGED);
    assert_int_equal(act(&t, ACTION_TEXT_LEFT), TEXTFIELD_MOVED);
    assert_int_equal(act(&t, ACTION_TEXT_BACKSPACE), TEXTFIELD_CHANGED);
    assert_string_equal(t.line.text.data, "ac");
    assert_int_equal(act(&t, ACTION_TEXT_HOME), TEXTFIELD_MOVED);
    assert_int_equal(act(&t, ACTION_TEXT_LEFT), TEXTFIELD_MOVED);
    assert_int_equal(act(&t, ACTION_FORM_NEXT), TEXTFIELD_IGNORED);
    assert_int_equal(act(&t, ACTION_MOVE_UP), TEXTFIELD_IGNORED);
    textfield_finish(&t);
}

static void erasing__is_the_owners__when_there_is_nothing_left(void **state)
{
    (void)state;
    struct textfield t;
    fill(&t, "", false);
    assert_int_equal(act(&t, ACTION_TEXT_BACKSPACE), TEXTFIELD_IGNORED);
    assert_int_equal(act(&t, ACTION_TEXT_DELETE), TEXTFIELD_IGNORED);
    textfield_finish(&t);
    fill(&t, "a", false);
    assert_int_equal(act(&t, ACTION_TEXT_DELETE), TEXTFIELD_MOVED);
    assert_int_equal(act(&t, ACTION_TEXT_BACKSPACE), TEXTFIELD_CHANGED);
    textfield_finish(&t);
}

static void paste__is_text__line_feeds_only_where_there_are_lines(void **state)
{
    (void)state;
    const struct event ev = {.type = EVENT_PASTE, .text = "a\nb", .len = 3};
    struct textfield t;
    fill(&t, "", false);
    assert_int_equal(textfield_update(&t, &ev, ACTION_NONE), TEXTFIELD_CHANGED);
    assert_string_equal(t.line.text.data, "a b");
    textfield_finish(&t);
    fill(&t, "", true);
    textfield_update(&t, &ev, ACTION_NONE);
    assert_string_equal(t.line.text.data, "a\nb");
    assert_int_equal(textfield_lines(&t), 2);
    textfield_finish(&t);
}

static void lines__are_walked__and_left_at_their_ends(void **state)
{
    (void)state;
    struct textfield t;
    fill(&t, "one\ntwo", true);
    assert_int_equal(act(&t, ACTION_MOVE_DOWN), TEXTFIELD_IGNORED);
    assert_int_equal(act(&t, ACTION_MOVE_UP), TEXTFIELD_MOVED);
    assert_int_equal(act(&t, ACTION_MOVE_UP), TEXTFIELD_IGNORED);
    assert_int_equal(act(&t, ACTION_FORM_OPEN), TEXTFIELD_CHANGED);
    assert_string_equal(t.line.text.data, "one\n\ntwo");
    textfield_finish(&t);
}

static void draw__keeps_the_cursor_in_sight(void **state)
{
    (void)state;
    struct textfield t;
    fill(&t, "abc", false);
    assert_drawn(&t, 8, false, "[abc___]", 4);
    textfield_set(&t, "abcdef", 6);
    assert_drawn(&t, 8, false, "[\u2026ef___]", 4);
    act(&t, ACTION_TEXT_HOME);
    assert_drawn(&t, 8, false, "[abcdef]", 1);
    textfield_finish(&t);
}

static void draw_line__keeps_the_cursor_in_sight__without_brackets(void **state)
{
    (void)state;
    struct textfield t;
    struct cells c;
    fill(&t, "customer_data.rooms", false);
    cells_init(&c, 1, 10, false);
    textfield_draw_line(&t, area_all(&c), 0, 2, 8, STYLE_FIELD, true);
    char *got = cells_dump(&c, false);
    assert_string_equal(got, "  \u2026.rooms\n");
    assert_int_equal(c.cursor_col, 9);
    free(got);
    cells_clear(&c);
    textfield_draw_line(&t, area_all(&c), 0, 2, 8, STYLE_FIELD, false);
    got = cells_dump(&c, false);
    assert_string_equal(got, "  custome\u2026\n");
    free(got);
    cells_finish(&c);
    textfield_finish(&t);
}

static void draw__never_cuts_a_wide_character_in_two(void **state)
{
    (void)state;
    struct textfield t;
    fill(&t, "a\u6771\u4eac\u6771\u4eac", false);
    assert_drawn(&t, 9, false, "[\u2026 \u6771\u4eac_]", 7);
    textfield_finish(&t);
}

static void draw__shows_bullets__for_what_is_hidden(void **state)
{
    (void)state;
    struct textfield t;
    fill(&t, "se\u0301cret", false);
    assert_drawn(&t, 10, true, "[\u2022\u2022\u2022\u2022\u2022\u2022__]", 7);
    textfield_finish(&t);
}

static void draw_lines__scrolls_to_the_cursor(void **state)
{
    (void)state;
    struct textfield t;
    struct cells c;
    fill(&t, "1\n2\n3\n4", true);
    cells_init(&c, 2, 5, false);
    textfield_draw_lines(&t, area_all(&c), true);
    char *got = cells_dump(&c, false);
    assert_string_equal(got, "3\n4\n");
    assert_int_equal(c.cursor_row, 1);
    assert_int_equal(c.cursor_col, 1);
    free(got);
    cells_finish(&c);
    textfield_finish(&t);
}

static void fill_selected(struct textfield *t, const char *text)
{
    fill(t, text, false);
    textfield_select(t);
}

static void selected__is_replaced__by_what_is_typed_or_pasted(void **state)
{
    (void)state;
    const struct event paste = {.type = EVENT_PASTE, .text = "loft 2", .len = 6};
    struct textfield t;
    fill_selected(&t, "room-1");
    assert_int_equal(type(&t, 'a'), TEXTFIELD_CHANGED);
    assert_int_equal(type(&t, 'b'), TEXTFIELD_CHANGED);
    assert_string_equal(t.line.text.data, "ab");
    textfield_finish(&t);
    fill_selected(&t, "room-1");
    assert_int_equal(textfield_update(&t, &paste, ACTION_NONE), TEXTFIELD_CHANGED);
    assert_string_equal(t.line.text.data, "loft 2");
    textfield_finish(&t);
}

static void selected__is_erased_whole(void **state)
{
    static const enum action erasers[] = {ACTION_TEXT_BACKSPACE, ACTION_TEXT_DELETE,
                                          ACTION_TEXT_KILL_TO_START, ACTION_TEXT_KILL_WORD};
    (void)state;
    for (size_t i = 0; i < sizeof erasers / sizeof erasers[0]; i++) {
        struct textfield t;
        fill_selected(&t, "room-1");
        assert_int_equal(act(&t, erasers[i]), TEXTFIELD_CHANGED);
        assert_int_equal(t.line.text.len, 0);
        assert_false(t.selected);
        textfield_finish(&t);
    }
}

static void selected__stays_as_it_is__when_the_cursor_moves(void **state)
{
    (void)state;
    struct textfield t;
    fill_selected(&t, "room-1");
    assert_int_equal(act(&t, ACTION_TEXT_YANK), TEXTFIELD_MOVED); /* nothing was killed */
    assert_true(t.selected);
    assert_int_equal(act(&t, ACTION_TEXT_LEFT), TEXTFIELD_MOVED);
    assert_int_equal(type(&t, '0'), TEXTFIELD_CHANGED);
    assert_string_equal(t.line.text.data, "room-01");
    textfield_finish(&t);
}

static void update__says__that_a_text_is_full(void **state)
{
    (void)state;
    struct textfield t;
    char *much = malloc(LINEEDIT_MAX);
    assert_non_null(much);
    memset(much, 'x', LINEEDIT_MAX);
    const struct event paste = {.type = EVENT_PASTE, .text = much, .len = LINEEDIT_MAX};
    fill(&t, "a", false);
    assert_int_equal(textfield_update(&t, &paste, ACTION_NONE), TEXTFIELD_FULL);
    assert_string_equal(t.line.text.data, "a");
    assert_drawn(&t, 42, false, "[Longer than 1 MiB: nothing was put in.__]", 1);
    assert_int_equal(act(&t, ACTION_TEXT_LEFT), TEXTFIELD_MOVED); /* any other key brings the text back */
    assert_drawn(&t, 6, false, "[a___]", 1);
    textfield_select(&t); /* what it replaces makes room */
    assert_int_equal(textfield_update(&t, &paste, ACTION_NONE), TEXTFIELD_CHANGED);
    assert_int_equal(type(&t, 'y'), TEXTFIELD_FULL);
    assert_int_equal(t.line.text.len, LINEEDIT_MAX);
    textfield_finish(&t);
    free(much);
}

/* A second that goes by, an answer that comes, a window that changes. */
static void update__goes_on_saying_it__until_somebody_does_something(void **state)
{
    (void)state;
    static const enum event_type passing[] = {EVENT_TICK, EVENT_REPORT, EVENT_RESIZE, EVENT_SHOWN};
    struct textfield t;
    fill(&t, "a", false);
    t.full = true;
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++) {
        const struct event ev = {.type = passing[i]};
        assert_int_equal(textfield_update(&t, &ev, ACTION_NONE), TEXTFIELD_IGNORED);
        assert_drawn(&t, 42, false, "[Longer than 1 MiB: nothing was put in.__]", 1);
    }
    assert_int_equal(type(&t, 'b'), TEXTFIELD_CHANGED);
    assert_drawn(&t, 6, false, "[ab__]", 3);
    textfield_finish(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(update__says__whether_the_text_changed),
        cmocka_unit_test(erasing__is_the_owners__when_there_is_nothing_left),
        cmocka_unit_test(paste__is_text__line_feeds_only_where_there_are_lines),
        cmocka_unit_test(lines__are_walked__and_left_at_their_ends),
        cmocka_unit_test(draw__keeps_the_cursor_in_sight),
        cmocka_unit_test(draw_line__keeps_the_cursor_in_sight__without_brackets),
        cmocka_unit_test(draw__never_cuts_a_wide_character_in_two),
        cmocka_unit_test(draw__shows_bullets__for_what_is_hidden),
        cmocka_unit_test(selected__is_replaced__by_what_is_typed_or_pasted),
        cmocka_unit_test(selected__is_erased_whole),
        cmocka_unit_test(selected__stays_as_it_is__when_the_cursor_moves),
        cmocka_unit_test(update__says__that_a_text_is_full),
        cmocka_unit_test(update__goes_on_saying_it__until_somebody_does_something),
        cmocka_unit_test(draw_lines__scrolls_to_the_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
