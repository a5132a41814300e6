#include "tui/sandbox/routes.h"

#include "forms/mem.h"
#include "forms/safe.h"
#include "forms/times.h"
#include "tui/sandbox/page.h"
#include "tui/sandbox/tricks.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LINK_SECONDS  (24 * 60 * 60)
#define PORTAL_PATH   "/portal/"
#define BEARER        "Bearer "
#define PROBLEMS_MAX  100
#define CUSTOMER_KEPT ((size_t)4096) /* bytes of a key */

static const struct json *member(const struct json *object, const char *name)
{
    return json_is(object, JSON_OBJECT) ? json_get(object, name, strlen(name)) : NULL;
}

static bool starts(const char *text, const char *prefix)
{
    return text && strncmp(text, prefix, strlen(prefix)) == 0;
}

/* ---- who asks */

static bool authorized(const struct request *rq, struct answer *a)
{
    const char *key = starts(rq->authorization, BEARER) ? rq->authorization + strlen(BEARER) : NULL;
    if (starts(key, "seam_test"))
        return true;
    if (!starts(key, "seam_at")) {
        answer_error(a, 401, "unauthorized",
                     "The sandbox takes any key that begins with seam_test, and tokens (seam_at...).", NULL);
        return false;
    }
    if (rq->workspace && *rq->workspace)
        return true;
    answer_error(a, 400, "missing_workspace_id", "A personal access token needs the seam-workspace header.",
                 NULL);
    return false;
}

/* ---- POST /customers/create_portal */

struct creation {
    struct site *site;
    const struct json *body;
    char *customer_key;
    enum link_shape shape;
    int64_t now;
};

/* The customer's key, or one that is made up: the API asks for none. */
static char *customer_key_of(const struct json *body)
{
    const struct json *v = member(member(body, "customer_data"), "customer_key");
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    size_t len = 0;
    const char *p = json_is(v, JSON_STRING) ? json_chars(v, &scratch, &len) : "";
    char *key;
    if (len) {
        if (len > CUSTOMER_KEPT && utf8_valid(p, CUSTOMER_KEPT, &len)) /* else: cut before half a character */
            len = CUSTOMER_KEPT;
        key = xstrndup(p, len);
    } else {
        char chance[9];
        random_hex(chance, sizeof chance - 1);
        key = xasprintf("customer-%s", chance);
    }
    buf_finish(&scratch);
    return key;
}

static void put_member(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, "%s\"%s\":", out->len && out->data[out->len - 1] != '{' ? "," : "", name);
    json_quote(out, value, strlen(value));
}

/* The link itself, in JSON. */
static void put_link(const struct creation *c, const char *token, const char *expires_at, struct buf *out)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    buf_putc(out, '{');
    buf_printf(&text, "%s" PORTAL_PATH "%s", c->site->url, token);
    put_member(out, "url", text.data);
    put_member(out, "customer_key", c->customer_key);
    put_member(out, "expires_at", expires_at);
    put_member(out, "workspace_id", SANDBOX_WORKSPACE);
    buf_clear(&text);
    times_utc(&(struct instant){.seconds = c->now}, &text);
    put_member(out, "created_at", text.data);
    buf_putc(out, '}');
    buf_finish(&text);
}

static void answer_link(const struct creation *c, const char *token, const char *expires_at, struct answer *a)
{
    struct buf link;
    buf_init(&link, BUF_TEXT_MAX);
    put_link(c, token, expires_at, &link);
    answer_text(a, 200, JSON_TYPE, "");
    if (c->shape == SHAPE_FLAT)
        buf_puts(&a->body, link.data);
    else if (c->shape == SHAPE_MAGIC_LINK)
        buf_printf(&a->body, "{\"magic_link\":%s,\"ok\":true}", link.data);
    else
        buf_printf(&a->body, "{\"customer_portal\":%s,\"magic_link\":%s,\"ok\":true}", link.data, link.data);
    buf_finish(&link);
}

static void make_link(const struct creation *c, struct answer *a)
{
    const int64_t expires = c->now + (c->shape == SHAPE_EXPIRED ? -1 : LINK_SECONDS);
    struct buf expires_at, page;
    buf_init(&expires_at, BUF_TEXT_MAX);
    buf_init(&page, PAGE_MAX);
    times_utc(&(struct instant){.seconds = expires}, &expires_at);
    page_portal(c->site->schema, c->body, c->customer_key, expires_at.data, &page);
    const struct made_link *link = made_links_add(&c->site->links, expires, buf_detach(&page, NULL));
    answer_link(c, link->token, expires_at.data, a);
    buf_finish(&expires_at);
}

static bool acceptable(const struct site *site, const struct json *body, struct answer *a)
{
    struct problems all, errors;
    problems_init(&all);
    problems_init(&errors);
    check_document(site->schema, body, 0, &all);
    for (size_t i = 0; i < all.count && errors.count < PROBLEMS_MAX; i++)
        if (all.items[i].severity == SEVERITY_ERROR)
            problems_add(&errors, all.items[i].pointer, all.items[i].keyword, SEVERITY_ERROR,
                         all.items[i].text);
    if (errors.count)
        answer_error(a, 400, "invalid_input", "Some fields of this request are not accepted.", &errors);
    const bool ok = errors.count == 0;
    problems_finish(&all);
    problems_finish(&errors);
    return ok;
}

