#include "tui/screens/list.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/times.h"
#include "tui/screens/control.h"
#include "tui/screens/words.h"
#include "forms/match.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is shown */

void list_init(struct list *l)
{
    *l = (struct list){0};
    filterline_init(&l->filter);
}

void list_finish(struct list *l)
{
    free(l->pointer);
    free(l->one);
    free(l->shown);
    filterline_finish(&l->filter);
    *l = (struct list){0};
}

const struct json *list_array(const struct list *l, const struct session *se)
{
    const struct json *array = l->pointer ? doc_get(se->doc, l->pointer) : NULL;
    return json_is(array, JSON_ARRAY) ? array : NULL;
}

size_t list_rows(const struct list *l, const struct session *se)
{
    const struct json *array = list_array(l, se);
    return l->shown ? l->shown_count : array ? array->count : 0;
}

size_t list_index(const struct list *l, size_t row)
{
    return l->shown ? l->shown[row] : row;
}

void list_show(struct list *l, const struct session *se, const char *pointer)
{
    char *copy = xstrdup(pointer);
    list_finish(l);
    list_init(l);
    l->pointer = copy;
    l->one = control_record_word(se, pointer);
    l->key_member = wizard_key_member(se->wizard, pointer);
    l->column_count = wizard_columns(se->wizard, pointer, l->columns, LIST_COLUMNS_MAX);
    if (l->column_count > LIST_COLUMNS_MAX)
        l->column_count = LIST_COLUMNS_MAX;
    for (size_t i = 0; i < l->column_count; i++)
        l->heads[i] = (struct table_column){l->columns[i].label, l->columns[i].width, l->columns[i].least};
    l->revision = doc_revision(se->doc);
}

/* ---- filtering: any string or number anywhere in the record */

struct search {
    const char *words;
    size_t len;
    struct buf scratch;
};

static bool holds(struct search *s, const struct json *v)
{
    if (json_is(v, JSON_STRING)) {
        size_t len;
        const char *p = json_chars(v, &s->scratch, &len);
        return text_matches(p, len, s->words, s->len);
    }
    if (!json_is(v, JSON_ARRAY) && !json_is(v, JSON_OBJECT))
        return text_matches(v->text, v->text_len, s->words, s->len);
    for (size_t i = 0; i < v->count; i++)
        if (holds(s, &v->items[i]))
            return true;
    return false;
}

static void run_filter(struct list *l, const struct session *se)
{
    const struct json *array = list_array(l, se);
    size_t count = array ? array->count : 0;
    struct search s = {.words = filterline_text(&l->filter), .len = strlen(filterline_text(&l->filter))};
    l->revision = doc_revision(se->doc);
    free(l->shown);
    l->shown = NULL;
    l->shown_count = 0;
    if (s.len == 0)
        return;
    buf_init(&s.scratch, BUF_TEXT_MAX);
    l->shown = xreallocarray(NULL, count + 1, sizeof *l->shown);
    for (size_t i = 0; i < count; i++)
        if (holds(&s, json_item(array, i)))
            l->shown[l->shown_count++] = i;
    buf_finish(&s.scratch);
}

void list_sync(struct list *l, const struct session *se)
{
    if (l->pointer && l->revision != doc_revision(se->doc))
        run_filter(l, se);
    table_fit(&l->table, list_rows(l, se), l->table.page);
}

/* The row of the table that shows the record; SIZE_MAX: none does. */
static size_t row_of(const struct list *l, size_t index)
{
    size_t low = 0, high = l->shown_count;
    if (!l->shown)
        return index;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->shown[middle] < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->shown_count && l->shown[low] == index ? low : SIZE_MAX;
}

void list_go_index(struct list *l, const struct session *se, size_t index)
{
    size_t rows = list_rows(l, se), row = row_of(l, index);
    if (row < rows)
        table_go(&l->table, row, rows);
}

