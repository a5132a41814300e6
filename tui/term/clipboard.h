/* Copying by every way that can work, and saying honestly what is known of each: tmux's buffer (when
 * TMUX is set; tmux load-buffer -w -), OSC 52 to the terminal (which never answers), and a local tool
 * (wl-copy, xclip, xsel, pbcopy; only with a display and without SSH_TTY). Programs are run from an
 * argument vector and get the text by standard input. */
#ifndef TUI_TERM_CLIPBOARD_H
#define TUI_TERM_CLIPBOARD_H

#include "forms/buf.h"
#include "tui/term/term.h"

/* words becomes what the operator is told: "Copied: tmux buffer, and OSC 52 to your terminal (it does not
 * say if it worked)." Returns false when no way could even be tried; words then say so. text goes as it
 * is, made safe by the caller where it is from elsewhere. The programs have two seconds together, and
 * a terminal that takes nothing two of its own. */
bool clipboard_copy(struct term *t, const char *text, size_t len, struct buf *words);

#endif
