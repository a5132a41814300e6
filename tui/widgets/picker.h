/* A list to choose from, with a line that filters it while typing. Items stay with the owner, who hands
 * them out one at a time: what a key costs is the rows in sight, and a slice of the search (picker_search.h),
 * which goes on in picker_step. What is chosen never depends on how far the search has come: whatever asks
 * for a row waits for its end.
 *
 * What choosing means is the owner's business: the picker only says which item it was. */
#ifndef TUI_WIDGETS_PICKER_H
#define TUI_WIDGETS_PICKER_H

#include "tui/widgets/picker_search.h"
#include "tui/widgets/textfield.h"

struct picker {
    struct textfield filter;
    bool multi;      /* several can be chosen: the toggle key chooses, the done key ends */
    bool free_text;  /* offers the filter's text itself */
    const char *add; /* "add a new room": offered as the last row; NULL: not offered */
    struct picker_search search;
    size_t cursor; /* row: the items found, then the offers */
    bool toggled;  /* something was chosen or dropped since the filter changed */
    bool moved;    /* the cursor was moved since then */
};

enum picker_answer {
    PICKER_IGNORED,
    PICKER_STAYS,  /* moved or filtered */
    PICKER_TOGGLE, /* multi: choose or drop the item */
    PICKER_TAKE,   /* choose the item and close */
    PICKER_TYPED,  /* choose the filter's text; single: and close */
    PICKER_ADD,    /* make a new one */
    PICKER_CLOSE,
};

void picker_init(struct picker *p, bool multi, bool free_text, const char *add);
void picker_finish(struct picker *p);
/* Runs the filter again, to its end: after opening, and when the source has other items. */
void picker_refresh(struct picker *p, const struct picker_source *source);
/* Searches some items more; true: the search is through. */
bool picker_step(struct picker *p, const struct picker_source *source, size_t items);
bool picker_busy(const struct picker *p);
/* Ends the search at once, for what depends on its result. */
void picker_settle(struct picker *p, const struct picker_source *source);
/* The item under the cursor; SIZE_MAX: it stands on an offer. */
size_t picker_item(const struct picker *p);
/* Items that are shown. */
size_t picker_shown(const struct picker *p);
/* Puts the cursor on the item, if it is shown. */
void picker_go(struct picker *p, size_t item);
/* The filter's text without the blanks around it: what is searched for, and what "as typed" means. */
const char *picker_words(const struct picker *p, size_t *len);
/* Space chooses, unless it is a blank of a text that is being typed: of several, where some item goes on
 * with one or nothing is found, until the cursor was moved or Space is pressed once more. */
bool picker_space_chooses(struct picker *p, const struct picker_source *source);
void picker_clear_filter(struct picker *p, const struct picker_source *source);

/* Answers actions of the scopes pick, text and move. *item is set for PICKER_TOGGLE and PICKER_TAKE. page:
 * rows of a page move. The done key in a multi picker takes the row under the cursor when it was searched
 * for and nothing has been toggled since: "find, Enter" does what it looks like. */
enum picker_answer picker_update(struct picker *p, const struct picker_source *source, const struct event *ev,
                                 enum action action, size_t *item);

/* Draws it into the area: the filter line, then the rows. */
void picker_draw(const struct picker *p, const struct picker_source *source, struct area a);
/* Rows it would like to have, filter line included. */
size_t picker_height(const struct picker *p);

#endif
