/* Tables as text: RFC 4180, and what spreadsheets make of it.
 *
 * Strict where a mistake would move cells to other columns, lenient where it cannot: any line ending (CR LF,
 * LF, CR), rows of differing length, a quote in the middle of a cell without quotes (6" pipe), empty lines,
 * a missing last line ending. */
#ifndef FORMS_CSV_H
#define FORMS_CSV_H

#include "forms/buf.h"
#include "forms/err.h"

#include <stdint.h>

#define CSV_CELLS_MAX 4096              /* in a row */
#define CSV_CELL_MAX  ((size_t)1 << 20) /* bytes of a cell */

/* ---- bytes to UTF-8 */

enum csv_encoding { CSV_UTF8, CSV_UTF16LE, CSV_UTF16BE, CSV_WINDOWS_1252 };
const char *csv_encoding_name(enum csv_encoding e); /* "Windows-1252" */

/* The text of a file, a piece at a time. UTF-16 is known by its byte order mark or by the zeros in its first
 * bytes; what is not UTF-8 is Windows-1252, unless most of it is UTF-8. A byte order mark goes. */
struct csv_decoding;
/* take is from the heap, with room for a NUL at take[len], and belongs to the decoding. */
struct csv_decoding *csv_decoding_new(char *take, size_t len);
/* Works on about so many bytes; true: all is done. */
bool csv_decoding_step(struct csv_decoding *d, size_t bytes);
size_t csv_decoding_done(const struct csv_decoding *d); /* bytes of the file */
/* After that: the text; heap, NUL-terminated beyond *len. Frees the decoding. NULL with *e, line and column:
 * it holds a NUL, so that it is no text, or ends within a character, or is damaged. */
char *csv_decoding_finish(struct csv_decoding *take, size_t *len, enum csv_encoding *encoding, struct err *e);
/* Gives it up, at any time; NULL is fine. */
void csv_decoding_free(struct csv_decoding *d);

/* ---- rows */

struct csv_cell {
    const char *p; /* not NUL-terminated; good until the next row is read */
    size_t len;
    bool quoted; /* it stood in quotes: "" is then an empty text, and not nothing */
};

struct csv_reader {
    /* of the row that was read last */
    struct csv_cell *cells;
    size_t count;
    size_t row;        /* its number, from 1, empty lines not counted */
    size_t empty;      /* empty lines before it, which spreadsheets count as rows */
    size_t line;       /* the line that it begins on, from 1: quoted cells may hold line endings */
    size_t begin, end; /* its bytes in the text, without the line ending */
    /* private */
    const char *p;
    size_t len, at, next_line, cap;
    char delimiter;
    struct buf unquoted;
};

/* The text must outlive the reader. delimiter: a character of ASCII other than a quote or a line ending. */
void csv_reader_init(struct csv_reader *r, const char *p, size_t len, char delimiter);
void csv_reader_finish(struct csv_reader *r);
/* Reads a row. false: there is none any more, and *e is untouched; or with *e, line and column, what comes
 * is not to be understood: a quote that stays open, characters behind a closing quote, more than the limits.
 * Linear; only cells with doubled quotes are copied. */
bool csv_read(struct csv_reader *r, struct err *e);

/* ---- what it looks like */

struct csv_dialect {
    char delimiter; /* ',' ';' '\t' or '|' */
    bool header;    /* the first row holds the names of the columns */
    size_t skip;    /* bytes before the first row: a line "sep=;" as a spreadsheet writes it */
};
/* Recognised from the first rows: the delimiter that gives rows of the same length, of more than one cell
 * where any does; a header is a row of differing names without numbers among them, above rows that are not
 * all of that kind. */
void csv_recognise(const char *p, size_t len, struct csv_dialect *out);

/* ---- writing */

#define CSV_MARK "\xEF\xBB\xBF" /* without it, spreadsheets take UTF-8 for Windows-1252 */

/* Adds a cell, with the delimiter before it unless it is the first of its row. In quotes where it needs them;
 * an empty text is in quotes too, so that it differs from csv_write_nothing. What a spreadsheet may take
 * for a formula (it begins with = + - @, one of their full-width forms, a tab or CR, perhaps behind blanks,
 * perhaps behind ') gets a ' before it: negative numbers, written as texts, and telephone numbers too. All of
 * these return false where the buffer is full. */
bool csv_write(struct buf *out, const char *p, size_t len, char delimiter, bool first);
/* What csv_write puts in quotes; other writers may do so with all texts. */
bool csv_needs_quotes(const char *p, size_t len, char delimiter);
/* A row of one column that holds nothing is an empty line, which reading passes by. */
bool csv_write_nothing(struct buf *out, char delimiter, bool first);
/* CR LF */
bool csv_write_end(struct buf *out);
/* The text of a cell as csv_write was given it: without the ' that it added. */
void csv_plain(const char **p, size_t *len);

#endif
