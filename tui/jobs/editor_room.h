/* The folder in which a text is handed to an editor: it holds guests' data and door codes, so it is the
 * operator's alone, and goes whatever happens: with the next start, where the program was killed. */
#ifndef TUI_JOBS_EDITOR_ROOM_H
#define TUI_JOBS_EDITOR_ROOM_H

#include "forms/err.h"

struct editor_room {
    char *folder, *file;
    int lock; /* held by this program, and by the editor, which inherits it */
};

/* A new folder, 0700, below XDG_RUNTIME_DIR, TMPDIR or /tmp; the file in it is not made. */
bool editor_room_make(struct editor_room *r, struct err *e);
/* Takes it away with all that is in it: editors leave copies beside the file. */
void editor_room_clear(struct editor_room *r);
/* Takes away those that nobody holds any more: their program was killed, and the editor has ended, too. */
void editor_room_sweep(void);

#endif
