#include "forms/doc_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- an edit, turned around */

static void reach(struct doc *d, const struct edit *e, struct trail *t)
{
    char *pointer = xstrndup(e->pointer, e->container_len);
    doc_walk(d, pointer, t);
    free(pointer);
}

static size_t first_clean(const struct trail *t)
{
    size_t i = 0;
    while (i <= t->depth && t->value[i]->flags & JSON_CHANGED)
        i++;
    return i;
}

/* An edit marks its container and all above it; when it is taken back, the marks that it made go too, and
 * they are written as they were read. */
static void mark(const struct edit *e, struct trail *t)
{
    for (size_t i = e->clean_from; i <= t->depth; i++) {
        if (e->done)
            json_mark(t->value[i]);
        else
            t->value[i]->flags &= (uint8_t)~JSON_CHANGED;
    }
}

static void swap_values(struct json *a, struct json *b)
{
    const struct json keep = *a;
    *a = *b;
    *b = keep;
}

static void swap_slot(struct doc *d, struct edit *e, struct json *container)
{
    if (e->occupied && e->holds) {
        swap_values(&container->items[e->index], &e->value);
    } else {
        if (e->occupied)
            e->value = json_take(container, e->index);
        else
            json_insert(&d->arena, container, e->index, &e->value);
        e->occupied = !e->occupied;
        e->holds = !e->holds;
    }
}

/* The name changes, the children stay: they may have been edited, and must not be held in two places. */
static void swap_names(struct edit *e, struct json *member)
{
    swap_values(member, &e->value);
    member->items = e->value.items;
    member->count = e->value.count;
    member->room = e->value.room;
    member->flags = (uint8_t)((member->flags & ~JSON_CHANGED) | (e->value.flags & JSON_CHANGED));
}

static void move_item(struct doc *d, struct edit *e, struct json *array)
{
    const struct json item = json_take(array, e->index);
    json_insert(&d->arena, array, e->to, &item);
    const size_t from = e->index;
    e->index = e->to;
    e->to = from;
}

static void turn(struct doc *d, struct edit *e, struct json *container)
{
    switch (e->kind) {
    case EDIT_SWAP:
        swap_slot(d, e, container);
        break;
    case EDIT_MOVE:
        move_item(d, e, container);
        break;
    case EDIT_RENAME:
        swap_names(e, &container->items[e->index]);
        break;
    case EDIT_ROOT:
        swap_values(container, &e->value);
        break;
    }
    if (e->other) {
        char *before = e->pointer;
        e->pointer = e->other;
        e->other = before;
    }
    e->done = !e->done;
}

/* Called before the edit is turned around. */
static void note_change(struct doc *d, const struct edit *e)
{
    struct change *c = &d->changes[++d->revision % CHANGES_KEPT];
    free(c->container);
    *c = (struct change){.revision = d->revision, .at = e->index, .removed = 1, .added = 1};
    c->container = e->kind == EDIT_ROOT ? NULL : xstrndup(e->pointer, e->container_len);
    if (e->kind == EDIT_SWAP) {
        c->removed = e->occupied;
        c->added = e->holds;
    } else if (e->kind == EDIT_MOVE) {
        c->at = e->index < e->to ? e->index : e->to;
        c->removed = c->added = 1 + (e->index < e->to ? e->to - e->index : e->index - e->to);
    }
}

static void apply(struct doc *d, struct edit *e)
{
    struct trail t;
    note_change(d, e);
    reach(d, e, &t);
    if (!e->done)
        e->clean_from = e->kind == EDIT_ROOT ? 1 : first_clean(&t);
    turn(d, e, trail_last(&t));
    mark(e, &t);
}

/* ---- steps */

void doc_drop_edits(struct doc *d, size_t from)
{
    while (d->count > from) {
        struct edit *e = &d->edits[--d->count];
        free(e->pointer);
        free(e->other);
    }
}

void doc_close_step(struct doc *d)
{
    free(d->open);
    d->open = NULL;
    if (!d->groups)
        d->step++;
}

/* Takes back all edits of the last applied step; they can be redone. */
static const char *step_back(struct doc *d)
{
    const size_t step = d->edits[d->applied - 1].step;
    while (d->applied > 0 && d->edits[d->applied - 1].step == step)
        apply(d, &d->edits[--d->applied]);
    return d->edits[d->applied].pointer;
}

void doc_begin_edit(struct doc *d, const char *pointer)
{
    if (d->groups)
        return;
    if (!d->open || strcmp(d->open, pointer) != 0) {
        doc_close_step(d);
    } else if (d->applied > 0 && d->edits[d->applied - 1].step == d->step) {
        step_back(d);
        doc_drop_edits(d, d->applied);
    }
}

void doc_keep_open(struct doc *d, const char *pointer)
{
    if (d->groups || (d->open && strcmp(d->open, pointer) == 0))
        return;
    free(d->open);
    d->open = xstrdup(pointer);
}

void doc_commit(struct doc *d, struct edit edit)
{
    if (d->saved != NEVER && d->saved > d->applied)
        d->saved = NEVER;
    doc_drop_edits(d, d->applied);
    if (d->count == d->cap) {
        d->cap = d->cap ? d->cap * 2 : 16;
        d->edits = xreallocarray(d->edits, d->cap, sizeof *d->edits);
    }
    edit.step = d->step;
    d->edits[d->count++] = edit;
    apply(d, &d->edits[d->applied++]);
}

void doc_visit(struct doc *d)
{
    doc_close_step(d);
}

void doc_group_begin(struct doc *d)
{
    doc_close_step(d);
    d->groups++;
}

void doc_group_end(struct doc *d)
{
    if (d->groups > 0)
        d->groups--;
    doc_close_step(d);
}

static void tell(char **where, const char *pointer)
{
    if (where)
        *where = xstrdup(pointer);
}

bool doc_undo(struct doc *d, char **where)
{
    if (d->applied == 0)
        return false;
    doc_close_step(d);
    tell(where, step_back(d));
    return true;
}

bool doc_redo(struct doc *d, char **where)
{
    if (d->applied == d->count)
        return false;
    doc_close_step(d);
    const size_t first = d->applied, step = d->edits[first].step;
    while (d->applied < d->count && d->edits[d->applied].step == step)
        apply(d, &d->edits[d->applied++]);
    tell(where, d->edits[first].pointer);
    return true;
}

uint64_t doc_revision(const struct doc *d)
{
    return d->revision;
}

bool doc_change(const struct doc *d, uint64_t revision, struct doc_change *out)
{
    const struct change *c = &d->changes[revision % CHANGES_KEPT];
    if (c->revision != revision || !c->container)
        return false;
    *out =
        (struct doc_change){.container = c->container, .at = c->at, .removed = c->removed, .added = c->added};
    return true;
}

bool doc_modified(const struct doc *d)
{
    return d->applied != d->saved;
}

void doc_mark_saved(struct doc *d)
{
    doc_close_step(d);
    d->saved = d->applied;
}
