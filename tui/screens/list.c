#include "tui/screens/list.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"
#include "tui/screens/stay.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is shown */

void list_init(struct list *l)
{
    *l = (struct list){.keep = SIZE_MAX, .anchor = SIZE_MAX};
    filterline_init(&l->filter);
    fieldbox_init(&l->box);
    chooser_init(&l->set.fields);
}

void list_finish(struct list *l)
{
    free(l->pointer);
    free(l->one);
    filterline_finish(&l->filter);
    fieldbox_finish(&l->box);
    list_set_finish(l);
    *l = (struct list){0};
}

const struct json *list_array(const struct list *l, const struct session *se)
{
    const struct json *array = l->pointer ? doc_get(se->doc, l->pointer) : NULL;
    return json_is(array, JSON_ARRAY) ? array : NULL;
}

size_t list_rows(const struct list *l)
{
    return view_count(l->place->view);
}

size_t list_index(const struct list *l, size_t row)
{
    return view_index(l->place->view, row);
}

size_t list_current(const struct list *l)
{
    return l->table.cursor < list_rows(l) ? list_index(l, l->table.cursor) : SIZE_MAX;
}

void list_go_index(struct list *l, size_t index)
{
    const size_t row = view_row(l->place->view, index);
    if (row < list_rows(l))
        table_go(&l->table, row, list_rows(l));
}

/* What the session keeps of it. */
static void note_place(struct list *l)
{
    const size_t index = list_current(l);
    if (index != SIZE_MAX)
        l->place->index = index;
    l->place->column = l->table.first;
}

void list_show(struct list *l, struct session *se, const char *pointer)
{
    char *copy = xstrdup(pointer);
    const int cols = l->cols;
    list_finish(l);
    list_init(l);
    l->pointer = copy;
    l->cols = cols;
    l->place = session_list(se, pointer);
    l->one = control_record_word(se, pointer);
    l->key_member = wizard_key_member(se->wizard, pointer);
    l->column_count = wizard_columns(se->wizard, pointer, l->columns, LIST_COLUMNS_MAX);
    if (l->column_count > LIST_COLUMNS_MAX)
        l->column_count = LIST_COLUMNS_MAX;
    for (size_t i = 0; i < l->column_count; i++)
        l->heads[i] = (struct table_column){l->columns[i].label, l->columns[i].width, l->columns[i].least};
    view_follow(l->place->view);
    filterline_set(&l->filter, view_filter_text(l->place->view));
    l->table.first = l->place->column;
    list_go_index(l, l->place->index);
}

void list_sync(struct list *l, const struct session *se)
{
    (void)se;
    if (!l->pointer)
        return;
    view_follow(l->place->view);
    table_fit(&l->table, list_rows(l), l->table.page);
    note_place(l);
}

/* ---- filters and orders, which may take a while */

/* The cursor goes where it belongs. */
static void arrive(struct list *l)
{
    const size_t row = l->keep == SIZE_MAX ? SIZE_MAX : view_row(l->place->view, l->keep);
    table_go(&l->table, row == SIZE_MAX ? 0 : row, list_rows(l));
    note_place(l);
}

void list_await(struct list *l, size_t keep)
{
    l->keep = keep;
    if (!view_busy(l->place->view))
        arrive(l);
}

/* What is done to the rows is meant for the order and the filter that were asked for. */
static void catch_up(struct list *l)
{
    if (!view_busy(l->place->view))
        return;
    while (!view_step(l->place->view, SIZE_MAX / 8))
        continue;
    arrive(l);
}

bool list_is_looking(const struct list *l)
{
    return l->pointer && view_busy(l->place->view);
}

bool list_work(struct list *l, struct session *se)
{
    enum { RECORDS = 1000 };
    if (l->set.applying)
        return list_set_work(l, se);
    if (l->box.open && form_work(&l->box.form, se))
        return true;
    if (!list_is_looking(l))
        return false;
    if (!view_step(l->place->view, RECORDS))
        return true;
    arrive(l);
    return false;
}

