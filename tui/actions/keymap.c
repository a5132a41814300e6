#include "tui/actions/keymap.h"

#include "forms/mem.h"
#include "tui/actions/conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEYS_MAX 8 /* of one action */

struct binding {
    struct key keys[KEYS_MAX];
    size_t count;
    size_t line; /* in the file being read; 0: not named in it */
};

struct keymap {
    struct binding of[ACTION_COUNT];
};

struct keymap *keymap_new(void)
{
    return xcalloc(1, sizeof(struct keymap));
}

void keymap_free(struct keymap *m)
{
    free(m);
}

static bool has_key(const struct binding *b, struct key k)
{
    for (size_t i = 0; i < b->count; i++)
        if (key_same(b->keys[i], k))
            return true;
    return false;
}

static bool read_key(struct binding *b, struct span name, struct err *e)
{
    struct key k;
    const char *why;
    const int len = (int)(name.len < 40 ? name.len : 40);
    if (!key_parse(name.at, name.len, &k))
        return err_set_at(e, ERR_SYNTAX, b->line, 1, "\"%.*s\" is not the name of a key.", len, name.at);
    if (!key_arrives(k, &why))
        return err_set_at(e, ERR_SYNTAX, b->line, 1, "%.*s cannot be used: %s.", len, name.at, why);
    if (has_key(b, k))
        return err_set_at(e, ERR_SYNTAX, b->line, 1, "%.*s stands there twice.", len, name.at);
    if (b->count == KEYS_MAX)
        return err_set_at(e, ERR_LIMIT, b->line, 1, "An action has at most %d keys.", KEYS_MAX);
    b->keys[b->count++] = k;
    return true;
}

static bool read_binding(struct keymap *m, size_t line, struct span name, struct span keys, struct err *e)
{
    const enum action a = action_find(name.at, name.len);
    if (a == ACTION_NONE)
        return err_set_at(e, ERR_SYNTAX, line, 1, "There is no action \"%.*s\".",
                          (int)(name.len < 40 ? name.len : 40), name.at);
    struct binding *b = &m->of[a];
    if (b->line)
        return err_set_at(e, ERR_SYNTAX, line, 1, "%s stands on line %zu already.", action_name(a), b->line);
    *b = (struct binding){.line = line};
    struct span key;
    while (span_cut(&keys, ',', &key))
        if (!read_key(b, key, e))
            return false;
    return true;
}

static bool same_scope(enum action a, enum action b)
{
    const char *name = action_name(a);
    return strncmp(name, action_name(b), strcspn(name, ".") + 1) == 0;
}

/* A key that another action of a's scope has too: at the line that brought it. */
static bool check_clashes(const struct keymap *m, enum action a, struct err *e)
{
    for (int other = ACTION_NONE + 1; other < (int)a; other++)
        for (size_t i = 0; same_scope(a, (enum action)other) && i < m->of[a].count; i++)
            if (has_key(&m->of[other], m->of[a].keys[i])) {
                char key[40];
                key_show(m->of[a].keys[i], key, sizeof key);
                const size_t here = m->of[a].line, there = m->of[other].line;
                return err_set_at(e, ERR_SYNTAX, here > there ? here : there, 1,
                                  "%s is a key of both %s and %s.", key, action_name((enum action)other),
                                  action_name(a));
            }
    return true;
}

static bool read_all(struct keymap *m, const char *text, size_t len, struct err *e)
{
    struct conf conf;
    struct span name, keys;
    enum conf_result result;
    conf_init(&conf, text, len);
    while ((result = conf_next(&conf, &name, &keys, e)) == CONF_LINE)
        if (!read_binding(m, conf.number, name, keys, e))
            return false;
    for (int a = ACTION_NONE + 1; result == CONF_END && a < ACTION_COUNT; a++)
        if (!check_clashes(m, (enum action)a, e))
            return false;
    return result == CONF_END;
}

bool keymap_read(struct keymap *m, const char *text, size_t len, struct err *e)
{
    struct keymap *next = keymap_new();
    *next = *m;
    for (int a = 0; a < ACTION_COUNT; a++)
        next->of[a].line = 0;
    const bool ok = read_all(next, text, len, e);
    if (ok)
        *m = *next;
    keymap_free(next);
    return ok;
}

static bool in_scope(enum action a, const char *scope)
{
    const size_t len = strlen(scope);
    return strncmp(action_name(a), scope, len) == 0 && action_name(a)[len] == '.';
}

enum action keymap_find(const struct keymap *m, const char *const *scopes, bool typing, struct key k)
{
    if (typing && key_is_text(k))
        return ACTION_NONE;
    for (; *scopes; scopes++)
        for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
            if (in_scope((enum action)a, *scopes) && has_key(&m->of[a], k))
                return (enum action)a;
    return ACTION_NONE;
}

size_t keymap_keys(const struct keymap *m, enum action a, struct key *out, size_t max)
{
    const size_t count = m->of[a].count < max ? m->of[a].count : max;
    memcpy(out, m->of[a].keys, count * sizeof *out);
    return count;
}

bool keymap_label(const struct keymap *m, enum action a, bool typing, char *out, size_t size)
{
    const struct binding *b = &m->of[a];
    for (size_t i = 0; i < b->count; i++)
        if (!typing || !key_is_text(b->keys[i])) {
            key_show(b->keys[i], out, size);
            return true;
        }
    return false;
}
