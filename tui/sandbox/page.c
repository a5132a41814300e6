#include "tui/sandbox/page.h"

#include "forms/choose.h"
#include "forms/safe.h"

#include <string.h>

/* Light or dark as the reader's system is; one column on a phone. */
#define STYLE                                                                                                \
    ":root{color-scheme:light dark;--text:#1c2430;--soft:#5b6675;--line:#dfe3e8;--page:#f5f6f8;--card:#fff;" \
    "--on:#116b3a;--off:#a3312a}\n"                                                                          \
    "@media (prefers-color-scheme:dark){:root{--text:#e4e8ee;--soft:#9aa5b4;--line:#313a46;--page:#12161c;"  \
    "--card:#1a2028;--on:#6fd39a;--off:#f2938b}}\n"                                                          \
    "*{box-sizing:border-box}\n"                                                                             \
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:2rem 1rem 4rem;"          \
    "color:var(--text);background:var(--page)}\n"                                                            \
    "h1{font-size:1.6rem;line-height:1.2;margin:.25rem 0}h2{font-size:1.15rem;margin:2rem 0 .75rem}"         \
    "h3{font-size:1rem;margin:0 0 .5rem}\n"                                                                  \
    ".note{color:var(--soft);margin:.25rem 0 1.5rem;max-width:42rem}\n"                                      \
    ".badge{display:inline-block;font-size:.75rem;font-weight:600;letter-spacing:.06em;padding:.1rem .5rem;" \
    "border:1px solid;border-radius:1rem;color:var(--on)}\n"                                                 \
    ".card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.25rem}\n"  \
    ".cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr))}\n"     \
    "table{width:100%;border-collapse:collapse}tr+tr{border-top:1px solid var(--line)}\n"                    \
    "td,th{padding:.4rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}"                       \
    "th{font-weight:normal;color:var(--soft);padding-right:1rem;width:55%}\n"                                \
    "ul{margin:0;padding-left:1.2rem}.on{color:var(--on)}.off{color:var(--off)}.unset{color:var(--soft)}\n"

#define SHOWN_MAX ((size_t)500) /* bytes of one text */

const char *page_style(void)
{
    return STYLE;
}

/* ---- text */

/* The one way for text into a page: unseen characters made visible, then escaped, also for attributes. */
static void put(struct buf *out, const char *p, size_t len)
{
    struct buf safe;
    buf_init(&safe, BUF_TEXT_MAX);
    safe_text(p, len < SHOWN_MAX ? len : SHOWN_MAX, false, &safe);
    if (len > SHOWN_MAX)
        buf_puts(&safe, "...");
    for (const char *c = safe.data; *c; c++)
        switch (*c) {
        case '&':
            buf_puts(out, "&amp;");
            break;
        case '<':
            buf_puts(out, "&lt;");
            break;
        case '>':
            buf_puts(out, "&gt;");
            break;
        case '"':
            buf_puts(out, "&quot;");
            break;
        case '\'':
            buf_puts(out, "&#39;");
            break;
        default:
            buf_putc(out, *c);
        }
    buf_finish(&safe);
}

static void put_text(struct buf *out, const char *text)
{
    put(out, text, strlen(text));
}

/* "manage_devices" -> "Manage devices" */
static void put_label(struct buf *out, const char *name, size_t len)
{
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    buf_add(&label, name, len);
    for (size_t i = 0; i < label.len; i++)
        if (label.data[i] == '_')
            label.data[i] = ' ';
    if (label.len && label.data[0] >= 'a' && label.data[0] <= 'z')
        label.data[0] = (char)(label.data[0] - 'a' + 'A');
    put(out, label.data, label.len);
    buf_finish(&label);
}

/* As it stands in JSON, where "true" and true must differ. */
static void put_json(struct buf *out, const struct json *v)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    json_write_compact(v, json_to_buf, &text);
    put(out, text.data, text.len);
    buf_finish(&text);
}

/* What a value is called: the schema's title, else its name. */
static void put_title(struct buf *out, const struct schema_node *n, const char *name, size_t len)
{
    if (n && n->title)
        put_text(out, n->title);
    else
        put_label(out, name, len);
}

