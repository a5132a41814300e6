#include "tui/screens/pickscreen.h"

const char *const *pickscreen_scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"pick", "text", "move", "app", NULL};
    (void)s;
    (void)se;
    *typing = true;
    return list;
}

bool pickscreen_update(struct picker *p, const struct picker_source *source, enum action opened_by,
                       struct session *se, const struct event *ev, enum action action, struct effects *out,
                       size_t *chosen)
{
    if (ev->type == EVENT_REPORT)
        screen_report(se, ev, out);
    if (ev->type != EVENT_KEY && ev->type != EVENT_PASTE)
        return false;
    if (action == opened_by || action == ACTION_APP_INTERRUPT)
        action = ACTION_APP_BACK;
    switch (picker_update(p, source, ev, action, chosen)) {
    case PICKER_TAKE:
        return true;
    case PICKER_CLOSE:
        effects_add(out, EFFECT_POP, NULL, NULL);
        return false;
    default:
        return false;
    }
}
