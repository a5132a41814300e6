/* What lies in the folders of data for somebody who may want it back, and goes after 30 days: configurations
 * that were deleted, and answers of the server that could not be used. An answer may be all that is known of
 * a link, so it stays until somebody has noted what became of its request, and for 30 days after that. What
 * has no name that this program gives is nobody's business here. */
#ifndef TUI_STORE_LEFTOVERS_H
#define TUI_STORE_LEFTOVERS_H

#include "tui/store/ledger.h"
#include "tui/store/paths.h"

struct leftovers;

/* Both must outlive it. now: seconds since 1970. */
struct leftovers *leftovers_new(const struct paths *p, struct ledger *l, int64_t now);
void leftovers_free(struct leftovers *o);
/* Looks at about so many files on, and takes away what is old enough; true: it has come to the end. What does
 * not go now is there for the next program. */
bool leftovers_step(struct leftovers *o, size_t files);

#endif
