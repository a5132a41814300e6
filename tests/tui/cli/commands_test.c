#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/home.h"
#include "tests/places.h"
#include "tests/program.h"
#include "tests/scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Every habit that a body can have: mixed line ends and indents, escapes, digits that a double would lose,
 * members that no schema knows, and no line feed at the end. */
#define ODD_BODY                                                                                             \
    "{\t\"customer_data\" : {\r\n\"customer_key\":\"caf\\u00e9 \xe2\x82\xac '$(id)' `id` \\\\ \\\"\","       \
    "\n\n  \"reservations\": [ {\"preferred_code\": \"4711\", \"reservation_key\" :\"r\"} ] },"              \
    "\"future\": [1.10, 12345678901234567890, 1E+2, -0],\n\t\t\"none\":null   }"

static struct program p;

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

static void assert_silent(const char *text)
{
    assert_string_equal(text, "");
}

static void write_script(const char *name, const char *text)
{
    home_write(name, text);
    assert_int_equal(chmod(name, 0700), 0);
}

static void help__is_printed__for_the_program_and_each_command(void **state)
{
    (void)state;
    static const char *const commands[] = {"export",  "import", "links",  "list",    "new",
                                           "sandbox", "show",   "submit", "validate"};
    program_run(&p, NULL, "--help", NULL);
    assert_int_equal(p.status, 0);
    assert_silent(p.err);
    char *general = xstrdup(p.out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        assert_says(general, commands[i]);
        program_run(&p, NULL, commands[i], "--help", NULL);
        assert_int_equal(p.status, 0);
        assert_says(p.out, commands[i]);
        assert_says(p.out, "Exit status:");
        assert_silent(p.err);
    }
    free(general);
}

static void version__is_printed__with_the_name(void **state)
{
    (void)state;
    program_run(&p, NULL, "--version", NULL);
    assert_int_equal(p.status, 0);
    assert_string_equal(p.out, PACKAGE_STRING "\n");
}

static void wrong_usage__exits_with_2__and_prints_nothing(void **state)
{
    (void)state;
    static const char *const lines[][3] = {
        {"list", "--bogus"}, {"show"}, {"new", "a/b"}, {"new", "-"}, {"links", "--format", "xml"}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        program_run(&p, NULL, lines[i][0], lines[i][1], lines[i][2], NULL);
        assert_int_equal(p.status, 2);
        assert_silent(p.out);
        assert_says(p.err, "seam-portal-tui: ");
    }
}

static void profile__exits_with_2_or_7__when_it_cannot_be_had(void **state)
{
    (void)state;
    program_run(&p, NULL, "--profile", "none", "list", NULL);
    assert_int_equal(p.status, 7);
    assert_says(p.err, "config.ini");
    mkdir("config", 0700);
    mkdir("config/seam-portal-tui", 0700);
    home_write("config/seam-portal-tui/config.ini", "[profile eu]\nendpoint = https://eu.example.com\n");
    program_run(&p, NULL, "--profile", "none", "list", NULL);
    assert_int_equal(p.status, 2);
    home_write("a.json", "{}");
    program_run(&p, NULL, "show", "a.json", "--format", "curl", "--profile", "eu", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "'https://eu.example.com/customers/create_portal'");
}

static void new__makes_an_empty_body__that_is_private_and_listed(void **state)
{
    (void)state;
    program_run(&p, NULL, "new", "acme", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "/data/seam-portal-tui/configurations/acme.json\n");
    p.out[strcspn(p.out, "\n")] = '\0';
    assert_int_equal(scratch_mode(p.out), 0600);
    program_run(&p, NULL, "show", "acme", NULL);
    assert_string_equal(p.out, "{}\n");
    program_run(&p, NULL, "list", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "acme");
    program_run(&p, NULL, "new", "acme", NULL);
    assert_int_equal(p.status, 7);
    assert_says(p.err, "already");
}

