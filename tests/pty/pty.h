/* The real binary in a pseudo terminal, with libvterm as the terminal that a person would look at. Waiting
 * is for something to appear; a time limit only bounds a failure.
 *
 *     static const char *const argv[] = {TEST_PROGRAM, "--sandbox", NULL};
 *     struct pty *p = pty_start(argv, NULL, 24, 80);
 *     pty_wait_text(p, "Saved configurations", 0);
 *     pty_keys(p, "n");
 *     pty_type(p, "acme");
 *     pty_keys(p, "Enter");
 *     ...
 *     assert_int_equal(pty_wait_exit(p), 0);
 *     pty_assert_left_alone(p);
 *     pty_free(p);
 *
 * Every function fails the running test when what it waits for does not come, and prints the screen. */
#ifndef TESTS_PTY_PTY_H
#define TESTS_PTY_PTY_H

#include "tests/test.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct pty;

/* Starts argv[0] with TERM=xterm-256color, LC_ALL=C.UTF-8 and the given "NAME=value" (or "NAME", which is
 * removed) on top of the environment. env may be NULL. */
struct pty *pty_start(const char *const argv[], const char *const env[], int rows, int cols);
/* Ends what still runs, and waits until all that the program had started has gone. */
void pty_free(struct pty *p);

/* Keys by name as in keys.conf, separated by spaces, sent as xterm does: "F5 Ctrl-Down Alt-X text:abc".
 * After Esc, wait for what it changes: a character that follows at once makes it Alt. */
void pty_keys(struct pty *p, const char *keys);
void pty_type(struct pty *p, const char *text);
/* As a paste: bracketed where the program has asked for it. */
void pty_paste(struct pty *p, const char *text);
void pty_send(struct pty *p, const char *bytes, size_t len);
void pty_resize(struct pty *p, int rows, int cols);
void pty_hangup(struct pty *p); /* the terminal goes away */
/* The terminal takes nothing any more, as with a line that is stuck, until the program has ended. */
void pty_freeze(struct pty *p);
/* Writes on the screen as another program would. */
void pty_scribble(struct pty *p, const char *bytes);

/* seconds: 0 for the usual limit. All limits are as tests/patience.h has them. */
void pty_wait_text(struct pty *p, const char *text, int seconds);
void pty_wait_no_text(struct pty *p, const char *text, int seconds);
/* Bytes that the program wrote since it started, on the screen or not. */
void pty_wait_written(struct pty *p, const char *bytes, size_t len, int seconds);
bool pty_has_written(const struct pty *p, const char *bytes, size_t len);
const char *pty_written(const struct pty *p, size_t *len); /* of what was taken in so far */
size_t pty_bytes(const struct pty *p); /* how many it wrote, of what was taken in so far */
/* Ctrl-L: what others wrote on the screen has to go. false: it has ended meanwhile. A link that was printed
 * plainly is left for it. */
bool pty_redraws(struct pty *p, int seconds);
void pty_wait_cursor(struct pty *p, int row, int col); /* shown, and there */
/* Waits until the whole screen and the cursor are as in tests/pty/golden/NAME.COLSxROWS.txt. With
 * GOLDEN_UPDATE=1 in the environment the file is written instead: look at it before you commit it. */
void pty_expect(struct pty *p, const char *name);
/* The exit status, or 128 + the signal that killed it. */
int pty_wait_exit(struct pty *p);

/* The screen as lines without trailing spaces; heap. */
char *pty_screen(struct pty *p);
bool pty_on_alternate_screen(struct pty *p);
pid_t pty_child(const struct pty *p); /* what was started: a shell, perhaps */
/* That the program, which still runs, has taken, in nanoseconds. */
int64_t pty_processor_time(const struct pty *p);
/* The leader of the foreground process group: the program, also when a shell started it. */
pid_t pty_foreground(struct pty *p);
bool pty_modes_restored(const struct pty *p); /* as before the start */
/* The ordinary screen, a visible cursor, no bracketed paste, the modes of before. */
void pty_assert_left_alone(struct pty *p);

#endif
