/* Values become bytes that memcmp puts in the right order; then it is a merge sort, a slice at a time. */
#include "forms/mem.h"
#include "forms/times.h"
#include "forms/utf8.h"
#include "forms/view_private.h"

#include <utf8proc.h>

#include <stdlib.h>
#include <string.h>

/* The first byte: kinds of values in one column stay apart. */
enum { OF_BOOL = 1, OF_NUMBER, OF_TIME, OF_TEXT, OF_LIST, OF_OTHER };

/* Of a text, so many bytes decide. */
enum { KEY_MAX = 256 };

void sorter_begin(struct sorter *s, const char *member, bool descending)
{
    *s = (struct sorter){.member = member, .descending = descending};
    buf_init(&s->keys, BUF_BODY_MAX);
    buf_init(&s->scratch, BUF_BODY_MAX);
}

void sorter_finish(struct sorter *s)
{
    buf_finish(&s->keys);
    buf_finish(&s->scratch);
    free(s->items);
    free(s->merged);
    *s = (struct sorter){0};
}

/* ---- bytes */

static void put_number(struct buf *out, uint64_t n)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        buf_putc(out, (char)(n >> shift));
}

/* The bits of a double, turned so that they grow with it. */
static void put_double(struct buf *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_number(out, bits >> 63 ? ~bits : bits | UINT64_C(1) << 63);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A run of digits counts by its value: first how many there are without leading zeros, then which. Returns
 * its bytes. */
static size_t put_digits(struct buf *out, const char *p, size_t len)
{
    size_t end = 0, zeros = 0;
    while (end < len && is_digit(p[end]))
        end++;
    while (zeros + 1 < end && p[zeros] == '0')
        zeros++;
    const size_t count = end - zeros;
    buf_putc(out, '0');
    buf_putc(out, (char)(count < 255 ? count : 255));
    buf_add(out, p + zeros, count);
    return end;
}

/* A character without case and marks, so that "José" stands beside "Jose". Returns its bytes. */
static size_t put_character(struct buf *out, const char *p, size_t len)
{
    uint32_t code;
    int boundary = 0;
    utf8proc_int32_t plain[8];
    const size_t used = utf8_read(p, len, &code);
    if (!used)
        return 1;
    const utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code, plain, 8,
                                UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 8; i++) {
        char bytes[4];
        buf_add(out, bytes, utf8_write((uint32_t)plain[i], bytes));
    }
    return used;
}

