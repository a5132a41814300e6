#include "tui/screens/screen.h"

static struct screen *(*const MAKERS[SCREEN_COUNT])(struct session *, const char *) = {
#define SCREEN_MAKER(id, make) [SCREEN_##id] = make,
    SCREENS(SCREEN_MAKER)
#undef SCREEN_MAKER
};

struct screen *screen_new(enum screen_id id, struct session *se, const char *argument)
{
    return MAKERS[id](se, argument);
}

void screen_free(struct screen *s)
{
    if (s)
        s->ops->free(s);
}
