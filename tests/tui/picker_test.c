#include "tests/test.h"

#include "forms/match.h"
#include "tui/widgets/picker.h"

#include <stdlib.h>
#include <string.h>

/* "item 0" ... ; counts how often an item was asked for. */
struct items {
    size_t count, asked;
    size_t chosen; /* this one is */
};

static size_t count(void *context)
{
    return ((struct items *)context)->count;
}

static void item(void *context, size_t index, struct buf *value, struct buf *note)
{
    ((struct items *)context)->asked++;
    buf_printf(value, "item %zu", index);
    buf_puts(note, index % 2 ? "odd" : "even");
}

static bool chosen(void *context, size_t index)
{
    return ((struct items *)context)->chosen == index;
}

static struct picker_source source(struct items *items)
{
    return (struct picker_source){items, count, item, chosen, NULL};
}

static enum picker_answer act(struct picker *p, struct items *items, enum action action, size_t *index)
{
    const struct event ev = {.type = EVENT_KEY};
    struct picker_source s = source(items);
    return picker_update(p, &s, &ev, action, index);
}

static void type(struct picker *p, struct items *items, const char *text)
{
    struct picker_source s = source(items);
    for (; *text; text++) {
        size_t index;
        const struct event ev = {.type = EVENT_KEY, .key = {.code = (unsigned char)*text}};
        assert_int_equal(picker_update(p, &s, &ev, ACTION_NONE, &index), PICKER_STAYS);
    }
}

static void open_picker(struct picker *p, struct items *items, bool multi, bool free_text, const char *add)
{
    struct picker_source s = source(items);
    picker_init(p, multi, free_text, add);
    picker_refresh(p, &s);
}

static void single__takes_the_row_under_the_cursor(void **state)
{
    (void)state;
    struct items items = {.count = 5};
    struct picker p;
    size_t index = 0;
    open_picker(&p, &items, false, false, NULL);
    assert_int_equal(act(&p, &items, ACTION_MOVE_DOWN, &index), PICKER_STAYS);
    assert_int_equal(act(&p, &items, ACTION_PICK_DONE, &index), PICKER_TAKE);
    assert_int_equal(index, 1);
    assert_int_equal(act(&p, &items, ACTION_APP_BACK, &index), PICKER_CLOSE);
    picker_finish(&p);
}

static void filter__searches_values_and_notes(void **state)
{
    (void)state;
    struct items items = {.count = 30};
    struct picker p;
    open_picker(&p, &items, false, false, NULL);
    type(&p, &items, "ITEM 2");
    assert_int_equal(picker_shown(&p), 11);
    picker_finish(&p);
    open_picker(&p, &items, false, false, NULL);
    type(&p, &items, "odd");
    assert_int_equal(picker_shown(&p), 15);
    assert_int_equal(picker_search_item(&p.search, 0), 1);
    picker_finish(&p);
}

static void a_key_that_narrows__asks_only_for_what_is_shown(void **state)
{
    (void)state;
    struct items items = {.count = 10000};
    struct picker p;
    open_picker(&p, &items, false, false, NULL);
    struct picker_source s = source(&items);
    type(&p, &items, "item 77");
    picker_settle(&p, &s);
    size_t shown = picker_shown(&p);
    assert_int_equal(shown, 111);
    items.asked = 0;
    type(&p, &items, "7");
    assert_int_equal(items.asked, shown);
    items.asked = 0;
    size_t index;
    act(&p, &items, ACTION_TEXT_BACKSPACE, &index);
    picker_settle(&p, &s);
    assert_int_equal(items.asked, 10000);
    picker_finish(&p);
}

static void a_long_list__is_searched_in_slices__and_shows_what_it_showed_until_then(void **state)
{
    (void)state;
    struct items items = {.count = 100000};
    struct picker p;
    struct picker_source s = source(&items);
    open_picker(&p, &items, false, false, NULL);
    assert_int_equal(items.asked, 0); /* to show all, none is looked at */
    type(&p, &items, "9");
    assert_in_range(items.asked, 1, 10000);
    assert_true(picker_busy(&p));
    assert_int_equal(picker_shown(&p), 100000);
    for (size_t before = items.asked; !picker_step(&p, &s, 500); before = items.asked)
        assert_int_equal(items.asked, before + 500);
    assert_false(picker_busy(&p));
    assert_int_equal(picker_shown(&p), 40951);
    picker_finish(&p);
}

