#include "forms/fit.h"

#include "forms/safe.h"
#include "forms/times.h"

#include <string.h>

const char *fit_keyword_name(enum fit_keyword k)
{
    static const char *const names[FIT_COUNT] = {
        [FIT_TYPE] = "type",
        [FIT_ENUM] = "enum",
        [FIT_MIN_LENGTH] = "minLength",
        [FIT_MAX_LENGTH] = "maxLength",
        [FIT_PATTERN] = "pattern",
        [FIT_FORMAT] = "format",
        [FIT_MINIMUM] = "minimum",
        [FIT_MAXIMUM] = "maximum",
        [FIT_MIN_ITEMS] = "minItems",
        [FIT_MAX_ITEMS] = "maxItems",
    };
    return names[k];
}

bool fit_by_null(const struct schema_node *n, const struct json *v)
{
    return v->kind == JSON_NULL && n->nullable;
}

/* ---- numbers */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The exponent of a number's text from its 'e' on, 0 without one. Beyond any that matters it stays put. */
static long exponent_of(const char *p, const char *end)
{
    if (p == end)
        return 0;
    p++;
    const bool negative = *p == '-';
    long value = 0;
    for (p += !is_digit(*p); p < end; p++)
        if (value < 1000000000)
            value = value * 10 + (*p - '0');
    return negative ? -value : value;
}

/* A zero fractional part, by the digits and not by a double: 1.0 and 1e2 are integers, and so is a number of
 * a hundred digits. */
static bool is_integer(const struct json *number)
{
    const char *p = number->text, *end = p + number->text_len;
    bool fraction = false, nonzero = false;
    long decimals = 0, zeros = 0; /* digits behind the point; zeros since the last other digit */
    for (; p < end && *p != 'e' && *p != 'E'; p++) {
        if (*p == '.')
            fraction = true;
        if (!is_digit(*p))
            continue;
        decimals += fraction;
        zeros = *p == '0' ? zeros + 1 : 0;
        nonzero |= *p != '0';
    }
    return !nonzero || exponent_of(p, end) >= decimals - zeros;
}

static unsigned number_broken(const struct schema_node *n, const struct json *v)
{
    if (!n->has_minimum && !n->has_maximum)
        return 0;
    const double value = json_double(v);
    unsigned broken = 0;
    if (n->has_minimum && (n->exclusive_minimum ? value <= n->minimum : value < n->minimum))
        broken |= 1u << FIT_MINIMUM;
    if (n->has_maximum && (n->exclusive_maximum ? value >= n->maximum : value > n->maximum))
        broken |= 1u << FIT_MAXIMUM;
    return broken;
}

/* ---- strings */

size_t fit_length(const struct json *string, struct buf *scratch)
{
    size_t len;
    const char *p = json_chars(string, scratch, &len);
    return utf16_length(p, len);
}

/* Bounds that the bytes alone decide need no count: a unit takes one byte at least and six ("\u0041") at
 * most. */
static unsigned length_broken(const struct schema_node *n, const struct json *v, struct buf *scratch)
{
    const size_t bytes = v->text_len - 2;
    const bool long_enough =
        !n->has_min_length || bytes / 6 >= n->min_length || (n->min_length == 1 && bytes > 0);
    const bool short_enough = !n->has_max_length || bytes <= n->max_length;
    if (long_enough && short_enough)
        return 0;
    const size_t units = fit_length(v, scratch);
    return (n->has_min_length && units < n->min_length ? 1u << FIT_MIN_LENGTH : 0) |
           (n->has_max_length && units > n->max_length ? 1u << FIT_MAX_LENGTH : 0);
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_uuid(const char *p, size_t len)
{
    if (len != 36)
        return false;
    for (size_t i = 0; i < len; i++) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? p[i] != '-' : !is_hex(p[i]))
            return false;
    }
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* RFC 3986: a scheme, a colon, and characters that may stand in a URI. */
static bool is_uri(const char *p, size_t len)
{
    size_t i = 0;
    if (len == 0 || !is_letter(p[0]))
        return false;
    while (i < len && (is_letter(p[i]) || is_digit(p[i]) || (p[i] && strchr("+-.", p[i]))))
        i++;
    if (i == len || p[i] != ':')
        return false;
    for (i++; i < len; i++) {
        if (p[i] == '%') {
            if (len - i < 3 || !is_hex(p[i + 1]) || !is_hex(p[i + 2]))
                return false;
        } else if (!is_letter(p[i]) && !is_digit(p[i]) &&
                   (!p[i] || !strchr("-._~:/?#[]@!$&'()*+,;=", p[i]))) {
            return false;
        }
    }
    return true;
}

static bool is_formatted(enum schema_format f, const char *p, size_t len)
{
    struct instant t;
    switch (f) {
    case FORMAT_UUID:
        return is_uuid(p, len);
    case FORMAT_DATE_TIME:
        return times_parse(p, len, &t, NULL);
    case FORMAT_URI:
        return is_uri(p, len);
    case FORMAT_NONE:
    case FORMAT_FLOAT: /* of numbers */
    case FORMAT_OTHER: /* unknown formats say nothing */
        break;
    }
    return true;
}

