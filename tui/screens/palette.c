/* Find a command by its name or help, and run it on the screen below. */
#include "forms/mem.h"
#include "tui/screens/pickscreen.h"
#include "tui/screens/commands.h"
#include "tui/widgets/popup.h"

#include <stdlib.h>

struct palette {
    struct screen base;
    struct commands commands;
    const struct keymap *keymap;
    struct picker picker;
};

static size_t count(void *context)
{
    return ((const struct palette *)context)->commands.count;
}

static void item(void *context, size_t index, struct buf *value, struct buf *note)
{
    const struct palette *p = context;
    enum action a = p->commands.items[index];
    buf_puts(value, action_help(a));
    commands_keys(p->keymap, a, 1, note);
}

static void more(void *context, size_t index, struct buf *text)
{
    buf_puts(text, action_name(((const struct palette *)context)->commands.items[index]));
}

static struct picker_source source_of(const struct palette *p)
{
    return (struct picker_source){(void *)(uintptr_t)p, count, item, NULL, more};
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct palette *p = (struct palette *)s;
    struct picker_source source = source_of(p);
    size_t chosen = 0;
    if (pickscreen_update(&p->picker, &source, ACTION_APP_PALETTE, se, ev, action, out, &chosen)) {
        effects_add(out, EFFECT_POP, NULL, NULL);
        effects_add(out, EFFECT_ACTION, action_name(p->commands.items[chosen]), NULL);
    }
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    enum { WIDTH = 78, ROWS = 14 };
    const struct palette *p = (const struct palette *)s;
    struct picker_source source = source_of(p);
    (void)se;
    int rows = c->rows - 4 < ROWS ? c->rows - 4 : ROWS;
    int cols = c->cols - 4 < WIDTH ? c->cols - 4 : WIDTH;
    picker_draw(&p->picker, &source,
                popup_draw(area_all(c), rows, cols, "Commands", NULL, "Enter run   Esc back"));
}

static void palette_free(struct screen *s)
{
    struct palette *p = (struct palette *)s;
    commands_finish(&p->commands);
    picker_finish(&p->picker);
    free(p);
}

static const struct screen_ops OPS = {.name = "palette",
                                      .scopes = pickscreen_scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = palette_free,
                                      .popup = true};

struct screen *palette_new(struct session *se, const char *argument)
{
    struct palette *p = xcalloc(1, sizeof *p);
    p->base.ops = &OPS;
    p->keymap = se->keymap;
    commands_init(&p->commands, argument, false);
    picker_init(&p->picker, false, false, NULL);
    struct picker_source source = source_of(p);
    picker_refresh(&p->picker, &source);
    return &p->base;
}
