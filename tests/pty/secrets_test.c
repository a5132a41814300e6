/* Whole sessions of the real program with secrets that are known, ended in every way, and then a search for
 * them in all that is left. A program that knows no better is the control: the same search finds each of its
 * leaks. Prints a line "planned N fired N bad N control N". */
#include "config.h"

#include "tests/pty/canary.h"
#include "tests/pty/pty.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/places.h"
#include "tests/scratch.h"
#include "tests/server/server.h"
#include "tests/server/words.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what is tried */

#define WORKSPACE "\"workspace\":{\"workspace_id\":\"w-1\",\"name\":\"Acme\",\"is_sandbox\":true}"

/* The one that is in force when it is sent: somebody else has changed it. */
#define CODE_SENT CANARY_CODE "9"

/* One server answers the question for the workspace, too. Some say again what they were told. */
#define CREATES                                                                                              \
    {                                                                                                        \
        READ, ANSWER("200 OK", "{" WORKSPACE ",\"customer_portal\":" PORTAL(CANARY_LINK) "}")                \
    }
#define REFUSES(key)                                                                                         \
    {                                                                                                        \
        READ,                                                                                                \
            ANSWER(                                                                                          \
                "401 Unauthorized\r\nSeam-Request-Id: r/" key,                                               \
                "{\"error\":{\"type\":\"unauthorized\",\"message\":\"Not this: " key " " CODE_SENT           \
                "\",\"validation_errors\":{\"customer_data\":{\"reservations\":{\"0\":{\"preferred_code\":"  \
                "{\"_errors\":[\"Not there: " CODE_SENT "\"]}}}}}}}")                                        \
    }
#define GARBLES(key)                                                                                         \
    {                                                                                                        \
        READ, ANSWER("200 OK",                                                                               \
                     "{" WORKSPACE ",\"customer_portal\":{\"url\":\"ftp:" CANARY_LINK "?" key "\"}}")        \
    }
#define BREAKS                                                                                               \
    {                                                                                                        \
        READ, RESET                                                                                          \
    }

enum source {
    FROM_KEY,
    FROM_TOKEN,
    FROM_COMMAND,
    FROM_NOWHERE, /* the built-in sandbox has no use for the key in the environment */
    FROM_TYPING,
    FROM_PASTING,
    FROM_TYPED_TOKEN
};

struct session {
    const char *name;
    enum source source;
    struct step script[SCRIPT_MAX];
    const char *ends_with; /* words on the screen of the result */
    int signal;            /* that ends the program; 0: an operator does */
};

static const struct session sessions[] = {
    {"a link, and the usual end", FROM_KEY, CREATES, "copy URL", 0},
    {"refused, and killed", FROM_TOKEN, REFUSES(CANARY_TOKEN), "Not this", SIGKILL},
    {"an answer of no use, and a crash", FROM_COMMAND, GARBLES(CANARY_KEY), "the link may exist", SIGABRT},
    {"no answer, and asked to end", FROM_TYPING, BREAKS, "the link may exist", SIGTERM},
    {"no answer, and a line that hangs up", FROM_PASTING, BREAKS, "the link may exist", SIGHUP},
    {"refused, and interrupted", FROM_TYPED_TOKEN, REFUSES(CANARY_TOKEN), "Not this", SIGINT},
    {"the sandbox", FROM_NOWHERE, CREATES, "copy URL", 0},
    {"refused, and a crash, and another start", FROM_KEY, REFUSES(CANARY_KEY), "Not this", SIGSEGV},
};

/* ---- where it is tried */

struct place {
    const struct session *session;
    char *home, *vault; /* what the operator keeps elsewhere is not searched */
    struct server *server;
    struct pty *p;
    struct canary_search search;
};

/* A program that tells what it was given, as any other user of the machine could see it. */
#define WITNESS                                                                                              \
    "#!/bin/sh\nprintf '%%s\\n' \"$0\" \"$@\" >>'%1$s/seen/arguments'\n"                                     \
    "tr '\\0' '\\n' </proc/$PPID/cmdline >>'%1$s/seen/arguments'\n"                                          \
    "{ env; tr '\\0' '\\n' </proc/$PPID/environ; } >>'%1$s/seen/environment' 2>/dev/null\n%2$s\n"

static void add_file(const char *folder, const char *name, const char *text, mode_t mode)
{
    char *path = scratch_path(folder, name);
    scratch_write(path, text, strlen(text));
    assert_int_equal(chmod(path, mode), 0);
    free(path);
}

static void add_witness(const struct place *l, const char *name, const char *then)
{
    char *text = xasprintf(WITNESS, l->home, then);
    add_file(l->vault, name, text, 0700);
    free(text);
}

