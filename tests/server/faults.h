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
    struct step script[SCRIPT_MAX];
};

extern const struct fault faults[];
extern const size_t fault_count;

#endif
