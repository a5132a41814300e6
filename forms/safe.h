/* Text from a file, the network, a paste or a file name, made safe to show: the one function that all of
 * it passes before it reaches a terminal, standard error, a clipboard or an export. */
#ifndef FORMS_SAFE_H
#define FORMS_SAFE_H

#include "forms/buf.h"

#include <stdint.h>

/* One cell's worth of text. */
struct glyph {
    uint32_t chars[5]; /* a base and at most 4 combining marks, 0-terminated when shorter */
    int width;         /* columns: 0 never, 1 or 2 (wcwidth of the base) */
    bool marked;       /* stands for something that cannot be shown as it is */
};

/* Reads the next glyph from p[*at..len) and moves *at past its bytes; false at the end. What cannot be
 * shown as it is becomes one marked glyph: C0 and DEL their control picture (U+2400 block), C1, bidi
 * controls, zero-width and unassigned characters U+FFFD, invalid UTF-8 U+FFFD byte by byte. A combining
 * mark without a base stands on U+25CC; of more than 4 on one base the rest is left out (marked). The
 * presentation selectors U+FE0E and U+FE0F behind a base are left out: cells have one presentation.
 * Widths are those of the locale (setlocale), as curses counts them. */
bool safe_next(const char *p, size_t len, size_t *at, struct glyph *out);
/* The whole text made safe, as UTF-8, added to out. keep_lines: LF stays LF. */
void safe_text(const char *p, size_t len, bool keep_lines, struct buf *out);
/* The same for a clipboard: line feeds, tabs and the joiners that some letters and emoji need stay; CR LF is
 * LF. */
void safe_copy(const char *p, size_t len, struct buf *out);
/* JSON made safe without a change of what it says: what safe_text would put a mark for becomes an escape
 * (\u202e). White space between values stays. Added to out. */
void safe_json(const char *p, size_t len, struct buf *out);
/* Columns that the text takes on screen. */
int safe_width(const char *p, size_t len);
/* The longest prefix that fits in columns: its bytes. *used, may be NULL, becomes its columns. */
size_t safe_fit(const char *p, size_t len, int columns, int *used);
/* Valid UTF-8 as in RFC 3629; *bad, may be NULL, becomes the offset of the first bad byte. */
bool utf8_valid(const char *p, size_t len, size_t *bad);
/* UTF-16 units of valid UTF-8. */
size_t utf16_length(const char *p, size_t len);

#endif
