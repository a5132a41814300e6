/* A directory of a test's own, removed with everything in it. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Heap: the path of a fresh, empty directory. */
char *scratch_new(void);
/* From now on such directories lie in memory, where there is such a place: for tests that write so much that
 * a disk would hold them up. */
void scratch_in_memory(void);
/* Removes it and frees the path; NULL is fine. */
void scratch_free(char *directory);
/* directory/name, heap. */
char *scratch_path(const char *directory, const char *name);
/* Plain writing and reading, apart from what is tested. The content is heap and NUL-terminated. */
void scratch_write(const char *path, const char *bytes, size_t len);
char *scratch_read(const char *path, size_t *len);
/* Entries of a directory but "." and "..". */
size_t scratch_count(const char *directory);
/* The permission bits; of the link itself where it is one. */
unsigned scratch_mode(const char *path);

#endif
