#include "config.h"

#include "tui/store/file.h"

#include "forms/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHOWN_MAX 180
#define PIECE     ((size_t)64 << 10)
#define LINKS_MAX 40 /* symlinks followed before it counts as a loop, as the kernel does */

const char *file_shown(const char *path)
{
    const size_t len = strlen(path);
    if (len <= SHOWN_MAX)
        return path;
    const char *tail = path + len - SHOWN_MAX;
    while (((unsigned char)*tail & 0xC0) == 0x80)
        tail++;
    return tail;
}

/* ---- reading */

static bool cannot_read(const char *path, int error, struct err *e)
{
    return err_set(e, error == ENOENT || error == ENOTDIR ? ERR_NOT_FOUND : ERR_IO, "%s: cannot be read: %s",
                   file_shown(path), strerror(error));
}

struct file_reading {
    int fd;
    bool standard;   /* input: not ours to close */
    char *name;      /* for errors */
    size_t expected; /* only a hint: a file may grow, a pipe has no size */
    char *data;
    size_t used, cap;
    struct err err;
    bool ended;
};

static bool too_large(const char *name, struct err *e)
{
    return err_set(e, ERR_LIMIT, "%s: is larger than the %zu MiB that this program reads", file_shown(name),
                   FILE_MAX >> 20);
}