bool list_go(struct list *l, const struct session *se, const char *pointer)
{
    if (!l->pointer || !path_within(l->pointer, pointer))
        return false;
    struct buf token;
    size_t index;
    const char *rest = pointer + strlen(l->pointer);
    list_sync(l, se);
    buf_init(&token, BUF_TEXT_MAX);
    if (path_next(&rest, &token) && path_index(token.data, token.len, &index)) {
        struct view *v = l->place->view;
        if (view_row(v, index) == SIZE_MAX && index < view_total(v)) {
            /* a filter that leaves it out would hide what was asked for */
            filterline_set(&l->filter, "");
            view_filter(v, "");
            list_await(l, index);
        } else if (view_busy(v)) {
            l->keep = index;
        } else {
            list_go_index(l, index);
        }
        note_place(l);
    }
    buf_finish(&token);
    return true;
}

char *list_record(const struct list *l, const struct session *se)
{
    const size_t index = list_current(l);
    (void)se;
    return index == SIZE_MAX ? NULL : path_join_index(l->pointer, index);
}

/* ---- events */

const char *const *list_scopes(const struct list *l, const struct session *se, bool *typing)
{
    static const char *const scopes[] = {"list", "move", "app", NULL};
    static const char *const choosing[] = {"pick", "text", "move", "app", NULL};
    *typing = l->filter.typing || l->set.fields.open;
    if (l->box.open)
        return fieldbox_scopes(&l->box, se, typing);
    if (l->set.fields.open)
        return choosing;
    return l->filter.typing ? filterline_scopes() : scopes;
}

const enum action *list_hints(const struct list *l, const struct session *se)
{
    static const enum action hints[] = {
        ACTION_LIST_OPEN,        ACTION_LIST_CELL,    ACTION_LIST_ADD,      ACTION_LIST_CLONE,
        ACTION_LIST_DELETE,      ACTION_LIST_MARK,    ACTION_LIST_FILTER,   ACTION_LIST_SORT_NEXT,
        ACTION_LIST_IMPORT,      ACTION_LIST_EXPORT,  ACTION_APP_UNDO,      ACTION_APP_HELP,
        ACTION_APP_BACK,         ACTION_APP_PANE,     ACTION_LIST_MARK_ALL, ACTION_LIST_REVERSE,
        ACTION_LIST_MOVE_DOWN,   ACTION_LIST_MOVE_UP, ACTION_LIST_COPY_KEY, ACTION_APP_SAVE,
        ACTION_APP_JSON,         ACTION_APP_EDIT,     ACTION_APP_REVIEW,    ACTION_APP_PALETTE,
        ACTION_APP_NEXT_PROBLEM, ACTION_NONE};
    static const enum action marked[] = {ACTION_LIST_MARK,     ACTION_LIST_SET,       ACTION_LIST_MARK_RANGE,
                                         ACTION_LIST_MARK_ALL, ACTION_LIST_UNMARK,    ACTION_LIST_DELETE,
                                         ACTION_APP_COPY,      ACTION_LIST_EXPORT,    ACTION_APP_UNDO,
                                         ACTION_LIST_FILTER,   ACTION_APP_HELP,       ACTION_APP_BACK,
                                         ACTION_LIST_OPEN,     ACTION_LIST_SORT_NEXT, ACTION_LIST_REVERSE,
                                         ACTION_APP_SAVE,      ACTION_APP_PALETTE,    ACTION_NONE};
    static const enum action filtering[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_MOVE_DOWN,
                                            ACTION_NONE};
    static const enum action setting[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_FORM_PICK,
                                          ACTION_FORM_CLEAR, ACTION_NONE};
    static const enum action applying[] = {ACTION_APP_BACK, ACTION_NONE};
    if (l->box.open && list_set_active(l) && !l->box.form.chooser.open)
        return setting;
    if (l->box.open)
        return fieldbox_hints(&l->box, se);
    if (l->set.fields.open)
        return chooser_hints(&l->set.fields);
    if (l->set.applying)
        return applying;
    if (l->filter.typing)
        return filtering;
    return view_mark_count(l->place->view) > 0 ? marked : hints;
}

