/* How the form answers keys: what every field can do, moving between fields, the text in focus, the chooser.
 */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- states that every field can have */

/* One key can take a list of thousands away: it is said, and how it comes back. */
static void say_taken_away(const struct control_call *c, size_t count)
{
    char key[32] = "";
    keymap_label(c->se->keymap, ACTION_APP_UNDO, false, key, sizeof key);
    struct buf words;
    buf_init(&words, 64);
    words_of(count, "value", "values", &words);
    session_say(c->se, SEVERITY_NOTE, "Not set any more, with %s in it. Press %s to bring it back.",
                words.data, key);
    buf_finish(&words);
}

static void unset(const struct control_call *c)
{
    struct err e = {0};
    if (!c->value)
        return;
    size_t inside = c->value->count;
    char *pointer = xstrdup(c->row->pointer);
    bool done = control_edited(c, pointer, doc_unset(c->se->doc, pointer, &e), &e);
    if (done && inside > 0)
        say_taken_away(c, inside);
    free(pointer);
}

static void set_null(const struct control_call *c)
{
    struct err e = {0};
    const struct json null = json_make_null();
    if (c->row->nullable)
        control_edited(c, c->row->pointer, doc_set(c->se->doc, c->row->pointer, &null, &e), &e);
    else
        session_say(c->se, SEVERITY_NOTE, "This field cannot be null. Not set is what leaves it out.");
}

static void show_unset(struct form *f, struct session *se)
{
    f->brief = !f->brief;
    session_say(se, SEVERITY_NOTE,
                f->brief ? "Fields that are not set are hidden." : "All fields are shown.");
}

/* Answers what changes the state of the field as a whole; the text is then read again. */
static bool change_state(const struct control_call *c, enum action action)
{
    switch (action) {
    case ACTION_FORM_UNSET:
    case ACTION_FORM_CLEAR:
        unset(c);
        break;
    case ACTION_FORM_NULL:
        set_null(c);
        break;
    case ACTION_FORM_EMPTY:
        control_set_chars(c, c->row->pointer, "", 0);
        break;
    default:
        return false;
    }
    form_refresh(c->form, c->se);
    form_load(c->form, c->se);
    return true;
}

/* ---- moving */

static void move_by(struct form *f, struct session *se, int step, int times)
{
    size_t at = f->focus;
    for (; times > 0; times--) {
        size_t next = form_neighbour(f, se, at, step);
        if (next == SIZE_MAX)
            break;
        at = next;
    }
    form_move_focus(f, se, at);
}

static bool move(struct form *f, struct session *se, enum action action)
{
    int page = f->rows_seen > 2 ? f->rows_seen - 1 : 5;
    int all = (int)f->rows.count;
    switch (action) {
    case ACTION_FORM_NEXT:
    case ACTION_MOVE_DOWN:
    case ACTION_FORM_OPEN:
        move_by(f, se, 1, 1);
        return true;
    case ACTION_FORM_PREVIOUS:
    case ACTION_MOVE_UP:
        move_by(f, se, -1, 1);
        return true;
    case ACTION_MOVE_PAGE_DOWN:
    case ACTION_MOVE_HALF_DOWN:
        move_by(f, se, 1, page);
        return true;
    case ACTION_MOVE_PAGE_UP:
    case ACTION_MOVE_HALF_UP:
        move_by(f, se, -1, page);
        return true;
    case ACTION_MOVE_FIRST:
        move_by(f, se, -1, all);
        return true;
    case ACTION_MOVE_LAST:
        move_by(f, se, 1, all);
        return true;
    default:
        return false;
    }
}

/* ---- events */

/* The text of the focus gets the event; false: it had no use for it. */
static bool type(const struct control_call *c, const struct control_ops *control, const struct event *ev,
                 enum action action)
{
    switch (textfield_update(&c->form->field, ev, action)) {
    case TEXTFIELD_CHANGED:
        control->store(c);
        form_refresh(c->form, c->se);
        return true;
    case TEXTFIELD_MOVED:
        if (!c->form->field.selected)
            session_suggest(c->se, NULL, NULL);
        return true;
    case TEXTFIELD_FULL:
        session_say(c->se, SEVERITY_WARNING, "A text can have 1 MiB at most: nothing was put in.");
        return true;
    case TEXTFIELD_IGNORED:
        break;
    }
    /* erasing in an empty text is how it becomes "not set" */
    if (action == ACTION_TEXT_BACKSPACE || action == ACTION_TEXT_DELETE)
        return change_state(c, ACTION_FORM_UNSET);
    return false;
}

/* The key that chooses may be a plain character (Space): it is asked for apart, because while typing
 * characters are text. */
static enum action choosing_action(const struct form *f, const struct session *se, const struct event *ev,
                                   enum action action)
{
    static const char *const scopes[] = {"pick", NULL};
    if (!picker_space_chooses(&f->chooser.picker) || action != ACTION_NONE || ev->type != EVENT_KEY)
        return action;
    enum action found = keymap_find(se->keymap, scopes, false, ev->key);
    return found == ACTION_PICK_TOGGLE ? found : action;
}

/* The key of a new record may still change: the field that it was made for then follows. */
static void remember_added(struct form *f, const struct session *se, char *path)
{
    const char *field = f->chooser.pointer;
    free(f->added);
    free(f->added_to);
    f->added = path;
    f->added_to =
        f->chooser.picker.multi ? path_join_index(field, doc_count(se->doc, field) - 1) : xstrdup(field);
}

