/* The real program with a saved configuration open, in a place of its own. */
#ifndef TESTS_PTY_OPENED_H
#define TESTS_PTY_OPENED_H

#include "forms/buf.h"
#include "tests/pty/pty.h"

struct opened {
    char *directory, *file;
    char *data, *config, *home; /* "XDG_...=...": paths in the directory are ~/... on the screen */
    struct buf body;            /* as it was before */
    struct pty *p;
};

/* write adds the body. The program shows the section whose name it is given, once the text is there. */
struct opened *opened_new(void (*write)(struct buf *out), const char *section, const char *text);
void opened_free(struct opened *o);
/* Saves, and gives the file's bytes; out is initialised here. */
void opened_save(struct opened *o, struct buf *out);
/* Saves; fails unless the file then has (or has not) the bytes that it had at first. */
void opened_check_saved(struct opened *o, bool as_first);
/* So many steps are undone, and nothing is left of what was done. */
void opened_undo(struct opened *o, int steps);
/* pty_expect at 80x24, 120x40 and 40x12. It is 80x24 before and afterwards, but may be scrolled otherwise. */
void opened_expect(struct opened *o, const char *name);

#endif
