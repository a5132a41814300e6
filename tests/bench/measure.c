#include "tests/bench/measure.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

double measure_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

bool measure_process(const char *const argv[], const char *input, struct usage *out)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, input ? input : "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    pid_t pid;
    const double start = measure_now();
    const int failed = posix_spawnp(&pid, argv[0], &files, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed)
        return false;
    int status;
    struct rusage r;
    while (wait4(pid, &status, 0, &r) < 0 && errno == EINTR)
        ;
    out->wall = measure_now() - start;
    out->cpu = milliseconds(r.ru_utime) + milliseconds(r.ru_stime);
    out->peak = (double)r.ru_maxrss / 1024;
    out->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return true;
}

bool session_start(const char *const argv[], int rows, int cols, struct session *out)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    out->started = measure_now();
    out->pid = forkpty(&out->fd, NULL, NULL, &size);
    if (out->pid < 0)
        return false;
    if (out->pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    return true;
}

struct reaction session_read(struct session *s, double since, int limit)
{
    struct reaction r = {0};
    struct pollfd p = {.fd = s->fd, .events = POLLIN};
    for (;;) {
        if (poll(&p, 1, r.bytes ? SESSION_QUIET : limit) <= 0)
            return r;
        char chunk[65536];
        const ssize_t n = read(s->fd, chunk, sizeof chunk);
        if (n <= 0)
            return r;
        r.settled = measure_now() - since;
        if (!r.bytes)
            r.first = r.settled;
        r.bytes += (size_t)n;
    }
}

double session_until(struct session *s, double since, const char *text, int limit)
{
    enum { KEPT = 64 };
    static const int chunk_size = 65536;
    char *seen = malloc((size_t)chunk_size + KEPT + 1);
    size_t kept = 0;
    double when = limit;
    struct pollfd p = {.fd = s->fd, .events = POLLIN};
    while (seen && when >= limit && poll(&p, 1, limit) > 0) {
        const ssize_t n = read(s->fd, seen + kept, (size_t)chunk_size);
        if (n <= 0)
            break;
        const size_t len = kept + (size_t)n;
        if (memmem(seen, len, text, strlen(text)))
            when = measure_now() - since;
        kept = len < KEPT ? len : KEPT;
        memmove(seen, seen + len - kept, kept);
    }
    free(seen);
    session_read(s, since, SESSION_QUIET);
    return when;
}

struct reaction session_keys(struct session *s, const char *keys, size_t len)
{
    const double since = measure_now();
    if (write(s->fd, keys, len) != (ssize_t)len)
        return (struct reaction){0};
    return session_read(s, since, 2000);
}

struct reaction session_resize(struct session *s, int rows, int cols)
{
    const struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    const double since = measure_now();
    return ioctl(s->fd, TIOCSWINSZ, &size) == 0 ? session_read(s, since, 2000) : (struct reaction){0};
}

double session_exit(struct session *s, const char *keys, size_t len, int limit)
{
    const double since = measure_now();
    double took = limit;
    if (write(s->fd, keys, len) == (ssize_t)len)
        while (took >= limit && measure_now() - since < limit) {
            struct pollfd p = {.fd = s->fd, .events = POLLIN};
            char chunk[4096];
            if (waitpid(s->pid, NULL, WNOHANG) == s->pid)
                took = measure_now() - since;
            else if (poll(&p, 1, 0) > 0 && read(s->fd, chunk, sizeof chunk) < 0)
                p.revents = 0; /* the other end is closed: the process is about to end */
        }
    if (took >= limit)
        session_end(s);
    else
        close(s->fd);
    return took;
}

double session_peak(const struct session *s)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%ld/status", (long)s->pid);
    FILE *f = fopen(path, "r");
    double peak = 0;
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "VmHWM:", 6) == 0)
            peak = strtod(line + 6, NULL) / 1024;
    if (f)
        fclose(f);
    return peak;
}

void session_end(struct session *s)
{
    kill(s->pid, SIGKILL);
    waitpid(s->pid, NULL, 0);
    close(s->fd);
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double measure_quantile(double *values, size_t n, double p)
{
    if (!n)
        return 0;
    qsort(values, n, sizeof *values, ascending);
    const double at = p * (double)(n - 1);
    return values[(size_t)(at + 0.5)];
}

bool measure_installed(const char *name)
{
    if (strchr(name, '/'))
        return access(name, X_OK) == 0;
    const char *path = getenv("PATH");
    while (path && *path) {
        const size_t len = strcspn(path, ":");
        char file[4096];
        snprintf(file, sizeof file, "%.*s/%s", (int)len, path, name);
        if (access(file, X_OK) == 0)
            return true;
        path += len + (path[len] == ':');
    }
    return false;
}
