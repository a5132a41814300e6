#include "forms/doc_private.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* How many containers lie in one another at most. */
static size_t depth_of(const struct json *v)
{
    if (!json_is_container(v))
        return 0;
    size_t deepest = 0;
    for (size_t i = 0; i < v->count; i++) {
        const size_t depth = depth_of(&v->items[i]);
        if (depth > deepest)
            deepest = depth;
    }
    return deepest + 1;
}

/* The value may stand there, as far as can be said without looking at the document. What is written must be
 * readable again, so the depth is limited here too. */
static bool check_value_fits(const char *pointer, const struct json *value, struct err *e)
{
    if (!path_valid(pointer))
        return err_set(e, ERR_USAGE, "\"%.200s\" is not a JSON pointer, such as /customer_data/customer_key.",
                       pointer);
    if (!*pointer && !json_is(value, JSON_OBJECT))
        return err_set(e, ERR_TYPE, "A configuration is a JSON object: it begins with { and ends with }.");
    size_t depth = depth_of(value);
    for (const char *p = pointer; *p; p++)
        depth += *p == '/';
    if (depth > JSON_DEPTH_MAX)
        return err_set(e, ERR_LIMIT, "Values may be nested %d levels deep at most.", JSON_DEPTH_MAX);
    return true;
}

static bool refuse_path(const char *pointer, size_t len, const char *why, struct err *e)
{
    struct buf shown;
    buf_init(&shown, PATH_MAX_LEN);
    char *part = xstrndup(pointer, len);
    path_show(part, &shown);
    err_set(e, ERR_TYPE, "%.200s: %s", *part ? shown.data : "The configuration", why);
    free(part);
    buf_finish(&shown);
    return false;
}

/* The child of container at 'token' can be made: a member, or the item after the last. *index becomes where
 * it goes. */
static bool place_for(const struct json *container, const char *token, size_t len, size_t *index)
{
    if (json_is(container, JSON_OBJECT)) {
        *index = container->count;
        return true;
    }
    return json_is(container, JSON_ARRAY) && path_index(token, len, index) && *index == container->count;
}

/* value named as the first token of rest says, when it stands in an object. */
static struct json dress(struct doc *d, const struct json *container, const char *rest, struct json value)
{
    if (!json_is(container, JSON_OBJECT))
        return value;
    struct buf name;
    buf_init(&name, SIZE_MAX - 1);
    path_next(&rest, &name);
    const struct json named = json_with_name(&d->arena, &value, name.data, name.len);
    buf_finish(&name);
    return named;
}

/* Puts value into new containers, from the inside out, one for each token of rest[0..len) after the first:
 * a list where that token is 0, an object elsewhere. */
static bool wrap(struct doc *d, const char *rest, size_t len, struct json *value)
{
    for (;;) {
        size_t slash = len;
        while (slash > 0 && rest[slash - 1] != '/')
            slash--;
        if (slash <= 1)
            return true;
        const char *token = rest + slash;
        size_t index;
        const bool is_index = path_index(token, len - slash, &index);
        if (is_index && index > 0)
            return false;
        struct json parent = is_index ? json_make_array() : json_make_object();
        const struct json child = dress(d, &parent, token - 1, *value);
        json_insert(&d->arena, &parent, 0, &child);
        *value = parent;
        len = slash - 1;
    }
}

static void commit_root(struct doc *d, struct json value)
{
    value.flags &= (uint8_t) ~(JSON_NAMED | JSON_NAME_ESCAPED);
    doc_commit(d, (struct edit){.kind = EDIT_ROOT, .pointer = xstrdup(""), .value = value});
}

static void replace_root(struct doc *d, struct json value)
{
    if (!json_same(&value, &d->tree.root))
        commit_root(d, value);
}

void doc_become_value(struct doc *d, struct json value)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_BECOME, .values = &value, .count = 1});
    doc_close_step(d);
    commit_root(d, value);
    doc_close_step(d);
}

void doc_become(struct doc *d, struct doc *take)
{
    d->others = xreallocarray(d->others, d->other_count + take->other_count + 1, sizeof *d->others);
    for (size_t i = 0; i < take->other_count; i++)
        d->others[d->other_count++] = take->others[i];
    d->others[d->other_count++] = take->text;
    take->text = NULL;
    take->other_count = 0;
    arena_join(&d->arena, &take->arena);
    doc_become_value(d, take->tree.root);
    doc_free(take);
}

