#include "tui/app/opening.h"

#include "forms/mem.h"
#include "tui/actions/effect.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that are read or understood in a slice: half a megabyte takes less than a millisecond. What opens
 * with the first slice is open before anybody could see a difference. */
enum { FIRST_SLICE = 2 << 20, SLICE = 512 << 10 };

static void show_progress(struct world *w, struct session *se)
{
    size_t done, all;
    const char *slash = strrchr(w->opening.argument, '/');
    char *words = xasprintf(
        "%s %s",
        w->opening.effect == EFFECT_COMPARE || w->opening.effect == EFFECT_RELOAD ? "Reading" : "Opening",
        slash ? slash + 1 : w->opening.argument);
    configuration_opening_progress(w->opening.job, &done, &all);
    session_progress(se, words, done, all, true);
    free(words);
}

static bool step(struct world *w, struct session *se, size_t bytes)
{
    w->opening.ended = w->opening.ended || configuration_opening_step(w->opening.job, bytes);
    if (!w->opening.ended)
        show_progress(w, se);
    return w->opening.ended;
}

static void begin(struct world *w, struct session *se, struct configuration_opening *take, const char *shown,
                  int effect)
{
    w->opening.job = take;
    w->opening.argument = xstrdup(shown);
    w->opening.effect = effect;
    se->opening = true;
    step(w, se, FIRST_SLICE);
}

void opening_begin(struct world *w, struct session *se, const char *argument, int effect)
{
    opening_drop(w, se);
    begin(w, se, configuration_opening_new(&w->library, argument), argument, effect);
}

bool opening_begin_again(struct world *w, struct session *se, int effect, struct err *e)
{
    struct configuration_opening *o = configuration_reloading(&w->library, &w->open, e);
    if (!o)
        return false;
    opening_drop(w, se);
    begin(w, se, o, w->open.path, effect);
    return true;
}

void opening_begin_named(struct world *w, struct session *se, const char *argument)
{
    opening_begin(w, se, argument, EFFECT_OPEN);
    w->opening.named = true;
}

static void keep_ticket(struct world *w, struct session *se, const char *text)
{
    struct err why = {0};
    xreplace(&w->open.ticket, text);
    xreplace(&se->ticket, text);
    if (w->open.name && !ledger_set_ticket(w->library.ledger, w->open.name, text, &why))
        session_say_err(se, &why);
}

void opening_ticket(struct world *w, struct session *se, const char *text)
{
    if (w->opening.job)
        w->opening.ticket = text;
    else
        keep_ticket(w, se, text);
}

bool opening_step(struct world *w, struct session *se)
{
    return step(w, se, SLICE);
}

bool opening_ended(const struct world *w)
{
    return w->opening.ended;
}

/* Forgets the opening, and what was shown of it. */
static void clear(struct world *w, struct session *se)
{
    free(w->opening.argument);
    w->opening = (struct opening){0};
    se->opening = false;
    session_progress(se, NULL, 0, 0, false);
}

static void replace_open(struct world *w, struct session *se, struct configuration take, const char *ticket)
{
    journaling_close(w);
    configuration_finish(&w->open);
    w->open = take;
    world_show_open(w, se);
    if (ticket)
        keep_ticket(w, se, ticket);
}

/* Only its document is of interest, beside the open one. */
static void show_other(struct session *se, struct configuration *take)
{
    session_other(se, take->doc);
    take->doc = NULL;
    configuration_finish(take);
}

static bool reload(struct world *w, struct session *se, struct configuration_opening *take, struct err *e)
{
    if (!configuration_reload(&w->open, take, e))
        return false;
    session_changed(se, "");
    journaling_saved(w, se);
    return true;
}

bool opening_finish(struct world *w, struct session *se, struct err *e)
{
    struct configuration opened = {0};
    const struct opening was = w->opening;
    if (was.effect == EFFECT_RELOAD) {
        clear(w, se);
        return reload(w, se, was.job, e);
    }
    const bool done = configuration_opening_finish(was.job, &opened, e);
    clear(w, se);
    if (!done) {
        if (was.named)
            w->refused = *e;
        return false;
    }
    if (was.effect == EFFECT_COMPARE)
        show_other(se, &opened);
    else
        replace_open(w, se, opened, was.ticket);
    return true;
}

bool opening_drop(struct world *w, struct session *se)
{
    const bool there = w->opening.job;
    if (there) {
        configuration_opening_free(w->opening.job);
        clear(w, se);
    }
    return there;
}
