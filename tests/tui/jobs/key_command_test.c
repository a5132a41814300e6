#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tui/jobs/key_command.h"

#include <stdlib.h>
#include <string.h>

static void assert_key(const char *command, const char *expected)
{
    struct err e = {0};
    char *key = key_command_run(command, &e);
    if (!key)
        fail_msg("%s: %s", command, e.text);
    assert_string_equal(key, expected);
    key_forget(key);
}

static void assert_refused(const char *command, const char *words)
{
    struct err e = {0};
    assert_null(key_command_run(command, &e));
    if (!strstr(e.text, words))
        fail_msg("%s: \"%s\" does not say \"%s\"", command, e.text, words);
    assert_null(strstr(e.text, "secret"));
}

static void key_command_run__gives_the_first_line(void **state)
{
    (void)state;
    assert_key("echo seam_test", "seam_test");
    assert_key("printf seam_test", "seam_test");
    assert_key("printf 'seam_test\\r\\nlogin: me\\n'", "seam_test");
}

static void key_command_run__splits_words__without_a_shell(void **state)
{
    (void)state;
    assert_key("printf %s,%s,%s, a  'b c'  \"d'e\"", "a,b c,d'e,");
    assert_key("\techo $HOME;`id`|*", "$HOME;`id`|*");
    assert_key("printf %s, '' x\"y\"z", ",xyz,");
    assert_refused("", "empty");
    assert_refused("  \t", "empty");
    assert_refused("echo 'secret", "open quote");
    assert_refused("echo secret\"", "open quote");
}

static void key_command_run__says_what_failed__and_never_what_it_printed(void **state)
{
    (void)state;
    assert_refused("no-such-program-anywhere secret", "no-such-program-anywhere cannot be run");
    assert_refused("sh -c 'echo secret; exit 3'", "exit status 3");
    assert_refused("sh -c 'echo secret; kill -9 $$'", "signal 9");
    assert_refused("true", "printed no key");
    assert_refused("printf '\\nsecret\\n'", "printed no key");
}

static void key_command_run__stops_at_its_limit__whatever_comes(void **state)
{
    (void)state;
    assert_refused("yes secret", "more than a key");
    assert_refused("head -c 4097 /dev/zero", "more than a key");
}

/* What comes before it would pass for the whole key. */
static void key_command_run__takes_no_key__with_nul_in_it(void **state)
{
    (void)state;
    assert_refused("printf 'seam_\\000secret\\n'", "NUL");
    assert_refused("printf 'seam_secret\\n\\000'", "NUL");
}

static void key_command_run__has_an_empty_input(void **state)
{
    (void)state;
    assert_key("sh -c 'cat; echo end'", "end");
}

static void key_command_run__takes_as_many_words__as_it_has_room_for(void **state)
{
    (void)state;
    char line[400] = "echo";
    for (size_t i = 0; i < 63; i++)
        memcpy(line + 4 + 2 * i, " x", 3);
    char *expected = xstrdup(line + 5);
    assert_key(line, expected);
    memcpy(line + 4 + 2 * 63, " x", 3);
    assert_refused(line, "too long");
    free(expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_command_run__gives_the_first_line),
        cmocka_unit_test(key_command_run__splits_words__without_a_shell),
        cmocka_unit_test(key_command_run__says_what_failed__and_never_what_it_printed),
        cmocka_unit_test(key_command_run__stops_at_its_limit__whatever_comes),
        cmocka_unit_test(key_command_run__takes_no_key__with_nul_in_it),
        cmocka_unit_test(key_command_run__has_an_empty_input),
        cmocka_unit_test(key_command_run__takes_as_many_words__as_it_has_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
