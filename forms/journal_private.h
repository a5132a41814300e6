/* What writing and reading a journal share. A record is its length in bytes, ':', those bytes, '\n'; in them
 * a letter for the verb, then the fields that the verb has. A number ends in a space; a text is its length,
 * ':', its bytes. */
#ifndef FORMS_JOURNAL_PRIVATE_H
#define FORMS_JOURNAL_PRIVATE_H

#include "forms/journal.h"

/* In this order. */
enum journal_field {
    FIELD_POINTER = 1,
    FIELD_INDEX = 2,
    FIELD_TO = 4,
    FIELD_NAME = 8,
    FIELD_COUNT = 16,
    FIELD_INDEXES = 32,
    FIELD_VALUES = 64,
};

struct journal_form {
    char letter;
    unsigned fields;
};
extern const struct journal_form JOURNAL_FORMS[DOC_VERBS];

/* A text of so many bytes is not copied, but kept where it lies, and read in pieces. */
#define JOURNAL_FAR ((size_t)1 << 16)

/* How many groups are open after that. */
size_t journal_groups_after(size_t groups, enum doc_verb verb);
bool journal_is_edit(enum doc_verb verb);
/* A journal that goes on where a replay has come to: unused bytes at the end of its text say nothing, and
 * so many groups are open. */
struct journal *journal_of(struct doc *d, const struct journal_news *made, size_t unused, size_t groups);

/* A value as it will be written: what was read is its text, what was edited its parts. Text and not flags
 * alone, since the style of new members follows from what stands around the old ones. */
void journal_put_value(struct buf *out, const struct json *v);
/* The same of one that its text says all of, without that text, which follows. */
void journal_put_head(struct buf *out, const struct json *v);

void journal_put_text(struct buf *out, const char *p, size_t len);

/* Reading; 'bad' sticks, and everything is 0 or empty from there on. */
struct journal_reader {
    const char *p, *end;
    bool bad;
};
size_t journal_number(struct journal_reader *r, char end);
/* len bytes; NULL where there are not as many. */
const char *journal_bytes(struct journal_reader *r, size_t len);
const char *journal_text(struct journal_reader *r, size_t *len);
/* A value made in the arena. */
struct json journal_value(struct journal_reader *r, struct arena *a);

#endif
