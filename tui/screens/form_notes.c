/* What is known of the records that keys name: looked up when a key changes, not each time that the form is
 * drawn. */
#include "forms/mem.h"
#include "forms/words.h"
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

/* ---- several keys: said once all records are known, since there may be thousands */

/* How many of the keys name no record of the list. */
static size_t count_missing(const struct session *se, const char *list, const struct json *keys)
{
    size_t missing = 0;
    struct buf key;
    buf_init(&key, BUF_TEXT_MAX);
    for (size_t i = 0; i < keys->count; i++) {
        buf_clear(&key);
        control_plain(json_item(keys, i), &key);
        missing += lookup_record(se, list, key.data, key.len) == SIZE_MAX;
    }
    buf_finish(&key);
    return missing;
}

static void look_up_keys(struct form *f, const struct session *se, const struct row *row)
{
    const struct json *keys = doc_get(se->doc, row->pointer);
    char n[WORDS_NUMBER_MAX];
    struct buf text;
    if (!json_is(keys, JSON_ARRAY) || keys->count == 0 || !lookup_is_quick(se))
        return;
    buf_init(&text, BUF_TEXT_MAX);
    json_write_compact(keys, json_to_buf, &text);
    if (!form_note(f, row->ref_list, text.data)) {
        size_t missing = count_missing(se, row->ref_list, keys);
        remember(f, row->ref_list, text.data,
                 missing ? xasprintf("%s %s", words_number(missing, n), LOOKUP_NO_RECORD) : NULL);
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
