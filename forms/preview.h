/* The document as lines of JSON (two spaces a level), made on demand: a count of lines for each subtree,
 * never a buffer of all lines, so that the cost of a page is the cost of the rows on screen. Folding,
 * redaction and search belong here; colours and keys do not. */
#ifndef FORMS_PREVIEW_H
#define FORMS_PREVIEW_H

#include "forms/doc.h"

struct preview;

enum span_kind { SPAN_PUNCT, SPAN_NAME, SPAN_STRING, SPAN_NUMBER, SPAN_WORD, SPAN_HIDDEN, SPAN_FOLD };

struct span {
    enum span_kind kind;
    uint32_t start, len; /* bytes of preview_line.text */
};

struct preview_line {
    const char *text; /* UTF-8 as it stands in the document, not yet safe for a terminal; NUL-terminated */
    size_t len;
    struct span spans[8];
    size_t span_count;
    const char *pointer; /* of the value on this line, or of what it lies in where it has none (path_push); a
                          * closing bracket has its container's */
    int depth;
    bool foldable, folded;
};

/* secret says whether a member of that name is hidden while redacting, whatever its value (null apart); may
 * be NULL. */
struct preview *preview_new(const struct doc *d, bool (*secret)(void *context, const char *name, size_t len),
                            void *context);
void preview_free(struct preview *p);
/* Call before reading when the document may have changed; cheap when it has not. */
void preview_refresh(struct preview *p);
void preview_set_redact(struct preview *p, bool on);
bool preview_redacts(const struct preview *p);
size_t preview_lines(const struct preview *p);
/* The line's content, good until the next call on p. false beyond the end. */
bool preview_line(struct preview *p, size_t line, struct preview_line *out);
/* The line on which the value at pointer begins; that of the nearest parent when it is not set or lies
 * in a fold. */
size_t preview_find(struct preview *p, const char *pointer);
void preview_fold(struct preview *p, const char *pointer, bool folded);
void preview_fold_all(struct preview *p, bool folded); /* containers below the root */
/* The next line from (and with) line, forward or back, that holds text in its name or its value (ASCII
 * letters in either case); wraps. false: nowhere. Hidden values are not searched, folded ones are and get
 * unfolded. */
bool preview_search(struct preview *p, const char *text, size_t from, bool forward, size_t *line);
/* The first of the lines [low, high) that does, or the last when not forward: for a search in slices. What
 * lies in a fold is on the fold's line. */
bool preview_search_lines(struct preview *p, const char *text, size_t low, size_t high, bool forward,
                          size_t *line);
/* How many values preview_search would find, in one pass through the document; *place becomes the number of
 * the one at pointer among them, from 1, or 0. */
size_t preview_matches(struct preview *p, const char *text, const char *pointer, size_t *place);

#endif
