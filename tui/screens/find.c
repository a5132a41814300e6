/* Find a field or a record by its label, name, path or help, and go there. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/pickscreen.h"
#include "tui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

/* A place to go to. */
struct place {
    char *pointer; /* where */
    char *label;   /* "Features: Hide the Connect tab" */
    char *note;    /* its path, and its help */
};

struct find {
    struct screen base;
    struct place *places;
    size_t count, cap;
    struct picker picker;
};

/* ---- the places */

static void add(struct find *f, const char *pointer, const char *under, const char *label, const char *shown,
                const char *help)
{
    struct buf note;
    buf_init(&note, BUF_TEXT_MAX);
    path_show(shown, &note);
    if (help)
        buf_printf(&note, "  %s", help);
    if (f->count == f->cap) {
        f->cap = f->cap ? 2 * f->cap : 256;
        f->places = xreallocarray(f->places, f->cap, sizeof *f->places);
    }
    f->places[f->count++] = (struct place){
        .pointer = xstrdup(pointer),
        .label = label ? xasprintf("%s: %s", under, label) : xstrdup(under),
        .note = buf_detach(&note, NULL),
    };
    buf_finish(&note);
}

static void add_form(struct find *f, const struct session *se, size_t section)
{
    const struct section *s = wizard_section(se->wizard, section);
    struct rows rows;
    rows_init(&rows);
    wizard_rows(se->wizard, section, se->doc, &rows);
    for (size_t i = 0; i < rows.count; i++)
        if (rows.items[i].kind == ROW_FIELD)
            add(f, rows.items[i].pointer, s->title, rows.items[i].label, rows.items[i].pointer,
                rows.items[i].help);
    rows_finish(&rows);
}

struct list_field {
    struct find *find;
    const struct session *session;
    const struct section *section;
};

/* A field of the list's records leads to the list: which record is meant cannot be known. */
static void add_list_field(void *context, const struct schema_property *p)
{
    const struct list_field *l = context;
    char *record = path_join_index(l->section->pointer, 0);
    char *field = path_join(record, p->name);
    char *shown = path_join(l->section->pointer, p->name);
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    wizard_label(l->session->wizard, field, &label);
    add(l->find, l->section->pointer, l->section->title, label.data, shown, p->node->help);
    buf_finish(&label);
    free(shown);
    free(field);
    free(record);
}

/* Adds a member's text to out; nothing where it is no string. */
static void add_chars(const struct json *record, const char *member, struct buf *out)
{
    const struct json *v = member ? json_get(record, member, strlen(member)) : NULL;
    struct buf scratch;
    size_t len;
    if (!json_is(v, JSON_STRING))
        return;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *chars = json_chars(v, &scratch, &len);
    buf_printf(out, "%s%.*s", out->len ? "  " : "", (int)len, chars);
    buf_finish(&scratch);
}

static void add_records(struct find *f, const struct session *se, const struct section *s)
{
    const struct json *list = doc_get(se->doc, s->pointer);
    const char *key = wizard_key_member(se->wizard, s->pointer);
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    for (size_t i = 0; json_is(list, JSON_ARRAY) && i < list->count; i++) {
        const struct json *record = json_item(list, i);
        char *pointer = path_join_index(s->pointer, i);
        buf_clear(&label);
        if (json_is(record, JSON_OBJECT)) {
            add_chars(record, key, &label);
            add_chars(record, "name", &label);
        }
        add(f, pointer, s->one, label.len ? label.data : NULL, pointer, NULL);
        free(pointer);
    }
    buf_finish(&label);
}

static void add_list(struct find *f, const struct session *se, const struct section *s)
{
    char *record = path_join_index(s->pointer, 0);
    const struct schema_node *node = schema_at(se->schema, record);
    struct list_field context = {f, se, s};
    add(f, s->pointer, s->title, NULL, s->pointer, s->help);
    if (node)
        schema_each_property(node, add_list_field, &context);
    add_records(f, se, s);
    free(record);
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
    const struct place *p = &((const struct find *)context)->places[index];
    buf_puts(value, p->label);
    buf_puts(note, p->note);
}

static struct picker_source source_of(const struct find *f)
{
    return (struct picker_source){(void *)(uintptr_t)f, count, item, NULL};
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct find *f = (struct find *)s;
    struct picker_source source = source_of(f);
    size_t chosen = 0;
    if (pickscreen_update(s, &f->picker, &source, ACTION_APP_FIND, se, ev, action, out, &chosen))
        screen_goto(f->places[chosen].pointer, out);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct find *f = (const struct find *)s;
    struct picker_source source = source_of(f);
    (void)se;
    struct area in =
        popup_draw(area_all(c), c->rows - 4, c->cols - 4, "Find a field", NULL, "Enter go there   Esc back");
    picker_draw(&f->picker, &source, in);
}

static void find_free(struct screen *s)
{
    struct find *f = (struct find *)s;
    for (size_t i = 0; i < f->count; i++) {
        free(f->places[i].pointer);
        free(f->places[i].label);
        free(f->places[i].note);
    }
    free(f->places);
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
    (void)argument;
    f->base.ops = &OPS;
    if (se->doc)
        collect(f, se);
    picker_init(&f->picker, false, false, NULL);
    struct picker_source source = source_of(f);
    picker_refresh(&f->picker, &source);
    return &f->base;
}
