/* Job control, as a shell does it: the real program is stopped and goes on, by keys and by signals, in the
 * foreground and from the background, and loses neither the terminal nor the work. The shell is bash or
 * whatever /bin/sh is: any that has jobs. */
#include "config.h"

#include "tests/pty/unsaved.h"

#include "forms/mem.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORK "hotel-q7"

/* The shell names the job where it stopped, maybe in the middle of a line, and asks for the next command: a
 * short name, found in the PATH, and a prompt that begins its line are not broken by the edge of the screen,
 * wherever the program was built. */
#define COMMAND "seam-portal-tui acme"
#define PROMPT  "PS1=\rready> "

struct job {
    struct unsaved *u;
    struct pty *p; /* the shell */
    pid_t program;
};

static char *path_with_program(void)
{
    const char *end = strrchr(TEST_PROGRAM, '/');
    return xasprintf("PATH=%.*s:%s", (int)(end - TEST_PROGRAM), TEST_PROGRAM, getenv("PATH"));
}

static struct pty *start_shell(const struct unsaved *u)
{
    static const char *const shell[] = {"/bin/sh", "-i", NULL};
    char *path = path_with_program();
    const char *const env[] = {u->data,  u->config,      PROMPT,     path, "ENV",
                               "TZ=UTC", "SEAM_API_KEY", "HISTFILE", NULL};
    struct pty *p = pty_start(shell, env, 24, 80);
    pty_wait_text(p, "ready>", 0);
    free(path);
    return p;
}

static int make_job(void **state)
{
    struct job *j = xcalloc(1, sizeof *j);
    j->u = unsaved_new(0);
    j->p = start_shell(j->u);
    *state = j;
    return 0;
}

static int remove_job(void **state)
{
    struct job *j = *state;
    pty_free(j->p);
    unsaved_free(j->u);
    free(j);
    return 0;
}

/* A line for the shell, on an empty screen: what is waited for then is new. */
static void tell(struct job *j, const char *line)
{
    char *all = xasprintf("clear; %s\n", line);
    pty_type(j->p, all);
    free(all);
}

static void assert_works(struct job *j, const char *shown)
{
    pty_wait_text(j->p, shown, 0);
    pty_wait_text(j->p, "Customer key", 0);
    assert_true(pty_on_alternate_screen(j->p));
    assert_false(pty_modes_restored(j->p));
}

static void begin(struct job *j)
{
    tell(j, COMMAND);
    pty_wait_text(j->p, "Customer key", 0);
    pty_type(j->p, WORK);
    assert_works(j, WORK);
    j->program = pty_foreground(j->p);
}

static void assert_at_shell(struct job *j)
{
    pty_wait_text(j->p, "ready>", 0);
    pty_assert_left_alone(j->p);
    assert_int_equal(pty_foreground(j->p), pty_child(j->p));
}

/* The shell's own picture is there once it answers. */
static void assert_shell_answers(struct job *j)
{
    tell(j, "echo $((40 + 2))");
    pty_wait_text(j->p, "42\n", 0);
}

static void end(struct job *j)
{
    pty_keys(j->p, "F2");
    pty_wait_text(j->p, "Saved", 0);
    pty_keys(j->p, "F10");
    assert_at_shell(j);
    tell(j, "echo ended $?");
    pty_wait_text(j->p, "ended 0", 0);
    struct buf saved;
    buf_init(&saved, BUF_TEXT_MAX);
    assert_true(unsaved_saved(j->u, UNSAVED_PLACES_LIST[0].pointer, &saved));
    assert_memory_equal(saved.data, WORK, strlen(WORK));
    buf_finish(&saved);
}

static void ctrl_z__gives_the_terminal_to_the_shell__again_and_again(void **state)
{
    static const int sizes[][2] = {{30, 100}, {12, 40}, {24, 80}};
    struct job *j = *state;
    begin(j);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pty_keys(j->p, "Ctrl-Z");
        assert_at_shell(j);
        assert_true(unsaved_is_kept(j->u, WORK, 1)); /* it may never go on */
        pty_resize(j->p, sizes[i][0], sizes[i][1]);
        assert_shell_answers(j);
        tell(j, "fg");
        assert_works(j, WORK);
        assert_int_equal(pty_foreground(j->p), j->program);
    }
    pty_expect(j->p, "jobs-continued");
    end(j);
}

