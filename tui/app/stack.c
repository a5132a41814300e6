#include "tui/app/stack.h"

#include "forms/mem.h"
#include "tui/screens/frame.h"
#include "tui/screens/rekeying.h"

#include <stdlib.h>
#include <string.h>

void stack_init(struct stack *s)
{
    *s = (struct stack){0};
}

void stack_finish(struct stack *s)
{
    if (!s)
        return;
    while (s->count)
        screen_free(s->items[--s->count]);
    free(s->items);
    *s = (struct stack){0};
}

static struct screen *top(const struct stack *s)
{
    return s->items[s->count - 1];
}

static void show_top(struct stack *s, struct session *se, struct effects *out)
{
    const struct event shown = {.type = EVENT_SHOWN};
    top(s)->ops->update(top(s), se, &shown, ACTION_NONE, out);
}

/* Puts a screen on top and tells it so. */
static void stack_push(struct stack *s, struct session *se, struct screen *take, struct effects *out)
{
    if (s->count == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 8;
        s->items = xreallocarray(s->items, s->cap, sizeof *s->items);
    }
    s->items[s->count++] = take;
    show_top(s, se, out);
}

static size_t lowest_seen(const struct stack *s)
{
    size_t i = s->count - 1;
    while (i > 0 && s->items[i]->ops->popup)
        i--;
    return i;
}

/* What is about the terminal means the same on every screen, below every question and while anything runs:
 * screens do not hear of it. */
static bool is_about_terminal(enum action action, struct effects *out)
{
    if (action != ACTION_APP_SUSPEND && action != ACTION_APP_REDRAW)
        return false;
    effects_add(out, action == ACTION_APP_SUSPEND ? EFFECT_SUSPEND : EFFECT_REDRAW, NULL, NULL);
    return true;
}

void stack_event(struct stack *s, struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->type == EVENT_RESIZE) { /* what is drawn below a pop-up must fit the new size too */
        for (size_t i = lowest_seen(s); i < s->count; i++)
            s->items[i]->ops->update(s->items[i], se, ev, ACTION_NONE, out);
        return;
    }
    enum action action = ACTION_NONE;
    if (ev->type == EVENT_KEY || ev->type == EVENT_PASTE)
        session_hush(se);
    if (ev->type == EVENT_KEY) {
        bool typing = false;
        const char *const *scopes = top(s)->ops->scopes(top(s), se, &typing);
        action = keymap_find(se->keymap, scopes, typing, ev->key);
    }
    if (!is_about_terminal(action, out))
        top(s)->ops->update(top(s), se, ev, action, out);
}

static void drop(struct stack *s, size_t keep)
{
    while (s->count > keep)
        screen_free(s->items[--s->count]);
}

static void act(struct stack *s, struct session *se, const char *name, struct effects *out)
{
    const struct event ev = {.type = EVENT_KEY};
    const enum action action = action_find(name, strlen(name));
    if (!is_about_terminal(action, out))
        top(s)->ops->update(top(s), se, &ev, action, out);
}

/* Where a screen of that id is that was pushed without an argument, as this one is; 0: nowhere. There is one
 * review, one list of problems: who asks for it again goes back to it instead of piling up. */
static size_t find_same(const struct stack *s, const struct effect *e)
{
    size_t i = e->text ? 0 : s->count;
    while (i > 0 && s->items[--i]->id != e->screen)
        ;
    return i;
}

static void push_new(struct stack *s, struct session *se, const struct effect *e, struct effects *out)
{
    struct screen *made = screen_new((enum screen_id)e->screen, se, e->text);
    made->id = e->text ? -1 : e->screen;
    stack_push(s, se, made, out);
}

bool stack_perform(struct stack *s, struct session *se, const struct effect *e, struct effects *out)
{
    size_t same;
    switch (e->type) {
    case EFFECT_PUSH:
        same = find_same(s, e);
        if (same > 0) {
            drop(s, same + 1);
            show_top(s, se, out);
        } else {
            push_new(s, se, e, out);
        }
        return true;
    case EFFECT_REPLACE:
        same = find_same(s, e);
        drop(s, same > 0 ? same : s->count - 1);
        push_new(s, se, e, out);
        return true;
    case EFFECT_POP:
    case EFFECT_HOME:
        if (s->count > 1) {
            drop(s, e->type == EFFECT_HOME ? 1 : s->count - 1);
            show_top(s, se, out);
        }
        return true;
    case EFFECT_ACTION:
        act(s, se, e->text, out);
        return true;
    default:
        return false;
    }
}

void stack_draw(const struct stack *s, const struct session *se, struct cells *c)
{
    size_t i = lowest_seen(s);
    s->items[i]->ops->draw(s->items[i], se, c);
    if (i + 1 < s->count)
        frame_cover(c);
    while (++i < s->count)
        s->items[i]->ops->draw(s->items[i], se, c);
}

/* The document's own work comes last; with its last piece the screens say what they know now. */
static bool check_on(struct stack *s, struct session *se, struct effects *out)
{
    const struct event ev = {.type = EVENT_TICK};
    if (!session_work(se))
        return false;
    for (size_t i = lowest_seen(s); checks_done(se->checks) && i < s->count; i++)
        s->items[i]->ops->update(s->items[i], se, &ev, ACTION_NONE, out);
    return true;
}

/* A field was left that others refer to: whichever screen it was on, the question is the same. It comes when
 * all that was asked for has been done, which may have led to another screen; a pop-up is waited for. */
static bool ask(const struct stack *s, struct session *se, struct effects *out)
{
    const bool asks = !top(s)->ops->popup && rekeying_asks(se);
    if (asks)
        effects_push(out, EFFECT_PUSH, SCREEN_REKEY, NULL);
    return asks;
}

bool stack_work(struct stack *s, struct session *se, struct effects *out)
{
    if (ask(s, se, out))
        return true;
    for (size_t i = s->count; i-- > lowest_seen(s);)
        if (s->items[i]->ops->work && s->items[i]->ops->work(s->items[i], se, out))
            return true;
    return check_on(s, se, out) || rekeying_works(se);
}

char *stack_focus(const struct stack *s, const struct session *se)
{
    char *at = NULL;
    for (size_t i = s->count; !at && se->doc && i-- > 0;)
        if (s->items[i]->ops->focus)
            at = s->items[i]->ops->focus(s->items[i], se);
    return at;
}

bool stack_ticks(const struct stack *s)
{
    for (size_t i = lowest_seen(s); i < s->count; i++)
        if (s->items[i]->ops->ticks)
            return true;
    return false;
}
