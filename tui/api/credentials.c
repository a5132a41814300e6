#include "config.h"

#include "tui/api/credentials.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tui/api/secret.h"

#include <stdlib.h>
#include <string.h>

#define API_KEY_VARIABLE   "SEAM_API_KEY"
#define TOKEN_VARIABLE     "SEAM_PERSONAL_ACCESS_TOKEN"
#define WORKSPACE_VARIABLE "SEAM_WORKSPACE_ID"

#define SCHEME      "Bearer "
#define SECRET_MAX  1024
#define SECRET_SAFE 20 /* a secret at least this long still keeps its heart when its ends are shown */
#define TAIL        4

struct credentials {
    char *authorization; /* SCHEME and the secret */
    char *workspace;     /* for a token; else NULL */
    char *from;
    char label[40];
    bool token, sandbox;
};

enum kind { KIND_KEY, KIND_TOKEN, KIND_UNUSABLE };

/* What the beginning of a secret says; the first line that fits decides. */
static const struct rule {
    const char *prefix;
    enum kind kind;
    bool sandbox;
    const char *advice;
} rules[] = {
    {"seam_cst", KIND_UNUSABLE, false,
     "This is a client session token (seam_cst...), which cannot create portals. Use an API key from the "
     "Seam Console instead."},
    {"seam_pk", KIND_UNUSABLE, false,
     "This is a publishable key (seam_pk...), which cannot create portals. Use an API key from the Seam "
     "Console instead."},
    {"ey", KIND_UNUSABLE, false,
     "This looks like a JWT (ey...), which cannot be used here. Use an API key from the Seam Console "
     "instead."},
    {"seam_at", KIND_TOKEN, false, NULL},
    {"seam_test", KIND_KEY, true, NULL},
    {"seam_", KIND_KEY, false, NULL},
    {"", KIND_UNUSABLE, false,
     "This is not a key of Seam: API keys begin with seam_, and personal access tokens with seam_at."},
};

static const struct rule *rule_for(const char *secret)
{
    const struct rule *r = rules;
    while (strncmp(secret, r->prefix, strlen(r->prefix)) != 0)
        r++;
    return r;
}

/* Header values take visible ASCII only: a line break would start another header. */
static bool visible(const char *s)
{
    for (; *s; s++)
        if (*s < 0x21 || *s > 0x7E)
            return false;
    return true;
}

static bool secret_usable(const char *secret, struct err *e)
{
    if (!*secret)
        return err_set(e, ERR_CREDENTIALS, "The key is empty.");
    if (strlen(secret) > SECRET_MAX)
        return err_set(e, ERR_CREDENTIALS, "The key is longer than %d characters.", SECRET_MAX);
    if (!visible(secret))
        return err_set(e, ERR_CREDENTIALS,
                       "The key holds a space, a line break or another character that no key has.");
    const struct rule *r = rule_for(secret);
    return r->kind != KIND_UNUSABLE || err_set(e, ERR_CREDENTIALS, "%s", r->advice);
}

static bool workspace_usable(const char *workspace, struct err *e)
{
    if (!workspace || !*workspace)
        return err_set(e, ERR_CREDENTIALS,
                       "A personal access token (seam_at...) needs the id of its workspace: set %s too.",
                       WORKSPACE_VARIABLE);
    if (strlen(workspace) > SECRET_MAX || !visible(workspace))
        return err_set(e, ERR_CREDENTIALS, "The workspace id holds a character that no id has.");
    return true;
}

/* The prefix that tells its kind, and the last four: enough to recognise a key, too little to use it. */
static void write_label(struct credentials *c, const char *secret, const char *prefix)
{
    struct buf label;
    buf_init(&label, sizeof c->label - 1);
    const size_t len = strlen(secret);
    buf_printf(&label, "%s...%s", prefix, len >= SECRET_SAFE ? secret + len - TAIL : "");
    memcpy(c->label, label.data, label.len + 1);
    buf_finish(&label);
}

char *secret_joined(const char *a, const char *b)
{
    const size_t begin = strlen(a), size = strlen(b) + 1;
    char *text = xmalloc(begin + size);
    memcpy(mempcpy(text, a, begin), b, size);
    return text;
}

