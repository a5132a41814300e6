#include "tests/test.h"

#include "tests/forms/doc_model.h"

#include "forms/mem.h"
#include "forms/path.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct model {
    json_t *root;
    json_t *read[4096]; /* containers that stood in the opened text */
    size_t read_count;
};

static void note_read(struct model *m, json_t *v)
{
    size_t i;
    json_t *child;
    const char *name;
    if (!json_is_object(v) && !json_is_array(v))
        return;
    assert_true(m->read_count < sizeof m->read / sizeof *m->read);
    m->read[m->read_count++] = json_incref(v);
    json_array_foreach(v, i, child) note_read(m, child);
    json_object_foreach(v, name, child) note_read(m, child);
}

struct model *model_new(const char *text)
{
    struct model *m = xcalloc(1, sizeof *m);
    m->root = json_loads(text, 0, NULL);
    assert_non_null(m->root);
    note_read(m, m->root);
    return m;
}

void model_free(struct model *m)
{
    while (m->read_count > 0)
        json_decref(m->read[--m->read_count]);
    json_decref(m->root);
    free(m);
}

static bool was_read(const struct model *m, const json_t *v)
{
    for (size_t i = 0; i < m->read_count; i++)
        if (m->read[i] == v)
            return true;
    return false;
}

static json_t *model_child(json_t *v, const char *token)
{
    size_t index;
    if (json_is_object(v))
        return json_object_get(v, token);
    return path_index(token, strlen(token), &index) ? json_array_get(v, index) : NULL;
}

static json_t *model_get(json_t *root, const char *pointer)
{
    struct buf token;
    buf_init(&token, 100);
    while (root && path_next(&pointer, &token))
        root = model_child(root, token.data);
    buf_finish(&token);
    return root;
}

/* False: not possible. */
static bool set_value(struct model *m, const char *pointer, json_t *value)
{
    char *parent_pointer = path_parent(pointer), *token = path_last(pointer);
    json_t *parent = model_get(m->root, parent_pointer);
    size_t index = 0;
    const bool is_index = path_index(token, strlen(token), &index);
    if (!parent && (!is_index || index == 0)) {
        json_t *made = is_index ? json_array() : json_object();
        if (set_value(m, parent_pointer, made))
            parent = made;
        json_decref(made);
    }
    bool fine = false;
    if (json_is_object(parent))
        fine = json_object_set(parent, token, value) == 0;
    else if (json_is_array(parent) && is_index && index < json_array_size(parent))
        fine = json_array_set(parent, index, value) == 0;
    else if (json_is_array(parent) && is_index && index == json_array_size(parent))
        fine = json_array_append(parent, value) == 0;
    free(parent_pointer);
    free(token);
    return fine;
}

void model_unset(struct model *m, const char *pointer)
{
    char *parent_pointer = path_parent(pointer), *token = path_last(pointer);
    json_t *parent = model_get(m->root, parent_pointer);
    size_t index;
    if (json_is_array(parent) && path_index(token, strlen(token), &index)) {
        json_array_remove(parent, index);
    } else if (json_is_object(parent) && json_object_del(parent, token) == 0 &&
               json_object_size(parent) == 0 && *parent_pointer && !was_read(m, parent)) {
        char *above = path_parent(parent_pointer);
        if (json_is_object(model_get(m->root, above)))
            model_unset(m, parent_pointer);
        free(above);
    }
    free(parent_pointer);
    free(token);
}

bool model_set(struct model *m, const char *pointer, const char *text)
{
    json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);
    assert_non_null(value);
    const bool fine = set_value(m, pointer, value);
    json_decref(value);
    return fine;
}

bool model_insert(struct model *m, const char *pointer, size_t index, const char *text)
{
    json_t *array = model_get(m->root, pointer);
    if (array)
        return json_is_array(array) && index <= json_array_size(array) &&
               json_array_insert_new(array, index, json_loads(text, JSON_DECODE_ANY, NULL)) == 0;
    char *item = path_join_index(pointer, index);
    const bool fine = model_set(m, item, text);
    free(item);
    return fine;
}

bool model_move(struct model *m, const char *pointer, size_t from, size_t to)
{
    json_t *array = model_get(m->root, pointer);
    if (!json_is_array(array) || from >= json_array_size(array) || to >= json_array_size(array))
        return false;
    json_t *item = json_incref(json_array_get(array, from));
    json_array_remove(array, from);
    json_array_insert_new(array, to, item);
    return true;
}

bool model_rename(struct model *m, const char *pointer, const char *name)
{
    char *parent_pointer = path_parent(pointer), *token = path_last(pointer);
    json_t *parent = model_get(m->root, parent_pointer);
    const bool exists = json_is_object(parent) && json_object_get(parent, token);
    const bool same = strcmp(token, name) == 0;
    const bool fine = exists && (same || !json_object_get(parent, name));
    if (fine && !same) {
        /* jansson cannot rename in place: every member is taken out and put back in order */
        json_t *old = json_copy(parent), *child;
        const char *key;
        json_object_clear(parent);
        json_object_foreach(old, key, child) json_object_set(parent, strcmp(key, token) ? key : name, child);
        json_decref(old);
    }
    free(parent_pointer);
    free(token);
    return fine;
}

char *model_text(const struct model *m)
{
    return json_dumps(m->root, JSON_COMPACT);
}

char *model_compact(const char *text)
{
    json_error_t error;
    json_t *read = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!read)
        fail_msg("not JSON: %s in %s", error.text, text);
    char *compact = json_dumps(read, JSON_COMPACT);
    json_decref(read);
    return compact;
}
