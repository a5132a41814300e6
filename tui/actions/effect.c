#include "config.h"

#include "tui/actions/effect.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

void effects_init(struct effects *e)
{
    *e = (struct effects){0};
}

void effects_finish(struct effects *e)
{
    for (size_t i = 0; i < e->count; i++) {
        if (e->items[i].type == EFFECT_KEY && e->items[i].text)
            explicit_bzero(e->items[i].text, strlen(e->items[i].text)); /* a secret */
        free(e->items[i].text);
        free(e->items[i].other);
    }
    free(e->items);
    effects_init(e);
}

static void add(struct effects *e, struct effect take)
{
    if (e->count == e->cap) {
        e->cap = e->cap ? 2 * e->cap : 4;
        e->items = xreallocarray(e->items, e->cap, sizeof *e->items);
    }
    e->items[e->count++] = take;
}

static char *copy(const char *s)
{
    return s ? xstrdup(s) : NULL;
}

void effects_add_flag(struct effects *e, enum effect_type type, const char *text, const char *other,
                      bool flag)
{
    add(e, (struct effect){.type = type, .text = copy(text), .other = copy(other), .flag = flag});
}

void effects_add(struct effects *e, enum effect_type type, const char *text, const char *other)
{
    effects_add_flag(e, type, text, other, false);
}

void effects_push(struct effects *e, enum effect_type type, int screen, const char *argument)
{
    add(e, (struct effect){.type = type, .screen = screen, .text = copy(argument)});
}
