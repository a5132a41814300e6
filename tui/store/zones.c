#include "config.h"

#include "tui/store/zones.h"

#include "forms/mem.h"
#include "tui/store/file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME_LEN_MAX 100

struct entry {
    char *name;
    struct zone *zone; /* NULL: there is no such file; it is not looked for again */
};

/* So many names that lead nowhere are remembered: a large configuration may hold any number of them. */
enum { MISSES_MAX = 64 };

struct database {
    struct zones shown;
    char *folder;
    char *local;
    struct entry *entries;
    size_t entry_count, misses;
    const char **names; /* NULL until they are asked for */
    char *list;         /* the bytes that names point into */
};

/* ---- one zone */

/* A name like Europe/Lisbon: it stays in the folder, whatever it holds. */
static bool is_name(const char *name, size_t len)
{
    if (len == 0 || len > NAME_LEN_MAX ||
        !((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z')))
        return false;
    for (size_t i = 0; i < len; i++) {
        const char c = name[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '_' || c == '-' || c == '+';
        if (!plain && !(c == '/' && i + 1 < len && name[i + 1] != '/'))
            return false;
    }
    return true;
}

static struct zone *read_zone(const struct database *d, const char *name)
{
    size_t len;
    char *path = xasprintf("%s/%s", d->folder, name);
    char *bytes = file_read(path, &len, NULL);
    struct zone *z = bytes ? zone_parse(bytes, len, NULL) : NULL;
    free(bytes);
    free(path);
    return z;
}

static const struct zone *find(void *context, const char *name, size_t len)
{
    struct database *d = context;
    if (!is_name(name, len))
        return NULL;
    for (size_t i = 0; i < d->entry_count; i++)
        if (strlen(d->entries[i].name) == len && memcmp(d->entries[i].name, name, len) == 0)
            return d->entries[i].zone;
    char *copy = xstrndup(name, len);
    struct zone *z = read_zone(d, copy);
    if (!z && d->misses == MISSES_MAX) {
        free(copy);
        return NULL;
    }
    d->misses += z == NULL;
    d->entries = xreallocarray(d->entries, d->entry_count + 1, sizeof *d->entries);
    d->entries[d->entry_count++] = (struct entry){copy, z};
    return z;
}

/* ---- all names */

static char *read_text(const struct database *d, const char *file)
{
    size_t len;
    char *path = xasprintf("%s/%s", d->folder, file);
    char *text = file_read(path, &len, NULL);
    free(path);
    return text;
}

/* The name in a line, cut off in place, or NULL. "Z NAME ..." and "L TARGET NAME" of tzdata.zi; the third
 * column of zone1970.tab. */
static char *name_in(char *line, bool zi)
{
    const char *const blanks = zi ? " " : "\t";
    size_t column = 2;
    if (zi) {
        if ((line[0] != 'Z' && line[0] != 'L') || line[1] != ' ')
            return NULL;
        column = line[0] == 'Z' ? 1 : 2;
    } else if (line[0] == '#') {
        return NULL;
    }
    while (column-- > 0) {
        line += strcspn(line, blanks);
        line += *line != '\0';
    }
    line[strcspn(line, blanks)] = '\0';
    return is_name(line, strlen(line)) ? line : NULL;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_names(struct database *d)
{
    size_t count = 0, cap = 4096;
    bool zi = true;
    d->list = read_text(d, "tzdata.zi");
    if (!d->list) {
        zi = false;
        d->list = read_text(d, "zone1970.tab");
    }
    d->names = xcalloc(cap, sizeof *d->names);
    for (char *line = d->list, *next; line && *line; line = next) {
        char *end = strchr(line, '\n');
        next = end ? end + 1 : line + strlen(line);
        if (end)
            *end = '\0';
        const char *name = name_in(line, zi);
        if (name && count + 1 < cap)
            d->names[count++] = name;
    }
    qsort(d->names, count, sizeof *d->names, compare);
}

static const char *const *names(void *context)
{
    struct database *d = context;
    if (!d->names)
        read_names(d);
    return d->names;
}

/* ---- here */

/* The end of the path that /etc/localtime leads to, below a folder called zoneinfo. */
static char *name_of_link(void)
{
    char target[PATH_MAX];
    const ssize_t len = readlink("/etc/localtime", target, sizeof target - 1);
    if (len < 0)
        return NULL;
    target[len] = '\0';
    const char *at = strstr(target, "/zoneinfo/");
    return at ? xstrdup(at + strlen("/zoneinfo/")) : NULL;
}

static char *local_name(struct database *d)
{
    const char *tz = getenv("TZ");
    char *name = tz && *tz ? xstrdup(*tz == ':' ? tz + 1 : tz) : name_of_link();
    if (name && find(d, name, strlen(name)))
        return name;
    free(name);
    return xstrdup("UTC");
}

const struct zones *zones_open(void)
{
    struct database *d = xcalloc(1, sizeof *d);
    const char *folder = getenv("TZDIR");
    d->folder = xstrdup(folder && *folder == '/' ? folder : "/usr/share/zoneinfo");
    d->local = local_name(d);
    d->shown = (struct zones){.context = d, .find = find, .names = names, .local = d->local};
    return &d->shown;
}

void zones_close(const struct zones *z)
{
    struct database *d = z ? z->context : NULL;
    if (!d)
        return;
    for (size_t i = 0; i < d->entry_count; i++) {
        free(d->entries[i].name);
        zone_free(d->entries[i].zone);
    }
    free(d->entries);
    free(d->names);
    free(d->list);
    free(d->local);
    free(d->folder);
    free(d);
}
