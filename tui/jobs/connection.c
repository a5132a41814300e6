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

static struct credentials *ask_key_command(const struct connection_options *o, struct err *e)
{
    char *key = key_command_run(o->key_command, e);
    const char *workspace = o->workspace ? o->workspace : getenv("SEAM_WORKSPACE_ID");
    struct credentials *c = key ? credentials_new(key, workspace, "key_command of the profile", e) : NULL;
    key_forget(key);
    return c;
}

/* The sandbox has its own key. A profile that names a program for its key was asked for by name, so it stands
 * before the environment, whose secrets are taken out in any case: no child has a use for them. */
static bool find_credentials(const struct connection_options *o, struct connection *c, struct err *e)
{
    struct credentials *found = NULL;
    const bool usable = credentials_from_environment(o->workspace, &found, &c->key_problem);
    if (o->sandbox || o->key_command) {
        credentials_free(found);
        found = NULL;
        c->key_problem = (struct err){0};
    } else if (usable && !found) {
        err_set(&c->key_problem, ERR_CREDENTIALS,
                "No key is set: set SEAM_API_KEY, or SEAM_PERSONAL_ACCESS_TOKEN with SEAM_WORKSPACE_ID.");
    }
    if (o->sandbox && (c->stand_in = stand_in_start(o->program, e)))
        found = credentials_new(stand_in_key(), NULL, "built-in sandbox", e);
    else if (!o->sandbox && o->key_command)
        found = ask_key_command(o, &c->key_problem);
    c->credentials = found;
    return found || !o->sandbox;
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

enum environment connection_environment(const struct connection *c)
{
    if (c->stand_in || (c->credentials && credentials_sandbox(c->credentials)))
        return ENVIRONMENT_SANDBOX;
    return c->credentials ? ENVIRONMENT_PRODUCTION : ENVIRONMENT_NONE;
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
