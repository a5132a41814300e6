/* How a list looks: its table, its cells, the counts beside its heading. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "tui/screens/control.h"
#include "tui/screens/list.h"
#include "tui/screens/stay.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- the table */

static bool add_time(const struct list_scene *v, const struct json *record, const struct json *value,
                     struct buf *out)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    control_plain(value, &text);
    const bool done = stay_show(v->se, v->list->pointer, record, text.data, text.len, out);
    buf_finish(&text);
    return done;
}

/* "a, b" for a list of texts; "3 set" for an object; hidden ones as bullets. */
static void add_value(const struct list_scene *v, const struct json *record, const char *member,
                      struct buf *out)
{
    const struct json *value = json_get(record, member, strlen(member));
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
    } else if (!json_is(value, JSON_STRING) || !add_time(v, record, value, out)) {
        control_plain(value, out);
    }
}

static void cell(void *context, size_t row, size_t column, struct buf *out)
{
    const struct list_scene *v = context;
    const struct json *record = json_item(list_array(v->list, v->se), list_index(v->list, row));
    const char *member = v->list->columns[column].member;
    if (json_is(record, JSON_OBJECT))
        add_value(v, record, member, out);
    else if (column == 0)
        json_write_compact(record, json_to_buf, out);
}

static struct table_marks marks(void *context, size_t row)
{
    const struct list_scene *v = context;
    const size_t index = list_index(v->list, row);
    char *at = path_join_index(v->list->pointer, index);
    const struct table_marks m = {.chosen = view_marked(v->list->place->view, index),
                                  .wrong = session_problems_within(v->se, at) > 0};
    free(at);
    return m;
}

static size_t number(void *context, size_t row)
{
    const struct list_scene *v = context;
    return list_index(v->list, row) + 1;
}

/* The column that the view is sorted by; SIZE_MAX: it is in the order of the document. */
static size_t sorted_column(const struct list *l)
{
    const char *member = view_sort_member(l->place->view);
    for (size_t i = 0; member && i < l->column_count; i++)
        if (strcmp(l->columns[i].member, member) == 0)
            return i;
    return SIZE_MAX;
}

struct table_model list_model(const struct list_scene *s)
{
    return (struct table_model){.context = (void *)(uintptr_t)s, /* it is only read */
                                .rows = list_rows(s->list),
                                .sorted = sorted_column(s->list),
                                .descending = view_sort_descending(s->list->place->view),
                                .columns = s->list->heads,
                                .column_count = s->list->column_count,
                                .cell = cell,
                                .marks = marks,
                                .number = number,
                                .numbers = view_total(s->list->place->view)};
}

/* ---- all of it */

static void draw_empty(const struct list *l, const struct session *se, struct area a, bool focus)
{
    char key[32] = "";
    struct buf words;
    const bool filtered = view_total(l->place->view) > 0;
    keymap_label(se->keymap, filtered ? ACTION_APP_BACK : ACTION_LIST_ADD, false, key, sizeof key);
    buf_init(&words, BUF_TEXT_MAX);
    if (filtered)
        buf_printf(&words, "No %s holds this text. %s shows all.", l->one, key);
    else
        buf_printf(&words, "No %s yet. Press %s to add one.", l->one, key);
    area_wrap(a, 1, 2, a.cols - 3, a.rows - 1, STYLE_UNSET, words.data);
    if (focus && !l->filter.typing)
        area_cursor(a, 1, 2);
    buf_finish(&words);
}

void list_draw(const struct list *l, const struct session *se, struct area a, bool focus)
{
    const struct list_scene scene = {l, se};
    struct table_model m = list_model(&scene);
    bool in_table = focus && !l->filter.typing;
    table_draw(&l->table, &m, a, in_table);
    if (m.rows == 0)
        draw_empty(l, se, a, focus);
}

void list_draw_popup(const struct list *l, const struct session *se, struct area body, struct area a)
{
    const int row = a.row - body.row + 1 + (int)(l->table.cursor - l->table.top);
    fieldbox_draw(&l->box, se, body, row, a.col - body.col);
    if (l->set.fields.open)
        chooser_draw(&l->set.fields, se, body);
}

/* "10,000 rows", or "3 marked, 212 of 10,000 rows"; brief: "3 marked, 212 rows". */
static void add_counts(const struct list *l, bool brief, struct buf *out)
{
    const struct view *v = l->place->view;
    char n[WORDS_NUMBER_MAX];
    const bool filtered = *view_filter_text(v);
    if (l->number > 0)
        buf_printf(out, "go to row %s   ", words_number(l->number, n));
    if (view_mark_count(v) > 0) {
        words_count(view_mark_count(v), out);
        buf_puts(out, " marked, ");
    }
    if (view_busy(v))
        buf_puts(out, "looking ... ");
    if (filtered && !brief) {
        words_count(view_count(v), out);
        buf_puts(out, " of ");
    }
    words_of(filtered && brief ? view_count(v) : view_total(v), "row", "rows", out);
}

/* The columns that the filter asks for; 0: there is none. */
static int filter_width(const struct list *l)
{
    enum { LEAST = 8 };
    const char *text = filterline_text(&l->filter);
    const int width = safe_width(text, strlen(text)) + 3; /* "/ " and the cursor */
    if (!l->filter.typing && !*text)
        return 0;
    return width > LEAST ? width : LEAST;
}

void list_draw_head(const struct list *l, struct area a, const char *heading)
{
    enum { HEADING_LEAST = 8, GAP = 3 };
    struct buf counts;
    buf_init(&counts, BUF_TEXT_MAX);
    const int filter = filter_width(l), title = safe_width(heading, strlen(heading));
    const int least = title < HEADING_LEAST ? title : HEADING_LEAST;
    add_counts(l, false, &counts);
    if (1 + least + GAP + filter + GAP + safe_width(counts.data, counts.len) >= a.cols) {
        buf_clear(&counts);
        add_counts(l, true, &counts);
    }
    const int end = area_puts_right(a, 0, a.cols - 1, STYLE_DIM, counts.data) - 1;
    const int room = end - 1 - (filter ? filter + GAP : 0);
    int col = 1;
    if (room >= least)
        col = area_text_cut(a, 0, 1, room, STYLE_HEADING, heading, strlen(heading)) + GAP;
    filterline_draw(&l->filter, a, 0, col, end - col);
    buf_finish(&counts);
}
