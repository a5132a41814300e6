#include "config.h"

#include "tui/store/file_rights.h"

#include <errno.h>
#include <unistd.h>

#include <sys/xattr.h>

#define LIST "system.posix_acl_access"

/* Gives it the list of the file at path, where that has one. */
static bool take_list(int fd, const char *path)
{
    char list[4096]; /* some five hundred people */
    const ssize_t len = getxattr(path, LIST, list, sizeof list);
    return len < 0 ? errno == ENODATA || errno == EOPNOTSUPP : fsetxattr(fd, LIST, list, (size_t)len, 0) == 0;
}

bool file_rights_take(int fd, const struct stat *old, const char *path)
{
    struct stat st;
    if (!old)
        return fchmod(fd, 0600) == 0;
    mode_t mode = old->st_mode & 0777;
    if (fstat(fd, &st) != 0)
        return false;
    fremovexattr(fd, LIST); /* the one that the folder gives to every new file */
    if ((st.st_uid != old->st_uid || st.st_gid != old->st_gid) && fchown(fd, old->st_uid, old->st_gid) != 0 &&
        fchown(fd, (uid_t)-1, old->st_gid) != 0)
        mode = (mode & ~(mode_t)070) | (mode & (mode & 07) << 3); /* no more than everybody has */
    else if (!take_list(fd, path))
        mode &= ~(mode_t)070; /* beside a list they are no rights of the group, but the most that it gives */
    return fchmod(fd, mode) == 0;
}
