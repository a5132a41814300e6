/* Creating a link: record the attempt, send, understand the answer, record the outcome. Both the screens
 * and the command line drive this machine; it never waits, prints or draws. */
#ifndef TUI_JOBS_SUBMIT_H
#define TUI_JOBS_SUBMIT_H

#include "forms/check.h"
#include "forms/doc.h"
#include "forms/wizard.h"
#include "tui/actions/rows.h"
#include "tui/api/api.h"
#include "tui/store/ledger.h"

struct submit;

struct submit_request {
    const struct doc *doc;
    const struct wizard *wizard; /* says which of its values are secrets; NULL: none */
    const char *configuration;   /* name for the ledger, or NULL */
    const char *ticket;          /* or NULL */
    enum environment environment;
    bool stand_in; /* the endpoint is the program's own stand-in server */
    bool local;    /* the endpoint is on this machine: links may be http to loopback */
    struct api *api;
    const struct credentials *credentials;
    struct ledger *ledger;
};

/* Writes the body, records the attempt (synced), and only then starts sending. NULL with *e: nothing was
 * sent, and no attempt stays open. */
struct submit *submit_start(const struct submit_request *r, struct err *e);
/* Call after each api_wait. true when it has ended: the outcome is recorded by then, or submit_ledger_err
 * says why it is not. */
bool submit_step(struct submit *s);
/* Milliseconds after which submit_step has to be called, whatever else happens: the ledger is in use by
 * another program for a moment. -1: there is no need. */
int submit_wait(const struct submit *s);
void submit_cancel(struct submit *s);
size_t submit_sent(const struct submit *s);
size_t submit_total(const struct submit *s);
/* After the end. The row lives as long as s; SEVERITY_SERVER problems are in problems. A door code of the
 * body that the server repeats in its words is hidden in both. */
const struct link_row *submit_result(const struct submit *s);
const struct problems *submit_problems(const struct submit *s);
/* Seconds that a 429 or 503 asked to wait, or -1. */
long submit_retry_after(const struct submit *s);
/* The outcome was not written down: what to tell the operator; NULL when it was. */
const struct err *submit_ledger_err(const struct submit *s);
/* An answer that could not be used is kept in this 0600 file; NULL when there is none. */
const char *submit_kept_answer(const struct submit *s);
void submit_free(struct submit *s);

/* The customer key of a document: heap, NULL where it has none. */
char *submit_customer(const struct doc *d);
/* A reply ready to paste into a support ticket: link, expiry in local time, customer, ticket. Plain words;
 * all of it passes forms/safe. markdown: links and emphasis in Markdown. */
void submit_ticket_reply(const struct link_row *r, bool markdown, struct buf *out);

#endif