/* ---- values in words */

/* Of several variants the one that the value was made for. */
static const struct schema_node *variant_of(const struct schema_node *n, const struct json *v)
{
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    while (n && n->one_of_count) {
        struct chosen c;
        choose(n->one_of, n->one_of_count, v, &scratch, &c);
        n = c.count ? c.fitting[0] : c.best;
    }
    buf_finish(&scratch);
    return n;
}

static void put_value(struct buf *out, const struct schema_node *n, const struct json *v);

static const struct schema_node *child_of(const struct schema_node *n, const struct json *v)
{
    struct buf name;
    buf_init(&name, BUF_BODY_MAX);
    size_t len;
    const char *p = json_name(v, &name, &len);
    const struct schema_node *child = n ? schema_child(n, p, len, NULL) : NULL;
    buf_finish(&name);
    return child;
}

/* It only says which variant this is. */
static bool is_kind(const struct schema_node *n)
{
    return n && n->enumeration && n->enumeration->count == 1;
}

/* A variant goes by its own title: "Room: r-1". */
static void put_variant(struct buf *out, const struct schema_node *variant, const struct json *v)
{
    const char *gap = "";
    if (variant && variant->title) {
        put_text(out, variant->title);
        gap = ": ";
    }
    for (size_t i = 0; i < v->count && !out->full; i++) {
        const struct json *item = json_item(v, i);
        const struct schema_node *child = child_of(variant, item);
        if (is_kind(child))
            continue;
        buf_puts(out, gap);
        put_value(out, child, item);
        gap = ", ";
    }
}

/* "Allowed events: a, b"; an object around nothing but another one goes without saying. */
static void put_object(struct buf *out, const struct schema_node *n, const struct json *v)
{
    bool only = v->count == 1 && json_is(json_item(v, 0), JSON_OBJECT);
    for (size_t i = 0; i < v->count && !out->full; i++) {
        const struct json *item = json_item(v, i);
        const struct schema_node *child = child_of(n, item);
        struct buf name;
        size_t len;
        buf_init(&name, BUF_BODY_MAX);
        const char *p = json_name(item, &name, &len);
        buf_puts(out, i ? ", " : "");
        if (!only) {
            put_title(out, child, p, len);
            buf_puts(out, ": ");
        }
        put_value(out, child, item);
        buf_finish(&name);
    }
}

static void put_string(struct buf *out, const struct schema_node *n, const struct json *v)
{
    struct buf text;
    size_t len;
    buf_init(&text, BUF_BODY_MAX);
    const char *p = json_chars(v, &text, &len);
    if (n && n->one_of_count) /* as it stands in JSON: "true" and true must differ */
        put_json(out, v);
    else
        put(out, p, len);
    buf_finish(&text);
}

/* The depth is limited by json_parse. */
static void put_value(struct buf *out, const struct schema_node *n, const struct json *v)
{
    switch (v->kind) {
    case JSON_STRING:
        put_string(out, n, v);
        break;
    case JSON_BOOL:
        put_text(out, json_is_true(v) ? "yes" : "no");
        break;
    case JSON_ARRAY:
        for (size_t i = 0; i < v->count && !out->full; i++) {
            buf_puts(out, i ? ", " : "");
            put_value(out, n ? n->items : NULL, json_item(v, i));
        }
        break;
    case JSON_OBJECT:
        if (n && n->one_of_count)
            put_variant(out, variant_of(n, v), v);
        else
            put_object(out, n, v);
        break;
    default:
        put_json(out, v);
    }
}

/* ---- pieces of a page */

static void begin(struct buf *out, const char *title)
{
    buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    put_text(out, title);
    buf_puts(out, "</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n"
                  "<span class=\"badge\">SANDBOX</span>\n<h1>");
    put_text(out, title);
    buf_puts(out, "</h1>\n");
}

static void end(struct buf *out)
{
    buf_puts(out, "</body>\n</html>\n");
}

static void row(struct buf *out, const char *label, const char *text)
{
    buf_puts(out, "<tr><th>");
    put_text(out, label);
    buf_puts(out, "</th><td>");
    put_text(out, text);
    buf_puts(out, "</td></tr>\n");
}

