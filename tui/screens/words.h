/* Times, sizes, paths and keys as people read them; counts are those of forms/words.h. */
#ifndef TUI_SCREENS_WORDS_H
#define TUI_SCREENS_WORDS_H

#include "forms/words.h"
#include "tui/actions/keymap.h"

#include <stdbool.h>
#include <stdint.h>

/* Said of a copy of values, so many of which are door codes: "With 2 door codes." where they are in it, else
 * how to get them; NULL: there are none. Heap. */
char *words_with_codes(size_t n, bool whole);
char *words_rows(size_t n);                      /* "1 row", "10,212 rows"; heap */
void words_size(size_t bytes, struct buf *out);  /* "812 bytes", "1.9 MB" */
void words_elapsed(int64_t ms, struct buf *out); /* "1.8 s", "2 min 5 s" */
/* How long a link lasts, for a column, never too much: "18 h left", "expired", "-" where then is 0. */
void words_expiry(int64_t now, int64_t then, struct buf *out);
/* The last width columns of a path, with "~" for home (or NULL) and the ellipsis for what is cut. */
void words_path(const char *path, const char *home, int width, const char *ellipsis, struct buf *out);
const char *words_or(const char *text, const char *otherwise); /* otherwise for NULL or "" */

enum { WORDS_KEY_MAX = 32 };
/* The key to name in a sentence, in out; "(no key)" where the operator has taken all keys away. */
const char *words_key(const struct keymap *m, enum action a, char out[WORDS_KEY_MAX]);
/* In a message (session_say): the key of the action, which is known when the message is shown: where the
 * cursor has come to stand in a text by then, a letter would be typed. */
#define WORDS_KEY(action) "\001" action "\001"
#define WORDS_UNDO        WORDS_KEY("app.undo")
/* The text of a message with its keys in place. */
void words_message(const struct keymap *m, bool typing, const char *text, struct buf *out);

#endif
