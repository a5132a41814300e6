#include "config.h"

#include "tui/jobs/stand_in.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tui/actions/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SELF       "/proc/self/exe"
#define START_MS   5000
#define STOP_MS    1000
#define SAID_MAX   ((size_t)1000)
#define WORDS      6
#define URL_PREFIX "http://127.0.0.1:"

struct stand_in {
    pid_t pid;
    int held; /* the other end is its standard input: it ends when the last of these is closed */
    int said; /* what it writes */
    char *url;
};

/* ---- starting the process */

/* The environment without Seam's variables: a child that listens needs no keys. The strings are shared. */
static char **harmless_environment(void)
{
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    char **copy = xcalloc(count + 1, sizeof *copy);
    for (size_t i = 0; i < count; i++)
        if (strncmp(environ[i], "SEAM_", 5) != 0)
            copy[kept++] = environ[i];
    return copy;
}

/* Signals as a program expects them: the parent may block or ignore some. The terminal's own (Ctrl-C) do not
 * reach it, as it is in a group of its own. */
static void set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(attributes);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setpgroup(attributes, 0);
    posix_spawnattr_setflags(attributes,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

/* This very program, also where argv0 and PATH would lead to another one: by its path as long as it lies
 * there, so that lists of processes call it by its name and not "exe". */
static const char *own_program(char path[PATH_MAX], const char *argv0)
{
    const ssize_t len = readlink(SELF, path, PATH_MAX - 1);
    if (len < 0)
        return argv0;
    path[len] = '\0';
    return access(path, X_OK) == 0 ? path : SELF;
}

static int spawn(struct stand_in *s, const char *argv0, int in, int out)
{
    const char *const words[] = {argv0, "sandbox", "--port", "0", "--print-url", "--until-eof"};
    char *argv[WORDS + 1] = {NULL}; /* posix_spawn asks for strings that could be written to */
    for (size_t i = 0; i < WORDS; i++)
        argv[i] = xstrdup(words[i]);
    char **environment = harmless_environment();
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDERR_FILENO);
    posix_spawnattr_t attributes;
    set_attributes(&attributes);
    char path[PATH_MAX];
    const int error = posix_spawnp(&s->pid, own_program(path, argv0), &files, &attributes, argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    free(environment);
    for (size_t i = 0; i < WORDS; i++)
        free(argv[i]);
    return error;
}

/* With pipes that no other child of this program inherits: it would keep the stand-in alive. */
static bool start_process(struct stand_in *s, const char *argv0, struct err *e)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) != 0)
        return err_set(e, ERR_IO, "The sandbox cannot be started: %s", strerror(errno));
    if (pipe2(out, O_CLOEXEC) != 0) {
        const int error = errno;
        close(in[0]);
        close(in[1]);
        return err_set(e, ERR_IO, "The sandbox cannot be started: %s", strerror(error));
    }
    const int error = spawn(s, argv0, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    s->held = in[1];
    s->said = out[0];
    if (error)
        s->pid = 0;
    return error == 0 || err_set(e, ERR_IO, "The sandbox cannot be started: %s", strerror(error));
}

/* ---- listening to it */

/* More of what it says, at the latest at the deadline. false: it has said all, or the time is over. */
static bool hear(const struct stand_in *s, int64_t deadline, struct buf *said)
{
    for (;;) {
        const int64_t left = deadline - clock_elapsed();
        struct pollfd fd = {.fd = s->said, .events = POLLIN};
        const int ready = left > 0 ? poll(&fd, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        char bytes[256];
        const ssize_t got = read(s->said, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        return got > 0 && (!said || buf_add(said, bytes, (size_t)got));
    }
}

/* It says one line: its URL, or why it cannot serve. */
static bool learn_url(struct stand_in *s, struct err *e)
{
    struct buf said;
    buf_init(&said, SAID_MAX);
    const int64_t deadline = clock_elapsed() + START_MS;
    while (!strchr(said.data, '\n') && hear(s, deadline, &said))
        ;
    const size_t line = strcspn(said.data, "\r\n");
    const bool complete = said.data[line] != '\0';
    if (complete && strncmp(said.data, URL_PREFIX, strlen(URL_PREFIX)) == 0)
        s->url = xstrndup(said.data, line);
    else if (line)
        err_set(e, ERR_IO, "The sandbox did not start: %.*s", (int)line, said.data);
    else
        err_set(e, ERR_IO, "The sandbox did not start: it said nothing for %d seconds, or ended.",
                START_MS / 1000);
    buf_finish(&said);
    return s->url != NULL;
}

struct stand_in *stand_in_start(const char *argv0, struct err *e)
{
    struct stand_in *s = xcalloc(1, sizeof *s);
    s->held = s->said = -1;
    if (start_process(s, argv0, e) && learn_url(s, e))
        return s;
    stand_in_stop(s);
    return NULL;
}

const char *stand_in_url(const struct stand_in *s)
{
    return s->url;
}

const char *stand_in_key(void)
{
    return "seam_test_sandbox_stand_in_key";
}

/* ---- ending it */

/* It sees the end of its input and goes; its output then ends. One that does not go is killed. */
static void end_process(const struct stand_in *s)
{
    const int64_t deadline = clock_elapsed() + STOP_MS;
    while (hear(s, deadline, NULL))
        ;
    kill(s->pid, SIGKILL);
    while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

void stand_in_stop(struct stand_in *s)
{
    if (!s)
        return;
    if (s->held >= 0)
        close(s->held);
    if (s->pid > 0)
        end_process(s);
    if (s->said >= 0)
        close(s->said);
    free(s->url);
    free(s);
}