static void new__begins_with_a_template__that_is_valid_with_a_customer(void **state)
{
    (void)state;
    program_run(&p, NULL, "new", "acme", "--template", "no-such-template", NULL);
    assert_int_equal(p.status, 2);
    /* "... there are A, B, C." names them all */
    char *names = strstr(p.err, "there are ");
    assert_non_null(names);
    char *list = xstrdup(names + strlen("there are "));
    size_t count = 0;
    char *rest = NULL;
    for (char *id = strtok_r(list, " ,.\n", &rest); id; id = strtok_r(NULL, " ,.\n", &rest)) {
        program_run(&p, NULL, "new", id, "--template", id, NULL);
        assert_int_equal(p.status, 0);
        /* the one thing that a template leaves open */
        program_run(&p, NULL, "show", id, "--set", "/customer_data/customer_key=\"acme\"", NULL);
        char *body = xstrdup(p.out);
        program_run(&p, body, "validate", "-", NULL);
        free(body);
        if (p.status != 0)
            fail_msg("%s: %s", id, p.out);
        count++;
    }
    assert_true(count >= 4);
    free(list);
}

static void list__prints_one_object_a_line__or_a_table(void **state)
{
    (void)state;
    program_run(&p, NULL, "list", "--format", "json", NULL);
    assert_int_equal(p.status, 0);
    assert_silent(p.out);
    program_run(&p, NULL, "new", "a \"quoted\" name", NULL);
    program_run(&p, NULL, "new", "b", NULL);
    p.out[strcspn(p.out, "\n")] = '\0';
    static const char customer[] = "{\"customer_data\":{\"customer_key\":\"bluebay\"}}";
    scratch_write(p.out, customer, sizeof customer - 1);
    program_run(&p, NULL, "list", "--format", "json", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "{\"name\":\"a \\\"quoted\\\" name\",\"path\":\"");
    assert_says(p.out, "\"customer_key\":null,");
    assert_int_equal(p.out[p.out_len - 1], '\n');
    program_run(&p, NULL, "list", NULL);
    assert_says(p.out, "NAME");
    assert_says(p.out, "CUSTOMER");
    assert_says(p.out, "bluebay");
    assert_says(p.out, "a \"quoted\" name");
}

static void list__shows_why__a_file_cannot_be_opened(void **state)
{
    (void)state;
    program_run(&p, NULL, "new", "acme", NULL);
    p.out[strcspn(p.out, "\n")] = '\0';
    scratch_write(p.out, "{\n!", 3);
    program_run(&p, NULL, "list", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "acme.json: line 2, column 1: ");
}

static void show__prints_every_byte__as_it_is_in_the_file(void **state)
{
    (void)state;
    home_write("odd.json", ODD_BODY);
    program_run(&p, NULL, "show", "odd.json", NULL);
    assert_int_equal(p.status, 0);
    assert_silent(p.err);
    assert_string_equal(p.out, ODD_BODY);
    program_run(&p, ODD_BODY, "show", "-", NULL);
    assert_string_equal(p.out, ODD_BODY);
}

