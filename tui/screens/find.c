/* Find a field or a record by its label, name, path or help, and go there. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/pickscreen.h"
#include "tui/screens/place.h"
#include "tui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

/* A place to go to. */
struct entry {
    char *pointer;    /* where */
    char *label;      /* "Connect, Hide the Connect tab" */
    char *path;       /* as people read it */
    const char *help; /* the schema's or the wizard's, or NULL */
};

struct find {
    struct screen base;
    struct entry *entries;
    size_t count, cap;
    char *focus; /* the path in focus below, or NULL */
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

/* "Rooms, room-101  Garden" */
static char *record_label(const struct session *se, const struct section *s, size_t index)
{
    const struct json *record = json_item(doc_get(se->doc, s->pointer), index);
    const struct json *name = json_is(record, JSON_OBJECT) ? json_get(record, "name", strlen("name")) : NULL;
    struct buf label, scratch;
    size_t len;
    buf_init(&label, BUF_TEXT_MAX);
    buf_init(&scratch, BUF_TEXT_MAX);
    place_record(se, s, index, &label);
    if (json_is(name, JSON_STRING)) {
        const char *chars = json_chars(name, &scratch, &len);
        buf_printf(&label, "  %.*s", (int)len, chars);
    }
    char *text = buf_detach(&label, NULL);
    buf_finish(&label);
    buf_finish(&scratch);
    return text;
}

static void add_records(struct find *f, const struct session *se, const struct section *s)
{
    size_t count = doc_count(se->doc, s->pointer);
    for (size_t i = 0; i < count; i++) {
        char *pointer = path_join_index(s->pointer, i);
        add_take(f, pointer, pointer, record_label(se, s, i), NULL);
        free(pointer);
    }
}

static void add_list(struct find *f, const struct session *se, const struct section *s)
{
    add_take(f, s->pointer, s->pointer, xstrdup(s->title), s->help);
    add_list_fields(f, se, s);
    add_records(f, se, s);
}

static void collect(struct find *f, const struct session *se)
{
    for (size_t i = 0; i < wizard_section_count(se->wizard); i++) {
        const struct section *s = wizard_section(se->wizard, i);
        if (s->kind == SECTION_FORM)
            add_form(f, se, i);
        else if (s->kind == SECTION_LIST)
            add_list(f, se, s);
    }
}

/* ---- the picker */

static size_t count(void *context)
{
    return ((const struct find *)context)->count;
}

static void item(void *context, size_t index, struct buf *value, struct buf *note)
{
    const struct entry *e = &((const struct find *)context)->entries[index];
    buf_puts(value, e->label);
    buf_puts(note, e->path);
}

static void more(void *context, size_t index, struct buf *text)
{
    const char *help = ((const struct find *)context)->entries[index].help;
    buf_puts(text, help ? help : "");
}

static struct picker_source source_of(const struct find *f)
{
    return (struct picker_source){(void *)(uintptr_t)f, count, item, NULL, more};
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct find *f = (struct find *)s;
    struct picker_source source = source_of(f);
    size_t chosen = 0;
    if (pickscreen_update(s, &f->picker, &source, ACTION_APP_FIND, se, ev, action, out, &chosen))
        screen_goto(f->entries[chosen].pointer, out);
}

/* Below the list: the entry in focus in full, which the list cuts. */
static void draw_entry(const struct entry *e, struct area a)
{
    int width = a.cols - 2;
    int used = area_wrap(a, 0, 1, width, a.rows, STYLE_VALUE, e->path);
    if (e->help)
        area_wrap(a, used, 1, width, a.rows - used, STYLE_HELP, e->help);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    enum { LIST_LEAST = 4, ENTRY_MOST = 4 };
    const struct find *f = (const struct find *)s;
    struct picker_source source = source_of(f);
    (void)se;
    struct area in =
        popup_draw(area_all(c), c->rows - 3, c->cols - 4, "Find a field", NULL, "Enter go there   Esc back");
    int entry = in.rows - LIST_LEAST < ENTRY_MOST ? in.rows - LIST_LEAST : ENTRY_MOST;
    int list = in.rows - (entry > 0 ? entry : 0);
    picker_draw(&f->picker, &source, area_part(in, 0, 0, list, in.cols));
    const size_t item = picker_item(&f->picker);
    if (entry > 0 && item != SIZE_MAX)
        draw_entry(&f->entries[item], area_part(in, list, 0, entry, in.cols));
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
    free(f->focus);
    picker_finish(&f->picker);
    free(f);
}

static const struct screen_ops OPS = {.name = "find",
                                      .scopes = pickscreen_scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = find_free,
                                      .popup = true};

struct screen *find_new(struct session *se, const char *argument)
{
    struct find *f = xcalloc(1, sizeof *f);
    f->base.ops = &OPS;
    f->focus = argument ? xstrdup(argument) : NULL;
    if (se->doc)
        collect(f, se);
    picker_init(&f->picker, false, false, NULL);
    struct picker_source source = source_of(f);
    picker_refresh(&f->picker, &source);
    return &f->base;
}
