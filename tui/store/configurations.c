#include "config.h"

#include "tui/store/configurations.h"

#include "forms/mem.h"
#include "forms/safe.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUFFIX         ".json"
#define NAME_MAX_BYTES 200

static bool ends_in_suffix(const char *name)
{
    const size_t len = strlen(name), suffix = strlen(SUFFIX);
    return len >= suffix && strcmp(name + len - suffix, SUFFIX) == 0;
}

/* C0, DEL and, in UTF-8, C1. */
static bool has_control(const char *name)
{
    for (const unsigned char *p = (const unsigned char *)name; *p; p++)
        if (*p < 0x20 || *p == 0x7F || (*p == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F))
            return true;
    return false;
}

bool configuration_name_valid(const char *name, struct err *e)
{
    const size_t len = strlen(name);
    const char *words = NULL;
    if (!len)
        words = "A configuration needs a name.";
    else if (len > NAME_MAX_BYTES)
        words = "The name is too long: at most 200 bytes.";
    else if (!utf8_valid(name, len, NULL))
        words = "The name is not valid UTF-8.";
    else if (has_control(name))
        words = "A name has no control characters.";
    else if (strchr(name, '/'))
        words = "A name has no \"/\": it names a file in the folder of saved configurations.";
    else if (*name == '.' || *name == '-')
        words = "A name does not begin with \".\" or \"-\".";
    else if (ends_in_suffix(name))
        words = "Leave \".json\" out of the name: the file gets it by itself.";
    return !words || err_set(e, ERR_USAGE, "%s", words);
}

char *configuration_path(const struct paths *p, const char *name)
{
    return xasprintf("%s/%s" SUFFIX, p->configurations, name);
}

char *configuration_resolve(const struct paths *p, const char *argument, char **name)
{
    *name = NULL;
    if (strcmp(argument, "-") != 0 && configuration_name_valid(argument, NULL)) {
        char *path = configuration_path(p, argument);
        if (faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
            *name = xstrdup(argument);
            return path;
        }
        free(path);
    }
    return xstrdup(argument);
}

/* The name that a directory entry stands for; heap, or NULL. */
static char *name_of_entry(const char *entry)
{
    if (!ends_in_suffix(entry))
        return NULL;
    char *name = xstrndup(entry, strlen(entry) - strlen(SUFFIX));
    if (configuration_name_valid(name, NULL))
        return name;
    free(name);
    return NULL;
}

char **configuration_names(const struct paths *p, size_t *count, struct err *e)
{
    DIR *dir = opendir(p->configurations);
    if (!dir && errno != ENOENT) {
        err_set(e, ERR_IO, "%s: cannot be listed: %s", file_shown(p->configurations), strerror(errno));
        return NULL;
    }
    char **names = NULL;
    size_t n = 0, cap = 0;
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        char *name = name_of_entry(entry->d_name);
        if (!name)
            continue;
        if (n == cap) {
            cap = cap ? cap * 2 : 16;
            names = xreallocarray(names, cap + 1, sizeof *names);
        }
        names[n++] = name;
    }
    if (dir)
        closedir(dir);
    if (!names)
        names = xcalloc(1, sizeof *names);
    names[n] = NULL;
    *count = n;
    return names;
}

bool configuration_rename(const struct paths *p, const char *from, const char *to, struct err *e)
{
    if (!configuration_name_valid(to, e))
        return false;
    if (strcmp(from, to) == 0)
        return true;
    char *old = configuration_path(p, from), *new = configuration_path(p, to);
    bool done = file_move(old, new, e);
    if (!done && e && e->code == ERR_EXISTS)
        err_set(e, ERR_EXISTS, "There is a configuration named \"%s\" already: choose another name.", to);
    free(old);
    free(new);
    return done;
}

bool configuration_delete(const struct paths *p, const char *name, char **token, struct err *e)
{
    char *path = configuration_path(p, name);
    struct err why = {0};
    bool done = false;
    *token = NULL;
    /* The same name may have been deleted before: each gets a number of its own. */
    for (unsigned n = 1; !done; n++) {
        char *aside = xasprintf("%s.%u" SUFFIX, name, n);
        char *to = xasprintf("%s/%s", p->deleted, aside);
        paths_make_folder_of(to, NULL);
        done = file_move(path, to, &why);
        free(to);
        if (done)
            *token = aside;
        else
            free(aside);
        if (!done && why.code != ERR_EXISTS)
            break;
    }
    free(path);
    return done || err_set(e, why.code, "%s", why.text);
}

bool configuration_undelete(const struct paths *p, const char *token, const char *name, struct err *e)
{
    if (!configuration_name_valid(name, e))
        return false;
    char *from = xasprintf("%s/%s", p->deleted, token), *to = configuration_path(p, name);
    const bool done = file_move(from, to, e);
    free(from);
    free(to);
    return done;
}
