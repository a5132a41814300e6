#include "tui/actions/conf.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct span trimmed(struct span s)
{
    while (s.len && is_space(s.at[0])) {
        s.at++;
        s.len--;
    }
    while (s.len && is_space(s.at[s.len - 1]))
        s.len--;
    return s;
}

bool span_is(struct span s, const char *text)
{
    return s.len == strlen(text) && memcmp(s.at, text, s.len) == 0;
}

bool span_cut(struct span *list, char separator, struct span *piece)
{
    if (!list->len)
        return false;
    const char *end = memchr(list->at, separator, list->len);
    const size_t len = end ? (size_t)(end - list->at) : list->len;
    *piece = trimmed((struct span){list->at, len});
    const size_t gone = end ? len + 1 : len;
    *list = (struct span){list->at + gone, list->len - gone};
    return true;
}

void conf_init(struct conf *c, const char *text, size_t len)
{
    *c = (struct conf){.rest = {text, len}};
}

static struct span without_comment(struct span line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] == '#' && (i == 0 || is_space(line.at[i - 1])))
            return (struct span){line.at, i};
    return line;
}

enum conf_result conf_next(struct conf *c, struct span *name, struct span *value, struct err *e)
{
    struct span line;
    while (span_cut(&c->rest, '\n', &line)) {
        c->number++;
        line = without_comment(line);
        if (!trimmed(line).len)
            continue;
        const char *sign = memchr(line.at, '=', line.len);
        const size_t before = sign ? (size_t)(sign - line.at) : 0;
        *name = trimmed((struct span){line.at, before});
        if (!name->len) {
            err_set_at(e, ERR_SYNTAX, c->number, 1, "Expected \"name = value\".");
            return CONF_BAD;
        }
        *value = trimmed((struct span){sign + 1, line.len - before - 1});
        return CONF_LINE;
    }
    return CONF_END;
}
