#include "config.h"

#include "tui/store/file_names.h"

#include "forms/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINKS_MAX 40 /* symlinks followed before it counts as a loop, as the kernel does */

char *file_name_follow(const char *path)
{
    char *at = xstrdup(path);
    for (int i = 0; i < LINKS_MAX; i++) {
        char target[PATH_MAX];
        const ssize_t len = readlink(at, target, sizeof target - 1);
        if (len < 0) {
            if (errno == EINVAL || errno == ENOENT) /* not a link, or nothing there */
                return at;
            const int error = errno;
            free(at);
            errno = error;
            return NULL;
        }
        target[len] = '\0';
        const char *slash = strrchr(at, '/');
        const int dir = *target == '/' || !slash ? 0 : (int)(slash - at + 1);
        char *next = xasprintf("%.*s%s", dir, at, target);
        free(at);
        at = next;
    }
    free(at);
    errno = ELOOP;
    return NULL;
}

char *file_name_directory(const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash ? xstrdup(".") : xstrndup(path, slash == path ? 1 : (size_t)(slash - path));
}

int file_directory_open(const char *directory)
{
    return open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool file_directory_sync(int fd)
{
    /* Some file systems cannot sync a directory and say EINVAL: there is nothing better to do there. */
    const bool done = fsync(fd) == 0 || errno == EINVAL;
    const int error = errno;
    close(fd);
    errno = error;
    return done;
}

/* What a file system says of a kind of rename, or a link, that it does not have. */
static bool unknown_here(int error)
{
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EPERM || error == EMLINK;
}

/* The new name is claimed with an empty file first. false with errno. */
static bool rename_claiming(const char *from, const char *to)
{
    const int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    close(fd);
    if (rename(from, to) == 0)
        return true;
    const int error = errno;
    unlink(to);
    errno = error;
    return false;
}

bool file_rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (!unknown_here(errno))
        return false;
    if (link(from, to) != 0)
        return unknown_here(errno) && rename_claiming(from, to);
    if (unlink(from) == 0)
        return true;
    const int error = errno;
    unlink(to); /* one name again */
    errno = error;
    return false;
}

bool file_exchange(const char *a, const char *b)
{
    return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
}
