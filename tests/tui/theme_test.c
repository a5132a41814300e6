#include "tests/test.h"

#include "assets/asset.h"
#include "tui/widgets/theme.h"

#include <string.h>

static bool read_text(struct theme *t, const char *text, struct err *e)
{
    return theme_read(t, text, strlen(text), e);
}

static void theme_read__reads_attributes_and_colors__in_any_order(void **state)
{
    (void)state;
    struct theme t;
    struct err e;
    assert_true(
        read_text(&t, "error = red bold on bright-white underline\nkey = on blue\nhint = default\n", &e));
    assert_int_equal(t.looks[STYLE_ERROR].attrs, LOOK_BOLD | LOOK_UNDERLINE);
    assert_int_equal(t.looks[STYLE_ERROR].fg, 1);
    assert_int_equal(t.looks[STYLE_ERROR].bg, 15);
    assert_int_equal(t.looks[STYLE_KEY].fg, -1);
    assert_int_equal(t.looks[STYLE_KEY].bg, 4);
    assert_int_equal(t.looks[STYLE_HINT].fg, -1);
    assert_int_equal(t.looks[STYLE_TITLE].attrs, 0);
    assert_int_equal(t.looks[STYLE_TITLE].fg, -1);
    assert_int_equal(t.looks[STYLE_TITLE].bg, -1);
}

static void theme_read__leaves_the_theme_alone__when_it_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
        size_t line;
    } bad[] = {
        {"title = dim\nheader = bold\n", "header", 2},
        {"title = dim\n# x\n\nkey = pink\n", "pink", 4},
        {"title = bright-\n", "bright-", 1},
        {"title\n", "name = value", 1},
    };
    struct theme t;
    struct err e;
    assert_true(read_text(&t, "title = bold\n", &e));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(read_text(&t, bad[i].text, &e));
        assert_int_equal(e.line, bad[i].line);
        assert_non_null(strstr(e.text, bad[i].words));
        assert_int_equal(t.looks[STYLE_TITLE].attrs, LOOK_BOLD);
    }
}

static void default_theme__is_readable__and_marks_production_without_color(void **state)
{
    (void)state;
    const struct asset *a = asset_find("themes/default.conf");
    struct theme t;
    struct err e;
    if (!theme_read(&t, (const char *)a->data, a->len, &e))
        fail_msg("default.conf:%zu: %s", e.line, e.text);
    assert_true(t.looks[STYLE_PRODUCTION].attrs & LOOK_REVERSE);
    assert_true(t.looks[STYLE_QR].fg == 0 && t.looks[STYLE_QR].bg == 15);
}

static void style_letter__differs__for_every_role(void **state)
{
    (void)state;
    for (int a = 0; a < STYLE_COUNT; a++)
        for (int b = 0; b < a; b++) {
            assert_int_not_equal(style_letter((enum style)a), style_letter((enum style)b));
            assert_string_not_equal(style_name((enum style)a), style_name((enum style)b));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(theme_read__reads_attributes_and_colors__in_any_order),
        cmocka_unit_test(theme_read__leaves_the_theme_alone__when_it_refuses),
        cmocka_unit_test(default_theme__is_readable__and_marks_production_without_color),
        cmocka_unit_test(style_letter__differs__for_every_role),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