static unsigned string_broken(const struct schema_node *n, const struct json *v, struct buf *scratch)
{
    unsigned broken = 0;
    if (n->has_min_length || n->has_max_length)
        broken = length_broken(n, v, scratch);
    if (!n->pattern && n->format == FORMAT_NONE)
        return broken;
    size_t len;
    const char *p = json_chars(v, scratch, &len);
    if (n->pattern && !schema_pattern_matches(n->pattern, p, len))
        broken |= 1u << FIT_PATTERN;
    if (!is_formatted(n->format, p, len))
        broken |= 1u << FIT_FORMAT;
    return broken;
}

/* ---- any value */

static bool is_type(enum schema_type type, const struct json *v)
{
    switch (type) {
    case SCHEMA_ANY:
        return true;
    case SCHEMA_OBJECT:
        return v->kind == JSON_OBJECT;
    case SCHEMA_ARRAY:
        return v->kind == JSON_ARRAY;
    case SCHEMA_STRING:
        return v->kind == JSON_STRING;
    case SCHEMA_NUMBER:
        return v->kind == JSON_NUMBER;
    case SCHEMA_INTEGER:
        return v->kind == JSON_NUMBER && is_integer(v);
    case SCHEMA_BOOLEAN:
        return v->kind == JSON_BOOL;
    }
    return false;
}

/* Equality of JSON Schema: numbers by value, members in any order. */
static bool equal(const struct json *a, const struct json *b, struct buf *scratch)
{
    if (a->kind != b->kind || a->count != b->count)
        return false;
    if (a->kind == JSON_NUMBER)
        return json_double(a) == json_double(b);
    if (!json_is_container(a))
        return json_same(a, b);
    for (uint32_t i = 0; i < a->count; i++) {
        const struct json *other = json_item(b, i);
        if (a->kind == JSON_OBJECT) {
            size_t len;
            const char *name = json_name(&a->items[i], scratch, &len);
            other = json_get(b, name, len);
        }
        if (!other || !equal(&a->items[i], other, scratch))
            return false;
    }
    return true;
}

static bool is_one_of(const struct json *list, const struct json *v, struct buf *scratch)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (equal(&list->items[i], v, scratch))
            return true;
    return false;
}

unsigned fit_broken(const struct schema_node *n, const struct json *v, struct buf *scratch)
{
    if (fit_by_null(n, v))
        return 0;
    if (!is_type(n->type, v))
        return 1u << FIT_TYPE;
    unsigned broken = 0;
    if (v->kind == JSON_STRING)
        broken = string_broken(n, v, scratch);
    else if (v->kind == JSON_NUMBER)
        broken = number_broken(n, v);
    else if (v->kind == JSON_ARRAY)
        broken = (n->has_min_items && v->count < n->min_items ? 1u << FIT_MIN_ITEMS : 0) |
                 (n->has_max_items && v->count > n->max_items ? 1u << FIT_MAX_ITEMS : 0);
    if (n->enumeration && !is_one_of(n->enumeration, v, scratch))
        broken |= 1u << FIT_ENUM;
    return broken;
}

/* ---- with all below */

static bool members_fit(const struct schema_node *n, const struct json *v, struct buf *scratch)
{
    for (size_t i = 0; i < n->property_count; i++)
        if (n->properties[i].required && !json_get(v, n->properties[i].name, n->properties[i].name_len))
            return false;
    for (uint32_t i = 0; i < v->count; i++) {
        size_t len;
        const char *name = json_name(&v->items[i], scratch, &len);
        const struct schema_property *p = schema_own_property(n, name, len);
        const struct schema_node *node = p ? p->node : n->additional;
        if (node ? !fit_whole(node, &v->items[i], scratch) : !p && n->closed)
            return false;
    }
    return true;
}

static bool items_fit(const struct schema_node *n, const struct json *v, struct buf *scratch)
{
    for (uint32_t i = 0; n->items && i < v->count; i++)
        if (!fit_whole(n->items, &v->items[i], scratch))
            return false;
    return true;
}

/* Stops counting at enough. */
static size_t count_fitting(const struct schema_node *const *nodes, size_t count, const struct json *v,
                            size_t enough, struct buf *scratch)
{
    size_t fitting = 0;
    for (size_t i = 0; i < count && fitting < enough; i++)
        fitting += fit_whole(nodes[i], v, scratch);
    return fitting;
}

bool fit_whole(const struct schema_node *n, const struct json *v, struct buf *scratch)
{
    if (fit_by_null(n, v))
        return true;
    if (fit_broken(n, v, scratch))
        return false;
    if (v->kind == JSON_OBJECT && !members_fit(n, v, scratch))
        return false;
    if (v->kind == JSON_ARRAY && !items_fit(n, v, scratch))
        return false;
    for (size_t i = 0; i < n->all_of_count; i++)
        if (!fit_whole(n->all_of[i], v, scratch))
            return false;
    if (n->one_of_count && count_fitting(n->one_of, n->one_of_count, v, 2, scratch) != 1)
        return false;
    return !n->any_of_count || count_fitting(n->any_of, n->any_of_count, v, 1, scratch) == 1;
}
