#include "config.h"

#include "tui/screens/prompt.h"

#include "forms/safe.h"
#include "tui/widgets/popup.h"

#include <string.h>

/* Room for a secret up front, so that growing leaves no copy of it in freed memory. */
#define SECRET_ROOM 4096

void prompt_init(struct prompt *p)
{
    *p = (struct prompt){0};
    textfield_init(&p->field, false);
}

static void wipe(struct buf *b)
{
    if (b->cap)
        explicit_bzero(b->data, b->cap);
    buf_clear(b);
}

void prompt_finish(struct prompt *p)
{
    prompt_close(p);
    textfield_finish(&p->field);
}

void prompt_open(struct prompt *p, int purpose, const char *title, const char *help, const char *initial)
{
    p->open = true;
    p->purpose = purpose;
    p->title = title;
    p->help = help;
    p->hidden = false;
    textfield_set(&p->field, initial ? initial : "", initial ? strlen(initial) : 0);
}

void prompt_open_hidden(struct prompt *p, int purpose, const char *title, const char *help)
{
    prompt_open(p, purpose, title, help, NULL);
    p->hidden = true;
    buf_reserve(&p->field.line.text, SECRET_ROOM);
    buf_reserve(&p->field.line.kill, SECRET_ROOM);
}

void prompt_close(struct prompt *p)
{
    p->open = false;
    textfield_set(&p->field, "", 0);
    wipe(&p->field.line.text);
    wipe(&p->field.line.kill);
}

const char *prompt_text(const struct prompt *p)
{
    return p->field.line.text.data;
}

const char *const *prompt_scopes(void)
{
    static const char *const scopes[] = {"prompt", "text", "app", NULL};
    return scopes;
}

enum prompt_result prompt_update(struct prompt *p, const struct event *ev, enum action action)
{
    switch (action) {
    case ACTION_PROMPT_ACCEPT:
        return PROMPT_TAKEN;
    case ACTION_APP_BACK:
    case ACTION_APP_INTERRUPT:
        prompt_close(p);
        return PROMPT_DROPPED;
    default:
        textfield_update(&p->field, ev, action);
        return PROMPT_STAYS;
    }
}

void prompt_draw(const struct prompt *p, struct cells *c)
{
    enum { WIDTH = 64, HELP_ROWS = 2 };
    int width = c->cols < WIDTH + 2 ? c->cols - 2 : WIDTH;
    int inner = width - 4;
    bool long_help = p->help && safe_width(p->help, strlen(p->help)) > inner;
    int rows = 3 + (p->help ? 1 + long_help : 0);
    struct area in = popup_draw(area_all(c), rows, width, p->title, NULL, "Enter accept   Esc back");
    textfield_draw(&p->field, in, 0, 1, inner, true, p->hidden);
    if (p->help)
        area_wrap(in, 1, 1, inner, HELP_ROWS, STYLE_HELP, p->help);
}
