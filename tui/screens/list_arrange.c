/* What is done with rows without changing the document: marks, order, going to a row by its number. */
#include "tui/screens/list.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- marks */

static void mark_one(struct list *l)
{
    struct view *v = l->place->view;
    const size_t index = list_current(l);
    if (index == SIZE_MAX)
        return;
    view_mark(v, index, !view_marked(v, index));
    l->anchor = index;
    if (l->table.cursor + 1 < list_rows(l))
        table_go(&l->table, l->table.cursor + 1, list_rows(l));
}

/* The rows between, as they are shown now. */
static void mark_range(struct list *l, struct session *se)
{
    const size_t from = l->anchor == SIZE_MAX ? SIZE_MAX : view_row(l->place->view, l->anchor);
    const size_t to = l->table.cursor;
    if (list_current(l) == SIZE_MAX)
        return;
    if (from == SIZE_MAX) {
        session_say(se, SEVERITY_NOTE, "Mark a row first; this marks all from there to here.");
        return;
    }
    view_mark_rows(l->place->view, from < to ? from : to, from < to ? to : from, true);
}

/* ---- order */

/* One column on or back; before the first one is the order of the document. */
static void sort_beside(struct list *l, struct session *se, bool next)
{
    const struct list_scene scene = {l, se};
    const struct table_model m = list_model(&scene);
    if (l->column_count == 0)
        return;
    const size_t now = m.sorted;
    const size_t column = next              ? (now == SIZE_MAX ? 0 : now + 1)
                          : now == SIZE_MAX ? l->column_count - 1
                                            : now - 1;
    const bool none = column >= l->column_count; /* past the last one, or before the first */
    const size_t keep = list_current(l);
    view_sort(l->place->view, none ? NULL : l->columns[column].member, false);
    list_await(l, keep);
    if (none)
        session_say(se, SEVERITY_NOTE, "In the order of the configuration.");
    else
        table_show_column(&l->table, &m, column, l->cols);
}

static void reverse(struct list *l, struct session *se)
{
    struct view *v = l->place->view;
    const char *member = view_sort_member(v);
    const size_t keep = list_current(l);
    if (!member && l->column_count == 0)
        return;
    (void)se;
    view_sort(v, member ? member : l->columns[0].member, member ? !view_sort_descending(v) : true);
    list_await(l, keep);
}

/* ---- going to a row by its number */

/* Digits are collected until something else is pressed. */
static bool collect_digit(struct list *l, const struct event *ev, enum action action)
{
    enum { MOST = 100000000 };
    const bool digit = ev->type == EVENT_KEY && action == ACTION_NONE && ev->key.mods == 0 &&
                       ev->key.code >= '0' && ev->key.code <= '9';
    if (!digit)
        return false;
    if (l->number < MOST)
        l->number = 10 * l->number + (size_t)(ev->key.code - '0');
    return true;
}

/* The number is that of the record, which stands left of it. */
static void go_to_number(struct list *l, struct session *se)
{
    const size_t number = l->number;
    const struct view *v = l->place->view;
    char n[WORDS_NUMBER_MAX];
    l->number = 0;
    char *rows = words_rows(view_total(v));
    if (number > view_total(v))
        session_say(se, SEVERITY_NOTE, "There %s %s.", view_total(v) == 1 ? "is" : "are", rows);
    else if (view_row(v, number - 1) == SIZE_MAX)
        session_say(se, SEVERITY_NOTE, "The filter leaves row %s out.", words_number(number, n));
    else
        list_go_index(l, number - 1);
    free(rows);
}

bool list_arrange(struct list *l, struct session *se, const struct event *ev, enum action action)
{
    if (collect_digit(l, ev, action))
        return true;
    if (l->number > 0 && action == ACTION_MOVE_LAST) {
        go_to_number(l, se);
        return true;
    }
    const bool collecting = l->number > 0;
    l->number = 0;
    switch (action) {
    case ACTION_APP_BACK:
        return collecting;
    case ACTION_LIST_MARK:
        mark_one(l);
        return true;
    case ACTION_LIST_MARK_RANGE:
        mark_range(l, se);
        return true;
    case ACTION_LIST_MARK_ALL:
        view_mark_rows(l->place->view, 0, list_rows(l), true);
        return true;
    case ACTION_LIST_UNMARK:
        view_unmark_all(l->place->view);
        l->anchor = SIZE_MAX;
        return true;
    case ACTION_LIST_SORT_NEXT:
    case ACTION_LIST_SORT_PREVIOUS:
        sort_beside(l, se, action == ACTION_LIST_SORT_NEXT);
        return true;
    case ACTION_LIST_REVERSE:
        reverse(l, se);
        return true;
    default:
        return false;
    }
}
