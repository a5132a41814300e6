#include "tui/app/world.h"

#include "forms/mem.h"
#include "tui/actions/clock.h"
#include "tui/app/recovering.h"

#include <stdlib.h>
#include <string.h>

/* Fills what screens show of who we are. */
static void show_credentials(const struct world *w, struct target *t)
{
    const struct credentials *c = w->connection.credentials;
    xreplace(&t->key, c ? credentials_label(c) : NULL);
    xreplace(&t->key_from, c ? credentials_from(c) : NULL);
    xreplace(&t->workspace, c ? credentials_workspace(c) : NULL);
    t->workspace_state = WORKSPACE_UNASKED;
    t->suspended = false;
    t->environment = connection_environment(&w->connection);
}

bool world_open(struct world *w, struct err *e)
{
    /* The first is of a program that others may be started with, the second of one that has to answer keys.
     */
    enum { PATIENCE_AT_START_MS = 300, PATIENCE_MS = 50 };
    *w = (struct world){0};
    if (!library_open_anyway(&w->library, PATIENCE_AT_START_MS, &w->trouble, e))
        return false;
    ledger_set_patience(w->library.ledger, PATIENCE_MS);
    w->journaling.drafts = drafts_new(w->library.ledger, w->library.paths.draft_lock);
    w->journaling.sweeps = true;
    w->journaling.leftovers = leftovers_new(&w->library.paths, w->library.ledger, clock_now());
    return true;
}

bool world_connect(struct world *w, const struct connection_options *o, struct session *se, struct err *e)
{
    struct target *t = &se->target;
    if (!connection_open(o, &w->connection, e))
        return false;
    const struct connection *c = &w->connection;
    t->stand_in = c->stand_in != NULL;
    xreplace(&t->endpoint, api_endpoint(c->api));
    xreplace(&t->proxy, api_proxy(c->api));
    xreplace(&t->key_problem, c->credentials ? NULL : c->key_problem.text);
    show_credentials(w, t);
    return true;
}

void world_finish(struct world *w)
{
    workspace_free(w->query);
    submit_free(w->submit);
    connection_close(&w->connection);
    configuration_opening_free(w->summaries.job);
    configuration_opening_free(w->opening.job);
    free(w->opening.argument);
    table_file_free(w->reading.job);
    free(w->reading.path);
    recovering_free(&w->recovering);
    journaling_close(w);
    configuration_finish(&w->open);
    drafts_free(w->journaling.drafts);
    leftovers_free(w->journaling.leftovers);
    library_close(&w->library);
    link_rows_finish(&w->made);
    steps_finish(&w->steps);
    *w = (struct world){0};
}

void world_show_open(struct world *w, struct session *se)
{
    xreplace(&se->name, w->open.name);
    xreplace(&se->path, w->open.path);
    xreplace(&se->ticket, w->open.ticket);
    se->has_result = false;
    session_open(se, w->open.doc);
    if (!w->journaling.journal)
        journaling_open(w);
}

/* ---- which workspace that is */

void world_ask_workspace(struct world *w, struct session *se)
{
    struct target *t = &se->target;
    struct err e = {0};
    if (w->running || w->query || !w->connection.credentials)
        return;
    w->query = workspace_ask(w->connection.api, w->connection.credentials, &e);
    t->workspace_state = w->query ? WORKSPACE_ASKING : WORKSPACE_FAILED;
    xreplace(&t->workspace_problem, w->query ? NULL : e.text);
}

/* A token does not say which kind of workspace it opens, so the server does. A key does: where the server
 * says otherwise, the kind that asks for more care counts. */
static enum environment told(const struct world *w, enum environment before, const struct workspace *a)
{
    if (!a->says_kind || w->connection.stand_in)
        return before;
    if (!a->sandbox)
        return ENVIRONMENT_PRODUCTION;
    return credentials_is_token(w->connection.credentials) ? ENVIRONMENT_SANDBOX : before;
}

static void show_workspace(const struct world *w, struct target *t, const struct workspace *a)
{
    xreplace(&t->workspace, a->name ? a->name : a->id);
    t->suspended = a->suspended;
    t->environment = told(w, t->environment, a);
    t->workspace_state = WORKSPACE_KNOWN;
}

bool world_step_workspace(struct world *w, struct session *se)
{
    if (!w->query || !workspace_step(w->query))
        return false;
    const struct workspace *answer = workspace_answer(w->query);
    struct target *t = &se->target;
    if (answer)
        show_workspace(w, t, answer);
    else
        t->workspace_state = WORKSPACE_FAILED;
    xreplace(&t->workspace_problem, workspace_problem(w->query));
    workspace_free(w->query);
    w->query = NULL;
    return true;
}

void world_drop_workspace(struct world *w, struct session *se)
{
    if (!w->query)
        return;
    workspace_free(w->query);
    w->query = NULL;
    se->target.workspace_state = WORKSPACE_UNASKED;
}

char *world_path(const struct session *se, const char *typed)
{
    const bool own = strncmp(typed, "~/", 2) == 0 && se->home;
    return own ? xasprintf("%s/%s", se->home, typed + 2) : xstrdup(typed);
}

bool world_set_key(struct world *w, struct session *se, const char *secret, const char *workspace,
                   struct err *e)
{
    struct credentials *c = credentials_new(secret, workspace, "typed for this session", e);
    if (!c)
        return false;
    world_drop_workspace(w, se);
    credentials_free(w->connection.credentials);
    w->connection.credentials = c;
    xreplace(&se->target.key_problem, NULL);
    show_credentials(w, &se->target);
    se->confirmed = false;
    return true;
}
