#include "tests/forms/random_edit.h"

#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

#define PICK(r, list) ((list)[rng_below((r), sizeof(list) / sizeof *(list))])

/* Few keys, so that records share and name them; some are written in another way. */
static const char *const keys[] = {"\"a\"",  "\"b\"", "\"c\"", "\"d\"", "\"\\u0061\"", "\"a\\u0000\"", "\"\"",
                                   "\" a\"", "7",     "null",  "\"g\"", "\"h\"",       "\"i\""};

static const char *const records[] = {
    "{\"room_key\": %s, \"name\": \"Garden\"}",
    "{\"room_key\": %s, \"parent_site_key\": %s}",
    "{\"site_key\": %s}",
    "{\"guest_key\": %s, \"name\": \"Jo\", \"email_address\": %s}",
    "{\"reservation_key\": %s, \"guest_key\": %s, \"room_keys\": [%s, %s], \"custom_metadata\": {\"x\": %s}}",
    "{\"reservation_key\": %s, \"space_key\": %s, \"starts_at\": \"2026-11-20T15:00:00Z\"}",
    "{\"reservation_key\": %s, \"guest_key\": %s, \"tenant_key\": %s, \"custom_metadata\": {\"a.b\": %s}}",
    "{\"r\\u006fom_key\": %s}",
    "[%s]",
    "%s",
};

static const char *const lists[] = {"rooms",        "sites",  "guests",
                                    "reservations", "spaces", "property_listings"};

static const char *const paths[] = {
    "",
    "/customer_data",
    "/customer_data/rooms",
    "/customer_data/reservations",
    "/customer_data/guests",
    "/customer_data/sites",
    "/customer_resources_filters",
    "/landing_page",
    "/landing_page/manage",
    "/deep_link",
    "/deep_link/resource_type",
    "/features/manage/events",
    "/features/manage/events/default_events",
    "/is_embedded",
    "/navigation_mode",
};

static const char *const beside[] = {
    "{\"manage\": {\"room_key\": %s}}",
    "{\"resource_type\": \"reservation\", \"resource_key\": %s}",
    "[]",
    "{}",
    "[{\"field\": %s, \"operation\": \"=\", \"value\": true}]",
    "\"reservation\"",
    "{\"allowed_events\": [\"device.added\", %s], \"default_events\": [\"device.addde\", %s]}",
    "\"restricted\"",
    "true",
    "null",
    "{\"rooms\": [{\"room_key\": %s}], \"customer_key\": %s}",
};

static const char *const names[] = {
    "room_key",   "guest_key", "room_keys",     "rooms",           "reservations",   "customer_data",
    "name",       "x",         "email_address", "custom_metadata", "room\\u0000key", "a.b",
    "tenant_key", "startsAt",  "is_embedded",   "navigation_mode", "deep_link",      "default_events"};

/* The pattern with a random key for each %s. */
static void fill(struct rng *r, const char *pattern, struct buf *out)
{
    for (const char *p = pattern; *p; p++)
        if (p[0] == '%') {
            buf_puts(out, PICK(r, keys));
            p++;
        } else {
            buf_putc(out, *p);
        }
}

char *random_portal(struct rng *r)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    buf_puts(&out, "{\"locale\": \"en-US\", \"customer_data\": {\"customer_key\": \"acme\"");
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (rng_below(r, 4) == 0)
            continue;
        buf_printf(&out, ", \"%s\": [", lists[i]);
        for (size_t n = rng_below(r, 12), k = 0; k < n; k++) {
            buf_puts(&out, k ? ", " : "");
            fill(r, PICK(r, records), &out);
        }
        buf_putc(&out, ']');
    }
    buf_puts(&out, "}, \"landing_page\": ");
    fill(r, beside[0], &out);
    buf_puts(&out, ", \"deep_link\": ");
    fill(r, beside[1], &out);
    buf_putc(&out, '}');
    return buf_detach(&out, NULL);
}

/* Down from one of the paths that matter. */
static void random_place(struct rng *r, const struct doc *d, struct path *p)
{
    path_set(p, PICK(r, paths));
    const struct json *v = doc_get(d, p->text.data);
    struct buf name;
    buf_init(&name, BUF_TEXT_MAX);
    while (v && v->count > 0 && rng_below(r, 4) > 0) {
        const size_t i = rng_below(r, v->count);
        size_t len;
        if (json_is(v, JSON_ARRAY)) {
            path_push_index(p, i);
        } else {
            const char *text = json_name(&v->items[i], &name, &len);
            path_push(p, text, len);
        }
        v = &v->items[i];
    }
    buf_finish(&name);
}

