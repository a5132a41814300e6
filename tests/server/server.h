/* A server that does what a script says, on 127.0.0.1, in a process of its own: for answers that no proper
 * server gives. It counts what reaches it. Each connection is served by the same script, one after another.
 */
#ifndef TESTS_SERVER_SERVER_H
#define TESTS_SERVER_SERVER_H

#include "tests/server/tls.h"

#include <stdbool.h>
#include <stddef.h>

enum step_kind {
    STEP_END,    /* ends its side, waits until the client has closed, counts what still comes */
    STEP_READ,   /* one whole request: head and Content-Length */
    STEP_TAKE,   /* some of what was sent: at least len bytes */
    STEP_SEND,   /* the bytes, as they are */
    STEP_REPEAT, /* the bytes, count times, or until the client has closed */
    STEP_ANSWER, /* bytes: status line and headers; body: with its Content-Length */
    STEP_WAIT,   /* says nothing until the client has closed */
    STEP_STALL,  /* neither reads nor says anything until the test ends the server */
    STEP_DRIP,  /* the bytes one by one, with a pause before each, again and again until the client has closed
                 */
    STEP_RESET, /* ends the connection with a RST */
    STEP_RAW,   /* the bytes past TLS, as anybody on the way could put them there */
    STEP_CUT,   /* over TLS: ends without saying so, as a connection that somebody cut */
};

struct step {
    enum step_kind kind;
    const char *bytes;
    size_t len;
    const char *body;
    size_t count;
};

#define SCRIPT_MAX 6
#define SEEN_MAX   65536

/* What the server saw so far. */
struct seen {
    unsigned connections;
    unsigned posts;       /* times that "POST /" came, on whatever connection */
    size_t bytes;         /* of what the client meant: past TLS */
    char text[SEEN_MAX];  /* the beginning of it all, NUL-terminated */
    volatile bool ending; /* said by the test: for STEP_STALL */
};

struct server;

/* What does not begin with TLS as agreed gets no answer: see tls.h. */
struct server *server_start_tls(const struct step *script, const struct tls_terms *terms);
/* script NULL: the port is taken and refuses connections. It ends with a STEP_END, or at SCRIPT_MAX. */
struct server *server_start(const struct step *script);
const char *server_url(const struct server *s); /* "http://127.0.0.1:PORT", or https */
unsigned server_port(const struct server *s);
/* Ends it; then what it saw is complete. */
const struct seen *server_end(struct server *s);
void server_free(struct server *s);

#endif
