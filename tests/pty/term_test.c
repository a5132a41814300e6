/* tui/term in a real pseudo terminal. Called with --show, this program is its own subject: it shows each
 * event, and does what some keys ask for. */
#include "config.h"

#include "tests/pty/pty.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/patience.h"
#include "tui/actions/clock.h"
#include "tui/term/term.h"

#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the subject */

struct subject {
    struct term *t;
    struct cells cells;
    int events;
    char last[200];
    bool quit;
};

static int end_without_memory(void *context)
{
    (void)context;
    term_rescue();
    mem_say(MEM_WORDS);
    return MEM_STATUS;
}

/* Longer than an Esc waits for the rest of its key. */
static void take_a_while(void)
{
    const char *delay = getenv("ESCDELAY");
    const int64_t until = clock_elapsed() + (delay ? strtol(delay, NULL, 10) : 0) * 5 / 4;
    while (clock_elapsed() < until)
        ;
}

static void obey(struct subject *s, uint32_t key)
{
    char text[40];
    switch (key) {
    case 'q':
        s->quit = true;
        break;
    case 'z':
        term_suspend(s->t);
        break;
    case 'p':
        snprintf(text, sizeof text, "printed after %d", s->events);
        term_print(s->t, text, strlen(text));
        break;
    case 'b':
        take_a_while();
        break;
    case 'l':
        term_redraw(s->t);
        break;
    case 'a':
        abort();
    case 'm':
        mem_at_end(end_without_memory, NULL);
        mem_exhausted();
    default:
        break;
    }
}

static void on_event(void *context, const struct event *ev)
{
    struct subject *s = context;
    char name[40] = "";
    s->events++;
    if (ev->type == EVENT_KEY)
        key_show(ev->key, name, sizeof name);
    if (ev->type == EVENT_KEY)
        snprintf(s->last, sizeof s->last, "key %s.", name);
    else if (ev->type == EVENT_PASTE)
        snprintf(s->last, sizeof s->last, "paste of %zu <%.40s>", ev->len, ev->text);
    else
        snprintf(s->last, sizeof s->last, "resize.");
    if (ev->type == EVENT_KEY && !ev->key.mods)
        obey(s, ev->key.code);
}

static void show(struct subject *s)
{
    int rows, cols;
    term_size(s->t, &rows, &cols);
    cells_resize(&s->cells, rows, cols);
    struct area a = area_all(&s->cells);
    area_printf(a, 0, 0, STYLE_TITLE, "size %dx%d %s", cols, rows, term_utf8(s->t) ? "utf8" : "ascii");
    area_printf(a, 1, 0, STYLE_ERROR, "event %d: %s", s->events, s->last);
    area_puts(a, 2, 0, STYLE_VALUE, "東京 e\u0301 \u2026|");
    area_puts_right(a, rows - 1, cols, STYLE_FOCUS, "corner");
    area_cursor(a, 1, 3);
    term_show(s->t, &s->cells);
}

static int run_subject(void)
{
    struct theme theme;
    struct err e;
    static const char looks[] = "title = bold\nerror = bright-red on blue\nfocus = reverse\n";
    setlocale(LC_ALL, "");
    struct subject s = {.last = "none"};
    if (!theme_read(&theme, looks, strlen(looks), &e))
        return 90;
    s.t = term_open(&theme, COLOR_AUTO, &e);
    if (!s.t) {
        printf("refused: %s\n", e.text);
        return 91;
    }
    cells_init(&s.cells, 1, 1, !term_utf8(s.t));
    int status = 0;
    while (!s.quit && !status) {
        int fds[2];
        show(&s);
        term_descriptors(s.t, fds);
        struct pollfd polled[] = {{.fd = fds[0], .events = POLLIN}, {.fd = fds[1], .events = POLLIN}};
        poll(polled, 2, term_timeout(s.t));
        const unsigned news = term_read(s.t, on_event, &s);
        if (news & (TERM_QUIT | TERM_GONE))
            status = term_signal(s.t) ? 128 + term_signal(s.t) : 92;
    }
    term_close(s.t);
    cells_finish(&s.cells);
    return status;
}

