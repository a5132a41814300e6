#include "config.h"

#include "tui/jobs/submit.h"

#include "forms/mem.h"
#include "forms/secrets.h"
#include "tui/actions/clock.h"
#include "tui/api/portal.h"
#include "tui/jobs/outcome.h"
#include "tui/store/file.h"
#include "tui/store/paths.h"

#include <stdlib.h>
#include <string.h>

/* While another program writes to the ledger: how often the end of an attempt is tried, and for how long. */
enum { RECORD_EVERY_MS = 50, RECORD_FOR_MS = 5000 };

struct submit {
    struct api *api;
    struct ledger *ledger;
    bool local;
    char *body; /* libcurl reads it until the request has ended */
    size_t len, sent;
    struct secrets *secrets; /* of the body */
    bool concluded;          /* its outcome is in the row */
    bool ended;              /* and was recorded, or cannot be */
    int64_t record_until;    /* clock_elapsed */
    struct link_row row;
    struct problems problems;
    long retry_after;
    struct err ledger_err; /* ERR_NONE: the outcome is recorded */
    char *kept;            /* path of an answer that could not be used */
};

/* ---- the beginning */

static char *copy(const char *s)
{
    return s ? xstrdup(s) : NULL;
}

char *submit_customer(const struct doc *d)
{
    const struct json *v = doc_get(d, "/customer_data/customer_key");
    if (!json_is(v, JSON_STRING))
        return NULL;
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    size_t len;
    const char *p = json_chars(v, &scratch, &len);
    char *key = xstrndup(p, len);
    buf_finish(&scratch);
    return key;
}

static bool write_body(struct submit *s, const struct doc *d, struct err *e)
{
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    const bool ok = doc_write(d, json_to_buf, &body);
    s->body = buf_detach(&body, &s->len);
    return ok || err_set(e, ERR_LIMIT, "The configuration is larger than %zu MiB.", BUF_BODY_MAX >> 20);
}

static void write_row(struct submit *s, const struct submit_request *r)
{
    s->row = (struct link_row){
        .outcome = OUTCOME_NONE,
        .started = clock_now(),
        .configuration = copy(r->configuration),
        .customer_key = submit_customer(r->doc),
        .ticket = copy(r->ticket),
        .endpoint = xstrdup(api_endpoint(r->api)),
        .environment = r->environment,
        .stand_in = r->stand_in,
        .workspace_id = copy(r->credentials ? credentials_workspace(r->credentials) : NULL),
    };
}

/* The outcome goes into the ledger, or ledger_err says why it does not; false: later, perhaps. */
static bool record(struct submit *s)
{
    s->ledger_err.code = ERR_NONE;
    s->ended = ledger_end(s->ledger, &s->row, &s->ledger_err) || s->ledger_err.code != ERR_BUSY ||
               clock_elapsed() >= s->record_until;
    return s->ended;
}

static void conclude(struct submit *s)
{
    s->concluded = true;
    s->row.ended = clock_now();
    s->record_until = clock_elapsed() + RECORD_FOR_MS;
    record(s);
}

/* The attempt is on disk before the first byte can leave: whatever happens to this process afterwards, the
 * operator is told of it. */
static bool begin(struct submit *s, const struct submit_request *r, struct err *e)
{
    if (!write_body(s, r->doc, e))
        return false;
    s->secrets = secrets_new(r->wizard, doc_root(r->doc));
    write_row(s, r);
    struct err why = {0};
    if (!ledger_begin(s->ledger, &s->row, &why))
        return err_set(e, why.code, "Nothing was sent, since the attempt could not be recorded. %s",
                       why.text);
    if (api_start(s->api, r->credentials, API_CREATE_PORTAL, s->body, s->len, e))
        return true;
    s->row.outcome = OUTCOME_NOT_SENT;
    s->row.message = copy(e ? e->text : NULL);
    conclude(s);
    return false;
}

static void discard(struct submit *s)
{
    free(s->body);
    secrets_free(s->secrets);
    free(s->kept);
    link_row_finish(&s->row);
    problems_finish(&s->problems);
    free(s);
}

struct submit *submit_start(const struct submit_request *r, struct err *e)
{
    struct submit *s = xcalloc(1, sizeof *s);
    s->api = r->api;
    s->ledger = r->ledger;
    s->local = r->local;
    s->retry_after = -1;
    problems_init(&s->problems);
    if (begin(s, r, e))
        return s;
    discard(s);
    return NULL;
}

/* ---- the end */

/* What an answer says. */
struct understanding {
    enum shape shape;
    struct portal portal;   /* SHAPE_LINK */
    struct refusal refusal; /* SHAPE_ERROR */
    struct err err;         /* why a success is none */
};

static void understand(struct submit *s, const struct reply *r, struct understanding *m)
{
    *m = (struct understanding){.shape = SHAPE_OTHER};
    if (r->delivery != DELIVERY_ANSWERED)
        return;
    if (portal_read(r->body, r->len, s->local, &m->portal, &m->err)) {
        m->shape = SHAPE_LINK;
        return;
    }
    refusal_read(r->body, r->len, &m->refusal, &s->problems);
    if (m->refusal.type || m->refusal.message)
        m->shape = SHAPE_ERROR;
}

static void finish_meaning(struct understanding *m)
{
    portal_finish(&m->portal);
    refusal_finish(&m->refusal);
}

