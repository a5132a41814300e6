/* Find a field or a record by its label, name, path or help, and go there. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/lookup.h"
#include "tui/screens/pickscreen.h"
#include "tui/screens/place.h"
#include "tui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

/* A field to go to. */
struct entry {
    char *pointer;    /* where */
    char *label;      /* "Connect, Hide the Connect tab" */
    char *path;       /* as people read it */
    const char *help; /* the schema's or the wizard's, or NULL */
};

/* Things to go to, one behind the other: fields, or the records of a list. Records are described when they
 * are looked at, since there may be very many. */
struct run {
    const struct section *list; /* NULL: fields */
    size_t first;               /* of the picker's items */
    size_t entry;               /* of the fields */
    char *path;                 /* of the list, as people read it */
};

struct find {
    struct screen base;
    struct entry *entries;
    size_t count, cap;
    struct run *runs;
    size_t run_count;
    size_t total; /* items */
    char *focus;  /* the path in focus below, or NULL */
    struct picker picker;
};

/* ---- the entries */

/* Takes label. */
static void add_take(struct find *f, const char *pointer, const char *shown, char *label, const char *help)
{
    struct buf path;
    buf_init(&path, BUF_TEXT_MAX);
    path_show(shown, &path);
    if (f->count == f->cap) {
        f->cap = f->cap ? 2 * f->cap : 256;
        f->entries = xreallocarray(f->entries, f->cap, sizeof *f->entries);
    }
    f->entries[f->count++] = (struct entry){xstrdup(pointer), label, buf_detach(&path, NULL), help};
    buf_finish(&path);
}

static void add_form(struct find *f, const struct session *se, size_t section)
{
    const struct section *s = wizard_section(se->wizard, section);
    struct rows rows;
    rows_init(&rows);
    wizard_rows(se->wizard, section, se->doc, &rows);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];
        if (r->kind == ROW_FIELD)
            add_take(f, r->pointer, r->pointer, xasprintf("%s, %s", s->title, r->label), r->help);
    }
    rows_finish(&rows);
}

/* The record of the list that holds the focus; heap, or NULL. */
static char *record_in_focus(const struct find *f, const struct session *se, const char *list)
{
    struct buf token;
    size_t index;
    char *record = NULL;
    if (!f->focus || !path_within(list, f->focus))
        return NULL;
    const char *rest = f->focus + strlen(list);
    buf_init(&token, BUF_TEXT_MAX);
    if (path_next(&rest, &token) && path_index(token.data, token.len, &index) &&
        index < doc_count(se->doc, list))
        record = path_join_index(list, index);
    buf_finish(&token);
    return record;
}

/* All fields of the list's records, at any depth. They lead to the record that is open or in focus; without
 * one to the list, for which record is meant cannot be known. */
static void add_list_fields(struct find *f, const struct session *se, const struct section *s)
{
    char *focus = record_in_focus(f, se, s->pointer);
    char *record = focus ? xstrdup(focus) : path_join_index(s->pointer, 0);
    struct rows rows;
    rows_init(&rows);
    wizard_object_rows(se->wizard, record, se->doc, &rows);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];
        if (r->kind != ROW_FIELD)
            continue;
        struct buf label;
        buf_init(&label, BUF_TEXT_MAX);
        if (focus)
            place_words(se, r->pointer, &label);
        else
            buf_printf(&label, "%s, %s", s->title, r->label);
        char *shown = xasprintf("%s%s", s->pointer, r->pointer + strlen(record));
        add_take(f, focus ? r->pointer : s->pointer, shown, buf_detach(&label, NULL), r->help);
        free(shown);
        buf_finish(&label);
    }
    rows_finish(&rows);
    free(record);
    free(focus);
}

static char *shown_path(const char *pointer)
{
    struct buf path;
    buf_init(&path, BUF_TEXT_MAX);
    path_show(pointer, &path);
    return buf_detach(&path, NULL);
}

static void add_run(struct find *f, const struct section *list, size_t count)
{
    f->runs = xreallocarray(f->runs, f->run_count + 1, sizeof *f->runs);
    f->runs[f->run_count++] = (struct run){.list = list,
                                           .first = f->total,
                                           .entry = list ? 0 : f->count - count,
                                           .path = list ? shown_path(list->pointer) : NULL};
    f->total += count;
}

static void collect(struct find *f, const struct session *se)
{
    for (size_t i = 0; i < wizard_section_count(se->wizard); i++) {
        const struct section *s = wizard_section(se->wizard, i);
        const size_t before = f->count;
        if (s->kind == SECTION_FORM) {
            add_form(f, se, i);
        } else if (s->kind == SECTION_LIST) {
            add_take(f, s->pointer, s->pointer, xstrdup(s->title), s->help);
            add_list_fields(f, se, s);
        }
        add_run(f, NULL, f->count - before);
        if (s->kind == SECTION_LIST)
            add_run(f, s, doc_count(se->doc, s->pointer));
    }
}

/* ---- items */

/* What the picker's questions are answered from. */
struct place {
    const struct find *f;
    const struct session *se;
};