/* What the program writes when its standard output is a terminal. */
static void run_on_terminal(char *const argv[], char *out, size_t size)
{
    const int leader = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(leader >= 0);
    assert_int_equal(grantpt(leader), 0);
    assert_int_equal(unlockpt(leader), 0);
    const int follower = open(ptsname(leader), O_RDWR | O_NOCTTY);
    assert_true(follower >= 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(follower, STDOUT_FILENO);
        execv(TEST_PROGRAM, argv);
        _exit(127);
    }
    close(follower);
    size_t used = 0;
    ssize_t got;
    /* the end of a pseudo terminal is an error of read */
    while (used < size - 1 && (got = read(leader, out + used, size - 1 - used)) > 0)
        used += (size_t)got;
    out[used] = '\0';
    close(leader);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void show__makes_text_harmless__on_a_terminal_alone(void **state)
{
    (void)state;
    static const char hostile[] = "{\r\n\t\"a\": \"C1 \xc2\x9b"
                                  "31m, bidi \xe2\x80\xae, DEL \x7f\"\r\n}";
    home_write("a.json", hostile);
    program_run(&p, NULL, "show", "a.json", NULL);
    assert_string_equal(p.out, hostile);
    char name[] = "seam-portal-tui", show[] = "show", file[] = "a.json", out[400];
    run_on_terminal((char *[]){name, show, file, NULL}, out, sizeof out);
    assert_null(strstr(out, "\xc2\x9b"));
    assert_null(strstr(out, "\xe2\x80\xae"));
    assert_null(strchr(out, '\x7f'));
    assert_ptr_equal(strstr(out, "{\r\n\t\"a\": \"C1 "), out);
}

static void show__changes_only_what_set_names(void **state)
{
    (void)state;
    program_run(&p, "{ \"locale\" : \"en-US\",\n \"x\" : 1.10 }", "show", "-", "--set", "/locale=\"fr-FR\"",
                NULL);
    assert_int_equal(p.status, 0);
    assert_string_equal(p.out, "{ \"locale\" : \"fr-FR\",\n \"x\" : 1.10 }");
    program_run(&p, "{}", "show", "-", "--set", "/a=1", "--set", "/a=2", "--set", "/b/c=\"=\"", NULL);
    assert_says(p.out, "\"a\": 2");
    assert_says(p.out, "\"c\": \"=\"");
}

static void show__refuses_a_set__that_it_cannot_understand(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "locale", "locale=1", "/locale=fr-FR", "/locale=", "/a~2=1", "/x/y=1", "/l/9=1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        program_run(&p, "{\"x\": 1, \"l\": []}", "show", "-", "--set", bad[i], NULL);
        if (p.status != 2)
            fail_msg("--set %s: status %d, %s", bad[i], p.status, p.err);
        assert_silent(p.out);
        assert_says(p.err, "--set");
    }
}

static void show__hides_codes__when_asked(void **state)
{
    (void)state;
    home_write("odd.json", ODD_BODY);
    program_run(&p, NULL, "show", "odd.json", "--redact", NULL);
    assert_int_equal(p.status, 0);
    assert_null(strstr(p.out, "4711"));
    assert_says(p.out, "\"preferred_code\": \"[hidden]\", \"reservation_key\" :\"r\"");
    program_run(&p, NULL, "show", "odd.json", "--redact", "--format", "curl", NULL);
    assert_null(strstr(p.out, "4711"));
    assert_null(strstr(p.out, "odd.json"));
}

/* A name with NUL has no path, so what lies below it cannot be hidden. */
static void show__prints_nothing__where_it_cannot_hide_all(void **state)
{
    (void)state;
    home_write("nul.json", "{\"a\\u0000b\": {\"preferred_code\": \"4711\"}}");
    program_run(&p, NULL, "show", "nul.json", "--redact", NULL);
    assert_int_equal(p.status, 7);
    assert_silent(p.out);
    assert_says(p.err, "cannot be hidden");
    program_run(&p, NULL, "show", "nul.json", NULL);
    assert_int_equal(p.status, 0);
}

static void show__tells_bad_files_from_missing_ones(void **state)
{
    (void)state;
    home_write("bad.json", "{\n  \"a\": 1,\n}");
    program_run(&p, NULL, "show", "bad.json", NULL);
    assert_int_equal(p.status, 1);
    assert_says(p.err, "bad.json: line 3, column 1: ");
    assert_silent(p.out);
    program_run(&p, NULL, "show", "missing", NULL);
    assert_int_equal(p.status, 7);
    program_run(&p, NULL, "show", "/", NULL);
    assert_int_equal(p.status, 7);
    program_run(&p, "", "show", "-", NULL);
    assert_int_equal(p.status, 1);
    assert_says(p.err, "standard input: line 1, column 1: ");
}

static void show__makes_file_names_harmless__in_what_it_says(void **state)
{
    (void)state;
    program_run(&p, NULL, "show", "x\x1b[2J\xe2\x80\xae.json", NULL);
    assert_int_equal(p.status, 7);
    assert_null(strchr(p.err, '\x1b'));
    assert_null(strstr(p.err, "\xe2\x80\xae"));
}

