#include "config.h"

#include "tests/test.h"

#include "tui/child.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

extern char **environ;

static void child_is_there__looks_along_the_path(void **state)
{
    (void)state;
    setenv("PATH", "/nowhere::/usr/bin:/bin", 1);
    assert_true(child_is_there("sh"));
    assert_false(child_is_there("no-such-program-here"));
    setenv("PATH", "/nowhere", 1);
    assert_false(child_is_there("sh"));
    unsetenv("PATH");
    assert_false(child_is_there("sh"));
}

/* A program that writes to nobody ends by it, though this one ignores that. */
static void child_attributes__give_signals_back__that_are_ignored_here(void **state)
{
    (void)state;
    char sh[] = "sh", option[] = "-c", script[] = "kill -PIPE $$";
    char *const words[] = {sh, option, script, NULL};
    posix_spawnattr_t attributes;
    pid_t child;
    int status;
    signal(SIGPIPE, SIG_IGN);
    child_attributes(&attributes, 0);
    assert_int_equal(posix_spawn(&child, "/bin/sh", NULL, &attributes, words, environ), 0);
    posix_spawnattr_destroy(&attributes);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGPIPE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(child_is_there__looks_along_the_path),
        cmocka_unit_test(child_attributes__give_signals_back__that_are_ignored_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
