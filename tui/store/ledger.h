/* state.db: every attempt to create a link and how it ended; tickets of configurations, and how
 * tables were imported into them. SQLite in WAL mode,
 * synchronous FULL, 0600. Several instances at once are fine. */
#ifndef TUI_STORE_LEDGER_H
#define TUI_STORE_LEDGER_H

#include "forms/err.h"
#include "tui/actions/rows.h"

struct ledger;

/* Opens and migrates in place; a newer version's file is refused with a clear message (ERR_LIMIT), and so is
 * another program's database (ERR_EXISTS). A damaged file is moved aside with its -wal and -shm as
 * PATH.damaged-YYYYMMDD-HHMMSS, whenever that turns out; what can be read of it is taken over. */
struct ledger *ledger_open(const char *path, struct err *e);
/* For a program that goes on where that is not possible now: each use tries again, and fails with the reason.
 */
struct ledger *ledger_later(const char *path);
/* Opens it where that was not done yet, or anew where somebody moved the file away. Each use does that first.
 */
bool ledger_ready(struct ledger *l, struct err *e);
void ledger_close(struct ledger *l);
/* How long a use may wait for others that write: 5 s at first. After it, ERR_BUSY. */
void ledger_set_patience(struct ledger *l, int ms);
/* What the operator has to be told of the file, once: heap, or NULL. */
char *ledger_take_news(struct ledger *l);
/* Records, synced, that an attempt starts; row->id is set. Nothing may be sent when it fails. */
bool ledger_begin(struct ledger *l, struct link_row *row, struct err *e);
/* Records how it ended. */
bool ledger_end(struct ledger *l, const struct link_row *row, struct err *e);
/* Notes what somebody found about an attempt whose outcome is unknown, and when; CHECKED_NOT takes the note
 * back. ERR_CONFLICT when the outcome is known meanwhile, ERR_NOT_FOUND for an id that nobody has. */
bool ledger_note_checked(struct ledger *l, int64_t id, enum checked found, int64_t now, struct err *e);

/* Somebody noted what became of that attempt, of unknown outcome, before that time, and something that was
 * made at 'made' can be of it and not of one in another file that had its number. false where that cannot be
 * said.
 */
bool ledger_is_checked(struct ledger *l, int64_t id, int64_t made, int64_t before);

struct ledger_query {
    const char *ticket, *customer, *configuration; /* exact, or NULL for any */
    bool usable;                                   /* created, and not known to have expired at now */
    bool open;                                     /* the outcome is unknown, and nobody has looked yet */
    int64_t now;
    size_t limit; /* 0: all */
};
/* Newest first; adds to out. */
bool ledger_links(struct ledger *l, const struct ledger_query *q, struct link_rows *out, struct err *e);
/* Attempts of unknown outcome that nobody has looked for yet. customer may be NULL. */
struct ledger_open_count {
    size_t all, of_customer;
    int64_t latest; /* when the latest of the customer's began */
};
bool ledger_count_open(struct ledger *l, const char *customer, struct ledger_open_count *out, struct err *e);
/* The ticket kept with a configuration: heap or NULL; set with NULL to forget. */
char *ledger_ticket(struct ledger *l, const char *configuration);
bool ledger_set_ticket(struct ledger *l, const char *configuration, const char *ticket, struct err *e);
/* How a table with that header went into a list of the configuration last (import.h, import_remember): heap,
 * or NULL; set replaces it. */
char *ledger_mapping(struct ledger *l, const char *configuration, const char *list, const char *header);
bool ledger_set_mapping(struct ledger *l, const char *configuration, const char *list, const char *header,
                        const char *mapping, struct err *e);
/* What is known of each configuration that has a ticket or a created link: for the start screen, in one
 * query. The strings are good during the call; NULL and 0 where unknown. */
struct ledger_note {
    const char *configuration, *ticket, *url;
    int64_t expires; /* of the newest created link */
};
typedef void ledger_each(void *context, const struct ledger_note *note);
/* In order of names (by bytes). After a damage it may begin again: what each was told then counts. */
bool ledger_each_configuration(struct ledger *l, ledger_each *each, void *context, struct err *e);
/* A configuration was renamed: its ticket, links and mappings follow. What was known under the new name was
 * about another one, which is gone: see ledger_release. */
bool ledger_rename(struct ledger *l, const char *from, const char *to, struct err *e);
/* A new configuration takes that name: ticket and links of one that had it and was deleted are not its own.
 * The links stay in the list of links, under that name. */
bool ledger_release(struct ledger *l, const char *configuration, struct err *e);

#endif
