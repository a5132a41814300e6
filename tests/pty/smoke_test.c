/* The program itself, in a terminal: comes up, bears every size and end, and leaves the terminal as it was.
 */
#include "config.h"

#include "tests/program.h"
#include "tests/pty/pty.h"

#include "forms/mem.h"
#include "tests/scratch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const program[] = {TEST_PROGRAM, NULL};

enum { NO_COLOR_AT = 9 };

/* A home of its own for each test. */
struct home {
    char *dir, *variable;
    const char *env[NO_COLOR_AT + 2];
};

static int set_up(void **state)
{
    struct home *h = xcalloc(1, sizeof *h);
    h->dir = scratch_new();
    h->variable = xasprintf("HOME=%s", h->dir);
    const char *const env[] = {h->variable,      "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                               "XDG_CACHE_HOME", "SEAM_ENDPOINT",   "PS1=ready> ",   "ENV",
                               "SEAM_API_KEY",   "NO_COLOR"};
    memcpy(h->env, env, sizeof env);
    *state = h;
    return 0;
}

static int tear_down(void **state)
{
    struct home *h = *state;
    scratch_free(h->dir);
    free(h->variable);
    free(h);
    return 0;
}

static struct pty *started(const struct home *h, int rows, int cols)
{
    struct pty *p = pty_start(program, h->env, rows, cols);
    pty_wait_text(p, "No saved configurations yet", 0);
    return p;
}

/* A new configuration, with the cursor in its first field. */
static struct pty *editing(const struct home *h, int rows, int cols)
{
    struct pty *p = started(h, rows, cols);
    pty_keys(p, "n");
    pty_wait_text(p, "Enter accept", 0);
    pty_keys(p, "text:acme Enter");
    pty_wait_text(p, "Customer key", 0);
    return p;
}

static void the_program__comes_up__and_quits_cleanly_at_every_usual_size(void **state)
{
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct pty *p = started(*state, sizes[i][0], sizes[i][1]);
        pty_keys(p, "F1");
        pty_wait_no_text(p, "No saved configurations yet", 0);
        pty_keys(p, "Esc");
        pty_wait_text(p, "No saved configurations yet", 0);
        pty_keys(p, "F10");
        assert_int_equal(pty_wait_exit(p), 0);
        pty_assert_left_alone(p);
        pty_free(p);
    }
}

/* What stands between "\033[" and its "m": 30 to 49 and 90 to 107 set a color or take one back. */
static bool sets_color(const char *p, const char *end)
{
    bool found = false;
    long n = 0;
    for (; p < end && (*p == ';' || (*p >= '0' && *p <= '9')); p++) {
        n = *p == ';' ? 0 : n * 10 + (*p - '0');
        bool whole = p + 1 == end || p[1] < '0' || p[1] > '9';
        found = found || (whole && ((n >= 30 && n <= 49) || (n >= 90 && n <= 107)));
    }
    return found && p < end && *p == 'm';
}

static size_t count_colors(const struct pty *p)
{
    size_t len, count = 0;
    const char *at = pty_written(p, &len), *end = at + len;
    while ((at = memmem(at, (size_t)(end - at), "\033[", 2))) {
        at += 2;
        count += sets_color(at, end);
    }
    return count;
}

static void memory__is_private__to_the_program_on_a_screen(void **state)
{
    const struct home *h = *state;
    struct pty *p = started(h, 24, 80);
    assert_false(program_can_be_seen(pty_child(p)));
    pty_keys(p, "F10");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_free(p);
}

static void no_color__sends_no_colors__and_its_absence_does(void **state)
{
    struct home *h = *state;
    for (int refused = 0; refused < 2; refused++) {
        h->env[NO_COLOR_AT] = refused ? "NO_COLOR=1" : "NO_COLOR";
        struct pty *p = started(h, 24, 80);
        pty_keys(p, "F1");
        pty_wait_no_text(p, "No saved configurations yet", 0);
        assert_int_equal(count_colors(p) == 0, refused);
        pty_free(p);
    }
}

