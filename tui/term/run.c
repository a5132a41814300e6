#include "config.h"

#include "tui/term/run.h"

#include "tui/actions/clock.h"
#include "tui/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_EVERY 5 /* ms */

/* Starts it reading from the descriptor; 0 when that fails. */
static pid_t start(const char *const argv[], int input)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    pid_t pid = 0;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    child_attributes(&attributes, POSIX_SPAWN_SETSID);
    if (posix_spawnp(&pid, argv[0], &files, &attributes, (char *const *)(uintptr_t)argv, environ) != 0)
        pid = 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

struct limit {
    struct term *t;
    int64_t at; /* clock_elapsed */
};

static bool is_over(const struct limit *l)
{
    return clock_elapsed() >= l->at || term_ending(l->t);
}

static bool write_all(int fd, const char *text, size_t len, const struct limit *l)
{
    while (len) {
        struct pollfd p = {.fd = fd, .events = POLLOUT};
        if (is_over(l))
            return false;
        if (poll(&p, 1, LOOK_EVERY) <= 0)
            continue;
        const ssize_t n = write(fd, text, len);
        if (n < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        text += n > 0 ? n : 0;
        len -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

static bool ended_well(pid_t pid, const struct limit *l)
{
    int status;
    pid_t ended;
    while ((ended = waitpid(pid, &status, WNOHANG)) == 0 && !is_over(l))
        poll(NULL, 0, LOOK_EVERY);
    if (ended != pid) {
        kill(pid, SIGKILL);
        waitpid(pid, &status, 0);
        return false;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool run_with_input(struct term *t, const char *const argv[], const char *text, size_t len, int ms)
{
    const struct limit limit = {t, clock_elapsed() + ms};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    fcntl(ends[1], F_SETFL, O_NONBLOCK); /* this end only: the program reads as it likes */
    const pid_t pid = start(argv, ends[0]);
    close(ends[0]);
    const bool written = pid && write_all(ends[1], text, len, &limit);
    close(ends[1]);
    return pid && ended_well(pid, &limit) && written;
}
