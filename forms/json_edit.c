#include "forms/json.h"

#include "forms/json_scan.h"
#include "forms/utf8.h"

#include <string.h>

/* ---- making */

static struct json literal(enum json_kind kind, uint8_t flags, const char *text)
{
    return (struct json){
        .kind = (uint8_t)kind, .flags = flags, .text = text, .text_len = (uint32_t)strlen(text)};
}

struct json json_make_null(void)
{
    return literal(JSON_NULL, 0, "null");
}

struct json json_make_bool(bool value)
{
    return value ? literal(JSON_BOOL, JSON_TRUE, "true") : literal(JSON_BOOL, 0, "false");
}

struct json json_make_array(void)
{
    return literal(JSON_ARRAY, 0, "[]");
}

struct json json_make_object(void)
{
    return literal(JSON_OBJECT, 0, "{}");
}

static bool quote_character(struct buf *out, unsigned char c)
{
    static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *found = c ? strchr(plain, (char)c) : NULL;
    if (found)
        return buf_putc(out, '\\') && buf_putc(out, letters[found - plain]);
    return buf_printf(out, "\\u%04x", (unsigned)c);
}

bool json_quote(struct buf *out, const char *p, size_t len)
{
    const size_t start = out->len;
    const char *const end = p + len;
    bool good = buf_putc(out, '"');
    while (good && p < end) {
        const unsigned char c = (unsigned char)*p;
        const size_t bytes = utf8_read(p, (size_t)(end - p), NULL);
        if (!bytes)
            good = buf_put_utf8(out, 0xFFFD);
        else if (c < 0x20 || c == '"' || c == '\\')
            good = quote_character(out, c);
        else
            good = buf_add(out, p, bytes);
        p += bytes ? bytes : 1;
    }
    good = good && buf_putc(out, '"');
    if (!good)
        buf_truncate(out, start);
    return good;
}

static char *copy_text(struct arena *a, const char *p, size_t len)
{
    char *copy = arena_text(a, len);
    memcpy(copy, p, len);
    return copy;
}

static uint8_t escape_flag(const char *raw, size_t len, uint8_t flag)
{
    return memchr(raw, '\\', len) ? flag : 0;
}

struct json json_make_chars(struct arena *a, const char *p, size_t len)
{
    struct buf quoted;
    buf_init(&quoted, JSON_TEXT_MAX);
    if (!json_quote(&quoted, p, len))
        buf_puts(&quoted, "\"\"");
    struct json v = {.kind = JSON_STRING,
                     .flags = escape_flag(quoted.data, quoted.len, JSON_ESCAPED),
                     .text = copy_text(a, quoted.data, quoted.len),
                     .text_len = (uint32_t)quoted.len};
    buf_finish(&quoted);
    return v;
}

bool json_make_number(struct arena *a, const char *text, size_t len, struct json *out)
{
    struct json_fault fault;
    const char *const end = text + len;
    if (!len || len > JSON_TEXT_MAX || !(*text == '-' || (*text >= '0' && *text <= '9')) ||
        json_scan_number(text, end, &fault) != end)
        return false;
    *out = (struct json){.kind = JSON_NUMBER, .text = copy_text(a, text, len), .text_len = (uint32_t)len};
    return true;
}

static void clone_children(struct arena *a, struct json *v)
{
    const struct json *const shared = v->items;
    v->room = 0;
    v->items = NULL;
    if (!v->count)
        return;
    struct json *items = arena_alloc(a, v->count * sizeof *items);
    memcpy(items, shared, v->count * sizeof *items);
    v->items = items;
    for (uint32_t i = 0; i < v->count; i++)
        clone_children(a, &items[i]);
}

struct json json_clone(struct arena *a, const struct json *v)
{
    struct json copy = *v;
    copy.lead = 0;
    copy.flags &= (uint8_t)~JSON_LEAD;
    clone_children(a, &copy);
    return copy;
}

/* ---- editing */

void json_mark(struct json *container)
{
    container->flags |= JSON_CHANGED;
}

/* For so many children more. */
static void make_room(struct arena *a, struct json *container, size_t more)
{
    const size_t needed = container->count + more;
    if (container->room && needed <= (size_t)1 << container->room)
        return;
    uint8_t room = 2;
    while (((size_t)1 << room) < needed)
        room++;
    struct json *items = arena_alloc(a, sizeof *items << room);
    if (container->count)
        memcpy(items, container->items, container->count * sizeof *items);
    container->items = items;
    container->room = room;
}

/* A child as it stands in that container: an array's has no name. */
static struct json child_for(const struct json *container, const struct json *value)
{
    struct json child = *value;
    if (container->kind == JSON_ARRAY && (child.flags & JSON_NAMED)) {
        child.flags &= (uint8_t) ~(JSON_NAMED | JSON_NAME_ESCAPED | JSON_LEAD);
        child.lead = child.name_back = child.name_len = 0;
    }
    return child;
}