bool list_go(struct list *l, const struct session *se, const char *pointer)
{
    if (!l->pointer || !path_within(l->pointer, pointer))
        return false;
    struct buf token;
    size_t index;
    const char *rest = pointer + strlen(l->pointer);
    buf_init(&token, BUF_TEXT_MAX);
    if (path_next(&rest, &token) && path_index(token.data, token.len, &index)) {
        /* a filter that leaves it out would hide what was asked for */
        if (row_of(l, index) == SIZE_MAX && index < doc_count(se->doc, l->pointer)) {
            filterline_set(&l->filter, "");
            run_filter(l, se);
        }
        list_go_index(l, se, index);
    }
    buf_finish(&token);
    return true;
}

char *list_record(const struct list *l, const struct session *se)
{
    if (l->table.cursor >= list_rows(l, se))
        return NULL;
    return path_join_index(l->pointer, list_index(l, l->table.cursor));
}

/* ---- the table */

struct list_view {
    const struct list *list;
    const struct session *se;
};

/* "2026-11-20 15:00": what a table needs of "2026-11-20T15:00:00Z"; another zone than UTC is said. */
static bool add_time(const struct json *value, struct buf *out)
{
    enum { DATE = 10, TIME = 11, MINUTES = 5 };
    struct buf text;
    struct instant t;
    buf_init(&text, BUF_TEXT_MAX);
    control_plain(value, &text);
    bool done = times_parse(text.data, text.len, &t, NULL);
    if (done) {
        buf_add(out, text.data, DATE);
        buf_putc(out, ' ');
        buf_add(out, text.data + TIME, MINUTES);
        if (text.data[text.len - 1] != 'Z')
            buf_printf(out, " %s", text.data + text.len - strlen("+00:00"));
    }
    buf_finish(&text);
    return done;
}

/* "a, b" for a list of texts; "3 set" for an object; hidden ones as bullets. */
static void add_value(const struct list_view *v, const struct json *value, const char *member,
                      struct buf *out)
{
    bool hidden = wizard_is_secret(v->se->wizard, member, strlen(member)) && !session_reveals(v->se);
    if (!value)
        return;
    if (hidden) {
        buf_puts(out, v->se->ascii ? "****" : "\u2022\u2022\u2022\u2022");
    } else if (json_is(value, JSON_ARRAY)) {
        for (size_t i = 0; i < value->count && out->len < 200; i++) {
            buf_puts(out, i ? ", " : "");
            control_plain(json_item(value, i), out);
        }
    } else if (json_is(value, JSON_OBJECT)) {
        buf_printf(out, "%u set", value->count);
    } else if (json_is(value, JSON_BOOL)) {
        buf_puts(out, json_is_true(value) ? "yes" : "no");
    } else if (json_is(value, JSON_NULL)) {
        buf_puts(out, "null");
    } else if (!json_is(value, JSON_STRING) || !add_time(value, out)) {
        control_plain(value, out);
    }
}

static void cell(void *context, size_t row, size_t column, struct buf *out)
{
    const struct list_view *v = context;
    const struct json *record = json_item(list_array(v->list, v->se), list_index(v->list, row));
    const char *member = v->list->columns[column].member;
    if (json_is(record, JSON_OBJECT))
        add_value(v, json_get(record, member, strlen(member)), member, out);
    else if (column == 0)
        json_write_compact(record, json_to_buf, out);
}

static char mark(void *context, size_t row)
{
    const struct list_view *v = context;
    char *at = path_join_index(v->list->pointer, list_index(v->list, row));
    bool wrong = problems_within(&v->se->problems, at) > 0;
    free(at);
    return wrong ? '!' : ' ';
}

static size_t number(void *context, size_t row)
{
    const struct list_view *v = context;
    return list_index(v->list, row) + 1;
}

static struct table_model model_of(const struct list_view *v)
{
    return (struct table_model){.context = (void *)(uintptr_t)v, /* it is only read */
                                .rows = list_rows(v->list, v->se),
                                .columns = v->list->heads,
                                .column_count = v->list->column_count,
                                .cell = cell,
                                .mark = mark,
                                .number = number};
}

/* ---- events */

const char *const *list_scopes(const struct list *l, bool *typing)
{
    static const char *const scopes[] = {"list", "move", "app", NULL};
    *typing = l->filter.typing;
    return l->filter.typing ? filterline_scopes() : scopes;
}

