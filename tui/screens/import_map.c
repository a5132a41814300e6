/* Which column goes where: the choices. */
#include "forms/mem.h"
#include "tui/screens/importer.h"

#include <stdlib.h>
#include <string.h>

size_t importer_lines(const struct importer *im)
{
    struct import_several unused;
    return import_column_count(im->import) + SETTING_COUNT - !import_several(im->import, &unused);
}

/* On a few rows columns and settings scroll as one list; else the settings stay in sight below the columns.
 */
size_t importer_column_rows(const struct importer *im)
{
    enum { COLUMNS = 4 };
    const size_t columns = import_column_count(im->import), settings = importer_lines(im) - columns;
    return im->page >= settings + COLUMNS ? im->page - settings : 0;
}

void importer_scroll(struct importer *im)
{
    const size_t columns = import_column_count(im->import), rows = importer_column_rows(im);
    const size_t page = rows ? rows : im->page, lines = rows ? columns : importer_lines(im);
    if (im->focus < lines && im->focus < im->top)
        im->top = im->focus;
    if (im->focus < lines && page && im->focus >= im->top + page)
        im->top = im->focus + 1 - page;
    if (im->top + page > lines)
        im->top = lines > page ? lines - page : 0;
}

bool importer_on_column(const struct importer *im)
{
    return im->focus < import_column_count(im->import);
}

/* ---- a column */

/* What the field is called elsewhere, behind what comes of it where another column has it already. */
static void put_note(const struct importer *im, size_t field, struct buf *out)
{
    const struct flat_field *f = &import_fields(im->import)->items[field];
    const bool map = f->control == CONTROL_MAP;
    size_t i = map ? import_column_count(im->import) : 0;
    while (i < import_column_count(im->import) &&
           (i == im->focus || import_column(im->import, i)->field != field))
        i++;
    if (i < import_column_count(im->import))
        buf_printf(out, "%s %s (%s)", import_joins(im->import, field) ? "joined with" : "taken from",
                   import_column(im->import, i)->title, f->name);
    else
        buf_printf(out, "%s%s", f->name, map ? ":NAME" : "");
}

static void offer_fields(struct importer *im, struct session *se)
{
    const struct flat_fields *fields = import_fields(im->import);
    struct buf current, title, note;
    buf_init(&note, BUF_TEXT_MAX);
    buf_init(&current, BUF_TEXT_MAX);
    buf_init(&title, BUF_TEXT_MAX);
    const struct import_column *c = import_column(im->import, im->focus);
    buf_puts(&current, c->field == IMPORT_SKIP ? "leave out" : fields->items[c->field].label);
    buf_printf(&title, "field for %s", c->title);
    chooser_begin(&im->chooser, se,
                  &(struct chooser_options){.title = title.data, .pointer = "", .current = current.data});
    chooser_offer(&im->chooser, "leave out", strlen("leave out"), "the column goes nowhere");
    for (size_t i = 0; i < fields->count; i++) {
        const struct flat_field *f = &fields->items[i];
        buf_clear(&note);
        put_note(im, i, &note);
        chooser_offer(&im->chooser, f->label, strlen(f->label), note.data);
    }
    chooser_show(&im->chooser, se);
    buf_finish(&title);
    buf_finish(&current);
    buf_finish(&note);
}

static void take_field(struct importer *im, struct session *se, size_t field, const char *name)
{
    struct err e = {0};
    if (!import_join(im->import, im->focus, field, name, &e))
        session_say_err(se, &e);
    im->remembered = false;
}

/* The chooser leaves out a label that it has already; so the label, and not the place, says which it is. */
static size_t field_of(const struct importer *im, const struct buf *label)
{
    const struct flat_fields *fields = import_fields(im->import);
    for (size_t i = 0; i < fields->count; i++)
        if (strcmp(fields->items[i].label, label->data) == 0)
            return i;
    return IMPORT_SKIP;
}

void importer_name_entry(struct importer *im, struct session *se, const char *name)
{
    const struct flat_fields *fields = import_fields(im->import);
    for (size_t i = 0; i < fields->count; i++)
        if (fields->items[i].control == CONTROL_MAP)
            take_field(im, se, i, name);
}

void importer_skip(struct importer *im, struct session *se)
{
    if (importer_on_column(im))
        take_field(im, se, IMPORT_SKIP, NULL);
}

/* ---- both */

void importer_choose(struct importer *im, struct session *se)
{
    if (importer_on_column(im))
        offer_fields(im, se);
    else
        importer_turn(im, se, 1);
}

void importer_chosen(struct importer *im, struct session *se, size_t item)
{
    struct buf value;
    buf_init(&value, BUF_TEXT_MAX);
    chooser_value(&im->chooser, item, &value);
    chooser_close(&im->chooser);
    if (!importer_on_column(im)) {
        importer_set_zone(im, se, value.data);
        buf_finish(&value);
        return;
    }
    const size_t field = field_of(im, &value);
    buf_finish(&value);
    if (field != IMPORT_SKIP && import_fields(im->import)->items[field].control == CONTROL_MAP)
        prompt_open(&im->prompt, ASKS_ENTRY, "Name in the metadata",
                    "What the value is called there: room_type, vip.",
                    import_column(im->import, im->focus)->title);
    else
        take_field(im, se, field, NULL);
}