/* Runs what show printed in a shell whose curl writes down what it was given. */
static void run_curl_command(void)
{
    mkdir("bin", 0700);
    write_script("bin/curl", "#!/bin/sh\n: >args\n"
                             "for word; do printf '%s\\n' \"$word\" >>args; case $word in\n"
                             "@-) cat >body ;; @*) cat \"${word#@}\" >body ;; esac; done\n");
    home_write("command.sh", p.out);
    assert_int_equal(setenv("SEAM_API_KEY", "seam_test_not_a_real_key", 1), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", "PATH=$PWD/bin:$PATH sh command.sh", (char *)NULL);
        _exit(127);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    unsetenv("SEAM_API_KEY");
}

static void show__prints_a_curl_command__that_sends_the_same_body(void **state)
{
    (void)state;
    static const char args[] = "-sS\nhttps://connect.example.com/customers/create_portal\n-H\n"
                               "Authorization: Bearer seam_test_not_a_real_key\n-H\n"
                               "Content-Type: application/json\n--data-binary\n";
    home_write("it's odd.json", ODD_BODY);
    program_run(&p, NULL, "show", "it's odd.json", "--format", "curl", "--endpoint",
                "https://connect.example.com", NULL);
    assert_int_equal(p.status, 0);
    assert_null(strstr(p.out, "not_a_real_key"));
    run_curl_command();
    home_expect("body", ODD_BODY);
    char *expected = xasprintf("%s@it's odd.json\n", args);
    home_expect("args", expected);
    free(expected);
    program_run(&p, ODD_BODY, "show", "-", "--format", "curl", "--endpoint", "https://connect.example.com",
                NULL);
    run_curl_command();
    home_expect("body", ODD_BODY "\n");
    expected = xasprintf("%s@-\n", args);
    home_expect("args", expected);
    free(expected);
}

static void show__names_the_token__where_that_is_the_credential(void **state)
{
    (void)state;
    setenv("SEAM_PERSONAL_ACCESS_TOKEN", "seam_at_not_a_real_token", 1);
    program_run(&p, "{}", "show", "-", "--format", "curl", NULL);
    unsetenv("SEAM_PERSONAL_ACCESS_TOKEN");
    assert_says(p.out, "Bearer $SEAM_PERSONAL_ACCESS_TOKEN");
    assert_says(p.out, "seam-workspace: $SEAM_WORKSPACE_ID");
    assert_null(strstr(p.out, "not_a_real_token"));
}

static void show__names_the_address__as_a_request_would(void **state)
{
    (void)state;
    program_run(&p, "{}", "show", "-", "--format", "curl", "--endpoint", "https://connect.example.com//",
                NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "'https://connect.example.com/customers/create_portal'");
    program_run(&p, "{}", "show", "-", "--format", "curl", "--endpoint", "http://connect.example.com", NULL);
    assert_int_equal(p.status, 2);
    assert_silent(p.out);
}

static void an_openapi_file__that_is_none__exits_with_7__from_every_command(void **state)
{
    (void)state;
    static const char *const lines[][4] = {
        {"validate", "a.json"},
        {"show", "--redact", "a.json"},
        {"new", "x", "--template", "hotel"},
        {"submit", "a.json"},
        {"sandbox"},
    };
    home_write("a.json", "{}");
    home_write("none.json", "{\"openapi\": \"3.0.0\"");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        program_run(&p, NULL, "--openapi", "none.json", lines[i][0], lines[i][1], lines[i][2], lines[i][3],
                    NULL);
        assert_int_equal(p.status, 7);
        assert_says(p.err, "none.json");
    }
}

static void what_is_said__is_one_line__whatever_a_name_holds(void **state)
{
    (void)state;
    program_run(&p, NULL, "show", "./a\nseam-portal-tui: created", NULL);
    assert_int_equal(p.status, 7);
    assert_ptr_equal(strchr(p.err, '\n'), p.err + strlen(p.err) - 1);
}

