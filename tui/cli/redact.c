#include "config.h"

#include "tui/cli/redact.h"

#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* Pointers of what is to be hidden: collected first, since an edit moves the values around it. */
struct found {
    char **items;
    size_t count, cap;
};

struct search {
    const struct wizard *wizard;
    struct path path;
    struct buf name;
    struct found found;
};

static void remember(struct found *f, const char *pointer)
{
    if (f->count == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 64;
        f->items = xreallocarray(f->items, f->cap, sizeof *f->items);
    }
    f->items[f->count++] = xstrdup(pointer);
}

/* false: a member has no path. */
static bool visit(struct search *s, const struct json *v)
{
    for (size_t i = 0; i < v->count; i++) {
        const struct json *child = &v->items[i];
        size_t len = 0;
        const char *name = v->kind == JSON_OBJECT ? json_name(child, &s->name, &len) : NULL;
        if (!(name ? path_push(&s->path, name, len) : path_push_index(&s->path, i)))
            return false;
        if (name && !json_is(child, JSON_NULL) && wizard_is_secret(s->wizard, name, len))
            remember(&s->found, s->path.text.data);
        else if (json_is_container(child) && !visit(s, child))
            return false;
        path_pop(&s->path);
    }
    return true;
}

bool redact_document(struct doc *d, const struct wizard *w, struct err *e)
{
    struct search s = {.wizard = w};
    path_init(&s.path);
    buf_init(&s.name, BUF_TEXT_MAX);
    bool hidden = visit(&s, doc_root(d));
    doc_group_begin(d);
    for (size_t i = 0; i < s.found.count; i++) {
        hidden = doc_set_chars(d, s.found.items[i], REDACTED, strlen(REDACTED), NULL) && hidden;
        free(s.found.items[i]);
    }
    doc_group_end(d);
    free(s.found.items);
    buf_finish(&s.name);
    path_finish(&s.path);
    return hidden ||
           err_set(e, ERR_LIMIT,
                   "The secrets in this body cannot be hidden for sure: a member cannot be reached, since a "
                   "name holds NUL or is too long. Show it without --redact only to yourself.");
}
