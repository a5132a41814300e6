/* Editing of a short text by grapheme clusters (UAX #29, by utf8proc): the cursor never stands inside a
 * cluster. It knows nothing of keys, screens or fields. */
#ifndef FORMS_LINEEDIT_H
#define FORMS_LINEEDIT_H

#include "forms/buf.h"

#define LINEEDIT_MAX ((size_t)1 << 20)

struct lineedit {
    struct buf text;
    size_t cursor;   /* byte offset at a cluster boundary */
    struct buf kill; /* what Ctrl-K, Ctrl-U, Ctrl-W and Alt-D took, for Ctrl-Y */
    size_t aim;      /* the cluster column that up and down try to keep, + 1; 0 after anything else */
    bool multiline;  /* a line feed may be inserted; else it becomes a space */
};

void lineedit_init(struct lineedit *l, bool multiline);
void lineedit_finish(struct lineedit *l);
/* Replaces the text; the cursor goes to its end. Invalid UTF-8 becomes U+FFFD; all else is kept, controls
 * and texts over LINEEDIT_MAX too. */
void lineedit_set(struct lineedit *l, const char *p, size_t len);
/* All return true when the text changed. Insertion reads CR LF and CR (as terminals paste line ends) as LF
 * and drops other controls, TAB apart. What would pass LINEEDIT_MAX is refused whole. */
bool lineedit_insert(struct lineedit *l, const char *p, size_t len);
bool lineedit_backspace(struct lineedit *l);
bool lineedit_delete(struct lineedit *l);
bool lineedit_kill_to_end(struct lineedit *l);   /* Ctrl-K, of the line; at its end, the line feed */
bool lineedit_kill_to_start(struct lineedit *l); /* Ctrl-U, of the line */
bool lineedit_kill_word_back(struct lineedit *l);
bool lineedit_kill_word(struct lineedit *l);
bool lineedit_yank(struct lineedit *l);
/* Movement; false when the cursor could not move. */
bool lineedit_left(struct lineedit *l);
bool lineedit_right(struct lineedit *l);
/* Words are letters, digits, their marks and '_'. */
bool lineedit_word_left(struct lineedit *l);
bool lineedit_word_right(struct lineedit *l);
bool lineedit_home(struct lineedit *l); /* of the line */
bool lineedit_end(struct lineedit *l);
bool lineedit_up(struct lineedit *l); /* multiline only; keeps the cluster column, past shorter lines too */
bool lineedit_down(struct lineedit *l);

/* Grapheme cluster boundaries in valid UTF-8: the offset after the cluster at 'at' (len at the end), and
 * the offset of the cluster before 'at' (0 at the start). */
size_t cluster_next(const char *p, size_t len, size_t at);
size_t cluster_prev(const char *p, size_t len, size_t at);

#endif
