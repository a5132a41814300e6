#include "forms/explain.h"

#include "forms/lineedit.h"
#include "forms/times.h"
#include "forms/words.h"

#include <string.h>

#define QUOTED_CLUSTERS 40
#define QUOTED_BYTES    400 /* a cluster can have any number of marks */
#define LISTED_VALUES   12

/* ---- words */

/* The bytes of at most QUOTED_CLUSTERS grapheme clusters. */
static size_t cut(const char *p, size_t len)
{
    size_t end = len < QUOTED_BYTES ? len : QUOTED_BYTES, at = 0;
    while (end < len && ((unsigned char)p[end] & 0xC0) == 0x80)
        end--; /* not in the middle of a character */
    for (size_t clusters = 0; at < end && clusters < QUOTED_CLUSTERS; clusters++)
        at = cluster_next(p, end, at);
    return at;
}

static void put_quoted(const char *p, size_t len, struct buf *out)
{
    const size_t shown = cut(p, len);
    json_quote(out, p, shown);
    if (shown < len)
        buf_puts(out, "…");
}

static void put_kind(const struct json *v, struct buf *out)
{
    static const char *const words[] = {
        [JSON_NULL] = "null",   [JSON_BOOL] = "yes or no", [JSON_NUMBER] = "a number",
        [JSON_STRING] = "text", [JSON_ARRAY] = "a list",   [JSON_OBJECT] = "a group of fields",
    };
    buf_puts(out, words[v->kind]);
}

/* A scalar as it is written, cut; of anything larger, and of secrets, only what it is. */
static void put_value(const struct json *v, bool secret, struct buf *out)
{
    if (secret || json_is_container(v)) {
        put_kind(v, out);
    } else if (v->kind == JSON_STRING) {
        struct buf scratch;
        buf_init(&scratch, BUF_BODY_MAX);
        size_t len;
        const char *p = json_chars(v, &scratch, &len);
        put_quoted(p, len, out);
        buf_finish(&scratch);
    } else {
        const size_t shown = cut(v->text, v->text_len);
        buf_add(out, v->text, shown);
        if (shown < v->text_len)
            buf_puts(out, "…");
    }
}

static void put_words(const char *name, size_t len, struct buf *out)
{
    const size_t shown = cut(name, len);
    words_of_name(name, shown, out);
    if (shown < len)
        buf_puts(out, "…");
}

static const char *title_of(const struct subject *s)
{
    for (size_t i = 0; i < s->node_count; i++)
        if (s->nodes[i]->title)
            return s->nodes[i]->title;
    return NULL;
}

void explain_name(const struct subject *s, struct buf *out)
{
    const char *title = title_of(s);
    if (title)
        buf_puts(out, title);
    else if (s->name_len)
        put_words(s->name, s->name_len, out);
    else if (s->parent)
        explain_name(s->parent, out);
    else
        buf_puts(out, "The value");
}

/* A title inside a sentence: "Room key" becomes "room key", and "PIN" stays as it is. */
static void put_lower(const char *title, struct buf *out)
{
    const bool word =
        title[0] >= 'A' && title[0] <= 'Z' && ((title[1] >= 'a' && title[1] <= 'z') || title[1] == ' ');
    if (word)
        buf_putc(out, (char)(title[0] - 'A' + 'a'));
    buf_puts(out, title + word);
}

/* What n would take: its example, the first of its values, or a list of what its items would take. */
static bool put_example(const struct schema_node *n, struct buf *out)
{
    if (n->example)
        return json_write_compact(n->example, json_to_buf, out);
    if (n->enumeration)
        return json_write_compact(json_item(n->enumeration, 0), json_to_buf, out);
    if (!n->items)
        return false;
    const size_t start = out->len;
    buf_putc(out, '[');
    if (!put_example(n->items, out)) {
        buf_truncate(out, start);
        return false;
    }
    return buf_putc(out, ']');
}