/* ---- the tests */

/* By its name: what tests/valgrind.sh starts, it cannot start again as /proc/self/exe. */
static char self[4096];
static const char *const subject[] = {self, "--show", NULL};

static struct pty *started(const char *const env[])
{
    struct pty *p = pty_start(subject, env, 24, 80);
    pty_wait_text(p, "event 0: none", 0);
    return p;
}

static void term_open__takes_the_screen__and_term_close_gives_it_back(void **state)
{
    (void)state;
    struct pty *p = started(NULL);
    pty_wait_cursor(p, 1, 3);
    assert_true(pty_on_alternate_screen(p));
    assert_false(pty_modes_restored(p));
    char *screen = pty_screen(p);
    assert_non_null(strstr(screen, "size 80x24 utf8\n"));
    assert_non_null(strstr(screen, "東京 e\u0301 \u2026|\n"));
    assert_non_null(strstr(screen, "                          corner\n"));
    free(screen);
    pty_keys(p, "q");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_assert_left_alone(p);
    pty_free(p);
}

static void term_read__gets_control_keys__that_terminals_keep_elsewhere(void **state)
{
    (void)state;
    static const char *const keys[] = {"Ctrl-S",     "Ctrl-Q",    "Ctrl-C",    "Ctrl-Z",    "Ctrl-\\",
                                       "Ctrl-Space", "Enter",     "Tab",       "Shift-Tab", "F1",
                                       "F5",         "Ctrl-Down", "Alt-Enter", "é",         "Ctrl-_",
                                       "Backspace",  "Esc",       "Shift-F8",  "Ctrl-V",    "Alt-Backspace"};
    struct pty *p = started(NULL);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char *wanted = xasprintf("event %zu: key %s.", i + 1, keys[i]);
        pty_keys(p, keys[i]);
        pty_wait_text(p, wanted, 0);
        free(wanted);
    }
    pty_free(p);
}

/* Only so much is read before the picture is drawn, and that may end within a key: the rest of it is not
 * late, however long the answers to the keys before took. */
static void term_read__cuts_no_key_in_two__where_more_comes_than_it_reads(void **state)
{
    (void)state;
    enum { SLOW = 12, KEYS = 1333, DELAY = 100 };
    char *delay = xasprintf("ESCDELAY=%d", patience(DELAY));
    const char *const env[] = {delay, NULL};
    struct pty *p = started(env);
    struct buf keys;
    buf_init(&keys, BUF_TEXT_MAX);
    for (int i = 0; i < SLOW * KEYS; i++)
        buf_puts(&keys, i % KEYS ? "\033OP" : "b");
    pty_send(p, keys.data, keys.len);
    char *wanted = xasprintf("event %d: key F1.", SLOW * KEYS);
    pty_wait_text(p, wanted, 0);
    free(wanted);
    buf_finish(&keys);
    pty_free(p);
    free(delay);
}

static void term_read__gets_a_paste__as_one_event(void **state)
{
    (void)state;
    struct pty *p = started(NULL);
    pty_paste(p, "q one\ttwo");
    pty_wait_text(p, "event 1: paste of 9 <q one", 0);
    char *large = xmalloc(((size_t)1 << 20) + 1);
    memset(large, 'q', (size_t)1 << 20);
    large[(size_t)1 << 20] = '\0';
    pty_paste(p, large);
    free(large);
    pty_wait_text(p, "event 2: paste of 1048576 <qqqq", 0);
    pty_free(p);
}

static void term_read__follows__every_size(void **state)
{
    (void)state;
    static const int sizes[][2] = {{40, 120}, {12, 40}, {1, 1}, {2, 3}, {100, 300}, {24, 80}};
    struct pty *p = started(NULL);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pty_resize(p, sizes[i][0], sizes[i][1]);
        if (sizes[i][1] >= 40) {
            char *wanted = xasprintf("size %dx%d", sizes[i][1], sizes[i][0]);
            pty_wait_text(p, wanted, 0);
            free(wanted);
        }
    }
    pty_keys(p, "q");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_assert_left_alone(p);
    pty_free(p);
}

