/* What an attempt to create a link came to. Pure, so that the whole table can be tested. */
#ifndef TUI_JOBS_OUTCOME_H
#define TUI_JOBS_OUTCOME_H

#include "tui/actions/rows.h"
#include "tui/api/api.h"

/* What the body of an answer is. */
enum shape {
    SHAPE_LINK,  /* portal_read took it */
    SHAPE_ERROR, /* {"error": {...}}, as the API itself writes it */
    SHAPE_OTHER, /* anything else: a gateway's page, an empty body, JSON of no use */
};

enum outcome outcome_of(enum delivery delivery, long status, enum shape shape);
/* The exit status of the command line; status is that of the answer, 0 without one. */
int outcome_exit_status(enum outcome outcome, long status);
/* For an operator whose program ends before the screen could say it. recorded: the ledger has the outcome,
 * and not only the attempt. */
const char *outcome_last_words(enum outcome outcome, bool recorded);
/* Seconds that a Retry-After header asks to wait: a number or a date (RFC 9110, section 10.2.3). -1 where it
 * says neither; value may be NULL. */
long outcome_retry_after(const char *value, int64_t now);

#endif
