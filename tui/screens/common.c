/* What every screen does alike: the actions of scope "app", and the words for how effects went. */
#include "forms/buf.h"
#include "forms/mem.h"
#include "tui/screens/place.h"
#include "tui/screens/editing.h"
#include "tui/screens/screen.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- actions */

static char *focus_of(const struct screen *s, const struct session *se)
{
    return se->doc && s->ops->focus ? s->ops->focus(s, se) : NULL;
}

/* What is to be known of the field in focus, in full: "Rooms, room-101, Name", a line feed, its help. */
static void add_topic(const struct screen *s, const struct session *se, struct buf *out)
{
    char *at = focus_of(s, se);
    const struct schema_node *node = at ? schema_at(se->schema, at) : NULL;
    if (node && node->help) {
        buf_putc(out, '\n');
        place_words(se, at, out);
        buf_printf(out, "\n%s%s%s", node->help, node->note ? " " : "", node->note ? node->note : "");
    }
    free(at);
}

static void push_with_scopes(const struct screen *s, const struct session *se, enum screen_id id,
                             struct effects *out)
{
    struct buf scopes;
    bool typing;
    buf_init(&scopes, BUF_TEXT_MAX);
    for (const char *const *p = s->ops->scopes(s, se, &typing); *p; p++)
        buf_printf(&scopes, "%s%s", scopes.len ? " " : "", *p);
    if (id == SCREEN_HELP)
        add_topic(s, se, &scopes);
    effects_push(out, EFFECT_PUSH, (int)id, scopes.data);
    buf_finish(&scopes);
}

static void push_about_doc(struct session *se, enum screen_id id, const char *argument, struct effects *out)
{
    if (se->doc)
        effects_push(out, EFFECT_PUSH, (int)id, argument);
    else
        session_say(se, SEVERITY_NOTE, "No configuration is open.");
}

static void push_with_focus(const struct screen *s, struct session *se, enum screen_id id,
                            struct effects *out)
{
    char *at = focus_of(s, se);
    push_about_doc(se, id, at, out);
    free(at);
}

static void save(struct session *se, struct effects *out)
{
    if (se->doc && se->path)
        effects_add(out, EFFECT_SAVE, NULL, NULL);
    else
        push_about_doc(se, SCREEN_SAVE_AS, NULL, out);
}

/* Where letters are keys, they stay keys: what changed is shown, and the next "u" undoes one step more. After
 * a change of everything the operator stays where they are. */
static void leave_changed(const struct screen *s, struct session *se, const char *where)
{
    bool typing;
    s->ops->scopes(s, se, &typing);
    session_goto(se, where && *where ? where : NULL);
    se->goto_shows = !typing;
}

/* The step changed the value at this path, perhaps with others. */
static bool changed_since(const struct doc *d, uint64_t revision, const char *at)
{
    const uint64_t now = doc_revision(d);
    bool changed = false;
    if (now - revision > DOC_CHANGES_KEPT)
        revision = now - DOC_CHANGES_KEPT;
    while (!changed && revision < now) {
        struct doc_change c;
        changed = doc_change(d, ++revision, &c) && strcmp(c.member ? c.member : c.container, at) == 0;
    }
    return changed;
}

static void step_back_or_forth(const struct screen *s, struct session *se,
                               bool (*step)(struct doc *d, char **where), const char *done,
                               const char *nothing)
{
    const uint64_t before = se->doc ? doc_revision(se->doc) : 0;
    char *where = NULL, *at = focus_of(s, se);
    if (!se->doc || !step(se->doc, &where)) {
        session_say(se, SEVERITY_NOTE, "%s", nothing);
        free(at);
        return;
    }
    if (at && changed_since(se->doc, before, at)) /* nobody is led away from the field that changed */
        xreplace(&where, at);
    free(at);
    /* A step may hold edits at many paths: all of the document is looked at again. */
    session_changed(se, "");
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    if (where)
        place_words(se, where, &label);
    session_say(se, SEVERITY_NOTE, "%s%s%s.", done, label.len ? ": " : "", label.data);
    buf_finish(&label);
    leave_changed(s, se, where);
    free(where);
}

