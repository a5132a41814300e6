/* What is done with records in their table. Each is one undo step. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "forms/secrets.h"
#include "tui/screens/control.h"
#include "tui/screens/list.h"
#include "tui/screens/rekeying.h"
#include "tui/screens/words.h"
#include "tui/screens/lookup.h"

#include <stdlib.h>
#include <string.h>

/* pointer: of what the edit concerned. */
static bool report(struct list *l, struct session *se, const char *pointer, bool done, const struct err *e)
{
    if (!done) {
        session_say_err(se, e);
        return false;
    }
    doc_visit(se->doc);
    session_changed(se, pointer);
    list_sync(l, se);
    return true;
}

/* Records behind the edited one have other indexes now: what the server said of one would be said of another.
 */
static void forget_server(struct list *l, struct session *se)
{
    problems_drop(&se->said, l->pointer, SEVERITY_SERVER);
}

static void open_row(struct list *l, struct session *se, struct effects *out)
{
    char *at = list_record(l, se);
    if (at)
        effects_push(out, EFFECT_PUSH, SCREEN_RECORD, at);
    free(at);
}

/* The one fix that a row has. Which of several is meant, and what is wrong where none is certain, the row's
 * problems say. */
static void fix_row(struct list *l, struct session *se, struct effects *out)
{
    enum { LOOKED_AT = 20 };
    struct problems found;
    const struct problem *only = NULL;
    size_t fixes = 0;
    char *at = list_record(l, se);
    problems_init(&found);
    session_list_problems(se, at ? at : l->pointer, LOOKED_AT, &found);
    for (size_t i = 0; i < found.count; i++)
        if (found.items[i].fix.kind != FIX_NONE && fixes++ == 0)
            only = &found.items[i];
    if (fixes == 1)
        session_fix(se, only);
    else if (found.count == 0)
        session_say(se, SEVERITY_NOTE, "Nothing is wrong with this %s.", l->one);
    else
        effects_push(out, EFFECT_PUSH, SCREEN_PROBLEMS, at);
    problems_finish(&found);
    free(at);
    list_sync(l, se);
}

static void show_uses(struct list *l, struct session *se, struct effects *out)
{
    char *at = list_record(l, se);
    if (at && l->key_member)
        effects_push(out, EFFECT_PUSH, SCREEN_USES, at);
    else
        session_say(se, SEVERITY_NOTE, "A %s has no key that others could name.", l->one);
    free(at);
}

static void add(struct list *l, struct session *se, struct effects *out)
{
    struct err e = {0};
    size_t index = doc_count(se->doc, l->pointer);
    char *text = wizard_new_record(se->wizard, se->doc, l->pointer);
    char *at = path_join_index(l->pointer, index);
    doc_visit(se->doc);
    if (report(l, se, at, doc_set_text(se->doc, at, text, strlen(text), &e), &e)) {
        session_suggest(se, at, l->key_member);
        list_go(l, se, at);
        effects_push(out, EFFECT_PUSH, SCREEN_RECORD, at);
    }
    free(at);
    free(text);
}

/* ---- copies */

static bool key_taken(const struct list *l, const struct session *se, const struct buf *key)
{
    return lookup_record(se, l->pointer, key->data, key->len) != SIZE_MAX;
}

/* "room-1 copy" would not do for a key: "room-1-2", or the next number that is free. */
static void free_key(const struct list *l, const struct session *se, const char *key, struct buf *out)
{
    size_t n = 2;
    do {
        buf_clear(out);
        buf_printf(out, "%s-%zu", key, n++);
    } while (key_taken(l, se, out));
}