static void a_stop_from_outside__is_one__and_can_be_repeated(void **state)
{
    static const int numbers[] = {SIGTSTP, SIGTSTP, SIGSTOP, SIGSTOP};
    struct job *j = *state;
    begin(j);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        assert_int_equal(kill(j->program, numbers[i]), 0);
        pty_wait_text(j->p, "ready>", 0);
        if (numbers[i] == SIGTSTP) /* nobody can do anything about the other */
            assert_at_shell(j);
        assert_shell_answers(j);
        tell(j, "fg");
        assert_works(j, WORK);
    }
    end(j);
}

/* Another program may leave the terminal as it likes. */
static void going_on__takes_screen_and_modes_back__whatever_became_of_them(void **state)
{
    struct job *j = *state;
    begin(j);
    kill(j->program, SIGSTOP);
    pty_wait_text(j->p, "ready>", 0);
    tell(j, "stty sane; printf '\\033[?1049l\\033[?2004l\\033[?25l'; echo ordi''nary");
    pty_wait_text(j->p, "ordinary", 0);
    tell(j, "fg");
    assert_works(j, WORK);
    pty_paste(j->p, "-pasted");
    pty_wait_text(j->p, WORK "-pasted", 0);
    end(j);
}

/* It waits for the foreground before it looks at the modes: those would be the shell's, while it edits a
 * line. */
static void a_start_in_the_background__waits_for_fg__and_leaves_the_modes_of_then(void **state)
{
    struct job *j = *state;
    tell(j, "stty -echo; " COMMAND " & until grep -q ') T' /proc/$!/stat; do :; done; stty echo");
    pty_wait_text(j->p, "ready>", 0);
    assert_shell_answers(j);
    assert_false(pty_on_alternate_screen(j->p));
    tell(j, "fg");
    pty_wait_text(j->p, "Customer key", 0);
    pty_type(j->p, WORK);
    assert_works(j, WORK);
    end(j);
}

/* bg makes it ask for the terminal at once, and the shell stops it again. */
static void going_on_in_the_background__stops_again__until_fg(void **state)
{
    struct job *j = *state;
    begin(j);
    pty_keys(j->p, "Ctrl-Z");
    assert_at_shell(j);
    tell(j, "bg");
    assert_shell_answers(j);
    pty_assert_left_alone(j->p);
    tell(j, "fg");
    assert_works(j, WORK);
    end(j);
}

/* Editors stop the whole job, too; afterwards the program does not stop once more by itself. */
static void an_editor__that_is_stopped__goes_on_with_the_program(void **state)
{
    struct job *j = *state;
    tell(j, "export EDITOR='sh -c \"echo the editor is here; read line; exit 1\"' VISUAL=");
    pty_wait_text(j->p, "ready>", 0);
    begin(j);
    pty_keys(j->p, "F4");
    pty_wait_text(j->p, "the editor is here", 0);
    pty_keys(j->p, "Ctrl-Z");
    pty_wait_text(j->p, "ready>", 0);
    assert_shell_answers(j);
    tell(j, "fg");
    pty_keys(j->p, "Enter");
    assert_works(j, "ended with status 1");
    pty_type(j->p, "!");
    assert_works(j, WORK "!");
    end(j);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_job, remove_job)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ctrl_z__gives_the_terminal_to_the_shell__again_and_again),
        TEST(a_stop_from_outside__is_one__and_can_be_repeated),
        TEST(going_on__takes_screen_and_modes_back__whatever_became_of_them),
        TEST(a_start_in_the_background__waits_for_fg__and_leaves_the_modes_of_then),
        TEST(going_on_in_the_background__stops_again__until_fg),
        TEST(an_editor__that_is_stopped__goes_on_with_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