/* Our words for an answer that brought none. The status stands beside them in the row. */
static char *words_for(const struct submit *s, const struct reply *r, const struct understanding *m)
{
    if (r->delivery != DELIVERY_ANSWERED)
        return xstrdup(r->err.text);
    switch (r->status) {
    case 401:
    case 403:
        return xstrdup("The server did not accept the key.");
    case 413:
        return xasprintf("The request is larger (%zu bytes) than the server takes.", s->len);
    case 429:
        return xstrdup("The server asks for fewer requests.");
    }
    switch (r->status / 100) {
    case 2:
        return xstrdup(m->err.code ? m->err.text : "The answer holds no link.");
    case 3:
        return xstrdup("The server points to another place. Redirects are not followed: check the endpoint.");
    case 4:
        return xstrdup("The server refused the request.");
    case 5:
        return xstrdup("The server, or a gateway before it, failed.");
    default:
        return xstrdup("The server answered with a status that HTTP does not define.");
    }
}

static void move(char **to, char **from)
{
    if (!*from)
        return;
    free(*to);
    *to = *from;
    *from = NULL;
}

static void take_link(struct link_row *row, struct portal *p)
{
    move(&row->url, &p->url);
    move(&row->expires_at, &p->expires_at);
    move(&row->workspace_id, &p->workspace_id);
    row->expires = p->has_expires ? p->expires : 0;
    if (!row->customer_key)
        move(&row->customer_key, &p->customer_key);
}

static void fill_row(struct submit *s, struct reply *r, struct understanding *m)
{
    struct link_row *row = &s->row;
    row->status = r->delivery == DELIVERY_ANSWERED ? r->status : 0;
    row->outcome = outcome_of(r->delivery, r->status, m->shape);
    if (row->outcome == OUTCOME_CREATED)
        take_link(row, &m->portal);
    else if (m->refusal.message)
        move(&row->message, &m->refusal.message);
    else
        row->message = words_for(s, r, m);
    move(&row->type, &m->refusal.type);
    move(&row->request_id, &m->refusal.request_id);
    move(&row->request_id, &r->request_id); /* the header's counts */
    if (row->status == 429 || row->status == 503)
        s->retry_after = outcome_retry_after(r->retry_after, clock_now());
}

/* An answer that may hold what the operator needs, and that this program cannot read. Another one of its
 * number stays, should the ledger have begun anew. Without a place for it, the attempt is still recorded. */
static void keep_answer(struct submit *s, const struct reply *r)
{
    struct paths p;
    struct err e = {.code = ERR_EXISTS};
    if (s->row.outcome != OUTCOME_UNKNOWN || r->len == 0 || !paths_init(&p, NULL))
        return;
    for (unsigned n = 1; e.code == ERR_EXISTS && !s->kept; n++) {
        char *path = n == 1 ? xasprintf("%s/answer-%lld.txt", p.answers, (long long)s->row.id)
                            : xasprintf("%s/answer-%lld.%u.txt", p.answers, (long long)s->row.id, n);
        if (file_write_bytes(path, FILE_NEW, r->body, r->len, &e))
            move(&s->kept, &path);
        free(path);
    }
    paths_finish(&p);
}

static void hide(const struct submit *s, char **text)
{
    struct buf safe;
    buf_init(&safe, BUF_BODY_MAX);
    if (*text && secrets_hide(s->secrets, *text, &safe))
        xreplace(text, safe.data);
    buf_finish(&safe);
}

/* Before anybody reads, records or copies what the server said. */
static void hide_secrets(struct submit *s)
{
    hide(s, &s->row.message);
    hide(s, &s->row.type);
    for (size_t i = 0; i < s->problems.count; i++)
        hide(s, &s->problems.items[i].text);
}

static void take_reply(struct submit *s, struct reply *r)
{
    struct understanding m;
    understand(s, r, &m);
    fill_row(s, r, &m);
    hide_secrets(s);
    keep_answer(s, r);
    conclude(s);
    finish_meaning(&m);
}

bool submit_step(struct submit *s)
{
    if (s->concluded)
        return s->ended || record(s);
    const size_t sent = api_sent(s->api);
    if (sent > s->sent)
        s->sent = sent;
    struct reply r;
    if (api_poll(s->api, &r)) {
        take_reply(s, &r);
        reply_finish(&r);
    }
    return s->ended;
}

int submit_wait(const struct submit *s)
{
    return s->concluded && !s->ended ? RECORD_EVERY_MS : -1;
}

void submit_cancel(struct submit *s)
{
    if (!s->concluded)
        api_cancel(s->api);
}

void submit_free(struct submit *s)
{
    if (!s)
        return;
    submit_cancel(s);
    submit_step(s); /* an attempt that was cancelled has an outcome, too */
    discard(s);
}

/* ---- what came of it */

size_t submit_sent(const struct submit *s)
{
    return s->sent;
}

size_t submit_total(const struct submit *s)
{
    return s->len;
}

const struct link_row *submit_result(const struct submit *s)
{
    return &s->row;
}

const struct problems *submit_problems(const struct submit *s)
{
    return &s->problems;
}

long submit_retry_after(const struct submit *s)
{
    return s->retry_after;
}

const struct err *submit_ledger_err(const struct submit *s)
{
    return s->ledger_err.code ? &s->ledger_err : NULL;
}

const char *submit_kept_answer(const struct submit *s)
{
    return s->kept;
}