/* The first of the rows that pass; the row in focus keeps it when the filter ends. */
static void filter_again(struct list *l)
{
    const char *words = filterline_text(&l->filter);
    const size_t current = list_current(l);
    view_filter(l->place->view, words);
    list_await(l, *words ? SIZE_MAX : current);
}

static bool in_table(struct list *l, struct session *se, enum action action)
{
    const struct list_scene scene = {l, se};
    const struct table_model m = list_model(&scene);
    return table_update(&l->table, &m, action);
}

void list_returned(struct list *l, struct session *se)
{
    if (!l->box.open || !form_returned(&l->box.form, se))
        return;
    session_goto(se, NULL);
    fieldbox_sync(&l->box, se);
    if (!l->box.open && list_set_active(l)) /* undo took its record away */
        list_set_give_up(l, se);
}

/* Rows of a table: from a file, or cells that were pasted here. */
static bool import(const struct list *l, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    const bool pasted = ev->type == EVENT_PASTE && ev->text && ev->len;
    if ((action != ACTION_LIST_IMPORT && !pasted) || !control_takes_records(se, l->pointer))
        return false;
    session_table(se, pasted ? ev->text : NULL, ev->len);
    effects_push(out, EFFECT_PUSH, SCREEN_IMPORT, l->pointer);
    return true;
}

bool list_update(struct list *l, struct session *se, const struct event *ev, enum action action,
                 struct effects *out)
{
    bool changed = false;
    if (list_set_active(l)) {
        list_set_update(l, se, ev, action, out);
        return true;
    }
    if (l->box.open) {
        const bool used = list_cell_update(l, se, ev, action, out);
        list_sync(l, se);
        return used;
    }
    if (filterline_update(&l->filter, ev, action, &changed)) {
        if (changed)
            filter_again(l);
        return true;
    }
    if (action != ACTION_NONE && action != ACTION_LIST_SORT_NEXT && action != ACTION_LIST_SORT_PREVIOUS &&
        action != ACTION_LIST_REVERSE)
        catch_up(l);
    if (import(l, se, ev, action, out))
        return true;
    if (action == ACTION_LIST_FILTER) {
        filterline_start(&l->filter);
        return true;
    }
    if (action == ACTION_LIST_CELL || action == ACTION_LIST_SET) {
        (action == ACTION_LIST_CELL ? list_cell_open : list_set_open)(l, se);
        return true;
    }
    const bool done =
        list_arrange(l, se, ev, action) || in_table(l, se, action) || list_edit(l, se, action, out);
    list_sync(l, se);
    return done;
}

void list_fit(struct list *l, const struct session *se, int rows, int cols)
{
    (void)se;
    l->cols = cols;
    table_fit(&l->table, list_rows(l), rows > 1 ? (size_t)rows - 1 : 1);
}

/* Whose clock the times of the record are shown by. */
static void add_zone(const struct list *l, const struct session *se, const char *record, struct buf *out)
{
    struct stay stay;
    bool times = false;
    for (size_t i = 0; i < l->column_count; i++) {
        const char *member = l->columns[i].member;
        times = times || wizard_usual_hour(se->wizard, member, strlen(member));
    }
    if (!record || !times || !se->zones)
        return;
    stay_of(se, record, &stay);
    buf_printf(out, "   times: %s", stay.zone_name);
}

void list_where(const struct list *l, const struct session *se, struct buf *out)
{
    char *at = list_record(l, se);
    path_show(at ? at : l->pointer, out);
    add_zone(l, se, at, out);
    free(at);
}
