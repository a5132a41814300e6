#include "config.h"

#include "tui/store/leftovers.h"

#include "forms/mem.h"

#include <dirent.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEPT_DAYS = 30, DAY = 24 * 60 * 60 };

struct leftovers {
    const struct paths *paths;
    struct ledger *ledger;
    int64_t before; /* older than that is old enough */
    size_t folder;  /* which is looked at */
    DIR *dir;       /* NULL: not begun yet */
};

struct leftovers *leftovers_new(const struct paths *p, struct ledger *l, int64_t now)
{
    struct leftovers *o = xcalloc(1, sizeof *o);
    *o = (struct leftovers){.paths = p, .ledger = l, .before = now - (int64_t)KEPT_DAYS * DAY};
    return o;
}

void leftovers_free(struct leftovers *o)
{
    if (o && o->dir)
        closedir(o->dir);
    free(o);
}

/* ---- what may go */

static bool ends_with(const char *name, const char *end)
{
    const size_t len = strlen(name), end_len = strlen(end);
    return len > end_len && strcmp(name + len - end_len, end) == 0;
}

static bool is_deleted(const struct leftovers *o, const char *name, const struct stat *st)
{
    (void)o;
    (void)st;
    return ends_with(name, ".json");
}

/* "answer-12.txt", "answer-12.2.txt": of attempt 12. */
static bool is_resolved_answer(const struct leftovers *o, const char *name, const struct stat *st)
{
    static const char begin[] = "answer-";
    const size_t len = sizeof begin - 1;
    return strncmp(name, begin, len) == 0 && ends_with(name, ".txt") &&
           ledger_is_checked(o->ledger, strtoll(name + len, NULL, 10), st->st_mtime, o->before);
}

static const struct {
    size_t path; /* of struct paths */
    bool (*may_go)(const struct leftovers *o, const char *name, const struct stat *st);
} folders[] = {
    {offsetof(struct paths, deleted), is_deleted},
    {offsetof(struct paths, answers), is_resolved_answer},
};
enum { FOLDERS = sizeof folders / sizeof *folders };

/* ---- looking */

/* Moving a file changes the time of its node and not that of its content: the later one says since when it
 * lies here. */
static bool is_old(const struct leftovers *o, const struct stat *st)
{
    return st->st_ctime < o->before && st->st_mtime < o->before;
}

static void look_at(const struct leftovers *o, const char *name)
{
    struct stat st;
    const int folder = dirfd(o->dir);
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
        (S_ISREG(st.st_mode) || S_ISLNK(st.st_mode)) && is_old(o, &st) &&
        folders[o->folder].may_go(o, name, &st))
        unlinkat(folder, name, 0);
}

static DIR *open_folder(const struct leftovers *o)
{
    const char *const *path = (const void *)((const char *)o->paths + folders[o->folder].path);
    return opendir(*path);
}

/* The next file of the folder, or the next folder. */
static void advance(struct leftovers *o)
{
    if (!o->dir)
        o->dir = open_folder(o);
    const struct dirent *entry = o->dir ? readdir(o->dir) : NULL;
    if (entry) {
        look_at(o, entry->d_name);
        return;
    }
    if (o->dir)
        closedir(o->dir);
    o->dir = NULL;
    o->folder++;
}

bool leftovers_step(struct leftovers *o, size_t files)
{
    for (; files > 0 && o->folder < FOLDERS; files--)
        advance(o);
    return o->folder == FOLDERS;
}
