#include "config.h"

#include "tests/files.h"

#include "forms/mem.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool file_bytes(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    char block[1 << 14];
    size_t got;
    bool good = true;
    buf_clear(out);
    while (good && (got = fread(block, 1, sizeof block, f)) > 0)
        good = buf_add(out, block, got);
    good = good && !ferror(f);
    fclose(f);
    return good;
}

static bool ends_in(const char *s, const char *ending)
{
    const size_t len = strlen(s), ending_len = strlen(ending);
    return len >= ending_len && strcmp(s + len - ending_len, ending) == 0;
}

size_t each_file(const char *folder, const char *ending, void (*visit)(const char *path, void *context),
                 void *context)
{
    struct dirent **entries;
    const int count = scandir(folder, &entries, NULL, alphasort);
    size_t visited = 0;
    for (int i = 0; i < count; i++) {
        if (ends_in(entries[i]->d_name, ending) && *entries[i]->d_name != '.') {
            char *path = xasprintf("%s/%s", folder, entries[i]->d_name);
            visit(path, context);
            free(path);
            visited++;
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return visited;
}
