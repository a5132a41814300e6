#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/scratch.h"
#include "tui/store/configurations.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *directory;
static struct paths paths;

static int make_scratch(void **state)
{
    (void)state;
    directory = scratch_new();
    char *data = scratch_path(directory, "share"), *config = scratch_path(directory, "config");
    setenv("XDG_DATA_HOME", data, 1);
    setenv("XDG_CONFIG_HOME", config, 1);
    free(data), free(config);
    return paths_init(&paths, NULL) ? 0 : -1;
}

static int remove_scratch(void **state)
{
    (void)state;
    paths_finish(&paths);
    scratch_free(directory);
    return 0;
}

static void keep(const char *name, const char *text)
{
    char *path = configuration_path(&paths, name);
    scratch_write(path, text, strlen(text));
    free(path);
}

static void assert_kept(const char *name, const char *text)
{
    char *path = configuration_path(&paths, name);
    char *content = scratch_read(path, NULL);
    assert_string_equal(content, text);
    free(content), free(path);
}

static void paths_init__makes_private_directories__whatever_the_umask(void **state)
{
    (void)state;
    char *fresh = scratch_path(directory, "deep/er");
    setenv("XDG_DATA_HOME", fresh, 1);
    struct paths p;
    const mode_t before = umask(0277);
    const bool made = paths_init(&p, NULL);
    umask(before);
    assert_true(made);
    assert_int_equal(scratch_mode(fresh), 0700);
    assert_int_equal(scratch_mode(p.data), 0700);
    assert_int_equal(scratch_mode(p.configurations), 0700);
    assert_int_equal(scratch_mode(p.deleted), 0700);
    assert_int_equal(scratch_mode(p.answers), 0700);
    paths_finish(&p);
    free(fresh);
}

static void paths_find__ignores_relative_values__and_falls_back_to_home(void **state)
{
    (void)state;
    setenv("XDG_DATA_HOME", "relative", 1);
    unsetenv("XDG_CONFIG_HOME");
    setenv("HOME", "/home/op", 1);
    struct paths p;
    assert_true(paths_find(&p, NULL));
    assert_string_equal(p.data, "/home/op/.local/share/seam-portal-tui");
    assert_string_equal(p.config, "/home/op/.config/seam-portal-tui");
    assert_string_equal(p.database, "/home/op/.local/share/seam-portal-tui/state.db");
    paths_finish(&p);
    assert_string_equal(paths_home(), "/home/op");
    static const char *const bad[] = {"", "relative"}; /* "~/a" would be "/a", or what lies here */
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        setenv("HOME", bad[i], 1);
        const char *home = paths_home();
        assert_true(!home || (home[0] == '/' && home[1]));
    }
}

static void configuration_name_valid__says_what_to_change(void **state)
{
    (void)state;
    static const struct {
        const char *name, *words;
    } bad[] = {{"", "needs a name"}, {"a/b", "\"/\""},       {".hidden", "begin"},     {"-x", "begin"},
               {"a\nb", "control"},  {"a\x7f", "control"},   {"a\xc2\x85", "control"}, {"a.json", ".json"},
               {".json", "begin"},   {"\xff", "valid UTF-8"}};
    struct err e;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(configuration_name_valid(bad[i].name, &e));
        assert_non_null(strstr(e.text, bad[i].words));
    }
    char name[202];
    memset(name, 'n', 201);
    name[201] = '\0';
    assert_false(configuration_name_valid(name, &e));
    name[200] = '\0';
    assert_true(configuration_name_valid(name, &e));
    assert_true(configuration_name_valid("H\u00f4tel \"Acme\" & Co.", &e));
}

static void configuration_resolve__prefers_a_saved_name__over_a_file(void **state)
{
    (void)state;
    keep("acme", "{}");
    static const struct {
        const char *argument;
        bool saved;
    } cases[] = {{"acme", true}, {"other", false}, {"./acme", false}, {"acme.json", false}, {"-", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *name, *path = configuration_resolve(&paths, cases[i].argument, &name);
        if (cases[i].saved) {
            assert_string_equal(name, cases[i].argument);
            assert_non_null(strstr(path, "/configurations/acme.json"));
        } else {
            assert_null(name);
            assert_string_equal(path, cases[i].argument);
        }
        free(name), free(path);
    }
}

static void configuration_names__lists_configurations__and_nothing_else(void **state)
{
    (void)state;
    keep("b", "{}");
    keep("a", "{}");
    static const char *const others[] = {"notes.txt", ".git.json", ".seam-portal-tui.x1y2z3"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char *path = scratch_path(paths.configurations, others[i]);
        scratch_write(path, "", 0);
        free(path);
    }
    size_t count = 0;
    char **names = configuration_names(&paths, &count, NULL);
    assert_int_equal(count, 2);
    assert_int_not_equal(strcmp(names[0], "a") == 0, strcmp(names[1], "a") == 0);
    assert_null(names[2]);
    free(names[0]), free(names[1]), free(names);
}

static void configuration_names__is_an_empty_list__when_nothing_was_ever_saved(void **state)
{
    (void)state;
    rmdir(paths.configurations);
    size_t count = 7;
    char **names = configuration_names(&paths, &count, NULL);
    assert_non_null(names);
    assert_int_equal(count, 0);
    assert_null(names[0]);
    free(names);
}

static void configuration_rename__never_replaces__another_configuration(void **state)
{
    (void)state;
    keep("a", "A");
    keep("b", "B");
    struct err e = {0};
    assert_false(configuration_rename(&paths, "a", "b", &e));
    assert_int_equal(e.code, ERR_EXISTS);
    assert_false(configuration_rename(&paths, "a", "x/y", &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_true(configuration_rename(&paths, "a", "a", &e));
    assert_true(configuration_rename(&paths, "a", "c", &e));
    assert_kept("b", "B");
    assert_kept("c", "A");
    assert_int_equal(scratch_count(paths.configurations), 2);
}

static void configuration_delete__can_be_taken_back__each_time(void **state)
{
    (void)state;
    char *first, *second;
    struct err e = {0};
    keep("a", "1");
    assert_true(configuration_delete(&paths, "a", &first, &e));
    keep("a", "2");
    assert_true(configuration_delete(&paths, "a", &second, &e));
    assert_int_equal(scratch_count(paths.configurations), 0);
    assert_true(configuration_undelete(&paths, first, "a", &e));
    assert_kept("a", "1");
    assert_false(configuration_undelete(&paths, second, "a", &e));
    assert_int_equal(e.code, ERR_EXISTS);
    assert_true(configuration_undelete(&paths, second, "b", &e));
    assert_kept("b", "2");
    free(first), free(second);
    assert_false(configuration_delete(&paths, "none", &first, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_null(first);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        TEST(paths_init__makes_private_directories__whatever_the_umask),
        TEST(paths_find__ignores_relative_values__and_falls_back_to_home),
        TEST(configuration_name_valid__says_what_to_change),
        TEST(configuration_resolve__prefers_a_saved_name__over_a_file),
        TEST(configuration_names__lists_configurations__and_nothing_else),
        TEST(configuration_names__is_an_empty_list__when_nothing_was_ever_saved),
        TEST(configuration_rename__never_replaces__another_configuration),
        TEST(configuration_delete__can_be_taken_back__each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
