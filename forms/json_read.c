#include "forms/json.h"

#include "forms/json_scan.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

bool json_is_true(const struct json *v)
{
    return json_is(v, JSON_BOOL) && (v->flags & JSON_TRUE);
}

/* The decoded form of raw characters, in scratch. */
static const char *decode(const char *p, size_t raw_len, struct buf *scratch, size_t *len)
{
    const char *const end = p + raw_len;
    buf_clear(scratch);
    while (p < end) {
        const char *escape = memchr(p, '\\', (size_t)(end - p));
        const char *const plain_end = escape ? escape : end;
        buf_add(scratch, p, (size_t)(plain_end - p));
        p = plain_end;
        if (escape) {
            char out[4];
            size_t out_len;
            p = json_unescape(p, end, out, &out_len);
            buf_add(scratch, out, out_len);
        }
    }
    *len = scratch->len;
    return scratch->data;
}

static bool decoded_equal(const char *raw, size_t raw_len, const char *p, size_t len)
{
    const char *const end = raw + raw_len;
    while (raw < end) {
        char out[4];
        size_t out_len;
        raw = json_unescape(raw, end, out, &out_len);
        if (out_len > len || memcmp(out, p, out_len) != 0)
            return false;
        p += out_len;
        len -= out_len;
    }
    return len == 0;
}

const char *json_chars(const struct json *string, struct buf *scratch, size_t *len)
{
    if (string->flags & JSON_ESCAPED)
        return decode(string->text + 1, string->text_len - 2, scratch, len);
    *len = string->text_len - 2;
    return string->text + 1;
}

const char *json_name(const struct json *member, struct buf *scratch, size_t *len)
{
    const char *raw = member->text - member->name_back;
    if (member->flags & JSON_NAME_ESCAPED)
        return decode(raw, member->name_len, scratch, len);
    *len = member->name_len;
    return raw;
}

bool json_chars_equal(const struct json *string, const char *p, size_t len)
{
    if (string->flags & JSON_ESCAPED)
        return decoded_equal(string->text + 1, string->text_len - 2, p, len);
    return string->text_len - 2 == len && (!len || memcmp(string->text + 1, p, len) == 0);
}

static bool name_is(const struct json *member, const char *name, size_t len)
{
    const char *raw = member->text - member->name_back;
    if (member->flags & JSON_NAME_ESCAPED)
        return decoded_equal(raw, member->name_len, name, len);
    return member->name_len == len && (!len || memcmp(raw, name, len) == 0);
}

long json_find_from(const struct json *object, size_t from, const char *name, size_t len)
{
    if (!json_is(object, JSON_OBJECT))
        return -1;
    for (size_t i = from; i < object->count; i++)
        if (name_is(&object->items[i], name, len))
            return (long)i;
    for (size_t i = 0; i < from && i < object->count; i++)
        if (name_is(&object->items[i], name, len))
            return (long)i;
    return -1;
}

long json_find(const struct json *object, const char *name, size_t len)
{
    return json_find_from(object, 0, name, len);
}

struct json *json_get(const struct json *object, const char *name, size_t len)
{
    const long i = json_find(object, name, len);
    return i < 0 ? NULL : &object->items[i];
}

struct json *json_item(const struct json *container, size_t index)
{
    return container && index < container->count ? &container->items[index] : NULL;
}

static bool same_characters(const struct json *a, const struct json *b)
{
    struct buf scratch;
    buf_init(&scratch, JSON_TEXT_MAX);
    size_t len;
    const char *p = json_chars(a, &scratch, &len);
    const bool same = json_chars_equal(b, p, len);
    buf_finish(&scratch);
    return same;
}

static bool same_name(const struct json *a, const struct json *b)
{
    struct buf scratch;
    buf_init(&scratch, JSON_TEXT_MAX);
    size_t len;
    const char *p = json_name(a, &scratch, &len);
    const bool same = name_is(b, p, len);
    buf_finish(&scratch);
    return same;
}

static bool same_children(const struct json *a, const struct json *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++) {
        if (a->kind == JSON_OBJECT && !same_name(&a->items[i], &b->items[i]))
            return false;
        if (!json_same(&a->items[i], &b->items[i]))
            return false;
    }
    return true;
}

bool json_same(const struct json *a, const struct json *b)
{
    if (!a || !b || a->kind != b->kind)
        return a == b;
    switch (a->kind) {
    case JSON_STRING:
        return same_characters(a, b);
    case JSON_ARRAY:
    case JSON_OBJECT:
        return same_children(a, b);
    default:
        return a->text_len == b->text_len && memcmp(a->text, b->text, a->text_len) == 0;
    }
}

double json_double(const struct json *number)
{
    if (!json_is(number, JSON_NUMBER))
        return 0;
    struct buf copy;
    buf_init(&copy, JSON_TEXT_MAX);
    /* strtod reads the point of the locale, JSON has its own. */
    const char *point = memchr(number->text, '.', number->text_len);
    const size_t whole = point ? (size_t)(point - number->text) : number->text_len;
    buf_add(&copy, number->text, whole);
    if (point) {
        buf_puts(&copy, localeconv()->decimal_point);
        buf_add(&copy, point + 1, number->text_len - whole - 1);
    }
    const double value = strtod(copy.data, NULL);
    buf_finish(&copy);
    return value;
}
