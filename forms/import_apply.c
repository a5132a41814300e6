/* Rows into the document. */
#include "forms/import_private.h"

#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* ---- a record from a row */

/* The member of the object, made where it is not there yet. */
static struct json *inner(struct json *object, const char *name, size_t len, struct arena *text,
                          struct arena *nodes)
{
    struct json *there = json_get(object, name, len);
    if (there)
        return there;
    const struct json empty = json_make_object(), named = json_with_name(text, &empty, name, len);
    json_insert(nodes, object, object->count, &named);
    return json_item(object, object->count - 1);
}

static void put(struct json *record, const char *pointer, const struct json *v, struct arena *text,
                struct arena *nodes)
{
    struct buf token;
    const char *at = pointer;
    struct json *object = record;
    buf_init(&token, PATH_MAX_LEN);
    while (path_next(&at, &token)) {
        if (*at) {
            object = inner(object, token.data, token.len, text, nodes);
            continue;
        }
        const struct json named = json_with_name(text, v, token.data, token.len);
        json_insert(nodes, object, object->count, &named);
    }
    buf_finish(&token);
}

/* The values inside keep their texts where they were made; a text alone is copied with its name. */
static bool keeps_texts(const struct import *im, const struct column_state *c)
{
    const enum control control = im->fields.items[c->shown.field].control;
    return control != CONTROL_TEXT && control != CONTROL_LONG_TEXT && control != CONTROL_DATE_TIME &&
           control != CONTROL_ZONE && control != CONTROL_KEY;
}

struct json import_record(const struct import *im, const struct csv_reader *row, struct arena *text,
                          struct arena *nodes)
{
    struct json record = json_make_object();
    for (size_t i = 0; i < im->order_count; i++) {
        const struct column_state *c = &im->columns[im->order[i]];
        struct json v;
        if (!import_says(im, row, im->order[i]) ||
            !import_value(im, row, im->order[i], keeps_texts(im, c) ? text : nodes, &v, NULL))
            continue;
        char *pointer = import_pointer(im, c);
        put(&record, pointer, &v, text, nodes);
        free(pointer);
    }
    return record;
}

/* ---- into the document */

static bool change(struct import *im, const struct import_row *at, const struct csv_reader *row,
                   struct err *e)
{
    bool done = true;
    for (size_t i = 0; done && i < im->order_count; i++) {
        const struct column_state *c = &im->columns[im->order[i]];
        struct json v;
        if (!import_says(im, row, im->order[i]) ||
            !import_value(im, row, im->order[i], doc_arena(im->doc), &v, NULL))
            continue;
        char *inside = import_pointer(im, c), *record = path_join_index(im->list, at->record);
        char *pointer = xasprintf("%s%s", record, inside);
        done = doc_set(im->doc, pointer, &v, e);
        free(pointer);
        free(record);
        free(inside);
    }
    return done;
}

static bool insert(struct import *im, const struct json *values, size_t count, struct err *e)
{
    if (!doc_insert_items(im->doc, im->list, im->base, values, count, e))
        return false;
    im->base += count;
    return true;
}

/* The rows from im->next on. */
static bool apply(struct import *im, size_t rows, struct err *e)
{
    struct arena nodes;
    struct json *made = xcalloc(rows + 1, sizeof *made);
    size_t count = 0;
    bool done = true;
    arena_init(&nodes);
    for (size_t n = 0; done && n < rows && im->next < im->counts.rows; n++, im->next++) {
        const struct import_row *at = &im->rows[im->next];
        struct csv_reader row;
        if (at->fate != IMPORT_NEW && at->fate != IMPORT_CHANGE)
            continue;
        import_read_row(im, im->next, &row);
        if (at->fate == IMPORT_NEW)
            made[count++] = import_record(im, &row, doc_arena(im->doc), &nodes);
        else
            done = change(im, at, &row, e);
        csv_reader_finish(&row);
        im->applied++;
    }
    done = done && insert(im, made, count, e);
    arena_finish(&nodes);
    free(made);
    return done;
}

bool import_apply_step(struct import *im, size_t rows, struct err *e)
{
    if (!im->applying) {
        doc_visit(im->doc);
        doc_group_begin(im->doc);
        im->applying = true;
        im->base = doc_count(im->doc, im->list);
    }
    if (!apply(im, rows, e)) {
        import_cancel(im);
        return true;
    }
    if (im->next < im->counts.rows)
        return false;
    doc_group_end(im->doc);
    im->applying = false;
    return true;
}

size_t import_applied(const struct import *im)
{
    return im->applied;
}

void import_cancel(struct import *im)
{
    if (im->applying)
        doc_group_cancel(im->doc);
    im->applying = false;
    im->applied = im->next = 0;
}