#define BODY(key, code)                                                                                      \
    "{\n  \"customer_data\": {\n    \"customer_key\": \"" key                                                \
    "\",\n    \"guests\": [{\"guest_key\": \"g1\", \"name\": \"Ana\", \"email_address\": \"" CANARY_EMAIL    \
    "\"}],\n    \"reservations\": [{\"reservation_key\": \"r1\", \"name\": \"Stay\", \"guest_key\": "        \
    "\"g1\", \"preferred_code\": \"" code                                                                    \
    "\", \"starts_at\": \"2027-03-01T15:00:00Z\", \"ends_at\": \"2027-03-04T11:00:00Z\"}]\n  }\n}\n"

#define SAVED_AS "data/seam-portal-tui/configurations/hotel.json"

static const char body[] = BODY("acme", CANARY_CODE);
/* As somebody else leaves it while it is edited. */
static const char theirs[] = BODY("acme-2", CODE_SENT);

static void make_home(struct place *l)
{
    static const char *const folders[] = {"seen",
                                          "tmp",
                                          "run",
                                          "config",
                                          "config/seam-portal-tui",
                                          "data",
                                          "data/seam-portal-tui",
                                          "data/seam-portal-tui/configurations"};
    l->home = scratch_new();
    l->vault = scratch_new();
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char *path = scratch_path(l->home, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
        free(path);
    }
    add_file(l->home, SAVED_AS, body, 0600);
    char *command = xasprintf("[profile office]\nworkspace = w-1\nkey_command = %s/keys\n", l->vault);
    add_file(l->home, "config/seam-portal-tui/config.ini",
             l->session && l->session->source == FROM_COMMAND ? command
                                                              : "[profile office]\nworkspace = w-1\n",
             0600);
    free(command);
    char *clipboard = xasprintf("cat >>'%s/seen/clipboard'", l->home);
    add_witness(l, "xclip", clipboard);
    add_witness(l, "keys", "echo " CANARY_KEY);
    add_witness(l, "edit", "for file; do :; done; echo '\"acme-2\"' >\"$file\"");
    free(clipboard);
}

