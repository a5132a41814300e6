/* Whose clock the times of a row are read by: that of the place which the row names, else the table's. */
#include "forms/import_private.h"

#include <string.h>

/* The text at the path in the record; false: there is none. */
static bool text_at(const struct json *record, const char *pointer, struct buf *out)
{
    const struct json *v = pointer ? doc_value(record, pointer) : NULL;
    struct buf scratch;
    size_t len;
    buf_clear(out);
    if (!json_is(v, JSON_STRING))
        return false;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *p = json_chars(v, &scratch, &len);
    buf_add(out, p, len);
    buf_finish(&scratch);
    return len > 0;
}

/* The record with the key, where that tells its zone. */
static const struct json *place_called(const struct import *im, const char *list, const char *p, size_t len,
                                       struct buf *zone_name)
{
    const long n = len ? keys_find(im->keys, list, p, len) : -1;
    const struct json *record = n < 0 ? NULL : json_item(doc_get(im->doc, list), (size_t)n);
    return text_at(record, wizard_zone_path(im->wizard), zone_name) ? record : NULL;
}

static const struct json *place_in(const struct import *im, const struct csv_reader *row, size_t column,
                                   struct buf *zone_name)
{
    const char *list = im->fields.items[im->columns[column].shown.field].ref_list;
    const struct json *place = NULL;
    struct arena arena;
    struct buf scratch;
    struct json keys;
    size_t len;
    arena_init(&arena);
    buf_init(&scratch, BUF_TEXT_MAX);
    if (import_value(im, row, column, &arena, &keys, NULL)) {
        const bool many = json_is(&keys, JSON_ARRAY);
        for (uint32_t i = 0; !place && i < (many ? keys.count : 1); i++) {
            const struct json *key = many ? &keys.items[i] : &keys;
            const char *p = json_is(key, JSON_STRING) ? json_chars(key, &scratch, &len) : NULL;
            place = p ? place_called(im, list, p, len, zone_name) : NULL;
        }
    }
    buf_finish(&scratch);
    arena_finish(&arena);
    return place;
}

static const struct json *place_of(const struct import *im, const struct csv_reader *row,
                                   struct buf *zone_name)
{
    const struct json *place = NULL;
    for (size_t i = 0; !place && i < im->order_count; i++) {
        const size_t at = im->order[i];
        const struct flat_field *f = &im->fields.items[im->columns[at].shown.field];
        const bool names = f->control == CONTROL_KEY || f->control == CONTROL_KEYS;
        if (names && f->ref_list && import_says(im, row, at))
            place = place_in(im, row, at, zone_name);
    }
    return place;
}

static int minute_of(const struct import *im, const struct json *place, const char *name)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    const char *path = wizard_hour_path(im->wizard, name, strlen(name));
    const int minute = text_at(place, path, &text) ? when_minute(text.data, text.len) : -1;
    buf_finish(&text);
    return minute;
}

int import_minute(const struct import *im, size_t field)
{
    const char *name = im->fields.items[field].name;
    const char *hour = wizard_usual_hour(im->wizard, name, strlen(name));
    return hour ? when_minute(hour, strlen(hour)) : -1;
}

static void world_of(const struct import *im, const struct csv_reader *row, size_t field,
                     struct buf *zone_name, struct import_reading *out)
{
    const struct import_options *o = &im->options;
    out->world = (struct when_world){.now = im->now,
                                     .zone = o->zone,
                                     .zone_name = o->zone_name,
                                     .minute_of_day = import_minute(im, field),
                                     .order = o->dates};
    const struct json *place = o->zones ? place_of(im, row, zone_name) : NULL;
    const struct zone *zone =
        place ? o->zones->find(o->zones->context, zone_name->data, zone_name->len) : NULL;
    const int minute = place ? minute_of(im, place, im->fields.items[field].name) : -1;
    if (zone) {
        out->world.zone = zone;
        out->world.zone_name = zone_name->data;
        out->placed = true;
    }
    if (minute >= 0)
        out->world.minute_of_day = minute;
}

bool import_read_time(const struct import *im, const struct csv_reader *row, size_t field, const char *p,
                      size_t len, struct buf *zone_name, struct import_reading *out, struct err *e)
{
    const struct zone *zone;
    const char *name;
    size_t name_len;
    *out = (struct import_reading){0};
    world_of(im, row, field, zone_name, out);
    if (!zones_behind(im->options.zones, p, &len, &zone, &name, &name_len, e))
        return false;
    if (name) {
        buf_clear(zone_name);
        buf_add(zone_name, name, name_len);
        out->world.zone = zone;
        out->world.zone_name = zone_name->data;
        out->named = true;
    }
    return when_parse(p, len, &out->world, &out->when, e);
}

/* ---- for people */

static bool is_time(const struct import *im, const struct column_state *c)
{
    return c->first && c->shown.field != IMPORT_SKIP &&
           im->fields.items[c->shown.field].control == CONTROL_DATE_TIME;
}

bool import_sample(const struct import *im, struct import_sample *out, struct buf *zone_name)
{
    bool found = false;
    for (size_t i = 0; !found && i < im->column_count; i++) {
        const struct column_state *c = &im->columns[i];
        struct import_reading r;
        struct csv_reader row;
        if (!is_time(im, c))
            continue;
        buf_clear(zone_name);
        import_read_row(im, c->first_row, &row);
        found = import_read_time(im, &row, c->shown.field, c->first, strlen(c->first), zone_name, &r, NULL);
        csv_reader_finish(&row);
        if (!found)
            continue;
        const char *name = r.world.zone && r.world.zone_name ? r.world.zone_name : "UTC";
        if (name != zone_name->data) {
            buf_clear(zone_name);
            buf_puts(zone_name, name);
        }
        *out = (struct import_sample){.text = c->first,
                                      .seconds = r.when.seconds,
                                      .zone = r.world.zone,
                                      .exact = r.named || r.when.exact,
                                      .placed = r.placed};
    }
    return found;
}