/* " Example: 60." */
static void add_example(const struct schema_node *n, struct buf *out)
{
    const size_t start = out->len;
    buf_puts(out, " Example: ");
    if (put_example(n, out))
        buf_putc(out, '.');
    else
        buf_truncate(out, start);
}

static void put_list(const struct json *values, struct buf *out)
{
    for (uint32_t i = 0; i < values->count && i < LISTED_VALUES; i++) {
        if (i)
            buf_puts(out, ", ");
        put_value(&values->items[i], false, out);
    }
    if (values->count > LISTED_VALUES)
        buf_printf(out, " and %u more", values->count - LISTED_VALUES);
}

/* ---- one sentence for each keyword */

static void explain_type(const struct subject *s, const struct schema_node *n, struct buf *out)
{
    static const char *const words[] = {
        [SCHEMA_ANY] = "anything",
        [SCHEMA_OBJECT] = "a group of fields",
        [SCHEMA_ARRAY] = "a list",
        [SCHEMA_STRING] = "text",
        [SCHEMA_NUMBER] = "a number",
        [SCHEMA_INTEGER] = "a whole number",
        [SCHEMA_BOOLEAN] = "yes or no (true or false)",
    };
    explain_name(s, out);
    if (s->value->kind == JSON_NULL) {
        buf_printf(out, " cannot be null: leave it out, or give it %s.", words[n->type]);
        return;
    }
    buf_printf(out, " must be %s, not ", words[n->type]);
    put_value(s->value, subject_is_secret(s), out);
    buf_putc(out, '.');
    if (n->type != SCHEMA_BOOLEAN)
        add_example(n, out);
}

static void explain_enum(const struct subject *s, const struct schema_node *n, struct buf *out)
{
    explain_name(s, out);
    buf_puts(out, n->enumeration->count == 1 ? " must be " : " must be one of ");
    put_list(n->enumeration, out);
    buf_puts(out, ", not ");
    put_value(s->value, subject_is_secret(s), out);
    buf_putc(out, '.');
}

static void explain_length(const struct subject *s, const struct schema_node *n, bool too_long,
                           struct buf *out)
{
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    const size_t units = fit_length(s->value, &scratch);
    buf_finish(&scratch);
    explain_name(s, out);
    if (too_long)
        buf_printf(out, " has %zu characters; at most %zu are possible.", units, n->max_length);
    else if (units == 0)
        buf_printf(out, " is empty; it needs at least %zu character%s.", n->min_length,
                   n->min_length == 1 ? "" : "s");
    else
        buf_printf(out, " has %zu character%s; it needs at least %zu.", units, units == 1 ? "" : "s",
                   n->min_length);
    if (!too_long)
        add_example(n, out);
}

/* Begins with the value, or with the field's name where the value is secret. */
static void put_what_is_not(const struct subject *s, struct buf *out)
{
    if (subject_is_secret(s))
        explain_name(s, out);
    else
        put_value(s->value, false, out);
    buf_puts(out, " is not ");
}

static void explain_pattern(const struct subject *s, const struct schema_node *n, struct buf *out)
{
    put_what_is_not(s, out);
    if (n->expected) {
        buf_printf(out, "%s.", n->expected);
        return;
    }
    buf_puts(out, "in the form that ");
    explain_name(s, out);
    buf_puts(out, " needs.");
    add_example(n, out);
}

static void explain_format(const struct subject *s, const struct schema_node *n, struct buf *out)
{
    static const char *const words[] = {
        [FORMAT_UUID] = "an id like 7b0d2f6e-3c51-4f0a-9a52-6d1f3f1b8c20",
        [FORMAT_DATE_TIME] = "a date and time like 2026-11-20T15:00:00Z",
        [FORMAT_URI] = "an address like https://example.com/",
    };
    put_what_is_not(s, out);
    buf_puts(out, n->expected ? n->expected : words[n->format]);
    if (n->format == FORMAT_DATE_TIME) {
        struct buf scratch;
        buf_init(&scratch, BUF_BODY_MAX);
        size_t len;
        const char *p = json_chars(s->value, &scratch, &len);
        struct instant t;
        struct err e = {0};
        if (!times_parse(p, len, &t, &e) && e.text[0])
            buf_printf(out, ": %s", e.text);
        buf_finish(&scratch);
    }
    buf_putc(out, '.');
}

