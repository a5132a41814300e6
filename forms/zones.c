#include "forms/zones.h"

#include "forms/near.h"

#include <string.h>

bool zones_known(const struct zones *z, const char *name, size_t len)
{
    return !z || z->names(z->context)[0] == NULL || z->find(z->context, name, len) != NULL;
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
