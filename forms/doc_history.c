#include "forms/doc_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- an edit, turned around */

/* The pointer ends at its container for a moment: a step may hold 100,000 edits, and a copy of each costs
 * more than the walk. */
static void reach(struct doc *d, struct edit *e, struct trail *t)
{
    const char next = e->pointer[e->container_len];
    e->pointer[e->container_len] = '\0';
    doc_walk(d, e->pointer, t);
    e->pointer[e->container_len] = next;
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

static void swap_items(struct doc *d, struct edit *e, struct json *array)
{
    struct items *i = e->items;
    if (e->occupied)
        json_take_items(array, i->indexes, i->count, i->values);
    else
        json_insert_items(&d->arena, array, i->indexes, i->values, i->count);
    e->occupied = !e->occupied;
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
    case EDIT_ITEMS:
        swap_items(d, e, container);
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

/* ---- what changed, for those who follow */

static void release_change(struct change *c)
{
    free((char *)c->what.container);
    free((char *)c->what.member);
    free((char *)c->what.renamed);
    free((size_t *)c->what.indexes);
}

void doc_drop_changes(struct doc *d)
{
    for (size_t i = 0; d->changes && i < DOC_CHANGES_KEPT; i++)
        release_change(&d->changes[i]);
    free(d->changes);
    d->changes = NULL;
}

/* The path of the container's child in which pointer lies. */
static char *child_path(const struct edit *e, const char *pointer)
{
    return xstrndup(pointer, e->container_len + 1 + strcspn(pointer + e->container_len + 1, "/"));
}

static void describe_swap(const struct edit *e, struct doc_change *out)
{
    out->at = e->index;
    out->removed = e->occupied;
    out->added = e->holds;
}

static void describe_move(const struct edit *e, struct doc_change *out)
{
    const bool forward = e->index < e->to;
    out->at = forward ? e->index : e->to;
    out->removed = out->added = 1 + (forward ? e->to - e->index : e->index - e->to);
    out->moved = true;
    out->from = e->index;
    out->to = e->to;
}

static void describe_items(const struct edit *e, struct doc_change *out)
{
    const struct items *i = e->items;
    const size_t span = i->indexes[i->count - 1] - i->indexes[0] + 1;
    size_t *indexes = xreallocarray(NULL, i->count, sizeof *indexes);
    memcpy(indexes, i->indexes, i->count * sizeof *indexes);
    out->at = i->indexes[0];
    out->removed = e->occupied ? span : span - i->count;
    out->added = e->occupied ? span - i->count : span;
    out->indexes = indexes;
    out->count = i->count;
}

/* The first len bytes of the pointer name something within an item. A name of digits alone counts as the
 * place of one. */
static bool is_in_item(const char *pointer, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t end = at + 1;
        bool digits = true;
        for (; end < len && pointer[end] != '/'; end++)
            digits = digits && pointer[end] >= '0' && pointer[end] <= '9';
        if (digits && end > at + 1)
            return true;
        at = end;
    }
    return false;
}

/* Called before the edit is turned around. noted: somebody may follow it. */
static void note_change(struct doc *d, const struct edit *e, bool in_object, bool noted)
{
    const uint64_t revision = ++d->revision;
    if (e->kind == EDIT_ROOT || !is_in_item(e->pointer, e->container_len))
        d->outer_revision = revision;
    if (!noted)
        return;
    if (!d->changes)
        d->changes = xcalloc(DOC_CHANGES_KEPT, sizeof *d->changes);
    struct change *c = &d->changes[revision % DOC_CHANGES_KEPT];
    release_change(c);
    *c = (struct change){.revision = revision};
    struct doc_change *what = &c->what;
    what->container = e->kind == EDIT_ROOT ? NULL : xstrndup(e->pointer, e->container_len);
    if (in_object) {
        what->member = child_path(e, e->pointer);
        what->renamed = child_path(e, e->kind == EDIT_RENAME ? e->other : e->pointer);
    }
    switch (e->kind) {
    case EDIT_SWAP:
        describe_swap(e, what);
        break;
    case EDIT_ITEMS:
        describe_items(e, what);
        break;
    case EDIT_MOVE:
        describe_move(e, what);
        break;
    case EDIT_RENAME:
        what->at = e->index;
        what->removed = what->added = 1;
        break;
    case EDIT_ROOT:
        break;
    }
}

/* Called before the edit is turned around. What is written around a value does not depend on it, so one that
 * takes another's place changes the body by the difference of their texts. A container may be written
 * otherwise than its text says. */
static void follow_size(struct doc *d, const struct edit *e, const struct json *container)
{
    if (d->size == UNCOUNTED)
        return;
    if (e->kind == EDIT_SWAP && e->occupied && e->holds && !json_is_container(&e->value) &&
        !json_is_container(&container->items[e->index]))
        d->size = d->size - container->items[e->index].text_len + e->value.text_len;
    else
        d->size = UNCOUNTED;
}

/* more: so many edits of the same step come after it, and nobody looks between them. */
static void apply(struct doc *d, struct edit *e, size_t more)
{
    struct trail t;
    reach(d, e, &t);
    note_change(d, e, e->kind != EDIT_ROOT && json_is(trail_last(&t), JSON_OBJECT), more < DOC_CHANGES_KEPT);
    if (!e->done)
        e->clean_from = e->kind == EDIT_ROOT ? 1 : first_clean(&t);
    follow_size(d, e, trail_last(&t));
    turn(d, e, trail_last(&t));
    mark(e, &t);
    doc_parked_follow(d, &d->changes[d->revision % DOC_CHANGES_KEPT].what, (size_t)(e - d->edits));
}

/* ---- steps */

void doc_drop_edits(struct doc *d, size_t from)
{
    doc_parked_forget(d, from);
    while (d->count > from) {
        struct edit *e = &d->edits[--d->count];
        free(e->pointer);
        free(e->other);
        if (e->items) {
            free(e->items->indexes);
            free(e->items->values);
            free(e->items);
        }
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
    size_t first = d->applied - 1;
    while (first > 0 && d->edits[first - 1].step == step)
        first--;
    for (; d->applied > first; d->applied--)
        apply(d, &d->edits[d->applied - 1], d->applied - 1 - first);
    return d->edits[first].pointer;
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
    apply(d, &d->edits[d->applied++], 0);
}

void doc_visit(struct doc *d)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_VISIT});
    doc_close_step(d);
}

