#include "config.h"

#include "tests/pty/canary.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const cores[CANARIES] = {
    [KEY] = CANARY_KEY_CORE,
    [LINK_MADE] = CANARY_LINK_CORE,
    [DOOR_CODE] = CANARY_CODE_CORE,
    [EMAIL] = CANARY_EMAIL_CORE,
};

/* ---- where each may be */

#define BIT(canary) (1U << (canary))

/* The terminal: a door code is never asked for in the session, and a link is. */
static const struct {
    const char *name;
    unsigned may; /* BIT */
} places[CANARY_PLACES] = {
    [PLACE_CONFIGURATION] = {"a configuration", BIT(DOOR_CODE) | BIT(EMAIL)},
    [PLACE_STATE] = {"the database", BIT(LINK_MADE) | BIT(DOOR_CODE) | BIT(EMAIL)},
    [PLACE_SAVED] = {"the database of saved work", BIT(LINK_MADE)},
    [PLACE_ANSWER] = {"a kept answer", BIT(LINK_MADE) | BIT(DOOR_CODE) | BIT(EMAIL)},
    [PLACE_EXPORT] = {"an export", BIT(EMAIL)},
    [PLACE_LINK_FILE] = {"a saved link", BIT(LINK_MADE)},
    [PLACE_FILE] = {"another file", 0},
    [PLACE_ARGUMENTS] = {"arguments", 0},
    [PLACE_ENVIRONMENT] = {"an environment", 0},
    [PLACE_CLIPBOARD] = {"the clipboard", BIT(LINK_MADE) | BIT(EMAIL)},
    [PLACE_TERMINAL] = {"the terminal", BIT(LINK_MADE) | BIT(EMAIL)},
    [PLACE_MEMORY] = {"memory, more than once", BIT(LINK_MADE) | BIT(DOOR_CODE) | BIT(EMAIL)},
};

/* The first that fits; fnmatch(3), where '*' passes over '/' too. */
static const struct {
    const char *pattern;
    enum canary_place place;
} files[] = {
    {"*/seam-portal-tui/configurations/*.json", PLACE_CONFIGURATION},
    {"*/seam-portal-tui/state.db*", PLACE_STATE},
    {"*/answer-*.txt", PLACE_ANSWER},
    {"*/export.csv", PLACE_EXPORT},
    {"*/link.txt", PLACE_LINK_FILE},
    {"*/seen/arguments", PLACE_ARGUMENTS},
    {"*/seen/environment", PLACE_ENVIRONMENT},
    {"*/seen/clipboard", PLACE_CLIPBOARD},
    {"*", PLACE_FILE},
};

/* ---- looking */

void canary_look(struct canary_search *s, enum canary_place place, const char *bytes, size_t len)
{
    s->bytes[place] += len;
    for (size_t i = 0; i < CANARIES; i++)
        if (memmem(bytes, len, cores[i], strlen(cores[i])))
            s->found[i][place] = true;
}

static void look_at_file(struct canary_search *s, const char *path)
{
    size_t i = 0;
    while (fnmatch(files[i].pattern, path, 0) != 0)
        i++;
    struct buf bytes;
    buf_init(&bytes, BUF_BODY_MAX);
    canary_look(s, files[i].place, path, strlen(path)); /* a name can tell as much */
    if (file_bytes(path, &bytes))
        canary_look(s, files[i].place, bytes.data, bytes.len);
    buf_finish(&bytes);
}

void canary_look_at_files(struct canary_search *s, const char *folder)
{
    DIR *d = opendir(folder);
    for (const struct dirent *entry; d && (entry = readdir(d));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *path = xasprintf("%s/%s", folder, entry->d_name);
        struct stat st = {0};
        lstat(path, &st);
        if (S_ISDIR(st.st_mode))
            canary_look_at_files(s, path);
        else if (S_ISREG(st.st_mode))
            look_at_file(s, path);
        free(path);
    }
    if (d)
        closedir(d);
}

/* What /proc says, which tells no size before. */
static void look_at_proc(struct canary_search *s, enum canary_place place, pid_t process, const char *name)
{
    char *path = xasprintf("/proc/%d/%s", (int)process, name);
    FILE *f = fopen(path, "r");
    char bytes[1 << 16];
    size_t len = f ? fread(bytes, 1, sizeof bytes, f) : 0;
    canary_look(s, place, bytes, len);
    if (f)
        fclose(f);
    free(path);
}