static void put_text(struct buf *out, const char *p, size_t len)
{
    const size_t end = out->len + KEY_MAX;
    for (size_t at = 0; at < len && out->len < end;) {
        const char c = p[at];
        if (is_digit(c))
            at += put_digits(out, p + at, len - at);
        else if ((unsigned char)c >= 0x80)
            at += put_character(out, p + at, len - at);
        else {
            buf_putc(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
            at++;
        }
    }
}

static bool put_time(struct buf *out, const char *p, size_t len)
{
    enum { SHORTEST = 20 }; /* 2026-11-20T15:00:00Z */
    struct instant t;
    if (len < SHORTEST || p[4] != '-' || p[10] != 'T' || !times_parse(p, len, &t, NULL))
        return false;
    buf_putc(out, OF_TIME);
    put_number(out, (uint64_t)t.seconds ^ UINT64_C(1) << 63);
    put_number(out, (uint64_t)t.nanoseconds);
    return true;
}

static void put_value(struct sorter *s, const struct json *v)
{
    struct buf *out = &s->keys;
    size_t len;
    const char *p;
    switch (v->kind) {
    case JSON_BOOL:
        buf_putc(out, OF_BOOL);
        buf_putc(out, json_is_true(v) ? 2 : 1);
        break;
    case JSON_NUMBER:
        buf_putc(out, OF_NUMBER);
        put_double(out, json_double(v));
        break;
    case JSON_STRING:
        p = json_chars(v, &s->scratch, &len);
        if (put_time(out, p, len))
            break;
        buf_putc(out, OF_TEXT);
        put_text(out, p, len);
        break;
    default:
        buf_putc(out, OF_OTHER);
        put_number(out, v->count);
        break;
    }
}

/* Of a list, its values in turn. */
static void put_any(struct sorter *s, const struct json *v)
{
    const size_t end = s->keys.len + KEY_MAX;
    if (v->kind != JSON_ARRAY) {
        put_value(s, v);
        return;
    }
    buf_putc(&s->keys, OF_LIST);
    for (uint32_t i = 0; i < v->count && s->keys.len < end; i++) {
        put_value(s, &v->items[i]);
        buf_putc(&s->keys, '\0');
    }
}

void sorter_add(struct sorter *s, const struct json *record, uint32_t index)
{
    const struct json *v =
        json_is(record, JSON_OBJECT) ? json_get(record, s->member, strlen(s->member)) : NULL;
    if (s->count == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 64;
        s->items = xreallocarray(s->items, s->cap, sizeof *s->items);
    }
    struct sort_item *item = &s->items[s->count++];
    *item = (struct sort_item){.index = index, .at = (uint32_t)s->keys.len};
    item->unset = !v || v->kind == JSON_NULL;
    if (!item->unset)
        put_any(s, v);
    item->len = (uint32_t)(s->keys.len - item->at);
}

/* ---- order */

/* Bytes that all keys begin with. */
static size_t common_bytes(const struct sorter *s)
{
    const struct sort_item *first = NULL;
    size_t common = 0;
    for (size_t i = 0; i < s->count; i++) {
        const struct sort_item *item = &s->items[i];
        if (item->unset)
            continue;
        if (!first) {
            first = item;
            common = item->len;
        }
        size_t same = 0;
        while (same < common && same < item->len &&
               s->keys.data[item->at + same] == s->keys.data[first->at + same])
            same++;
        common = same;
    }
    return common;
}

static void make_prefixes(struct sorter *s)
{
    const size_t common = common_bytes(s);
    for (size_t i = 0; i < s->count; i++) {
        struct sort_item *item = &s->items[i];
        for (size_t k = common; k < common + 8; k++)
            item->prefix =
                item->prefix << 8 | (k < item->len ? (unsigned char)s->keys.data[item->at + k] : 0);
    }
    s->merged = xreallocarray(NULL, s->count + 1, sizeof *s->merged);
    s->run = 1;
}

static int compare_keys(const struct sorter *s, const struct sort_item *a, const struct sort_item *b)
{
    if (a->prefix != b->prefix)
        return a->prefix < b->prefix ? -1 : 1;
    const size_t shorter = a->len < b->len ? a->len : b->len;
    const int order = memcmp(s->keys.data + a->at, s->keys.data + b->at, shorter);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* b goes before a, which stood before it. */
static bool overtakes(const struct sorter *s, const struct sort_item *a, const struct sort_item *b)
{
    if (a->unset || b->unset)
        return a->unset && !b->unset;
    const int order = compare_keys(s, a, b);
    return s->descending ? order < 0 : order > 0;
}

/* Two neighbouring runs become one. */
static void merge(struct sorter *s, size_t from, size_t middle, size_t end)
{
    size_t a = from, b = middle;
    for (size_t i = from; i < end; i++) {
        const bool second = a == middle || (b < end && overtakes(s, &s->items[a], &s->items[b]));
        s->merged[i] = s->items[second ? b++ : a++];
    }
}

static size_t at_most(size_t n, size_t most)
{
    return n < most ? n : most;
}

bool sorter_step(struct sorter *s, size_t items)
{
    if (!s->run)
        make_prefixes(s);
    for (size_t moved = 0; s->run < s->count && moved < items;) {
        const size_t from = s->done, middle = at_most(from + s->run, s->count),
                     end = at_most(middle + s->run, s->count);
        merge(s, from, middle, end);
        moved += end - from;
        s->done = end;
        if (end == s->count) {
            struct sort_item *sorted = s->merged;
            s->merged = s->items;
            s->items = sorted;
            s->done = 0;
            s->run *= 2;
        }
    }
    return s->run >= s->count;
}
