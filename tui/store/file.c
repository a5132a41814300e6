#include "config.h"

#include "tui/store/file.h"

#include "forms/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHOWN_MAX 180
#define PIECE     ((size_t)64 << 10)
/* A text of that size, and how many times its size it takes to do anything with it. */
#define LARGE     ((size_t)1 << 20)
#define IN_MEMORY 3

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

static bool no_memory_for(const char *name, off_t size, struct err *e)
{
    return err_set(e, ERR_LIMIT, "%s: there is not enough memory for its %zu MiB: close other programs first",
                   file_shown(name), (size_t)size >> 20);
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
    if (S_ISREG(st.st_mode) && st.st_size >= (off_t)LARGE && !mem_has(IN_MEMORY * (size_t)st.st_size))
        return no_memory_for(r->name, st.st_size, e);
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

/* ---- stamps */

void file_stamp_of(const struct stat *st, struct file_stamp *out)
{
    *out = (struct file_stamp){
        .exists = true,
        .mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
        .size = (uint64_t)st->st_size,
        .inode = (uint64_t)st->st_ino,
        .device = (uint64_t)st->st_dev,
    };
}

void file_stamp_read(const char *path, struct file_stamp *out)
{
    struct stat st;
    *out = (struct file_stamp){0};
    if (stat(path, &st) == 0)
        file_stamp_of(&st, out);
}

bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b)
{
    return a->exists == b->exists && a->mtime_ns == b->mtime_ns && a->size == b->size &&
           a->inode == b->inode && a->device == b->device;
}
