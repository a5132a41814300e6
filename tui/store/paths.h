/* Where things lie (XDG base directories). Directories are made 0700, files 0600, whatever the umask. */
#ifndef TUI_STORE_PATHS_H
#define TUI_STORE_PATHS_H

#include "forms/err.h"

struct paths {
    char *data;           /* $XDG_DATA_HOME/seam-portal-tui */
    char *configurations; /* data/configurations */
    char *deleted;        /* data/deleted: what undo brings back */
    char *answers;        /* data/answers: of the server, that could not be used */
    char *database;       /* data/state.db */
    char *draft_lock;     /* data/drafts.lock: who works on what */
    char *config;         /* $XDG_CONFIG_HOME/seam-portal-tui */
};

/* The operator's own directory: HOME, or what the system says where that is none; NULL: there is none. Not
 * the caller's. */
const char *paths_home(void);
/* Both fail where there is no home directory. Relative XDG values are ignored, as the specification says.
 * paths_find touches nothing on disk, for work that only reads; paths_init also makes the data directories.
 */
bool paths_find(struct paths *p, struct err *e);
bool paths_init(struct paths *p, struct err *e);
/* Again the folder that one of these files lies in, where somebody removed it meanwhile. file: absolute. */
bool paths_make_folder_of(const char *file, struct err *e);
void paths_finish(struct paths *p);

#endif
