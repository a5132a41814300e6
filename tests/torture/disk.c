#include "tests/torture/disk.h"

#include "forms/mem.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The real file lies behind ours in the same piece of memory. */
struct file {
    sqlite3_file base;
    sqlite3_file *real;
    const char *name; /* SQLite's; NULL: a file without one */
};

/* What a file is on the disk itself. */
struct synced {
    char *path;
    char *bytes; /* NULL: nothing of it was synced yet */
    size_t len;
};

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    sqlite3_io_methods methods;
    bool armed, failing;
    enum disk_failure how;
    unsigned at, calls;
    struct synced *files;
    size_t count;
} disk;

static sqlite3_file *real(sqlite3_file *f)
{
    return ((struct file *)f)->real;
}

/* Its turn has come, or had come before. */
static bool fails(void)
{
    if (!disk.armed)
        return false;
    if (disk.failing && disk.how != DISK_HICCUP)
        return true;
    if (++disk.calls != disk.at)
        return false;
    disk.failing = true;
    return true;
}

/* ---- what is on the disk itself */

static struct synced *synced(const char *path)
{
    for (size_t i = 0; i < disk.count; i++)
        if (strcmp(disk.files[i].path, path) == 0)
            return &disk.files[i];
    disk.files = xreallocarray(disk.files, disk.count + 1, sizeof *disk.files);
    disk.files[disk.count] = (struct synced){.path = xstrdup(path)};
    return &disk.files[disk.count++];
}

static void take_over_bytes(const struct file *f)
{
    struct synced *s = synced(f->name);
    sqlite3_int64 size = 0;
    f->real->pMethods->xFileSize(f->real, &size);
    free(s->bytes);
    s->len = (size_t)size;
    s->bytes = xmalloc(s->len + 1);
    f->real->pMethods->xRead(f->real, s->bytes, (int)size, 0);
}

static void forget(const char *path)
{
    struct synced *s = synced(path);
    free(s->bytes);
    s->bytes = NULL;
    s->len = 0;
}

static void restore(const struct synced *s)
{
    FILE *file = access(s->path, F_OK) == 0 ? fopen(s->path, "we") : NULL;
    if (file && s->len && fwrite(s->bytes, 1, s->len, file) != s->len)
        abort();
    if (file)
        fclose(file);
}

void disk_power_off(void)
{
    for (size_t i = 0; i < disk.count; i++) {
        restore(&disk.files[i]);
        free(disk.files[i].path);
        free(disk.files[i].bytes);
    }
    free(disk.files);
    disk.files = NULL;
    disk.count = 0;
}

/* ---- what fails */

static int on_write(sqlite3_file *f, const void *p, int len, sqlite3_int64 at)
{
    const bool first = !disk.failing;
    if (!fails())
        return real(f)->pMethods->xWrite(real(f), p, len, at);
    if (first && disk.how == DISK_FULL_HALF)
        real(f)->pMethods->xWrite(real(f), p, len / 2, at);
    return disk.how == DISK_FULL || disk.how == DISK_FULL_HALF ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int on_sync(sqlite3_file *f, int flags)
{
    const bool full = disk.how == DISK_FULL || disk.how == DISK_FULL_HALF;
    if (!(disk.armed && full) && fails())
        return SQLITE_IOERR_FSYNC;
    const int rc = real(f)->pMethods->xSync(real(f), flags);
    const struct file *file = (const struct file *)f;
    if (rc == SQLITE_OK && file->name && disk.armed && disk.how == DISK_OFF)
        take_over_bytes(file);
    return rc;
}

static int on_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    return fails() ? SQLITE_IOERR_TRUNCATE : real(f)->pMethods->xTruncate(real(f), size);
}

/* Making the index of the log longer needs room, too. */
static int on_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return extend && fails() ? SQLITE_IOERR_SHMSIZE
                             : real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}

/* ---- what does not */

static int on_close(sqlite3_file *f)
{
    return real(f)->pMethods->xClose(real(f));
}
static int on_read(sqlite3_file *f, void *p, int len, sqlite3_int64 at)
{
    return real(f)->pMethods->xRead(real(f), p, len, at);
}
static int on_size(sqlite3_file *f, sqlite3_int64 *out)
{
    return real(f)->pMethods->xFileSize(real(f), out);
}
static int on_lock(sqlite3_file *f, int lock)
{
    return real(f)->pMethods->xLock(real(f), lock);
}
static int on_unlock(sqlite3_file *f, int lock)
{
    return real(f)->pMethods->xUnlock(real(f), lock);
}
static int on_reserved(sqlite3_file *f, int *out)
{
    return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
static int on_control(sqlite3_file *f, int what, void *p)
{
    return real(f)->pMethods->xFileControl(real(f), what, p);
}
static int on_sector(sqlite3_file *f)
{
    return real(f)->pMethods->xSectorSize(real(f));
}
static int on_device(sqlite3_file *f)
{
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
static int on_shm_lock(sqlite3_file *f, int from, int count, int flags)
{
    return real(f)->pMethods->xShmLock(real(f), from, count, flags);
}
static void on_barrier(sqlite3_file *f)
{
    real(f)->pMethods->xShmBarrier(real(f));
}
static int on_unmap(sqlite3_file *f, int remove)
{
    return real(f)->pMethods->xShmUnmap(real(f), remove);
}

static int on_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    struct file *file = (struct file *)f;
    (void)vfs;
    file->real = (sqlite3_file *)(file + 1);
    file->name = name;
    if (name && disk.armed && disk.how == DISK_OFF)
        synced(name);
    const int rc = disk.real->xOpen(disk.real, name, file->real, flags, out);
    f->pMethods = file->real->pMethods ? &disk.methods : NULL;
    return rc;
}

/* Without power nothing is deleted, either. What is deleted is so on the disk at once: SQLite relies on no
 * more. */
static int on_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    if (disk.failing && disk.how == DISK_OFF)
        return SQLITE_IOERR_DELETE;
    const int rc = disk.real->xDelete(disk.real, name, sync);
    if (rc == SQLITE_OK && disk.armed && disk.how == DISK_OFF)
        forget(name);
    return rc;
}

void disk_take_over(void)
{
    if (disk.real)
        return;
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "failing";
    disk.vfs.szOsFile += (int)sizeof(struct file);
    disk.vfs.xOpen = on_open;
    disk.vfs.xDelete = on_delete;
    disk.methods = (sqlite3_io_methods){
        .iVersion = 2,
        .xClose = on_close,
        .xRead = on_read,
        .xWrite = on_write,
        .xTruncate = on_truncate,
        .xSync = on_sync,
        .xFileSize = on_size,
        .xLock = on_lock,
        .xUnlock = on_unlock,
        .xCheckReservedLock = on_reserved,
        .xFileControl = on_control,
        .xSectorSize = on_sector,
        .xDeviceCharacteristics = on_device,
        .xShmMap = on_map,
        .xShmLock = on_shm_lock,
        .xShmBarrier = on_barrier,
        .xShmUnmap = on_unmap,
    };
    if (sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK)
        abort();
}

void disk_fail(enum disk_failure how, unsigned at)
{
    disk.how = how;
    disk.at = at;
    disk.calls = 0;
    disk.failing = false;
    disk.armed = true;
}

bool disk_mend(void)
{
    const bool came = disk.failing;
    disk.armed = disk.failing = false;
    return came;
}
