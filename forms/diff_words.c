/* Differences in words. */
#include "forms/diff.h"

#include "forms/path.h"

#include <string.h>

/* "[res-00016]" for item index of a list of records whose key is a text; false where it has none. */
static bool add_key(const struct wizard *w, const char *list, const struct json *item, struct buf *out)
{
    const struct json *key = wizard_key_value(w, list, item);
    if (!json_is(key, JSON_STRING))
        return false;
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *chars = json_chars(key, &scratch, &len);
    buf_putc(out, '[');
    buf_add(out, chars, len);
    buf_putc(out, ']');
    buf_finish(&scratch);
    return true;
}

void diff_path(const struct wizard *w, const struct json *root, const char *pointer, struct buf *out)
{
    const struct json *v = root;
    const char *rest = pointer;
    struct path at;
    struct buf token;
    path_init(&at);
    buf_init(&token, PATH_MAX_LEN);
    while (path_next(&rest, &token)) {
        const long index = doc_child(v, token.data, token.len);
        const bool item = json_is(v, JSON_ARRAY);
        v = index < 0 ? NULL : json_item(v, (size_t)index);
        if (!item)
            buf_printf(out, "%s%s", at.text.len ? "." : "", token.data);
        else if (!add_key(w, at.text.data, v, out))
            buf_printf(out, "[%s]", token.data);
        path_push(&at, token.data, token.len);
    }
    if (!*pointer)
        buf_puts(out, "the whole body");
    buf_finish(&token);
    path_finish(&at);
}

/* The text without half a character at its end. */
static size_t cut(const char *p, size_t len, size_t longest)
{
    if (len <= longest)
        return len;
    while (longest > 0 && ((unsigned char)p[longest] & 0xC0) == 0x80)
        longest--;
    return longest;
}

static void add_text(const struct json *v, size_t longest, struct buf *out)
{
    struct buf scratch;
    size_t len;
    buf_init(&scratch, JSON_TEXT_MAX);
    const char *chars = json_chars(v, &scratch, &len);
    const size_t shown = cut(chars, len, longest);
    json_quote(out, chars, shown);
    if (shown < len)
        buf_puts(out, "...");
    buf_finish(&scratch);
}

static void add_container(const struct json *v, struct buf *out)
{
    const bool list = v->kind == JSON_ARRAY;
    if (v->count == 0)
        buf_puts(out, list ? "empty list" : "empty object");
    else
        buf_printf(out, "%zu %s%s", (size_t)v->count, list ? "item" : "field", v->count == 1 ? "" : "s");
}

void diff_value(const struct json *v, bool hidden, size_t longest, struct buf *out)
{
    if (!v)
        buf_puts(out, "not set");
    else if (hidden && v->kind != JSON_NULL)
        buf_puts(out, "****");
    else if (v->kind == JSON_STRING)
        add_text(v, longest, out);
    else if (json_is_container(v))
        add_container(v, out);
    else
        buf_add(out, v->text, v->text_len);
}

bool diff_is_secret(const struct wizard *w, const char *pointer)
{
    struct buf token;
    bool secret = false;
    buf_init(&token, PATH_MAX_LEN);
    while (!secret && path_next(&pointer, &token))
        secret = wizard_is_secret(w, token.data, token.len);
    buf_finish(&token);
    return secret;
}

void diff_words(const struct diff *d, struct buf *out)
{
    static const char *const words[] = {
        [DIFF_ADDED] = "added", [DIFF_REMOVED] = "removed", [DIFF_CHANGED] = "changed"};
    static const enum diff_kind order[] = {DIFF_CHANGED, DIFF_ADDED, DIFF_REMOVED};
    const size_t start = out->len, moved = diff_count_of(d, DIFF_MOVED);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (diff_count_of(d, order[i]))
            buf_printf(out, "%s%zu %s", out->len > start ? ", " : "", diff_count_of(d, order[i]),
                       words[order[i]]);
    if (moved)
        buf_printf(out, "%sorder of %zu list%s", out->len > start ? ", " : "", moved, moved == 1 ? "" : "s");
    if (out->len == start)
        buf_puts(out, "nothing");
}
