/* What came of a request. Knows nothing of how it was sent. */
#ifndef TUI_API_REPLY_H
#define TUI_API_REPLY_H

#include "forms/err.h"

#include <stddef.h>
#include <stdint.h>

/* How far a request got. */
enum delivery {
    DELIVERY_NONE,     /* not one byte of it left: resolver, connect, TLS failed, or it was refused here */
    DELIVERY_UNKNOWN,  /* at least a part left, and no whole answer came */
    DELIVERY_ANSWERED, /* a whole HTTP answer is here */
};

struct reply {
    enum delivery delivery;
    long status; /* HTTP */
    char *body;  /* NUL-terminated for convenience; may hold NULs */
    size_t len;
    char *request_id;  /* header seam-request-id, or NULL */
    char *retry_after; /* as sent, or NULL */
    char *content_type;
    int64_t elapsed_ms;
    struct err err; /* what went wrong, in words, when not ANSWERED */
};
void reply_finish(struct reply *r);

/* A line of the head. What is kept of it is for people and for copying: without the white space around it,
 * and what is not visible ASCII becomes '?'. The first header of a name counts. */
void reply_take_header(struct reply *r, const char *line, size_t len);
/* Another head begins. */
void reply_forget_headers(struct reply *r);
/* Answers are shown, recorded and kept: a server or a gateway that repeats the key must not bring it there.
 */
void reply_hide(struct reply *r, const char *secret);

#endif
