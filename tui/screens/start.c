/* The first screen: saved configurations, and the ways to new ones. */
#include "tui/screens/start.h"

#include "forms/mem.h"
#include "tui/actions/clock.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"

#include <stdlib.h>
#include <string.h>

enum purpose { PURPOSE_CREATE, PURPOSE_CLONE, PURPOSE_RENAME };

#define NAME_HELP "A name for the file: letters, digits and spaces."

/* ---- what is shown */

const struct config_row *start_row(const struct start *st, const struct session *se)
{
    return st->focus < st->shown_count ? &se->configurations.items[st->shown[st->focus]] : NULL;
}

static void keep_focus(struct start *st, const struct session *se, const char *name)
{
    for (size_t i = 0; name && i < st->shown_count; i++)
        if (strcmp(se->configurations.items[st->shown[i]].name, name) == 0)
            st->focus = i;
    if (st->focus >= st->shown_count)
        st->focus = st->shown_count ? st->shown_count - 1 : 0;
}

static void run_filter(struct start *st, const struct session *se)
{
    const struct config_rows *all = &se->configurations;
    st->shown = xreallocarray(st->shown, all->count + 1, sizeof *st->shown);
    st->shown_count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct config_row *r = &all->items[i];
        const char *texts[] = {r->name, r->customer_key, r->ticket};
        if (filterline_passes(&st->filter, texts, sizeof texts / sizeof *texts))
            st->shown[st->shown_count++] = i;
    }
    keep_focus(st, se, st->follow);
}

static void follow(struct start *st, const char *name)
{
    char *copy = name ? xstrdup(name) : NULL;
    free(st->follow);
    st->follow = copy;
}

/* ---- templates */

static size_t template_count(void *context)
{
    return wizard_template_count(context);
}

static void template_item(void *context, size_t index, struct buf *value, struct buf *note)
{
    const struct template_info *t = wizard_template(context, index);
    buf_puts(value, t->title);
    buf_puts(note, t->help ? t->help : "");
}

/* The wizard is only read: the picker's context is a plain pointer. */
struct picker_source start_templates(const struct session *se)
{
    return (struct picker_source){(void *)(uintptr_t)se->wizard, template_count, template_item, NULL, NULL};
}

static void ask_name(struct start *st, enum purpose purpose, const char *title, const char *initial)
{
    prompt_open(&st->prompt, (int)purpose, title, NAME_HELP, initial);
}

static void choose_template(struct start *st, struct session *se, const struct event *ev, enum action action)
{
    struct picker_source source = start_templates(se);
    size_t item = 0;
    switch (picker_update(&st->templates, &source, ev, action, &item)) {
    case PICKER_TAKE:
        st->choosing = false;
        st->template = wizard_template(se->wizard, item)->id;
        ask_name(st, PURPOSE_CREATE, "New from template", NULL);
        break;
    case PICKER_CLOSE:
        st->choosing = false;
        break;
    default:
        break;
    }
}

/* ---- actions on the list */

static void wait_for(struct start *st, struct effects *out, enum effect_type type, const char *text,
                     const char *other)
{
    st->waits = true;
    st->waiting = type;
    effects_add(out, type, text, other);
}

static void open_row(struct start *st, struct session *se, const struct config_row *r, bool to_review,
                     struct effects *out)
{
    if (r->broken) {
        session_say(se, SEVERITY_ERROR, "%s", r->broken);
        return;
    }
    st->to_review = to_review;
    follow(st, r->name);
    if (session_draft(se, r->path)) {
        effects_push(out, EFFECT_PUSH, SCREEN_RECOVER, r->path);
        return;
    }
    wait_for(st, out, EFFECT_OPEN, r->name, NULL);
}

/* "NAME copy", or the next free "NAME copy 2". */
static void ask_clone(struct start *st, const struct session *se, const struct config_row *r)
{
    char *name = xasprintf("%s copy", r->name);
    for (size_t n = 2, i = 0; i < se->configurations.count;) {
        if (strcmp(se->configurations.items[i++].name, name) == 0) {
            free(name);
            name = xasprintf("%s copy %zu", r->name, n++);
            i = 0;
        }
    }
    ask_name(st, PURPOSE_CLONE, "Copy", name);
    free(name);
}

static void copy_link(struct session *se, const struct config_row *r, struct effects *out)
{
    if (r->last_url)
        effects_add(out, EFFECT_COPY, r->last_url, NULL);
    else
        session_say(se, SEVERITY_NOTE, "No link was made from %s yet.", r->name);
}

