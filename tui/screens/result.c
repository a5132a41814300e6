/* How a request ended: the link, or why there is none and what to do about it. */
#include "tui/screens/result.h"

#include "forms/mem.h"
#include "tui/screens/linkfacts.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

static const char *link_of(const struct session *se)
{
    return se->result.outcome == OUTCOME_CREATED ? se->result.url : NULL;
}

/* ---- actions on the link */

/* In the home directory: a secret does not end up in whatever repository the program was started in. */
static void ask_file(struct result *r, const struct session *se)
{
    char *file = xasprintf("~/%s-link.txt", words_or(se->name, "portal"));
    prompt_open(&r->prompt, 0, "Save the link to", "A file that only you can read.", file);
    free(file);
}

static void write_link(const struct session *se, const char *path, struct effects *out)
{
    char *line = xasprintf("%s\n", link_of(se));
    effects_add(out, EFFECT_WRITE, path, line);
    free(line);
}

static void toggle_qr(struct result *r, struct session *se)
{
    if (r->qr)
        r->large_qr = !r->large_qr;
    else
        session_say(se, SEVERITY_NOTE, "A QR code needs a UTF-8 terminal and a link that is not too long.");
}

/* The report of it says no more than how it was copied. */
static void copy(struct result *r, const char *text, bool reply, struct effects *out)
{
    r->replies = reply;
    effects_add(out, EFFECT_COPY, text, NULL);
}

/* What can be done with a link; false for other actions. */
static bool link_action(struct result *r, struct session *se, enum action action, struct effects *out)
{
    const char *url = link_of(se);
    switch (action) {
    case ACTION_RESULT_COPY:
        copy(r, url, false, out);
        return true;
    case ACTION_RESULT_REPLY:
        copy(r, words_or(se->ticket_reply, url), true, out);
        return true;
    case ACTION_RESULT_SAVE:
        ask_file(r, se);
        return true;
    case ACTION_RESULT_PRINT:
        effects_add(out, EFFECT_PRINT, url, NULL);
        return true;
    case ACTION_RESULT_QR:
        toggle_qr(r, se);
        return true;
    default:
        return false;
    }
}

/* ---- events */

static void act(struct result *r, struct session *se, enum action action, struct effects *out)
{
    if (r->large_qr && action != ACTION_NONE) { /* any command brings the words back */
        r->large_qr = false;
        if (action == ACTION_RESULT_QR || action == ACTION_APP_BACK)
            return;
    }
    if (link_of(se) && link_action(r, se, action, out))
        return;
    switch (action) {
    case ACTION_RESULT_COPY:
    case ACTION_RESULT_REPLY:
    case ACTION_RESULT_SAVE:
    case ACTION_RESULT_PRINT:
    case ACTION_RESULT_QR:
        session_say(se, SEVERITY_NOTE, "There is no link.");
        break;
    case ACTION_RESULT_AGAIN:
    case ACTION_APP_REVIEW:
        effects_push(out, EFFECT_REPLACE, SCREEN_REVIEW, NULL);
        break;
    case ACTION_RESULT_START:
        screen_close(se, out);
        break;
    case ACTION_PROBLEMS_GO:
        effects_push(out, EFFECT_PUSH, SCREEN_PROBLEMS, NULL);
        break;
    default:
        if (!result_scroll(r, se, action))
            screen_common(&r->base, se, action, out);
    }
}

/* Shown again, it may be about another request than when it was made. */
static void make_qr(struct result *r, const struct session *se)
{
    qr_free(r->qr);
    r->qr = link_of(se) && !se->ascii ? qr_new(link_of(se)) : NULL;
}

static void report(struct result *r, struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->effect == EFFECT_WRITE && ev->state == REPORT_DONE) {
        session_say(se, SEVERITY_NOTE, "Saved to %s, which only you can read.", prompt_text(&r->prompt));
        prompt_close(&r->prompt);
        return;
    }
    if (ev->effect == EFFECT_COPY && ev->state == REPORT_DONE && r->replies) {
        struct buf what;
        buf_init(&what, BUF_TEXT_MAX);
        linkfacts_reply(&se->result, &what);
        session_say(se, SEVERITY_NOTE, "%s %s", what.data, se->copied);
        buf_finish(&what);
        return;
    }
    screen_report(se, ev, out);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const created[] = {"result", "move", "app", NULL};
    static const char *const failed[] = {"result", "problems", "move", "app", NULL};
    const struct result *r = (const struct result *)s;
    *typing = r->prompt.open;
    if (r->prompt.open)
        return prompt_scopes();
    return link_of(se) ? created : failed;
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct result *r = (struct result *)s;
    if (ev->type == EVENT_REPORT) {
        report(r, se, ev, out);
    } else if (ev->type == EVENT_SHOWN) {
        make_qr(r, se);
    } else if (r->prompt.open) {
        if (prompt_update(&r->prompt, ev, action) == PROMPT_TAKEN)
            write_link(se, prompt_text(&r->prompt), out);
    } else if (ev->type == EVENT_KEY) {
        act(r, se, action, out);
    }
}

static void result_free(struct screen *s)
{
    struct result *r = (struct result *)s;
    prompt_finish(&r->prompt);
    qr_free(r->qr);
    free(r);
}

static const struct screen_ops OPS = {.name = "result",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = result_draw,
                                      .free = result_free,
                                      .ticks = true};

struct screen *result_new(struct session *se, const char *argument)
{
    struct result *r = xcalloc(1, sizeof *r);
    (void)argument;
    r->base.ops = &OPS;
    prompt_init(&r->prompt);
    make_qr(r, se);
    return &r->base;
}
