/* The one sequence for every write, and what may be replaced by it. */
#include "config.h"

#include "tui/store/file.h"

#include "forms/mem.h"
#include "tui/store/file_names.h"
#include "tui/store/file_rights.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE ((size_t)64 << 10)

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
    return err_set(e, ERR_EXISTS, "%s: exists already; choose another name", file_shown(path));
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

/* How a save ended where that is no errno. */
enum {
    GAVE_UP = -1,   /* the writer did */
    CHANGED = -2,   /* the file is not the one that may be replaced; it was left alone */
    KEPT_BOTH = -3, /* others wrote it in the very moment; what is not under its name lies beside it */
    BUSY = -4,      /* another instance did not come to an end with it */
    NO_NAME = -5,   /* a file without a name cannot be given one here */
};

struct save {
    const char *path; /* as it was given */
    char *target;     /* where its links lead */
    char *directory;
    int folder;      /* the same, open */
    char *nameless;  /* where the kernel shows the temporary file, as long as it has no name */
    char *temporary; /* its name, if it has one */
    enum file_mode mode;
    const struct stat *old;     /* what is there; NULL: nothing */
    struct file_stamp expected; /* FILE_SAME: what may be replaced */
    struct file_stamp written;  /* what was put in its place */
};

/* Content, owner and mode into the temporary file, down to the disk. Its stamp is taken here, where nobody
 * else can have written to it yet, and stays the same when it is renamed. Returns errno, or 0, or GAVE_UP. */
static int fill(struct save *s, int fd, file_writer *writer, void *context)
{
    struct pending p = {.fd = fd, .piece = xmalloc(PIECE)};
    struct stat st;
    const bool whole = writer(context, put, &p);
    flush(&p);
    free(p.piece);
    if (!p.error && !whole)
        p.error = GAVE_UP;
    if (!p.error && (!file_rights_take(fd, s->old, s->target) || fsync(fd) != 0 || fstat(fd, &st) != 0))
        p.error = errno;
    if (!p.error)
        file_stamp_of(&st, &s->written);
    return p.error;
}

static bool is_at(const char *path, const struct file_stamp *stamp)
{
    struct file_stamp now;
    file_stamp_read(path, &now);
    return file_stamp_same(&now, stamp);
}

/* Between looking at a file and renaming over it, somebody may write it. So the two change places, and what
 * came out is looked at: if it is not what may be replaced, they change back. */
static int replace_same(const struct save *s)
{
    if (!is_at(s->target, &s->expected))
        return CHANGED;
    if (!file_exchange(s->temporary, s->target)) {
        if (errno == ENOENT)
            return CHANGED;
        return rename(s->temporary, s->target) == 0 ? 0 : errno; /* many file systems have that alone */
    }
    if (is_at(s->temporary, &s->expected)) {
        unlink(s->temporary);
        return 0;
    }
    return file_exchange(s->temporary, s->target) && is_at(s->temporary, &s->written) ? CHANGED : KEPT_BOTH;
}

/* Instances take turns, so that none takes for the file what another one is about to change back. Their turn
 * is over at once, unless one was stopped in it. Where nothing can be locked, there is no other protection
 * than the one above. */
static bool take_turn(int folder, bool *alone)
{
    enum { TRIES = 100, PAUSE_MS = 10 };
    for (int i = 0; i < TRIES; i++) {
        *alone = flock(folder, LOCK_EX | LOCK_NB) == 0;
        if (*alone || errno != EWOULDBLOCK)
            return true;
        poll(NULL, 0, PAUSE_MS);
    }
    return false;
}

#define TEMPORARY ".seam-portal-tui."

/* For the moment until it changes places with the target. Whoever has the turn is alone with this name: what
 * lies there was left by a save that was killed in that moment. */
static int give_name(struct save *s)
{
    s->temporary = xasprintf("%s/" TEMPORARY "saving", s->directory);
    unlink(s->temporary);
    return linkat(AT_FDCWD, s->nameless, AT_FDCWD, s->temporary, AT_SYMLINK_FOLLOW) == 0 ? 0 : NO_NAME;
}