/* Actions that need a configuration in focus; false for others. */
static bool row_action(struct start *st, struct session *se, enum action action, struct effects *out)
{
    const struct config_row *r = start_row(st, se);
    switch (action) {
    case ACTION_START_OPEN:
    case ACTION_START_REVIEW:
        if (r)
            open_row(st, se, r, action == ACTION_START_REVIEW, out);
        return true;
    case ACTION_START_CLONE:
        if (r)
            ask_clone(st, se, r);
        return true;
    case ACTION_START_RENAME:
        if (r)
            ask_name(st, PURPOSE_RENAME, "Rename", r->name);
        return true;
    case ACTION_START_DELETE:
        if (r)
            wait_for(st, out, EFFECT_DELETE, r->name, NULL);
        return true;
    case ACTION_START_COPY_LINK:
        if (r)
            copy_link(se, r, out);
        return true;
    default:
        return false;
    }
}

static void list_action(struct start *st, struct session *se, enum action action, struct effects *out)
{
    char key[WORDS_KEY_MAX];
    if (row_action(st, se, action, out) || listing_move(&st->focus, action, st->shown_count, start_page(se)))
        return;
    switch (action) {
    case ACTION_START_NEW:
        st->template = NULL;
        ask_name(st, PURPOSE_CREATE, "New configuration", NULL);
        break;
    case ACTION_START_TEMPLATE: {
        struct picker_source source = start_templates(se);
        picker_clear_filter(&st->templates, &source);
        st->choosing = true;
        break;
    }
    case ACTION_START_FILTER:
        filterline_start(&st->filter);
        break;
    case ACTION_START_RECOVER:
        st->to_review = false;
        effects_push(out, EFFECT_PUSH, SCREEN_RECOVER, NULL);
        break;
    case ACTION_APP_UNDO:
        if (se->steps.undo)
            wait_for(st, out, EFFECT_UNDO, NULL, NULL);
        else
            session_say(se, SEVERITY_NOTE, "Nothing to undo.");
        break;
    case ACTION_APP_REDO:
        if (se->steps.redo)
            wait_for(st, out, EFFECT_REDO, NULL, NULL);
        else
            session_say(se, SEVERITY_NOTE, "Nothing to redo.");
        break;
    case ACTION_APP_BACK:
        session_say(se, SEVERITY_NOTE, "This is the first screen. %s quits.",
                    words_key(se->keymap, ACTION_APP_QUIT, key));
        break;
    default:
        screen_common(&st->base, se, action, out);
    }
}

/* ---- while a large configuration opens */

/* Looking around is fine, and so is giving it up. What would put another screen on top is not: the
 * configuration comes to this one. */
static void opening_action(struct start *st, struct session *se, enum action action, struct effects *out)
{
    if (listing_move(&st->focus, action, st->shown_count, start_page(se)))
        return;
    switch (action) {
    case ACTION_SENDING_CANCEL:
        st->waits = false;
        prompt_close(&st->prompt);
        effects_add(out, EFFECT_CANCEL, NULL, NULL);
        effects_add(out, EFFECT_LIST, NULL, NULL);
        session_say(se, SEVERITY_NOTE, "It was not opened.");
        break;
    case ACTION_APP_QUIT:
        screen_common(&st->base, se, action, out);
        break;
    default:
        break;
    }
}

/* ---- names typed */

static void name_typed(struct start *st, struct session *se, struct effects *out)
{
    const char *name = prompt_text(&st->prompt);
    const struct config_row *r = start_row(st, se);
    if (!*name) {
        session_say(se, SEVERITY_WARNING, "Type a name, or press Esc.");
        return;
    }
    switch ((enum purpose)st->prompt.purpose) {
    case PURPOSE_CREATE:
        st->to_review = false;
        wait_for(st, out, EFFECT_CREATE, name, st->template);
        break;
    case PURPOSE_CLONE:
        if (r)
            wait_for(st, out, EFFECT_CLONE, r->name, name);
        break;
    case PURPOSE_RENAME:
        if (r)
            wait_for(st, out, EFFECT_RENAME, r->name, name);
        break;
    }
}

/* ---- reports */

static void opened(struct start *st, struct effects *out)
{
    effects_push(out, EFFECT_PUSH, SCREEN_WIZARD, NULL);
    if (st->to_review) /* over the form, so that Esc leads there */
        effects_push(out, EFFECT_PUSH, SCREEN_REVIEW, NULL);
}