/* The value at the end of the trail becomes another. */
static void replace(struct doc *d, const char *pointer, const struct trail *t, const struct json *value)
{
    if (json_same(value, trail_last(t)))
        return;
    doc_commit(d, (struct edit){
                      .kind = EDIT_SWAP,
                      .pointer = xstrdup(pointer),
                      .container_len = t->end[t->depth - 1],
                      .index = t->index[t->depth],
                      .value = json_in_place_of(&d->arena, value, trail_last(t)),
                      .holds = true,
                      .occupied = true,
                  });
}

/* The value, and the parents that it lacks, are made where the trail ends. */
static bool create(struct doc *d, const char *pointer, const struct trail *t, struct json value,
                   struct err *e)
{
    const struct json *container = trail_last(t);
    const size_t end = t->end[t->depth];
    const char *rest = pointer + end;
    size_t index;
    if (!place_for(container, rest + 1, strcspn(rest + 1, "/"), &index))
        return refuse_path(pointer, end,
                           json_is(container, JSON_ARRAY) ? "the list has no such position."
                                                          : "this value has no fields of its own.",
                           e);
    if (!wrap(d, rest, strlen(rest), &value))
        return refuse_path(pointer, strlen(pointer), "a list begins at position 0.", e);
    doc_commit(d, (struct edit){
                      .kind = EDIT_SWAP,
                      .pointer = xstrdup(pointer),
                      .container_len = end,
                      .index = index,
                      .value = dress(d, container, rest, value),
                      .holds = true,
                  });
    return true;
}

/* doc_set of a value that nothing else holds, and that fits. */
static bool place(struct doc *d, const char *pointer, struct json value, struct err *e)
{
    doc_begin_edit(d, pointer);
    struct trail t;
    bool fine = true;
    if (!*pointer)
        replace_root(d, value);
    else if (doc_walk(d, pointer, &t))
        replace(d, pointer, &t, &value);
    else
        fine = create(d, pointer, &t, value, e);
    doc_keep_open(d, pointer);
    return fine;
}

/* The same for a caller who asked for no more than that. What does not fit changes nothing, and nobody hears
 * of it: it must not pass for what was typed last. */
static bool set_own(struct doc *d, const char *pointer, struct json value, struct err *e)
{
    if (!check_value_fits(pointer, &value, e))
        return false;
    doc_tell(d, &(struct doc_call){.verb = DOC_SET, .pointer = pointer, .values = &value, .count = 1});
    return place(d, pointer, value, e);
}

bool doc_set_again(struct doc *d, const char *pointer, const struct json *value, struct err *e)
{
    return set_own(d, pointer, json_clone(&d->arena, value), e);
}

bool doc_set(struct doc *d, const char *pointer, const struct json *value, struct err *e)
{
    const struct json *now = doc_get(d, pointer);
    return (now && json_same(now, value)) || doc_set_again(d, pointer, value, e);
}

bool doc_set_chars(struct doc *d, const char *pointer, const char *p, size_t len, struct err *e)
{
    const struct json *now = doc_get(d, pointer);
    if (json_is(now, JSON_STRING) && json_chars_equal(now, p, len))
        return true;
    return set_own(d, pointer, json_make_chars(&d->arena, p, len), e);
}

bool doc_set_bool(struct doc *d, const char *pointer, bool value, struct err *e)
{
    return set_own(d, pointer, json_make_bool(value), e);
}

bool doc_set_text(struct doc *d, const char *pointer, const char *text, size_t len, struct err *e)
{
    char *copy = arena_text(&d->arena, len);
    memcpy(copy, text, len);
    struct json_tree tree;
    return json_parse(&d->arena, copy, len, &tree, e) && set_own(d, pointer, tree.root, e);
}

static bool is_from_text(const struct doc *d, const struct json *v)
{
    const uintptr_t text = (uintptr_t)d->tree.text, at = (uintptr_t)v->text;
    return at >= text && at < text + d->tree.len;
}

/* How many objects around the value at the end of the trail would be left empty without it and owe their
 * being to an edit; never out of a list, whose other items would change places. */
static size_t count_empty(const struct doc *d, const struct trail *t)
{
    size_t depth = t->depth;
    while (depth >= 2) {
        const struct json *parent = t->value[depth - 1];
        if (!json_is(parent, JSON_OBJECT) || parent->count != 1 || is_from_text(d, parent) ||
            !json_is(t->value[depth - 2], JSON_OBJECT))
            break;
        depth--;
    }
    return t->depth - depth;
}

