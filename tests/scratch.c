#include "config.h"

#include "tests/scratch.h"

#include "forms/mem.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void must(bool fine, const char *what)
{
    if (fine)
        return;
    perror(what);
    abort();
}

char *scratch_new(void)
{
    const char *base = getenv("TMPDIR");
    char *directory = xasprintf("%s/portal-test.XXXXXX", base && *base == '/' ? base : "/tmp");
    must(mkdtemp(directory) != NULL, directory);
    return directory;
}

void scratch_in_memory(void)
{
    if (access("/dev/shm", W_OK | X_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void scratch_free(char *directory)
{
    if (directory)
        nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(directory);
}

char *scratch_path(const char *directory, const char *name)
{
    return xasprintf("%s/%s", directory, name);
}

void scratch_write(const char *path, const char *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    must(f != NULL, path);
    must(fwrite(bytes, 1, len, f) == len, path);
    must(fclose(f) == 0, path);
}

char *scratch_read(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    must(f != NULL, path);
    size_t used = 0, got;
    char *data = xmalloc(1);
    do {
        data = xrealloc(data, used + 65537);
        got = fread(data + used, 1, 65536, f);
        used += got;
    } while (got);
    data[used] = '\0';
    fclose(f);
    if (len)
        *len = used;
    return data;
}

size_t scratch_count(const char *directory)
{
    DIR *dir = opendir(directory);
    must(dir != NULL, directory);
    size_t n = 0;
    for (const struct dirent *d; (d = readdir(dir));)
        n += strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
    closedir(dir);
    return n;
}

unsigned scratch_mode(const char *path)
{
    struct stat st;
    must(lstat(path, &st) == 0, path);
    return (unsigned)st.st_mode & 07777;
}