static void quit(struct session *se, struct effects *out)
{
    if (se->sending.active)
        session_say(se, SEVERITY_WARNING, "A request is running: cancel it first.");
    else if (session_unsaved(se))
        effects_push(out, EFFECT_PUSH, SCREEN_ASK, "quit");
    else
        effects_add(out, EFFECT_QUIT, NULL, NULL);
}

static void interrupt(struct session *se, struct effects *out)
{
    if (se->sending.active)
        effects_add(out, EFFECT_CANCEL, NULL, NULL);
    else
        effects_push(out, EFFECT_PUSH, SCREEN_ASK, "quit");
}

/* Actions that do no more than open a screen. */
enum needs { NEEDS_NOTHING, NEEDS_SCOPES, NEEDS_DOC, NEEDS_FOCUS };
static const struct {
    enum action action;
    enum screen_id screen;
    enum needs needs;
} OPENS[] = {
    {ACTION_APP_HELP, SCREEN_HELP, NEEDS_SCOPES},
    {ACTION_APP_PALETTE, SCREEN_PALETTE, NEEDS_SCOPES},
    {ACTION_APP_SAVE_AS, SCREEN_SAVE_AS, NEEDS_DOC},
    {ACTION_APP_COMPARE, SCREEN_DIFF, NEEDS_DOC},
    {ACTION_APP_JSON, SCREEN_JSON, NEEDS_DOC},
    {ACTION_APP_REVIEW, SCREEN_REVIEW, NEEDS_DOC},
    {ACTION_APP_FIND, SCREEN_FIND, NEEDS_FOCUS},
    {ACTION_APP_PROBLEMS, SCREEN_PROBLEMS, NEEDS_DOC},
    {ACTION_APP_NEXT_PROBLEM, SCREEN_PROBLEMS, NEEDS_DOC}, /* where there is no field to go to */
    {ACTION_APP_PREVIOUS_PROBLEM, SCREEN_PROBLEMS, NEEDS_DOC},
    {ACTION_APP_LINKS, SCREEN_LINKS, NEEDS_NOTHING},
};

/* Actions that are no more than a word to the operator. */
static const struct {
    enum action action;
    const char *words;
} SAYS[] = {
    {ACTION_APP_COPY, "There is no value to copy here."},
    {ACTION_TEXT_PASTE_HINT, "Paste with Ctrl-Shift-V or Shift-Insert."},
};

static bool by_table(const struct screen *s, struct session *se, enum action action, struct effects *out)
{
    for (size_t i = 0; i < sizeof OPENS / sizeof *OPENS; i++) {
        if (OPENS[i].action != action)
            continue;
        if (OPENS[i].needs == NEEDS_SCOPES)
            push_with_scopes(s, se, OPENS[i].screen, out);
        else if (OPENS[i].needs == NEEDS_DOC)
            push_about_doc(se, OPENS[i].screen, NULL, out);
        else if (OPENS[i].needs == NEEDS_FOCUS)
            push_with_focus(s, se, OPENS[i].screen, out);
        else
            effects_push(out, EFFECT_PUSH, (int)OPENS[i].screen, NULL);
        return true;
    }
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++)
        if (SAYS[i].action == action) {
            session_say(se, SEVERITY_NOTE, "%s", SAYS[i].words);
            return true;
        }
    return false;
}

static void reveal(struct session *se)
{
    if (se->doc)
        session_reveal(se);
    else
        session_say(se, SEVERITY_NOTE, "Nothing is hidden here.");
}

/* What has the focus; where nothing has, the whole body. */
static void edit(const struct screen *s, struct session *se, struct effects *out)
{
    if (!se->doc) {
        session_say(se, SEVERITY_NOTE, "Open a configuration first.");
        return;
    }
    char *at = focus_of(s, se);
    editing_begin(se, at ? at : "", out);
    free(at);
}

