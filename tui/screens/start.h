/* Private to start.c and start_draw.c: the state of the start screen. */
#ifndef TUI_SCREENS_START_H
#define TUI_SCREENS_START_H

#include "tui/screens/filterline.h"
#include "tui/screens/prompt.h"
#include "tui/screens/screen.h"
#include "tui/widgets/picker.h"

struct start {
    struct screen base;
    size_t focus;  /* of shown */
    size_t *shown; /* rows of session->configurations that pass the filter */
    size_t shown_count;
    struct filterline filter;
    struct prompt prompt;
    struct picker templates;
    bool choosing;        /* the templates are shown */
    const char *template; /* id chosen for the new configuration, or NULL: blank */
    bool waits;           /* for the report of the effect below */
    enum effect_type waiting;
    bool to_review; /* once open, go on to review */
    char *follow;   /* the name to put the focus on when the list is here again */
};

struct picker_source start_templates(const struct session *se);
void start_draw(const struct screen *s, const struct session *se, struct cells *c);
/* Rows of configurations in sight. */
size_t start_page(const struct session *se);
/* The configuration in focus, or NULL. */
const struct config_row *start_row(const struct start *st, const struct session *se);

#endif
