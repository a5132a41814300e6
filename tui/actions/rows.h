/* Plain records that pass between the store, the jobs and the screens. Strings are heap, owned by the
 * record, NULL where unknown. Times are seconds since 1970-01-01T00:00:00Z, 0 where unknown. */
#ifndef TUI_ACTIONS_ROWS_H
#define TUI_ACTIONS_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A saved configuration, as the start screen lists it. */
struct config_row {
    char *name; /* without .json */
    char *path;
    char *customer_key; /* read from the file; NULL when not set */
    char *ticket;
    size_t records; /* in all lists of customer_data */
    bool unread;    /* nobody has looked into the file yet: it is large */
    size_t bytes;
    int64_t changed;
    int64_t changed_ns; /* with bytes and file: whether it is still the same */
    uint64_t file;
    int64_t last_link_expires; /* of the newest link made from it */
    char *last_url;
    char *broken; /* why it cannot be opened, or NULL */
};

/* How an attempt to create a link ended. */
enum outcome {
    OUTCOME_NONE,     /* recorded, and no end is known: shown like UNKNOWN after a restart */
    OUTCOME_NOT_SENT, /* no byte of the request left */
    OUTCOME_CREATED,
    OUTCOME_REFUSED, /* the server said no: nothing was created */
    OUTCOME_UNKNOWN, /* it was sent, and no usable answer came: the link may exist */
};
const char *outcome_name(enum outcome o); /* "created", "not-sent", ... */

/* What was found by somebody who looked in Seam's console for the link of an attempt whose outcome is
 * unknown. The numbers are kept in the ledger. */
enum checked {
    CHECKED_NOT = 0, /* nobody looked yet */
    CHECKED_EXISTS = 1,
    CHECKED_ABSENT = 2,
};
const char *checked_name(enum checked c);    /* "exists", "absent", NULL where nobody looked */
enum checked checked_find(const char *name); /* CHECKED_NOT for NULL and for what is no such name */

/* Which kind of workspace a request is for. The numbers are kept in the ledger. */
enum environment {
    ENVIRONMENT_NONE = 0, /* not known */
    ENVIRONMENT_SANDBOX = 1,
    ENVIRONMENT_PRODUCTION = 2,
};
const char *environment_name(enum environment e); /* "sandbox", "production", NULL where not known */

/* An attempt, and the link when it was created. */
struct link_row {
    int64_t id;
    enum outcome outcome;
    int64_t started, ended;
    char *configuration;
    char *customer_key;
    char *ticket;
    char *endpoint;
    enum environment environment;
    bool stand_in; /* the program's own stand-in server */
    char *workspace_id;
    char *url;        /* a secret: whoever has it is signed in */
    char *expires_at; /* as the server wrote it */
    int64_t expires;  /* parsed; 0 when it does not parse */
    char *request_id;
    long status;          /* HTTP, 0 without an answer */
    char *type;           /* of the API's error, "invalid_input" */
    char *message;        /* the API's or ours */
    enum checked checked; /* says something where the outcome is unknown, only there */
    int64_t checked_at;
};
/* Nobody knows whether it made a link: how it ended is not known, or not understood. */
bool link_row_unknown(const struct link_row *r);
/* The same, and nobody has looked yet: somebody has to. */
bool link_row_open(const struct link_row *r);

/* Work that was not saved when its program ended. */
struct draft_row {
    int64_t id;
    char *configuration; /* its name; NULL for another file */
    char *path;          /* of that file; NULL: it was read from standard input */
    char *focus;         /* the path of the field where the operator was */
    int64_t started, changed;
    int ended;    /* by which signal; 0: by none that could be noted, such as a power cut */
    size_t edits; /* for people: how often something was typed, added, deleted ... */
    enum draft_file {
        DRAFT_FILE_SAME,    /* the saved file is as it was then */
        DRAFT_FILE_CHANGED, /* somebody wrote it since */
        DRAFT_FILE_GONE,
        DRAFT_FILE_NONE, /* there never was one */
    } file;
};

struct config_rows {
    struct config_row *items;
    size_t count, cap;
};
struct link_rows {
    struct link_row *items;
    size_t count, cap;
};
struct draft_rows {
    struct draft_row *items;
    size_t count, cap;
};

void link_row_finish(struct link_row *r);
/* A deep copy into uninitialised memory. */
void link_row_copy(struct link_row *to, const struct link_row *from);
struct config_row *config_rows_add(struct config_rows *r); /* zeroed */
struct link_row *link_rows_add(struct link_rows *r);
struct draft_row *draft_rows_add(struct draft_rows *r);
void draft_row_finish(struct draft_row *r);
void config_rows_finish(struct config_rows *r);
void link_rows_finish(struct link_rows *r);
void draft_rows_finish(struct draft_rows *r);

#endif
