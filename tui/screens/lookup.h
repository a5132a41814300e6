/* The record of a list that a key names: asked of the key index, and of the document itself while that does
 * not know all records yet. */
#ifndef TUI_SCREENS_LOOKUP_H
#define TUI_SCREENS_LOOKUP_H

#include "tui/screens/session.h"

/* Said of a key that names no record of this document. It may name one that Seam has. */
#define LOOKUP_NO_RECORD "not in this body"

/* The index knows all records: a look-up costs the same however many there are. */
bool lookup_is_quick(const struct session *se);
/* The index of the first record with that key; SIZE_MAX: there is none. */
size_t lookup_record(const struct session *se, const char *list, const char *key, size_t len);
/* Adds what is known of it: its name, or nothing. false: no such record. */
bool lookup_note(const struct session *se, const char *list, const char *key, size_t len, struct buf *note);
/* Adds the characters of a record's member; false: it is no text, and nothing was added. */
bool lookup_text(const struct json *record, const char *member, struct buf *out);

#endif