void doc_group_begin(struct doc *d)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_GROUP_BEGIN});
    doc_close_step(d);
    d->groups++;
}

void doc_group_end(struct doc *d)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_GROUP_END});
    if (d->groups > 0)
        d->groups--;
    doc_close_step(d);
}

/* Steps after the last one can only be redone, and an edit forgets them: their numbers may come again. */
void doc_group_resume(struct doc *d)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_GROUP_RESUME});
    doc_close_step(d);
    d->groups++;
    if (d->groups == 1 && d->applied > 0)
        d->step = d->edits[d->applied - 1].step;
}

size_t doc_edits(const struct doc *d)
{
    return d->applied;
}

void doc_join(struct doc *d, size_t since)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_JOIN, .index = since});
    doc_close_step(d);
    for (size_t i = since; i < d->applied; i++)
        d->edits[i].step = d->edits[since].step;
}

void doc_group_cancel(struct doc *d)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_GROUP_CANCEL});
    d->groups = 0;
    if (d->applied > 0 && d->edits[d->applied - 1].step == d->step) {
        step_back(d);
        doc_drop_edits(d, d->applied);
    }
    doc_close_step(d);
}

void doc_group_back(struct doc *d, size_t since)
{
    const bool done = d->applied > since;
    doc_tell(d, &(struct doc_call){.verb = DOC_GROUP_BACK, .index = since});
    for (; d->applied > since; d->applied--)
        apply(d, &d->edits[d->applied - 1], d->applied - 1 - since);
    if (done)
        doc_drop_edits(d, since);
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
    doc_tell(d, &(struct doc_call){.verb = DOC_UNDO});
    doc_close_step(d);
    tell(where, step_back(d));
    return true;
}

bool doc_redo(struct doc *d, char **where)
{
    if (d->applied == d->count)
        return false;
    doc_tell(d, &(struct doc_call){.verb = DOC_REDO});
    doc_close_step(d);
    const size_t first = d->applied, step = d->edits[first].step;
    size_t end = first;
    while (end < d->count && d->edits[end].step == step)
        end++;
    for (; d->applied < end; d->applied++)
        apply(d, &d->edits[d->applied], end - 1 - d->applied);
    tell(where, d->edits[first].pointer);
    return true;
}

uint64_t doc_revision(const struct doc *d)
{
    return d->revision;
}

bool doc_same_items(const struct doc *d, const char *list, uint64_t revision)
{
    return d->outer_revision <= revision && !is_in_item(list, strlen(list));
}

bool doc_change(const struct doc *d, uint64_t revision, struct doc_change *out)
{
    const struct change *c = d->changes ? &d->changes[revision % DOC_CHANGES_KEPT] : NULL;
    if (!c || c->revision != revision || !c->what.container)
        return false;
    *out = c->what;
    return true;
}

bool doc_modified(const struct doc *d)
{
    return d->applied != d->saved;
}

void doc_mark_saved(struct doc *d)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_SAVED});
    doc_close_step(d);
    d->saved = d->applied;
}