struct credentials *credentials_new(const char *secret, const char *workspace, const char *from,
                                    struct err *e)
{
    if (!secret_usable(secret, e))
        return NULL;
    const struct rule *r = rule_for(secret);
    if (r->kind == KIND_TOKEN && !workspace_usable(workspace, e))
        return NULL;
    struct credentials *c = xcalloc(1, sizeof *c);
    c->authorization = secret_joined(SCHEME, secret);
    c->workspace = r->kind == KIND_TOKEN ? xstrdup(workspace) : NULL; /* a key belongs to one workspace */
    c->from = xstrdup(from);
    c->token = r->kind == KIND_TOKEN;
    c->sandbox = r->sandbox;
    write_label(c, secret, r->prefix);
    return c;
}

void credentials_free(struct credentials *c)
{
    if (!c)
        return;
    explicit_bzero(c->authorization, strlen(c->authorization));
    free(c->authorization);
    free(c->workspace);
    free(c->from);
    free(c);
}

/* A copy of the variable, which is overwritten where it stands (child processes and /proc/PID/environ would
 * show it) and removed. NULL when it is not set or empty. */
static char *take_secret(const char *variable)
{
    char *value = getenv(variable);
    if (!value)
        return NULL;
    char *copy = *value ? xstrdup(value) : NULL;
    explicit_bzero(value, strlen(value));
    unsetenv(variable);
    return copy;
}

static void free_secret(char *secret)
{
    if (secret)
        explicit_bzero(secret, strlen(secret));
    free(secret);
}

/* Each variable takes one kind of credential, so that a mix-up is named instead of refused by the server. */
static bool from_variable(const char *secret, const char *variable, enum kind kind, const char *workspace,
                          struct credentials **out, struct err *e)
{
    if (!secret_usable(secret, e))
        return false;
    if (rule_for(secret)->kind != kind)
        return kind == KIND_KEY
                   ? err_set(e, ERR_CREDENTIALS,
                             "%s holds a personal access token (seam_at...): set %s and %s instead.",
                             API_KEY_VARIABLE, TOKEN_VARIABLE, WORKSPACE_VARIABLE)
                   : err_set(e, ERR_CREDENTIALS, "%s holds an API key: set %s instead.", TOKEN_VARIABLE,
                             API_KEY_VARIABLE);
    char *from = xasprintf("environment %s", variable);
    *out = credentials_new(secret, workspace ? workspace : getenv(WORKSPACE_VARIABLE), from, e);
    free(from);
    return *out != NULL;
}

bool credentials_from_environment(const char *workspace, struct credentials **out, struct err *e)
{
    *out = NULL;
    char *key = take_secret(API_KEY_VARIABLE);
    char *token = take_secret(TOKEN_VARIABLE);
    bool ok = true;
    if (key && token)
        ok = err_set(e, ERR_CREDENTIALS, "%s and %s are both set: unset one of them.", API_KEY_VARIABLE,
                     TOKEN_VARIABLE);
    else if (key)
        ok = from_variable(key, API_KEY_VARIABLE, KIND_KEY, workspace, out, e);
    else if (token)
        ok = from_variable(token, TOKEN_VARIABLE, KIND_TOKEN, workspace, out, e);
    free_secret(key);
    free_secret(token);
    return ok;
}

const char *credentials_authorization(const struct credentials *c)
{
    return c->authorization;
}

const char *secret_in_header(const char *line)
{
    static const char begin[] = "Authorization: " SCHEME;
    return strncmp(line, begin, strlen(begin)) == 0 ? line + strlen(begin) : NULL;
}

void secret_hide(const char *secret, char *text, size_t len)
{
    const size_t size = strlen(secret);
    const char *end = text + len;
    for (char *at = text; (at = memmem(at, (size_t)(end - at), secret, size)); at += size)
        memset(at, '*', size);
}

const char *credentials_label(const struct credentials *c)
{
    return c->label;
}

const char *credentials_from(const struct credentials *c)
{
    return c->from;
}

const char *credentials_workspace(const struct credentials *c)
{
    return c->workspace;
}

bool credentials_sandbox(const struct credentials *c)
{
    return c->sandbox;
}

bool credentials_is_token(const struct credentials *c)
{
    return c->token;
}
