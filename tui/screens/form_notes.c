/* What is known of the records that keys name: a list of 100,000 is searched when a key changes, not each
 * time that the form is drawn. */
#include "forms/mem.h"
#include "tui/screens/control.h"

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

static void look_up(struct form *f, const struct session *se, const struct row *row)
{
    struct buf key, name;
    buf_init(&key, BUF_TEXT_MAX);
    buf_init(&name, BUF_TEXT_MAX);
    control_plain(doc_get(se->doc, row->pointer), &key);
    if (key.len > 0 && !form_note(f, row->ref_list, key.data)) {
        struct key_note *n = &f->notes[f->next_note];
        f->next_note = (f->next_note + 1) % KEY_NOTES;
        forget_note(n);
        bool found = record_note(se, row->ref_list, key.data, key.len, &name);
        *n = (struct key_note){xstrdup(row->ref_list), xstrdup(key.data), found ? xstrdup(name.data) : NULL};
    }
    buf_finish(&key);
    buf_finish(&name);
}

void form_look_up_keys(struct form *f, const struct session *se)
{
    for (size_t i = 0; i < f->rows.count; i++) {
        const struct row *row = &f->rows.items[i];
        if (row->kind == ROW_FIELD && row->control == CONTROL_KEY && row->ref_list)
            look_up(f, se, row);
    }
}