bool screen_common(struct screen *s, struct session *se, enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_APP_REVEAL:
    case ACTION_JSON_REVEAL:
    case ACTION_DIFF_REVEAL:
        reveal(se);
        return true;
    case ACTION_APP_SAVE:
        save(se, out);
        return true;
    case ACTION_APP_UNDO:
        step_back_or_forth(s, se, doc_undo, "Undone", "Nothing to undo.");
        return true;
    case ACTION_APP_REDO:
        step_back_or_forth(s, se, doc_redo, "Redone", "Nothing to redo.");
        return true;
    case ACTION_APP_EDIT:
        edit(s, se, out);
        return true;
    case ACTION_APP_BACK:
        effects_add(out, EFFECT_POP, NULL, NULL);
        return true;
    case ACTION_APP_QUIT:
        quit(se, out);
        return true;
    case ACTION_APP_INTERRUPT:
        interrupt(se, out);
        return true;
    default:
        return by_table(s, se, action, out);
    }
}

bool screen_is_back(const struct event *ev, enum action action)
{
    return action == ACTION_APP_BACK ||
           (action == ACTION_APP_QUIT && ev->type == EVENT_KEY && key_is_text(ev->key));
}

/* ---- ways */

void screen_close(const struct session *se, struct effects *out)
{
    if (session_unsaved(se)) {
        effects_push(out, EFFECT_PUSH, SCREEN_ASK, "close");
        return;
    }
    effects_add(out, EFFECT_HOME, NULL, NULL);
    effects_add(out, EFFECT_CLOSE, NULL, NULL);
}

void screen_goto(const char *pointer, struct effects *out)
{
    effects_add(out, EFFECT_HOME, NULL, NULL);
    effects_push(out, EFFECT_PUSH, SCREEN_WIZARD, pointer);
}

/* ---- reports */

/* A save that failed asks what to do. The message stays beside the question, and after it, unless it is about
 * another's edit: then the difference can be looked at, which needs the room. */
static void failed(struct session *se, const struct event *ev, struct effects *out)
{
    const enum err_code code = ev->err ? ev->err->code : ERR_NONE;
    const bool theirs = code == ERR_CONFLICT || code == ERR_NOT_FOUND;
    if (ev->effect == EFFECT_SAVE && theirs)
        session_say(se, SEVERITY_WARNING, "%s", ev->err->text);
    else
        session_say_err(se, ev->err);
    if (ev->effect == EFFECT_SAVE)
        effects_push(out, EFFECT_PUSH, SCREEN_ASK,
                     code == ERR_CONFLICT ? "conflict"
                     : theirs             ? "removed"
                                          : "failed");
}

void screen_report(struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->state == REPORT_FAILED) {
        failed(se, ev, out);
        return;
    }
    if (ev->state == REPORT_PROGRESS)
        return;
    switch (ev->effect) {
    case EFFECT_SAVE:
    case EFFECT_SAVE_AS:
        session_say(se, SEVERITY_NOTE, "Saved as %s.", se->name ? se->name : words_or(se->path, "a file"));
        break;
    case EFFECT_RELOAD:
        session_say(se, SEVERITY_NOTE,
                    "This is what the file holds now; " WORDS_UNDO " brings your own work back.");
        break;
    case EFFECT_COPY:
    case EFFECT_COPY_REPLY:
        session_say(se, SEVERITY_NOTE, "%s", se->copied);
        break;
    case EFFECT_EDIT:
        editing_end(se, out);
        break;
    case EFFECT_WRITE:
        session_say(se, SEVERITY_NOTE, "Written.");
        break;
    case EFFECT_TICKET:
        session_say(se, SEVERITY_NOTE, "Ticket: %s", se->ticket ? se->ticket : "none");
        break;
    case EFFECT_KEY:
        session_say(se, SEVERITY_NOTE, "The key is used until the program ends; it is not stored.");
        break;
    default:
        break;
    }
}

void screen_answer(const struct screen_answers *a, struct screen *s, struct session *se,
                   const struct event *ev, enum action action, struct effects *out)
{
    uint64_t before;
    switch (ev->type) {
    case EVENT_SHOWN:
        a->shown(s, se, out);
        break;
    case EVENT_KEY:
    case EVENT_PASTE:
        a->key(s, se, ev, action, out);
        break;
    case EVENT_REPORT:
        before = se->doc ? doc_revision(se->doc) : 0;
        screen_report(se, ev, out);
        if (se->doc && doc_revision(se->doc) != before)
            a->shown(s, se, out); /* by other hands */
        break;
    case EVENT_RESIZE:
    case EVENT_TICK:
        break;
    }
    a->settle(s, se);
}
