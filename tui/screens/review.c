/* The last look before a request, and the only place that sends one. */
#include "config.h"

#include "tui/screens/review.h"

#include "forms/mem.h"
#include "tui/screens/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum purpose { PURPOSE_TICKET, PURPOSE_KEY, PURPOSE_WORKSPACE, PURPOSE_CONFIRM, PURPOSE_DRY_RUN };

/* ---- what would be sent */

/* "10,000 reservations, 150 properties": the lists of the pages, in their order. */
static void count_records(struct review *r, const struct session *se)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    r->records = 0;
    for (size_t i = 0; i < wizard_section_count(se->wizard); i++) {
        const struct section *s = wizard_section(se->wizard, i);
        size_t count = s->kind == SECTION_LIST ? doc_count(se->doc, s->pointer) : 0;
        if (count == 0)
            continue;
        if (text.len)
            buf_puts(&text, ", ");
        size_t at = text.len;
        words_of(count, s->one, s->title, &text);
        while (at < text.len && !isalpha((unsigned char)text.data[at]))
            at++;
        if (at < text.len)
            text.data[at] = (char)tolower((unsigned char)text.data[at]);
        r->records += count;
    }
    free(r->records_text);
    r->records_text = text.len ? buf_detach(&text, NULL) : NULL;
    buf_finish(&text);
}

static void look_at_document(struct review *r, struct session *se)
{
    uint64_t revision = doc_revision(se->doc);
    session_changed(se, "");
    if (r->revision == revision && r->size > 0)
        return;
    r->revision = revision;
    r->size = doc_size(se->doc);
    count_records(r, se);
}

/* Whose key it is, once a look. Nothing waits for the answer. */
static void ask_workspace(struct review *r, const struct session *se, struct effects *out)
{
    const struct target *t = &se->target;
    const bool open = t->workspace_state == WORKSPACE_UNASKED || t->workspace_state == WORKSPACE_FAILED;
    if (r->asked || !open || !t->key || t->key_problem || se->sending.active)
        return;
    r->asked = true;
    effects_add(out, EFFECT_WORKSPACE, NULL, NULL);
}

/* ---- sending */

/* What went wrong with the try before would be read as news of this one. */
static void send(struct session *se, bool force, struct effects *out)
{
    se->message.text[0] = '\0';
    effects_add_flag(out, EFFECT_SEND, NULL, NULL, force);
}

/* Production asks for the customer key once, so that a habit of the fingers creates nothing real. */
static void ask_or_send(struct review *r, struct session *se, bool force, struct effects *out)
{
    if (se->target.environment != ENVIRONMENT_PRODUCTION || se->confirmed) {
        send(se, force, out);
        return;
    }
    r->force = force;
    prompt_open(&r->prompt, PURPOSE_CONFIRM, "This is PRODUCTION",
                "Type the customer key to send (none set: production).", NULL);
}

static void confirm(struct review *r, struct session *se, struct effects *out)
{
    const struct json *key = doc_get(se->doc, "/customer_data/customer_key");
    const char *typed = prompt_text(&r->prompt);
    bool same = json_is(key, JSON_STRING) ? json_chars_equal(key, typed, strlen(typed))
                                          : strcmp(typed, "production") == 0;
    se->confirmed = same;
    if (!same) { /* the prompt stays: what is typed next is no command */
        session_say(se, SEVERITY_WARNING, "That is not the customer key. Nothing was sent.");
        return;
    }
    send(se, r->force, out);
    prompt_close(&r->prompt);
}

static void want_send(struct review *r, struct session *se, bool force, struct effects *out)
{
    char key[WORDS_KEY_MAX];
    if (se->target.key_problem || !se->target.key)
        session_say(se, SEVERITY_WARNING, "Nothing was sent.");
    else if (force && checks_errors(se->checks) == 0)
        session_say(se, SEVERITY_NOTE, "There are no errors: %s sends.",
                    words_key(se->keymap, ACTION_REVIEW_SEND, key));
    else if (!force && checks_errors(se->checks) > 0)
        session_say(se, SEVERITY_WARNING, "Nothing was sent: there are errors. %s lists them.",
                    words_key(se->keymap, ACTION_APP_PROBLEMS, key));
    else
        ask_or_send(r, se, force, out);
}

/* ---- prompts */

static void drop_token(struct review *r)
{
    if (r->token)
        explicit_bzero(r->token, strlen(r->token));
    free(r->token);
    r->token = NULL;
}

static void use_key(struct session *se, const char *key, const char *workspace, struct effects *out)
{
    se->confirmed = false; /* another key may lead to another world */
    effects_add(out, EFFECT_KEY, key, workspace);
}

/* A personal access token names no workspace: that is asked for next. */
static void key_typed(struct review *r, struct session *se, struct effects *out)
{
    const char *key = prompt_text(&r->prompt);
    static const char token[] = "seam_at";
    if (strncmp(key, token, sizeof token - 1) == 0) {
        drop_token(r);
        r->token = xstrdup(key);
        prompt_close(&r->prompt);
        prompt_open(&r->prompt, PURPOSE_WORKSPACE, "Workspace",
                    "A personal access token needs the id of the workspace.", NULL);
        return;
    }
    if (*key)
        use_key(se, key, NULL, out);
    prompt_close(&r->prompt);
}

static void dry_run(const struct session *se, const char *path, struct effects *out)
{
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    if (doc_write(se->doc, json_to_buf, &body))
        effects_add(out, EFFECT_WRITE, path, body.data);
    buf_finish(&body);
}

