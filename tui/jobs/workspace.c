#include "tui/jobs/workspace.h"

#include "forms/mem.h"

#include <stdlib.h>

struct workspace_query {
    struct api *api;
    bool ended, answered;
    struct workspace answer; /* when answered */
    struct err problem;
};

struct workspace_query *workspace_ask(struct api *a, const struct credentials *c, struct err *e)
{
    if (!api_start(a, c, API_WORKSPACE, NULL, 0, e))
        return NULL;
    struct workspace_query *q = xcalloc(1, sizeof *q);
    q->api = a;
    return q;
}

static void understand(struct workspace_query *q, const struct reply *r)
{
    if (r->delivery != DELIVERY_ANSWERED)
        err_set(&q->problem, ERR_NETWORK, "%s", r->err.text);
    else if (r->status == 401 || r->status == 403)
        err_set(&q->problem, ERR_CREDENTIALS, "the server did not accept the key (%ld)", r->status);
    else if (r->status != 200)
        err_set(&q->problem, ERR_NETWORK, "the server answered with status %ld", r->status);
    else if (workspace_read(r->body, r->len, &q->answer, NULL))
        q->answered = true;
    else
        err_set(&q->problem, ERR_TYPE, "the answer of the server is of no use");
}

bool workspace_step(struct workspace_query *q)
{
    struct reply r;
    if (!q->ended && api_poll(q->api, &r)) {
        understand(q, &r);
        reply_finish(&r);
        q->ended = true;
    }
    return q->ended;
}

const struct workspace *workspace_answer(const struct workspace_query *q)
{
    return q->answered ? &q->answer : NULL;
}

const char *workspace_problem(const struct workspace_query *q)
{
    return q->answered ? NULL : q->problem.text;
}

void workspace_free(struct workspace_query *q)
{
    if (!q)
        return;
    if (!q->ended) {
        api_cancel(q->api);
        workspace_step(q); /* takes the reply, which api keeps until then */
    }
    workspace_finish(&q->answer);
    free(q);
}