static void random_text(struct rng *r, struct buf *out)
{
    const size_t kind = rng_below(r, 8);
    if (kind < 4)
        fill(r, PICK(r, keys), out);
    else if (kind < 7)
        fill(r, PICK(r, records), out);
    else
        fill(r, PICK(r, beside), out);
}

typedef bool edit_fn(struct rng *r, struct doc *d, const char *at);

static bool edit_set(struct rng *r, struct doc *d, const char *at)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    random_text(r, &text);
    const bool done = *at && doc_set_text(d, at, text.data, text.len, NULL);
    buf_finish(&text);
    return done;
}

static bool edit_root(struct rng *r, struct doc *d, const char *at)
{
    (void)at;
    if (rng_below(r, 8) > 0)
        return false;
    char *text = random_portal(r);
    const bool done = doc_set_text(d, "", text, strlen(text), NULL);
    free(text);
    return done;
}

static bool edit_member(struct rng *r, struct doc *d, const char *at)
{
    char *member = path_join(at, PICK(r, names));
    const bool done = edit_set(r, d, member);
    free(member);
    return done;
}

static bool edit_unset(struct rng *r, struct doc *d, const char *at)
{
    (void)r;
    return *at && doc_unset(d, at, NULL);
}

static bool edit_rename(struct rng *r, struct doc *d, const char *at)
{
    const char *name = PICK(r, names);
    return *at && doc_rename(d, at, name, strlen(name), NULL);
}

/* Of a list of records, where the place is no list: few places are. */
static bool edit_move(struct rng *r, struct doc *d, const char *at)
{
    char *list =
        json_is(doc_get(d, at), JSON_ARRAY) ? xstrdup(at) : path_join("/customer_data", PICK(r, lists));
    const size_t count = json_is(doc_get(d, list), JSON_ARRAY) ? doc_count(d, list) : 0;
    const bool done = count > 1 && doc_move(d, list, rng_below(r, count), rng_below(r, count), NULL);
    free(list);
    return done;
}

/* values is of so many. */
static void make_values(struct rng *r, struct doc *d, struct json *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct json_tree tree;
        struct buf text;
        buf_init(&text, BUF_TEXT_MAX);
        random_text(r, &text);
        char *copy = arena_text(doc_arena(d), text.len);
        memcpy(copy, text.data, text.len);
        values[i] = json_parse(doc_arena(d), copy, text.len, &tree, NULL) ? tree.root : json_make_null();
        buf_finish(&text);
    }
}

static bool edit_insert(struct rng *r, struct doc *d, const char *at)
{
    struct json values[4];
    const size_t count = 1 + rng_below(r, 4);
    make_values(r, d, values, count);
    const size_t index = rng_below(r, doc_count(d, at) + 1);
    return count == 1 ? doc_insert(d, at, index, values, NULL)
                      : doc_insert_items(d, at, index, values, count, NULL);
}

static bool edit_delete_many(struct rng *r, struct doc *d, const char *at)
{
    size_t indexes[16], count = 0;
    for (size_t i = 0; i < doc_count(d, at) && count < 16; i++)
        if (rng_below(r, 3) == 0)
            indexes[count++] = i;
    return count > 0 && doc_delete_items(d, at, indexes, count, NULL);
}

static bool edit_undo(struct rng *r, struct doc *d, const char *at)
{
    (void)at;
    bool done = false;
    for (size_t n = 1 + rng_below(r, 4); n > 0; n--)
        done = doc_undo(d, NULL) || done;
    return done;
}

static bool edit_redo(struct rng *r, struct doc *d, const char *at)
{
    (void)r;
    (void)at;
    return doc_redo(d, NULL);
}

static const struct {
    const char *name;
    edit_fn *make;
} edits[] = {
    {"set", edit_set},
    {"set again", edit_set},
    {"member", edit_member},
    {"root", edit_root},
    {"unset", edit_unset},
    {"rename", edit_rename},
    {"move", edit_move},
    {"insert", edit_insert},
    {"undo", edit_undo},
    {"redo", edit_redo},
    {"delete many", edit_delete_many},
    {"insert again", edit_insert},
};

static const char *edit_once(struct rng *r, struct doc *d)
{
    struct path at;
    path_init(&at);
    const size_t kind = rng_below(r, sizeof edits / sizeof *edits);
    random_place(r, d, &at);
    edits[kind].make(r, d, at.text.data);
    path_finish(&at);
    return edits[kind].name;
}

const char *random_edit(struct rng *r, struct doc *d)
{
    if (rng_below(r, 10) > 0) {
        doc_visit(d);
        return edit_once(r, d);
    }
    doc_group_begin(d);
    for (size_t n = rng_below(r, 5); n > 0; n--)
        edit_once(r, d);
    if (rng_below(r, 3) == 0)
        doc_group_cancel(d);
    else
        doc_group_end(d);
    return "a group";
}