/* The first are told, and the program ends itself; of the others it has no use: a limit of processor time,
 * say, or one that was meant for another process. */
static void signals__restore_the_terminal__before_the_end(void **state)
{
    (void)state;
    static const int numbers[] = {SIGTERM,   SIGHUP,  SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGXCPU,
                                  SIGVTALRM, SIGPROF, SIGPWR, SIGIO,   SIGSYS,  SIGTRAP};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct pty *p = started(NULL);
        kill(pty_foreground(p), numbers[i]);
        assert_int_equal(pty_wait_exit(p), 128 + numbers[i]);
        pty_assert_left_alone(p);
        pty_free(p);
    }
}

static void crashes__restore_the_terminal__before_the_end(void **state)
{
    (void)state;
    struct pty *p = started(NULL);
    pty_keys(p, "a");
    assert_int_equal(pty_wait_exit(p), 128 + SIGABRT);
    pty_assert_left_alone(p);
    pty_free(p);

    p = started(NULL);
    pty_keys(p, "m");
    assert_int_equal(pty_wait_exit(p), 7);
    pty_assert_left_alone(p);
    pty_wait_text(p, MEM_WORDS, 0);
    pty_free(p);
}

static void signals_that_were_ignored_before__stay_ignored(void **state)
{
    (void)state;
    signal(SIGUSR1, SIG_IGN);
    struct pty *p = started(NULL);
    signal(SIGUSR1, SIG_DFL);
    kill(pty_foreground(p), SIGUSR1);
    pty_keys(p, "q");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_assert_left_alone(p);
    pty_free(p);
}

static void a_vanished_terminal__ends_the_program__without_a_key(void **state)
{
    (void)state;
    struct pty *p = started(NULL);
    pty_hangup(p);
    const int status = pty_wait_exit(p);
    assert_true(status == 128 + SIGHUP || status == 92);
    pty_free(p);
}

static void term_print__shows_plain_text__until_enter(void **state)
{
    (void)state;
    struct pty *p = started(NULL);
    pty_keys(p, "p");
    pty_wait_text(p, "printed after 1", 0);
    pty_wait_text(p, "Press Enter to go back.", 0);
    assert_false(pty_on_alternate_screen(p));
    assert_true(pty_modes_restored(p));
    pty_keys(p, "Enter");
    pty_wait_text(p, "event 1: key p.", 0);
    assert_true(pty_on_alternate_screen(p));
    pty_keys(p, "p");
    pty_wait_text(p, "printed after 2", 0);
    pty_keys(p, "Ctrl-C"); /* the terminal makes it SIGINT there */
    pty_wait_text(p, "event 2: key p.", 0);
    pty_keys(p, "q");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_assert_left_alone(p);
    pty_free(p);
}

static void term_print__keeps_what_happened_meanwhile__for_the_loop(void **state)
{
    (void)state;
    struct pty *p = started(NULL);
    pty_keys(p, "p");
    pty_wait_text(p, "printed after 1", 0);
    pty_resize(p, 12, 40);
    pty_keys(p, "Enter");
    pty_wait_text(p, "event 2: resize.", 0);
    pty_wait_text(p, "size 40x12", 0);
    pty_keys(p, "p");
    pty_wait_text(p, "printed after 3", 0);
    kill(pty_foreground(p), SIGTERM);
    assert_int_equal(pty_wait_exit(p), 128 + SIGTERM);
    pty_assert_left_alone(p);
    pty_free(p);
}

