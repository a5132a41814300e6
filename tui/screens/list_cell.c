/* A cell, edited in place. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/list.h"

#include <stdlib.h>
#include <string.h>

/* Opens the box on the column's field of the record under the cursor; false: it fits in no box. */
static bool open_column(struct list *l, struct session *se, size_t column)
{
    char *record = list_record(l, se);
    char *at = path_join(record, l->columns[column].member);
    const bool opened = fieldbox_open(&l->box, se, record, at, l->columns[column].label);
    if (opened) {
        const struct list_scene scene = {l, se};
        const struct table_model m = list_model(&scene);
        l->cell = column;
        table_show_column(&l->table, &m, column, l->cols);
    }
    free(at);
    free(record);
    return opened;
}

/* The nearest column from there on that can be edited so. */
static bool open_from(struct list *l, struct session *se, size_t column, bool next)
{
    for (; column < l->column_count; column = next ? column + 1 : column - 1)
        if (open_column(l, se, column))
            return true;
    return false;
}

void list_cell_open(struct list *l, struct session *se)
{
    const bool any = json_is(json_item(list_array(l, se), list_current(l)), JSON_OBJECT) &&
                     l->cell < l->column_count &&
                     (open_from(l, se, l->cell, true) || open_from(l, se, 0, true));
    doc_visit(se->doc);
    if (!any)
        session_say(se, SEVERITY_NOTE, "There is nothing here to edit in place. Open the %s.", l->one);
}

/* The field beside, above or below; at the edge the box stays where it is. */
static void go_on(struct list *l, struct session *se, enum fieldbox_answer answer)
{
    const size_t column = l->cell, row = l->table.cursor;
    fieldbox_close(&l->box, se);
    if (answer == FIELDBOX_BELOW && row + 1 < list_rows(l))
        table_go(&l->table, row + 1, list_rows(l));
    if (answer == FIELDBOX_ABOVE && row > 0)
        table_go(&l->table, row - 1, list_rows(l));
    const bool next = answer == FIELDBOX_NEXT;
    const bool moved =
        (next || answer == FIELDBOX_PREVIOUS) && open_from(l, se, next ? column + 1 : column - 1, next);
    if (!moved)
        open_column(l, se, column);
}

bool list_cell_update(struct list *l, struct session *se, const struct event *ev, enum action action,
                      struct effects *out)
{
    const enum fieldbox_answer answer = fieldbox_update(&l->box, se, ev, action, out);
    const bool ignored = answer == FIELDBOX_IGNORED && action != ACTION_NONE;
    if (answer == FIELDBOX_DONE || answer == FIELDBOX_DROPPED || ignored)
        fieldbox_close(&l->box, se);
    else if (answer != FIELDBOX_STAYS && answer != FIELDBOX_IGNORED)
        go_on(l, se, answer);
    return !ignored;
}
