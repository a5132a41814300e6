#include "forms/view.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/view_private.h"

#include <stdlib.h>
#include <string.h>

/* So many records are filtered and sorted at once: nobody waits for them. */
enum { AT_ONCE = 2000 };

/* What a filter or an order is made of, until it is done. */
struct work {
    bool active;
    size_t next; /* the record to look at */
    uint32_t *rows;
    size_t count;
    struct sorter sorter;
};

struct view {
    const struct wizard *wizard;
    const struct doc *doc;
    char *list;
    uint64_t revision;
    size_t total;
    bool *marks; /* of each record */
    size_t cap, mark_count;
    struct filter filter;
    char *member; /* that is sorted by, or NULL */
    bool descending;
    uint32_t *rows; /* records shown, in order; NULL: all, as they stand */
    size_t count;
    struct work work;
};

static const struct json *array_of(const struct view *v)
{
    const struct json *array = doc_get(v->doc, v->list);
    return json_is(array, JSON_ARRAY) ? array : NULL;
}

static size_t length(const struct view *v)
{
    const struct json *array = array_of(v);
    return array ? array->count : 0;
}

static void make_room(struct view *v, size_t count)
{
    if (count <= v->cap)
        return;
    v->cap = count + count / 2 + 16;
    v->marks = xreallocarray(v->marks, v->cap, sizeof *v->marks);
}

/* The list is another one: no mark is of it. */
static void begin(struct view *v)
{
    v->total = length(v);
    v->revision = doc_revision(v->doc);
    v->mark_count = 0;
    make_room(v, v->total);
    if (v->total)
        memset(v->marks, 0, v->total * sizeof *v->marks);
}

struct view *view_new(const struct wizard *w, const struct doc *d, const char *list_pointer)
{
    struct view *v = xcalloc(1, sizeof *v);
    v->wizard = w;
    v->doc = d;
    v->list = xstrdup(list_pointer);
    filter_init(&v->filter);
    begin(v);
    return v;
}

static void drop_work(struct view *v)
{
    free(v->work.rows);
    sorter_finish(&v->work.sorter);
    v->work = (struct work){0};
}

void view_free(struct view *v)
{
    if (!v)
        return;
    drop_work(v);
    filter_finish(&v->filter);
    free(v->member);
    free(v->marks);
    free(v->rows);
    free(v->list);
    free(v);
}

/* ---- filter and order */

static bool wants_all(const struct view *v)
{
    return v->filter.count == 0 && !v->member;
}

static void restart(struct view *v)
{
    drop_work(v);
    if (wants_all(v)) {
        free(v->rows);
        v->rows = NULL;
        v->count = 0;
        return;
    }
    v->work.active = true;
    v->work.rows = xreallocarray(NULL, v->total + 1, sizeof *v->work.rows);
    if (v->member)
        sorter_begin(&v->work.sorter, v->member, v->descending);
    if (v->total <= AT_ONCE)
        while (!view_step(v, AT_ONCE))
            continue;
}

void view_filter(struct view *v, const char *words)
{
    view_follow(v);
    filter_set(&v->filter, v->wizard, v->list, words);
    restart(v);
}

void view_show_times(struct view *v, const struct view_times *times)
{
    v->filter.times = *times;
}

const char *view_filter_text(const struct view *v)
{
    return v->filter.words;
}

void view_sort(struct view *v, const char *member, bool descending)
{
    view_follow(v);
    xreplace(&v->member, member);
    v->descending = member && descending;
    restart(v);
}

const char *view_sort_member(const struct view *v)
{
    return v->member;
}

bool view_sort_descending(const struct view *v)
{
    return v->descending;
}

/* Looks at so many records. */
static void choose(struct view *v, size_t records)
{
    struct work *w = &v->work;
    const struct json *array = array_of(v);
    for (; w->next < v->total && records > 0; w->next++, records--) {
        const struct json *record = json_item(array, w->next);
        if (!filter_passes(&v->filter, record))
            continue;
        if (v->member)
            sorter_add(&w->sorter, record, (uint32_t)w->next);
        else
            w->rows[w->count++] = (uint32_t)w->next;
    }
}

/* Merging an item costs a fraction of looking at a record. */
enum { MERGES_PER_RECORD = 4 };

static bool order(struct view *v, size_t records)
{
    struct work *w = &v->work;
    if (!v->member)
        return true;
    if (!sorter_step(&w->sorter, records * MERGES_PER_RECORD))
        return false;
    for (size_t i = 0; i < w->sorter.count; i++)
        w->rows[w->count++] = w->sorter.items[i].index;
    return true;
}