static const struct run *run_of(const struct find *f, size_t item)
{
    size_t low = 0, high = f->run_count; /* the last that begins at the item or before it */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (f->runs[middle].first <= item)
            low = middle;
        else
            high = middle;
    }
    return &f->runs[low];
}

/* The field, or NULL for a record. */
static const struct entry *entry_of(const struct find *f, size_t item)
{
    const struct run *r = run_of(f, item);
    return r->list ? NULL : &f->entries[r->entry + item - r->first];
}

static size_t count(void *context)
{
    return ((const struct place *)context)->f->total;
}

/* "Rooms, room-101  Garden", "customer_data.rooms[7]" */
static void describe_record(const struct place *p, size_t item, struct buf *label, struct buf *path)
{
    const struct run *r = run_of(p->f, item);
    const size_t index = item - r->first;
    place_record(p->se, r->list, index, label);
    const size_t len = label->len;
    buf_puts(label, "  ");
    if (!lookup_text(json_item(doc_get(p->se->doc, r->list->pointer), index), "name", label))
        buf_truncate(label, len);
    buf_printf(path, "%s[%zu]", r->path, index);
}

static void item(void *context, size_t index, struct buf *value, struct buf *note)
{
    const struct place *p = context;
    const struct entry *e = entry_of(p->f, index);
    if (!e) {
        describe_record(p, index, value, note);
        return;
    }
    buf_puts(value, e->label);
    buf_puts(note, e->path);
}

static void more(void *context, size_t index, struct buf *text)
{
    const struct entry *e = entry_of(((const struct place *)context)->f, index);
    if (e && e->help)
        buf_puts(text, e->help);
}

static struct picker_source source_of(struct place *p)
{
    return (struct picker_source){p, count, item, NULL, more};
}

/* ---- the screen */

static void go_to(const struct find *f, size_t item, struct effects *out)
{
    const struct run *r = run_of(f, item);
    char *pointer =
        r->list ? path_join_index(r->list->pointer, item - r->first) : xstrdup(entry_of(f, item)->pointer);
    screen_goto(pointer, out);
    free(pointer);
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct find *f = (struct find *)s;
    struct place place = {f, se};
    struct picker_source source = source_of(&place);
    size_t chosen = 0;
    if (pickscreen_update(&f->picker, &source, ACTION_APP_FIND, se, ev, action, out, &chosen))
        go_to(f, chosen, out);
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    enum { ITEMS = 1000 };
    struct find *f = (struct find *)s;
    struct place place = {f, se};
    struct picker_source source = source_of(&place);
    (void)out;
    return picker_busy(&f->picker) && !picker_step(&f->picker, &source, ITEMS);
}

/* Below the list: what is in focus in full, which the list cuts. */
static void draw_focus(const struct place *p, size_t item, struct area a)
{
    const struct entry *e = entry_of(p->f, item);
    const int width = a.cols - 2;
    struct buf label, path;
    buf_init(&label, BUF_TEXT_MAX);
    buf_init(&path, BUF_TEXT_MAX);
    if (e)
        buf_puts(&path, e->path);
    else
        describe_record(p, item, &label, &path);
    int used = area_wrap(a, 0, 1, width, a.rows, STYLE_VALUE, path.data);
    if (e && e->help)
        area_wrap(a, used, 1, width, a.rows - used, STYLE_HELP, e->help);
    buf_finish(&label);
    buf_finish(&path);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    enum { LIST_LEAST = 4, ENTRY_MOST = 4 };
    const struct find *f = (const struct find *)s;
    struct place place = {f, se};
    struct picker_source source = source_of(&place);
    struct area in =
        popup_draw(area_all(c), c->rows - 3, c->cols - 4, "Find a field", NULL, "Enter go there   Esc back");
    int entry = in.rows - LIST_LEAST < ENTRY_MOST ? in.rows - LIST_LEAST : ENTRY_MOST;
    int list = in.rows - (entry > 0 ? entry : 0);
    picker_draw(&f->picker, &source, area_part(in, 0, 0, list, in.cols));
    const size_t item = picker_item(&f->picker);
    if (entry > 0 && item != SIZE_MAX)
        draw_focus(&place, item, area_part(in, list, 0, entry, in.cols));
}

static void find_free(struct screen *s)
{
    struct find *f = (struct find *)s;
    for (size_t i = 0; i < f->count; i++) {
        free(f->entries[i].pointer);
        free(f->entries[i].label);
        free(f->entries[i].path);
    }
    free(f->entries);
    for (size_t i = 0; i < f->run_count; i++)
        free(f->runs[i].path);
    free(f->runs);
    free(f->focus);
    picker_finish(&f->picker);
    free(f);
}

static const struct screen_ops OPS = {.name = "find",
                                      .scopes = pickscreen_scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = find_free,
                                      .work = work,
                                      .popup = true};

struct screen *find_new(struct session *se, const char *argument)
{
    struct find *f = xcalloc(1, sizeof *f);
    f->base.ops = &OPS;
    f->focus = argument ? xstrdup(argument) : NULL;
    if (se->doc)
        collect(f, se);
    picker_init(&f->picker, false, false, NULL);
    struct place place = {f, se};
    struct picker_source source = source_of(&place);
    picker_refresh(&f->picker, &source);
    return &f->base;
}
