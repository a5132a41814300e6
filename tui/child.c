#include "config.h"

#include "tui/child.h"

#include "forms/mem.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool child_is_there(const char *name)
{
    const char *path = getenv("PATH");
    bool found = false;
    while (path && *path && !found) {
        const size_t len = strcspn(path, ":");
        char *file = xasprintf("%.*s/%s", (int)len, path, name);
        found = len > 0 && access(file, X_OK) == 0;
        free(file);
        path += len + (path[len] == ':');
    }
    return found;
}

void child_attributes(posix_spawnattr_t *out, short flags)
{
    sigset_t ignored_here;
    sigemptyset(&ignored_here);
    sigaddset(&ignored_here, SIGPIPE);
    sigaddset(&ignored_here, SIGXFSZ);
    posix_spawnattr_init(out);
    posix_spawnattr_setsigdefault(out, &ignored_here);
    posix_spawnattr_setflags(out, (short)(flags | POSIX_SPAWN_SETSIGDEF));
}
