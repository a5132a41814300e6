/* A pop-up: gives the references to a renamed record its new key, after asking, or takes those to deleted
 * records away, which was asked for. The change that left them and this one are one undo step. */
#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/screens/rekeying.h"
#include "tui/screens/screen.h"
#include "tui/screens/words.h"
#include "tui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

enum { SLICE = 200 }; /* references */

struct rekey_screen {
    struct screen base;
    bool working;
};

/* ---- the change */

static void end(struct session *se, struct effects *out)
{
    session_progress(se, NULL, 0, 0, false);
    rekeying_drop(se);
    effects_add(out, EFFECT_POP, NULL, NULL);
}

static void give_up(struct session *se, struct effects *out)
{
    doc_group_cancel(se->doc);
    session_changed(se, "");
    session_say(se, SEVERITY_NOTE, "Nothing was changed, and the %s.",
                se->rekeying.to ? "key is what it was" : "records are there");
    end(se, out);
}

static void start(struct rekey_screen *r, struct session *se, struct effects *out)
{
    if (!rekeying_stands(se)) {
        end(se, out);
        return;
    }
    r->working = true;
    doc_group_resume(se->doc);
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    struct rekey_screen *r = (struct rekey_screen *)s;
    struct err e = {0};
    char n[WORDS_NUMBER_MAX];
    if (!r->working || !se->rekeying.rekey || !checks_done(se->checks))
        return false;
    const bool ended = rekey_step(se->rekeying.rekey, se->doc, checks_keys(se->checks), SLICE, &e);
    const size_t changed = rekey_changed(se->rekeying.rekey);
    if (e.code != ERR_NONE) {
        give_up(se, out);
        session_say_err(se, &e);
        return true;
    }
    if (ended)
        doc_group_end(se->doc);
    session_changed(se, "");
    session_progress(se, se->rekeying.to ? "Renaming" : "Clearing references", changed, 0, true);
    if (ended) {
        session_say(se, SEVERITY_NOTE,
                    se->rekeying.to ? "Renamed in %s more place%s. Press " WORDS_UNDO " to undo it."
                                    : "Deleted, and cleared in %s place%s. Press " WORDS_UNDO " to undo it.",
                    words_number(changed, n), changed == 1 ? "" : "s");
        end(se, out);
    }
    return true;
}

/* ---- the question */

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"ask", "app", NULL};
    (void)s;
    (void)se;
    *typing = false;
    return list;
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct rekey_screen *r = (struct rekey_screen *)s;
    const bool back = action == ACTION_APP_BACK || action == ACTION_APP_INTERRUPT;
    if (r->working) {
        if (back && se->rekeying.rekey)
            give_up(se, out);
    } else if (ev->type == EVENT_SHOWN) {
        /* a field that the record was added for has followed already; clearing was asked for by its key */
        if (!rekeying_stands(se) || !se->rekeying.to)
            start(r, se, out);
    } else if (action == ACTION_ASK_YES) {
        start(r, se, out);
    } else if (back || action == ACTION_ASK_NO) {
        end(se, out);
    }
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    enum { WIDTH = 66, TEXT_ROWS = 3 };
    const struct rekey_screen *r = (const struct rekey_screen *)s;
    const int width = c->cols < WIDTH + 2 ? c->cols - 2 : WIDTH, inner = width - 4;
    if (r->working || !se->rekeying.to)
        return; /* the frame below shows the bar */
    struct area in = popup_draw(area_all(c), TEXT_ROWS + 4, width, "Rename everywhere?", NULL, NULL);
    area_wrap(in, 0, 1, inner, TEXT_ROWS, STYLE_NORMAL, se->rekeying.words);
    area_puts(in, TEXT_ROWS, 2, STYLE_KEY, "y");
    area_puts(in, TEXT_ROWS, 6, STYLE_NORMAL, "give them the new key, too");
    area_puts(in, TEXT_ROWS + 1, 2, STYLE_KEY, "n");
    area_puts(in, TEXT_ROWS + 1, 6, STYLE_NORMAL, "leave them as they are");
    area_cursor(in, TEXT_ROWS, 2);
}

static void rekey_screen_free(struct screen *s)
{
    free(s);
}

static const struct screen_ops OPS = {.name = "rekey",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = rekey_screen_free,
                                      .work = work,
                                      .popup = true};

struct screen *rekey_screen_new(struct session *se, const char *argument)
{
    struct rekey_screen *r = xcalloc(1, sizeof *r);
    (void)se;
    (void)argument;
    r->base.ops = &OPS;
    return &r->base;
}