static void what_is_taken__does_not_depend_on_how_far_the_search_has_come(void **state)
{
    (void)state;
    const enum action actions[] = {ACTION_PICK_DONE, ACTION_PICK_TOGGLE};
    for (size_t i = 0; i < 2; i++) {
        struct items items = {.count = 100000};
        struct picker p;
        size_t index = 0;
        open_picker(&p, &items, false, true, "add a new item");
        type(&p, &items, "em 99998");
        assert_int_equal(act(&p, &items, actions[i], &index), PICKER_TAKE);
        assert_int_equal(index, 99998);
        type(&p, &items, "7"); /* nothing holds that: the text itself */
        assert_int_equal(act(&p, &items, actions[i], &index), PICKER_TYPED);
        picker_finish(&p);
    }
    struct items items = {.count = 100000};
    struct picker p;
    size_t index = 0;
    open_picker(&p, &items, false, false, NULL);
    type(&p, &items, "em 9999");
    act(&p, &items, ACTION_MOVE_DOWN, &index);
    assert_int_equal(picker_item(&p), 99990);
    picker_finish(&p);
}

static void a_search__that_is_not_through__gives_way_to_the_next(void **state)
{
    (void)state;
    struct items items = {.count = 100000};
    struct picker p;
    size_t index;
    struct picker_source s = source(&items);
    open_picker(&p, &items, false, false, NULL);
    type(&p, &items, "odd");
    act(&p, &items, ACTION_TEXT_KILL_TO_START, &index);
    assert_false(picker_busy(&p));
    assert_int_equal(picker_shown(&p), 100000);
    type(&p, &items, "item 5");
    picker_step(&p, &s, 1000);
    type(&p, &items, "4321");
    picker_settle(&p, &s);
    assert_int_equal(picker_shown(&p), 1);
    assert_int_equal(picker_item(&p), 54321);
    picker_finish(&p);
}

static void more(void *context, size_t index, struct buf *text)
{
    (void)context;
    buf_printf(text, "item %zu", 9000 - index); /* what is another one's value */
}

static void a_ranked_result__does_not_depend_on_how_the_words_came_about(void **state)
{
    (void)state;
    struct items items = {.count = 9000};
    struct picker slow, quick;
    struct picker_source s = {&items, count, item, NULL, more};
    const char *words = "item 77";
    picker_init(&slow, false, false, NULL);
    picker_init(&quick, false, false, NULL);
    picker_refresh(&slow, &s);
    picker_refresh(&quick, &s);
    for (const char *p = words; *p; p++) {
        size_t index;
        const struct event ev = {.type = EVENT_KEY, .key = {.code = (unsigned char)*p}};
        picker_update(&slow, &s, &ev, ACTION_NONE, &index);
        picker_settle(&slow, &s);
        picker_update(&quick, &s, &ev, ACTION_NONE, &index);
    }
    picker_settle(&quick, &s);
    assert_int_equal(picker_shown(&slow), 222); /* by their values, then by what is not shown of them */
    assert_int_equal(picker_shown(&quick), 222);
    for (size_t row = 0; row < 222; row++)
        assert_int_equal(picker_search_item(&slow.search, row), picker_search_item(&quick.search, row));
    assert_int_equal(picker_search_item(&slow.search, 0), 77);
    assert_int_equal(picker_search_item(&slow.search, 221), 9000 - 77);
    items.asked = 0;
    size_t index;
    const struct event ev = {.type = EVENT_KEY, .key = {.code = '7'}};
    picker_update(&slow, &s, &ev, ACTION_NONE, &index);
    assert_int_equal(items.asked, 222);
    picker_finish(&slow);
    picker_finish(&quick);
}

/* As long as a text can be: the space behind the words has room all the same. */
static void long_item(void *context, size_t index, struct buf *value, struct buf *note)
{
    (void)context;
    (void)index;
    (void)note;
    for (size_t i = 0; i < LINEEDIT_MAX; i++)
        buf_putc(value, 'a');
}

static void the_longest_words__are_searched_whole(void **state)
{
    (void)state;
    struct items items = {.count = 1};
    struct picker p;
    struct picker_source s = {&items, count, long_item, NULL, NULL};
    struct buf value;
    buf_init(&value, BUF_TEXT_MAX);
    long_item(NULL, 0, &value, NULL);
    assert_int_equal(value.len, LINEEDIT_MAX);
    picker_init(&p, false, true, NULL);
    textfield_set(&p.filter, value.data, value.len);
    picker_refresh(&p, &s);
    assert_int_equal(picker_height(&p), 2); /* it is that item: not offered as a text besides */
    buf_finish(&value);
    picker_finish(&p);
}

/* As the form asks before it takes Space for a command. */
static void space(struct picker *p, struct items *items, enum picker_answer expected, size_t expected_item)
{
    size_t index = SIZE_MAX;
    struct picker_source s = source(items);
    if (!picker_space_chooses(p, &s)) {
        type(p, items, " ");
        assert_int_equal(expected, PICKER_STAYS);
        return;
    }
    assert_int_equal(act(p, items, ACTION_PICK_TOGGLE, &index), expected);
    assert_int_equal(index, expected_item);
}

