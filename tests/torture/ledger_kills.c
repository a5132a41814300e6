#include "config.h"

#include "forms/mem.h"
#include "tests/scratch.h"
#include "tests/server/server.h"
#include "tests/torture/killing.h"
#include "tests/torture/ledger_sweep.h"
#include "tui/jobs/submit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY "{\"customer_data\":{\"customer_key\":\"acme\"}}"

static const struct step created[SCRIPT_MAX] = {
    {.kind = STEP_READ},
    {.kind = STEP_ANSWER,
     .bytes = "HTTP/1.1 200 OK\r\n",
     .body = "{\"url\":\"https://portal.example.com/1\"}"},
};

/* One request of a process that is about to die. */
struct request {
    const char *file, *url;
    struct doc *doc;
};

static void send_as_we_do(void *context)
{
    const struct request *r = context;
    struct api *api = api_new(r->url, 10, NULL);
    struct ledger *l = ledger_open(r->file, NULL);
    const struct submit_request request = {.doc = r->doc, .api = api, .ledger = l, .local = true};
    struct submit *s = l ? submit_start(&request, NULL) : NULL;
    while (s && !submit_step(s))
        api_wait(api, NULL, 0, 1000);
    submit_free(s);
    ledger_close(l);
    api_free(api);
}

/* Writes it down when there is something to write. */
static void send_and_record(void *context)
{
    const struct request *r = context;
    struct api *api = api_new(r->url, 10, NULL);
    struct ledger *l = ledger_open(r->file, NULL);
    struct reply reply = {0};
    if (l && api_start(api, NULL, API_CREATE_PORTAL, BODY, strlen(BODY), NULL)) {
        while (!api_poll(api, &reply))
            api_wait(api, NULL, 0, 1000);
        struct link_row row = {.started = 1, .outcome = OUTCOME_CREATED};
        ledger_begin(l, &row, NULL);
    }
    reply_finish(&reply);
    ledger_close(l);
    api_free(api);
}

static size_t recorded(const char *file)
{
    struct link_rows rows = {0};
    struct ledger *l = ledger_open(file, NULL);
    if (!l || !ledger_links(l, &(struct ledger_query){0}, &rows, NULL))
        abort();
    const size_t count = rows.count;
    link_rows_finish(&rows);
    ledger_close(l);
    return count;
}

/* The number of its calls; at 0: it lives. */
static unsigned one_kill(void (*send)(void *context), unsigned at, struct tally *t)
{
    char *directory = scratch_new(), *file = scratch_path(directory, "state.db");
    struct server *s = server_start(created);
    struct request r = {file, server_url(s), doc_new(BODY, strlen(BODY), NULL)};
    bool killed;
    const unsigned calls = killing_run(send, &r, at, &killed);
    const unsigned posts = server_end(s)->posts;
    const size_t rows = recorded(file);
    const bool good = posts <= 1 && rows >= posts && rows <= 1;
    t->planned++;
    t->fired += killed && posts;
    t->bad += !good;
    if (!good && send == send_as_we_do)
        fprintf(stderr, "bad: killed before call %u: %u requests, %zu of them recorded\n", at, posts, rows);
    doc_free(r.doc);
    server_free(s);
    free(file);
    scratch_free(directory);
    return calls;
}

static void kill_all(void (*send)(void *context), unsigned step, struct tally *t)
{
    const unsigned calls = one_kill(send, 0, t);
    for (unsigned at = 1; at <= calls; at += step)
        one_kill(send, at, t);
}

bool sweep_kills_of_requests(unsigned step, struct tally *t, struct tally *naive)
{
    if (!killing_possible())
        return false;
    kill_all(send_as_we_do, step, t);
    kill_all(send_and_record, step, naive);
    return true;
}
