#include "tui/screens/lookup.h"

#include <string.h>

static const struct json *member_of(const struct json *record, const char *member)
{
    const struct json *v = json_is(record, JSON_OBJECT) ? json_get(record, member, strlen(member)) : NULL;
    return json_is(v, JSON_STRING) ? v : NULL;
}

bool lookup_text(const struct json *record, const char *member, struct buf *out)
{
    const struct json *v = member_of(record, member);
    struct buf scratch;
    size_t len;
    if (!v)
        return false;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *p = json_chars(v, &scratch, &len);
    buf_add(out, p, len);
    buf_finish(&scratch);
    return true;
}

static size_t scan(const struct json *records, const char *member, const char *key, size_t len)
{
    for (size_t i = 0; json_is(records, JSON_ARRAY) && i < records->count; i++) {
        const struct json *v = member_of(json_item(records, i), member);
        if (v && json_chars_equal(v, key, len))
            return i;
    }
    return SIZE_MAX;
}

bool lookup_is_quick(const struct session *se)
{
    return se->checks && checks_keys_complete(se->checks);
}

size_t lookup_record(const struct session *se, const char *list, const char *key, size_t len)
{
    const char *member = wizard_key_member(se->wizard, list);
    if (!member || len == 0)
        return SIZE_MAX;
    if (!lookup_is_quick(se))
        return scan(doc_get(se->doc, list), member, key, len);
    const long found = keys_find(checks_keys(se->checks), list, key, len);
    return found < 0 ? SIZE_MAX : (size_t)found;
}

bool lookup_note(const struct session *se, const char *list, const char *key, size_t len, struct buf *note)
{
    const size_t found = lookup_record(se, list, key, len);
    if (found == SIZE_MAX)
        return false;
    lookup_text(json_item(doc_get(se->doc, list), found), "name", note);
    return true;
}
