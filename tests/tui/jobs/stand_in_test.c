#include "config.h"

#include "tests/test.h"

#include "assets/asset.h"
#include "tui/api/api.h"
#include "tui/jobs/connection.h"
#include "tui/jobs/stand_in.h"
#include "tui/sandbox/sandbox.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* stand_in_start runs its own executable: this program is therefore the child, too, and plays the part that
 * the variable names. */
#define PART "STAND_IN_TEST_PART"

static struct stand_in *start(const char *part, struct err *e)
{
    setenv(PART, part, 1);
    return stand_in_start("seam-portal-tui", e);
}

/* The stand-in inherits the write end: it is gone when the read end is at its end. */
static void make_life_line(int ends[2])
{
    assert_int_equal(pipe(ends), 0);
}

static void expect_gone(int life_line[2])
{
    char byte;
    close(life_line[1]);
    assert_int_equal(read(life_line[0], &byte, 1), 0);
    close(life_line[0]);
}

static void stand_in__serves__until_it_is_stopped(void **state)
{
    (void)state;
    int life_line[2];
    make_life_line(life_line);
    struct err e = {0};
    struct stand_in *s = start("sandbox", &e);
    if (!s)
        fail_msg("%s", e.text);
    struct api *a = api_new(stand_in_url(s), 10, NULL);
    struct credentials *c = credentials_new(stand_in_key(), NULL, "the stand-in", NULL);
    assert_non_null(c);
    assert_true(api_start(a, c, "/workspaces/get", NULL, 0, NULL));
    struct reply r;
    while (!api_poll(a, &r))
        api_wait(a, NULL, 0, 1000);
    assert_int_equal(r.status, 200);
    reply_finish(&r);
    credentials_free(c);
    api_free(a);
    stand_in_stop(s);
    stand_in_stop(NULL);
    expect_gone(life_line);
}

static void stand_in__ends__when_its_parent_is_killed(void **state)
{
    (void)state;
    int life_line[2], started[2];
    make_life_line(life_line);
    assert_int_equal(pipe(started), 0);
    const pid_t parent = fork();
    assert_true(parent >= 0);
    if (parent == 0) {
        const char verdict = start("sandbox", NULL) ? 'y' : 'n';
        if (write(started[1], &verdict, 1) == 1)
            pause();
        _exit(1);
    }
    char verdict;
    assert_int_equal(read(started[0], &verdict, 1), 1);
    assert_int_equal(verdict, 'y');
    kill(parent, SIGKILL);
    waitpid(parent, NULL, 0);
    expect_gone(life_line);
    close(started[0]);
    close(started[1]);
}

static void stand_in_start__passes_no_key__to_the_child(void **state)
{
    (void)state;
    setenv("SEAM_API_KEY", "seam_test_secret", 1);
    struct err e = {0};
    struct stand_in *s = start("environment", &e);
    unsetenv("SEAM_API_KEY");
    if (!s)
        fail_msg("%s", e.text);
    stand_in_stop(s);
}

static void stand_in_start__starts_this_program__under_its_name(void **state)
{
    (void)state;
    struct err e = {0};
    struct stand_in *s = start("name", &e);
    if (!s)
        fail_msg("%s", e.text);
    stand_in_stop(s);
}

/* The clipboard's programs are children, too. */
static void connection_open__takes_the_secrets_away__with_a_sandbox_and_with_a_key_command(void **state)
{
    (void)state;
    static const struct connection_options options[] = {
        {.sandbox = true, .timeout = 30, .program = "seam-portal-tui"},
        {.key_command = "printenv SEAM_API_KEY", .timeout = 30},
        {.workspace = "w-2", .timeout = 30},
    };
    static const char *const label[] = {"seam_test...", NULL, "seam_at..."};
    setenv(PART, "environment", 1);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        setenv(i == 2 ? "SEAM_PERSONAL_ACCESS_TOKEN" : "SEAM_API_KEY",
               i == 2 ? "seam_at_secret" : "seam_secret", 1);
        setenv("SEAM_WORKSPACE_ID", "w-1", 1);
        struct connection c;
        struct err e = {0};
        if (!connection_open(&options[i], &c, &e))
            fail_msg("%s", e.text);
        assert_null(getenv("SEAM_API_KEY"));
        assert_null(getenv("SEAM_PERSONAL_ACCESS_TOKEN"));
        assert_string_equal(getenv("SEAM_WORKSPACE_ID"), "w-1");
        if (label[i])
            assert_int_equal(strncmp(credentials_label(c.credentials), label[i], strlen(label[i])), 0);
        else
            assert_int_equal(c.key_problem.code, ERR_CREDENTIALS);
        if (i == 2)
            assert_string_equal(credentials_workspace(c.credentials), "w-2");
        connection_close(&c);
    }
    unsetenv("SEAM_WORKSPACE_ID");
}

static void stand_in_start__passes_on__why_it_failed(void **state)
{
    (void)state;
    static const struct {
        const char *part, *words;
    } cases[] = {
        {"complain", "the port is taken"}, {"vanish", "said nothing"}, {"elsewhere", "http://example.com"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        assert_null(start(cases[i].part, &e));
        assert_int_equal(e.code, ERR_IO);
        if (!strstr(e.text, cases[i].words))
            fail_msg("%s: %s", cases[i].part, e.text);
    }
}

/* ---- the child */

static int serve(void)
{
    const struct asset *asset = asset_find("schema.json");
    struct schema *schema =
        schema_new((const char *)asset->data, asset->len, "/customers/create_portal", NULL);
    struct sandbox *s = sandbox_start(0, schema, NULL);
    puts(sandbox_url(s));
    fflush(stdout);
    sandbox_run(s, STDIN_FILENO);
    sandbox_stop(s);
    schema_free(schema);
    return 0;
}

static int wait_for_end(void)
{
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    return 0;
}

static int play(int argc, char **argv)
{
    static const char *const expected[] = {"seam-portal-tui", "sandbox",    "--port", "0",
                                           "--print-url",     "--until-eof"};
    for (int i = 0; i < 6; i++)
        if (argc != 6 || strcmp(argv[i], expected[i]) != 0) {
            puts("called in another way than the command line takes");
            return 2;
        }
    const char *part = getenv(PART);
    if (strcmp(part, "sandbox") == 0)
        return serve();
    char name[16] = "";
    prctl(PR_GET_NAME, name);
    if (strcmp(part, "name") == 0)
        puts(strcmp(name, "stand_in_test") == 0 ? "http://127.0.0.1:1" : name);
    else if (strcmp(part, "environment") == 0)
        puts(getenv("SEAM_API_KEY") ? "it has the key" : "http://127.0.0.1:1");
    else if (strcmp(part, "complain") == 0)
        fputs("the port is taken\n", stderr);
    else if (strcmp(part, "elsewhere") == 0)
        puts("http://example.com");
    fflush(stdout);
    return strcmp(part, "vanish") == 0 ? 1 : wait_for_end();
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return play(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stand_in__serves__until_it_is_stopped),
        cmocka_unit_test(stand_in__ends__when_its_parent_is_killed),
        cmocka_unit_test(stand_in_start__passes_no_key__to_the_child),
        cmocka_unit_test(stand_in_start__starts_this_program__under_its_name),
        cmocka_unit_test(connection_open__takes_the_secrets_away__with_a_sandbox_and_with_a_key_command),
        cmocka_unit_test(stand_in_start__passes_on__why_it_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