/* What others wrote must not be lost: it gets a name that no other save uses. */
static void set_apart(struct save *s)
{
    char *name = xasprintf("%s/" TEMPORARY "XXXXXX", s->directory);
    const int fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && rename(s->temporary, name) == 0) {
        free(s->temporary);
        s->temporary = name;
    } else {
        free(name);
    }
}

/* Before others have the turn, and with it the name. */
static void clear_up(struct save *s, int error)
{
    if (error == KEPT_BOTH)
        set_apart(s);
    else if (error && s->temporary)
        unlink(s->temporary);
}

static int put_new(const struct save *s)
{
    if (!s->nameless)
        return file_rename_new(s->temporary, s->target) ? 0 : errno;
    if (linkat(AT_FDCWD, s->nameless, AT_FDCWD, s->target, AT_SYMLINK_FOLLOW) == 0)
        return 0;
    return errno == EEXIST ? EEXIST : NO_NAME;
}

static int put_in_place(struct save *s)
{
    bool alone;
    if (s->mode == FILE_NEW)
        return put_new(s);
    if (s->mode == FILE_SAME && !s->expected.exists) {
        const int error = put_new(s);
        return error == EEXIST ? CHANGED : error;
    }
    if (!take_turn(s->folder, &alone))
        return BUSY;
    int error = !s->nameless ? 0 : alone ? give_name(s) : NO_NAME;
    if (!error && s->mode == FILE_SAME)
        error = replace_same(s);
    else if (!error && rename(s->temporary, s->target) != 0)
        error = errno;
    if (s->nameless)
        clear_up(s, error);
    flock(s->folder, LOCK_UN);
    return error;
}

/* A file without a name leaves nothing where the program is killed. Many file systems have that (not those of
 * other machines), and the kernel has to show the file, so that it can be given a name. */
