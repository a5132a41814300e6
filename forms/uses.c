#include "forms/uses.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- the references in a record, or beside the lists */

struct walk {
    const struct wizard *w;
    const char *list; /* NULL: beside the lists */
    struct path at;
    struct buf scratch;
    use_each *each;
    void *context;
    bool ended;
};

static void tell(struct walk *k, const char *list, const struct json *v)
{
    size_t len;
    if (k->ended || !list || !json_is(v, JSON_STRING))
        return;
    const char *text = json_chars(v, &k->scratch, &len);
    k->ended = !k->each(k->context, k->at.text.data, list, text, len);
}

static void tell_items(struct walk *k, const char *list, const struct json *array)
{
    for (uint32_t i = 0; json_is(array, JSON_ARRAY) && i < array->count; i++)
        if (path_push_index(&k->at, i)) {
            tell(k, list, &array->items[i]);
            path_pop(&k->at);
        }
}

static void walk_object(struct walk *k, const struct json *object);

static bool is_list(const struct walk *k, const struct json *v)
{
    return !k->list && json_is(v, JSON_ARRAY) && wizard_is_list(k->w, k->at.text.data);
}

static void walk_member(struct walk *k, const struct json *object, const struct json *v, enum meaning meaning,
                        const char *space)
{
    if (is_list(k, v))
        return;
    if (meaning == MEANING_REFERENCE)
        tell(k, space, v);
    else if (meaning == MEANING_REFERENCES)
        tell_items(k, space, v);
    else if (meaning == MEANING_RESOURCE)
        tell(k, wizard_list_said(k->w, object, space), v);
    else if (meaning == MEANING_NONE && json_is(v, JSON_OBJECT))
        walk_object(k, v);
}

static void walk_object(struct walk *k, const struct json *object)
{
    for (uint32_t i = 0; i < object->count && !k->ended; i++) {
        const struct json *v = &object->items[i];
        const char *space;
        size_t len;
        const char *name = json_name(v, &k->scratch, &len);
        const enum meaning meaning = wizard_meaning(k->w, k->list, name, len, &space);
        if (path_push(&k->at, name, len)) {
            walk_member(k, object, v, meaning, space);
            path_pop(&k->at);
        }
    }
}

static void walk(const struct wizard *w, const char *list, const char *pointer, const struct json *v,
                 use_each *each, void *context)
{
    struct walk k = {.w = w, .list = list, .each = each, .context = context};
    path_init(&k.at);
    buf_init(&k.scratch, BUF_BODY_MAX);
    if (json_is(v, JSON_OBJECT) && path_set(&k.at, pointer))
        walk_object(&k, v);
    buf_finish(&k.scratch);
    path_finish(&k.at);
}

void uses_in_record(const struct wizard *w, const char *list, const char *pointer, const struct json *record,
                    use_each *each, void *context)
{
    walk(w, list, pointer, record, each, context);
}

void uses_beside(const struct wizard *w, const struct json *root, use_each *each, void *context)
{
    walk(w, NULL, "", root, each, context);
}

/* ---- finding */

struct search {
    const char *list;
    const struct key_text *keys;
    size_t count;
    struct uses *out;
};

static struct use *add(struct uses *u)
{
    if (u->count == u->cap) {
        u->cap = u->cap ? u->cap * 2 : 16;
        u->items = xreallocarray(u->items, u->cap, sizeof *u->items);
    }
    u->items[u->count] = (struct use){0};
    return &u->items[u->count++];
}

static void add_use(void *context, const char *list, size_t index, size_t nth)
{
    struct search *s = context;
    struct use *u = add(s->out);
    u->list = list;
    u->index = index;
    u->nth = nth;
}

static bool add_record(void *context, const char *list, size_t index)
{
    add_use(context, list, index, 0);
    return true;
}

static bool add_beside(void *context, const char *pointer, const char *list, const char *text, size_t len)
{
    struct search *s = context;
    const struct key_text named = {text, len};
    if (strcmp(list, s->list) == 0 && bsearch(&named, s->keys, s->count, sizeof named, key_text_order))
        add(s->out)->pointer = xstrdup(pointer);
    return true;
}

void uses_find(const struct keys *k, const struct wizard *w, const struct json *root, const char *list,
               const char *key, size_t len, struct uses *out)
{
    const struct key_text one = {key, len};
    struct search s = {list, &one, 1, out};
    if (len == 0)
        return;
    keys_each_use(k, list, key, len, add_use, &s);
    uses_beside(w, root, add_beside, &s);
}

void uses_find_any(const struct keys *k, const struct wizard *w, const struct json *root, const char *list,
                   const struct key_text *keys, size_t count, struct uses *out)
{
    struct search s = {list, keys, count, out};
    keys_each_naming(k, list, keys, count, add_record, &s);
    uses_beside(w, root, add_beside, &s);
}

void uses_finish(struct uses *u)
{
    for (size_t i = 0; i < u->count; i++)
        free(u->items[i].pointer);
    free(u->items);
    *u = (struct uses){0};
}

/* One of the record's values that name a key. */
struct wanted {
    const char *list, *key;
    size_t len, before; /* so many of them come before it */
    char *pointer;
};

static bool take_wanted(void *context, const char *pointer, const char *list, const char *text, size_t len)
{
    struct wanted *x = context;
    if (strcmp(list, x->list) != 0 || x->len != len || memcmp(x->key, text, len) != 0 || x->before-- > 0)
        return true;
    x->pointer = xstrdup(pointer);
    return false;
}

char *use_pointer(const struct use *u, const struct wizard *w, const struct json *root, const char *list,
                  const char *key, size_t len)
{
    struct wanted x = {.list = list, .key = key, .len = len, .before = u->nth};
    if (!u->list)
        return xstrdup(u->pointer);
    char *record = path_join_index(u->list, u->index);
    uses_in_record(w, u->list, record, doc_value(root, record), take_wanted, &x);
    if (!x.pointer)
        return record;
    free(record);
    return x.pointer;
}

static void put_label(const struct wizard *w, const char *pointer, struct buf *out)
{
    const size_t at = out->len;
    wizard_label(w, pointer, out);
    if (out->len > at && out->data[at] >= 'A' && out->data[at] <= 'Z')
        out->data[at] = (char)(out->data[at] + 32);
}

/* The page or object that a value beside the lists stands in: "/landing_page/manage/room_key" is of the
 * landing page. */
static void put_beside(const struct wizard *w, const char *pointer, struct buf *out)
{
    const char *end = strchr(pointer + 1, '/');
    char *top = end ? xstrndup(pointer, (size_t)(end - pointer)) : xstrdup(pointer);
    put_label(w, top, out);
    free(top);
}

void uses_words(const struct uses *u, const struct wizard *w, struct buf *out)
{
    for (size_t i = 0, n; i < u->count; i += n) {
        const struct use *use = &u->items[i];
        buf_puts(out, i ? ", " : "");
        n = 1;
        if (!use->list) {
            put_beside(w, use->pointer, out);
            continue;
        }
        size_t records = 1;
        for (; i + n < u->count && u->items[i + n].list == use->list; n++) /* the wizard's own string */
            records += u->items[i + n].nth == 0;
        words_count(records, out);
        buf_putc(out, ' ');
        if (records > 1) {
            put_label(w, use->list, out);
        } else {
            const size_t at = out->len;
            buf_puts(out, wizard_record_name(w, use->list));
            if (out->data[at] >= 'A' && out->data[at] <= 'Z')
                out->data[at] = (char)(out->data[at] + 32);
        }
    }
}