static void create_from(struct site *site, const struct json *body, int64_t now, struct answer *a)
{
    struct creation c = {.site = site, .body = body, .customer_key = customer_key_of(body), .now = now};
    if (!trick_answer(c.customer_key, a, &c.shape) && acceptable(site, body, a))
        make_link(&c, a);
    free(c.customer_key);
}

/* "application/json", with or without parameters (RFC 9110, section 8.3). */
static bool says_json(const char *content_type)
{
    const size_t len = strlen(JSON_TYPE);
    return content_type && strncasecmp(content_type, JSON_TYPE, len) == 0 &&
           (content_type[len] == '\0' || strchr("; \t", content_type[len]));
}

static void create_portal(struct site *site, const struct request *rq, int64_t now, struct answer *a)
{
    if (rq->too_large) {
        answer_text(a, 413, TEXT_TYPE, "Payload Too Large\n");
        return;
    }
    if (!says_json(rq->content_type)) {
        answer_error(a, 400, "invalid_content_type", "The content type must be application/json.", NULL);
        return;
    }
    struct arena arena;
    arena_init(&arena);
    struct json_tree tree;
    struct err e;
    if (!json_parse(&arena, rq->body, rq->len, &tree, &e)) {
        char *message = xasprintf("Line %zu, column %zu: %s", e.line, e.column, e.text);
        answer_error(a, 400, "invalid_input", message, NULL);
        free(message);
    } else if (!json_is(&tree.root, JSON_OBJECT)) {
        answer_error(a, 400, "invalid_input", "The body must be a JSON object.", NULL);
    } else {
        create_from(site, &tree.root, now, a);
    }
    arena_finish(&arena);
}

/* ---- the rest */

static void workspace_get(struct site *site, const struct request *rq, int64_t now, struct answer *a)
{
    (void)site, (void)rq, (void)now;
    answer_text(
        a, 200, JSON_TYPE,
        "{\"workspace\":{\"workspace_id\":\"" SANDBOX_WORKSPACE "\",\"name\":\"Sandbox stand-in\","
        "\"company_name\":\"Example Rentals\",\"is_sandbox\":true,\"is_suspended\":false},\"ok\":true}");
}

static void style_get(struct site *site, const struct request *rq, int64_t now, struct answer *a)
{
    (void)site, (void)rq, (void)now;
    answer_text(a, 200, "text/css; charset=utf-8", page_style());
}

static void say(struct answer *a, unsigned status, const char *title, const char *text)
{
    answer_text(a, status, HTML_TYPE, "");
    page_message(title, text, &a->body);
}

static void portal_get(struct site *site, const struct request *rq, int64_t now, struct answer *a)
{
    const struct made_link *link = made_links_find(&site->links, rq->path + strlen(PORTAL_PATH));
    if (!link)
        say(a, 404, "No such link", "This sandbox did not make the link, or has forgotten it.");
    else if (link->expires <= now)
        say(a, 410, "The link has expired", "Links are good until the time that expires_at gave.");
    else
        answer_text(a, 200, HTML_TYPE, link->page);
}

static const struct route {
    const char *path;
    bool prefix;    /* path is only the beginning */
    bool get, post; /* methods */
    bool open;      /* without credentials */
    void (*answer)(struct site *site, const struct request *rq, int64_t now, struct answer *a);
} routes[] = {
    {"/customers/create_portal", .post = true, .answer = create_portal},
    {"/workspaces/get", .get = true, .post = true, .answer = workspace_get},
    {PORTAL_PATH, .prefix = true, .get = true, .open = true, .answer = portal_get},
    {"/style.css", .get = true, .open = true, .answer = style_get},
};

static const struct route *route_of(const char *path)
{
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (routes[i].prefix ? starts(path, routes[i].path) : strcmp(path, routes[i].path) == 0)
            return &routes[i];
    return NULL;
}

void site_answer(struct site *site, const struct request *rq, int64_t now, struct answer *a)
{
    const struct route *r = route_of(rq->path);
    const bool get = strcmp(rq->method, "GET") == 0 || strcmp(rq->method, "HEAD") == 0;
    const bool post = strcmp(rq->method, "POST") == 0;
    if (!r) {
        answer_error(a, 404, "route_not_found", "There is nothing at this path.", NULL);
    } else if (!(get && r->get) && !(post && r->post)) {
        answer_error(a, 405, "method_not_allowed", "This path does not take the method.", NULL);
        a->allow = !r->get ? "POST" : r->post ? "GET, HEAD, POST" : "GET, HEAD";
    } else if (r->open || authorized(rq, a)) {
        r->answer(site, rq, now, a);
    }
}