static const struct json *member(const struct json *object, const char *name, size_t len)
{
    return json_is(object, JSON_OBJECT) ? json_get(object, name, len) : NULL;
}

/* ---- the portal: its shape is that of the schema */

struct page {
    struct buf *out;
    const struct json *from; /* the object whose properties are being shown */
};

static bool is_object(const struct schema_node *n)
{
    return n->type == SCHEMA_OBJECT && n->property_count > 0;
}

/* A group of groups, such as the features. */
static bool is_groups(const struct schema_node *n)
{
    bool all = is_object(n);
    for (size_t i = 0; all && i < n->property_count; i++)
        all = is_object(n->properties[i].node);
    return all;
}

static bool is_list(const struct schema_node *n)
{
    return n->type == SCHEMA_ARRAY && n->items && n->items->type == SCHEMA_OBJECT;
}

/* A group with lists of records in it. */
static bool is_records(const struct schema_node *n)
{
    for (size_t i = 0; n->type == SCHEMA_OBJECT && i < n->property_count; i++)
        if (is_list(n->properties[i].node))
            return true;
    return false;
}

/* Yes or no. "Hide the Connect tab: no" reads as "Connect tab: shown". */
static void put_switch(struct buf *out, const struct schema_property *p, bool on)
{
    static const char *const hide[] = {"Hide the ", "Hide "};
    const char *title = p->node->title;
    size_t skip = 0;
    for (size_t i = 0; title && skip == 0 && i < sizeof hide / sizeof *hide; i++)
        if (strncmp(title, hide[i], strlen(hide[i])) == 0)
            skip = strlen(hide[i]);
    buf_puts(out, "<tr><th>");
    if (skip)
        put_label(out, title + skip, strlen(title + skip));
    else
        put_title(out, p->node, p->name, p->name_len);
    bool good = skip ? !on : on;
    const char *words = skip ? (on ? "hidden" : "shown") : (on ? "yes" : "no");
    buf_printf(out, "</th><td class=\"%s\">%s</td></tr>\n", good ? "on" : skip ? "off" : "unset", words);
}

/* One property; what is not set has what the schema says it then has. */
static void put_property(const struct page *page, const struct schema_property *p)
{
    const struct json *v = member(page->from, p->name, p->name_len);
    const struct json *shown = v ? v : p->node->fallback;
    struct buf *out = page->out;
    if (!v && (p->node->deprecated || p->node->undocumented))
        return;
    if (p->node->type == SCHEMA_BOOLEAN && (!shown || json_is(shown, JSON_BOOL))) {
        put_switch(out, p, json_is_true(shown));
        return;
    }
    buf_puts(out, "<tr><th>");
    put_title(out, p->node, p->name, p->name_len);
    buf_puts(out, v ? "</th><td>" : "</th><td class=\"unset\">");
    if (shown)
        put_value(out, p->node, shown);
    else
        buf_puts(out, "not set");
    buf_puts(out, "</td></tr>\n");
}

/* Of a page or a group: lists and groups have places of their own. */
static void put_setting(void *context, const struct schema_property *p)
{
    if (!is_groups(p->node) && !is_records(p->node) && !is_list(p->node))
        put_property(context, p);
}

/* In a feature, only switches are of interest while they are not set. */
static void put_feature_setting(void *context, const struct schema_property *p)
{
    const struct page *page = context;
    if (p->node->type == SCHEMA_BOOLEAN || member(page->from, p->name, p->name_len))
        put_property(page, p);
}

static void put_feature(void *context, const struct schema_property *p)
{
    const struct page *page = context;
    const struct json *feature = member(page->from, p->name, p->name_len);
    if (!feature && p->node->deprecated)
        return;
    buf_puts(page->out, "<section class=\"card\">\n<h3>");
    put_title(page->out, p->node, p->name, p->name_len);
    buf_puts(page->out, "</h3>\n<table>\n");
    schema_each_property(p->node, put_feature_setting, &(struct page){page->out, feature});
    buf_puts(page->out, "</table>\n</section>\n");
}

