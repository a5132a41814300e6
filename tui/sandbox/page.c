#include "tui/sandbox/page.h"

#include "forms/safe.h"
#include "forms/words.h"

#include <string.h>

#define STYLE                                                                                                \
    "body{font:16px/1.5 sans-serif;max-width:42em;margin:2em auto;padding:0 "                                \
    "1em;color:#222;background:#fff}\n"                                                                      \
    "h1{font-size:1.5em}h2{font-size:1.1em;margin-top:1.5em}\n"                                              \
    "table{border-collapse:collapse}td,th{padding:.2em 1.5em .2em 0;text-align:left;vertical-align:top}\n"   \
    "th{font-weight:normal;color:#555}.note{color:#555}\n"

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

static void put_label(struct buf *out, const char *name, size_t len)
{
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    words_of_name(name, len, &label);
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

static void put_name(struct buf *out, const struct json *named)
{
    struct buf name;
    buf_init(&name, BUF_BODY_MAX);
    size_t len;
    const char *label = json_name(named, &name, &len);
    put_label(out, label, len);
    buf_finish(&name);
}

static void put_items(struct buf *out, const struct json *container);

/* A value for reading: "yes", "August, Yale", "Room key: r-1". */
static void put_value(struct buf *out, const struct json *v)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    size_t len;
    const char *p;
    switch (v->kind) {
    case JSON_STRING:
        p = json_chars(v, &text, &len);
        put(out, p, len);
        break;
    case JSON_BOOL:
        put_text(out, json_is_true(v) ? "yes" : "no");
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        put_items(out, v);
        break;
    default:
        put_json(out, v);
    }
    buf_finish(&text);
}

/* The depth is limited by json_parse. */
static void put_items(struct buf *out, const struct json *container)
{
    for (size_t i = 0; i < container->count && !out->full; i++) {
        const struct json *item = json_item(container, i);
        buf_puts(out, i ? ", " : "");
        if (json_is(container, JSON_OBJECT)) {
            put_name(out, item);
            buf_puts(out, ": ");
        }
        put_value(out, item);
    }
}

/* ---- pieces of a page */

static void begin(struct buf *out, const char *title)
{
    buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    put_text(out, title);
    buf_puts(out, "</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n<h1>");
    put_text(out, title);
    buf_puts(out, "</h1>\n");
}

static void end(struct buf *out)
{
    buf_puts(out, "</body>\n</html>\n");
}

static void begin_table(struct buf *out, const char *heading)
{
    buf_puts(out, "<h2>");
    put_text(out, heading);
    buf_puts(out, "</h2>\n<table>\n");
}

static void end_table(struct buf *out)
{
    buf_puts(out, "</table>\n");
}

static void begin_row(struct buf *out, const char *label, size_t len)
{
    buf_puts(out, "<tr><th>");
    put_label(out, label, len);
    buf_puts(out, "</th><td>");
}

static void end_row(struct buf *out)
{
    buf_puts(out, "</td></tr>\n");
}

static void row(struct buf *out, const char *label, const char *text)
{
    begin_row(out, label, strlen(label));
    put_text(out, text);
    end_row(out);
}

static const struct json *member(const struct json *object, const char *name)
{
    return json_is(object, JSON_OBJECT) ? json_get(object, name, strlen(name)) : NULL;
}

/* ---- the portal */

struct page {
    struct buf *out;
    const struct json *from; /* the object that is being shown */
};

/* Portal, page by page: only what the body sets, with the server's choice for the rest. */
static void put_settings(struct buf *out, const struct json *body)
{
    static const struct {
        const char *name, *otherwise;
    } settings[] = {
        {"locale", "the browser's language"},
        {"exclude_locale_picker", "no"},
        {"navigation_mode", "full"},
        {"is_embedded", "no"},
        {"read_only", "no"},
        {"customization_profile_id", "none"},
        {"deep_link", "none"},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        const struct json *v = member(body, settings[i].name);
        begin_row(out, settings[i].name, strlen(settings[i].name));
        if (v)
            put_value(out, v);
        else
            put_text(out, settings[i].otherwise);
        end_row(out);
    }
    const struct json *landing = member(member(body, "landing_page"), "manage");
    begin_row(out, "landing_page", strlen("landing_page"));
    if (landing)
        put_value(out, landing);
    else
        put_text(out, "the portal's first page");
    end_row(out);
}

/* Everything is on unless it is excluded; what else is set stands beside it. */
static void put_feature(void *context, const struct schema_property *p)
{
    const struct page *page = context;
    const struct json *feature = member(page->from, p->name);
    begin_row(page->out, p->name, p->name_len);
    const struct json *exclude = member(feature, "exclude");
    put_text(page->out, json_is_true(exclude) ? "off" : "on");
    for (size_t i = 0; json_is(feature, JSON_OBJECT) && i < feature->count; i++) {
        const struct json *setting = json_item(feature, i);
        if (setting == exclude)
            continue;
        buf_puts(page->out, "<br>");
        put_name(page->out, setting);
        buf_puts(page->out, ": ");
        put_value(page->out, setting);
    }
    end_row(page->out);
}

static void put_count(void *context, const struct schema_property *p)
{
    const struct page *page = context;
    const struct json *list = member(page->from, p->name);
    if (!json_is(list, JSON_ARRAY) || list->count == 0)
        return;
    begin_row(page->out, p->name, p->name_len);
    buf_printf(page->out, "%u", list->count);
    end_row(page->out);
}

static void put_filters(struct buf *out, const struct json *filters)
{
    if (!json_is(filters, JSON_ARRAY) || filters->count == 0)
        return;
    begin_table(out, "Shows only what has");
    for (size_t i = 0; i < filters->count; i++) {
        const struct json *filter = json_item(filters, i);
        buf_puts(out, "<tr><th>");
        put_value(out, member(filter, "field"));
        buf_puts(out, "</th><td>= ");
        put_json(out, member(filter, "value"));
        end_row(out);
    }
    end_table(out);
}

static void put_properties(const struct schema *s, const char *pointer,
                           void (*each)(void *context, const struct schema_property *p), struct page *page)
{
    const struct schema_node *n = schema_at(s, pointer);
    if (n)
        schema_each_property(n, each, page);
}

void page_portal(const struct schema *s, const struct json *body, const char *customer_key,
                 const char *expires_at, struct buf *out)
{
    begin(out, "Customer portal (sandbox)");
    buf_puts(out, "<p class=\"note\">A stand-in: it shows what this portal would offer. No device is "
                  "connected, and nothing was sent to Seam.</p>\n");
    begin_table(out, "Portal");
    row(out, "customer", customer_key);
    row(out, "link_expires", expires_at);
    put_settings(out, body);
    end_table(out);
    begin_table(out, "Features");
    put_properties(s, "/features", put_feature, &(struct page){out, member(body, "features")});
    end_table(out);
    begin_table(out, "Records");
    put_properties(s, "/customer_data", put_count, &(struct page){out, member(body, "customer_data")});
    end_table(out);
    put_filters(out, member(body, "customer_resources_filters"));
    end(out);
    if (out->full) {
        buf_clear(out);
        page_message("Customer portal (sandbox)", "This portal has more settings than one page can show.",
                     out);
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