static void done(struct start *st, struct session *se, enum effect_type effect, struct effects *out)
{
    char key[WORDS_KEY_MAX];
    if (st->prompt.open)
        follow(st, prompt_text(&st->prompt));
    prompt_close(&st->prompt);
    switch (effect) {
    case EFFECT_OPEN:
    case EFFECT_CREATE:
        opened(st, out);
        return;
    case EFFECT_DELETE:
    case EFFECT_RENAME:
        session_say(se, SEVERITY_NOTE, "%s %s undoes that.", words_or(se->steps.words, "Done."),
                    words_key(se->keymap, ACTION_APP_UNDO, key));
        follow(st, se->steps.name);
        break;
    case EFFECT_UNDO:
    case EFFECT_REDO:
        session_say(se, SEVERITY_NOTE, "%s", words_or(se->steps.words, "Done."));
        follow(st, se->steps.name);
        break;
    default:
        break;
    }
    effects_add(out, EFFECT_LIST, NULL, NULL);
}

static void report(struct start *st, struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->effect == EFFECT_LIST) { /* even a failure has emptied the list */
        run_filter(st, se);
        follow(st, NULL);
    }
    const struct config_row *r = start_row(st, se);
    if (ev->effect == EFFECT_COPY && ev->state == REPORT_DONE && r && r->last_link_expires != 0 &&
        r->last_link_expires <= clock_now()) {
        session_say(se, SEVERITY_WARNING, "This link has expired. %s", se->copied);
        return;
    }
    const bool ours = ev->effect == EFFECT_OPEN || (st->waits && ev->effect == st->waiting);
    if (!ours || ev->state == REPORT_PROGRESS) {
        screen_report(se, ev, out);
        return;
    }
    st->waits = false;
    if (ev->state == REPORT_DONE)
        done(st, se, ev->effect, out);
    else
        session_say_err(se, ev->err); /* a prompt stays open, for another name */
}

/* ---- the screen */

/* The focus stays on its configuration, wherever the new list has it. */
static void shown(struct start *st, const struct session *se, struct effects *out)
{
    run_filter(st, se);
    const struct config_row *r = start_row(st, se);
    if (!st->follow && r)
        follow(st, r->name);
    effects_add(out, EFFECT_LIST, NULL, NULL);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const moving[] = {"start", "move", "app", NULL};
    static const char *const picking[] = {"pick", "text", "move", "app", NULL};
    static const char *const opening[] = {"sending", "move", "app", NULL};
    const struct start *st = (const struct start *)s;
    *typing = false;
    if (se->opening)
        return opening;
    *typing = st->prompt.open || st->choosing || st->filter.typing;
    if (st->prompt.open)
        return prompt_scopes();
    if (st->choosing)
        return picking;
    return st->filter.typing ? filterline_scopes() : moving;
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct start *st = (struct start *)s;
    bool changed = false;
    if (ev->type == EVENT_REPORT) {
        report(st, se, ev, out);
    } else if (ev->type == EVENT_SHOWN) {
        shown(st, se, out);
    } else if (se->opening) {
        opening_action(st, se, action, out);
    } else if (st->prompt.open) {
        if (prompt_update(&st->prompt, ev, action) == PROMPT_TAKEN)
            name_typed(st, se, out);
    } else if (st->choosing) {
        choose_template(st, se, ev, action);
    } else if (filterline_update(&st->filter, ev, action, &changed)) {
        if (changed)
            run_filter(st, se);
    } else {
        list_action(st, se, action, out);
    }
}

static void start_free(struct screen *s)
{
    struct start *st = (struct start *)s;
    filterline_finish(&st->filter);
    prompt_finish(&st->prompt);
    picker_finish(&st->templates);
    free(st->shown);
    free(st->follow);
    free(st);
}

static const struct screen_ops OPS = {
    .name = "start", .scopes = scopes, .update = update, .draw = start_draw, .free = start_free};

struct screen *start_new(struct session *se, const char *argument)
{
    struct start *st = xcalloc(1, sizeof *st);
    (void)argument;
    st->base.ops = &OPS;
    filterline_init(&st->filter);
    prompt_init(&st->prompt);
    picker_init(&st->templates, false, false, NULL);
    st->waits = se->opening; /* what the command line names: it comes to this screen */
    st->waiting = EFFECT_OPEN;
    run_filter(st, se);
    return &st->base;
}
