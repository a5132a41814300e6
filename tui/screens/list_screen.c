/* A table of records on a screen of its own: for lists that are no section of the wizard. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/frame.h"
#include "tui/screens/list.h"

#include <stdlib.h>
#include <string.h>

struct list_screen {
    struct screen base;
    struct list list;
};

static struct list_screen *self(struct screen *s)
{
    return (struct list_screen *)s;
}

static void settle(struct screen *s, struct session *se)
{
    struct list_screen *l = self(s);
    list_sync(&l->list, se);
    list_fit(&l->list, se, frame_body_rows(&(struct frame){0}, se) - 1, se->cols);
}

/* A path that is not of this list is for the screen below. */
static void take_goto(struct list_screen *l, struct session *se, struct effects *out)
{
    const char *pointer = se->goto_pointer;
    if (!pointer)
        return;
    if (!list_go(&l->list, se, pointer)) {
        effects_add(out, EFFECT_POP, NULL, NULL);
        return;
    }
    session_goto(se, NULL);
}

static void shown(struct screen *s, struct session *se, struct effects *out)
{
    struct list_screen *l = self(s);
    list_returned(&l->list, se);
    list_sync(&l->list, se);
    take_goto(l, se, out);
}

static void on_key(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct list_screen *l = self(s);
    if (!list_update(&l->list, se, ev, action, out) && screen_common(s, se, action, out)) {
        list_sync(&l->list, se);
        take_goto(l, se, out);
    }
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    static const struct screen_answers answers = {shown, on_key, settle};
    screen_answer(&answers, s, se, ev, action, out);
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    struct list *l = &self(s)->list;
    const bool looking = list_is_looking(l);
    (void)out;
    if (list_work(l, se))
        return true;
    if (looking)
        settle(s, se);
    return false;
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    return list_scopes(&((const struct list_screen *)s)->list, se, typing);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct list *l = &((const struct list_screen *)s)->list;
    struct buf where, title;
    bool typing;
    buf_init(&where, BUF_TEXT_MAX);
    buf_init(&title, BUF_TEXT_MAX);
    list_scopes(l, se, &typing);
    list_where(l, se, &where);
    wizard_label(se->wizard, l->pointer, &title);
    struct area body =
        frame_draw(&(struct frame){.where = where.data, .hints = list_hints(l, se), .typing = typing}, se, c);
    if (body.rows > 1) {
        list_draw_head(l, body, title.data);
        const struct area table = area_part(body, 1, 0, body.rows - 1, body.cols);
        list_draw(l, se, table, true);
        list_draw_popup(l, se, body, table);
    }
    buf_finish(&where);
    buf_finish(&title);
}

static char *focus(const struct screen *s, const struct session *se)
{
    return list_record(&((const struct list_screen *)s)->list, se);
}

static void list_screen_free(struct screen *s)
{
    list_finish(&self(s)->list);
    free(s);
}

static const struct screen_ops OPS = {.name = "list",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = list_screen_free,
                                      .focus = focus,
                                      .work = work};

struct screen *list_screen_new(struct session *se, const char *argument)
{
    struct list_screen *l = xcalloc(1, sizeof *l);
    l->base.ops = &OPS;
    list_init(&l->list);
    list_show(&l->list, se, argument);
    return &l->base;
}