const enum action *list_hints(const struct list *l)
{
    static const enum action hints[] = {ACTION_LIST_OPEN,     ACTION_LIST_ADD,         ACTION_LIST_CLONE,
                                        ACTION_LIST_DELETE,   ACTION_LIST_FILTER,      ACTION_APP_UNDO,
                                        ACTION_APP_PANE,      ACTION_LIST_MOVE_DOWN,   ACTION_LIST_MOVE_UP,
                                        ACTION_LIST_COPY_KEY, ACTION_APP_HELP,         ACTION_APP_BACK,
                                        ACTION_APP_SAVE,      ACTION_APP_JSON,         ACTION_APP_REVIEW,
                                        ACTION_APP_PALETTE,   ACTION_APP_NEXT_PROBLEM, ACTION_NONE};
    static const enum action filtering[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_MOVE_DOWN,
                                            ACTION_NONE};
    return l->filter.typing ? filtering : hints;
}

/* The first of the rows that pass; the row in focus keeps it when the filter ends. */
static void filter_again(struct list *l, struct session *se)
{
    bool any = l->table.cursor < list_rows(l, se);
    size_t index = any ? list_index(l, l->table.cursor) : 0;
    run_filter(l, se);
    l->table.cursor = 0;
    table_fit(&l->table, list_rows(l, se), l->table.page);
    if (!l->shown)
        list_go_index(l, se, index);
}

bool list_update(struct list *l, struct session *se, const struct event *ev, enum action action,
                 struct effects *out)
{
    bool changed = false;
    if (filterline_update(&l->filter, ev, action, &changed)) {
        if (changed)
            filter_again(l, se);
        return true;
    }
    if (action == ACTION_LIST_FILTER) {
        filterline_start(&l->filter);
        return true;
    }
    struct list_view v = {.list = l, .se = se};
    struct table_model m = model_of(&v);
    if (table_update(&l->table, &m, action))
        return true;
    bool done = list_edit(l, se, action, out);
    list_sync(l, se);
    return done;
}

/* ---- drawing */

void list_fit(struct list *l, const struct session *se, int rows)
{
    table_fit(&l->table, list_rows(l, se), rows > 1 ? (size_t)rows - 1 : 1);
}

static void draw_empty(const struct list *l, const struct session *se, struct area a, bool focus)
{
    char key[32] = "";
    bool filtered = l->shown && doc_count(se->doc, l->pointer) > 0;
    keymap_label(se->keymap, filtered ? ACTION_APP_BACK : ACTION_LIST_ADD, false, key, sizeof key);
    if (filtered)
        area_printf(a, 1, 2, STYLE_UNSET, "No %s holds this text. %s shows all.", l->one, key);
    else
        area_printf(a, 1, 2, STYLE_UNSET, "No %s yet. Press %s to add one.", l->one, key);
    if (focus && !l->filter.typing)
        area_cursor(a, 1, 2);
}

void list_draw(const struct list *l, const struct session *se, struct area a, bool focus)
{
    struct list_view v = {.list = l, .se = se};
    struct table_model m = model_of(&v);
    bool in_table = focus && !l->filter.typing;
    table_draw(&l->table, &m, a, in_table);
    if (m.rows == 0)
        draw_empty(l, se, a, focus);
}

/* "10,000 rows", or "212 of 10,000 rows" */
static void add_counts(const struct list *l, const struct session *se, struct buf *out)
{
    size_t all = doc_count(se->doc, l->pointer);
    if (l->shown) {
        words_count(l->shown_count, out);
        buf_puts(out, " of ");
    }
    words_of(all, "row", "rows", out);
}

void list_draw_status(const struct list *l, const struct session *se, struct area a, int row, int col)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    add_counts(l, se, &text);
    int start = area_puts_right(a, row, a.cols - 1, STYLE_DIM, text.data);
    filterline_draw(&l->filter, a, row, col, start - col - 1);
    buf_finish(&text);
}

void list_where(const struct list *l, const struct session *se, struct buf *out)
{
    char *at = list_record(l, se);
    path_show(at ? at : l->pointer, out);
    free(at);
}
