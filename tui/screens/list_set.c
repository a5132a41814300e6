/* One field of all marked records: which, to what, and then all of them, as one step. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"
#include "tui/screens/list.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

void list_set_finish(struct list *l)
{
    struct list_set *s = &l->set;
    chooser_finish(&s->fields);
    for (size_t i = 0; i < s->member_count; i++)
        free(s->members[i]);
    free(s->members);
    free(s->member);
    free(s->indexes);
    buf_finish(&s->typed);
    *s = (struct list_set){0};
    buf_init(&s->typed, BUF_BODY_MAX);
    chooser_init(&s->fields);
}

bool list_set_active(const struct list *l)
{
    return l->set.indexes != NULL;
}

/* ---- which field */

/* All but the key, which each record has for itself, and what a box cannot edit. */
static bool offers(const struct list *l, const struct row *r, const char *member)
{
    return r->kind == ROW_FIELD && r->control != CONTROL_RECORDS && r->control != CONTROL_MAP &&
           r->control != CONTROL_ONE_OF && r->control != CONTROL_VARIANT &&
           !(l->key_member && member[0] == '/' && strcmp(member + 1, l->key_member) == 0);
}

static void offer_fields(struct list *l, struct session *se, const char *record)
{
    struct list_set *s = &l->set;
    struct rows rows;
    rows_init(&rows);
    wizard_object_rows(se->wizard, record, se->doc, &rows);
    s->members = xcalloc(rows.count + 1, sizeof *s->members);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];
        const char *member = r->pointer + (strlen(r->pointer) >= strlen(record) ? strlen(record) : 0);
        if (!offers(l, r, member))
            continue;
        s->members[s->member_count++] = xstrdup(member);
        chooser_offer(&s->fields, r->label, strlen(r->label), member + 1);
    }
    rows_finish(&rows);
}

void list_set_open(struct list *l, struct session *se)
{
    struct list_set *s = &l->set;
    if (view_mark_count(l->place->view) == 0) {
        session_say(se, SEVERITY_NOTE, "Mark the rows first; this sets one field of all marked rows.");
        return;
    }
    list_set_finish(l);
    s->indexes = view_marks(l->place->view, &s->count);
    char *record = path_join_index(l->pointer, s->indexes[0]);
    char *rows = words_rows(s->count), *title = xasprintf("field to set on %s", rows);
    chooser_begin(&s->fields, se, &(struct chooser_options){.title = title, .pointer = record});
    offer_fields(l, se, record);
    chooser_show(&s->fields, se);
    free(title);
    free(rows);
    free(record);
}

/* ---- to what */

/* From here on all is one step of the document. */
static void ask_value(struct list *l, struct session *se, size_t field)
{
    struct list_set *s = &l->set;
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    chooser_value(&s->fields, field, &label);
    chooser_close(&s->fields);
    s->member = xstrdup(s->members[field]);
    char *record = path_join_index(l->pointer, s->indexes[0]);
    char *at = xasprintf("%s%s", record, s->member);
    char *rows = words_rows(s->count), *title = xasprintf("%s, of %s", label.data, rows);
    doc_visit(se->doc);
    doc_group_begin(se->doc);
    fieldbox_open(&l->box, se, record, at, title);
    free(title);
    free(rows);
    free(at);
    free(record);
    buf_finish(&label);
}

static void choose_field(struct list *l, struct session *se, const struct event *ev, enum action action)
{
    size_t item = 0;
    switch (chooser_update(&l->set.fields, se, ev, action, &item)) {
    case PICKER_TAKE:
    case PICKER_TOGGLE:
        if (item < l->set.member_count)
            ask_value(l, se, item);
        break;
    case PICKER_CLOSE:
        list_set_finish(l);
        break;
    default:
        break;
    }
}

/* ---- all of them */

void list_set_give_up(struct list *l, struct session *se)
{
    fieldbox_close(&l->box, se);
    doc_group_cancel(se->doc);
    session_changed(se, l->pointer);
    session_progress(se, NULL, 0, 0, false);
    session_say(se, SEVERITY_NOTE, "Nothing was set.");
    list_set_finish(l);
    list_sync(l, se);
}

static void begin_applying(struct list *l, struct session *se)
{
    struct list_set *s = &l->set;
    char *at = xasprintf("%s/%zu%s", l->pointer, s->indexes[0], s->member);
    const struct row *row = form_row(&l->box.form);
    const struct buf *typed = &l->box.form.field.line.text;
    if (row && row->control == CONTROL_DATE_TIME)
        buf_add(&s->typed, typed->data, typed->len);
    fieldbox_close(&l->box, se);
    const struct json *value = doc_get(se->doc, at);
    s->has_value = value != NULL;
    if (value)
        s->value = json_clone(doc_arena(se->doc), value);
    s->applying = true;
    s->next = 1;
    free(at);
}

static bool set_one(const struct list *l, struct session *se, size_t index, struct err *e)
{
    const struct list_set *s = &l->set;
    char *at = xasprintf("%s/%zu%s", l->pointer, index, s->member);
    struct json own;
    const bool by_clock = s->has_value && control_time_at(se, at, &s->typed, &own);
    const bool done = by_clock       ? doc_set(se->doc, at, &own, e)
                      : s->has_value ? doc_set(se->doc, at, &s->value, e)
                                     : doc_unset(se->doc, at, e);
    free(at);
    return done;
}

static void end_applying(struct list *l, struct session *se)
{
    doc_group_end(se->doc);
    session_progress(se, NULL, 0, 0, false);
    session_changed(se, l->pointer);
    char *rows = words_rows(l->set.count);
    session_say(se, SEVERITY_NOTE, "Set on %s. Press " WORDS_UNDO " to take it back.", rows);
    free(rows);
    list_set_finish(l);
    list_sync(l, se);
}

bool list_set_work(struct list *l, struct session *se)
{
    enum { RECORDS = 500 };
    struct list_set *s = &l->set;
    struct err e = {0};
    if (!s->applying)
        return false;
    for (size_t i = 0; i < RECORDS && s->next < s->count; i++, s->next++)
        if (!set_one(l, se, s->indexes[s->next], &e)) {
            list_set_give_up(l, se);
            session_say_err(se, &e);
            return false;
        }
    session_progress(se, "Setting marked rows", s->next, s->count, true);
    if (s->next < s->count)
        return true;
    end_applying(l, se);
    return false;
}

void list_set_update(struct list *l, struct session *se, const struct event *ev, enum action action,
                     struct effects *out)
{
    if (l->set.fields.open) {
        choose_field(l, se, ev, action);
        return;
    }
    if (l->set.applying) {
        if (action == ACTION_APP_BACK || action == ACTION_APP_INTERRUPT)
            list_set_give_up(l, se);
        return;
    }
    const enum fieldbox_answer answer = fieldbox_update(&l->box, se, ev, action, out);
    if (answer == FIELDBOX_DONE)
        begin_applying(l, se);
    else if (answer == FIELDBOX_DROPPED)
        list_set_give_up(l, se);
}