/* The end of every unset: the trail leads to the value, if it is there. */
static void take_away(struct doc *d, const char *pointer, const struct trail *t, bool there, size_t around)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_UNSET, .pointer = pointer, .index = around});
    if (!there)
        return;
    const bool member = json_is(t->value[t->depth - 1], JSON_OBJECT);
    const size_t depth = t->depth - around;
    doc_commit(d, (struct edit){
                      .kind = EDIT_SWAP,
                      .pointer = xstrdup(pointer),
                      .container_len = t->end[depth - 1],
                      .index = t->index[depth],
                      .occupied = true,
                  });
    /* The same path names the next item once an item is gone: unsetting it again is another step. */
    if (member)
        doc_keep_open(d, pointer);
    else
        doc_close_step(d);
}

bool doc_unset_with(struct doc *d, const char *pointer, size_t around)
{
    struct trail t;
    if (!*pointer)
        return false;
    doc_begin_edit(d, pointer);
    const bool there = doc_walk(d, pointer, &t) && around < t.depth;
    take_away(d, pointer, &t, there, around);
    return there;
}

bool doc_unset(struct doc *d, const char *pointer, struct err *e)
{
    struct trail t;
    if (!*pointer)
        return err_set(e, ERR_TYPE, "The configuration itself cannot be taken away.");
    doc_begin_edit(d, pointer);
    const bool there = doc_walk(d, pointer, &t);
    take_away(d, pointer, &t, there, there ? count_empty(d, &t) : 0);
    return true;
}

/* The trail to the array at pointer, or false with *e. */
static bool walk_to_array(struct doc *d, const char *pointer, struct trail *t, struct err *e)
{
    if (doc_walk(d, pointer, t) && json_is(trail_last(t), JSON_ARRAY))
        return true;
    return refuse_path(pointer, strlen(pointer), "this is not a list.", e);
}

/* For what goes into a list that is not there yet. */
static bool begin_list(struct doc *d, const char *pointer, struct json value, struct err *e)
{
    return check_value_fits(pointer, &value, e) && place(d, pointer, value, e);
}

static bool insert_item(struct doc *d, const char *pointer, size_t index, const char *item,
                        const struct json *value, struct err *e)
{
    struct trail t;
    if (!walk_to_array(d, pointer, &t, e) || !check_value_fits(item, value, e))
        return false;
    if (index > trail_last(&t)->count)
        return refuse_path(pointer, strlen(pointer), "the list has no such position.", e);
    doc_commit(d, (struct edit){
                      .kind = EDIT_SWAP,
                      .pointer = xstrdup(item),
                      .container_len = strlen(pointer),
                      .index = index,
                      .value = json_clone(&d->arena, value),
                      .holds = true,
                  });
    return true;
}

bool doc_insert(struct doc *d, const char *pointer, size_t index, const struct json *value, struct err *e)
{
    char *item = path_join_index(pointer, index);
    doc_tell(d, &(struct doc_call){
                    .verb = DOC_INSERT, .pointer = pointer, .index = index, .values = value, .count = 1});
    doc_close_step(d);
    const bool fine = doc_get(d, pointer) ? insert_item(d, pointer, index, item, value, e)
                                          : begin_list(d, item, json_clone(&d->arena, value), e);
    doc_close_step(d);
    free(item);
    return fine;
}

/* ---- many items at once */

static struct items *items_new(size_t count)
{
    struct items *i = xcalloc(1, sizeof *i);
    i->indexes = xreallocarray(NULL, count, sizeof *i->indexes);
    i->values = xreallocarray(NULL, count, sizeof *i->values);
    i->count = count;
    return i;
}

static void commit_items(struct doc *d, const char *pointer, struct items *take, bool occupied)
{
    doc_close_step(d);
    doc_commit(d, (struct edit){
                      .kind = EDIT_ITEMS,
                      .pointer = path_join_index(pointer, take->indexes[0]),
                      .container_len = strlen(pointer),
                      .items = take,
                      .occupied = occupied,
                  });
    doc_close_step(d);
}

