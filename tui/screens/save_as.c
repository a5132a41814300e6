/* Asks for the name of a configuration that has none yet, and saves it. */
#include "forms/mem.h"
#include "tui/screens/prompt.h"
#include "tui/screens/screen.h"

#include <stdlib.h>
#include <string.h>

struct save_as {
    struct screen base;
    struct prompt prompt;
    char *then;   /* "quit", "close", or NULL */
    char *before; /* where it was saved until now, or NULL */
};

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    (void)s;
    (void)se;
    *typing = true;
    return prompt_scopes();
}

static void saved(const struct save_as *a, struct session *se, const struct event *ev, struct effects *out)
{
    const bool elsewhere = se->path && (!a->before || strcmp(a->before, se->path) != 0);
    screen_report(se, ev, out);
    if (ev->effect != EFFECT_SAVE_AS || (ev->state != REPORT_DONE && !elsewhere))
        return; /* a name that is taken or refused: the prompt stays, for another one */
    if (!a->then || ev->state != REPORT_DONE) { /* saved, though not all went well: that is said */
        effects_add(out, EFFECT_POP, NULL, NULL);
    } else if (strcmp(a->then, "quit") == 0) {
        effects_add(out, EFFECT_QUIT, NULL, NULL);
    } else {
        effects_add(out, EFFECT_HOME, NULL, NULL);
        effects_add(out, EFFECT_CLOSE, NULL, NULL);
    }
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct save_as *a = (struct save_as *)s;
    if (ev->type == EVENT_REPORT) {
        saved(a, se, ev, out);
        return;
    }
    switch (prompt_update(&a->prompt, ev, action)) {
    case PROMPT_TAKEN:
        if (*prompt_text(&a->prompt))
            effects_add(out, EFFECT_SAVE_AS, prompt_text(&a->prompt), NULL);
        else
            session_say(se, SEVERITY_WARNING, "Type a name, or press Esc.");
        break;
    case PROMPT_DROPPED:
        effects_add(out, EFFECT_POP, NULL, NULL);
        break;
    case PROMPT_STAYS:
        break;
    }
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    (void)se;
    prompt_draw(&((const struct save_as *)s)->prompt, c);
}

static void save_as_free(struct screen *s)
{
    struct save_as *a = (struct save_as *)s;
    prompt_finish(&a->prompt);
    free(a->then);
    free(a->before);
    free(a);
}

static const struct screen_ops OPS = {
    .name = "save_as", .scopes = scopes, .update = update, .draw = draw, .free = save_as_free, .popup = true};

struct screen *save_as_new(struct session *se, const char *argument)
{
    struct save_as *a = xcalloc(1, sizeof *a);
    a->base.ops = &OPS;
    a->then = argument ? xstrdup(argument) : NULL;
    a->before = se->path ? xstrdup(se->path) : NULL;
    prompt_init(&a->prompt);
    prompt_open(&a->prompt, 0, "Save as", "A name, or the path of a new file: ~/acme.json", se->name);
    return &a->base;
}
