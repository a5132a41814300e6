/* The terminal: the only door to it. Curses draws (canvas.c, the only file that includes curses.h), the
 * bytes of the keyboard are read here. Tests link tests/fake/term.c instead. */
#ifndef TUI_TERM_TERM_H
#define TUI_TERM_TERM_H

#include "forms/err.h"
#include "tui/actions/color.h"
#include "tui/actions/event.h"
#include "tui/widgets/cells.h"

struct term;

/* Opens the terminal on standard input and output: raw keys, alternate screen, bracketed paste, escape
 * delay 25 ms unless ESCDELAY says otherwise, Ctrl-S and Ctrl-Q as keys. Installs the handlers that put
 * it back on every way out. Refuses with a clear message where there is no terminal, TERM is unknown or
 * cannot address the cursor. */
struct term *term_open(const struct theme *theme, enum color_use color, struct err *e);
/* Puts the terminal back as it was; safe twice, and on NULL. */
void term_close(struct term *t);
/* Puts it back at once, without memory, for a program that is about to end in the middle of something;
 * nothing where none is open. */
void term_rescue(void);
void term_size(const struct term *t, int *rows, int *cols);
/* True where lines and marks beyond ASCII can be drawn: the locale is UTF-8 and gives them one column. */
bool term_utf8(const struct term *t);
/* Descriptors to wait on: keys, and the pipe that signals write to. */
void term_descriptors(const struct term *t, int fds[2]);
/* Takes what input has arrived, a paste as a whole, and never waits. Calls back once an event: EVENT_KEY,
 * EVENT_PASTE (text NULL: it was larger than 16 MiB), EVENT_RESIZE. Text that arrives faster than anybody
 * types is a paste, too. Returns what else happened, as bits. */
enum term_news {
    TERM_GONE = 1,      /* the terminal hung up */
    TERM_QUIT = 2,      /* SIGTERM, SIGQUIT, SIGHUP */
    TERM_CONTINUED = 4, /* after a stop: everything must be drawn again */
};
unsigned term_read(struct term *t, void (*each)(void *context, const struct event *ev), void *context);
/* Milliseconds after which term_read must be called although nothing arrived (an Esc that may begin a
 * sequence), or -1. */
int term_timeout(const struct term *t);
/* Sends the cells that differ from what is on the screen. */
void term_show(struct term *t, const struct cells *c);
void term_redraw(struct term *t); /* forget what is on the screen */
/* Leaves the screen to another program, an editor, and comes back. An interrupt meanwhile was meant for that.
 */
void term_leave(struct term *t);
void term_return(struct term *t);
/* Stops the program as Ctrl-Z does; returns after it was continued. */
void term_suspend(struct term *t);
/* Leaves the screen, prints the text plainly, waits for Enter (or a signal that ends the program), comes
 * back. The text must be safe to print. */
void term_print(struct term *t, const char *text, size_t len);
/* Sends bytes that are no picture, such as OSC 52. false when the terminal did not take them in 2 s. */
bool term_send(struct term *t, const char *bytes, size_t len);
/* term_read is going to tell that the program has to end: who waits for anything else gives up. */
bool term_ending(struct term *t);
/* The number of the signal that asked to end (128 + it is the exit status), or 0. */
int term_signal(const struct term *t);

#endif
