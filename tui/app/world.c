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
    const struct credentials *c = w->credentials;
    t->key = c ? xstrdup(credentials_label(c)) : NULL;
    t->key_from = c ? xstrdup(credentials_from(c)) : NULL;
    const char *workspace = c ? credentials_workspace(c) : NULL;
    t->workspace = workspace ? xstrdup(workspace) : NULL;
    /* A token does not say which kind of workspace it opens: taken for the kind that asks for more care. */
    t->environment = t->stand_in || (c && credentials_sandbox(c)) ? ENVIRONMENT_SANDBOX
                     : c                                          ? ENVIRONMENT_PRODUCTION
                                                                  : ENVIRONMENT_NONE;
}

static void say_key_problem(struct target *t, const char *words)
{
    free(t->key_problem);
    t->key_problem = words ? xstrdup(words) : NULL;
}

static bool find_credentials(struct world *w, const struct world_options *o, struct target *t, struct err *e)
{
    if (o->sandbox) {
        w->stand_in = stand_in_start(o->program, e);
        if (!w->stand_in)
            return false;
        t->stand_in = true;
        w->credentials = credentials_new(stand_in_key(), NULL, "built-in sandbox", e);
        return w->credentials != NULL;
    }
    struct err why = {0};
    if (!credentials_from_environment(&w->credentials, &why))
        say_key_problem(t, why.text);
    else if (!w->credentials)
        say_key_problem(
            t, "No key is set. Press k to type one for this session, or set SEAM_API_KEY before the start.");
    return true;
}

static const char *endpoint_of(const struct world *w, const struct world_options *o)
{
    if (w->stand_in)
        return stand_in_url(w->stand_in);
    if (o->endpoint)
        return o->endpoint;
    const char *from_environment = getenv("SEAM_ENDPOINT");
    return from_environment && *from_environment ? from_environment : API_DEFAULT_ENDPOINT;
}

bool world_init(struct world *w, const struct world_options *o, struct session *se, struct err *e)
{
    *w = (struct world){0};
    struct target *t = &se->target;
    if (!library_open(&w->library, e) || !find_credentials(w, o, t, e))
        return false;
    w->api = api_new(endpoint_of(w, o), o->timeout, e);
    if (!w->api)
        return false;
    t->endpoint = xstrdup(api_endpoint(w->api));
    const char *proxy = api_proxy(w->api);
    t->proxy = proxy ? xstrdup(proxy) : NULL;
    show_credentials(w, t);
    return true;
}

void world_finish(struct world *w)
{
    submit_free(w->submit);
    api_free(w->api);
    credentials_free(w->credentials);
    stand_in_stop(w->stand_in);
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
    credentials_free(w->credentials);
    w->credentials = c;
    say_key_problem(&se->target, NULL);
    show_credentials(w, &se->target);
    se->confirmed = false;
    return true;
}
