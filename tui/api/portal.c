#include "tui/api/portal.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/times.h"
#include "tui/api/answer.h"
#include "tui/api/url.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_MAX     ((size_t)500) /* bytes that are kept of a message */
#define PROBLEMS_MAX 200           /* that are kept of one answer */
#define MESSAGES     "_errors"

bool portal_url_valid(const char *url, bool sandbox, struct err *e)
{
    struct url u;
    if (!url_parse(url, &u, e))
        return false;
    if (u.https || (sandbox && url_loopback(&u)))
        return true;
    return err_set(e, ERR_SYNTAX, "The address does not begin with https://.");
}

/* Where the link is: newer answers have customer_portal and magic_link, older ones the latter alone, the
 * oldest are the link themselves. The first that is there decides, also when it is of no use. */
static const struct json *link_of(const struct json *root)
{
    static const char *const names[] = {"customer_portal", "magic_link"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct json *v = answer_member(root, names[i]);
        if (v && !json_is(v, JSON_NULL))
            return v;
    }
    return root;
}

static void read_expiry(struct portal *out)
{
    struct instant t;
    if (out->expires_at && times_parse(out->expires_at, strlen(out->expires_at), &t, NULL)) {
        out->has_expires = true;
        out->expires = t.seconds;
    }
}

static bool read_link(const struct json *root, bool sandbox, struct portal *out, struct err *e)
{
    if (!json_is(root, JSON_OBJECT))
        return err_set(e, ERR_TYPE, "The answer is JSON, but not an object.");
    if (answer_member(root, "ok") && !json_is_true(answer_member(root, "ok")))
        return err_set(e, ERR_TYPE, "The answer does not say \"ok\": true.");
    const struct json *link = link_of(root);
    out->url = answer_string(answer_member(link, "url"));
    if (!out->url)
        return err_set(e, ERR_TYPE, "The answer holds no link that can be used.");
    struct err why;
    if (!portal_url_valid(out->url, sandbox, &why))
        return err_set(e, ERR_TYPE, "The answer holds a link that must not be used. %s", why.text);
    out->customer_key = answer_string(answer_member(link, "customer_key"));
    out->expires_at = answer_string(answer_member(link, "expires_at"));
    out->created_at = answer_string(answer_member(link, "created_at"));
    out->workspace_id = answer_string(answer_member(link, "workspace_id"));
    read_expiry(out);
    return true;
}

bool portal_read(const char *body, size_t len, bool sandbox, struct portal *out, struct err *e)
{
    *out = (struct portal){0};
    struct arena arena;
    arena_init(&arena);
    struct json_tree tree;
    struct err why;
    const bool ok = answer_parse(&arena, body, len, &tree, &why)
                        ? read_link(&tree.root, sandbox, out, e)
                        : err_set(e, ERR_SYNTAX, "The answer is not JSON. %s", why.text);
    arena_finish(&arena);
    if (!ok)
        portal_finish(out);
    return ok;
}

void portal_finish(struct portal *p)
{
    free(p->url);
    free(p->customer_key);
    free(p->expires_at);
    free(p->created_at);
    free(p->workspace_id);
    *p = (struct portal){0};
}

/* ---- refusals */

/* What the server wrote, for people: cut between characters where it is too long, and with a space for each
 * NUL, so that it is a C string. Heap; NULL for what is no string, or an empty one. */
static char *text_of(const struct json *v)
{
    if (!json_is(v, JSON_STRING))
        return NULL;
    struct buf scratch;
    buf_init(&scratch, ANSWER_MAX);
    size_t len;
    const char *p = json_chars(v, &scratch, &len);
    if (len > TEXT_MAX)
        for (len = TEXT_MAX; len && ((unsigned char)p[len] & 0xC0) == 0x80;)
            len--;
    char *s = len ? xstrndup(p, len) : NULL;
    for (size_t i = 0; i < len; i++)
        if (s[i] == '\0')
            s[i] = ' ';
    buf_finish(&scratch);
    return s;
}

/* The tree of validation errors mirrors the body. The depth is limited by json_parse. */
struct walk {
    struct path path;
    struct buf name;
    struct problems *out;
    size_t left; /* problems that may still be added */
};

static void add_message(struct walk *w, const struct json *v)
{
    char *text = w->left ? text_of(v) : NULL;
    if (text) {
        problems_add(w->out, w->path.text.data, "server", SEVERITY_SERVER, text);
        w->left--;
    }
    free(text);
}

static void add_messages(struct walk *w, const struct json *v)
{
    if (!json_is(v, JSON_ARRAY))
        add_message(w, v);
    else
        for (size_t i = 0; i < v->count; i++)
            add_message(w, json_item(v, i));
}

static void walk(struct walk *w, const struct json *node);

/* Deeper than a path can say, the messages stay at the last place that has one. */
static void walk_child(struct walk *w, const struct json *child, bool pushed)
{
    walk(w, child);
    if (pushed)
        path_pop(&w->path);
}

static void walk(struct walk *w, const struct json *node)
{
    if (!json_is(node, JSON_OBJECT) && !json_is(node, JSON_ARRAY))
        return;
    for (size_t i = 0; i < node->count && w->left; i++) {
        const struct json *child = json_item(node, i);
        if (json_is(node, JSON_ARRAY)) {
            walk_child(w, child, path_push_index(&w->path, i));
            continue;
        }
        size_t len;
        const char *name = json_name(child, &w->name, &len);
        if (len == strlen(MESSAGES) && memcmp(name, MESSAGES, len) == 0)
            add_messages(w, child);
        else
            walk_child(w, child, path_push(&w->path, name, len));
    }
}

static void read_problems(const struct json *tree, struct problems *out)
{
    struct walk w = {.out = out, .left = PROBLEMS_MAX};
    path_init(&w.path);
    buf_init(&w.name, ANSWER_MAX);
    walk(&w, tree);
    buf_finish(&w.name);
    path_finish(&w.path);
}

void refusal_read(const char *body, size_t len, struct refusal *out, struct problems *at_fields)
{
    *out = (struct refusal){0};
    struct arena arena;
    arena_init(&arena);
    struct json_tree tree;
    if (answer_parse(&arena, body, len, &tree, NULL)) {
        const struct json *error = answer_member(&tree.root, "error");
        out->type = text_of(answer_member(error, "type"));
        out->message = text_of(answer_member(error, "message"));
        out->request_id = text_of(answer_member(error, "request_id"));
        if (at_fields)
            read_problems(answer_member(error, "validation_errors"), at_fields);
    }
    arena_finish(&arena);
}

void refusal_finish(struct refusal *r)
{
    free(r->type);
    free(r->message);
    free(r->request_id);
    *r = (struct refusal){0};
}
