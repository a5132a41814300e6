/* Starting the built-in stand-in server as a child of this program, for --sandbox. */
#ifndef TUI_JOBS_STAND_IN_H
#define TUI_JOBS_STAND_IN_H

#include "forms/err.h"

struct stand_in;

/* Runs "argv0 sandbox --port 0 --print-url --until-eof" from its own executable (/proc/self/exe where there
 * is one), waits until it says its URL (at most five seconds), and gives it up with a clear message
 * otherwise. It follows the end of a pipe that this process holds, so it ends when the parent does, however
 * the parent ends. */
struct stand_in *stand_in_start(const char *argv0, struct err *e);
const char *stand_in_url(const struct stand_in *s);
/* The key that it accepts: not a secret. */
const char *stand_in_key(void);
void stand_in_stop(struct stand_in *s); /* and frees; NULL is fine */

#endif
