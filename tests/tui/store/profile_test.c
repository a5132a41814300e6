#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/scratch.h"
#include "tui/store/profile.h"

#include <stdlib.h>
#include <string.h>

static char *directory;
static struct paths paths;

static int make_scratch(void **state)
{
    (void)state;
    directory = scratch_new();
    paths = (struct paths){.config = directory};
    return 0;
}

static int remove_scratch(void **state)
{
    (void)state;
    scratch_free(directory);
    return 0;
}

static void write_config(const char *text)
{
    char *path = scratch_path(directory, "config.ini");
    scratch_write(path, text, strlen(text));
    free(path);
}

static void profile_read__takes_the_wanted_section__and_no_other(void **state)
{
    (void)state;
    write_config("# ours\n[profile a]\nendpoint = https://a.example.com\n[other]\nanything = goes\n"
                 "[profile b]\nendpoint = https://b.example.com\nworkspace = w-2 ; a comment\n"
                 "key_command = pass show seam\ncolor = never\n");
    struct profile p;
    struct err e = {0};
    assert_true(profile_read(&paths, "b", &p, &e));
    assert_string_equal(p.endpoint, "https://b.example.com");
    assert_string_equal(p.workspace, "w-2");
    assert_string_equal(p.key_command, "pass show seam");
    assert_string_equal(p.color, "never");
    profile_finish(&p);
    assert_true(profile_read(&paths, "a", &p, &e));
    assert_string_equal(p.endpoint, "https://a.example.com");
    assert_null(p.workspace);
    assert_null(p.color);
    profile_finish(&p);
}

/* Whatever stands behind its limit: " ;" would pass for a comment, and half of a command be run. */
static void profile_read__refuses_a_line__that_would_be_cut(void **state)
{
    (void)state;
    struct profile p;
    for (int len = 150; len < 1000; len++) {
        struct err e = {0};
        char *text = xasprintf("[profile a]\nkey_command = run %0*d ;\n", len, 1);
        write_config(text);
        const char *begin = strstr(text, "run ");
        if (profile_read(&paths, "a", &p, &e)) {
            assert_int_equal(strlen(p.key_command), strlen(begin) - strlen(" ;\n"));
            assert_true(len < 180);
        } else {
            assert_int_equal(e.line, 2);
            assert_non_null(strstr(e.text, "line 2 is longer than 195 bytes"));
            assert_true(len > 170);
        }
        profile_finish(&p);
        free(text);
    }
}

static void profile_read__takes_every_entry__of_an_indented_section(void **state)
{
    (void)state;
    struct profile p;
    struct err e = {0};
    write_config("  [profile a]\n\tworkspace = w\n  \n    endpoint = https://a.example.com\n  color = never");
    assert_true(profile_read(&paths, "a", &p, &e));
    assert_string_equal(p.workspace, "w");
    assert_string_equal(p.endpoint, "https://a.example.com");
    assert_string_equal(p.color, "never");
    profile_finish(&p);
}

/* As a power cut leaves a file: what stood behind it would not be missed, and another server be asked. */
static void profile_read__refuses_a_file__with_a_nul_in_it(void **state)
{
    (void)state;
    static const char text[] = "[profile a]\nworkspace = w\n\0endpoint = https://a.example.com\n";
    char *path = scratch_path(directory, "config.ini");
    struct profile p;
    struct err e = {0};
    scratch_write(path, text, sizeof text - 1);
    assert_false(profile_read(&paths, "a", &p, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.text, "config.ini: has a NUL byte"));
    free(path);
}

static void profile_read__names_the_line__that_it_cannot_use(void **state)
{
    (void)state;
    static const char *const bad[] = {"[profile a]\napi_key = x\n", "[profile a]\ncolor = red\n",
                                      "[profile a]\ncolor = auto|never\n", "[profile a]\nno equals sign\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct profile p;
        struct err e = {0};
        write_config(bad[i]);
        assert_false(profile_read(&paths, "a", &p, &e));
        assert_int_equal(e.code, ERR_IO);
        assert_int_equal(e.line, 2);
        assert_non_null(strstr(e.text, "config.ini: line 2"));
        assert_null(p.endpoint);
    }
}

static void profile_read__says_what_is_missing__file_or_section(void **state)
{
    (void)state;
    struct profile p;
    struct err e = {0};
    assert_false(profile_read(&paths, "a", &p, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    write_config("[profile b]\nendpoint = https://b.example.com\n");
    assert_false(profile_read(&paths, "a", &p, &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_non_null(strstr(e.text, "[profile a]"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        TEST(profile_read__takes_the_wanted_section__and_no_other),
        TEST(profile_read__refuses_a_line__that_would_be_cut),
        TEST(profile_read__takes_every_entry__of_an_indented_section),
        TEST(profile_read__refuses_a_file__with_a_nul_in_it),
        TEST(profile_read__names_the_line__that_it_cannot_use),
        TEST(profile_read__says_what_is_missing__file_or_section),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