/* A record made from the chooser: with the filter's text as its key, where there is one. */
static void add_record(const struct control_call *c, const struct control_ops *control)
{
    struct form *f = c->form;
    const char *list = f->chooser.list;
    struct buf key;
    buf_init(&key, BUF_TEXT_MAX);
    size_t count = doc_count(c->se->doc, list);
    char *path = path_join_index(list, count);
    char *text = wizard_new_record(c->se->wizard, c->se->doc, list);
    struct err e = {0};
    doc_group_begin(c->se->doc);
    bool done = doc_set_text(c->se->doc, path, text, strlen(text), &e);
    if (done && f->chooser.key_member) {
        char *at = path_join(path, f->chooser.key_member);
        size_t len;
        const char *words = picker_words(&f->chooser.picker, &len);
        if (len > 0)
            control_set_chars(c, at, words, len);
        control_plain(doc_get(c->se->doc, at), &key);
        free(at);
    }
    control_edited(c, path, done, &e);
    if (done)
        control->chosen(c, key.data, key.len);
    doc_group_end(c->se->doc);
    if (done) {
        if (f->chooser.picker.filter.line.text.len == 0)
            session_suggest(c->se, path, f->chooser.key_member);
        remember_added(f, c->se, path);
        path = NULL;
        effects_push(c->out, EFFECT_PUSH, SCREEN_RECORD, f->added);
    }
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

static void answer_chooser(const struct control_call *c, const struct control_ops *control,
                           enum picker_answer answer, size_t item)
{
    struct form *f = c->form;
    struct buf value;
    buf_init(&value, BUF_TEXT_MAX);
    switch (answer) {
    case PICKER_TAKE:
    case PICKER_TOGGLE:
    case PICKER_TYPED:
        chooser_value(&f->chooser, answer == PICKER_TYPED ? SIZE_MAX : item, &value);
        control->chosen(c, value.data, value.len);
        if (answer == PICKER_TYPED && f->chooser.picker.multi)
            chooser_typed(&f->chooser, value.data, value.len);
        break;
    case PICKER_ADD:
        if (control_takes_records(c->se, f->chooser.list))
            add_record(c, control);
        break;
    case PICKER_CLOSE:
    case PICKER_IGNORED:
    case PICKER_STAYS:
        break;
    }
    buf_finish(&value);
    bool more = answer == PICKER_STAYS || answer == PICKER_IGNORED || answer == PICKER_TOGGLE ||
                (answer == PICKER_TYPED && f->chooser.picker.multi);
    if (!more)
        close_chooser(f, c->se);
}

static void reorder(const struct control_call *c, const struct control_ops *control, bool down)
{
    struct buf value;
    buf_init(&value, BUF_TEXT_MAX);
    size_t item = chooser_current(&c->form->chooser);
    if (control->reorder && item != SIZE_MAX) {
        chooser_value(&c->form->chooser, item, &value);
        if (control->reorder(c, value.data, value.len, down))
            chooser_swap(&c->form->chooser, item, down ? item + 1 : item - 1);
    }
    buf_finish(&value);
}

static bool choose(const struct control_call *c, const struct event *ev, enum action action)
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
    answer_chooser(c, control, answer, item);
    /* an action of the whole program ends the choice and is then carried out */
    bool left = answer == PICKER_IGNORED && action != ACTION_NONE;
    if (left)
        close_chooser(f, c->se);
    return !left;
}

/* ---- another name for a pair of free name and value */

static void ask_name(const struct control_call *c)
{
    if (form_is_pair(c->form, c->row))
        prompt_open(&c->form->prompt, 0, "Another name", NULL, c->row->label);
    else
        session_say(c->se, SEVERITY_NOTE, "Only a name that was given here can be changed.");
}

static void rename_pair(const struct control_call *c)
{
    const char *name = prompt_text(&c->form->prompt);
    char *parent = path_parent(c->row->pointer);
    char *target = path_join(parent, name);
    struct err e = {0};
    doc_visit(c->se->doc);
    bool taken = doc_get(c->se->doc, target) != NULL;
    if (taken)
        session_say(c->se, SEVERITY_NOTE, "There is already a value with that name.");
    else if (control_edited(c, parent, doc_rename(c->se->doc, c->row->pointer, name, strlen(name), &e), &e)) {
        form_refresh(c->form, c->se);
        form_go(c->form, c->se, target);
    }
    free(target);
    free(parent);
}

static void answer_prompt(const struct control_call *c, const struct event *ev, enum action action)
{
    if (prompt_update(&c->form->prompt, ev, action, c->out) != PROMPT_TAKEN)
        return;
    rename_pair(c);
    prompt_close(&c->form->prompt);
}

bool form_update(struct form *f, struct session *se, const struct event *ev, enum action action,
                 struct effects *out)
{
    if (ev->type != EVENT_KEY && ev->type != EVENT_PASTE)
        return false;
    struct control_call c = form_call(f, se, out);
    if (!c.row)
        return false;
    if (f->prompt.open) {
        answer_prompt(&c, ev, action);
        return true;
    }
    if (f->chooser.open)
        return choose(&c, ev, action);
    const struct control_ops *control = control_for(c.row, c.value);
    if (control->typing && control->typing(c.row, c.value) && type(&c, control, ev, action))
        return true;
    if (ev->type == EVENT_PASTE) {
        session_say(se, SEVERITY_NOTE, "A paste needs a text field; nothing was pasted.");
        return true;
    }
    if (control->act && control->act(&c, action)) {
        if (!f->chooser.open) {
            form_refresh(f, se);
            form_load(f, se);
        }
        return true;
    }
    if (action == ACTION_FORM_SHOW_UNSET) {
        show_unset(f, se);
        return true;
    }
    if (action == ACTION_FORM_RENAME) {
        ask_name(&c);
        return true;
    }
    return change_state(&c, action) || move(f, se, action);
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
    free(at);
    free(list);
    free(f->added);
    free(f->added_to);
    f->added = f->added_to = NULL;
    return true;
}
