#include "config.h"

#include "tui/jobs/connection.h"

#include "tui/jobs/key_command.h"

#include <stdlib.h>
#include <string.h>

const char *connection_endpoint(const struct connection_options *o)
{
    if (o->endpoint)
        return o->endpoint;
    const char *from_environment = getenv("SEAM_ENDPOINT");
    return from_environment && *from_environment ? from_environment : API_DEFAULT_ENDPOINT;
}

/* A profile that names a program for its key was asked for by name, so it stands before the environment. */
static void ask_key_command(const struct connection_options *o, struct connection *c)
{
    credentials_free(c->credentials);
    c->credentials = NULL;
    c->key_problem = (struct err){0};
    char *key = key_command_run(o->key_command, &c->key_problem);
    if (key)
        c->credentials =
            credentials_new(key, getenv("SEAM_WORKSPACE_ID"), "key_command of the profile", &c->key_problem);
    key_forget(key);
}

static bool find_credentials(const struct connection_options *o, struct connection *c, struct err *e)
{
    if (o->sandbox) {
        c->stand_in = stand_in_start(o->program, e);
        if (c->stand_in)
            c->credentials = credentials_new(stand_in_key(), NULL, "built-in sandbox", e);
        return c->credentials != NULL;
    }
    if (o->workspace)
        setenv("SEAM_WORKSPACE_ID", o->workspace, 1);
    if (credentials_from_environment(&c->credentials, &c->key_problem) && !c->credentials)
        err_set(&c->key_problem, ERR_CREDENTIALS,
                "No key is set: set SEAM_API_KEY, or SEAM_PERSONAL_ACCESS_TOKEN with SEAM_WORKSPACE_ID.");
    if (o->key_command)
        ask_key_command(o, c);
    return true;
}

bool connection_open(const struct connection_options *o, struct connection *out, struct err *e)
{
    *out = (struct connection){0};
    if (find_credentials(o, out, e))
        out->api =
            api_new(out->stand_in ? stand_in_url(out->stand_in) : connection_endpoint(o), o->timeout, e);
    if (!out->api) {
        connection_close(out);
        return false;
    }
    out->local = strncmp(api_endpoint(out->api), "http://", strlen("http://")) == 0;
    return true;
}

void connection_close(struct connection *c)
{
    if (!c)
        return;
    api_free(c->api);
    credentials_free(c->credentials);
    stand_in_stop(c->stand_in);
    *c = (struct connection){0};
}
