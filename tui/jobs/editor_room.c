#include "config.h"

#include "tui/jobs/editor_room.h"

#include "forms/mem.h"
#include "tui/actions/clock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME    PACKAGE_NAME ".XXXXXX"
#define PATTERN PACKAGE_NAME ".??????"
#define LOCK    "lock"

/* Where they are made. */
static const char *place(void)
{
    static const char *const names[] = {"XDG_RUNTIME_DIR", "TMPDIR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value == '/' && access(value, W_OK | X_OK) == 0)
            return value;
    }
    return "/tmp";
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *walk)
{
    (void)st, (void)kind;
    if (walk->level != 1 || strcmp(path + walk->base, LOCK) != 0)
        remove(path);
    return 0;
}

/* The lock goes last: what is left without one, because the program was killed in here, would be left for
 * ever. */
static void remove_all(const char *folder)
{
    enum { FOLDERS_OPEN = 8 };
    char *lock = xasprintf("%s/" LOCK, folder);
    nftw(folder, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
    unlink(lock);
    rmdir(folder);
    free(lock);
}

/* ---- one of them */

/* false: a sweeper took it between its making and its lock. */
static bool hold(struct editor_room *r)
{
    char *path = xasprintf("%s/" LOCK, r->folder);
    struct stat st;
    r->lock = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600); /* the editor inherits it */
    free(path);
    if (r->lock < 0)
        return false;
    /* where a file system knows no locks, nothing is ever swept */
    const bool locked = flock(r->lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    return locked && fstat(r->lock, &st) == 0 && st.st_nlink == 1;
}

bool editor_room_make(struct editor_room *r, struct err *e)
{
    *r = (struct editor_room){.folder = xasprintf("%s/" NAME, place()), .lock = -1};
    if (mkdtemp(r->folder) && hold(r)) {
        r->file = xasprintf("%s/edit.json", r->folder);
        return true;
    }
    err_set(e, ERR_IO, "%s: cannot be made for the editor: %s", r->folder, strerror(errno));
    editor_room_clear(r);
    return false;
}

void editor_room_clear(struct editor_room *r)
{
    remove_all(r->folder);
    if (r->lock >= 0)
        close(r->lock);
    free(r->file);
    free(r->folder);
    *r = (struct editor_room){.lock = -1};
}

/* ---- those of others */

static bool is_ours(const char *folder, struct stat *st)
{
    return lstat(folder, st) == 0 && S_ISDIR(st->st_mode) && st->st_uid == geteuid() &&
           (st->st_mode & 077) == 0;
}

/* One that has no lock yet is just being made, unless it has been so for a minute. */
static void sweep_one(const char *folder)
{
    enum { MAKING = 60 }; /* s */
    struct stat st;
    if (!is_ours(folder, &st))
        return;
    char *path = xasprintf("%s/" LOCK, folder);
    const int lock = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        remove_all(folder);
    else if (lock < 0 && clock_now() - st.st_mtime > MAKING)
        rmdir(folder); /* an empty one alone */
    if (lock >= 0)
        close(lock);
    free(path);
}

void editor_room_sweep(void)
{
    DIR *d = opendir(place());
    for (const struct dirent *entry; d && (entry = readdir(d));) {
        if (fnmatch(PATTERN, entry->d_name, 0) != 0)
            continue;
        char *folder = xasprintf("%s/%s", place(), entry->d_name);
        sweep_one(folder);
        free(folder);
    }
    if (d)
        closedir(d);
}