bool doc_delete_items(struct doc *d, const char *pointer, const size_t *indexes, size_t count, struct err *e)
{
    struct trail t;
    if (!walk_to_array(d, pointer, &t, e))
        return false;
    if (count == 0)
        return true;
    doc_tell(d, &(struct doc_call){
                    .verb = DOC_DELETE_ITEMS, .pointer = pointer, .indexes = indexes, .count = count});
    if (indexes[count - 1] >= trail_last(&t)->count)
        return refuse_path(pointer, strlen(pointer), "the list has no such position.", e);
    struct items *i = items_new(count);
    memcpy(i->indexes, indexes, count * sizeof *indexes);
    commit_items(d, pointer, i, true);
    return true;
}

/* A new list of copies of the values. */
static struct json make_list(struct doc *d, const struct json *values, size_t count)
{
    struct json list = json_make_array();
    for (size_t i = 0; i < count; i++) {
        const struct json item = json_clone(&d->arena, &values[i]);
        json_insert(&d->arena, &list, i, &item);
    }
    return list;
}

bool doc_insert_items(struct doc *d, const char *pointer, size_t index, const struct json *values,
                      size_t count, struct err *e)
{
    struct trail t;
    if (count == 0)
        return true;
    doc_tell(
        d,
        &(struct doc_call){
            .verb = DOC_INSERT_ITEMS, .pointer = pointer, .index = index, .values = values, .count = count});
    if (!doc_get(d, pointer) && index == 0) {
        doc_close_step(d);
        const bool made = begin_list(d, pointer, make_list(d, values, count), e);
        doc_close_step(d);
        return made;
    }
    if (!walk_to_array(d, pointer, &t, e))
        return false;
    if (index > trail_last(&t)->count)
        return refuse_path(pointer, strlen(pointer), "the list has no such position.", e);
    char *item = path_join_index(pointer, index);
    bool fits = true;
    for (size_t i = 0; fits && i < count; i++)
        fits = check_value_fits(item, &values[i], e);
    free(item);
    if (!fits)
        return false;
    struct items *list = items_new(count);
    for (size_t i = 0; i < count; i++) {
        list->indexes[i] = index + i;
        list->values[i] = json_clone(&d->arena, &values[i]);
    }
    commit_items(d, pointer, list, false);
    return true;
}

bool doc_move(struct doc *d, const char *pointer, size_t from, size_t to, struct err *e)
{
    struct trail t;
    doc_tell(d, &(struct doc_call){.verb = DOC_MOVE, .pointer = pointer, .index = from, .to = to});
    if (!walk_to_array(d, pointer, &t, e))
        return false;
    if (from >= trail_last(&t)->count || to >= trail_last(&t)->count)
        return refuse_path(pointer, strlen(pointer), "the list has no such position.", e);
    doc_close_step(d);
    if (from != to)
        doc_commit(d, (struct edit){
                          .kind = EDIT_MOVE,
                          .pointer = path_join_index(pointer, from),
                          .other = path_join_index(pointer, to),
                          .container_len = strlen(pointer),
                          .index = from,
                          .to = to,
                      });
    doc_close_step(d);
    return true;
}

bool doc_rename(struct doc *d, const char *pointer, const char *name, size_t len, struct err *e)
{
    struct trail t;
    doc_tell(d, &(struct doc_call){.verb = DOC_RENAME, .pointer = pointer, .name = name, .len = len});
    if (!doc_walk(d, pointer, &t) || t.depth == 0 || !json_is(t.value[t.depth - 1], JSON_OBJECT))
        return refuse_path(pointer, strlen(pointer), "this is not a field with a name.", e);
    const long known = json_find(t.value[t.depth - 1], name, len);
    if (known >= 0 && (size_t)known == t.index[t.depth])
        return true;
    if (known >= 0)
        return err_set(e, ERR_EXISTS, "There is a field with the name \"%.*s\" already.",
                       (int)(len > 200 ? 200 : len), name);
    doc_close_step(d);
    char *parent = path_parent(pointer), *own_name = xstrndup(name, len);
    doc_commit(d, (struct edit){
                      .kind = EDIT_RENAME,
                      .pointer = xstrdup(pointer),
                      .other = path_join(parent, own_name),
                      .container_len = t.end[t.depth - 1],
                      .index = t.index[t.depth],
                      .value = json_with_name(&d->arena, trail_last(&t), name, len),
                  });
    free(parent);
    free(own_name);
    doc_close_step(d);
    return true;
}
