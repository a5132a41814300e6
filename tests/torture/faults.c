#include "config.h"

#include "tests/torture/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    struct faults plan;
    bool armed;
    const char *failed;
    unsigned calls;
} state;

void faults_arm(const struct faults *f)
{
    state.plan = *f;
    state.failed = NULL;
    state.calls = 0;
    state.armed = true;
}

const char *faults_disarm(void)
{
    state.armed = false;
    return state.failed;
}

static bool fails(const char *name)
{
    if (!state.armed)
        return false;
    if (state.plan.before) {
        state.armed = false;
        state.plan.before(state.plan.context, name);
        state.armed = true;
    }
    if (++state.calls != state.plan.at)
        return false;
    if (state.plan.killing)
        raise(SIGKILL);
    state.failed = name;
    errno = state.plan.error;
    return true;
}

/* Two lines a call: what the linker calls the real one and the one in its place. */
#define TAKEN_OVER(type, name, parameters)                                                                   \
    type __real_##name parameters;                                                                           \
    type __wrap_##name parameters;                                                                           \
    type __wrap_##name parameters

TAKEN_OVER(int, mkostemp, (char *template, int flags))
{
    return fails("mkostemp") ? -1 : __real_mkostemp(template, flags);
}

TAKEN_OVER(int, fchmod, (int fd, mode_t mode))
{
    return fails("fchmod") ? -1 : __real_fchmod(fd, mode);
}

TAKEN_OVER(int, fstat, (int fd, struct stat *st))
{
    return fails("fstat") ? -1 : __real_fstat(fd, st);
}

TAKEN_OVER(int, stat, (const char *path, struct stat *st))
{
    return fails("stat") ? -1 : __real_stat(path, st);
}

TAKEN_OVER(ssize_t, readlink, (const char *path, char *to, size_t size))
{
    return fails("readlink") ? -1 : __real_readlink(path, to, size);
}

/* Nobody pulls the plug here, so there is nothing to wait for: what a process has written outlives it. */
TAKEN_OVER(int, fsync, (int fd))
{
    if (!state.armed)
        return __real_fsync(fd);
    return fails("fsync") ? -1 : 0;
}

TAKEN_OVER(int, rename, (const char *from, const char *to))
{
    return fails("rename") ? -1 : __real_rename(from, to);
}

TAKEN_OVER(int, renameat2, (int from_fd, const char *from, int to_fd, const char *to, unsigned flags))
{
    if (state.armed && state.plan.plain) {
        errno = EINVAL;
        return -1;
    }
    return fails("renameat2") ? -1 : __real_renameat2(from_fd, from, to_fd, to, flags);
}

TAKEN_OVER(int, link, (const char *from, const char *to))
{
    return fails("link") ? -1 : __real_link(from, to);
}

TAKEN_OVER(int, linkat, (int from_fd, const char *from, int to_fd, const char *to, int flags))
{
    return fails("linkat") ? -1 : __real_linkat(from_fd, from, to_fd, to, flags);
}

TAKEN_OVER(int, unlink, (const char *path))
{
    return fails("unlink") ? -1 : __real_unlink(path);
}

TAKEN_OVER(int, flock, (int fd, int operation))
{
    return fails("flock") ? -1 : __real_flock(fd, operation);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    const bool nameless = (flags & O_TMPFILE) == O_TMPFILE;
    const mode_t mode = flags & O_CREAT || nameless ? va_arg(args, mode_t) : 0;
    va_end(args);
    if (nameless && state.armed && state.plan.plain) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return fails("open") ? -1 : __real_open(path, flags, mode);
}

/* As in the kernel, the descriptor is gone even where close fails. */
TAKEN_OVER(int, close, (int fd))
{
    const bool failing = fails("close");
    const int error = errno, done = __real_close(fd);
    if (!failing)
        return done;
    errno = error;
    return -1;
}

ssize_t __real_write(int fd, const void *p, size_t len);

/* A disk that fills up takes a part first. */
static void taken_before_failing(int fd, const void *p, size_t len)
{
    if (__real_write(fd, p, len) < 0)
        abort();
}

ssize_t __wrap_write(int fd, const void *p, size_t len);
ssize_t __wrap_write(int fd, const void *p, size_t len)
{
    if (state.armed && state.plan.part && len > 1)
        return __real_write(fd, p, len / 2);
    if (!fails("write"))
        return __real_write(fd, p, len);
    if (state.plan.error != EINTR)
        taken_before_failing(fd, p, len / 2);
    errno = state.plan.error;
    return -1;
}
