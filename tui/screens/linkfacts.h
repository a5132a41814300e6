/* What is known of an attempt to create a link, in words: for the result and for the list of links. */
#ifndef TUI_SCREENS_LINKFACTS_H
#define TUI_SCREENS_LINKFACTS_H

#include "forms/buf.h"
#include "tui/actions/rows.h"
#include "tui/widgets/sheet.h"

enum { LINKFACTS_LABELS = 12 };

const char *linkfacts_headline(const struct link_row *r);
/* SANDBOX or PRODUCTION, in the words of the review screen. */
void linkfacts_environment(enum environment environment, bool stand_in, struct sheet *out);
/* "21 Nov 2026 20:54 UTC, in 23 h 59 min". */
void linkfacts_expiry(const struct link_row *r, struct buf *out);
/* Customer, expiry, workspace, ticket ...: what the row has. Never the link itself. */
void linkfacts_add(const struct link_row *r, struct sheet *out);
/* What the server said of a request that it refused, or why no answer came. */
void linkfacts_answer(const struct link_row *r, struct sheet *out);
/* What somebody found about an unknown outcome, and when; nothing where nobody looked. */
void linkfacts_checked(const struct link_row *r, struct sheet *out);
/* What was copied when a reply was: "A reply for SUP-4821." */
void linkfacts_reply(const struct link_row *r, struct buf *out);
/* What to try next. */
void linkfacts_advice(const struct link_row *r, long retry_after, struct sheet *out);

#endif