static int open_nameless(struct save *s)
{
    const int fd = open(s->directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    s->nameless = xasprintf("/proc/self/fd/%d", fd);
    if (access(s->nameless, F_OK) == 0)
        return fd;
    close(fd);
    return -1;
}

static int open_named(struct save *s)
{
    free(s->nameless);
    free(s->temporary);
    s->nameless = NULL;
    s->temporary = xasprintf("%s/" TEMPORARY "XXXXXX", s->directory);
    return mkostemp(s->temporary, O_CLOEXEC);
}

/* Fills the open file and puts it in its place; closes it, which has nothing to say after the sync. */
static int replace_by(struct save *s, int fd, file_writer *writer, void *context)
{
    int error = fill(s, fd, writer, context);
    if (!error)
        error = put_in_place(s);
    close(fd);
    if (error && error != KEPT_BOTH && !s->nameless)
        unlink(s->temporary);
    return error;
}

/* The sequence, all but the directory's sync. Returns errno, 0 or one of those above. */
static int replace(struct save *s, file_writer *writer, void *context)
{
    int fd = open_nameless(s);
    const int error = fd < 0 ? NO_NAME : replace_by(s, fd, writer, context);
    if (error != NO_NAME)
        return error;
    fd = open_named(s);
    return fd < 0 ? errno : replace_by(s, fd, writer, context);
}

/* ERR_NOT_FOUND where it is gone, else ERR_CONFLICT. */
static bool changed_meanwhile(const char *path, struct err *e)
{
    const bool there = access(path, F_OK) == 0;
    return err_set(e, there ? ERR_CONFLICT : ERR_NOT_FOUND,
                   "%s: somebody %s it since it was opened; nothing was written", file_shown(path),
                   there ? "changed" : "removed");
}

static bool told(const struct save *s, int error, struct err *e)
{
    switch (error) {
    case GAVE_UP:
        return err_set(e, ERR_LIMIT, "%s: was not saved; its content could not be made", file_shown(s->path));
    case CHANGED:
        return changed_meanwhile(s->path, e);
    case KEPT_BOTH:
        return err_set(e, ERR_IO,
                       "%s: was written by others at the same moment; what is not in it now is in %s",
                       file_shown(s->path), s->temporary ? s->temporary + strlen(s->directory) + 1 : "");
    case BUSY:
        return err_set(e, ERR_IO, "%s: was not saved; another instance is saving in that folder, try again",
                       file_shown(s->path));
    case EEXIST:
        return exists_already(s->path, e);
    default:
        return cannot_write(s->path, error, e);
    }
}

/* Where a new name may not last, it is as if nothing had happened: the next try would find it taken. */
static bool unconfirmed(const struct save *s, struct err *e)
{
    const int error = errno;
    if (s->mode == FILE_NEW && unlink(s->target) == 0)
        return cannot_write(s->path, error, e);
    return err_set(e, ERR_IO, "%s: was written, but the disk did not confirm it; save again: %s",
                   file_shown(s->path), strerror(error));
}

/* Somebody took the right to write it away, which the sequence would not notice: it asks the directory. No
 * bits at all count for root, too. */
static bool is_read_only(const char *path, const struct stat *st)
{
    return (st->st_mode & 0222) == 0 || (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 && errno == EACCES);
}

/* What is there now: false where that cannot be found out, or may not be replaced. */
static bool look(struct save *s, struct stat *st, struct err *e)
{
    s->target =
        s->mode == FILE_NEW ? xstrdup(s->path) : file_name_follow(s->path); /* a link is no new file */
    if (!s->target) {
        cannot_write(s->path, errno, e);
        return false;
    }
    if (stat(s->target, st) == 0)
        s->old = st;
    else if (errno != ENOENT)
        return cannot_write(s->path, errno, e);
    if (s->old && !S_ISREG(st->st_mode))
        return err_set(e, ERR_IO, "%s: was not saved; it is not a regular file", file_shown(s->path));
    if (s->old && is_read_only(s->target, st))
        return err_set(
            e, ERR_IO,
            "%s: was not saved; it is read-only for you: save elsewhere, or allow writing it first "
            "(chmod u+w)",
            file_shown(s->path));
    return true;
}

/* Runs the sequence; *stamp, may be NULL, follows what lies under the name, also where that is not known to
 * last. */
static bool save(struct save *s, file_writer *writer, void *context, struct file_stamp *stamp, struct err *e)
{
    s->directory = file_name_directory(s->target);
    s->folder = file_directory_open(s->directory);
    if (s->folder < 0)
        return cannot_write(s->path, errno, e);
    const int error = replace(s, writer, context);
    if (error) {
        close(s->folder);
        return told(s, error, e);
    }
    if (stamp)
        *stamp = s->written;
    return file_directory_sync(s->folder) || unconfirmed(s, e);
}

bool file_save(const char *path, enum file_mode mode, struct file_stamp *stamp, file_writer *writer,
               void *context, struct err *e)
{
    struct stat st;
    if (mode == FILE_NEW && lstat(path, &st) == 0)
        return exists_already(path, e);
    if (mode == FILE_SAME && (!stamp || !is_at(path, stamp)))
        return changed_meanwhile(path, e);
    struct save s = {.path = path, .mode = mode};
    if (stamp)
        s.expected = *stamp;
    const bool done = look(&s, &st, e) && save(&s, writer, context, stamp, e);
    free(s.target);
    free(s.directory);
    free(s.nameless);
    free(s.temporary);
    return done;
}

bool file_write(const char *path, enum file_mode mode, file_writer *writer, void *context, struct err *e)
{
    return file_save(path, mode, NULL, writer, context, e);
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

static bool sync_named(const char *directory)
{
    const int fd = file_directory_open(directory);
    return fd >= 0 && file_directory_sync(fd);
}

bool file_move(const char *from, const char *to, struct err *e)
{
    if (!file_rename_new(from, to)) {
        if (errno == EEXIST)
            return exists_already(to, e);
        return err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "%s: cannot be moved: %s",
                       file_shown(from), strerror(errno));
    }
    char *old_home = file_name_directory(from), *new_home = file_name_directory(to);
    const bool synced = sync_named(new_home) && (strcmp(old_home, new_home) == 0 || sync_named(old_home));
    const int error = errno;
    free(old_home);
    free(new_home);
    return synced || err_set(e, ERR_IO, "%s: was moved, but the disk did not confirm it: %s", file_shown(to),
                             strerror(error));
}