static void space__is_a_blank__where_the_text_goes_on_with_one(void **state)
{
    (void)state;
    struct items items = {.count = 100000, .chosen = SIZE_MAX};
    struct picker p;
    size_t index;
    open_picker(&p, &items, true, true, NULL);
    space(&p, &items, PICKER_TOGGLE, 0); /* no text: nothing to go on with */
    type(&p, &items, "item");
    space(&p, &items, PICKER_STAYS, 0);
    type(&p, &items, "77777");
    space(&p, &items, PICKER_TOGGLE, 77777); /* nothing goes on behind that */
    act(&p, &items, ACTION_TEXT_KILL_TO_START, &index);
    type(&p, &items, "item");
    act(&p, &items, ACTION_MOVE_DOWN, &index);
    space(&p, &items, PICKER_TOGGLE, 1); /* who moves, chooses */
    act(&p, &items, ACTION_TEXT_BACKSPACE, &index);
    type(&p, &items, "m");
    space(&p, &items, PICKER_STAYS, 0);
    space(&p, &items, PICKER_TOGGLE, 0); /* once more: it was meant so */
    picker_finish(&p);
    open_picker(&p, &items, false, true, NULL);
    type(&p, &items, "77777");
    space(&p, &items, PICKER_STAYS, 0);
    picker_finish(&p);
}

static void a_whole_value__has_the_cursor(void **state)
{
    (void)state;
    struct items items = {.count = 30};
    struct picker p;
    open_picker(&p, &items, true, false, NULL);
    type(&p, &items, "item 2");
    assert_int_equal(picker_item(&p), 2);
    type(&p, &items, "0");
    assert_int_equal(picker_item(&p), 20);
    picker_finish(&p);
}

static void free_text__is_offered__unless_an_item_is_the_same(void **state)
{
    (void)state;
    struct items items = {.count = 3};
    struct picker p;
    size_t index = 9;
    open_picker(&p, &items, false, true, NULL);
    type(&p, &items, "item 1");
    assert_int_equal(picker_height(&p), 2);
    type(&p, &items, "x");
    assert_int_equal(picker_height(&p), 2);
    assert_int_equal(act(&p, &items, ACTION_PICK_DONE, &index), PICKER_TYPED);
    assert_int_equal(act(&p, &items, ACTION_PICK_AS_TYPED, &index), PICKER_TYPED);
    picker_finish(&p);
}

static void adding__is_a_row_and_a_key(void **state)
{
    (void)state;
    struct items items = {.count = 1};
    struct picker p;
    size_t index;
    open_picker(&p, &items, false, false, "add a new item");
    assert_int_equal(act(&p, &items, ACTION_PICK_ADD, &index), PICKER_ADD);
    act(&p, &items, ACTION_MOVE_DOWN, &index);
    assert_int_equal(act(&p, &items, ACTION_PICK_DONE, &index), PICKER_ADD);
    picker_finish(&p);
}

static void multi__toggles__and_done_ends_it(void **state)
{
    (void)state;
    struct items items = {.count = 5, .chosen = 0};
    struct picker p;
    size_t index = 9;
    open_picker(&p, &items, true, false, NULL);
    assert_int_equal(act(&p, &items, ACTION_PICK_TOGGLE, &index), PICKER_TOGGLE);
    assert_int_equal(index, 0);
    assert_int_equal(act(&p, &items, ACTION_PICK_DONE, &index), PICKER_CLOSE);
    picker_finish(&p);
}

static void multi__takes_what_was_searched_for__with_done_alone(void **state)
{
    (void)state;
    struct items items = {.count = 5, .chosen = 2};
    struct picker p;
    size_t index = 9;
    open_picker(&p, &items, true, false, NULL);
    type(&p, &items, "4");
    assert_int_equal(act(&p, &items, ACTION_PICK_DONE, &index), PICKER_TAKE);
    assert_int_equal(index, 4);
    picker_finish(&p);
    open_picker(&p, &items, true, false, NULL);
    type(&p, &items, "2"); /* chosen already: done must not drop it */
    assert_int_equal(act(&p, &items, ACTION_PICK_DONE, &index), PICKER_CLOSE);
    picker_finish(&p);
}

static void no_items__can_be_left(void **state)
{
    (void)state;
    struct items items = {.count = 0};
    struct picker p;
    size_t index;
    open_picker(&p, &items, false, false, NULL);
    assert_int_equal(act(&p, &items, ACTION_MOVE_DOWN, &index), PICKER_STAYS);
    assert_int_equal(act(&p, &items, ACTION_MOVE_PAGE_DOWN, &index), PICKER_STAYS);
    assert_int_equal(act(&p, &items, ACTION_PICK_DONE, &index), PICKER_CLOSE);
    picker_finish(&p);
}

