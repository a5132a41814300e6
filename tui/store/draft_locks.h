/* Which instance works on which draft: a lock on the byte whose number is the draft's, in a file beside the
 * database. Of the open file and not of the process: two in one process are told apart as any two are.
 * Private to store/. */
#ifndef TUI_STORE_DRAFT_LOCKS_H
#define TUI_STORE_DRAFT_LOCKS_H

#include <stdbool.h>
#include <stdint.h>

struct draft_locks {
    char *path;      /* of the file, made when it is needed */
    int fd;          /* -1: not open yet */
    int64_t mine[4]; /* the drafts that this instance owns; 0: none. There are two at most, one that is taken
                        up while another one is given up */
};

void draft_locks_init(struct draft_locks *l, const char *path);
/* What this instance owns belongs to nobody then. */
void draft_locks_finish(struct draft_locks *l);
/* false: another instance has it. Where a file system knows no locks, drafts are nobody's: better offered
 * twice than never. */
bool draft_locks_take(struct draft_locks *l, int64_t id);
void draft_locks_leave(struct draft_locks *l, int64_t id);
/* All of its own; the file is opened anew then, since somebody may have taken it away. */
void draft_locks_leave_all(struct draft_locks *l);
/* This instance has it. */
bool draft_locks_mine(struct draft_locks *l, int64_t id);
/* Some instance has it, this one or another. */
bool draft_locks_taken(struct draft_locks *l, int64_t id);

#endif
