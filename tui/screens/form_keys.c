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
    struct buf words;
    buf_init(&words, 64);
    words_of(count, "value", "values", &words);
    session_say(c->se, SEVERITY_NOTE,
                "Not set any more, with %s in it. Press " WORDS_UNDO " to bring it back.", words.data);
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
        c->form->edited = true;
        control->store(c);
        form_refresh(c->form, c->se);
        return true;
    case TEXTFIELD_MOVED:
        if (!c->form->field.selected)
            session_suggest(c->se, NULL, NULL);
        return true;
    case TEXTFIELD_FULL:
        c->form->field.full = false; /* said here, where there is room for it */
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
    if (prompt_update(&c->form->prompt, ev, action) != PROMPT_TAKEN)
        return;
    rename_pair(c);
    prompt_close(&c->form->prompt);
}

/* The problem under the field is made anew by the edit, and its text is needed until then. */
static void fix(struct control_call *c)
{
    const struct problem *p = form_problem(c->form, c->form->focus);
    if (!p) {
        session_say(c->se, SEVERITY_NOTE, "Nothing is wrong with this field.");
        return;
    }
    if (!session_fix(c->se, p))
        return;
    form_sync(c->form, c->se);
    form_load(c->form, c->se);
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
        return form_choose(&c, ev, action);
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
    if (action == ACTION_FORM_FIX) {
        fix(&c);
        return true;
    }
    if (action == ACTION_APP_REVEAL) {
        session_reveal(se);
        return true;
    }
    if (action == ACTION_FORM_RENAME) {
        ask_name(&c);
        return true;
    }
    return change_state(&c, action) || move(f, se, action);
}
