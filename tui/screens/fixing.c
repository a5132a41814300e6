/* A pop-up without a picture: does what all problems of one kind suggest, of those that the list of problems
 * shows, in slices, as one undo step. */
#include "forms/fix.h"
#include "forms/mem.h"
#include "tui/screens/problems_list.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

enum { SLICE = 100 }; /* problems */

struct fixing {
    struct screen base;
    char *keyword; /* of the kind */
    char *within;  /* the path that they lie in, or "" */
    struct filterline filter;
    bool begun;
    size_t looked, all; /* problems */
    size_t passed;      /* those of other kinds, which stay in front of the rest */
    size_t fixed;
};

/* ---- the work */

static void end(struct session *se, struct effects *out)
{
    session_progress(se, NULL, 0, 0, false);
    effects_add(out, EFFECT_POP, NULL, NULL);
}

static void give_up(struct session *se, struct effects *out)
{
    doc_group_cancel(se->doc);
    session_changed(se, "");
    session_say(se, SEVERITY_NOTE, "Nothing was fixed.");
    end(se, out);
}

static bool is_of_kind(const struct fixing *f, const struct problem *p)
{
    return strcmp(p->keyword, f->keyword) == 0;
}

static bool is_meant(const struct fixing *f, const struct session *se, const struct problem *p)
{
    return p->fix.kind != FIX_NONE && is_of_kind(f, p) && problem_passes(&f->filter, se, p);
}

static bool lacks_fixes(const struct fixing *f, const struct problems *some)
{
    for (size_t i = 0; i < some->count; i++)
        if (is_of_kind(f, &some->items[i]) && some->items[i].fix.kind == FIX_NONE)
            return true;
    return false;
}

/* What was perhaps meant by a dangling key takes longer than all the rest: it is looked for only where
 * problems of this kind have no fix without it. */
static void list_some(const struct fixing *f, struct session *se, struct problems *out)
{
    for (int guess = 0; guess < 2; guess++) {
        problems_init(out);
        checks_guess(se->checks, guess);
        checks_list(se->checks, f->within, CHECKS_OWN, f->passed, SLICE, out);
        checks_guess(se->checks, true);
        if (guess || !lacks_fixes(f, out))
            return;
        problems_finish(out);
    }
}

/* What is fixed is no problem any more, so that the next ones come to stand in its place. */
static void fix_some(struct fixing *f, struct session *se)
{
    struct problems some;
    list_some(f, se, &some);
    if (some.count == 0)
        f->looked = f->all;
    for (size_t i = 0; i < some.count; i++) {
        const struct problem *p = &some.items[i];
        f->looked++;
        if (is_meant(f, se, p) && fix_apply(se->doc, p, NULL))
            f->fixed++;
        else
            f->passed++;
    }
    problems_finish(&some);
    session_changed(se, "");
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    struct fixing *f = (struct fixing *)s;
    char n[WORDS_NUMBER_MAX];
    if (!checks_done(se->checks))
        return false;
    if (!f->begun) {
        f->begun = true;
        f->all = checks_within(se->checks, f->within);
        doc_visit(se->doc);
        doc_group_begin(se->doc);
    }
    fix_some(f, se);
    session_progress(se, "Fixing", f->looked, f->all, true);
    if (f->looked < f->all)
        return true;
    doc_group_end(se->doc);
    session_say(se, SEVERITY_NOTE, "Fixed %s problem%s of this kind. Press " WORDS_UNDO " to undo it.",
                words_number(f->fixed, n), f->fixed == 1 ? "" : "s");
    end(se, out);
    return true;
}

/* ---- the screen */

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"app", NULL};
    (void)s;
    (void)se;
    *typing = false;
    return list;
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    const struct fixing *f = (const struct fixing *)s;
    (void)ev;
    if (action != ACTION_APP_BACK && action != ACTION_APP_INTERRUPT)
        return;
    else if (!f->begun)
        end(se, out);
    else if (f->looked < f->all)
        give_up(se, out);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    (void)s; /* the screen below shows the bar */
    (void)se;
    (void)c;
}

static void fixing_free(struct screen *s)
{
    struct fixing *f = (struct fixing *)s;
    filterline_finish(&f->filter);
    free(f->keyword);
    free(f->within);
    free(f);
}

static const struct screen_ops OPS = {.name = "fixing",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = fixing_free,
                                      .work = work,
                                      .popup = true};

static char *take_line(const char **text)
{
    const size_t len = strcspn(*text, "\n");
    char *line = xstrndup(*text, len);
    *text += len + ((*text)[len] == '\n');
    return line;
}

struct screen *fixing_new(struct session *se, const char *argument)
{
    struct fixing *f = xcalloc(1, sizeof *f);
    (void)se;
    f->base.ops = &OPS;
    filterline_init(&f->filter);
    f->keyword = take_line(&argument);
    f->within = take_line(&argument);
    filterline_set(&f->filter, argument);
    return &f->base;
}
