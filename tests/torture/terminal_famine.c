#include "config.h"

#include "tests/torture/terminal_famine.h"

#include "forms/mem.h"
#include "tests/pty/unsaved.h"
#include "tests/scratch.h"
#include "tests/torture/starve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STATUS_USAGE = 2 /* the terminal could not be set up */ };

/* What the environment of the program says, and what it is. */
struct point {
    const char *program;
    char at[48], how[48], came[300], look[300];
    const char *naive;
    char *file; /* of came */
};

static struct point current;

/* All keys at once: the program may end at any of them. It edits, and leaves without saving. */
static int live(struct unsaved *u)
{
    const char *const argv[] = {current.program, "acme", NULL};
    const char *const env[] = {
        u->data,    u->config,   "TZ=UTC",     "SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN",
        current.at, current.how, current.came, current.look,   current.naive,
        NULL};
    u->p = pty_start(argv, env, 24, 80);
    pty_type(u->p, "Garden");
    pty_keys(u->p, "F3 F10 x");
    return pty_wait_exit(u->p);
}

static int make_home(void **state)
{
    *state = unsaved_new(0);
    return 0;
}

static int remove_home(void **state)
{
    unsaved_free(*state);
    return 0;
}

static void the_terminal__is_as_it_was(void **state)
{
    static const char name[] = "seam-portal-tui: ";
    struct unsaved *u = *state;
    const int status = live(u);
    size_t len;
    const bool fine = status == 0 || ((status == MEM_STATUS || status == STATUS_USAGE) &&
                                      pty_has_written(u->p, name, strlen(name)));
    if (!fine)
        fail_msg("status %d; it wrote: %s", status, pty_written(u->p, &len));
    pty_assert_left_alone(u->p);
}

/* In a process of its own, which may fail; what it says is shown where that matters. */
static bool point_is_good(void)
{
    FILE *said = tmpfile();
    fflush(NULL);
    const pid_t pid = fork();
    if (pid == 0) {
        const struct CMUnitTest test[] = {
            cmocka_unit_test_setup_teardown(the_terminal__is_as_it_was, make_home, remove_home)};
        dup2(fileno(said), STDOUT_FILENO);
        dup2(fileno(said), STDERR_FILENO);
        _exit(cmocka_run_group_tests(test, NULL, NULL) != 0);
    }
    int status = 1;
    waitpid(pid, &status, 0);
    char line[512];
    rewind(said);
    while (status != 0 && !current.naive && fgets(line, sizeof line, said))
        fputs(line, stderr);
    if (status != 0 && !current.naive)
        fprintf(stderr, "bad: %s %s\n", current.at, current.how);
    fclose(said);
    return status == 0;
}

static bool has_come(void)
{
    size_t len;
    char *byte = scratch_read(current.file, &len);
    const bool came = *byte == true;
    free(byte);
    return came;
}

static void try_places(const unsigned long *places, size_t count, unsigned step, struct tally *t)
{
    for (size_t i = 0; i < count; i += step)
        for (int how = 0; how < STARVE_WAYS; how++) {
            snprintf(current.at, sizeof current.at, "STARVE_AT=%lu", places[i]);
            snprintf(current.how, sizeof current.how, "STARVE_HOW=%d", how);
            scratch_write(current.file, "", 1);
            t->planned++;
            t->bad += !point_is_good();
            t->fired += has_come();
        }
}

/* Where memory is asked for, in a session without faults; heap. */
static unsigned long *look(size_t *count)
{
    char *directory = scratch_new(), *file = scratch_path(directory, "places"), *end;
    size_t len;
    snprintf(current.at, sizeof current.at, "STARVE_AT");
    snprintf(current.how, sizeof current.how, "STARVE_HOW");
    snprintf(current.look, sizeof current.look, "STARVE_LOOK=%s", file);
    current.naive = NULL;
    if (!point_is_good())
        abort();
    char *text = scratch_read(file, &len);
    unsigned long *places = xcalloc(len + 1, sizeof *places);
    *count = 0;
    for (const char *p = text; *p; p = *end ? end + 1 : end)
        places[(*count)++] = strtoul(p, &end, 10);
    snprintf(current.look, sizeof current.look, "STARVE_LOOK");
    free(text);
    free(file);
    scratch_free(directory);
    return places;
}

void sweep_terminal_famine(const char *program, unsigned step, struct tally *t, unsigned naive_step,
                           struct tally *naive)
{
    size_t count;
    char *directory = scratch_new();
    current.program = program;
    current.file = scratch_path(directory, "came");
    snprintf(current.came, sizeof current.came, "STARVE_CAME=%s", current.file);
    unsigned long *places = look(&count);
    try_places(places, count, step, t);
    current.naive = "STARVE_NAIVE=1";
    try_places(places, count, naive_step, naive);
    free(places);
    free(current.file);
    scratch_free(directory);
}