static bool clone(struct list *l, struct session *se, size_t index, struct err *e)
{
    const struct json *record = json_item(list_array(l, se), index);
    struct json copy = json_clone(doc_arena(se->doc), record);
    if (!doc_insert(se->doc, l->pointer, index + 1, &copy, e))
        return false;
    if (!l->key_member)
        return true;
    char *at = path_join_index(l->pointer, index + 1);
    char *key_at = path_join(at, l->key_member);
    struct buf key, fresh;
    buf_init(&key, BUF_TEXT_MAX);
    buf_init(&fresh, BUF_TEXT_MAX);
    control_plain(doc_get(se->doc, key_at), &key);
    free_key(l, se, key.data, &fresh);
    bool done = doc_set_chars(se->doc, key_at, fresh.data, fresh.len, e);
    buf_finish(&key);
    buf_finish(&fresh);
    free(key_at);
    free(at);
    return done;
}

static void clone_row(struct list *l, struct session *se, size_t index)
{
    struct err e = {0};
    doc_visit(se->doc);
    doc_group_begin(se->doc);
    bool done = clone(l, se, index, &e);
    doc_group_end(se->doc);
    char *at = path_join_index(l->pointer, index + 1);
    if (report(l, se, at, done, &e)) {
        forget_server(l, se);
        session_suggest(se, at, l->key_member);
        list_go_index(l, index + 1);
        session_say(se, SEVERITY_NOTE, l->key_member ? "Copied; its key is new." : "Copied.");
    }
    free(at);
}

/* ---- deleting, moving */

/* The marked records, or else the one at index; heap, *count of them. */
static size_t *chosen(const struct list *l, size_t index, size_t *count)
{
    size_t *indexes = view_marks(l->place->view, count);
    if (*count == 0)
        indexes[(*count)++] = index; /* view_marks leaves room for one more */
    return indexes;
}

static void say_deleted(const struct list *l, struct session *se, size_t count)
{
    if (rekeying_deleted(se))
        return;
    char *rows = words_rows(count);
    if (count == 1)
        session_say(se, SEVERITY_NOTE, "Deleted 1 %s. Press " WORDS_UNDO " to bring it back.", l->one);
    else
        session_say(se, SEVERITY_NOTE, "Deleted %s. Press " WORDS_UNDO " to bring them back.", rows);
    free(rows);
}

static void delete_rows(struct list *l, struct session *se, size_t index)
{
    struct err e = {0};
    size_t count;
    size_t *indexes = chosen(l, index, &count);
    char *at = count == 1 ? path_join_index(l->pointer, indexes[0]) : xstrdup(l->pointer);
    doc_visit(se->doc);
    rekeying_deleting(se, l->pointer, indexes, count);
    const bool done =
        count == 1 ? doc_unset(se->doc, at, &e) : doc_delete_items(se->doc, l->pointer, indexes, count, &e);
    size_t before = 0; /* of those that go, this many stood before the cursor's */
    while (before < count && indexes[before] < index)
        before++;
    if (report(l, se, at, done, &e)) {
        forget_server(l, se);
        if (count > 1 || before > 0)
            list_go_index(l, index - before);
        list_sync(l, se);
        say_deleted(l, se, count);
    }
    free(at);
    free(indexes);
}

static void move_row(struct list *l, struct session *se, size_t index, bool down)
{
    struct err e = {0};
    size_t count = doc_count(se->doc, l->pointer);
    if (!view_plain(l->place->view)) {
        session_say(se, SEVERITY_NOTE,
                    "Rows can be moved while all are shown in the order of the configuration.");
        return;
    }
    if (down ? index + 1 >= count : index == 0)
        return;
    size_t to = down ? index + 1 : index - 1;
    doc_visit(se->doc);
    if (report(l, se, l->pointer, doc_move(se->doc, l->pointer, index, to, &e), &e))
        list_go_index(l, to);
}

/* ---- copying out */

/* One record as an object, the marked ones as an array of them: whole, since they are put in again elsewhere.
 * That door codes are in them is said. */
