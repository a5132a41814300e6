#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/fake/term.h"
#include "tests/scratch.h"
#include "tui/term/clipboard.h"
#include "tui/term/run.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A directory with fake tools, which is all of PATH; each writes its arguments and input to a file. */
struct desk {
    char *dir, *usual_path;
    struct term *t;
    struct buf words;
};

static void add_tool(const struct desk *d, const char *name, const char *script)
{
    char *path = scratch_path(d->dir, name);
    char *text = xasprintf("#!/bin/sh\n%s\n", script);
    scratch_write(path, text, strlen(text));
    free(text);
    assert_int_equal(chmod(path, 0755), 0);
    free(path);
}

/* What a fake tool got: its arguments on a line, then its input; "" where none was run. */
static void assert_got(const struct desk *d, const char *wanted)
{
    char *path = scratch_path(d->dir, "got");
    char *text = access(path, F_OK) == 0 ? scratch_read(path, NULL) : xstrdup("");
    assert_string_equal(text, wanted);
    free(text);
    free(path);
}

#define TAKES "{ echo \"$0 $*\" | sed 's:.*/::'; cat; } > \"${0%/*}/got\""

static int set_up(void **state)
{
    struct desk *d = xcalloc(1, sizeof *d);
    d->dir = scratch_new();
    d->usual_path = xstrdup(getenv("PATH"));
    char *path = xasprintf("%s:/usr/bin:/bin", d->dir);
    setenv("PATH", path, 1);
    free(path);
    static const char *const variables[] = {"TMUX", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        unsetenv(variables[i]);
    signal(SIGPIPE, SIG_IGN);
    d->t = fake_term_new(24, 80);
    buf_init(&d->words, 399);
    *state = d;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    setenv("PATH", d->usual_path, 1);
    fake_term_free(d->t);
    buf_finish(&d->words);
    scratch_free(d->dir);
    free(d->usual_path);
    free(d);
    return 0;
}

static bool copy(struct desk *d, const char *text)
{
    return clipboard_copy(d->t, text, strlen(text), &d->words);
}

static void clipboard_copy__sends_osc_52__and_does_not_claim_success(void **state)
{
    struct desk *d = *state;
    assert_true(copy(d, "https://se.example.com/1234"));
    assert_string_equal(d->t->sent.data, "\x1b]52;c;aHR0cHM6Ly9zZS5leGFtcGxlLmNvbS8xMjM0\x1b\\");
    assert_string_equal(d->words.data, "Sent to your terminal by OSC 52 (it does not say if it worked).");
}

static void clipboard_copy__pads_base64__for_every_length(void **state)
{
    struct desk *d = *state;
    copy(d, "a");
    copy(d, "ab");
    copy(d, "\xff\xfe\xfd");
    copy(d, "");
    assert_string_equal(d->t->sent.data,
                        "\x1b]52;c;YQ==\x1b\\\x1b]52;c;YWI=\x1b\\\x1b]52;c;//79\x1b\\\x1b]52;c;\x1b\\");
}

static void clipboard_copy__loads_the_buffer__inside_tmux(void **state)
{
    struct desk *d = *state;
    add_tool(d, "tmux", TAKES);
    setenv("TMUX", "/tmp/tmux,1,0", 1);
    assert_true(copy(d, "two\nlines"));
    assert_got(d, "tmux load-buffer -w -\ntwo\nlines");
    assert_string_equal(d->words.data,
                        "Copied: tmux buffer, and by tmux to your terminal (it does not say if it worked).");
    assert_int_equal(d->t->sent.len, 0);
}

static void clipboard_copy__says_that_tmux_drops_osc_52__when_its_buffer_fails(void **state)
{
    struct desk *d = *state;
    add_tool(d, "tmux", "exit 1");
    setenv("TMUX", "/tmp/tmux,1,0", 1);
    assert_true(copy(d, "x"));
    assert_non_null(strstr(d->words.data, "tmux did not take it."));
    assert_non_null(strstr(d->words.data, "set-clipboard"));
    assert_string_equal(d->t->sent.data, "\x1b]52;c;eA==\x1b\\");
}

static void clipboard_copy__uses_a_local_tool__only_with_a_display_and_not_over_ssh(void **state)
{
    struct desk *d = *state;
    add_tool(d, "xclip", TAKES);
    assert_true(copy(d, "x"));
    assert_got(d, "");
    setenv("DISPLAY", ":0", 1);
    setenv("SSH_TTY", "/dev/pts/1", 1);
    copy(d, "x");
    assert_got(d, "");
    unsetenv("SSH_TTY");
    buf_clear(&d->words);
    assert_true(copy(d, "x"));
    assert_got(d, "xclip -selection clipboard\nx");
    assert_string_equal(d->words.data,
                        "Copied with xclip, and by OSC 52 to your terminal (it does not say if it worked).");
}

static void clipboard_copy__tries_the_next_tool__when_one_fails(void **state)
{
    struct desk *d = *state;
    add_tool(d, "wl-copy", "exit 1");
    add_tool(d, "xclip", "kill -9 $$");
    add_tool(d, "xsel", TAKES);
    setenv("DISPLAY", ":0", 1);
    setenv("WAYLAND_DISPLAY", "wayland-0", 1);
    assert_true(copy(d, "x"));
    assert_got(d, "xsel --clipboard --input\nx");
    assert_non_null(strstr(d->words.data, "Copied with xsel"));
}

static void clipboard_copy__gives_up__when_programs_hang(void **state)
{
    struct desk *d = *state;
    static const char *const names[] = {"tmux", "wl-copy", "xclip", "xsel"};
    char *hang = xasprintf("echo $$ >>'%s/hung'; exec sleep 1000", d->dir);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add_tool(d, names[i], hang);
    free(hang);
    setenv("TMUX", "/tmp/tmux,1,0", 1);
    setenv("DISPLAY", ":0", 1);
    setenv("WAYLAND_DISPLAY", "wayland-0", 1);
    assert_true(copy(d, "x")); /* to the terminal */
    char *path = scratch_path(d->dir, "hung"), *hung = scratch_read(path, NULL);
    assert_ptr_equal(strchr(hung, '\n'), hung + strlen(hung) - 1); /* the first one had all the time */
    free(hung);
    free(path);
}

static void clipboard_copy__refuses_osc_52__for_what_terminals_cut(void **state)
{
    struct desk *d = *state;
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    while (text.len < 56244)
        buf_putc(&text, 'x');
    assert_true(clipboard_copy(d->t, text.data, text.len, &d->words));
    assert_int_equal(d->t->sent.len, strlen("\x1b]52;c;\x1b\\") + 74992);
    buf_clear(&d->t->sent);
    buf_clear(&d->words);
    buf_putc(&text, 'x');
    assert_false(clipboard_copy(d->t, text.data, text.len, &d->words));
    assert_int_equal(d->t->sent.len, 0);
    assert_non_null(strstr(d->words.data, "save it to a file"));
    buf_finish(&text);
}

static void clipboard_copy__says_so__when_nothing_can_be_tried(void **state)
{
    struct desk *d = *state;
    d->t->refuses_bytes = true;
    assert_false(copy(d, "x"));
    assert_non_null(strstr(d->words.data, "Not copied"));
}

/* The limit of time would end them in weeks. */
static void run_with_input__gives_up__when_the_program_has_to_end(void **state)
{
    struct desk *d = *state;
    add_tool(d, "xclip", "exec sleep 1000");
    static const char *const deaf[] = {"xclip", NULL};
    char *large = xcalloc(1, 1 << 20);
    d->t->ends = true;
    assert_false(run_with_input(d->t, deaf, "x", 1, INT_MAX));
    assert_false(run_with_input(d->t, deaf, large, 1 << 20, INT_MAX));
    free(large);
}

static void run_with_input__ends_a_program__that_does_not_end(void **state)
{
    struct desk *d = *state;
    add_tool(d, "xclip", "cat >/dev/null; exec sleep 1000");
    add_tool(d, "xsel", "exec sleep 1000");
    static const char *const hangs[] = {"xclip", NULL}, *const deaf[] = {"xsel", NULL},
                             *const none[] = {"no-such-tool", NULL};
    char *large = xcalloc(1, 1 << 20);
    assert_false(run_with_input(d->t, hangs, "x", 1, 50));
    assert_false(run_with_input(d->t, deaf, large, 1 << 20, 50));
    assert_false(run_with_input(d->t, none, "x", 1, 50));
    free(large);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(clipboard_copy__sends_osc_52__and_does_not_claim_success),
        TEST(clipboard_copy__pads_base64__for_every_length),
        TEST(clipboard_copy__loads_the_buffer__inside_tmux),
        TEST(clipboard_copy__says_that_tmux_drops_osc_52__when_its_buffer_fails),
        TEST(clipboard_copy__uses_a_local_tool__only_with_a_display_and_not_over_ssh),
        TEST(clipboard_copy__tries_the_next_tool__when_one_fails),
        TEST(clipboard_copy__gives_up__when_programs_hang),
        TEST(clipboard_copy__refuses_osc_52__for_what_terminals_cut),
        TEST(clipboard_copy__says_so__when_nothing_can_be_tried),
        TEST(run_with_input__ends_a_program__that_does_not_end),
        TEST(run_with_input__gives_up__when_the_program_has_to_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
