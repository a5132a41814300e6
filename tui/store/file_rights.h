/* Who may do what with a file that takes the place of another one. */
#ifndef TUI_STORE_FILE_RIGHTS_H
#define TUI_STORE_FILE_RIGHTS_H

#include <stdbool.h>

#include <sys/stat.h>

/* Gives the open file the owner, the group, the mode and the list of further rights (acl(5)) of the file at
 * path, which looks as *old; old NULL: of none, and it is its owner's alone. Where one of them cannot be
 * given, nobody gets more than before. false with errno. */
bool file_rights_take(int fd, const struct stat *old, const char *path);

#endif