static void signals__end_it__with_the_terminal_as_it_was(void **state)
{
    static const int numbers[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct pty *p = started(*state, 24, 80);
        kill(pty_foreground(p), numbers[i]);
        assert_int_equal(pty_wait_exit(p), 128 + numbers[i]);
        pty_assert_left_alone(p);
        pty_free(p);
    }
}

static void a_vanished_terminal__ends_it__without_spinning(void **state)
{
    struct pty *p = started(*state, 24, 80);
    pty_hangup(p);
    assert_int_equal(pty_wait_exit(p), 128 + SIGHUP);
    pty_free(p);
}

static void resizing__redraws_all_of_it__down_to_one_cell_and_back(void **state)
{
    static const int sizes[][2] = {{1, 1}, {100, 300}, {5, 20}, {12, 40}, {40, 120}};
    struct pty *p = editing(*state, 24, 80);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        pty_resize(p, sizes[i][0], sizes[i][1]);
    pty_wait_text(p, "Customer key", 0);
    pty_keys(p, "text:hotel-9");
    pty_wait_text(p, "hotel-9", 0);
    pty_free(p);
}

static void suspending__hands_the_terminal_over__and_fg_brings_it_back(void **state)
{
    static const char *const shell[] = {"/bin/sh", "-i", NULL};
    struct home *h = *state;
    struct pty *p = pty_start(shell, h->env, 24, 80);
    pty_wait_text(p, "ready>", 0);
    char *command = xasprintf("clear; '%s'\n", program[0]);
    pty_type(p, command);
    free(command);
    pty_wait_text(p, "No saved configurations yet", 0);
    pty_keys(p, "Ctrl-Z");
    pty_wait_text(p, "ready>", 0);
    assert_false(pty_on_alternate_screen(p));
    pty_type(p, "fg\n");
    pty_wait_text(p, "No saved configurations yet", 0);
    assert_true(pty_on_alternate_screen(p));
    pty_keys(p, "F10");
    pty_wait_text(p, "ready>", 0);
    pty_free(p);
}

static void pastes__are_text__of_the_field_in_focus(void **state)
{
    struct pty *p = editing(*state, 24, 80);
    pty_paste(p, "hotel-q7");
    pty_wait_text(p, "hotel-q7", 0);
    pty_wait_text(p, "acme [+]", 0);
    pty_keys(p, "Ctrl-C");
    pty_wait_text(p, "quit without saving", 0);
    pty_keys(p, "x");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_assert_left_alone(p);
    pty_free(p);
}

/* Counted, not timed: an operator on a slow line waits for bytes. */
static void a_typed_character__costs_few_bytes__on_the_line(void **state)
{
    struct pty *p = editing(*state, 24, 80);
    char field[] = "[abcdefghijkl_";
    pty_keys(p, "text:ab");
    pty_wait_text(p, "[ab_", 0);
    pty_wait_text(p, "[+]", 0);
    const size_t before = pty_bytes(p);
    for (size_t n = 4; n < strlen(field); n++) { /* "[abc_", "[abcd_" ... */
        char wanted[sizeof field];
        snprintf(wanted, sizeof wanted, "%.*s_", (int)n, field);
        pty_send(p, &field[n - 1], 1);
        pty_wait_text(p, wanted, 0);
    }
    const size_t each = (pty_bytes(p) - before) / (strlen(field) - 4);
    if (each > 40)
        fail_msg("a typed character costs %zu bytes", each);
    pty_free(p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_program__comes_up__and_quits_cleanly_at_every_usual_size),
        TEST(memory__is_private__to_the_program_on_a_screen),
        TEST(no_color__sends_no_colors__and_its_absence_does),
        TEST(signals__end_it__with_the_terminal_as_it_was),
        TEST(a_vanished_terminal__ends_it__without_spinning),
        TEST(resizing__redraws_all_of_it__down_to_one_cell_and_back),
        TEST(suspending__hands_the_terminal_over__and_fg_brings_it_back),
        TEST(pastes__are_text__of_the_field_in_focus),
        TEST(a_typed_character__costs_few_bytes__on_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
