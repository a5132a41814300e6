#include "config.h"

#include "tests/test.h"

#include "tui/cli/command.h"

#include <string.h>

#define WORDS_MAX 12

/* The command line as one string: words between single spaces. */
static bool parse(const char *line, char *copy, size_t size, struct arguments *out, struct err *e)
{
    char *argv[WORDS_MAX] = {0};
    int argc = 0;
    assert_true(strlen(line) < size);
    memcpy(copy, line, strlen(line) + 1);
    for (char *at = copy; at && argc < WORDS_MAX - 1;) {
        argv[argc++] = at;
        at = strchr(at, ' ');
        if (at)
            *at++ = '\0';
    }
    return arguments_parse(argc, argv, out, e);
}

static void assert_parses(const char *line, char *copy, size_t size, struct arguments *out)
{
    struct err e = {0};
    if (!parse(line, copy, size, out, &e))
        fail_msg("%s: %s", line, e.text);
}

static void arguments_parse__takes_options__before_and_after_the_command(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "p list --format json --endpoint https://example.com --timeout 5",
        "p --endpoint https://example.com --timeout 5 list --format json",
        "p --format json --timeout=5 list --endpoint=https://example.com",
        "p --format=json --timeout 5 --endpoint https://example.com list",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct arguments a;
        char copy[200];
        assert_parses(lines[i], copy, sizeof copy, &a);
        assert_ptr_equal(a.command, &command_list);
        assert_string_equal(a.format, "json");
        assert_string_equal(a.endpoint, "https://example.com");
        assert_int_equal(a.timeout, 5);
        assert_int_equal(a.rest.count, 0);
        arguments_finish(&a);
    }
}

static void arguments_parse__keeps_repeated_options__in_order(void **state)
{
    (void)state;
    struct arguments a;
    char copy[200];
    assert_parses("p show --set /a=1 acme --set=/b=2 --set /a=3 --redact", copy, sizeof copy, &a);
    assert_int_equal(a.set.count, 3);
    assert_string_equal(a.set.items[0], "/a=1");
    assert_string_equal(a.set.items[1], "/b=2");
    assert_string_equal(a.set.items[2], "/a=3");
    assert_true(a.redact);
    assert_int_equal(a.rest.count, 1);
    assert_string_equal(a.rest.items[0], "acme");
    arguments_finish(&a);
}

static void arguments_parse__is_interactive__without_a_command(void **state)
{
    (void)state;
    static const struct {
        const char *line, *configuration;
    } cases[] = {{"p", NULL},           {"p acme", "acme"},
                 {"p - --ascii", "-"},  {"p --ticket list acme", "acme"},
                 {"p -- list", "list"}, {"p acme.json --sandbox", "acme.json"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arguments a;
        char copy[200];
        assert_parses(cases[i].line, copy, sizeof copy, &a);
        assert_ptr_equal(a.command, &command_interactive);
        assert_int_equal(a.rest.count, cases[i].configuration ? 1 : 0);
        if (cases[i].configuration)
            assert_string_equal(a.rest.items[0], cases[i].configuration);
        assert_int_equal(a.timeout, 30);
        arguments_finish(&a);
    }
}

static void arguments_parse__takes_everything_as_arguments__behind_two_dashes(void **state)
{
    (void)state;
    struct arguments a;
    char copy[200];
    assert_parses("p validate -- --format -x validate", copy, sizeof copy, &a);
    assert_ptr_equal(a.command, &command_validate);
    assert_int_equal(a.rest.count, 3);
    assert_string_equal(a.rest.items[0], "--format");
    assert_null(a.format);
    arguments_finish(&a);
}

static void arguments_parse__says_what_is_wrong__and_with_which_word(void **state)
{
    (void)state;
    static const struct {
        const char *line, *words;
    } bad[] = {
        {"p list --bogus", "no option --bogus of the command list"},
        {"p list --bogus=1", "no option --bogus of"},
        {"p list -x", "no option -x"},
        {"p list --redact", "no option --redact of the command list"},
        {"p --usable", "no option --usable."},
        {"p list --", NULL},
        {"p list --format", "--format needs a value: --format text|json"},
        {"p list --format xml", "--format takes text|json, not \"xml\""},
        {"p list --format tex", "not \"tex\""},
        {"p list --format text|json", "not \"text|json\""},
        {"p list --ascii=yes", "--ascii takes no value"},
        {"p list --timeout x", "--timeout takes a whole number from 1 to 3600"},
        {"p list --timeout 0", "--timeout takes a whole number from 1"},
        {"p list --timeout -1", "--timeout takes a whole number"},
        {"p list --timeout 86401", "--timeout takes a whole number"},
        {"p list --timeout 99999999999999999999", "--timeout takes a whole number"},
        {"p list --endpoint=", "--endpoint needs a value that is not empty"},
        {"p sandbox --port 65536", "--port takes a whole number from 0 to 65535"},
        {"p list acme", "One argument too many: list"},
        {"p show", "An argument is missing: show CONFIGURATION"},
        {"p show a b", "One argument too many: show CONFIGURATION"},
        {"p a b", "One argument too many"},
        {"p validate", "An argument is missing: validate CONFIGURATION..."},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct arguments a;
        struct err e = {0};
        char copy[200];
        const bool parsed = parse(bad[i].line, copy, sizeof copy, &a, &e);
        arguments_finish(&a);
        assert_int_equal(parsed, bad[i].words == NULL);
        if (bad[i].words && !strstr(e.text, bad[i].words))
            fail_msg("%s: \"%s\" does not say \"%s\"", bad[i].line, e.text, bad[i].words);
        assert_int_equal(e.code, bad[i].words ? ERR_USAGE : ERR_NONE);
    }
}

static void arguments_parse__asks_for_no_arguments__when_help_is_wanted(void **state)
{
    (void)state;
    static const char *const lines[] = {"p show --help", "p --help show", "p show -h"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct arguments a;
        char copy[200];
        assert_parses(lines[i], copy, sizeof copy, &a);
        assert_ptr_equal(a.command, &command_show);
        assert_true(a.help);
        arguments_finish(&a);
    }
}

/* Finding the command before its options are known depends on it. */
static void options__take_a_value_or_none__in_every_command_alike(void **state)
{
    (void)state;
    for (size_t i = 0; commands[i]; i++)
        for (size_t k = 0; k < commands[i]->option_count; k++)
            for (size_t other = 0; commands[other]; other++)
                for (size_t n = 0; n < commands[other]->option_count; n++) {
                    const struct option *a = &commands[i]->options[k], *b = &commands[other]->options[n];
                    if (strcmp(a->name, b->name) == 0)
                        assert_int_equal(a->kind == OPTION_SWITCH, b->kind == OPTION_SWITCH);
                }
}

static void commands__stand_in_order_of_names(void **state)
{
    (void)state;
    for (size_t i = 1; commands[i]; i++)
        assert_true(strcmp(commands[i - 1]->name, commands[i]->name) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_parse__takes_options__before_and_after_the_command),
        cmocka_unit_test(arguments_parse__keeps_repeated_options__in_order),
        cmocka_unit_test(arguments_parse__is_interactive__without_a_command),
        cmocka_unit_test(arguments_parse__takes_everything_as_arguments__behind_two_dashes),
        cmocka_unit_test(arguments_parse__says_what_is_wrong__and_with_which_word),
        cmocka_unit_test(arguments_parse__asks_for_no_arguments__when_help_is_wanted),
        cmocka_unit_test(options__take_a_value_or_none__in_every_command_alike),
        cmocka_unit_test(commands__stand_in_order_of_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
