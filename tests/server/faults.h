/* What servers, gateways and networks do to a request, and what the program must make of each: the table
 * behind the promise of the reliability page. */
#ifndef TESTS_SERVER_FAULTS_H
#define TESTS_SERVER_FAULTS_H

#include "tests/server/server.h"
#include "tui/actions/rows.h"
#include "tui/api/api.h"

struct fault {
    const char *name;
    enum delivery delivery; /* of the reply */
    long status;            /* HTTP; -1: not looked at */
    enum outcome outcome;   /* of the attempt to create a link */
    bool refuses;           /* nobody listens */
    bool tls;               /* the endpoint is https, and the script is what answers the first TLS bytes */
    const struct tls_terms *terms; /* the server speaks TLS on these terms; the script is what comes then */
    long seconds;                  /* the time limit of the request; 0: one that is not reached */
    struct step script[SCRIPT_MAX];
};

extern const struct fault faults[];
extern const size_t fault_count;
/* Those that need a server that speaks TLS: where tls_possible(). */
extern const struct fault tls_faults[];
extern const size_t tls_fault_count;

/* The server that the fault is about. */
struct server *fault_server(const struct fault *f);
/* Its address, as the program is given it. */
void fault_url(const struct fault *f, const struct server *s, char out[64]);

#endif
