#include "tui/screens/commands.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* Scopes that are not a screen's own. */
static const struct {
    const char *scope, *heading;
    bool plain; /* only keys: not for the palette */
} SCOPES[] = {
    {"app", "Everywhere", false}, {"move", "Moving", true},   {"text", "Typing", true},
    {"prompt", "Typing", true},   {"pick", "Choosing", true}, {"ask", "Questions", true},
};

enum { SCOPE_COUNT = sizeof SCOPES / sizeof *SCOPES };

static size_t scope_length(enum action a)
{
    return strcspn(action_name(a), ".");
}

static size_t known_scope(const char *scope, size_t len)
{
    size_t i = 0;
    while (i < SCOPE_COUNT && (strlen(SCOPES[i].scope) != len || memcmp(SCOPES[i].scope, scope, len) != 0))
        i++;
    return i;
}

const char *commands_heading(enum action a)
{
    size_t i = known_scope(action_name(a), scope_length(a));
    return i < SCOPE_COUNT ? SCOPES[i].heading : "This screen";
}

static void add_scope(struct commands *c, const char *scope, size_t len)
{
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
        if (scope_length((enum action)a) == len && memcmp(action_name((enum action)a), scope, len) == 0)
            c->items[c->count++] = (enum action)a;
}

/* Those of the screen itself, or those for moving and typing. */
static void add_scopes(struct commands *c, const char *scopes, bool plain)
{
    for (const char *p = scopes; p && *(p += strspn(p, " ")) && *p != '\n';) {
        size_t len = strcspn(p, " \n"), known = known_scope(p, len);
        if (known < SCOPE_COUNT ? plain && SCOPES[known].plain : !plain)
            add_scope(c, p, len);
        p += len;
    }
}

void commands_init(struct commands *c, const char *scopes, bool all)
{
    static const char everywhere[] = "app";
    c->items = xcalloc(2 * ACTION_COUNT, sizeof *c->items);
    c->count = 0;
    add_scopes(c, scopes, false);
    add_scope(c, everywhere, sizeof everywhere - 1);
    if (all)
        add_scopes(c, scopes, true);
}

void commands_finish(struct commands *c)
{
    free(c->items);
    *c = (struct commands){0};
}

void commands_keys(const struct keymap *m, enum action a, size_t max, struct buf *out)
{
    enum { KEYS_MAX = 8 };
    struct key keys[KEYS_MAX];
    size_t count = keymap_keys(m, a, keys, max < KEYS_MAX ? max : KEYS_MAX);
    for (size_t i = 0; i < count; i++) {
        char name[32];
        key_show(keys[i], name, sizeof name);
        buf_printf(out, "%s%s", i ? ", " : "", name);
    }
}
