#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/home.h"
#include "tests/program.h"
#include "tests/scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEY "seam_test1_not_a_real_key"

static char *directory;
static struct program p;
static struct program_sandbox sandbox;

static int start_sandbox(void **state)
{
    (void)state;
    directory = scratch_new();
    program_home(directory);
    program_sandbox_start(&sandbox);
    return 0;
}

static int stop_sandbox(void **state)
{
    (void)state;
    program_sandbox_stop(&sandbox);
    scratch_free(directory);
    return 0;
}

/* Each test has a home of its own, and the sandbox in its environment. */
static int begin(void **state)
{
    const int failed = home_begin(state);
    setenv("SEAM_ENDPOINT", sandbox.url, 1);
    setenv("SEAM_API_KEY", KEY, 1);
    return failed;
}

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

static void assert_status(int status)
{
    if (p.status != status)
        fail_msg("status %d instead of %d; %s", p.status, status, p.err);
}

/* The number of lines that "links" prints with these options. */
static size_t links(const char *option, const char *value)
{
    struct program l = {0};
    program_run(&l, NULL, "links", "--format", "json", option, value, NULL);
    assert_int_equal(l.status, 0);
    size_t lines = 0;
    for (const char *at = l.out; (at = strchr(at, '\n')); at++)
        lines++;
    program_finish(&l);
    return lines;
}

#define BODY "{\"customer_data\": {\"customer_key\": \"acme\"}}"

static void submit__prints_the_url_alone__and_keeps_the_link(void **state)
{
    (void)state;
    program_run(&p, BODY, "submit", "-", NULL);
    assert_status(0);
    assert_int_equal(strncmp(p.out, sandbox.url, strlen(sandbox.url)), 0);
    assert_ptr_equal(strchr(p.out, '\n'), p.out + p.out_len - 1);
    assert_says(p.err, "SANDBOX");
    assert_null(strstr(p.err, KEY));
    assert_int_equal(links("--customer", "acme"), 1);
    assert_int_equal(links("--usable", NULL), 1);
    assert_int_equal(links("--customer", "other"), 0);
    char *url = xstrndup(p.out, p.out_len - 1);
    static const char *const formats[] = {"--format=json", "--format=text"};
    for (size_t i = 0; i < 2; i++) {
        program_run(&p, NULL, "links", formats[i], NULL);
        assert_says(p.out, "acme");
        assert_says(p.out, "created");
        assert_null(strstr(p.out, url));
        program_run(&p, NULL, "links", formats[i], "--secrets", NULL);
        assert_says(p.out, url);
    }
    free(url);
}

/* Nothing that was created may look as if it could be tried again. */
static void submit__says_where_the_link_is__when_it_cannot_be_printed(void **state)
{
    (void)state;
    static const char *const commands[] = {"submit a.json >/dev/full 2>said", "submit a.json >&- 2>said"};
    home_write("a.json", BODY);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        assert_int_equal(program_in_shell(commands[i]), 6);
        char *said = scratch_read("said", NULL);
        assert_says(said, "could not be printed");
        assert_says(said, "links --secrets");
        assert_null(strstr(said, "standard output"));
        free(said);
        assert_int_equal(links("--usable", NULL), i + 1);
    }
}

static void submit__prints_an_object__in_json(void **state)
{
    (void)state;
    static const char *const members[] = {"{\"url\":\"http",           "\"expires_at\":\"2",
                                          "\"customer_key\":\"acme\"", "\"workspace_id\":\"",
                                          "\"request_id\":\"",         "\"ticket\":\"SUP-1\"}\n"};
    program_run(&p, BODY, "submit", "-", "--format", "json", "--ticket", "SUP-1", NULL);
    assert_status(0);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        assert_says(p.out, members[i]);
}

static void submit__prints_a_reply__for_the_ticket(void **state)
{
    (void)state;
    program_run(&p, BODY, "submit", "-", "--format", "markdown", "--ticket", "SUP-1", NULL);
    assert_status(0);
    assert_says(p.out, sandbox.url);
    assert_says(p.out, "SUP"); /* Markdown may escape the dash */
    assert_says(p.out, "acme");
}

