/* Programs that this one starts: what all who start one have in common. */
#ifndef TUI_CHILD_H
#define TUI_CHILD_H

#include <spawn.h>
#include <stdbool.h>

/* PATH has a program of that name. */
bool child_is_there(const char *name);
/* Attributes for posix_spawn(), to be destroyed by posix_spawnattr_destroy(): the signals that this program
 * ignores (main.c) are as a program expects them. flags: what is wanted besides, POSIX_SPAWN_... */
void child_attributes(posix_spawnattr_t *out, short flags);

#endif
