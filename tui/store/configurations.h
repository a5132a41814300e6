/* Saved configurations: NAME.json files in one directory, each the request body and nothing else. */
#ifndef TUI_STORE_CONFIGURATIONS_H
#define TUI_STORE_CONFIGURATIONS_H

#include "forms/err.h"
#include "tui/store/file.h"
#include "tui/store/paths.h"

/* A name: 1 to 200 bytes of UTF-8, without '/', control characters, a leading '.' or "-", not ending in
 * ".json". false with words on what to change. */
bool configuration_name_valid(const char *name, struct err *e);
/* The file of a name; heap. */
char *configuration_path(const struct paths *p, const char *name);
/* CONFIGURATION on the command line: a saved name; else, when it holds a '/' or ends in ".json", or no such
 * name is saved, a path. "-" is standard input. Heap path; *name (heap) is NULL for one that is not saved
 * under a name. */
char *configuration_resolve(const struct paths *p, const char *argument, char **name);
/* Names in no order; heap array of heap strings, NULL-terminated. */
char **configuration_names(const struct paths *p, size_t *count, struct err *e);
bool configuration_rename(const struct paths *p, const char *from, const char *to, struct err *e);
/* Moves it aside; *token (heap) brings it back. */
bool configuration_delete(const struct paths *p, const char *name, char **token, struct err *e);
bool configuration_undelete(const struct paths *p, const char *token, const char *name, struct err *e);

#endif
