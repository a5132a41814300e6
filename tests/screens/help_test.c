#include "tests/test.h"

#include "tests/screens/sample.h"

/* Help and palette: both list what works on the screen below. */

static void help(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_REVIEW, NULL);
    golden_keys(g, "F1");
    golden_forget(g);
}

static void help_searched(struct golden *g)
{
    help(g);
    golden_keys(g, "text:send");
}

static void palette(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_REVIEW, NULL);
    golden_keys(g, "F9");
    golden_forget(g);
}

static void palette_searched(struct golden *g)
{
    palette(g);
    golden_keys(g, "text:ticket");
}

static void help_on_a_field(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, "/features/manage/events/allowed_events");
    golden_keys(g, "F1");
    golden_forget(g);
}

static void help_and_palette__look_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(SAMPLE_BODY, help, "help");
    sample_expect(SAMPLE_BODY, help_searched, "help-search");
    sample_expect(SAMPLE_BODY, help_on_a_field, "help-field");
    sample_expect(SAMPLE_BODY, palette, "palette");
    sample_expect(SAMPLE_BODY, palette_searched, "palette-search");
}

static struct golden *over_review(void (*scene)(struct golden *g))
{
    struct golden *g = golden_new(SAMPLE_BODY, 24, 80);
    scene(g);
    return g;
}

static void help__lists_the_screen_below__and_what_works_everywhere(void **state)
{
    (void)state;
    struct golden *g = over_review(help);
    golden_assert_top(g, "help");
    golden_assert_shows(g, "Send: the only key that does");
    golden_assert_hides(g, "Fold or unfold");
    golden_keys(g, "text:F2");
    golden_assert_shows(g, "Save the configuration");
    golden_free(g);
}

static void help__runs_a_command__on_the_screen_below(void **state)
{
    (void)state;
    struct golden *g = over_review(help);
    golden_keys(g, "text:dry Enter");
    golden_assert_top(g, "review");
    golden_assert_shows(g, "Write the request body to");
    golden_free(g);
}

static void help__runs_nothing__where_nothing_is_found(void **state)
{
    (void)state;
    struct golden *g = over_review(help);
    golden_keys(g, "text:zzz");
    golden_assert_shows(g, "No command holds this text.");
    golden_keys(g, "Enter");
    golden_assert_top(g, "review");
    golden_assert_no_effect(g);
    golden_free(g);
}

static void help__closes__by_esc_and_by_its_own_key(void **state)
{
    (void)state;
    static const char *const keys[] = {"Esc", "F1", "Ctrl-C"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct golden *g = over_review(help);
        golden_keys(g, keys[i]);
        golden_assert_top(g, "review");
        golden_free(g);
    }
}

static void palette__runs_a_command__on_the_screen_below(void **state)
{
    (void)state;
    struct golden *g = over_review(palette);
    golden_keys(g, "text:problems Enter");
    golden_assert_top(g, "problems");
    golden_free(g);
}

static void palette__sends__as_the_key_does(void **state)
{
    (void)state;
    struct golden *g = over_review(palette);
    golden_keys(g, "text:review.send Enter");
    golden_assert_effect(g, EFFECT_SEND, NULL);
    golden_free(g);
}

static void palette__offers_no_mere_keys__of_moving_and_typing(void **state)
{
    (void)state;
    struct golden *g = over_review(palette);
    golden_keys(g, "text:move.");
    golden_assert_shows(g, "nothing holds this text");
    golden_free(g);
}

static void palette__closes__by_esc_and_by_its_own_key(void **state)
{
    (void)state;
    static const char *const keys[] = {"Esc", "F9", "Ctrl-C"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct golden *g = over_review(palette);
        golden_keys(g, keys[i]);
        golden_assert_top(g, "review");
        golden_assert_no_effect(g);
        golden_free(g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_and_palette__look_right__in_every_state),
        cmocka_unit_test(help__lists_the_screen_below__and_what_works_everywhere),
        cmocka_unit_test(help__runs_a_command__on_the_screen_below),
        cmocka_unit_test(help__runs_nothing__where_nothing_is_found),
        cmocka_unit_test(help__closes__by_esc_and_by_its_own_key),
        cmocka_unit_test(palette__runs_a_command__on_the_screen_below),
        cmocka_unit_test(palette__sends__as_the_key_does),
        cmocka_unit_test(palette__offers_no_mere_keys__of_moving_and_typing),
        cmocka_unit_test(palette__closes__by_esc_and_by_its_own_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
