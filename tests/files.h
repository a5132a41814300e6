/* Files of test cases. */
#ifndef TESTS_FILES_H
#define TESTS_FILES_H

#include "forms/buf.h"

/* Replaces the bytes of out by those of the file. */
bool file_bytes(const char *path, struct buf *out);
/* Calls visit with the path of each file in the folder whose name ends so, sorted by name; returns how many,
 * 0 where the folder cannot be read. */
size_t each_file(const char *folder, const char *ending, void (*visit)(const char *path, void *context),
                 void *context);

#endif
