/* A list of records as a table: what is shown, filtered, and done with a record. The wizard shows it beside
 * its sections, the list screen alone. */
#ifndef TUI_SCREENS_LIST_H
#define TUI_SCREENS_LIST_H

#include "tui/screens/fieldbox.h"
#include "tui/screens/filterline.h"
#include "tui/screens/screen.h"
#include "tui/widgets/table.h"

enum { LIST_COLUMNS_MAX = 48 };

/* One field that all marked records are to get: chosen from a list, given a value at the first of them, and
 * then handed to the others, a slice at a time, within one group of the document. */
struct list_set {
    struct chooser fields;
    char **members; /* of the fields: their paths within a record */
    size_t member_count;
    char *member;    /* the chosen one */
    size_t *indexes; /* of the marked records; NULL: nothing is being set */
    size_t count, next;
    struct json value;
    struct buf typed; /* a time as it was written: each record reads it by its own clock; else empty */
    bool has_value, applying;
};

struct list {
    char *pointer;          /* the array; NULL: none is shown */
    char *one;              /* "room": what a record is called */
    const char *key_member; /* or NULL */
    struct column columns[LIST_COLUMNS_MAX];
    struct table_column heads[LIST_COLUMNS_MAX];
    size_t column_count;
    struct filterline filter;
    struct list_place *place; /* the session's */
    struct table table;
    int cols;    /* of the table, as it was drawn last */
    size_t keep; /* the record that gets the cursor when a filter or an order is done; SIZE_MAX: the first */
    size_t anchor;       /* the record marked last, from which a range goes; SIZE_MAX: none */
    struct fieldbox box; /* over the table: a cell, or the value for the marked rows */
    size_t cell;         /* the column of the cell edited last */
    struct list_set set;
    size_t number; /* typed digits, of a row to go to; 0: none */
};

void list_init(struct list *l);
void list_finish(struct list *l);
/* Filter, order, marks and cursor are as they were when the list was shown before. */
void list_show(struct list *l, struct session *se, const char *pointer);
/* The document may have changed. */
void list_sync(struct list *l, const struct session *se);
/* The screen is on top again: the box over a cell may have been left for a record that was made from it. */
void list_returned(struct list *l, struct session *se);
/* Puts the cursor on the record at (or around) pointer; false: it is not of this list. */
bool list_go(struct list *l, const struct session *se, const char *pointer);
/* The path of the record under the cursor; heap. NULL: the list is empty. */
char *list_record(const struct list *l, const struct session *se);

const char *const *list_scopes(const struct list *l, const struct session *se, bool *typing);
const enum action *list_hints(const struct list *l, const struct session *se);
bool list_update(struct list *l, struct session *se, const struct event *ev, enum action action,
                 struct effects *out);
/* A slice of filtering or sorting; false: nothing (more) to do. */
bool list_work(struct list *l, struct session *se);
/* Rows are being looked for: with the last slice the cursor may come to stand on another one. */
bool list_is_looking(const struct list *l);
void list_fit(struct list *l, const struct session *se, int rows, int cols);
void list_draw(const struct list *l, const struct session *se, struct area a, bool focus);
/* What stands over it, in the whole body; a as for list_draw. */
void list_draw_popup(const struct list *l, const struct session *se, struct area body, struct area a);
/* In the first row of a: the heading, the filter behind it, and "212 of 10,000 rows" at the right end. Where
 * there is no room for all, the counts become shorter and the heading gives way. */
void list_draw_head(const struct list *l, struct area a, const char *heading);
/* Path and count, for the frame. */
void list_where(const struct list *l, const struct session *se, struct buf *out);

/* ---- for the files of the list */

const struct json *list_array(const struct list *l, const struct session *se); /* or NULL */
size_t list_rows(const struct list *l);
/* The index in the array of the row in the table. */
size_t list_index(const struct list *l, size_t row);
void list_go_index(struct list *l, size_t index);
/* The cursor's record; SIZE_MAX: there is none. */
size_t list_current(const struct list *l);
/* A filter or an order was asked for: once it is done the cursor is on that record, or on the first row where
 * keep is SIZE_MAX or it is not shown. */
void list_await(struct list *l, size_t keep);
/* What a table shows of it; both have to outlive the model. */
struct list_scene {
    const struct list *list;
    const struct session *se;
};
struct table_model list_model(const struct list_scene *s);
/* Marks, order, row numbers; false: another action. */
bool list_arrange(struct list *l, struct session *se, const struct event *ev, enum action action);
/* A cell, while it is edited, gets all events; false: what it has no use for, and it is closed. */
void list_cell_open(struct list *l, struct session *se);
bool list_cell_update(struct list *l, struct session *se, const struct event *ev, enum action action,
                      struct effects *out);
/* So does, without exception, the setting of marked rows. list_set_work: as list_work. */
void list_set_open(struct list *l, struct session *se);
bool list_set_active(const struct list *l);
void list_set_update(struct list *l, struct session *se, const struct event *ev, enum action action,
                     struct effects *out);
bool list_set_work(struct list *l, struct session *se);
/* Nothing of it stays in the document. */
void list_set_give_up(struct list *l, struct session *se);
void list_set_finish(struct list *l);
/* Adding, copying, deleting, moving, copying to the clipboard; false: another action. */
bool list_edit(struct list *l, struct session *se, enum action action, struct effects *out);

#endif