static void copy_records(struct list *l, struct session *se, size_t index, struct effects *out)
{
    size_t count;
    size_t *indexes = chosen(l, index, &count);
    const bool many = view_mark_count(l->place->view) > 0;
    char n[WORDS_NUMBER_MAX];
    size_t codes = 0;
    struct buf text, safe;
    buf_init(&text, BUF_BODY_MAX);
    for (size_t i = 0; i < count; i++) {
        codes += secrets_in(se->wizard, json_item(list_array(l, se), indexes[i]));
        buf_puts(&text, !many ? "" : i ? ",\n" : "[\n");
        json_write_pretty(json_item(list_array(l, se), indexes[i]), json_to_buf, &text);
    }
    buf_puts(&text, many ? "\n]" : "");
    buf_init(&safe, BUF_BODY_MAX);
    safe_json(text.data, text.len, &safe);
    char *about = words_with_codes(codes, true);
    if (text.full || safe.full)
        session_say(se, SEVERITY_WARNING, "%s rows are too much to copy. Mark fewer.",
                    words_number(count, n));
    else
        effects_add(out, EFFECT_COPY, safe.data, about);
    free(about);
    buf_finish(&text);
    buf_finish(&safe);
    free(indexes);
}

static void copy_key(struct list *l, struct session *se, size_t index, struct effects *out)
{
    const struct json *record = json_item(list_array(l, se), index);
    const struct json *key = l->key_member && json_is(record, JSON_OBJECT)
                                 ? json_get(record, l->key_member, strlen(l->key_member))
                                 : NULL;
    struct buf text;
    if (!key) {
        session_say(se, SEVERITY_NOTE, "This %s has no key.", l->one);
        return;
    }
    buf_init(&text, BUF_TEXT_MAX);
    control_plain(key, &text);
    effects_add(out, EFFECT_COPY, text.data, NULL);
    buf_finish(&text);
}

static void export_rows(const struct list *l, struct session *se, struct effects *out)
{
    const struct view *v = l->place->view;
    if (view_count(v) == 0 && view_mark_count(v) == 0)
        session_say(se, SEVERITY_NOTE, "There are no rows to export.");
    else
        effects_push(out, EFFECT_PUSH, SCREEN_EXPORT, l->pointer);
}

static bool edit_row(struct list *l, struct session *se, enum action action, size_t index,
                     struct effects *out)
{
    switch (action) {
    case ACTION_LIST_CLONE:
        clone_row(l, se, index);
        return true;
    case ACTION_LIST_DELETE:
        delete_rows(l, se, index);
        return true;
    case ACTION_LIST_MOVE_DOWN:
    case ACTION_LIST_MOVE_UP:
        move_row(l, se, index, action == ACTION_LIST_MOVE_DOWN);
        return true;
    case ACTION_APP_COPY:
        copy_records(l, se, index, out);
        return true;
    case ACTION_LIST_COPY_KEY:
        copy_key(l, se, index, out);
        return true;
    case ACTION_LIST_OPEN:
        open_row(l, se, out);
        return true;
    case ACTION_LIST_FIX:
        fix_row(l, se, out);
        return true;
    case ACTION_LIST_USES:
        show_uses(l, se, out);
        return true;
    default:
        return false;
    }
}

bool list_edit(struct list *l, struct session *se, enum action action, struct effects *out)
{
    if (action == ACTION_LIST_ADD) {
        if (control_takes_records(se, l->pointer))
            add(l, se, out);
        return true;
    }
    if (action == ACTION_LIST_EXPORT) {
        export_rows(l, se, out);
        return true;
    }
    if (action == ACTION_LIST_CLEAR_USES) {
        if (rekeying_stands(se) && !se->rekeying.to && !se->rekeying.asks)
            effects_push(out, EFFECT_PUSH, SCREEN_REKEY, NULL);
        else
            session_say(se, SEVERITY_NOTE, "This clears what names a record that was deleted just before.");
        return true;
    }
    const size_t index = list_current(l);
    if (index == SIZE_MAX)
        return action == ACTION_LIST_OPEN;
    return edit_row(l, se, action, index, out);
}