static void explain_bound(const struct subject *s, double bound, const char *words, struct buf *out)
{
    explain_name(s, out);
    buf_puts(out, " is ");
    put_value(s->value, subject_is_secret(s), out);
    buf_printf(out, "; it must be %s %.15g.", words, bound);
}

static void explain_count(const struct subject *s, const struct schema_node *n, bool too_many,
                          struct buf *out)
{
    explain_name(s, out);
    buf_printf(out, " has %u entr%s; ", s->value->count, s->value->count == 1 ? "y" : "ies");
    if (too_many)
        buf_printf(out, "at most %zu are possible.", n->max_items);
    else
        buf_printf(out, "it needs at least %zu.", n->min_items);
}

void explain_broken(const struct subject *s, const struct schema_node *n, enum fit_keyword k, struct buf *out)
{
    switch (k) {
    case FIT_TYPE:
        explain_type(s, n, out);
        break;
    case FIT_ENUM:
        explain_enum(s, n, out);
        break;
    case FIT_MIN_LENGTH:
    case FIT_MAX_LENGTH:
        explain_length(s, n, k == FIT_MAX_LENGTH, out);
        break;
    case FIT_PATTERN:
        explain_pattern(s, n, out);
        break;
    case FIT_FORMAT:
        explain_format(s, n, out);
        break;
    case FIT_MINIMUM:
        explain_bound(s, n->minimum, n->exclusive_minimum ? "more than" : "at least", out);
        break;
    case FIT_MAXIMUM:
        explain_bound(s, n->maximum, n->exclusive_maximum ? "less than" : "at most", out);
        break;
    case FIT_MIN_ITEMS:
    case FIT_MAX_ITEMS:
        explain_count(s, n, k == FIT_MAX_ITEMS, out);
        break;
    case FIT_COUNT:
        break;
    }
}

/* ---- members */

void explain_missing(const struct subject *parent, const struct schema_node *n,
                     const struct schema_property *p, struct buf *out)
{
    const struct subject member = {
        .parent = parent, .name = p->name, .name_len = p->name_len, .nodes = &p->node, .node_count = 1};
    explain_name(&member, out);
    const char *whole = n->title ? n->title : title_of(parent);
    buf_puts(out, " is missing; every ");
    put_lower(whole ? whole : "such group of fields", out);
    buf_puts(out, " needs one");
    const size_t start = out->len;
    buf_puts(out, ", for example ");
    if (!put_example(p->node, out))
        buf_truncate(out, start);
    buf_putc(out, '.');
}

void explain_refused(const struct subject *s, struct buf *out)
{
    put_quoted(s->name, s->name_len, out);
    buf_puts(out, " is not a field of ");
    explain_name(s->parent, out);
    buf_puts(out, ", and other fields are refused.");
}

/* ---- choices */

/* "room_key", "resource_type and resource_id", "text": what a variant asks for. */
static void put_variant(const struct schema_node *n, struct buf *out)
{
    size_t named = 0;
    for (size_t i = 0; i < n->property_count; i++)
        if (n->properties[i].required)
            buf_printf(out, "%s%s", named++ ? " and " : "", n->properties[i].name);
    if (named)
        return;
    if (n->title)
        put_lower(n->title, out);
    else
        buf_puts(out, "another form");
}

/* The last variant reads like an earlier one. */
static bool is_repeated(const struct schema_node *const *variants, size_t last)
{
    struct buf mine, other;
    buf_init(&mine, BUF_TEXT_MAX);
    buf_init(&other, BUF_TEXT_MAX);
    put_variant(variants[last], &mine);
    bool repeated = false;
    for (size_t i = 0; !repeated && i < last; i++) {
        buf_clear(&other);
        put_variant(variants[i], &other);
        repeated = strcmp(mine.data, other.data) == 0;
    }
    buf_finish(&mine);
    buf_finish(&other);
    return repeated;
}

