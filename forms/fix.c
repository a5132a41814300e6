#include "forms/fix.h"

#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

void fix_finish(struct fix *f)
{
    if (!f)
        return;
    free(f->words);
    free(f->value);
    free(f->to);
    *f = (struct fix){0};
}

struct fix fix_copy(const struct fix *f)
{
    return (struct fix){
        .kind = f->kind,
        .words = f->words ? xstrdup(f->words) : NULL,
        .value = f->value ? xstrdup(f->value) : NULL,
        .to = f->to ? xstrdup(f->to) : NULL,
    };
}

/* The value goes to a place where nothing is. */
static bool move(struct doc *d, const char *from, const char *to, struct err *e)
{
    char *name = path_last(to), *above = path_parent(from), *beside = path_parent(to);
    const bool same = name && above && beside && strcmp(above, beside) == 0;
    const bool renamed = same && !doc_get(d, to) && doc_rename(d, from, name, strlen(name), NULL);
    free(name);
    free(above);
    free(beside);
    if (renamed)
        return true;
    const struct json *value = doc_get(d, from);
    if (doc_get(d, to))
        return err_set(e, ERR_EXISTS, "There is something at the new place already.");
    const struct json copy = json_clone(doc_arena(d), value);
    return doc_set(d, to, &copy, e) && doc_unset(d, from, e);
}

/* Sets the members of an object beside the value. */
static bool set_beside(struct doc *d, const char *pointer, const char *text, struct err *e)
{
    struct arena nodes;
    struct json_tree tree;
    struct buf name;
    char *parent = path_parent(pointer);
    arena_init(&nodes);
    buf_init(&name, BUF_TEXT_MAX);
    bool done = parent && json_parse(&nodes, text, strlen(text), &tree, e);
    for (uint32_t i = 0; done && i < tree.root.count; i++) {
        const struct json *v = &tree.root.items[i];
        size_t len;
        const char *p = json_name(v, &name, &len);
        char *member = xstrndup(p, len), *at = path_join(parent, member);
        done = doc_set_text(d, at, v->text, v->text_len, e);
        free(at);
        free(member);
    }
    buf_finish(&name);
    arena_finish(&nodes);
    free(parent);
    return done;
}

bool fix_apply(struct doc *d, const struct problem *p, struct err *e)
{
    bool done = false;
    if (!doc_get(d, p->pointer))
        return err_set(e, ERR_NOT_FOUND, "The value is not there any more.");
    doc_group_begin(d);
    const size_t before = doc_edits(d);
    switch (p->fix.kind) {
    case FIX_NONE:
        err_set(e, ERR_USAGE, "Nobody but you can say how to mend this.");
        break;
    case FIX_SET:
        done = doc_set_text(d, p->pointer, p->fix.value, strlen(p->fix.value), e);
        break;
    case FIX_UNSET:
        done = doc_unset(d, p->pointer, e);
        break;
    case FIX_BESIDE:
        done = set_beside(d, p->pointer, p->fix.value, e);
        break;
    case FIX_MOVE:
        done = move(d, p->pointer, p->fix.to, e);
        break;
    }
    if (!done)
        doc_group_back(d, before); /* what the caller's group has mended before stays */
    doc_group_end(d);
    return done;
}
