#include "tui/screens/screen.h"

/* One line for each screen that exists. */
static struct screen *(*const MAKERS[SCREEN_COUNT])(struct session *, const char *) = {
    [SCREEN_START] = start_new,     [SCREEN_REVIEW] = review_new,     [SCREEN_RESULT] = result_new,
    [SCREEN_LINKS] = links_new,     [SCREEN_PROBLEMS] = problems_new, [SCREEN_HELP] = help_new,
    [SCREEN_PALETTE] = palette_new, [SCREEN_FIND] = find_new,         [SCREEN_ASK] = ask_new,
    [SCREEN_SAVE_AS] = save_as_new,
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
