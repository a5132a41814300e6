/* A reference to a record by its key: typed, or chosen from the records of the list. */
#include "tui/screens/control.h"
#include "tui/screens/lookup.h"

#include <stdlib.h>

static void open_records(const struct control_call *c)
{
    struct buf now;
    buf_init(&now, BUF_TEXT_MAX);
    control_plain(c->value, &now);
    char *word = control_record_word(c->se, c->row->ref_list);
    control_choose(c, &(struct chooser_options){.title = c->row->label,
                                                .pointer = c->row->pointer,
                                                .list = c->row->ref_list,
                                                .one = word,
                                                .current = now.len ? now.data : NULL,
                                                .free_text = true});
    chooser_show(&c->form->chooser, c->se);
    free(word);
    buf_finish(&now);
}

static bool act(const struct control_call *c, enum action action)
{
    if ((action != ACTION_FORM_OPEN && action != ACTION_FORM_PICK) || !c->row->ref_list)
        return false;
    open_records(c);
    return true;
}

/* "= Guest 316" */
static void note(const struct control_view *v, struct buf *out)
{
    struct buf key;
    control_note_state(v, out);
    if (out->len > 0)
        return;
    buf_init(&key, BUF_TEXT_MAX);
    control_plain(v->value, &key);
    const struct key_note *n = v->row->ref_list ? form_note(v->form, v->row->ref_list, key.data) : NULL;
    if (n && n->note)
        buf_printf(out, "= %s", *n->note ? n->note : "no name");
    else if (n)
        buf_puts(out, LOOKUP_NO_RECORD);
    buf_finish(&key);
}

static const enum action HINTS[] = {ACTION_FORM_OPEN, ACTION_FORM_NEXT, ACTION_FORM_CLEAR, ACTION_NONE};

const struct control_ops control_key = {
    .type = "key of a record",
    .kinds = KINDS_SCALAR,
    .hints = HINTS,
    .typing = control_types,
    .store = control_store_chars,
    .act = act,
    .chosen = control_take_chars,
    .draw = control_draw_field,
    .note = note,
};