bool view_step(struct view *v, size_t records)
{
    view_follow(v);
    if (!v->work.active)
        return true;
    if (v->work.next < v->total) {
        choose(v, records);
        if (v->work.next < v->total || v->member)
            return false;
    }
    if (!order(v, records))
        return false;
    free(v->rows);
    v->rows = v->work.rows;
    v->count = v->work.count;
    v->work.rows = NULL;
    drop_work(v);
    return true;
}

bool view_busy(const struct view *v)
{
    return v->work.active;
}

void view_progress(const struct view *v, size_t *done, size_t *all)
{
    *done = v->work.active ? v->work.next : v->total;
    *all = v->total;
}

/* ---- following the document */

/* Rows that name records from there on name them at their new places. */
static void shift_rows(struct view *v, size_t from, size_t by)
{
    for (size_t i = 0; i < v->count; i++)
        if (v->rows[i] >= from)
            v->rows[i] += (uint32_t)by;
}

/* Where the row of a record that came goes: to its place, or, where rows have an order of their own, below
 * the one that shows the record before it. */
static size_t place_of(const struct view *v, size_t index)
{
    size_t at = 0;
    if (!v->member) {
        while (at < v->count && v->rows[at] < index)
            at++;
        return at;
    }
    while (index > 0 && at < v->count && v->rows[at] != index - 1)
        at++;
    return index > 0 && at < v->count ? at + 1 : at;
}

static void insert_row(struct view *v, size_t index)
{
    const size_t at = place_of(v, index);
    v->rows = xreallocarray(v->rows, v->count + 1, sizeof *v->rows);
    memmove(v->rows + at + 1, v->rows + at, (v->count - at) * sizeof *v->rows);
    v->rows[at] = (uint32_t)index;
    v->count++;
}

static void insert_records(struct view *v, size_t at, size_t count)
{
    make_room(v, v->total + count);
    memmove(v->marks + at + count, v->marks + at, (v->total - at) * sizeof *v->marks);
    memset(v->marks + at, 0, count * sizeof *v->marks);
    v->total += count;
    if (!v->rows)
        return;
    shift_rows(v, at, count);
    for (size_t i = at; i < at + count; i++)
        insert_row(v, i);
}

static void take_records(struct view *v, size_t at, size_t count)
{
    for (size_t i = at; i < at + count; i++)
        v->mark_count -= v->marks[i];
    memmove(v->marks + at, v->marks + at + count, (v->total - at - count) * sizeof *v->marks);
    v->total -= count;
    size_t kept = 0;
    for (size_t i = 0; v->rows && i < v->count; i++)
        if (v->rows[i] < at || v->rows[i] >= at + count)
            v->rows[kept++] = v->rows[i] - (uint32_t)(v->rows[i] < at ? 0 : count);
    v->count = kept;
}

static void move_record(struct view *v, size_t from, size_t to)
{
    const bool marked = v->marks[from];
    if (from < to)
        memmove(v->marks + from, v->marks + from + 1, (to - from) * sizeof marked);
    else
        memmove(v->marks + to + 1, v->marks + to, (from - to) * sizeof marked);
    v->marks[to] = marked;
    for (size_t i = 0; v->rows && i < v->count; i++) {
        const size_t index = v->rows[i];
        if (index == from)
            v->rows[i] = (uint32_t)to;
        else if (from < to && index > from && index <= to)
            v->rows[i]--;
        else if (to < from && index >= to && index < from)
            v->rows[i]++;
    }
}

/* Many at once, in one pass over the marks from the first of them on, and one over the rows: an import, and
 * its undo, come in hundreds of changes near the end of the list. */
static void take_many(struct view *v, const size_t *indexes, size_t count)
{
    const size_t first = indexes[0];
    /* of each record from the first on, when they have gone */
    uint32_t *place = xreallocarray(NULL, v->total - first, sizeof *place);
    size_t kept = first;
    for (size_t i = first, gone = 0; i < v->total; i++) {
        if (gone < count && indexes[gone] == i) {
            gone++;
            place[i - first] = UINT32_MAX;
            v->mark_count -= v->marks[i];
            continue;
        }
        v->marks[kept] = v->marks[i];
        place[i - first] = (uint32_t)kept++;
    }
    v->total = kept;
    kept = 0;
    for (size_t i = 0; v->rows && i < v->count; i++) {
        const uint32_t now = v->rows[i] < first ? v->rows[i] : place[v->rows[i] - first];
        if (now != UINT32_MAX)
            v->rows[kept++] = now;
    }
    v->count = kept;
    free(place);
}

/* Rows for records that came behind all others, or where rows have an order of their own: at the end. */
static void append_rows(struct view *v, const size_t *indexes, size_t count)
{
    v->rows = xreallocarray(v->rows, v->count + count, sizeof *v->rows);
    for (size_t i = 0; i < count; i++)
        v->rows[v->count++] = (uint32_t)indexes[i];
}