/* "a, b or c"; what reads the same is named once. */
static void put_variants(const struct schema_node *const *variants, size_t count, struct buf *out)
{
    while (count > 1 && is_repeated(variants, count - 1))
        count--;
    for (size_t i = 0; i < count; i++) {
        if (is_repeated(variants, i))
            continue;
        if (i)
            buf_puts(out, i + 1 == count ? " or " : ", ");
        put_variant(variants[i], out);
    }
}

void explain_no_choice(const struct subject *s, const struct schema_node *const *variants, size_t count,
                       struct buf *out)
{
    const struct schema_node *leaves[64];
    const size_t max = sizeof leaves / sizeof *leaves;
    size_t leaf_count = 0;
    for (size_t i = 0; i < count && leaf_count < max; i++) {
        const size_t inner = schema_variants(variants[i], leaves + leaf_count, max - leaf_count);
        if (inner == 0)
            leaves[leaf_count] = variants[i];
        leaf_count += inner ? inner : 1;
    }
    if (leaf_count > max)
        leaf_count = max;
    explain_name(s, out);
    buf_puts(out, s->value->kind == JSON_OBJECT ? " needs one of: " : " must be ");
    put_variants(leaves, leaf_count, out);
    if (s->value->kind != JSON_OBJECT) {
        buf_puts(out, ", not ");
        put_value(s->value, subject_is_secret(s), out);
    }
    buf_putc(out, '.');
}

static bool knows(const struct schema_node *n, const char *name, size_t len)
{
    bool known = schema_child(n, name, len, NULL) != NULL;
    for (size_t i = 0; !known && i < n->one_of_count; i++)
        known = knows(n->one_of[i], name, len);
    return known;
}

/* The member is one that a fitting variant names. */
static bool is_chosen(const struct json *member, const struct schema_node *const *fitting, size_t count,
                      struct buf *name)
{
    size_t len;
    const char *p = json_name(member, name, &len);
    for (size_t i = 0; i < count; i++)
        if (knows(fitting[i], p, len))
            return true;
    return false;
}

static size_t count_chosen(const struct json *v, const struct schema_node *const *fitting, size_t count,
                           struct buf *name)
{
    size_t chosen = 0;
    for (uint32_t i = 0; v->kind == JSON_OBJECT && i < v->count; i++)
        chosen += is_chosen(&v->items[i], fitting, count, name);
    return chosen;
}

void explain_many_choices(const struct subject *s, const struct schema_node *const *fitting, size_t count,
                          struct buf *out)
{
    struct buf name;
    buf_init(&name, BUF_BODY_MAX);
    const size_t chosen = count_chosen(s->value, fitting, count, &name);
    if (chosen >= 2) {
        size_t named = 0;
        buf_puts(out, "Choose only one: ");
        for (uint32_t i = 0; i < s->value->count; i++) {
            if (!is_chosen(&s->value->items[i], fitting, count, &name))
                continue;
            if (named++)
                buf_puts(out, named == chosen ? " and " : ", ");
            size_t len;
            const char *p = json_name(&s->value->items[i], &name, &len);
            buf_add(out, p, len);
        }
        buf_printf(out, " are %s set.", chosen == 2 ? "both" : "all");
    } else {
        explain_name(s, out);
        buf_puts(out, " fits more than one form: ");
        put_variants(fitting, count, out);
        buf_putc(out, '.');
    }
    buf_finish(&name);
}

void explain_no_kind(const struct subject *s, const struct schema_node *const *variants, size_t count,
                     struct buf *out)
{
    explain_name(s, out);
    buf_puts(out, " must be one of ");
    for (size_t i = 0; i < count; i++) {
        const struct schema_node *n = schema_child(variants[i], s->name, s->name_len, NULL);
        if (i)
            buf_puts(out, ", ");
        put_list(n->enumeration, out);
    }
    buf_puts(out, ", not ");
    put_value(s->value, subject_is_secret(s), out);
    buf_putc(out, '.');
}