static void submit__keeps_the_ticket__with_configuration_and_link(void **state)
{
    (void)state;
    program_run(&p, NULL, "new", "acme", NULL);
    p.out[strcspn(p.out, "\n")] = '\0';
    scratch_write(p.out, BODY, strlen(BODY));
    program_run(&p, NULL, "submit", "acme", "--ticket", "SUP-4821", NULL);
    assert_status(0);
    program_run(&p, NULL, "submit", "acme", NULL);
    assert_status(0);
    assert_int_equal(links("--ticket", "SUP-4821"), 2);
    program_run(&p, NULL, "list", "--format", "json", NULL);
    assert_says(p.out, "\"ticket\":\"SUP-4821\"");
    assert_says(p.out, "\"customer_key\":\"acme\"");
}

/* As on a disk that has no room for one more page: SIGXFSZ or an error of the write, whichever comes. */
static void submit__sends_nothing__when_the_attempt_finds_no_room(void **state)
{
    (void)state;
    program_run(&p, BODY, "submit", "-", NULL);
    assert_status(0);
    struct rlimit before, none;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = (struct rlimit){.rlim_cur = 100, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    program_run(&p, BODY, "submit", "-", NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_status(7);
    assert_string_equal(p.out, "");
    assert_says(p.err, "state.db");
    assert_int_equal(links("--customer", "acme"), 1);
    program_run(&p, BODY, "submit", "-", NULL);
    assert_status(0);
    assert_int_equal(links("--customer", "acme"), 2);
}

/* What each ending of a request means for a script: the exit status, the recorded outcome, and words. */
static const struct {
    const char *customer_key;
    int status;
    const char *outcome, *words;
} endings[] = {
    {"acme", 0, "created", "created"},
    {"sandbox-magic-link", 0, "created", "created"},
    {"sandbox-flat", 0, "created", "created"},
    {"sandbox-400", 4, "refused", "invalid_input"},
    {"sandbox-401", 3, "refused", "unauthorized"},
    {"sandbox-403", 3, "refused", "forbidden"},
    {"sandbox-404", 4, "refused", "404"},
    {"sandbox-413", 4, "refused", "413"},
    {"sandbox-429", 4, "refused", "7 seconds"},
    {"sandbox-302", 4, "refused", "302"},
    {"sandbox-500", 5, NULL, "500"},
    {"sandbox-502", 5, NULL, "502"},
    {"sandbox-503", 5, NULL, "30 seconds"},
    {"sandbox-garbled", 6, "unknown", "may exist"},
    {"sandbox-drop", 6, "unknown", "may exist"},
    {"sandbox-hang", 6, "unknown", "may exist"},
};

static void submit__exits_with_the_status__that_its_ending_stands_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *set = xasprintf("/customer_data/customer_key=\"%s\"", endings[i].customer_key);
        program_run(&p, BODY, "submit", "-", "--set", set, "--timeout", "1", NULL);
        if (p.status != endings[i].status)
            fail_msg("%s: status %d; %s", endings[i].customer_key, p.status, p.err);
        assert_int_equal(p.status == 0, p.out_len > 0);
        assert_says(p.err, endings[i].words);
        program_run(&p, NULL, "links", "--format", "json", "--customer", endings[i].customer_key, NULL);
        if (endings[i].outcome)
            assert_says(p.out, endings[i].outcome);
        free(set);
    }
}

