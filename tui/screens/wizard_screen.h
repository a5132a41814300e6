/* Private to wizard_screen.c and wizard_draw.c: the state of the wizard's screen, and its panes. */
#ifndef TUI_SCREENS_WIZARD_SCREEN_H
#define TUI_SCREENS_WIZARD_SCREEN_H

#include "tui/screens/form.h"
#include "tui/screens/jsonpane.h"
#include "tui/screens/list.h"
#include "tui/screens/sidebar.h"

enum pane { PANE_SECTIONS, PANE_FORM, PANE_JSON };

struct wizard_screen {
    struct screen base;
    size_t section;
    enum section_kind kind; /* what it is shown as */
    enum pane pane;         /* has the focus */
    struct sidebar sidebar;
    struct form form; /* of a SECTION_FORM */
    struct list list; /* of a SECTION_LIST */
    struct jsonpane json;
    char **places;    /* the path in focus of each section when it was left, or NULL */
    bool follow;      /* the JSON shall show the focus, although it has it itself */
    uint64_t counted; /* session->judged that the sidebar has counted */
};

/* The body cut into panes; one that is not shown has no rows. */
struct panes {
    struct area sections, form, json;
    int rule_sections, rule_json; /* columns of the rules between them, or -1 */
    int rule_below;               /* row of the rule above the JSON, or -1 */
};
struct panes wizard_panes(const struct wizard_screen *w, const struct session *se, struct area body);
/* Of the form pane, the part below its heading. */
struct area wizard_content(struct area form_pane);

/* The page has no fields of its own, only pages below it. */
bool wizard_is_bare(const struct wizard_screen *w, const struct session *se);
/* Keys go to the sections: they have the focus, or what has it takes no keys. */
bool wizard_in_sections(const struct wizard_screen *w, const struct session *se);
/* What the section is shown as: a list that holds something else is a form with that. */
enum section_kind wizard_kind(const struct wizard_screen *w, const struct session *se);
void wizard_draw(const struct screen *s, const struct session *se, struct cells *c);

#endif