static bool has_records(const struct json *group)
{
    for (size_t i = 0; json_is(group, JSON_OBJECT) && i < group->count; i++)
        if (json_is(json_item(group, i), JSON_ARRAY) && json_item(group, i)->count > 0)
            return true;
    return false;
}

static void put_count(void *context, const struct schema_property *p)
{
    const struct page *page = context;
    const struct json *list = member(page->from, p->name, p->name_len);
    if (!json_is(list, JSON_ARRAY) || list->count == 0)
        return;
    buf_puts(page->out, "<tr><th>");
    put_title(page->out, p->node, p->name, p->name_len);
    buf_printf(page->out, "</th><td>%u</td></tr>\n", list->count);
}

/* "vip = yes": the values in the order of the schema. */
static void put_condition(struct buf *out, const struct schema_node *n, const struct json *v)
{
    buf_puts(out, "<li>");
    for (size_t i = 0; i < n->property_count; i++) {
        const struct schema_property *p = &n->properties[i];
        const struct json *value = member(v, p->name, p->name_len);
        buf_puts(out, i ? " " : "");
        if (value)
            put_value(out, p->node, value);
    }
    buf_puts(out, "</li>\n");
}

static void begin_section(struct buf *out, const struct schema_property *p)
{
    buf_puts(out, "<h2>");
    put_title(out, p->node, p->name, p->name_len);
    buf_puts(out, "</h2>\n");
}

/* Groups, records and lists, each a section. */
static void put_section(void *context, const struct schema_property *p)
{
    const struct page *page = context;
    const struct json *v = member(page->from, p->name, p->name_len);
    struct page inner = {page->out, v};
    if (is_groups(p->node)) {
        begin_section(page->out, p);
        buf_puts(page->out, "<div class=\"cards\">\n");
        schema_each_property(p->node, put_feature, &inner);
        buf_puts(page->out, "</div>\n");
    } else if (is_records(p->node) && has_records(v)) {
        begin_section(page->out, p);
        buf_puts(page->out, "<div class=\"card\">\n<table>\n");
        schema_each_property(p->node, put_count, &inner);
        buf_puts(page->out, "</table>\n</div>\n");
    } else if (is_list(p->node) && json_is(v, JSON_ARRAY) && v->count > 0) {
        begin_section(page->out, p);
        buf_puts(page->out, "<div class=\"card\">\n<ul>\n");
        for (size_t i = 0; i < v->count; i++)
            put_condition(page->out, p->node->items, json_item(v, i));
        buf_puts(page->out, "</ul>\n</div>\n");
    }
}

/* "2026-11-21 20:54 UTC" of an RFC 3339 time in UTC. */
static void put_expiry(struct buf *out, const char *expires_at)
{
    enum { DATE = 10, TIME = 5 };
    buf_puts(out, "<tr><th>Link works until</th><td><time datetime=\"");
    put_text(out, expires_at);
    buf_puts(out, "\">");
    if (strlen(expires_at) > DATE + TIME) {
        put(out, expires_at, DATE);
        buf_putc(out, ' ');
        put(out, expires_at + DATE + 1, TIME);
        buf_puts(out, " UTC");
    } else {
        put_text(out, expires_at);
    }
    buf_puts(out, "</time></td></tr>\n");
}

void page_portal(const struct schema *s, const struct json *body, const char *customer_key,
                 const char *expires_at, struct buf *out)
{
    struct page page = {out, body};
    begin(out, "Customer portal");
    buf_puts(out,
             "<p class=\"note\">What this portal would offer, by the program&#39;s own stand-in server. No "
             "device is connected, and nothing was sent to Seam.</p>\n<div class=\"card\">\n<table>\n");
    row(out, "Customer", customer_key);
    put_expiry(out, expires_at);
    schema_each_property(schema_root(s), put_setting, &page);
    buf_puts(out, "</table>\n</div>\n");
    schema_each_property(schema_root(s), put_section, &page);
    end(out);
    if (out->full) {
        buf_clear(out);
        page_message("Customer portal", "This portal has more settings than one page can show.", out);
    }
}

void page_message(const char *title, const char *text, struct buf *out)
{
    begin(out, title);
    buf_puts(out, "<p>");
    put_text(out, text);
    buf_puts(out, "</p>\n");
    end(out);
}
