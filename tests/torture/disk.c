#include "tests/torture/disk.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* The real file lies behind ours in the same piece of memory. */
struct file {
    sqlite3_file base;
    sqlite3_file *real;
};

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    sqlite3_io_methods methods;
    bool armed, failing;
    enum disk_failure how;
    unsigned at, calls;
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
    return !(disk.armed && full) && fails() ? SQLITE_IOERR_FSYNC : real(f)->pMethods->xSync(real(f), flags);
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
    const int rc = disk.real->xOpen(disk.real, name, file->real, flags, out);
    f->pMethods = file->real->pMethods ? &disk.methods : NULL;
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
