#include "config.h"

#include "tests/server/attempt.h"

#include "tests/scratch.h"
#include "tests/server/naive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void must(bool fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

void attempt_prepare_with(struct attempt *t, struct server *take, const char *url, long seconds)
{
    *t = (struct attempt){.server = take};
    t->api = api_new(url, seconds, NULL);
    t->credentials = credentials_new("seam_at1_abcdefghijklmnop", "w-0", "a test", NULL);
    t->doc = doc_new(BODY, strlen(BODY), NULL);
    t->request = (struct submit_request){
        .doc = t->doc,
        .configuration = "hotels",
        .ticket = "SUP-4821",
        .environment = ENVIRONMENT_PRODUCTION,
        .api = t->api,
        .credentials = t->credentials,
        .ledger = fake_ledger_door(&t->ledger),
    };
    must(t->doc && t->api && t->credentials, "an attempt cannot be prepared");
}

void attempt_prepare(struct attempt *t, const struct step *script)
{
    struct server *s = server_start(script);
    attempt_prepare_with(t, s, server_url(s), 10);
}

void attempt_clean_up(struct attempt *t)
{
    api_free(t->api);
    credentials_free(t->credentials);
    doc_free(t->doc);
    server_free(t->server);
    fake_ledger_finish(&t->ledger);
}

struct submit *attempt_start(struct attempt *t)
{
    struct err e = {0};
    struct submit *s = submit_start(&t->request, &e);
    must(s != NULL, e.text);
    return s;
}

struct submit *attempt_run(struct attempt *t)
{
    struct submit *s = attempt_start(t);
    while (!submit_step(s))
        api_wait(t->api, NULL, 0, 1000);
    return s;
}

/* ---- the verdict on a fault */

static long seconds_of(const struct fault *f)
{
    return f->seconds ? f->seconds : 10;
}

/* An answer is kept, for its owner only, where the operator may need it. */
static bool kept_right(const struct submit *s)
{
    const char *path = submit_kept_answer(s);
    if (!path)
        return true;
    size_t len;
    char *content = scratch_read(path, &len);
    const bool right = submit_result(s)->outcome == OUTCOME_UNKNOWN && len > 0 && scratch_mode(path) == 0600;
    free(content);
    unlink(path);
    return right;
}

static bool recorded(const struct attempt *t, enum outcome outcome)
{
    return t->ledger.begun == 1 && t->ledger.ended == 1 && t->ledger.last.outcome == outcome;
}

/* The key, the body: what only a server that is trusted may see. */
static bool kept_quiet(const struct fault *f, const struct seen *seen)
{
    const size_t len = seen->bytes < SEEN_MAX ? seen->bytes : SEEN_MAX;
    return f->outcome != OUTCOME_NOT_SENT ||
           (!memmem(seen->text, len, "seam_at1", 8) && !memmem(seen->text, len, "customer", 8));
}

bool attempt_ends_well(const struct fault *f, bool *reached)
{
    struct attempt t;
    struct server *server = fault_server(f);
    char url[64];
    fault_url(f, server, url);
    attempt_prepare_with(&t, server, url, seconds_of(f));
    struct submit *s = attempt_run(&t);
    const struct link_row *row = submit_result(s);
    const struct seen *seen = server_end(t.server);
    *reached = f->refuses || seen->connections == 1;
    const bool ok =
        *reached && row->outcome == f->outcome && recorded(&t, f->outcome) && !submit_ledger_err(s) &&
        seen->posts <= 1 && seen->connections <= 1 && (row->url != NULL) == (f->outcome == OUTCOME_CREATED) &&
        (row->message != NULL) == (f->outcome != OUTCOME_CREATED) && kept_right(s) && kept_quiet(f, seen);
    if (!ok)
        fprintf(stderr, "%s: outcome %s, %u POSTs, \"%s\"\n", f->name, outcome_name(row->outcome),
                seen->posts, row->message ? row->message : "");
    submit_free(s);
    attempt_clean_up(&t);
    return ok;
}

bool naive_ends_well(const struct fault *f, bool *reached)
{
    struct server *server = fault_server(f);
    char url[64];
    fault_url(f, server, url);
    const enum outcome outcome = naive_submit(url, "/customers/create_portal", BODY, seconds_of(f));
    const struct seen *seen = server_end(server);
    *reached = f->refuses || seen->connections > 0;
    const bool ok = outcome == f->outcome && seen->posts <= 1;
    server_free(server);
    return ok;
}
