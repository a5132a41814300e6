/* One attempt to create a link, from the document to the ledger, at a server that follows a script: what the
 * tests of submit and the torture of the network both run. The ledger is the fake one. */
#ifndef TESTS_SERVER_ATTEMPT_H
#define TESTS_SERVER_ATTEMPT_H

#include "tests/fake/ledger.h"
#include "tests/server/faults.h"
#include "tui/jobs/submit.h"

#define BODY "{ \"customer_data\" : {\"customer_key\":\"acme\\u002dhotels\", \"x\": 1.10},\n\"extra\":[ ]}\n"

/* Everything that one attempt needs. */
struct attempt {
    struct server *server;
    struct api *api;
    struct credentials *credentials;
    struct doc *doc;
    struct fake_ledger ledger;
    struct submit_request request;
};

/* Takes over the server; seconds: the time limit. */
void attempt_prepare_with(struct attempt *t, struct server *take, const char *url, long seconds);
/* Plain, at a server with that script. */
void attempt_prepare(struct attempt *t, const struct step *script);
void attempt_clean_up(struct attempt *t);
/* Aborts where it cannot start. */
struct submit *attempt_start(struct attempt *t);
/* To its end. */
struct submit *attempt_run(struct attempt *t);

/* A verdict on how an attempt at such a server ends; *reached: the server was there for it. */
typedef bool attempt_verdict(const struct fault *f, bool *reached);
/* All is as the table says: the outcome, in the ledger, too; no POST more than one; nothing said to a server
 * that is not trusted; what it answered kept for the operator alone. */
attempt_verdict attempt_ends_well;
/* The same about a program that trusts the world: the table is worth something only if that fails it. */
attempt_verdict naive_ends_well;

#endif