static void prompt_taken(struct review *r, struct session *se, struct effects *out)
{
    const char *text = prompt_text(&r->prompt);
    switch ((enum purpose)r->prompt.purpose) {
    case PURPOSE_TICKET:
        effects_add(out, EFFECT_TICKET, text, NULL);
        prompt_close(&r->prompt);
        break;
    case PURPOSE_KEY:
        key_typed(r, se, out);
        break;
    case PURPOSE_WORKSPACE:
        use_key(se, r->token, text, out);
        drop_token(r);
        prompt_close(&r->prompt);
        break;
    case PURPOSE_CONFIRM:
        confirm(r, se, out);
        break;
    case PURPOSE_DRY_RUN: /* stays open until it is written: the file may exist */
        dry_run(se, text, out);
        break;
    }
}

static void prompt_event(struct review *r, struct session *se, const struct event *ev, enum action action,
                         struct effects *out)
{
    switch (prompt_update(&r->prompt, ev, action)) {
    case PROMPT_TAKEN:
        prompt_taken(r, se, out);
        break;
    case PROMPT_DROPPED:
        drop_token(r);
        break;
    case PROMPT_STAYS:
        break;
    }
}

/* ---- events */

static void ask_dry_run(struct review *r, const struct session *se)
{
    char *file = xasprintf("%s.request.json", se->name ? se->name : "portal");
    prompt_open(&r->prompt, PURPOSE_DRY_RUN, "Write the request body to",
                "Nothing is sent. Door codes are written, too.", file);
    free(file);
}

static void act(struct review *r, struct session *se, const struct event *ev, enum action action,
                struct effects *out)
{
    struct sheet facts;
    switch (action) {
    case ACTION_REVIEW_SEND:
    case ACTION_REVIEW_FORCE:
        want_send(r, se, action == ACTION_REVIEW_FORCE, out);
        return;
    case ACTION_REVIEW_TICKET:
        prompt_open(&r->prompt, PURPOSE_TICKET, "Support ticket",
                    "Kept with the configuration and the link, never sent. Empty: none.", se->ticket);
        return;
    case ACTION_REVIEW_KEY:
        prompt_open_hidden(&r->prompt, PURPOSE_KEY, "Key for this session",
                           "An API key or a personal access token. It is not shown and not stored.");
        return;
    case ACTION_REVIEW_DRY_RUN:
        ask_dry_run(r, se);
        return;
    case ACTION_APP_REVIEW:
        return; /* here already */
    default:
        break;
    }
    if (screen_is_back(ev, action)) {
        effects_add(out, EFFECT_POP, NULL, NULL);
        return;
    }
    review_facts(r, se, &facts);
    int rows = sheet_rows(&facts, se->cols);
    sheet_finish(&facts);
    if (!sheet_scroll(&r->top, action, rows, review_page(se)))
        screen_common(&r->base, se, action, out);
}

/* While a request runs nothing else may happen to the configuration: only its end can be asked for. */
static void act_while_sending(struct session *se, enum action action, struct effects *out)
{
    if (action == ACTION_SENDING_CANCEL || action == ACTION_APP_INTERRUPT)
        effects_add(out, EFFECT_CANCEL, NULL, NULL);
    else if (action != ACTION_NONE)
        session_say(se, SEVERITY_NOTE, "A request is running: nothing else can be done meanwhile.");
}

static void report(struct review *r, struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->effect == EFFECT_WRITE && ev->state == REPORT_DONE) {
        session_say(se, SEVERITY_NOTE, "Written to %s; nothing was sent.", prompt_text(&r->prompt));
        prompt_close(&r->prompt);
    } else if (ev->effect == EFFECT_SEND && ev->state != REPORT_PROGRESS && se->has_result)
        effects_push(out, EFFECT_REPLACE, SCREEN_RESULT, NULL);
    else
        screen_report(se, ev, out);
    if (ev->effect == EFFECT_KEY && ev->state == REPORT_DONE) { /* another key, another workspace */
        r->asked = false;
        ask_workspace(r, se, out);
    }
}

static void shown(struct review *r, struct session *se, struct effects *out)
{
    if (se->unchecked.all) /* one of them may be this customer's */
        effects_add(out, EFFECT_UNCHECKED, NULL, NULL);
    look_at_document(r, se);
    ask_workspace(r, se, out);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"review", "move", "app", NULL};
    static const char *const sending[] = {"sending", "app", NULL};
    const struct review *r = (const struct review *)s;
    *typing = r->prompt.open && !se->sending.active;
    if (se->sending.active)
        return sending;
    return r->prompt.open ? prompt_scopes() : list;
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct review *r = (struct review *)s;
    if (ev->type == EVENT_REPORT)
        report(r, se, ev, out);
    else if (ev->type == EVENT_SHOWN)
        shown(r, se, out);
    else if (se->sending.active)
        act_while_sending(se, action, out);
    else if (r->prompt.open)
        prompt_event(r, se, ev, action, out);
    else if (ev->type == EVENT_KEY)
        act(r, se, ev, action, out);
}

static void review_free(struct screen *s)
{
    struct review *r = (struct review *)s;
    prompt_finish(&r->prompt);
    drop_token(r);
    free(r->records_text);
    free(r);
}

static const struct screen_ops OPS = {.name = "review",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = review_draw,
                                      .free = review_free,
                                      .ticks = true};

struct screen *review_new(struct session *se, const char *argument)
{
    struct review *r = xcalloc(1, sizeof *r);
    (void)se;
    (void)argument;
    r->base.ops = &OPS;
    prompt_init(&r->prompt);
    return &r->base;
}