static void links__keeps_a_note__of_what_was_found_out(void **state)
{
    (void)state;
    program_run(&p, BODY, "submit", "-", NULL);
    program_run(&p, BODY, "submit", "-", "--set", "/customer_data/customer_key=\"sandbox-drop\"", NULL);
    assert_status(6);
    assert_null(strstr(p.err, "An earlier request"));
    assert_int_equal(links("--to-check", NULL), 1);
    program_run(&p, BODY, "submit", "-", "--set", "/customer_data/customer_key=\"sandbox-drop\"", NULL);
    assert_says(p.err, "links --to-check --customer sandbox-drop");
    program_run(&p, NULL, "links", "--checked", "exists", "2", "3", NULL);
    assert_status(0);
    assert_int_equal(links("--to-check", NULL), 0);
    program_run(&p, NULL, "links", NULL);
    assert_says(p.out, "unknown (exists)");
    program_run(&p, NULL, "links", "--format", "json", "--customer", "sandbox-drop", NULL);
    assert_says(p.out, "\"checked\":\"exists\",\"checked_at\":\"2");
    program_run(&p, NULL, "links", "--checked", "no", "2", NULL);
    assert_int_equal(links("--to-check", NULL), 1);
    program_run(&p, NULL, "links", "--checked", "absent", "1", NULL);
    assert_status(7);
    assert_says(p.err, "It is known how that request ended");
    program_run(&p, NULL, "links", "--checked", "absent", "4", NULL);
    assert_status(7);
    static const char *const wrong[][3] = {
        {"--checked", "exists", NULL}, {"2", NULL, NULL}, {"--checked", "exists", "two"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        program_run(&p, NULL, "links", wrong[i][0], wrong[i][1], wrong[i][2], NULL);
        assert_status(2);
    }
}

static void submit__shows_messages_of_the_server__at_their_fields(void **state)
{
    (void)state;
    program_run(&p, BODY, "submit", "-", "--set", "/customer_data/customer_key=\"sandbox-400\"", NULL);
    assert_status(4);
    assert_says(p.err, "customer_data.customer_key: ");
    assert_says(p.err, "locale: ");
    assert_says(p.err, "request id ");
}

static void submit__sends_nothing__when_the_body_has_errors(void **state)
{
    (void)state;
    static const char bad[] = "{\"locale\": \"xx\"}";
    program_run(&p, bad, "submit", "-", NULL);
    assert_status(1);
    assert_string_equal(p.out, "");
    assert_says(p.err, "error: locale: ");
    assert_says(p.err, "--force");
    assert_int_equal(links("--usable", NULL), 0);
    program_run(&p, bad, "submit", "-", "--force", NULL);
    assert_status(4);
}

static void submit__needs_a_key__that_it_can_use(void **state)
{
    (void)state;
    unsetenv("SEAM_API_KEY");
    program_run(&p, BODY, "submit", "-", NULL);
    assert_status(3);
    assert_says(p.err, "SEAM_API_KEY");
    assert_null(strstr(p.err, "Sending"));
    setenv("SEAM_API_KEY", "seam_cst_not_a_real_key", 1);
    program_run(&p, BODY, "submit", "-", NULL);
    assert_status(3);
    assert_null(strstr(p.err, "not_a_real_key"));
    setenv("SEAM_API_KEY", KEY, 1);
    setenv("SEAM_PERSONAL_ACCESS_TOKEN", "seam_at_not_a_real_token", 1);
    program_run(&p, BODY, "submit", "-", NULL);
    assert_status(3);
    assert_says(p.err, "SEAM_PERSONAL_ACCESS_TOKEN");
    assert_int_equal(links("--customer", "acme"), 0);
}

static void submit__takes_the_key__that_a_command_of_the_profile_prints(void **state)
{
    (void)state;
    static const char config[] = "[profile good]\nkey_command = echo seam_test_of_a_command\n"
                                 "[profile bad]\nkey_command = false\n";
    mkdir("config", 0700);
    mkdir("config/seam-portal-tui", 0700);
    scratch_write("config/seam-portal-tui/config.ini", config, sizeof config - 1);
    program_run(&p, BODY, "submit", "-", "--profile", "good", NULL);
    assert_status(0);
    assert_says(p.err, "from key_command of the profile");
    assert_null(strstr(p.err, "of_a_command"));
    program_run(&p, BODY, "submit", "-", "--profile", "bad", NULL);
    assert_status(3);
    assert_says(p.err, "failed with exit status 1");
}

static void submit__shows_what_it_would_send__in_a_dry_run(void **state)
{
    (void)state;
    program_run(&p, BODY, "submit", "-", "--dry-run", "--set", "/is_embedded=true", NULL);
    assert_status(0);
    assert_says(p.out, "\"customer_key\": \"acme\"");
    assert_says(p.out, "\"is_embedded\": true");
    assert_says(p.err, sandbox.url);
    assert_null(strstr(p.err, KEY));
    assert_int_not_equal(access("data", F_OK), 0);
}

static void submit__names_the_stand_in__in_a_dry_run_for_the_sandbox(void **state)
{
    (void)state;
    unsetenv("SEAM_API_KEY");
    unsetenv("SEAM_ENDPOINT");
    program_run(&p, BODY, "submit", "-", "--sandbox", "--dry-run", NULL);
    assert_status(0);
    assert_says(p.out, "\"customer_key\": \"acme\"");
    assert_says(p.err, "stand-in server, /customers/create_portal (SANDBOX)");
    assert_null(strstr(p.err, "getseam.com"));
}

static void submit__exits_with_5__when_nobody_listens(void **state)
{
    (void)state;
    program_run(&p, BODY, "submit", "-", "--endpoint", "http://127.0.0.1:1", NULL);
    assert_status(5);
    assert_says(p.err, "Nothing was sent");
    program_run(&p, BODY, "submit", "-", "--endpoint", "http://connect.example.com", NULL);
    assert_status(2);
}

static void submit__sends_nothing__when_the_attempt_cannot_be_recorded(void **state)
{
    (void)state;
    program_run(&p, NULL, "list", NULL);
    assert_int_equal(unlink("data/seam-portal-tui/state.db"), 0);
    assert_int_equal(mkdir("data/seam-portal-tui/state.db", 0700), 0); /* not even root can write that */
    program_run(&p, BODY, "submit", "-", NULL);
    assert_status(7);
    assert_string_equal(p.out, "");
    assert_null(strstr(p.err, "Sending"));
    program_run(&p, NULL, "list", NULL); /* what needs no ledger goes on */
    assert_status(0);
    assert_says(p.err, "state.db");
}

static void submit__begins_a_new_ledger__and_says_so__where_it_is_damaged(void **state)
{
    (void)state;
    program_run(&p, NULL, "links", NULL);
    scratch_write("data/seam-portal-tui/state.db",
                  "this is not a database, as can be seen by its first bytes", 50);
    program_run(&p, BODY, "submit", "-", NULL);
    assert_status(0);
    assert_says(p.err, "The database of links was damaged. It is kept as");
    program_run(&p, NULL, "links", NULL);
    assert_string_equal(p.err, "");
    assert_int_equal(links("--customer", "acme"), 1);
}

static void submit__uses_its_own_sandbox__when_asked(void **state)
{
    (void)state;
    unsetenv("SEAM_API_KEY");
    unsetenv("SEAM_ENDPOINT");
    program_run(&p, BODY, "submit", "-", "--sandbox", NULL);
    assert_status(0);
    assert_says(p.out, "http://127.0.0.1:");
    assert_says(p.err, "The sandbox ends now");
    program_run(&p, NULL, "links", NULL);
    assert_says(p.out, "sandbox");
    program_run(&p, NULL, "links", "--format", "json", NULL);
    assert_says(p.out, "\"environment\":\"sandbox\",\"stand_in\":true");
}

static void submit__says_production__of_such_a_key_on_this_machine_too(void **state)
{
    (void)state;
    setenv("SEAM_API_KEY", "seam_live1_not_a_real_key", 1);
    program_run(&p, BODY, "submit", "-", NULL);
    assert_says(p.err, "(PRODUCTION)");
    program_run(&p, NULL, "links", "--format", "json", NULL);
    assert_says(p.out, "\"environment\":\"production\",\"stand_in\":false");
}

/* The program in the background, its standard error at the other end of a pipe. */
static pid_t start_hanging(int *err)
{
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    scratch_write("hang.json", "{\"customer_data\": {\"customer_key\": \"sandbox-hang\"}}", 51);
    fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        execl(TEST_PROGRAM, "seam-portal-tui", "submit", "hang.json", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    *err = ends[0];
    return child;
}

/* Waits until the attempt is on record: from then on the request is under way. */
static void wait_until_recorded(pid_t child)
{
    struct program l = {0};
    do {
        int status;
        assert_int_equal(waitpid(child, &status, WNOHANG), 0);
        program_run(&l, NULL, "links", "--format", "json", NULL);
    } while (!l.out_len);
    program_finish(&l);
}

static void submit__ends_honestly__when_it_is_interrupted(void **state)
{
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        int err, status = -1;
        end(state);
        begin(state);
        const pid_t child = start_hanging(&err);
        wait_until_recorded(child);
        assert_int_equal(kill(child, signals[i]), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        /* It depends on the moment whether a part had left already. */
        char words[4096] = "";
        const ssize_t len = read(err, words, sizeof words - 1);
        assert_true(len > 0);
        close(err);
        if (WEXITSTATUS(status) == 6)
            assert_says(words, "may exist");
        else
            assert_int_equal(WEXITSTATUS(status), 5);
    }
}

static void sandbox__says_how_to_use_it(void **state)
{
    (void)state;
    int in[2], out[2];
    assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        execl(TEST_PROGRAM, "seam-portal-tui", "sandbox", "--until-eof", (char *)NULL);
        _exit(127);
    }
    close(in[0]), close(out[1]), close(in[1]);
    FILE *f = fdopen(out[0], "r");
    assert_non_null(f);
    char text[2000];
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    assert_says(text, "http://127.0.0.1:");
    assert_says(text, "SEAM_API_KEY=seam_test");
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    program_run(&p, NULL, "sandbox", "--help", NULL);
    assert_says(p.out, "sandbox-429");
    assert_null(strstr(p.out, "until-eof"));
}

static void sandbox__exits_with_5__when_its_port_is_taken(void **state)
{
    (void)state;
    const char *port = strrchr(sandbox.url, ':') + 1;
    program_run(&p, NULL, "sandbox", "--port", port, NULL);
    assert_true(p.status == 5 || p.status == 7);
    assert_says(p.err, port);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(submit__prints_the_url_alone__and_keeps_the_link),
        TEST(submit__says_where_the_link_is__when_it_cannot_be_printed),
        TEST(submit__prints_an_object__in_json),
        TEST(submit__prints_a_reply__for_the_ticket),
        TEST(submit__keeps_the_ticket__with_configuration_and_link),
        TEST(submit__exits_with_the_status__that_its_ending_stands_for),
        TEST(submit__shows_messages_of_the_server__at_their_fields),
        TEST(submit__sends_nothing__when_the_body_has_errors),
        TEST(submit__needs_a_key__that_it_can_use),
        TEST(submit__takes_the_key__that_a_command_of_the_profile_prints),
        TEST(submit__shows_what_it_would_send__in_a_dry_run),
        TEST(submit__names_the_stand_in__in_a_dry_run_for_the_sandbox),
        TEST(submit__exits_with_5__when_nobody_listens),
        TEST(submit__sends_nothing__when_the_attempt_cannot_be_recorded),
        TEST(submit__begins_a_new_ledger__and_says_so__where_it_is_damaged),
        TEST(links__keeps_a_note__of_what_was_found_out),
        TEST(submit__sends_nothing__when_the_attempt_finds_no_room),
        TEST(submit__uses_its_own_sandbox__when_asked),
        TEST(submit__says_production__of_such_a_key_on_this_machine_too),
        TEST(submit__ends_honestly__when_it_is_interrupted),
        TEST(sandbox__says_how_to_use_it),
        TEST(sandbox__exits_with_5__when_its_port_is_taken),
    };
    return cmocka_run_group_tests(tests, start_sandbox, stop_sandbox);
}
