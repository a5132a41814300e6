/* Searching the lines of the JSON screen: at once where there are few, else in slices behind the keys. */
#ifndef TUI_SCREENS_JSON_SEARCH_H
#define TUI_SCREENS_JSON_SEARCH_H

#include "tui/screens/jsonpane.h"

struct json_search {
    char *text;    /* NULL: nothing was searched for yet */
    bool backward; /* as it was asked for; json_search_begin may go the other way */
    /* what goes on */
    bool active, forward;
    size_t at;   /* the next line to look at */
    size_t left; /* so many are not looked at */
};

void json_search_finish(struct json_search *s);
/* Takes another text. */
void json_search_set(struct json_search *s, struct jsonpane *p, const char *text);
/* From the cursor on, or from the line next to it. What comes of it is said, and the cursor is put there. */
void json_search_begin(struct json_search *s, struct jsonpane *p, struct session *se, bool forward,
                       bool from_next);
/* Looks at some lines more; false: it has ended. */
bool json_search_step(struct json_search *s, struct jsonpane *p, struct session *se);
/* Gives it up; false: none goes on. */
bool json_search_drop(struct json_search *s, struct session *se);

#endif