static bool open_for_reading(struct file_reading *r, struct err *e)
{
    struct stat st;
    r->fd = r->standard ? STDIN_FILENO : open(r->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (r->fd < 0 || fstat(r->fd, &st) != 0)
        return cannot_read(r->name, errno, e);
    if (S_ISDIR(st.st_mode))
        return cannot_read(r->name, EISDIR, e);
    if (S_ISREG(st.st_mode) && st.st_size > (off_t)FILE_MAX)
        return too_large(r->name, e);
    r->expected = S_ISREG(st.st_mode) ? (size_t)st.st_size : 0;
    return true;
}

bool file_has_end(const char *path, struct err *e)
{
    struct stat st;
    if (stat(path, &st) != 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
        return true;
    return err_set(e, ERR_IO, "%s: is a pipe or a device; give the path of a file", file_shown(path));
}

struct file_reading *file_reading_new(const char *path, struct err *e)
{
    struct file_reading *r = xcalloc(1, sizeof *r);
    r->standard = strcmp(path, "-") == 0;
    r->name = xstrdup(r->standard ? "standard input" : path);
    if (!open_for_reading(r, e)) {
        file_reading_free(r);
        return NULL;
    }
    r->cap = (r->expected ? r->expected : PIECE) + 2;
    r->data = xmalloc(r->cap);
    return r;
}

void file_reading_free(struct file_reading *r)
{
    if (!r)
        return;
    if (r->fd >= 0 && !r->standard)
        close(r->fd);
    free(r->name);
    free(r->data);
    free(r);
}

/* One read(2) of at most so many bytes; 0: none came, and the reading has ended or was interrupted. */
static size_t read_some(struct file_reading *r, size_t bytes)
{
    if (r->used + 1 >= r->cap) {
        r->cap += r->cap / 2 + PIECE;
        r->data = xrealloc(r->data, r->cap);
    }
    const size_t room = r->cap - r->used - 1;
    const ssize_t got = read(r->fd, r->data + r->used, room < bytes ? room : bytes);
    if (got < 0 && errno == EINTR)
        return 0;
    if (got < 0)
        cannot_read(r->name, errno, &r->err);
    else
        r->used += (size_t)got;
    if (r->used > FILE_MAX)
        too_large(r->name, &r->err);
    r->ended = got <= 0 || r->err.code;
    return got > 0 ? (size_t)got : 0;
}

bool file_reading_step(struct file_reading *r, size_t bytes)
{
    while (bytes && !r->ended)
        bytes -= read_some(r, bytes);
    return r->ended;
}

size_t file_reading_done(const struct file_reading *r)
{
    return r->used;
}

size_t file_reading_all(const struct file_reading *r)
{
    return r->expected;
}

char *file_reading_finish(struct file_reading *take, size_t *len, struct err *e)
{
    char *data = NULL;
    if (take->err.code) {
        err_set(e, take->err.code, "%s", take->err.text);
    } else {
        data = take->data;
        data[take->used] = '\0';
        *len = take->used;
        take->data = NULL;
    }
    file_reading_free(take);
    return data;
}

char *file_read(const char *path, size_t *len, struct err *e)
{
    struct file_reading *r = file_reading_new(path, e);
    if (!r)
        return NULL;
    file_reading_step(r, SIZE_MAX);
    return file_reading_finish(r, len, e);
}

/* ---- writing */

/* What the operator can do about it, before the system's own words. */
static const struct {
    int error;
    const char *advice;
} advices[] = {
    {ENOSPC, "free some space, or save elsewhere"},
    {EDQUOT, "your quota is used up: remove something, or save elsewhere"},
    {EROFS, "save elsewhere"},
    {EACCES, "ask for the right to write in that directory, or save elsewhere"},
    {EPERM, "ask for the right to write in that directory, or save elsewhere"},
    {EFBIG, "save elsewhere, or raise the limit (ulimit -f)"},
    {EIO, "the disk may be failing: save elsewhere"},
    {EMFILE, "close something, then try again"},
    {ENFILE, "close something, then try again"},
    {ENOENT, "make the directory first, or save elsewhere"},
    {ENAMETOOLONG, "choose a shorter name"},
};

static bool cannot_write(const char *path, int error, struct err *e)
{
    const char *advice = NULL;
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (advices[i].error == error)
            advice = advices[i].advice;
    return err_set(e, ERR_IO, "%s: was not saved%s%s: %s", file_shown(path), advice ? "; " : "",
                   advice ? advice : "", strerror(error));
}

static bool exists_already(const char *path, struct err *e)
{
    return err_set(e, ERR_EXISTS, "%s: exists already", file_shown(path));
}

/* Where a chain of symlinks ends, whether or not something is there; heap. NULL with errno. */
static char *follow(const char *path)
{
    char *at = xstrdup(path);
    for (int i = 0; i < LINKS_MAX; i++) {
        char target[PATH_MAX];
        const ssize_t len = readlink(at, target, sizeof target - 1);
        if (len < 0)
            return at; /* not a link, or nothing there */
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

static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash ? xstrdup(".") : xstrndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Makes names in the directory last through a power cut. */
static bool sync_directory(const char *directory)
{
    const int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    /* Some file systems cannot sync a directory and say EINVAL: there is nothing better to do there. */
    const bool done = fsync(fd) == 0 || errno == EINVAL;
    const int error = errno;
    close(fd);
    errno = error;
    return done;
}

/* A rename that never replaces. A hard link does so in one step; where the file system has none, the new
 * name is claimed with an empty file first. false with errno. */
static bool rename_new(const char *from, const char *to)
{
    if (link(from, to) == 0)
        return unlink(from) == 0;
    if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK && errno != ENOSYS)
        return false;
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

/* A write on its way: pieces gather in a buffer, so that a writer may put single characters. */
struct pending {
    int fd;
    int error; /* errno of the first failure, or 0 */
    size_t used;
    char *piece;
};

static void flush(struct pending *p)
{
    size_t at = 0;
    while (!p->error && at < p->used) {
        const ssize_t n = write(p->fd, p->piece + at, p->used - at);
        if (n >= 0)
            at += (size_t)n;
        else if (errno != EINTR)
            p->error = errno;
    }
    p->used = 0;
}

static bool put(void *context, const char *bytes, size_t len)
{
    struct pending *p = context;
    while (len && !p->error) {
        const size_t room = PIECE - p->used;
        const size_t n = len < room ? len : room;
        memcpy(p->piece + p->used, bytes, n);
        p->used += n;
        bytes += n;
        len -= n;
        if (p->used == PIECE)
            flush(p);
    }
    return !p->error;
}

/* Owner and mode as the file that is replaced has them. Where the group cannot be given, the new group
 * gets no more than what everybody has. */
static bool dress(int fd, const struct stat *old)
{
    struct stat st;
    if (!old)
        return fchmod(fd, 0600) == 0;
    mode_t mode = old->st_mode & 0777;
    if (fstat(fd, &st) != 0)
        return false;
    if ((st.st_uid != old->st_uid || st.st_gid != old->st_gid) && fchown(fd, old->st_uid, old->st_gid) != 0 &&
        fchown(fd, (uid_t)-1, old->st_gid) != 0)
        mode = (mode & ~(mode_t)070) | (mode & (mode & 07) << 3);
    return fchmod(fd, mode) == 0;
}

/* Content, owner and mode into the temporary file, down to the disk. Returns errno, or 0; -1: the writer
 * itself gave up. */
static int fill(int fd, const struct stat *old, file_writer *writer, void *context)
{
    struct pending p = {.fd = fd, .piece = xmalloc(PIECE)};
    const bool whole = writer(context, put, &p);
    flush(&p);
    free(p.piece);
    if (!p.error && !whole)
        p.error = -1;
    if (!p.error && (!dress(fd, old) || fsync(fd) != 0))
        p.error = errno;
    return p.error;
}

/* The sequence for a target that is no symlink. Returns errno, 0 or -1 as fill does. */
static int replace(const char *target, const char *directory, enum file_mode mode, const struct stat *old,
                   file_writer *writer, void *context)
{
    char *temporary = xasprintf("%s/.seam-portal-tui.XXXXXX", directory);
    const int fd = mkostemp(temporary, O_CLOEXEC);
    int error = fd < 0 ? errno : 0;
    if (fd >= 0) {
        error = fill(fd, old, writer, context);
        if (close(fd) != 0 && !error)
            error = errno;
        if (!error && !(mode == FILE_NEW ? rename_new(temporary, target) : rename(temporary, target) == 0))
            error = errno;
        if (error)
            unlink(temporary);
    }
    free(temporary);
    return error;
}

bool file_write(const char *path, enum file_mode mode, file_writer *writer, void *context, struct err *e)
{
    struct stat st;
    if (mode == FILE_NEW && lstat(path, &st) == 0)
        return exists_already(path, e);
    char *target = follow(path);
    if (!target)
        return cannot_write(path, errno, e);
    const bool replaces = stat(target, &st) == 0;
    char *directory = directory_of(target);
    bool done = false;
    if (replaces && !S_ISREG(st.st_mode)) {
        err_set(e, ERR_IO, "%s: was not saved; it is not a regular file", file_shown(path));
        goto out;
    }
    const int error = replace(target, directory, mode, replaces ? &st : NULL, writer, context);
    if (error == EEXIST)
        exists_already(path, e);
    else if (error == -1)
        err_set(e, ERR_LIMIT, "%s: was not saved; its content could not be made", file_shown(path));
    else if (error)
        cannot_write(path, error, e);
    else if (!sync_directory(directory))
        err_set(e, ERR_IO, "%s: was written, but the disk did not confirm it; save again: %s",
                file_shown(path), strerror(errno));
    else
        done = true;
out:
    free(directory);
    free(target);
    return done;
}

struct bytes {
    const char *p;
    size_t len;
};

static bool write_bytes(void *context, file_put *to, void *put_context)
{
    const struct bytes *b = context;
    return to(put_context, b->p, b->len);
}

bool file_write_bytes(const char *path, enum file_mode mode, const char *p, size_t len, struct err *e)
{
    struct bytes b = {p, len};
    return file_write(path, mode, write_bytes, &b, e);
}

bool file_move(const char *from, const char *to, struct err *e)
{
    if (!rename_new(from, to)) {
        if (errno == EEXIST)
            return exists_already(to, e);
        return err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "%s: cannot be moved: %s",
                       file_shown(from), strerror(errno));
    }
    char *old_home = directory_of(from), *new_home = directory_of(to);
    const bool synced =
        sync_directory(new_home) && (strcmp(old_home, new_home) == 0 || sync_directory(old_home));
    const int error = errno;
    free(old_home);
    free(new_home);
    return synced || err_set(e, ERR_IO, "%s: was moved, but the disk did not confirm it: %s", file_shown(to),
                             strerror(error));
}

/* ---- stamps */

void file_stamp_read(const char *path, struct file_stamp *out)
{
    struct stat st;
    *out = (struct file_stamp){0};
    if (stat(path, &st) != 0)
        return;
    *out = (struct file_stamp){
        .exists = true,
        .mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec,
        .size = (uint64_t)st.st_size,
        .inode = (uint64_t)st.st_ino,
        .device = (uint64_t)st.st_dev,
    };
}

bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b)
{
    return a->exists == b->exists && a->mtime_ns == b->mtime_ns && a->size == b->size &&
           a->inode == b->inode && a->device == b->device;
}