/* How often the key is in a mapping; the windows overlap, so that one on their border is not missed. */
static size_t copies_between(int memory, unsigned long from, unsigned long to)
{
    static char window[1 << 20];
    const size_t overlap = strlen(CANARY_KEY_CORE) - 1;
    size_t copies = 0;
    for (unsigned long at = from; at < to; at += sizeof window - overlap) {
        const size_t wanted = to - at < sizeof window ? to - at : sizeof window;
        const ssize_t got = pread(memory, window, wanted, (off_t)at);
        if (got <= 0)
            break;
        const char *p = window, *end = window + got;
        while ((p = memmem(p, (size_t)(end - p), CANARY_KEY_CORE, overlap + 1))) {
            copies++;
            p += overlap + 1;
        }
    }
    return copies;
}

/* Larger mappings are the shadows of sanitizers, which keep copies of their own, of stacks too. */
enum { MAPPING_MAX_GIB = 1024 };

/* One copy is what requests are made with. Whoever may not look (PR_SET_DUMPABLE) has looked, too: then
 * nobody else of that user can. */
static void look_at_memory(struct canary_search *s, pid_t process)
{
    char *maps_path = xasprintf("/proc/%d/maps", (int)process);
    char *memory_path = xasprintf("/proc/%d/mem", (int)process);
    FILE *maps = fopen(maps_path, "r");
    const int memory = open(memory_path, O_RDONLY | O_CLOEXEC);
    const bool denied = errno == EACCES || errno == EPERM;
    size_t copies = 0;
    bool shadowed = false;
    char line[1000], mode[5];
    for (unsigned long from, to; !shadowed && maps && memory >= 0 && fgets(line, sizeof line, maps);) {
        if (sscanf(line, "%lx-%lx %4s", &from, &to, mode) != 3 || strncmp(mode, "rw", 2) != 0)
            continue;
        shadowed = (to - from) >> 30 >= MAPPING_MAX_GIB;
        copies += shadowed ? 0 : copies_between(memory, from, to);
    }
    s->bytes[PLACE_MEMORY] += !shadowed && (memory >= 0 || denied);
    s->found[KEY][PLACE_MEMORY] = s->found[KEY][PLACE_MEMORY] || (copies > 1 && !shadowed);
    if (maps)
        fclose(maps);
    if (memory >= 0)
        close(memory);
    free(maps_path);
    free(memory_path);
}

static void look_at_family(struct canary_search *s, pid_t process)
{
    look_at_proc(s, PLACE_ARGUMENTS, process, "cmdline");
    look_at_proc(s, PLACE_ENVIRONMENT, process, "environ");
    char *path = xasprintf("/proc/%d/task/%d/children", (int)process, (int)process);
    FILE *f = fopen(path, "r");
    for (int child; f && fscanf(f, "%d", &child) == 1;)
        look_at_family(s, child);
    if (f)
        fclose(f);
    free(path);
}

void canary_look_at_process(struct canary_search *s, pid_t process)
{
    look_at_family(s, process);
    look_at_memory(s, process);
}

/* ---- the verdict */

void canary_all_is_saved(struct canary_search *s)
{
    s->bytes[PLACE_SAVED] += s->bytes[PLACE_STATE];
    for (size_t i = 0; i < CANARIES; i++)
        s->found[i][PLACE_SAVED] = s->found[i][PLACE_SAVED] || s->found[i][PLACE_STATE];
}

void canary_count(const struct canary_search *s, const char *name, struct tally *out)
{
    static const char *const words[CANARIES] = {"the key", "the link", "the door code", "the e-mail address"};
    for (size_t place = 0; place < CANARY_PLACES; place++)
        for (size_t i = 0; i < CANARIES; i++) {
            if (places[place].may & BIT(i))
                continue;
            out->planned++;
            out->fired += s->bytes[place] > 0;
            out->bad += s->found[i][place];
            if (s->found[i][place] && name)
                fprintf(stderr, "%s: %s is in %s\n", name, words[i], places[place].name);
        }
}
