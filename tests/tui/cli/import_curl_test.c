#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/home.h"
#include "tests/program.h"

#include <stdlib.h>
#include <string.h>

#define BODY "{\"customer_data\": {\"customer_key\": \"acme\"},  \"locale\":\"en-US\"}"

static struct program p;

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

static void expect_saved(const char *name, const char *expected)
{
    program_run(&p, NULL, "show", name, NULL);
    assert_int_equal(p.status, 0);
    assert_string_equal(p.out, expected);
}

static void import_curl__keeps_the_body__and_nothing_else(void **state)
{
    (void)state;
    static const char command[] = "curl https://connect.example.com/customers/create_portal \\\n"
                                  "  -H 'Authorization: Bearer seam_secretkey_0042' \\\n"
                                  "  --data-raw '" BODY "'\n";
    home_write("ticket.txt", command);
    program_run(&p, NULL, "import", "curl", "ticket.txt", "acme", NULL);
    assert_string_equal(p.err, "");
    assert_int_equal(p.status, 0);
    assert_non_null(strstr(p.out, "acme.json\n"));
    expect_saved("acme", BODY "\n");
    program_run(&p, NULL, "list", "--format", "json", NULL);
    assert_null(strstr(p.out, "0042"));
    program_run(&p, command, "import", "curl", "-", "acme", NULL);
    assert_int_equal(p.status, 7); /* the name is taken */
    expect_saved("acme", BODY "\n");
}

static void import_curl__reads__the_file_that_the_command_names(void **state)
{
    (void)state;
    home_write("body.json", BODY "\n");
    program_run(&p, "curl -d @body.json u", "import", "curl", "-", "acme", NULL);
    assert_int_equal(p.status, 0);
    expect_saved("acme", BODY "\n");
}

/* What show prints for a colleague is understood again. */
static void import_curl__takes__what_show_gives(void **state)
{
    (void)state;
    home_write("body.json", "{\n  \"locale\": \"it's $HOME\"\n}\n");
    program_run(&p, NULL, "show", "--format", "curl", "--set", "/customer_data={}", "body.json", NULL);
    assert_int_equal(p.status, 0);
    char *command = xstrdup(p.out);
    program_run(&p, command, "import", "curl", "-", "again", NULL);
    assert_string_equal(p.err, "");
    expect_saved("again", "{\n  \"locale\": \"it's $HOME\",\n  \"customer_data\": {}\n}\n");
    free(command);
}

static void import_curl__refuses__what_is_no_body(void **state)
{
    (void)state;
    static const struct {
        const char *command, *name, *words;
        int status;
    } cases[] = {
        {"wget -d {} u", "acme", "-: There is no curl command", 7},
        {"curl u", "acme", "sends no body", 7},
        {"curl -d '{\"a\": }' u", "acme", "The body, line 1, column 7", 1},
        {"curl -d '' u", "acme", "The body", 1},
        {"curl -d '[]' u", "acme", "The body", 1},
        {"curl -d @none.json u", "acme", "none.json", 7},
        {"curl -d {} u", "a/b", "name", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(&p, cases[i].command, "import", "curl", "-", cases[i].name, NULL);
        if (p.status != cases[i].status || !strstr(p.err, cases[i].words))
            fail_msg("%s: %d: %s", cases[i].command, p.status, p.err);
        assert_string_equal(p.out, "");
    }
    program_run(&p, NULL, "list", NULL);
    assert_null(strstr(p.out, "acme"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_begin, end)
    const struct CMUnitTest tests[] = {
        TEST(import_curl__keeps_the_body__and_nothing_else),
        TEST(import_curl__reads__the_file_that_the_command_names),
        TEST(import_curl__takes__what_show_gives),
        TEST(import_curl__refuses__what_is_no_body),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