static void draw__shows_the_cursors_row__wherever_it_is(void **state)
{
    (void)state;
    struct items items = {.count = 1000, .chosen = 1};
    struct picker p;
    struct cells c;
    size_t index;
    struct picker_source s = source(&items);
    cells_init(&c, 6, 30, false);
    open_picker(&p, &items, true, false, NULL);
    for (int i = 0; i < 40; i++) {
        cells_clear(&c);
        items.asked = 0;
        picker_draw(&p, &s, area_all(&c));
        assert_in_range(items.asked, 1, 2 * 5); /* the rows in sight: to measure them, and to draw them */
        char *screen = cells_dump(&c, false);
        struct buf wanted;
        buf_init(&wanted, 32);
        buf_printf(&wanted, "> [%c] item %zu ", p.cursor == 1 ? 'x' : ' ', p.cursor);
        if (!strstr(screen, wanted.data))
            fail_msg("\"%s\" is not in:\n%s", wanted.data, screen);
        buf_finish(&wanted);
        free(screen);
        act(&p, &items, i < 25 ? ACTION_MOVE_DOWN : i < 32 ? ACTION_MOVE_PAGE_DOWN : ACTION_MOVE_UP, &index);
    }
    cells_finish(&c);
    picker_finish(&p);
}

static void match__is_anywhere__in_either_case(void **state)
{
    (void)state;
    assert_true(text_matches("Harbour View", 12, "VIEW", 4));
    assert_true(text_matches("Harbour View", 12, "", 0));
    assert_false(text_matches("Harbour View", 12, "views", 5));
    assert_false(text_matches("", 0, "a", 1));
}

static bool found(const char *text, const char *words)
{
    return text_matches(text, strlen(text), words, strlen(words));
}

/* Which is seen at once, and not by comparing what is left from each byte on. */
static void match__is_nowhere__where_the_words_are_longer(void **state)
{
    (void)state;
    enum { LENGTH = 1 << 20 };
    char *text = malloc(LENGTH);
    assert_non_null(text);
    memset(text, 'a', LENGTH);
    assert_false(text_matches(text, LENGTH - 1, text, LENGTH));
    assert_true(text_matches(text, LENGTH, text, LENGTH));
    free(text);
    assert_true(found("\u00C5", "\u212B")); /* the sign for a unit, one byte longer than its letter */
    assert_true(found("x\x80", "\x80"));
}

static void match__knows_the_case_of_all_letters(void **state)
{
    (void)state;
    assert_true(found("Jos\u00E9 \u00D1and\u00FA", "\u00F1AND\u00DA"));
    assert_true(found("\u0394\u03A9", "\u03C9"));
    assert_true(found("x\u00D1", "X\u00F1"));
    assert_false(found("\u00D1", "\u00D2"));
    assert_false(found("\u00D1", "\u00F1a"));
    assert_false(found("n", "\u00F1"));
    assert_false(found("\u00EB", "\u00AB")); /* whose second byte it has */
    assert_true(found("a\xC3", "\xC3"));     /* half a character is found as it is */
    assert_int_equal(text_find("\u00D1 \u00F1", 5, 1, "\u00F1", 2), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single__takes_the_row_under_the_cursor),
        cmocka_unit_test(filter__searches_values_and_notes),
        cmocka_unit_test(a_key_that_narrows__asks_only_for_what_is_shown),
        cmocka_unit_test(a_long_list__is_searched_in_slices__and_shows_what_it_showed_until_then),
        cmocka_unit_test(what_is_taken__does_not_depend_on_how_far_the_search_has_come),
        cmocka_unit_test(a_search__that_is_not_through__gives_way_to_the_next),
        cmocka_unit_test(a_whole_value__has_the_cursor),
        cmocka_unit_test(a_ranked_result__does_not_depend_on_how_the_words_came_about),
        cmocka_unit_test(the_longest_words__are_searched_whole),
        cmocka_unit_test(space__is_a_blank__where_the_text_goes_on_with_one),
        cmocka_unit_test(free_text__is_offered__unless_an_item_is_the_same),
        cmocka_unit_test(adding__is_a_row_and_a_key),
        cmocka_unit_test(multi__toggles__and_done_ends_it),
        cmocka_unit_test(multi__takes_what_was_searched_for__with_done_alone),
        cmocka_unit_test(no_items__can_be_left),
        cmocka_unit_test(draw__shows_the_cursors_row__wherever_it_is),
        cmocka_unit_test(match__is_anywhere__in_either_case),
        cmocka_unit_test(match__is_nowhere__where_the_words_are_longer),
        cmocka_unit_test(match__knows_the_case_of_all_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
