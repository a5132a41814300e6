/* The list that a field is chosen from, while it is open over the form: what is chosen goes into the
 * document, and a record that is missing is made from here. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"
#include "tui/screens/place.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* The key that chooses may be a plain character (Space): it is asked for apart, because while typing
 * characters are text. */
static enum action choosing_action(struct form *f, const struct session *se, const struct event *ev,
                                   enum action action)
{
    static const char *const scopes[] = {"pick", NULL};
    if (action != ACTION_NONE || ev->type != EVENT_KEY ||
        keymap_find(se->keymap, scopes, false, ev->key) != ACTION_PICK_TOGGLE)
        return action;
    return chooser_space_chooses(&f->chooser, se) ? ACTION_PICK_TOGGLE : action;
}

/* The key of a new record may still change: the field that it was made for then follows. */
static void remember_added(struct form *f, const struct session *se, const char *path)
{
    const char *field = f->chooser.pointer;
    free(f->added);
    free(f->added_to);
    f->added = xstrdup(path);
    f->added_to =
        f->chooser.picker.multi ? path_join_index(field, doc_count(se->doc, field) - 1) : xstrdup(field);
}

/* Gives a fresh record what was typed to find it: a text with spaces is a name, any other the key. true: it
 * is the key. */
static bool put_words(const struct control_call *c, const char *record)
{
    const struct chooser *chooser = &c->form->chooser;
    size_t len;
    const char *words = picker_words(&chooser->picker, &len);
    const bool is_key = len > 0 && !memchr(words, ' ', len);
    if (len > 0) {
        char *at = path_join(record, is_key ? chooser->key_member : "name");
        control_set_chars(c, at, words, len);
        free(at);
    }
    return is_key;
}

/* A record made from the chooser is chosen at once, and shown to be filled in. */
static void add_record(const struct control_call *c, const struct control_ops *control)
{
    struct form *f = c->form;
    const char *list = f->chooser.list, *member = f->chooser.key_member;
    struct buf key;
    buf_init(&key, BUF_TEXT_MAX);
    char *path = path_join_index(list, doc_count(c->se->doc, list));
    char *text = wizard_new_record(c->se->wizard, c->se->doc, list);
    char *at = path_join(path, member);
    struct err e = {0};
    f->added_since = doc_edits(c->se->doc);
    doc_group_begin(c->se->doc);
    if (control_edited(c, path, doc_set_text(c->se->doc, path, text, strlen(text), &e), &e)) {
        const bool keyed = put_words(c, path);
        control_plain(doc_get(c->se->doc, at), &key);
        control->chosen(c, key.data, key.len);
        if (!keyed)
            session_suggest(c->se, path, member);
        remember_added(f, c->se, path);
        effects_push(c->out, EFFECT_PUSH, SCREEN_RECORD, path);
    }
    doc_group_end(c->se->doc);
    free(at);
    free(path);
    free(text);
    buf_finish(&key);
}

static void close_chooser(struct form *f, struct session *se)
{
    chooser_close(&f->chooser);
    doc_group_end(se->doc);
    form_refresh(f, se);
    form_load(f, se);
}

/* false: there is more to choose. */
static bool take(const struct control_call *c, const struct control_ops *control, enum picker_answer answer,
                 enum action action, size_t item)
{
    struct chooser *chooser = &c->form->chooser;
    const bool typed = answer == PICKER_TYPED;
    const bool goes_on = chooser->picker.multi && action == ACTION_PICK_TOGGLE;
    struct buf value;
    buf_init(&value, BUF_TEXT_MAX);
    chooser_value(chooser, typed ? SIZE_MAX : item, &value);
    const bool nothing = chooser->list && value.len == 0;
    if (nothing)
        session_say(c->se, SEVERITY_NOTE, "This one has no key yet, so nothing can refer to it.");
    else if (!(typed && chooser->picker.multi && chooser_has(chooser, value.data, value.len)))
        control->chosen(c, value.data, value.len);
    if (typed && goes_on)
        chooser_typed(chooser, c->se);
    buf_finish(&value);
    return !nothing && !goes_on;
}

/* What the chooser said is done; true: it is no longer needed. */
static bool answer_chooser(const struct control_call *c, const struct control_ops *control,
                           enum picker_answer answer, enum action action, size_t item)
{
    switch (answer) {
    case PICKER_TAKE:
    case PICKER_TOGGLE:
    case PICKER_TYPED:
        return take(c, control, answer, action, item);
    case PICKER_ADD:
        if (control_takes_records(c->se, c->form->chooser.list))
            add_record(c, control);
        return true;
    case PICKER_CLOSE:
        return true;
    case PICKER_IGNORED:
    case PICKER_STAYS:
        break;
    }
    return false;
}

static void reorder(const struct control_call *c, const struct control_ops *control, bool down)
{
    struct buf value;
    buf_init(&value, BUF_TEXT_MAX);
    size_t item = chooser_current(&c->form->chooser, c->se);
    if (control->reorder && item != SIZE_MAX) {
        chooser_value(&c->form->chooser, item, &value);
        if (control->reorder(c, value.data, value.len, down))
            chooser_moved(&c->form->chooser, c->se, value.data, value.len);
    }
    buf_finish(&value);
}

bool form_choose(const struct control_call *c, const struct event *ev, enum action action)
{
    struct form *f = c->form;
    const struct control_ops *control = control_for(c->row, c->value);
    if (action == ACTION_PICK_MOVE_UP || action == ACTION_PICK_MOVE_DOWN) {
        bool down = action == ACTION_PICK_MOVE_DOWN;
        reorder(c, control, down);
        return true;
    }
    size_t item = 0;
    action = choosing_action(f, c->se, ev, action);
    enum picker_answer answer = chooser_update(&f->chooser, c->se, ev, action, &item);
    /* an action of the whole program ends the choice and is then carried out */
    bool left = answer == PICKER_IGNORED && action != ACTION_NONE;
    if (answer_chooser(c, control, answer, action, item) || left)
        close_chooser(f, c->se);
    return !left;
}

/* What was done to the record since it was added goes with it. */
static void join_steps(const struct form *f, struct session *se)
{
    const size_t before = f->added_since;
    doc_join(se->doc, before);
    if (doc_edits(se->doc) <= before || !doc_get(se->doc, f->added))
        return;
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    place_words(se, f->added, &words);
    session_say(se, SEVERITY_NOTE, "Added: %s. Press " WORDS_UNDO " to take it back.", words.data);
    buf_finish(&words);
}

bool form_returned(struct form *f, struct session *se)
{
    if (!f->added)
        return false;
    char *list = path_parent(f->added);
    const char *member = wizard_key_member(se->wizard, list);
    char *at = member ? path_join(f->added, member) : NULL;
    const struct json *key = at ? doc_get(se->doc, at) : NULL;
    if (json_is(key, JSON_STRING) && f->added_to && doc_get(se->doc, f->added_to)) {
        struct control_call c = form_call(f, se, NULL);
        struct buf text;
        buf_init(&text, BUF_TEXT_MAX);
        control_plain(key, &text);
        control_set_chars(&c, f->added_to, text.data, text.len);
        buf_finish(&text);
    }
    join_steps(f, se);
    free(at);
    free(list);
    free(f->added);
    free(f->added_to);
    f->added = f->added_to = NULL;
    return true;
}

bool form_work(struct form *f, const struct session *se)
{
    return chooser_work(&f->chooser, se);
}
