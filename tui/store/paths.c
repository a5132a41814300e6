#include "config.h"

#include "tui/store/paths.h"

#include "forms/mem.h"
#include "tui/store/file.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "seam-portal-tui"

const char *paths_home(void)
{
    const char *dir = getenv("HOME");
    if (dir && *dir == '/')
        return dir;
    const struct passwd *user = getpwuid(getuid());
    return user && user->pw_dir && *user->pw_dir == '/' ? user->pw_dir : NULL;
}

/* $VARIABLE/seam-portal-tui, or ~/FALLBACK/seam-portal-tui; NULL when there is no home either. */
static char *base(const char *variable, const char *fallback)
{
    const char *dir = getenv(variable);
    if (dir && *dir == '/')
        return xasprintf("%s/" FOLDER, dir);
    const char *user = paths_home();
    return user ? xasprintf("%s/%s/" FOLDER, strcmp(user, "/") == 0 ? "" : user, fallback) : NULL;
}

/* The directory with its parents. Only what is made here gets its mode: a directory that somebody set up
 * in another way stays as it is. */
static bool make_directory(char *path, struct err *e)
{
    for (char *slash = strchr(path + 1, '/');; slash = strchr(slash + 1, '/')) {
        if (slash)
            *slash = '\0';
        if (mkdir(path, 0700) == 0)
            chmod(path, 0700);
        else if (errno != EEXIST)
            return err_set(e, ERR_IO,
                           "%s: the directory cannot be made: %s; XDG_DATA_HOME can name another place",
                           file_shown(path), strerror(errno));
        if (!slash)
            return true;
        *slash = '/';
    }
}

bool paths_make_folder_of(const char *file, struct err *e)
{
    char *folder = xstrndup(file, (size_t)(strrchr(file, '/') - file));
    const bool made = make_directory(folder, e);
    free(folder);
    return made;
}

bool paths_find(struct paths *p, struct err *e)
{
    *p = (struct paths){.data = base("XDG_DATA_HOME", ".local/share"),
                        .config = base("XDG_CONFIG_HOME", ".config")};
    if (!p->data || !p->config) {
        err_set(e, ERR_IO, "There is no home directory: set HOME, or XDG_DATA_HOME and XDG_CONFIG_HOME.");
        paths_finish(p);
        return false;
    }
    p->configurations = xasprintf("%s/configurations", p->data);
    p->deleted = xasprintf("%s/deleted", p->data);
    p->answers = xasprintf("%s/answers", p->data);
    p->database = xasprintf("%s/state.db", p->data);
    p->draft_lock = xasprintf("%s/drafts.lock", p->data);
    return true;
}

bool paths_init(struct paths *p, struct err *e)
{
    if (!paths_find(p, e))
        return false;
    if (make_directory(p->configurations, e) && make_directory(p->deleted, e) &&
        make_directory(p->answers, e))
        return true;
    paths_finish(p);
    return false;
}

void paths_finish(struct paths *p)
{
    if (!p)
        return;
    free(p->data);
    free(p->configurations);
    free(p->deleted);
    free(p->answers);
    free(p->database);
    free(p->draft_lock);
    free(p->config);
    *p = (struct paths){0};
}