static void start(struct place *l, const char *const argv[], const char *key, const char *leak)
{
    char *home = xasprintf("HOME=%s", l->home), *data = xasprintf("XDG_DATA_HOME=%s/data", l->home);
    char *config = xasprintf("XDG_CONFIG_HOME=%s/config", l->home),
         *tmp = xasprintf("TMPDIR=%s/tmp", l->home);
    char *run = xasprintf("XDG_RUNTIME_DIR=%s/run", l->home), *editor = xasprintf("EDITOR=%s/edit", l->vault);
    char *path = xasprintf("PATH=%s:%s", l->vault, getenv("PATH"));
    char *endpoint = xasprintf("SEAM_ENDPOINT=%s", l->server ? server_url(l->server) : "");
    const char *const env[] = {home,
                               data,
                               config,
                               tmp,
                               run,
                               editor,
                               path,
                               "DISPLAY=:9",
                               "WAYLAND_DISPLAY",
                               "SSH_TTY",
                               "VISUAL",
                               "XDG_STATE_HOME",
                               "XDG_CACHE_HOME",
                               "SEAM_API_KEY",
                               "SEAM_PERSONAL_ACCESS_TOKEN",
                               "SEAM_WORKSPACE_ID=w-1",
                               endpoint,
                               leak,
                               key,
                               NULL};
    l->p = pty_start(argv, env, 24, 80);
    char *const all[] = {home, data, config, tmp, run, editor, path, endpoint};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

static void finish(struct place *l)
{
    pty_free(l->p);
    server_free(l->server);
    scratch_free(l->home);
    scratch_free(l->vault);
}

/* ---- a session */

/* The screen as it is read: a secret may go on in the next line. */
static void look_at_screen(struct place *l)
{
    char *screen = pty_screen(l->p);
    size_t len = 0;
    for (const char *c = screen; *c; c++)
        if (*c > ' ')
            screen[len++] = *c;
    canary_look(&l->search, PLACE_TERMINAL, screen, len);
    free(screen);
}

static void see(struct place *l, const char *text)
{
    pty_wait_text(l->p, text, 0);
    look_at_screen(l);
}

static void press(struct place *l, const char *keys, const char *text)
{
    pty_keys(l->p, keys);
    see(l, text);
}

static void go_to(struct place *l, const char *name, const char *text)
{
    press(l, "F7", "Find a field");
    pty_type(l->p, name);
    press(l, "Enter", text);
}

/* Answers a question for a file. */
static void name_file(struct place *l, const char *name, const char *text)
{
    pty_keys(l->p, "Ctrl-U");
    pty_type(l->p, name);
    press(l, "Enter", text);
}

/* Somebody else has saved, too: what differs is looked at, and theirs is taken. */
static void meet_another(struct place *l)
{
    add_file(l->home, SAVED_AS, theirs, 0600);
    pty_type(l->p, "-mine");
    see(l, "acme-2-mine");
    press(l, "F2", "was changed by somebody else");
    press(l, "=", "2 differ");
    press(l, "Down", "****");
    press(l, "Esc", "Customer key");
    press(l, "F2", "was changed by somebody else");
    press(l, "r", "what the file holds now");
}

/* The field itself, what is wrong with it, who is named by its record. */
static void look_at_field(struct place *l)
{
    go_to(l, "customer_data.reservations", "1 row");
    press(l, "Enter", "fields set");
    go_to(l, "preferred_code", "Alt-R shows it");
    press(l, "Alt-!", "0 errors");
    press(l, "Esc", "Alt-R shows it");
    press(l, "Alt-W", "Stay");
    press(l, "Esc", "Alt-R shows it");
    press(l, "Esc", "row 1 of 1");
}

/* Lists, previews, exports, copies, the operator's editor, saving. */
static void work(struct place *l)
{
    see(l, "Customer key");
    press(l, "F4", "acme-2");
    press(l, "F2", "Saved");
    meet_another(l);
    look_at_field(l);
    go_to(l, "customer_data.guests", CANARY_EMAIL_CORE);
    go_to(l, "customer_data.reservations", "Stay");
    press(l, "x", "to a new file");
    name_file(l, "~/export.csv", "without door codes");
    press(l, "Enter", "row 1 of 1");
    press(l, "F3", "secrets hidden");
    press(l, "End", "preferred_code");
    press(l, "g y", "Copied");
    press(l, "Esc", "row 1 of 1");
}

/* For production the customer key is asked for, and a token does not say what it is for. */
static bool is_token(const struct place *l)
{
    return l->session->source == FROM_TOKEN || l->session->source == FROM_TYPED_TOKEN;
}

static void give_key(struct place *l)
{
    press(l, "k", "Key for this session");
    if (l->session->source == FROM_PASTING)
        pty_paste(l->p, CANARY_KEY);
    else
        pty_type(l->p, is_token(l) ? CANARY_TOKEN : CANARY_KEY);
    if (is_token(l)) {
        press(l, "Enter", "needs the id of the workspace");
        pty_type(l->p, "w-1");
    }
    press(l, "Enter", is_token(l) ? "seam_at...9f2c" : "seam_test...9f2c");
}

static void send(struct place *l)
{
    press(l, "F5", "y send");
    if (l->session->source >= FROM_TYPING)
        give_key(l);
    pty_keys(l->p, "y");
    if (is_token(l)) {
        see(l, "PRODUCTION");
        pty_type(l->p, "acme-2");
        pty_keys(l->p, "Enter");
    }
    see(l, l->session->ends_with);
}

static void use_link(struct place *l)
{
    press(l, "y", "Copied");
    press(l, "t", "A reply");
    press(l, "s", "Save the link to");
    name_file(l, "~/link.txt", "Saved to ~/link.txt");
    press(l, "h", "sandbox");
    press(l, "Enter", "y copy");
}

/* What the server says of a field. */
static void read_refusal(struct place *l)
{
    press(l, "Enter", "Not there");
    press(l, "Esc", l->session->ends_with);
}

static void end(struct place *l)
{
    if (l->session->signal)
        kill(pty_foreground(l->p), l->session->signal);
    else
        pty_keys(l->p, "F10");
    pty_wait_exit(l->p);
    look_at_screen(l);
}

/* Unsaved work is offered, compared, saved. */
static void recover(struct place *l, const char *const argv[])
{
    pty_free(l->p);
    start(l, argv, "SEAM_API_KEY", "LEAK");
    see(l, "Unsaved work");
    press(l, "=", "1 differ");
    press(l, "Esc", "fields set");
    press(l, "F2", "Saved");
    pty_keys(l->p, "F10");
    pty_wait_exit(l->p);
    look_at_screen(l);
}

/* The program keeps it within a second, and what is kept is what a crash leaves. */
static void leave_unsaved(struct place *l)
{
    go_to(l, "customer_data.reservations", "1 row");
    press(l, "Enter Down", "fields set");
    pty_paste(l->p, " and more");
    see(l, "[Stay and more");
}

static void look_at_all(struct place *l)
{
    size_t len;
    const char *written = pty_written(l->p, &len);
    canary_look(&l->search, PLACE_TERMINAL, written, len);
    canary_look_at_files(&l->search, l->home);
}

/* The secrets were where they belong, or the search would prove nothing. */
static void assert_used(const struct place *l)
{
    const struct canary_search *s = &l->search;
    const bool created = l->session->source == FROM_KEY && l->session->signal == 0;
    assert_true(s->found[DOOR_CODE][PLACE_CONFIGURATION]);
    assert_true(s->found[EMAIL][PLACE_CONFIGURATION]);
    assert_int_equal(s->found[LINK_MADE][PLACE_STATE], created);
    assert_int_equal(s->found[LINK_MADE][PLACE_LINK_FILE], created);
    assert_int_equal(s->found[LINK_MADE][PLACE_CLIPBOARD], created);
    const char *sent = server_end(l->server)->text;
    assert_int_equal(strstr(sent, CANARY_KEY_CORE) != NULL, l->session->source != FROM_NOWHERE);
    assert_int_equal(strstr(sent, CODE_SENT) != NULL, l->session->source != FROM_NOWHERE);
}

static void run_session(const struct session *session, struct tally *all, size_t looked[CANARY_PLACES])
{
    static const char *const keys[] = {
        [FROM_KEY] = "SEAM_API_KEY=" CANARY_KEY,
        [FROM_TOKEN] = "SEAM_PERSONAL_ACCESS_TOKEN=" CANARY_TOKEN,
        [FROM_NOWHERE] = "SEAM_API_KEY=" CANARY_KEY,
        [FROM_TYPED_TOKEN] = NULL,
    };
    /* In the home, so that a core would lie there, as far as the system lets one be made. */
    const char *const argv[] = {"/bin/sh",
                                "-c",
                                "cd \"$HOME\" && ulimit -S -c \"$(ulimit -H -c)\" && exec \"$0\" \"$@\"",
                                TEST_PROGRAM,
                                "--profile",
                                "office",
                                "hotel",
                                session->source == FROM_NOWHERE ? "--sandbox" : NULL,
                                NULL};
    struct place l = {.session = session, .server = server_start(session->script)};
    make_home(&l);
    start(&l, argv, keys[session->source], "LEAK");
    work(&l);
    send(&l);
    if (session->signal == 0)
        use_link(&l);
    if (session->signal == SIGKILL)
        read_refusal(&l);
    if (session->signal == SIGSEGV)
        leave_unsaved(&l);
    canary_look_at_process(&l.search, pty_foreground(l.p));
    end(&l);
    if (session->signal == SIGSEGV)
        recover(&l, argv);
    look_at_all(&l);
    if (session->signal == 0 || session->signal == SIGSEGV)
        canary_all_is_saved(&l.search);
    assert_used(&l);
    canary_count(&l.search, session->name, all);
    for (size_t i = 0; i < CANARY_PLACES; i++)
        looked[i] += l.search.bytes[i];
    finish(&l);
}

/* ---- the control */

/* Writes what it has wherever it can, keeps it in the environment, and hands it on as an argument. */
static const char naive[] =
    "cd \"$HOME\" || exit 1\n"
    "for file in data/seam-portal-tui/configurations/hotel.json data/seam-portal-tui/state.db \\\n"
    "    data/seam-portal-tui/answer-1.txt export.csv link.txt log; do echo \"$LEAK\" >>\"$file\"; done\n"
    "edit \"$LEAK\" tmp/edited\n"
    "echo \"$LEAK\" | xclip\n"
    "echo \"$LEAK\"; echo ready; read line\n";

static void run_control(struct tally *all)
{
    static const char *const argv[] = {"/bin/sh", "-c", naive, NULL};
    struct place l = {0};
    make_home(&l);
    start(&l, argv, "SEAM_API_KEY=" CANARY_KEY,
          "LEAK=" CANARY_KEY " " CANARY_LINK " " CANARY_CODE " " CANARY_EMAIL);
    see(&l, "ready");
    canary_look_at_process(&l.search, pty_foreground(l.p));
    pty_keys(l.p, "Enter");
    pty_wait_exit(l.p);
    look_at_all(&l);
    canary_all_is_saved(&l.search);
    canary_count(&l.search, NULL, all);
    finish(&l);
}

static void secrets__are_nowhere_else__after_any_session(void **state)
{
    (void)state;
    struct tally ours = {0}, control = {0};
    size_t looked[CANARY_PLACES] = {0};
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++)
        run_session(&sessions[i], &ours, looked);
    run_control(&control);
    printf("secrets: planned %u fired %u bad %u control %u\n", ours.planned, ours.fired, ours.bad,
           control.bad);
    assert_int_equal(ours.bad, 0);
    for (size_t i = 0; i < CANARY_PLACES; i++)
        assert_true(looked[i] > 0 || i == PLACE_MEMORY); /* not under a sanitizer; the control's is */
    assert_int_equal(control.bad, control.planned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secrets__are_nowhere_else__after_any_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
