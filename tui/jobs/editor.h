/* A text in the operator's own editor. */
#ifndef TUI_JOBS_EDITOR_H
#define TUI_JOBS_EDITOR_H

#include "forms/err.h"

#include <stddef.h>

/* Runs $VISUAL, else $EDITOR (their words as command_words cuts them), else the first of a few that is there,
 * on a file that holds text, and waits for its end. The file is 0600 in a folder of its own, 0700, below
 * XDG_RUNTIME_DIR, TMPDIR or /tmp; both are gone afterwards, with all that the editor left beside the file.
 * line, from 1: where to begin, for editors that are known to take "+LINE"; 0: anywhere. The caller has left
 * the terminal to it.
 *
 * *out becomes what the file holds then; heap, NUL-terminated. false with *e: no editor, it could not be run,
 * it ended with another status than 0 or by a signal, or the file cannot be read or has NUL in it. */
bool editor_edit(const char *text, size_t len, size_t line, char **out, size_t *out_len, struct err *e);
#endif
