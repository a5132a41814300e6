/* Where a value of the open configuration is, in the words of the wizard: "Rooms, room-101, Name". One way of
 * saying it, for problems, the review, the result, the finder and undo. */
#ifndef TUI_SCREENS_PLACE_H
#define TUI_SCREENS_PLACE_H

#include "tui/screens/session.h"

/* The section, the record by its key, and the field. */
void place_words(const struct session *se, const char *pointer, struct buf *out);
/* The same in another document. */
void place_words_in(const struct session *se, const struct doc *d, const char *pointer, struct buf *out);
/* One record of a section's list: "Rooms, room-101", or "Rooms, Room 3" where it has no key. */
void place_record(const struct session *se, const struct section *list, size_t index, struct buf *out);
/* Where a problem is. The field is left out where the problem's own text begins with its label. */
void place_problem(const struct session *se, const struct problem *p, struct buf *out);
/* The same and what is wrong there: "Rooms, room-101: Name is missing ..." */
void place_sentence(const struct session *se, const struct problem *p, struct buf *out);

#endif
