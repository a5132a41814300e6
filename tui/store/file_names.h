/* What is done to names of files and to the directories that hold them. Private to store/. */
#ifndef TUI_STORE_FILE_NAMES_H
#define TUI_STORE_FILE_NAMES_H

#include <stdbool.h>

/* Where a chain of symlinks ends, whether or not something is there; heap. NULL with errno, ELOOP among them.
 */
char *file_name_follow(const char *path);
/* Of the file with that path; heap. */
char *file_name_directory(const char *path);

/* Its descriptor, or -1 with errno. */
int file_directory_open(const char *directory);
/* Makes names in an open directory last through a power cut, and closes it. false with errno. */
bool file_directory_sync(int fd);

/* A rename that never replaces: in one step where the file system has that, else by a hard link, else by an
 * empty file that claims the name. false with errno, EEXIST where the name is taken. */
bool file_rename_new(const char *from, const char *to);
/* The two change places in one step. false with errno, also where the file system does not have that. */
bool file_exchange(const char *a, const char *b);

#endif
