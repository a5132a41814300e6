#include "tui/app/world.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* Fills what screens show of who we are. */
static void show_credentials(const struct world *w, struct target *t)
{
    free(t->key);
    free(t->key_from);
    free(t->workspace);
    const struct credentials *c = w->connection.credentials;
    t->key = c ? xstrdup(credentials_label(c)) : NULL;
    t->key_from = c ? xstrdup(credentials_from(c)) : NULL;
    const char *workspace = c ? credentials_workspace(c) : NULL;
    t->workspace = workspace ? xstrdup(workspace) : NULL;
    t->environment = connection_environment(&w->connection);
}

bool world_init(struct world *w, const struct connection_options *o, struct session *se, struct err *e)
{
    *w = (struct world){0};
    struct target *t = &se->target;
    if (!library_open(&w->library, e) || !connection_open(o, &w->connection, e))
        return false;
    const struct connection *c = &w->connection;
    t->stand_in = c->stand_in != NULL;
    t->endpoint = xstrdup(api_endpoint(c->api));
    const char *proxy = api_proxy(c->api);
    t->proxy = proxy ? xstrdup(proxy) : NULL;
    if (!c->credentials)
        t->key_problem = xstrdup(c->key_problem.text);
    show_credentials(w, t);
    return true;
}

void world_finish(struct world *w)
{
    submit_free(w->submit);
    connection_close(&w->connection);
    configuration_finish(&w->open);
    library_close(&w->library);
    free(w->deleted);
    free(w->delete_token);
    *w = (struct world){0};
}

static void replace(char **to, const char *from)
{
    char *copy = from ? xstrdup(from) : NULL;
    free(*to);
    *to = copy;
}

void world_show_open(struct world *w, struct session *se)
{
    se->doc = w->open.doc;
    replace(&se->name, w->open.name);
    replace(&se->path, w->open.path);
    replace(&se->ticket, w->open.ticket);
    problems_clear(&se->problems);
    se->has_result = false;
    if (se->doc)
        session_changed(se, "");
}

bool world_set_key(struct world *w, struct session *se, const char *secret, const char *workspace,
                   struct err *e)
{
    struct credentials *c = credentials_new(secret, workspace, "typed for this session", e);
    if (!c)
        return false;
    credentials_free(w->connection.credentials);
    w->connection.credentials = c;
    replace(&se->target.key_problem, NULL);
    show_credentials(w, &se->target);
    se->confirmed = false;
    return true;
}
