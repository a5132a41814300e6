/* Time zones to choose from. */
#include "forms/mem.h"
#include "tui/screens/chooser.h"

#include <stdlib.h>
#include <string.h>

/* "New York" beside America/New_York, so that it is found by what people call it. */
static void offer_city(struct chooser *chooser, const char *name)
{
    const char *slash = strrchr(name, '/');
    char *city = slash && strchr(slash, '_') ? xstrdup(slash + 1) : NULL;
    for (char *c = city; c && *c; c++)
        if (*c == '_')
            *c = ' ';
    chooser_offer(chooser, name, strlen(name), city);
    free(city);
}

void chooser_offer_zones(struct chooser *c, const struct zones *z)
{
    chooser_offer(c, z->local, strlen(z->local), "this computer's");
    for (const char *const *name = z->names(z->context); *name; name++)
        if (strcmp(*name, z->local) != 0)
            offer_city(c, *name);
}