/* Its way in is that of the commands, though its exit status is told before there is a screen. */
static void the_interactive_program__exits_like_a_command__when_it_cannot_start(void **state)
{
    (void)state;
    static const struct {
        const char *words[4];
        int status;
        const char *says;
    } cases[] = {
        {{"a.json"}, 2, "must be a terminal"},
        {{"missing"}, 7, "no saved configuration has this name"},
        {{"broken.json"}, 1, "line 1, column 2"},
        {{"list.json"}, 1, "object"},
        {{"--openapi", "missing.json"}, 7, "missing.json"},
        {{"--openapi", "broken.json"}, 7, "broken.json"},
        {{"--endpoint", "http://connect.example.com"}, 2, "https://"},
        {{"--ticket", "SUP-1"}, 2, "--ticket"},
        {{"--profile", "none"}, 7, "config.ini"},
    };
    home_write("a.json", "{}");
    home_write("broken.json", "{");
    home_write("list.json", "[]");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(&p, NULL, cases[i].words[0], cases[i].words[1], cases[i].words[2], NULL);
        if (p.status != cases[i].status)
            fail_msg("%s: exit status %d: %s", cases[i].words[0], p.status, p.err);
        assert_says(p.err, cases[i].says);
        assert_silent(p.out);
    }
}

static void a_start_that_fails__changes_no_ticket(void **state)
{
    (void)state;
    program_run(&p, NULL, "new", "acme", NULL);
    program_run(&p, NULL, "acme", "--ticket", "SUP-1", NULL);
    assert_int_equal(p.status, 2);
    program_run(&p, NULL, "list", "--format", "json", NULL);
    assert_says(p.out, "\"ticket\":null");
}

static void a_data_directory_that_cannot_be_made__exits_with_7__and_says_what_to_do(void **state)
{
    (void)state;
    home_write("data", "a file is in the way");
    program_run(&p, NULL, "list", NULL);
    assert_int_equal(p.status, 7);
    assert_says(p.err, "XDG_DATA_HOME");
    program_run(&p, "{}", "validate", "-", NULL);
    assert_int_equal(p.status, 0);
}

static void results__that_cannot_be_written__exit_with_7(void **state)
{
    (void)state;
    home_write("a.json", ODD_BODY);
    assert_int_equal(program_in_shell("show a.json >/dev/full"), 7);
}

static void closed_descriptors__fail_as_such__and_nothing_else_is_given_their_numbers(void **state)
{
    (void)state;
    home_write("a.json", "{}");
    assert_int_equal(program_in_shell("show - <&- 2>said"), 7);
    assert_int_equal(program_in_shell("show a.json >&- 2>said"), 7);
    assert_int_equal(program_in_shell("validate a.json 2>&- >said"), 0);
    /* What a child finds as its standard error is what this program has there. */
    mkdir("config", 0700);
    mkdir("config/seam-portal-tui", 0700);
    home_write(
        "config/seam-portal-tui/config.ini",
        "[profile look]\nkey_command = sh -c \"readlink /proc/self/fd/2 >seen; echo seam_test_key\"\n");
    assert_int_equal(program_in_shell("submit a.json --dry-run --profile look 2>&- >said"), 0);
    home_expect("seen", "/dev/null\n");
}

static void memory__is_private__to_the_program(void **state)
{
    (void)state;
    struct program_sandbox s;
    program_sandbox_start(&s);
    const bool seen = program_can_be_seen(s.pid);
    program_sandbox_stop(&s);
    assert_false(seen);
}

/* Of what /proc tells of a program that nobody in particular runs, once it has said something. */
static uid_t owner_in_proc(const char *const argv[])
{
    enum { NOBODY = 65534 };
    int in[2], out[2];
    char path[64], byte;
    struct stat st = {.st_uid = (uid_t)-1};
    assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        if (setresuid(NOBODY, NOBODY, NOBODY) == 0)
            execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    close(out[1]);
    snprintf(path, sizeof path, "/proc/%d/environ", (int)pid);
    if (read(out[0], &byte, 1) == 1)
        (void)stat(path, &st);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    close(in[0]);
    close(in[1]);
    close(out[0]);
    return st.st_uid;
}

/* For root, whose it all is. */
static void memory__is_private__whoever_runs_the_program(void **state)
{
    (void)state;
    static const char *const ordinary[] = {"sh", "-c", "echo; read x", NULL};
    static const char *const ours[] = {TEST_PROGRAM, "sandbox", NULL};
    if (geteuid() != 0 || access(TEST_PROGRAM, X_OK) != 0 || owner_in_proc(ordinary) == 0)
        skip();
    const uid_t owner = owner_in_proc(ours);
    if (owner == (uid_t)-1)
        skip(); /* it lies where nobody can reach it */
    assert_int_equal(owner, 0);
}