void json_insert(struct arena *a, struct json *container, size_t index, const struct json *value)
{
    const struct json child = child_for(container, value);
    if (index > container->count)
        index = container->count;
    make_room(a, container, 1);
    memmove(container->items + index + 1, container->items + index,
            (container->count - index) * sizeof *container->items);
    container->items[index] = child;
    container->count++;
    json_mark(container);
}

struct json json_take(struct json *container, size_t index)
{
    const struct json taken = container->items[index];
    container->count--;
    memmove(container->items + index, container->items + index + 1,
            (container->count - index) * sizeof *container->items);
    json_mark(container);
    return taken;
}

/* Backwards, so that each old item moves once: to where it stands among the new ones. */
void json_insert_items(struct arena *a, struct json *array, const size_t *indexes, const struct json *values,
                       size_t count)
{
    make_room(a, array, count);
    size_t end = array->count + count; /* items from here on are in place */
    for (size_t left = count; left > 0; left--) {
        const size_t index = indexes[left - 1], behind = end - index - 1;
        memmove(array->items + index + 1, array->items + index + 1 - left, behind * sizeof *array->items);
        array->items[index] = child_for(array, &values[left - 1]);
        end = index;
    }
    array->count += (uint32_t)count;
    json_mark(array);
}

void json_take_items(struct json *array, const size_t *indexes, size_t count, struct json *values)
{
    for (size_t i = 0; i < count; i++) {
        const size_t next = i + 1 < count ? indexes[i + 1] : array->count;
        values[i] = array->items[indexes[i]];
        memmove(array->items + indexes[i] - i, array->items + indexes[i] + 1,
                (next - indexes[i] - 1) * sizeof *array->items);
    }
    array->count -= (uint32_t)count;
    json_mark(array);
}

/* What goes before a value: up to three runs of bytes, of which the second is the name. */
struct dress {
    const char *before, *name, *after;
    size_t before_len, name_len, after_len;
};

/* Copies value behind what is to stand before it, so that lead and name can be counted back from it. */
static struct json dressed(struct arena *a, const struct json *value, const struct dress *d)
{
    const size_t front = d->before_len + d->name_len + d->after_len;
    char *p = arena_text(a, front + value->text_len);
    struct json v = *value;
    if (d->before_len)
        memcpy(p, d->before, d->before_len);
    if (d->name_len)
        memcpy(p + d->before_len, d->name, d->name_len);
    if (d->after_len)
        memcpy(p + d->before_len + d->name_len, d->after, d->after_len);
    memcpy(p + front, value->text, value->text_len);
    v.text = p + front;
    v.name_back = (uint32_t)(d->name_len + d->after_len);
    v.name_len = (uint32_t)d->name_len;
    return v;
}

struct json json_with_name(struct arena *a, const struct json *value, const char *name, size_t len)
{
    struct buf quoted;
    buf_init(&quoted, JSON_TEXT_MAX);
    if (!json_quote(&quoted, name, len))
        buf_puts(&quoted, "\"\"");
    struct dress d = {.name = quoted.data + 1, .name_len = quoted.len - 2};
    const bool keeps_lead = (value->flags & JSON_NAMED) && (value->flags & JSON_LEAD);
    if (keeps_lead) {
        d.before = value->text - value->lead;
        d.before_len = value->lead - value->name_back;
        d.after = value->text - value->name_back + value->name_len;
        d.after_len = value->name_back - value->name_len;
    }
    struct json v = dressed(a, value, &d);
    clone_children(a, &v);
    v.lead = keeps_lead ? (uint32_t)(d.before_len + d.name_len + d.after_len) : 0;
    v.flags &= (uint8_t) ~(JSON_LEAD | JSON_NAME_ESCAPED);
    v.flags |= (uint8_t)(JSON_NAMED | (keeps_lead ? JSON_LEAD : 0) |
                         escape_flag(d.name, d.name_len, JSON_NAME_ESCAPED));
    buf_finish(&quoted);
    return v;
}

struct json json_in_place_of(struct arena *a, const struct json *value, const struct json *old)
{
    const uint8_t kept = JSON_NAMED | JSON_NAME_ESCAPED | JSON_LEAD;
    struct dress d = {0};
    const char *name = old->text - old->name_back;
    if (old->flags & JSON_LEAD) {
        d.before = old->text - old->lead;
        d.before_len = old->lead - old->name_back;
    }
    if (old->flags & JSON_NAMED) {
        d.name = name;
        d.name_len = old->name_len;
        d.after = name + old->name_len;
        d.after_len = old->flags & JSON_LEAD ? old->name_back - old->name_len : 0;
    }
    struct json v = dressed(a, value, &d);
    v.lead = old->flags & JSON_LEAD ? old->lead : 0;
    v.flags = (uint8_t)((value->flags & ~kept) | (old->flags & kept));
    return v;
}
