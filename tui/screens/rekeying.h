/* What a renamed or deleted record leaves behind: references to a key that nobody has any more. The session
 * keeps them as an offer for as long as the document is as the change left it; the REKEY screen takes it up.
 */
#ifndef TUI_SCREENS_REKEYING_H
#define TUI_SCREENS_REKEYING_H

#include "tui/screens/session.h"

/* The value at pointer was 'before' when the focus came to it, and the focus leaves. */
void rekeying_renamed(struct session *se, const char *pointer, const char *before);
/* The same for an edit at a stroke (a fix, a record from the editor): the own key that it may change is
 * remembered before, and compared when the edit is done, or has failed. */
struct rekeying_watch {
    char *pointer; /* of the key; NULL: the edit is of no record and no key */
    char *before;
};
void rekeying_watch(const struct session *se, const char *pointer, struct rekeying_watch *out);
void rekeying_watched(struct session *se, struct rekeying_watch *take);
/* It was a record's own key, is named elsewhere, and the operator is to be asked now: once, and once all is
 * checked. */
bool rekeying_asks(struct session *se);
/* The records at these indexes of a list are about to be deleted. */
void rekeying_deleting(struct session *se, const char *list, const size_t *indexes, size_t count);
/* They were: true where somebody names them, which was said. Where nobody knows yet, or there are many to
 * look up, it is said later, by rekeying_works. */
bool rekeying_deleted(struct session *se);
/* Looks some of them up; false: nothing is left to be done, or it is not known yet who names whom. */
bool rekeying_works(struct session *se);
/* The offer still stands: nothing was changed since. */
bool rekeying_stands(const struct session *se);
void rekeying_drop(struct session *se);

#endif
