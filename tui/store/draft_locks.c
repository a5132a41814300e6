#include "config.h"

#include "tui/store/draft_locks.h"

#include "forms/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void draft_locks_init(struct draft_locks *l, const char *path)
{
    *l = (struct draft_locks){.path = xstrdup(path), .fd = -1};
}

void draft_locks_finish(struct draft_locks *l)
{
    if (l->fd >= 0)
        close(l->fd);
    free(l->path);
    *l = (struct draft_locks){.fd = -1};
}

static bool ask(const struct draft_locks *l, int command, short type, int64_t id, struct flock *answer)
{
    *answer = (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)id, .l_len = 1};
    return fcntl(l->fd, command, answer) == 0;
}

static bool is_there(const struct draft_locks *l)
{
    struct stat held, named;
    return fstat(l->fd, &held) == 0 && stat(l->path, &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

/* What somebody else took in the meantime is not ours any more. */
static void take_again(struct draft_locks *l)
{
    struct flock answer;
    for (size_t i = 0; i < sizeof l->mine / sizeof *l->mine; i++)
        if (l->mine[i] && !ask(l, F_OFD_SETLK, F_WRLCK, l->mine[i], &answer) &&
            (errno == EAGAIN || errno == EACCES))
            l->mine[i] = 0;
}

/* Who cleans up may remove the file: others would find no locks in the one that they make then. */
static bool open_file(struct draft_locks *l)
{
    const int before = l->fd;
    if (before >= 0 && is_there(l))
        return true;
    const int fd = open(l->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return before >= 0;
    fchmod(fd, 0600);
    l->fd = fd;
    if (before >= 0) {
        close(before);
        take_again(l);
    }
    return true;
}

/* The place of that id; the last one where it has none. */
static int64_t *find_mine(struct draft_locks *l, int64_t id)
{
    size_t i = 0;
    while (i < sizeof l->mine / sizeof *l->mine - 1 && l->mine[i] != id)
        i++;
    return &l->mine[i];
}

bool draft_locks_mine(struct draft_locks *l, int64_t id)
{
    if (l->fd >= 0)
        open_file(l);
    return *find_mine(l, id) == id;
}

bool draft_locks_take(struct draft_locks *l, int64_t id)
{
    struct flock answer;
    const bool taken =
        !open_file(l) || ask(l, F_OFD_SETLK, F_WRLCK, id, &answer) || (errno != EAGAIN && errno != EACCES);
    if (taken && !draft_locks_mine(l, id))
        *find_mine(l, 0) = id;
    return taken;
}

void draft_locks_leave(struct draft_locks *l, int64_t id)
{
    struct flock answer;
    if (l->fd >= 0)
        ask(l, F_OFD_SETLK, F_UNLCK, id, &answer);
    if (draft_locks_mine(l, id))
        *find_mine(l, id) = 0;
}

void draft_locks_leave_all(struct draft_locks *l)
{
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
    memset(l->mine, 0, sizeof l->mine);
}

/* A lock of our own is no answer to F_OFD_GETLK. */
bool draft_locks_taken(struct draft_locks *l, int64_t id)
{
    struct flock answer;
    if (draft_locks_mine(l, id))
        return true;
    return open_file(l) && ask(l, F_OFD_GETLK, F_WRLCK, id, &answer) && answer.l_type != F_UNLCK;
}
