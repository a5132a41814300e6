#include "tui/api/answer.h"

#include "forms/mem.h"

#include <string.h>

bool answer_parse(struct arena *arena, const char *body, size_t len, struct json_tree *out, struct err *e)
{
    size_t commas = 0;
    for (const char *p = body, *end = body + len; (p = memchr(p, ',', (size_t)(end - p))); p++)
        if (++commas > ANSWER_COMMAS_MAX)
            return err_set(e, ERR_LIMIT, "it holds more values than any answer has");
    return json_parse(arena, body, len, out, e);
}

const struct json *answer_member(const struct json *object, const char *name)
{
    return json_is(object, JSON_OBJECT) ? json_get(object, name, strlen(name)) : NULL;
}

char *answer_string(const struct json *v)
{
    if (!json_is(v, JSON_STRING))
        return NULL;
    struct buf scratch;
    buf_init(&scratch, ANSWER_MAX);
    size_t len;
    const char *p = json_chars(v, &scratch, &len);
    char *s = len <= ANSWER_VALUE_MAX && !memchr(p, '\0', len) ? xstrndup(p, len) : NULL;
    buf_finish(&scratch);
    return s;
}