/* Only a shell with job control, between the terminal and the program, lets it stop. */
static void suspending__gives_the_terminal_to_the_shell__and_takes_it_back(void **state)
{
    (void)state;
    static const char *const shell[] = {"/bin/sh", "-i", NULL};
    static const char *const env[] = {"PS1=ready> ", "ENV", NULL};
    struct pty *p = pty_start(shell, env, 24, 80);
    pty_wait_text(p, "ready>", 0);
    char *command = xasprintf("clear; '%s' --show\n", self);
    pty_type(p, command);
    free(command);
    pty_wait_text(p, "event 0: none", 0);

    pty_keys(p, "z");
    pty_wait_text(p, "Stopped", 0);
    pty_wait_text(p, "ready>", 0);
    assert_false(pty_on_alternate_screen(p));
    pty_resize(p, 30, 100);
    pty_type(p, "fg\n");
    pty_wait_text(p, "event 2: resize.", 0);
    pty_wait_text(p, "size 100x30", 0);
    assert_true(pty_on_alternate_screen(p));

    kill(pty_foreground(p), SIGTSTP);
    pty_wait_text(p, "ready>", 0);
    assert_false(pty_on_alternate_screen(p));
    pty_type(p, "fg\n");
    pty_wait_text(p, "size 100x30", 0);
    pty_keys(p, "x");
    pty_wait_text(p, "event 3: key x.", 0);
    pty_keys(p, "q");
    pty_wait_text(p, "ready>", 0);
    assert_false(pty_on_alternate_screen(p));
    pty_type(p, "exit 5\n");
    assert_int_equal(pty_wait_exit(p), 5);
    pty_free(p);
}

static void colors__are_sent__unless_no_color_is_set(void **state)
{
    (void)state;
    static const char bright_red[] = "\x1b[91m", blue[] = "\x1b[44m";
    static const char *const none[] = {"NO_COLOR=1", NULL};
    struct pty *p = started(NULL);
    pty_wait_written(p, bright_red, strlen(bright_red), 0);
    pty_wait_written(p, blue, strlen(blue), 0);
    pty_free(p);
    p = started(none);
    pty_keys(p, "q");
    assert_int_equal(pty_wait_exit(p), 0);
    assert_false(pty_has_written(p, bright_red, strlen(bright_red)));
    assert_false(pty_has_written(p, blue, strlen(blue)));
    pty_free(p);
}

static void other_locales__get_a_substitute__for_what_they_lack(void **state)
{
    (void)state;
    static const char *const env[] = {"LC_ALL=C", NULL};
    struct pty *p = started(env);
    pty_wait_text(p, "size 80x24 ascii", 0);
    pty_wait_text(p, "???? e ?|", 0);
    pty_free(p);
}

static void term_redraw__repairs__a_screen_that_others_wrote_on(void **state)
{
    (void)state;
    struct pty *p = started(NULL);
    pty_scribble(p, "\x1b[1;1Hscribbled");
    pty_wait_text(p, "scribbled", 0);
    pty_keys(p, "l");
    pty_wait_no_text(p, "scribbled", 0);
    pty_wait_text(p, "size 80x24", 0);
    pty_free(p);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--show") == 0)
        return run_subject();
    if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(term_open__takes_the_screen__and_term_close_gives_it_back),
        cmocka_unit_test(term_read__gets_control_keys__that_terminals_keep_elsewhere),
        cmocka_unit_test(term_read__cuts_no_key_in_two__where_more_comes_than_it_reads),
        cmocka_unit_test(term_read__gets_a_paste__as_one_event),
        cmocka_unit_test(term_read__follows__every_size),
        cmocka_unit_test(signals__restore_the_terminal__before_the_end),
        cmocka_unit_test(crashes__restore_the_terminal__before_the_end),
        cmocka_unit_test(signals_that_were_ignored_before__stay_ignored),
        cmocka_unit_test(a_vanished_terminal__ends_the_program__without_a_key),
        cmocka_unit_test(term_print__shows_plain_text__until_enter),
        cmocka_unit_test(term_print__keeps_what_happened_meanwhile__for_the_loop),
        cmocka_unit_test(suspending__gives_the_terminal_to_the_shell__and_takes_it_back),
        cmocka_unit_test(colors__are_sent__unless_no_color_is_set),
        cmocka_unit_test(other_locales__get_a_substitute__for_what_they_lack),
        cmocka_unit_test(term_redraw__repairs__a_screen_that_others_wrote_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
