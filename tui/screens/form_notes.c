/* What is known of the records that keys name: a list of 100,000 is searched when a key changes, not each
 * time that the form is drawn. */
#include "forms/mem.h"
#include "tui/screens/control.h"
#include "tui/screens/lookup.h"

#include <stdlib.h>
#include <string.h>

static void forget_note(struct key_note *n)
{
    free(n->list);
    free(n->key);
    free(n->note);
    *n = (struct key_note){0};
}

void form_forget_keys(struct form *f)
{
    for (size_t i = 0; i < KEY_NOTES; i++)
        forget_note(&f->notes[i]);
}

const struct key_note *form_note(const struct form *f, const char *list, const char *key)
{
    for (size_t i = 0; i < KEY_NOTES; i++)
        if (f->notes[i].key && strcmp(f->notes[i].key, key) == 0 && strcmp(f->notes[i].list, list) == 0)
            return &f->notes[i];
    return NULL;
}

/* note: NULL for what is not there; taken. */
static void remember(struct form *f, const char *list, const char *key, char *note)
{
    struct key_note *n = &f->notes[f->next_note];
    f->next_note = (f->next_note + 1) % KEY_NOTES;
    forget_note(n);
    *n = (struct key_note){xstrdup(list), xstrdup(key), note};
}

static void look_up_key(struct form *f, const struct session *se, const struct row *row)
{
    struct buf key, name;
    buf_init(&key, BUF_TEXT_MAX);
    buf_init(&name, BUF_TEXT_MAX);
    control_plain(doc_get(se->doc, row->pointer), &key);
    if (key.len > 0 && !form_note(f, row->ref_list, key.data)) {
        bool found = lookup_note(se, row->ref_list, key.data, key.len, &name);
        remember(f, row->ref_list, key.data, found ? xstrdup(name.data) : NULL);
    }
    buf_finish(&key);
    buf_finish(&name);
}

/* ---- several keys: one pass over the records, however many keys there are */

struct sought {
    char *key;
    bool found;
};

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct sought *)a)->key, ((const struct sought *)b)->key);
}

/* A key may be there twice. */
static void mark_equal(struct sought *keys, size_t count, const char *key)
{
    const struct sought wanted = {.key = (char *)(uintptr_t)key}; /* it is only read */
    struct sought *s = bsearch(&wanted, keys, count, sizeof *keys, by_key);
    if (!s)
        return;
    while (s > keys && by_key(s - 1, &wanted) == 0)
        s--;
    for (; s < keys + count && by_key(s, &wanted) == 0; s++)
        s->found = true;
}

static void mark_found(struct sought *keys, size_t count, const struct json *records, const char *member)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    for (size_t i = 0; json_is(records, JSON_ARRAY) && i < records->count; i++) {
        const struct json *record = json_item(records, i);
        const struct json *v = json_is(record, JSON_OBJECT) ? json_get(record, member, strlen(member)) : NULL;
        if (!json_is(v, JSON_STRING))
            continue;
        buf_clear(&text);
        control_plain(v, &text);
        mark_equal(keys, count, text.data);
    }
    buf_finish(&text);
}

/* How many of the keys name no record of the list. */
static size_t count_missing(const struct session *se, const char *list, const struct json *keys)
{
    const char *member = wizard_key_member(se->wizard, list);
    struct sought *sought = xcalloc(keys->count + 1, sizeof *sought);
    size_t missing = 0;
    for (size_t i = 0; i < keys->count; i++) {
        struct buf key;
        buf_init(&key, BUF_TEXT_MAX);
        control_plain(json_item(keys, i), &key);
        sought[i].key = buf_detach(&key, NULL);
    }
    qsort(sought, keys->count, sizeof *sought, by_key);
    if (member)
        mark_found(sought, keys->count, doc_get(se->doc, list), member);
    for (size_t i = 0; i < keys->count; i++) {
        missing += !sought[i].found;
        free(sought[i].key);
    }
    free(sought);
    return missing;
}

static void look_up_keys(struct form *f, const struct session *se, const struct row *row)
{
    const struct json *keys = doc_get(se->doc, row->pointer);
    struct buf text;
    if (!json_is(keys, JSON_ARRAY) || keys->count == 0)
        return;
    buf_init(&text, BUF_TEXT_MAX);
    json_write_compact(keys, json_to_buf, &text);
    if (!form_note(f, row->ref_list, text.data)) {
        size_t missing = count_missing(se, row->ref_list, keys);
        remember(f, row->ref_list, text.data,
                 missing ? xasprintf("%zu %s", missing, LOOKUP_NO_RECORD) : NULL);
    }
    buf_finish(&text);
}

void form_look_up_keys(struct form *f, const struct session *se)
{
    for (size_t i = 0; i < f->rows.count; i++) {
        const struct row *row = &f->rows.items[i];
        if (row->kind != ROW_FIELD || !row->ref_list)
            continue;
        if (row->control == CONTROL_KEY)
            look_up_key(f, se, row);
        if (row->control == CONTROL_KEYS)
            look_up_keys(f, se, row);
    }
}
