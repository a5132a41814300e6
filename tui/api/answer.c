#include "tui/api/answer.h"

#include "forms/mem.h"

#include <string.h>

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
