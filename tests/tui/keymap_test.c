#include "tests/test.h"

#include "assets/asset.h"
#include "tui/actions/conf.h"
#include "tui/actions/keymap.h"

#include <stdio.h>
#include <string.h>

static struct key key(const char *name)
{
    struct key k = {0};
    assert_true(key_parse(name, strlen(name), &k));
    return k;
}

static bool read_text(struct keymap *m, const char *text, struct err *e)
{
    return keymap_read(m, text, strlen(text), e);
}

static struct keymap *defaults(void)
{
    const struct asset *a = asset_find("keys.conf");
    struct keymap *m = keymap_new();
    struct err e;
    if (!keymap_read(m, (const char *)a->data, a->len, &e))
        fail_msg("keys.conf:%zu: %s", e.line, e.text);
    return m;
}

static void actions__have_distinct_names_hint_help_and_a_key__all_of_them(void **state)
{
    (void)state;
    struct keymap *m = defaults();
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
        const char *name = action_name((enum action)a);
        assert_int_equal(action_find(name, strlen(name)), a);
        assert_non_null(strchr(name, '.'));
        assert_true(strlen(action_hint((enum action)a)) > 0);
        assert_true(strlen(action_help((enum action)a)) > 0);
        struct key k;
        if (keymap_keys(m, (enum action)a, &k, 1) != 1)
            fail_msg("%s has no key", name);
    }
    keymap_free(m);
}

static void keys_conf__names_each_action_once__and_nothing_else(void **state)
{
    (void)state;
    const struct asset *asset = asset_find("keys.conf");
    unsigned seen[ACTION_COUNT] = {0};
    struct conf conf;
    struct span name, value;
    conf_init(&conf, (const char *)asset->data, asset->len);
    while (conf_next(&conf, &name, &value, NULL) == CONF_LINE)
        seen[action_find(name.at, name.len)]++;
    assert_int_equal(seen[ACTION_NONE], 0);
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
        if (seen[a] != 1)
            fail_msg("%s stands %u times in keys.conf", action_name((enum action)a), seen[a]);
}

static void keys_conf__leaves_every_app_action_a_key__while_typing(void **state)
{
    (void)state;
    struct keymap *m = defaults();
    char label[40];
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
        if (strncmp(action_name((enum action)a), "app.", 4) == 0 &&
            !keymap_label(m, (enum action)a, true, label, sizeof label))
            fail_msg("%s cannot be reached from a text", action_name((enum action)a));
    keymap_free(m);
}

static void keymap_find__takes_the_innermost_scope__that_knows_the_key(void **state)
{
    (void)state;
    struct keymap *m = defaults();
    const char *const list[] = {"list", "move", "app", NULL};
    const char *const outside[] = {"move", "app", NULL};
    assert_int_equal(keymap_find(m, list, false, key("d")), ACTION_LIST_DELETE);
    assert_int_equal(keymap_find(m, outside, false, key("d")), ACTION_NONE);
    assert_int_equal(keymap_find(m, list, false, key("j")), ACTION_MOVE_DOWN);
    assert_int_equal(keymap_find(m, list, false, key("?")), ACTION_APP_HELP);
    const char *const text[] = {"text", "app", NULL};
    assert_int_equal(keymap_find(m, text, true, key("Ctrl-U")), ACTION_TEXT_KILL_TO_START);
    assert_int_equal(keymap_find(m, list, false, key("Ctrl-U")), ACTION_MOVE_HALF_UP);
    keymap_free(m);
}

static void keymap_find__leaves_characters_alone__while_typing(void **state)
{
    (void)state;
    struct keymap *m = defaults();
    const char *const scopes[] = {"form", "app", NULL};
    assert_int_equal(keymap_find(m, scopes, false, key("u")), ACTION_APP_UNDO);
    assert_int_equal(keymap_find(m, scopes, true, key("u")), ACTION_NONE);
    assert_int_equal(keymap_find(m, scopes, true, key("Space")), ACTION_NONE);
    assert_int_equal(keymap_find(m, scopes, true, key("Alt-U")), ACTION_APP_UNDO);
    assert_int_equal(keymap_find(m, scopes, true, key("F2")), ACTION_APP_SAVE);
    keymap_free(m);
}

