#include "tests/test.h"

#include "tui/actions/key.h"

#include <string.h>

static struct key key(const char *name)
{
    struct key k = {0};
    if (!key_parse(name, strlen(name), &k))
        fail_msg("\"%s\" is no key", name);
    return k;
}

static void assert_name(const char *written, const char *shown)
{
    char name[40];
    key_show(key(written), name, sizeof name);
    assert_string_equal(name, shown);
}

static void key_parse__reads_every_form__and_shows_one(void **state)
{
    (void)state;
    assert_name("Ctrl-S", "Ctrl-S");
    assert_name("ctrl-s", "Ctrl-S");
    assert_name("^s", "Ctrl-S");
    assert_name("C-S", "Ctrl-S");
    assert_name("^_", "Ctrl-_");
    assert_name("Ctrl-@", "Ctrl-Space");
    assert_name("M-x", "Alt-X");
    assert_name("Alt-X", "Alt-X");
    assert_name("M-^x", "Ctrl-Alt-X");
    assert_name("Alt-.", "Alt-.");
    assert_name("Alt-Enter", "Alt-Enter");
    assert_name("return", "Enter");
    assert_name("Shift-Tab", "Shift-Tab");
    assert_name("delete", "Del");
    assert_name("PageDown", "PgDn");
    assert_name("f2", "F2");
    assert_name("Shift-F12", "Shift-F12");
    assert_name("d", "d");
    assert_name("G", "G");
    assert_name("-", "-");
    assert_name("^", "^");
    assert_name("\\", "\\");
    assert_name("Space", "Space");
    assert_name(" ", "Space");
    assert_name("Comma", "Comma");
    assert_name("#", "Hash");
    assert_name("ñ", "ñ");
    assert_name("東", "東");
}

static void key_parse__refuses__what_is_no_key(void **state)
{
    (void)state;
    static const char *const bad[] = {"",      "F0",       "F13",      "F01",  "F1x",          "Ctrl-",
                                      "Hyper", "dd",       "Ctrl-Foo", "\x01", "\x7f",         "\xc3",
                                      "\xff",  "\xc0\xaf", "é̀x",       "ab",   "\xed\xa0\x80", "\xc2\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct key k;
        if (key_parse(bad[i], strlen(bad[i]), &k))
            fail_msg("case %zu, \"%s\", was taken for a key", i, bad[i]);
    }
}

static void key_is_text__is_true__only_for_bare_characters(void **state)
{
    (void)state;
    assert_true(key_is_text(key("a")));
    assert_true(key_is_text(key("Space")));
    assert_true(key_is_text(key("ß")));
    assert_false(key_is_text(key("Alt-a")));
    assert_false(key_is_text(key("Ctrl-a")));
    assert_false(key_is_text(key("Tab")));
    assert_false(key_is_text(key("F1")));
    assert_false(key_is_text((struct key){.code = 0x7F}));
    assert_false(key_is_text((struct key){.code = 0x9B}));
    assert_false(key_is_text((struct key){.code = 0xD800}));
}

static void key_arrives__names_the_reason__for_keys_that_do_not(void **state)
{
    (void)state;
    static const char *const lost[] = {
        "Ctrl-H",      "Ctrl-I",      "Ctrl-J",     "Ctrl-M",          "Ctrl-[",   "Ctrl-Tab",
        "Ctrl-Enter",  "Shift-Enter", "Ctrl-5",     "Ctrl-/",          "Ctrl-.",   "Shift-a",
        "Alt-[",       "Shift-Ins",   "Shift-PgUp", "Ctrl-Backspace",  "Ctrl-Esc", "Ctrl-Alt-M",
        "Alt-Shift-F", "Ctrl-é",      "Shift-Esc",  "Shift-Backspace", "Alt-Tab"};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        const char *why = NULL;
        if (key_arrives(key(lost[i]), &why))
            fail_msg("%s was said to arrive", lost[i]);
        assert_non_null(why);
    }
    static const char *const good[] = {"Ctrl-A",    "Ctrl-Z",     "Ctrl-Space",    "Ctrl-_",    "Ctrl-\\",
                                       "Alt-Enter", "Alt-.",      "Alt-Backspace", "Shift-Tab", "Ctrl-Down",
                                       "Shift-F8",  "Ctrl-Alt-B", "Alt-Del",       "Ctrl-Home", "é"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const char *why = NULL;
        if (!key_arrives(key(good[i]), &why))
            fail_msg("%s was refused: %s", good[i], why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_parse__reads_every_form__and_shows_one),
        cmocka_unit_test(key_parse__refuses__what_is_no_key),
        cmocka_unit_test(key_is_text__is_true__only_for_bare_characters),
        cmocka_unit_test(key_arrives__names_the_reason__for_keys_that_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
