#include "forms/zones.h"

#include "forms/near.h"

#include <string.h>

bool zones_known(const struct zones *z, const char *name, size_t len)
{
    return !z || z->names(z->context)[0] == NULL || z->find(z->context, name, len) != NULL;
}

bool zones_behind(const struct zones *z, const char *p, size_t *len, const struct zone **zone,
                  const char **name, size_t *name_len, struct err *e)
{
    size_t end = *len;
    *name = NULL;
    while (end > 0 && p[end - 1] == ' ')
        end--;
    const bool bracket = end > 0 && p[end - 1] == ']';
    end -= bracket;
    size_t at = end;
    while (at > 0 && p[at - 1] != ' ' && p[at - 1] != '[')
        at--;
    const bool letter = at > 0 && at < end && ((p[at] | 32) >= 'a' && (p[at] | 32) <= 'z');
    if (!z || !letter || bracket != (p[at - 1] == '[') || !memchr(p + at, '/', end - at))
        return true;
    *zone = z->find(z->context, p + at, end - at);
    if (!*zone)
        return err_set(e, ERR_SYNTAX, "\"%.*s\" is not a time zone known here. Write it like Europe/Lisbon.",
                       (int)(end - at < 60 ? end - at : 60), p + at);
    *name = p + at;
    *name_len = end - at;
    *len = at - bracket;
    return true;
}

/* How far the text is from a name; its last part alone, the city, is as good as all of it. */
static size_t far_from(const char *p, size_t len, const char *name)
{
    const char *city = strrchr(name, '/');
    if (near_same(p, len, name, strlen(name)) || (city && near_same(p, len, city + 1, strlen(city + 1))))
        return 0;
    return near_distance(p, len, name, strlen(name));
}

const char *zones_near(const struct zones *z, const char *p, size_t len)
{
    enum { SHORTEST = 4 };
    struct near near = {.best = NEAR_FAR};
    if (!z || len < SHORTEST)
        return NULL;
    for (const char *const *name = z->names(z->context); *name; name++)
        near_meet(&near, *name, strlen(*name), far_from(p, len, *name));
    return near.found;
}
