#include "tui/app/steps.h"

#include "forms/mem.h"
#include "tui/store/drafts.h"

#include <stdlib.h>
#include <string.h>

#define NAMES_TRIED 100

struct step {
    char *name;  /* before the step */
    char *now;   /* a new name; of a deletion: the name that it came back under */
    char *token; /* of a deletion that is done: what brings it back; NULL for a new name */
    bool deletion;
};

static void replace(char **to, char *take)
{
    free(*to);
    *to = take;
}

static void step_finish(struct step *step)
{
    free(step->name);
    free(step->now);
    free(step->token);
}

static void drop_from(struct steps *s, size_t first)
{
    while (s->count > first)
        step_finish(&s->items[--s->count]);
}

void steps_finish(struct steps *s)
{
    drop_from(s, 0);
    free(s->items);
    *s = (struct steps){0};
}

static void remember(struct steps *s, struct step take)
{
    drop_from(s, s->done);
    if (s->count == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 8;
        s->items = xreallocarray(s->items, s->cap, sizeof *s->items);
    }
    s->items[s->count++] = take;
    s->done = s->count;
}

/* Unsaved work on a configuration goes and comes with it; where that fails, it is found without its file. */
static void move_drafts(struct library *l, enum draft_fate fate, const char *name, const char *token)
{
    char *saved = configuration_path(&l->paths, name);
    char *aside = xasprintf("%s/%s", l->paths.deleted, token);
    if (fate == DRAFT_DELETED)
        drafts_follow(l->ledger, fate, saved, aside, name, NULL);
    else
        drafts_follow(l->ledger, fate, aside, saved, name, NULL);
    free(saved);
    free(aside);
}

bool steps_delete(struct steps *s, struct library *l, const char *name, struct err *e)
{
    char *token = NULL;
    if (!configuration_delete(&l->paths, name, &token, e))
        return false;
    move_drafts(l, DRAFT_DELETED, name, token);
    remember(s, (struct step){.name = xstrdup(name), .now = xstrdup(name), .token = token, .deletion = true});
    return true;
}

bool steps_rename(struct steps *s, struct library *l, const char *name, const char *to, struct err *e)
{
    if (strcmp(name, to) == 0)
        return err_set(e, ERR_EXISTS, "%s has that name already.", name);
    if (!library_rename(l, name, to, e))
        return false;
    remember(s, (struct step){.name = xstrdup(name), .now = xstrdup(to)});
    return true;
}

/* ---- taking back */

/* Under its name, or the next free one: "acme 2". */
static bool bring_back(struct step *step, struct library *l, struct err *e)
{
    struct err why = {0};
    char *name = xstrdup(step->name);
    bool done = false;
    for (unsigned n = 2; n <= NAMES_TRIED; n++) {
        done = configuration_undelete(&l->paths, step->token, name, &why);
        if (done || why.code != ERR_EXISTS)
            break;
        replace(&name, xasprintf("%s %u", step->name, n));
    }
    if (!done) {
        free(name);
        return err_set(e, why.code, "%s", why.text);
    }
    move_drafts(l, DRAFT_BACK, name, step->token);
    replace(&step->now, name);
    replace(&step->token, NULL);
    return true;
}

static bool undelete(struct step *step, struct library *l, struct step_news *out, struct err *e)
{
    if (!bring_back(step, l, e))
        return false;
    out->name = xstrdup(step->now);
    out->words =
        strcmp(step->now, step->name) == 0
            ? xasprintf("%s is back.", step->name)
            : xasprintf("%s is back as \"%s\": there is another %s now.", step->name, step->now, step->name);
    return true;
}

static bool rename_back(struct step *step, struct library *l, struct step_news *out, struct err *e)
{
    struct err why = {0};
    if (!library_rename(l, step->now, step->name, &why))
        return err_set(e, why.code, "%s does not get its old name back: %s", step->now, why.text);
    out->name = xstrdup(step->name);
    out->words = xasprintf("%s has its old name again: %s.", step->now, step->name);
    return true;
}

bool steps_undo(struct steps *s, struct library *l, struct step_news *out, struct err *e)
{
    *out = (struct step_news){0};
    if (s->done == 0)
        return err_set(e, ERR_NOT_FOUND, "Nothing to undo.");
    struct step *step = &s->items[s->done - 1];
    struct err why = {0};
    const bool back = step->deletion ? undelete(step, l, out, &why) : rename_back(step, l, out, &why);
    /* What can never be taken back does not stand before earlier steps. */
    if (!back && (!step->deletion || why.code == ERR_NOT_FOUND))
        drop_from(s, s->done - 1);
    if (back || s->count < s->done)
        s->done--;
    return back || err_set(e, why.code, "%s", why.text);
}

/* ---- doing again */

bool steps_redo(struct steps *s, struct library *l, struct step_news *out, struct err *e)
{
    *out = (struct step_news){0};
    if (s->done == s->count)
        return err_set(e, ERR_NOT_FOUND, "Nothing to redo.");
    struct step *step = &s->items[s->done];
    if (step->deletion ? !configuration_delete(&l->paths, step->now, &step->token, e)
                       : !library_rename(l, step->name, step->now, e)) {
        drop_from(s, s->done); /* what follows was done on top of it */
        return false;
    }
    if (step->deletion)
        move_drafts(l, DRAFT_DELETED, step->now, step->token);
    s->done++;
    out->name = step->deletion ? NULL : xstrdup(step->now);
    out->words = step->deletion ? xasprintf("%s is deleted again.", step->now)
                                : xasprintf("%s is named %s again.", step->name, step->now);
    return true;
}