static void links__is_an_empty_list__at_first(void **state)
{
    (void)state;
    program_run(&p, NULL, "links", "--usable", "--format", "json", NULL);
    assert_int_equal(p.status, 0);
    assert_silent(p.out);
    program_run(&p, NULL, "links", NULL);
    assert_int_equal(p.status, 0);
    assert_silent(p.out);
    assert_says(p.err, "no such links");
}

static void state_that_is_damaged__is_kept_aside__and_said_once(void **state)
{
    program_run(&p, NULL, "links", NULL);
    static const char path[] = "data/seam-portal-tui/state.db";
    scratch_write(path, "not a database, and long enough to be seen as none by anybody who looks", 70);
    program_run(&p, NULL, "links", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.err, "was damaged");
    char *aside = xstrdup(strstr(p.err, *state));
    *strchr(aside, ',') = '\0';
    size_t len = 0;
    free(scratch_read(aside, &len));
    assert_int_equal(len, 70);
    program_run(&p, NULL, "links", NULL);
    assert_null(strstr(p.err, "damaged"));
    free(aside);
}

static void state_of_a_newer_version__exits_with_7__and_show_does_not_care(void **state)
{
    (void)state;
    static const char path[] = "data/seam-portal-tui/state.db";
    program_run(&p, NULL, "links", NULL);
    size_t len = 0;
    char *bytes = scratch_read(path, &len);
    bytes[60] = 127; /* the version: four bytes, the highest first */
    scratch_write(path, bytes, len);
    program_run(&p, NULL, "links", NULL);
    assert_int_equal(p.status, 7);
    assert_says(p.err, "newer seam-portal-tui");
    home_write("a.json", "{}");
    program_run(&p, NULL, "show", "a.json", NULL);
    assert_int_equal(p.status, 0);
    free(bytes);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_begin, end)
    const struct CMUnitTest tests[] = {
        TEST(help__is_printed__for_the_program_and_each_command),
        TEST(version__is_printed__with_the_name),
        TEST(wrong_usage__exits_with_2__and_prints_nothing),
        TEST(profile__exits_with_2_or_7__when_it_cannot_be_had),
        TEST(new__makes_an_empty_body__that_is_private_and_listed),
        TEST(new__begins_with_a_template__that_is_valid_with_a_customer),
        TEST(list__prints_one_object_a_line__or_a_table),
        TEST(list__shows_why__a_file_cannot_be_opened),
        TEST(show__prints_every_byte__as_it_is_in_the_file),
        TEST(show__makes_text_harmless__on_a_terminal_alone),
        TEST(show__changes_only_what_set_names),
        TEST(show__refuses_a_set__that_it_cannot_understand),
        TEST(show__hides_codes__when_asked),
        TEST(show__prints_nothing__where_it_cannot_hide_all),
        TEST(show__tells_bad_files_from_missing_ones),
        TEST(show__makes_file_names_harmless__in_what_it_says),
        TEST(show__prints_a_curl_command__that_sends_the_same_body),
        TEST(show__names_the_token__where_that_is_the_credential),
        TEST(show__names_the_address__as_a_request_would),
        TEST(an_openapi_file__that_is_none__exits_with_7__from_every_command),
        TEST(what_is_said__is_one_line__whatever_a_name_holds),
        TEST(the_interactive_program__exits_like_a_command__when_it_cannot_start),
        TEST(a_start_that_fails__changes_no_ticket),
        TEST(a_data_directory_that_cannot_be_made__exits_with_7__and_says_what_to_do),
        TEST(results__that_cannot_be_written__exit_with_7),
        TEST(closed_descriptors__fail_as_such__and_nothing_else_is_given_their_numbers),
        TEST(memory__is_private__to_the_program),
        TEST(memory__is_private__whoever_runs_the_program),
        TEST(links__is_an_empty_list__at_first),
        TEST(state_that_is_damaged__is_kept_aside__and_said_once),
        TEST(state_of_a_newer_version__exits_with_7__and_show_does_not_care),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
