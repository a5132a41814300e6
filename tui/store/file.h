/* Whole files, safely. The one sequence for every write: a temporary file in the same directory (0600, and
 * without a name until it is complete, where the file system has that), fsync, rename, fsync of the
 * directory; the mode of an existing file is kept and a symlink is followed to its target. A file that may
 * not be written is not replaced, although its directory would let us. "Saved" may be said only after
 * file_save returned true. */
#ifndef TUI_STORE_FILE_H
#define TUI_STORE_FILE_H

#include "forms/buf.h"
#include "forms/err.h"

#include <stdint.h>

#define FILE_MAX ((size_t)512 << 20)

/* Reads a whole file, or standard input for "-"; pipes are read to their end. Heap; NUL-terminated beyond
 * *len. */
char *file_read(const char *path, size_t *len, struct err *e);
/* The same a piece at a time. */
struct file_reading;
/* NULL with *e where it cannot be opened. */
struct file_reading *file_reading_new(const char *path, struct err *e);
/* Reads at most so many bytes on; true: it has come to the end, or failed. */
bool file_reading_step(struct file_reading *r, size_t bytes);
size_t file_reading_done(const struct file_reading *r); /* bytes */
size_t file_reading_all(const struct file_reading *r);  /* as the file says; 0 for what has no size */
/* After that: what file_read gives. Frees the reading. */
char *file_reading_finish(struct file_reading *take, size_t *len, struct err *e);
/* Gives it up, at any time. */
void file_reading_free(struct file_reading *r);

/* For a screen, which cannot wait: false with *e where the path is a pipe or a device, whose end may never
 * come. What is not there is left to the reading to say. */
bool file_has_end(const char *path, struct err *e);

/* What a file looked like, to notice that somebody else changed it. */
struct stat;
struct file_stamp {
    bool exists;
    int64_t mtime_ns;
    uint64_t size, inode, device;
};
void file_stamp_of(const struct stat *st, struct file_stamp *out);
void file_stamp_read(const char *path, struct file_stamp *out);
bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b);

/* Streams content: writer calls put for each piece and returns its verdict. It may be asked again, from the
 * beginning. */
typedef bool file_put(void *put_context, const char *p, size_t len);
typedef bool file_writer(void *context, file_put *put, void *put_context);
enum file_mode {
    FILE_NEW,     /* refuses to overwrite: ERR_EXISTS */
    FILE_REPLACE, /* whatever is there */
    FILE_SAME, /* what that stamp is of, a file or nothing, and no other: ERR_CONFLICT, or ERR_NOT_FOUND where
                * it is gone, and nothing was written */
};
/* stamp: see FILE_SAME; it becomes that of what was written, without anything that somebody did to the file
 * afterwards. May be NULL in the other modes. */
bool file_save(const char *path, enum file_mode mode, struct file_stamp *stamp, file_writer *writer,
               void *context, struct err *e);
bool file_write(const char *path, enum file_mode mode, file_writer *writer, void *context, struct err *e);
bool file_write_bytes(const char *path, enum file_mode mode, const char *p, size_t len, struct err *e);

/* Gives a file another name on the same file system, synced; ERR_EXISTS where the name is taken. */
bool file_move(const char *from, const char *to, struct err *e);

/* The path, or as much of its end as leaves room for words in an error text. Points into path. */
const char *file_shown(const char *path);

#endif
