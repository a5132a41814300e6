/* Where requests go and as whom: what the screens and the command line decide in the same way. */
#ifndef TUI_JOBS_CONNECTION_H
#define TUI_JOBS_CONNECTION_H

#include "tui/actions/rows.h"
#include "tui/api/api.h"
#include "tui/jobs/stand_in.h"

struct connection_options {
    bool sandbox;            /* start the stand-in and use it */
    const char *endpoint;    /* NULL: SEAM_ENDPOINT, else Seam's own */
    const char *workspace;   /* of a profile: stands before SEAM_WORKSPACE_ID; or NULL */
    const char *key_command; /* of a profile: stands before the keys of the environment; or NULL */
    long timeout;            /* seconds */
    const char *program;     /* argv[0] */
};

struct connection {
    struct api *api;
    struct credentials *credentials; /* NULL: none; key_problem says why */
    struct stand_in *stand_in;       /* with sandbox */
    bool local;                      /* a server on this machine: the stand-in, or an http endpoint, which is
                                      * accepted for loopback only; its links may be http to loopback too */
    struct err key_problem;
};

/* The endpoint that a connection with these options would use, but for sandbox. */
const char *connection_endpoint(const struct connection_options *o);
/* A credential that is missing or cannot be used is no failure. Takes the secrets out of the environment. */
bool connection_open(const struct connection_options *o, struct connection *out, struct err *e);
/* Which kind of workspace its requests are for. A token does not say: it is taken for the kind that asks for
 * more care. */
enum environment connection_environment(const struct connection *c);
void connection_close(struct connection *c);

#endif
