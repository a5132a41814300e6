/* What the list of problems is: the parts of its screen share it. problems_list.c says what is listed,
 * problems_draw.c how it looks, problems.c answers keys. */
#ifndef TUI_SCREENS_PROBLEMS_LIST_H
#define TUI_SCREENS_PROBLEMS_LIST_H

#include "tui/screens/filterline.h"
#include "tui/screens/frame.h"
#include "tui/screens/screen.h"

struct problem_list {
    struct screen base;
    size_t focus, count;
    char *record;     /* the path that it was opened for, or NULL; ... */
    bool all;         /* ... problems elsewhere are listed all the same */
    bool errors_only; /* what keeps it from being sent, and what the server said */
    struct filterline filter;
    size_t *matches; /* while there is a filter: the places, among all, of those that pass */
    size_t match_count, match_cap, looked;
    uint64_t judged; /* session->judged that they are of */
};

/* The path that what is listed lies in; "" for all. */
const char *problem_list_within(const struct problem_list *l);
bool problem_list_filtered(const struct problem_list *l);
/* The filter, or what it is asked of, is another one. */
void problem_list_filter_again(struct problem_list *l, const struct session *se);
/* Brings l->count up to date. */
void problem_list_count(struct problem_list *l, const struct session *se);
/* How many there are of a kind, and in all, whatever the filter. */
size_t problem_list_of(const struct problem_list *l, const struct session *se, enum severity severity);
size_t problem_list_all(const struct problem_list *l, const struct session *se);
/* Makes those that are shown, from one on. */
void problem_list_take(const struct problem_list *l, const struct session *se, size_t first, size_t most,
                       struct problems *out);
/* The filter has not looked at all of them yet; looks at some more, false: nothing is left to look at. */
bool problem_list_looking(const struct problem_list *l, const struct session *se);
bool problem_list_look(struct problem_list *l, struct session *se);
/* The problem holds what was typed: in its place, path or words. */
bool problem_passes(const struct filterline *f, const struct session *se, const struct problem *p);

/* help: of the problem in focus, in full, since in the list it has one row; or NULL. */
struct frame problem_list_frame(const struct problem_list *l, const char *help);
size_t problem_list_page(int body_rows);
void problem_list_draw(const struct problem_list *l, const struct session *se, struct cells *c);

#endif
