#include "forms/journal_private.h"

#include <string.h>

/* A value is '=' and its text, where that says all; else '*', what remains of its text, and its children,
 * each with what stands before it: 'l' as it was read (with the name's place in it), 'n' a name alone, '-'
 * nothing. */

/* ---- writing */

void journal_put_text(struct buf *out, const char *p, size_t len)
{
    buf_put_number(out, len);
    buf_putc(out, ':');
    buf_add(out, p, len);
}

static void put_number(struct buf *out, size_t n)
{
    buf_put_number(out, n);
    buf_putc(out, ' ');
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The brackets with the white space inside them, and whether something stood between: all that the writer of
 * a changed container looks at. */
static void put_shell(struct buf *out, const struct json *v)
{
    const char *head = v->text + 1, *const close = v->text + v->text_len - 1, *tail = close;
    while (head < close && is_space(*head))
        head++;
    if (head == close) {
        journal_put_text(out, v->text, v->text_len);
        return;
    }
    while (is_space(tail[-1]))
        tail--;
    const size_t before = (size_t)(head - v->text), behind = (size_t)(close + 1 - tail);
    buf_put_number(out, before + 1 + behind);
    buf_putc(out, ':');
    buf_add(out, v->text, before);
    buf_putc(out, '0');
    buf_add(out, tail, behind);
}

static void put_front(struct buf *out, const struct json *child)
{
    if (child->flags & JSON_LEAD) {
        buf_putc(out, 'l');
        put_number(out, child->flags & JSON_NAMED ? child->name_back : 0);
        put_number(out, child->flags & JSON_NAMED ? child->name_len : 0);
        journal_put_text(out, child->text - child->lead, child->lead);
    } else if (child->flags & JSON_NAMED) {
        buf_putc(out, 'n');
        journal_put_text(out, child->text - child->name_back, child->name_len);
    } else {
        buf_putc(out, '-');
    }
}

void journal_put_head(struct buf *out, const struct json *v)
{
    buf_putc(out, '=');
    buf_put_number(out, v->text_len);
    buf_putc(out, ':');
}

void journal_put_value(struct buf *out, const struct json *v)
{
    if (!json_is_container(v) || !(v->flags & JSON_CHANGED)) {
        journal_put_head(out, v);
        buf_add(out, v->text, v->text_len);
        return;
    }
    buf_putc(out, '*');
    put_shell(out, v);
    put_number(out, v->count);
    for (uint32_t i = 0; i < v->count; i++) {
        put_front(out, &v->items[i]);
        journal_put_value(out, &v->items[i]);
    }
}

/* ---- reading */

static void spoil(struct journal_reader *r)
{
    r->bad = true;
    r->p = r->end;
}

size_t journal_number(struct journal_reader *r, char end)
{
    enum { DIGITS = 18 };
    size_t n = 0;
    const char *const start = r->p;
    while (r->p < r->end && *r->p >= '0' && *r->p <= '9' && r->p - start < DIGITS)
        n = 10 * n + (size_t)(*r->p++ - '0');
    if (r->p == start || r->p == r->end || *r->p != end) {
        spoil(r);
        return 0;
    }
    r->p++;
    return n;
}

const char *journal_bytes(struct journal_reader *r, size_t len)
{
    if (len > (size_t)(r->end - r->p)) {
        spoil(r);
        return NULL;
    }
    const char *const bytes = r->p;
    r->p += len;
    return bytes;
}

const char *journal_text(struct journal_reader *r, size_t *len)
{
    *len = journal_number(r, ':');
    const char *const bytes = journal_bytes(r, *len);
    if (!bytes)
        *len = 0;
    return bytes;
}

static char next(struct journal_reader *r)
{
    const char *const c = journal_bytes(r, 1);
    return c ? *c : '\0';
}

/* What stands before a child. */
struct front {
    const char *text;
    size_t len, name_back, name_len;
    uint8_t flags;
};

static struct front read_front(struct journal_reader *r)
{
    struct front f = {0};
    switch (next(r)) {
    case 'l':
        f.name_back = journal_number(r, ' ');
        f.name_len = journal_number(r, ' ');
        f.text = journal_text(r, &f.len);
        f.flags = JSON_LEAD;
        if (f.name_back >= f.len + !f.name_back || f.name_len > f.name_back)
            spoil(r);
        break;
    case 'n':
        f.text = journal_text(r, &f.len);
        f.name_back = f.name_len = f.len;
        f.flags = JSON_NAMED;
        break;
    case '-':
        break;
    default:
        spoil(r);
    }
    if (f.name_back)
        f.flags |= JSON_NAMED;
    if (!r->bad && f.flags & JSON_NAMED && memchr(f.text + f.len - f.name_back, '\\', f.name_len))
        f.flags |= JSON_NAME_ESCAPED;
    return f;
}

/* The front and the text behind it, side by side in the arena; points to the text. */
static char *copy_behind(struct arena *a, const struct front *f, const char *text, size_t len)
{
    char *p = arena_text(a, f->len + len);
    if (f->len)
        memcpy(p, f->text, f->len);
    memcpy(p + f->len, text, len);
    return p + f->len;
}

static struct json read_value(struct journal_reader *r, struct arena *a, const struct front *f, size_t depth);

static void read_children(struct journal_reader *r, struct arena *a, struct json *v, size_t depth)
{
    const size_t count = journal_number(r, ' ');
    for (size_t i = 0; !r->bad && i < count; i++) {
        const struct front f = read_front(r);
        if (!r->bad && (v->kind == JSON_OBJECT) != !!(f.flags & JSON_NAMED))
            spoil(r);
        const struct json child = read_value(r, a, &f, depth + 1);
        if (!r->bad)
            json_insert(a, v, v->count, &child);
    }
    json_mark(v);
}

/* The brackets alone, as a value of their own. */
static struct json read_shell(struct journal_reader *r, struct arena *a, const struct front *f)
{
    size_t len;
    const char *text = journal_text(r, &len);
    if (len < 2 || len > JSON_TEXT_MAX || !(*text == '{' || *text == '[')) {
        spoil(r);
        return json_make_null();
    }
    return (struct json){.kind = *text == '{' ? JSON_OBJECT : JSON_ARRAY,
                         .text = copy_behind(a, f, text, len),
                         .text_len = (uint32_t)len};
}

static struct json read_plain(struct journal_reader *r, struct arena *a, const struct front *f)
{
    size_t len;
    struct json_tree tree;
    const char *text = journal_text(r, &len);
    if (text && json_parse(a, copy_behind(a, f, text, len), len, &tree, NULL))
        return tree.root;
    spoil(r);
    return json_make_null();
}

static struct json read_value(struct journal_reader *r, struct arena *a, const struct front *f, size_t depth)
{
    struct json v = json_make_null();
    const char kind = next(r);
    if (kind == '=') {
        v = read_plain(r, a, f);
    } else if (kind == '*' && depth < JSON_DEPTH_MAX) {
        v = read_shell(r, a, f);
        if (!r->bad)
            read_children(r, a, &v, depth);
    } else {
        spoil(r);
    }
    const uint8_t place = JSON_NAMED | JSON_NAME_ESCAPED | JSON_LEAD;
    v.flags = (uint8_t)((v.flags & ~place) | f->flags);
    v.lead = f->flags & JSON_LEAD ? (uint32_t)f->len : 0;
    v.name_back = (uint32_t)f->name_back;
    v.name_len = (uint32_t)f->name_len;
    return v;
}

struct json journal_value(struct journal_reader *r, struct arena *a)
{
    const struct front nothing = {0};
    return read_value(r, a, &nothing, 0);
}
