#include "config.h"

#include "tests/torture/points.h"

#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static bool *fired; /* shared with the process of a point */

void point_fired(void)
{
    *fired = true;
}

static void print(FILE *said)
{
    char bytes[4096];
    rewind(said);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, said)) > 0;)
        fwrite(bytes, 1, n, stderr);
}

/* Not _exit(): what was never freed is looked for at the end. */
static _Noreturn void run(const struct CMUnitTest *test, FILE *said)
{
    dup2(fileno(said), STDOUT_FILENO);
    dup2(fileno(said), STDERR_FILENO);
    exit(_cmocka_run_group_tests("point", test, 1, NULL, NULL) != 0);
}

void point_try(void (*test)(void **state), int (*setup)(void **state), int (*teardown)(void **state),
               bool show, struct tally *t)
{
    const struct CMUnitTest tests[] = {{"point", test, setup, teardown, NULL}};
    if (!fired)
        fired = mmap(NULL, sizeof *fired, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    FILE *said = tmpfile();
    assert_true(said && fired != MAP_FAILED);
    fflush(stdout);
    *fired = false;
    const pid_t pid = fork();
    if (pid == 0)
        run(tests, said);
    int status = 1;
    waitpid(pid, &status, 0);
    t->planned++;
    t->fired += *fired;
    t->bad += status != 0;
    if (status != 0 && show)
        print(said);
    fclose(said);
}
