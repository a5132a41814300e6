#include "tui/actions/action.h"

#include <string.h>

static const struct {
    const char *name, *hint, *help;
} table[ACTION_COUNT] = {[ACTION_NONE] = {"", "", ""},
#define ACTION_ROW(id, name, hint, help) [ACTION_##id] = {name, hint, help},
                         ACTIONS(ACTION_ROW)
#undef ACTION_ROW
};

const char *action_name(enum action a)
{
    return table[a].name;
}

const char *action_hint(enum action a)
{
    return table[a].hint;
}

const char *action_help(enum action a)
{
    return table[a].help;
}

enum action action_find(const char *name, size_t len)
{
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
        if (strlen(table[a].name) == len && memcmp(table[a].name, name, len) == 0)
            return (enum action)a;
    return ACTION_NONE;
}
