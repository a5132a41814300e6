/* What a draft holds, in pieces: the text that the work began with, and the journal. Each piece has a sum of
 * its bytes and of the sum before it, so that what a disk changed, or what got lost in the middle, is seen.
 * All but reading needs a transaction around it. Private to store/. */
#ifndef TUI_STORE_DRAFT_PIECES_H
#define TUI_STORE_DRAFT_PIECES_H

#include "tui/store/drafts.h"
#include "tui/store/ledger_db.h"

/* Says so with ERR_NOT_FOUND; returns false. */
bool draft_is_lost(const struct ledger *l, struct err *e);
/* The last statement changed one row. Else the draft is lost: in a window that did not see it, or with the
 * file of the database. */
bool draft_changed(const struct ledger *l, struct err *e);

/* After those that are there; len 0: nothing. */
bool draft_pieces_add(struct ledger *l, int64_t draft, enum draft_part part, const char *bytes, size_t len,
                      struct err *e);
/* Takes so many bytes from the end of the journal; ERR_NOT_FOUND where there are not so many. */
bool draft_pieces_cut(struct ledger *l, int64_t draft, size_t cut, struct err *e);
/* See drafts_read. */
bool draft_pieces_read(struct ledger *l, struct draft_reading *r, size_t bytes, bool *more, struct err *e);
bool draft_pieces_size(struct ledger *l, int64_t draft, enum draft_part part, size_t *size, struct err *e);

#endif