/* Rows for records that came, which ascend: each to its place. */
static void merge_rows(struct view *v, const size_t *indexes, size_t count)
{
    uint32_t *merged = xreallocarray(NULL, v->count + count, sizeof *merged);
    size_t old = 0, came = 0;
    while (old < v->count || came < count) {
        const bool first = came == count || (old < v->count && v->rows[old] < indexes[came]);
        merged[old + came] = first ? v->rows[old] : (uint32_t)indexes[came];
        old += first;
        came += !first;
    }
    free(v->rows);
    v->rows = merged;
    v->count = old + came;
}

static void insert_many(struct view *v, const size_t *indexes, size_t count)
{
    const size_t first = indexes[0];
    const bool behind_all = first == v->total;
    uint32_t *place = xreallocarray(NULL, v->total - first + 1, sizeof *place);
    make_room(v, v->total + count);
    for (size_t i = v->total, left = count; left > 0;) {
        const size_t at = i + left - 1;
        if (indexes[left - 1] == at) {
            v->marks[at] = false;
            left--;
        } else {
            v->marks[at] = v->marks[--i];
            place[i - first] = (uint32_t)at;
        }
    }
    v->total += count;
    for (size_t i = 0; v->rows && !behind_all && i < v->count; i++)
        if (v->rows[i] >= first)
            v->rows[i] = place[v->rows[i] - first];
    free(place);
    if (v->rows && (v->member || behind_all))
        append_rows(v, indexes, count);
    else if (v->rows)
        merge_rows(v, indexes, count);
}

static void follow_items(struct view *v, const struct doc_change *c)
{
    if (c->moved)
        move_record(v, c->from, c->to);
    else if (c->indexes && c->added < c->removed)
        take_many(v, c->indexes, c->count);
    else if (c->indexes)
        insert_many(v, c->indexes, c->count);
    else if (c->removed != c->added) {
        take_records(v, c->at, c->removed);
        insert_records(v, c->at, c->added);
    }
}

/* Another value took the place of the list. */
static bool replaces_list(const struct view *v, const struct doc_change *c)
{
    return c->member && (path_within(c->member, v->list) || path_within(c->renamed, v->list));
}

static void follow_all(struct view *v, bool *again)
{
    struct doc_change c;
    while (v->revision < doc_revision(v->doc)) {
        if (!doc_change(v->doc, ++v->revision, &c) || replaces_list(v, &c)) {
            begin(v);
            free(v->rows);
            v->rows = NULL;
            *again = true;
            return;
        }
        if (!c.member && strcmp(c.container, v->list) == 0) {
            follow_items(v, &c);
            *again = *again || v->work.active;
        }
    }
}

void view_follow(struct view *v)
{
    bool again = false;
    if (doc_same_items(v->doc, v->list, v->revision))
        v->revision = doc_revision(v->doc);
    if (v->revision == doc_revision(v->doc))
        return;
    follow_all(v, &again);
    if (again)
        restart(v);
}

/* ---- rows */

size_t view_count(const struct view *v)
{
    return v->rows ? v->count : v->total;
}

size_t view_total(const struct view *v)
{
    return v->total;
}

size_t view_index(const struct view *v, size_t row)
{
    return v->rows ? v->rows[row] : row;
}

size_t view_row(const struct view *v, size_t index)
{
    if (!v->rows)
        return index < v->total ? index : SIZE_MAX;
    for (size_t i = 0; i < v->count; i++)
        if (v->rows[i] == index)
            return i;
    return SIZE_MAX;
}

bool view_plain(const struct view *v)
{
    return !v->rows && !v->work.active;
}

/* ---- marks */

bool view_marked(const struct view *v, size_t index)
{
    return index < v->total && v->marks[index];
}

void view_mark(struct view *v, size_t index, bool marked)
{
    if (index >= v->total || v->marks[index] == marked)
        return;
    v->marks[index] = marked;
    v->mark_count = marked ? v->mark_count + 1 : v->mark_count - 1;
}

void view_mark_rows(struct view *v, size_t first_row, size_t last_row, bool marked)
{
    for (size_t i = first_row; i <= last_row && i < view_count(v); i++)
        view_mark(v, view_index(v, i), marked);
}

void view_unmark_all(struct view *v)
{
    if (v->total)
        memset(v->marks, 0, v->total * sizeof *v->marks);
    v->mark_count = 0;
}

size_t view_mark_count(const struct view *v)
{
    return v->mark_count;
}

size_t *view_marks(const struct view *v, size_t *count)
{
    size_t *indexes = xreallocarray(NULL, v->mark_count + 1, sizeof *indexes);
    *count = 0;
    for (size_t i = 0; i < v->total; i++)
        if (v->marks[i])
            indexes[(*count)++] = i;
    return indexes;
}
