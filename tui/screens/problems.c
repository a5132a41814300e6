/* All problems of the open configuration, errors first; or those of one record. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "tui/screens/problems_list.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"

#include <stdlib.h>

/* One line, whatever is in the names of members. */
static void put_line(const struct problem *p, struct buf *out)
{
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    path_show(p->pointer, &line);
    buf_printf(&line, ": %s", p->text);
    safe_text(line.data, line.len, false, out);
    buf_finish(&line);
}

static void copy(const struct problem *p, struct effects *out)
{
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    put_line(p, &line);
    effects_add(out, EFFECT_COPY, line.data, NULL);
    buf_finish(&line);
}

/* All that are shown, a line each: what somebody else can read and mend. */
static void copy_all(const struct problem_list *l, struct session *se, struct effects *out)
{
    enum { MOST = 2000 };
    char n[WORDS_NUMBER_MAX];
    struct problems all;
    struct buf lines;
    buf_init(&lines, BUF_TEXT_MAX);
    checks_guess(se->checks, false);
    problem_list_take(l, se, 0, MOST, &all);
    checks_guess(se->checks, true);
    for (size_t i = 0; i < all.count; i++) {
        put_line(&all.items[i], &lines);
        buf_putc(&lines, '\n');
    }
    if (l->count > MOST)
        buf_printf(&lines, "... and %s more\n", words_number(l->count - MOST, n));
    effects_add(out, EFFECT_COPY, lines.data, NULL);
    problems_finish(&all);
    buf_finish(&lines);
}

/* All that are listed and have the same keyword, where this one has a fix: the others most likely have, too.
 */
static void fix_all(const struct problem_list *l, const struct problem *p, struct session *se,
                    struct effects *out)
{
    if (p->fix.kind == FIX_NONE) {
        session_fix(se, p); /* which says that there is none */
        return;
    }
    char *which = xasprintf("%s\n%s\n%s", p->keyword, problem_list_within(l), filterline_text(&l->filter));
    effects_push(out, EFFECT_PUSH, SCREEN_FIXING, which);
    free(which);
}

/* The problem with the number that was typed: 1 to 9, as they are listed. false: another key. */
static bool go_to_number(const struct problem_list *l, const struct session *se, const struct event *ev,
                         enum action action, struct effects *out)
{
    const bool digit =
        action == ACTION_NONE && ev->key.mods == 0 && ev->key.code >= '1' && ev->key.code <= '9';
    const size_t number = digit ? (size_t)(ev->key.code - '0') : 0;
    struct problems one;
    if (!digit)
        return false;
    problem_list_take(l, se, number - 1, 1, &one);
    if (one.count)
        screen_goto(one.items[0].pointer, out);
    problems_finish(&one);
    return true;
}

static void look_from_top(struct problem_list *l, const struct session *se)
{
    l->focus = 0;
    problem_list_filter_again(l, se);
}

static void show_errors(struct problem_list *l, const struct session *se)
{
    l->errors_only = !l->errors_only;
    problem_list_filter_again(l, se);
}

/* From those of a record to all, and back. */
static void show_elsewhere(struct problem_list *l, const struct session *se)
{
    if (!l->record)
        return;
    l->all = !l->all;
    look_from_top(l, se);
}

static void act(struct problem_list *l, struct session *se, const struct event *ev, enum action action,
                struct effects *out)
{
    struct problems focus;
    problem_list_take(l, se, l->focus, 1, &focus);
    const struct problem *p = focus.count ? &focus.items[0] : NULL;
    struct frame f = problem_list_frame(l, p ? p->text : NULL);
    bool changed = false;
    if (problem_list_looking(l, se)) /* the next slice, if there is one, shows its bar again */
        session_progress(se, NULL, 0, 0, false);
    if (filterline_update(&l->filter, ev, action, &changed)) {
        if (changed)
            look_from_top(l, se);
    } else if (screen_is_back(ev, action))
        effects_add(out, EFFECT_POP, NULL, NULL);
    else if (action == ACTION_PROBLEMS_FILTER)
        filterline_start(&l->filter);
    else if (action == ACTION_PROBLEMS_COPY_ALL)
        copy_all(l, se, out);
    else if (listing_move(&l->focus, action, l->count, problem_list_page(frame_body_rows(&f, se))))
        ; /* it has moved */
    else if (go_to_number(l, se, ev, action, out))
        ; /* it goes there */
    else if (action == ACTION_PROBLEMS_ERRORS)
        show_errors(l, se);
    else if (action == ACTION_PROBLEMS_GO && p)
        screen_goto(p->pointer, out);
    else if (action == ACTION_PROBLEMS_FIX && p)
        session_fix(se, p);
    else if (action == ACTION_PROBLEMS_FIX_ALL && p)
        fix_all(l, p, se, out);
    else if (action == ACTION_APP_COPY && p)
        copy(p, out);
    else if (action == ACTION_APP_NEXT_PROBLEM)
        listing_move(&l->focus, ACTION_MOVE_DOWN, l->count, 1);
    else if (action == ACTION_APP_PREVIOUS_PROBLEM)
        listing_move(&l->focus, ACTION_MOVE_UP, l->count, 1);
    else if (action == ACTION_APP_PROBLEMS)
        show_elsewhere(l, se);
    else
        screen_common(&l->base, se, action, out);
    problem_list_count(l, se); /* undo may have changed them */
    problems_finish(&focus);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"problems", "move", "app", NULL};
    const struct problem_list *l = (const struct problem_list *)s;
    (void)se;
    *typing = l->filter.typing;
    return l->filter.typing ? filterline_scopes() : list;
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct problem_list *l = (struct problem_list *)s;
    if (ev->type == EVENT_SHOWN) {
        session_changed(se, "");
        problem_list_count(l, se);
    } else if (ev->type == EVENT_REPORT) {
        screen_report(se, ev, out);
    } else if (ev->type == EVENT_KEY || ev->type == EVENT_PASTE) {
        act(l, se, ev, action, out);
    }
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    (void)out;
    return problem_list_look((struct problem_list *)s, se);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    problem_list_draw((const struct problem_list *)s, se, c);
}

static void problems_screen_free(struct screen *s)
{
    struct problem_list *l = (struct problem_list *)s;
    filterline_finish(&l->filter);
    free(l->matches);
    free(l->record);
    free(l);
}

static const struct screen_ops OPS = {.name = "problems",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = problems_screen_free,
                                      .work = work};

struct screen *problems_new(struct session *se, const char *argument)
{
    struct problem_list *l = xcalloc(1, sizeof *l);
    l->base.ops = &OPS;
    l->record = argument ? xstrdup(argument) : NULL;
    filterline_init(&l->filter);
    problem_list_count(l, se);
    return &l->base;
}
