#include "forms/path.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

void path_init(struct path *p)
{
    buf_init(&p->text, PATH_MAX_LEN);
}

void path_finish(struct path *p)
{
    buf_finish(&p->text);
}

bool path_set(struct path *p, const char *pointer)
{
    buf_clear(&p->text);
    return buf_puts(&p->text, pointer);
}

/* Adds "/" and the escaped name; on a full buffer the text is as before. */
static bool add_token(struct buf *out, const char *name, size_t len)
{
    const size_t before = out->len;
    bool fits = buf_putc(out, '/');
    for (size_t i = 0; fits && i < len; i++) {
        if (name[i] == '~')
            fits = buf_puts(out, "~0");
        else if (name[i] == '/')
            fits = buf_puts(out, "~1");
        else
            fits = buf_putc(out, name[i]);
    }
    if (!fits)
        buf_truncate(out, before);
    return fits;
}

bool path_push(struct path *p, const char *name, size_t len)
{
    return !memchr(name, '\0', len) && add_token(&p->text, name, len);
}

bool path_push_index(struct path *p, size_t index)
{
    const size_t before = p->text.len;
    const bool pushed = buf_putc(&p->text, '/') && buf_put_number(&p->text, index);
    if (!pushed)
        buf_truncate(&p->text, before);
    return pushed;
}

/* Where the last token's slash stands; len must be the length of a pointer that is not "". */
static size_t last_slash(const char *pointer, size_t len)
{
    while (len > 0 && pointer[len - 1] != '/')
        len--;
    return len > 0 ? len - 1 : 0;
}

void path_pop(struct path *p)
{
    buf_truncate(&p->text, last_slash(p->text.data, p->text.len));
}

bool path_valid(const char *pointer)
{
    if (*pointer != '\0' && *pointer != '/')
        return false;
    for (const char *p = pointer; *p; p++)
        if (*p == '~' && p[1] != '0' && p[1] != '1')
            return false;
    return true;
}

bool path_next(const char **at, struct buf *token)
{
    buf_clear(token);
    const char *p = *at;
    if (*p != '/')
        return false;
    for (p++; *p && *p != '/';) {
        const size_t plain = strcspn(p, "~/");
        buf_add(token, p, plain);
        p += plain;
        if (*p != '~')
            break;
        const bool escape = p[1] == '0' || p[1] == '1';
        buf_putc(token, p[1] == '1' ? '/' : '~');
        p += escape ? 2 : 1;
    }
    *at = p;
    return true;
}

bool path_index(const char *token, size_t len, size_t *index)
{
    if (len == 0 || (len > 1 && token[0] == '0'))
        return false;
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (token[i] < '0' || token[i] > '9')
            return false;
        const size_t digit = (size_t)(token[i] - '0');
        if (n > (SIZE_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *index = n;
    return true;
}

char *path_join(const char *pointer, const char *name)
{
    struct buf out;
    buf_init(&out, SIZE_MAX - 1);
    buf_puts(&out, pointer);
    add_token(&out, name, strlen(name));
    return buf_detach(&out, NULL);
}

char *path_join_index(const char *pointer, size_t index)
{
    return xasprintf("%s/%zu", pointer, index);
}

char *path_parent(const char *pointer)
{
    if (!*pointer)
        return NULL;
    return xstrndup(pointer, last_slash(pointer, strlen(pointer)));
}

char *path_last(const char *pointer)
{
    if (!*pointer)
        return NULL;
    struct buf token;
    buf_init(&token, SIZE_MAX - 1);
    const char *at = pointer + last_slash(pointer, strlen(pointer));
    path_next(&at, &token);
    return buf_detach(&token, NULL);
}

bool path_within(const char *outer, const char *inner)
{
    const size_t len = strlen(outer);
    return strncmp(outer, inner, len) == 0 && (inner[len] == '\0' || inner[len] == '/');
}

bool path_match(const char *pattern, const char *pointer)
{
    while (*pattern == '/' && *pointer == '/') {
        const size_t a = strcspn(++pattern, "/");
        const size_t b = strcspn(++pointer, "/");
        const bool any = a == 1 && *pattern == '*';
        if (!any && (a != b || memcmp(pattern, pointer, a) != 0))
            return false;
        pattern += a;
        pointer += b;
    }
    return *pattern == '\0' && *pointer == '\0';
}

void path_show(const char *pointer, struct buf *out)
{
    struct buf token;
    buf_init(&token, PATH_MAX_LEN);
    bool first = true;
    while (path_next(&pointer, &token)) {
        size_t index;
        if (path_index(token.data, token.len, &index)) {
            buf_putc(out, '[');
            buf_put_number(out, index);
            buf_putc(out, ']');
        } else {
            if (!first)
                buf_putc(out, '.');
            buf_add(out, token.data, token.len);
        }
        first = false;
    }
    buf_finish(&token);
}
