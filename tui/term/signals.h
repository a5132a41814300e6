/* Signals as bytes in a pipe, so that the loop waits for them as for keys; and the way back to a usable
 * terminal when the program dies. Signal handlers have no other place to look: this is file-scope state, as
 * only forms/mem.c has some, too. */
#ifndef TUI_TERM_SIGNALS_H
#define TUI_TERM_SIGNALS_H

#include "forms/err.h"

#include <termios.h>

/* Takes the signals over. Returns the descriptor from which each arrived signal is read as one byte, its
 * number; -1 with *e on failure. SIGPIPE is ignored from here on. A program that has not ended five seconds
 * after a signal that asks it to is ended by that signal, as a crash would. */
int signals_open(struct err *e);
/* Gives them back to who had them before. */
void signals_close(void);
/* From now on a crash first writes these bytes to standard output and sets these modes. */
void signals_arm(const struct termios *modes, const char *bytes, size_t len);
void signals_disarm(void);
/* Does that now. Async-signal-safe, without memory; nothing where it is not armed. */
void signals_restore_terminal(void);
/* The signal that asked the program to end was meant otherwise. */
void signals_forgive(void);
/* Stops the program's process group as Ctrl-Z does; returns when it goes on. */
void signals_stop(void);

#endif