static void keymap_label__shows_a_key_that_works__in_that_state(void **state)
{
    (void)state;
    struct keymap *m = defaults();
    char label[40];
    assert_true(keymap_label(m, ACTION_APP_UNDO, false, label, sizeof label));
    assert_string_equal(label, "u");
    assert_true(keymap_label(m, ACTION_APP_UNDO, true, label, sizeof label));
    assert_string_equal(label, "Ctrl-_");
    assert_false(keymap_label(m, ACTION_REVIEW_SEND, true, label, sizeof label));
    keymap_free(m);
}

static void keymap_read__replaces_only_the_actions__that_a_file_names(void **state)
{
    (void)state;
    struct keymap *m = defaults();
    const char *const scopes[] = {"list", "app", NULL};
    struct err e;
    assert_true(read_text(m, "# mine\r\nlist.delete = z , Comma,Hash  # not d\n\nlist.filter=\n", &e));
    assert_int_equal(keymap_find(m, scopes, false, key("z")), ACTION_LIST_DELETE);
    assert_int_equal(keymap_find(m, scopes, false, key(",")), ACTION_LIST_DELETE);
    assert_int_equal(keymap_find(m, scopes, false, key("#")), ACTION_LIST_DELETE);
    assert_int_equal(keymap_find(m, scopes, false, key("d")), ACTION_NONE);
    assert_int_equal(keymap_find(m, scopes, false, key("/")), ACTION_NONE);
    assert_int_equal(keymap_find(m, scopes, false, key("c")), ACTION_LIST_CLONE);
    keymap_free(m);
}

static void keymap_read__refuses_the_whole_file__naming_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
        size_t line;
    } bad[] = {
        {"list.delete = z\nlist.remove = y\n", "list.remove", 2},
        {"list.delete x\n", "name = value", 1},
        {"= x\n", "name = value", 1},
        {"\n\nlist.delete = Hyper-x\n", "Hyper-x", 3},
        {"list.delete = Ctrl-M\n", "Enter", 1},
        {"list.delete = ,\n", "", 1},
        {"list.delete = z, z\n", "twice", 1},
        {"list.delete = z\nlist.delete = y\n", "line 1 already", 2},
        {"list.delete = c\n", "list.clone", 1},
        {"list.clone = z\n\nlist.delete = z\n", "list.clone", 3},
        {"list.delete = 1, 2, 3, 4, 5, 6, 7, 8, 9\n", "at most", 1},
    };
    struct keymap *m = defaults();
    const char *const scopes[] = {"list", NULL};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = {0};
        if (read_text(m, bad[i].text, &e))
            fail_msg("taken: %s", bad[i].text);
        assert_int_equal(e.code == ERR_SYNTAX || e.code == ERR_LIMIT, 1);
        assert_int_equal(e.line, bad[i].line);
        assert_non_null(strstr(e.text, bad[i].words));
        assert_int_equal(keymap_find(m, scopes, false, key("d")), ACTION_LIST_DELETE);
    }
    keymap_free(m);
}

static void keymap_read__lets_two_actions_swap_keys__in_one_file(void **state)
{
    (void)state;
    struct keymap *m = defaults();
    const char *const scopes[] = {"app", NULL};
    struct err e;
    assert_true(read_text(m, "app.undo = Ctrl-Z\napp.suspend = u\n", &e));
    assert_int_equal(keymap_find(m, scopes, false, key("Ctrl-Z")), ACTION_APP_UNDO);
    assert_int_equal(keymap_find(m, scopes, false, key("u")), ACTION_APP_SUSPEND);
    keymap_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(actions__have_distinct_names_hint_help_and_a_key__all_of_them),
        cmocka_unit_test(keys_conf__names_each_action_once__and_nothing_else),
        cmocka_unit_test(keys_conf__leaves_every_app_action_a_key__while_typing),
        cmocka_unit_test(keymap_find__takes_the_innermost_scope__that_knows_the_key),
        cmocka_unit_test(keymap_find__leaves_characters_alone__while_typing),
        cmocka_unit_test(keymap_label__shows_a_key_that_works__in_that_state),
        cmocka_unit_test(keymap_read__replaces_only_the_actions__that_a_file_names),
        cmocka_unit_test(keymap_read__refuses_the_whole_file__naming_the_line),
        cmocka_unit_test(keymap_read__lets_two_actions_swap_keys__in_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
