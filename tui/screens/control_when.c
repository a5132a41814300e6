/* Times: written as people write them, kept as the API wants them. What was typed stays in the field until
 * the focus leaves it; the document has the time in UTC from the first letter on that makes it one, so that
 * whatever happens next (saving, sending, a crash) finds what was meant. */
#include "forms/mem.h"
#include "forms/times.h"
#include "forms/when.h"
#include "tui/actions/clock.h"
#include "tui/screens/control.h"
#include "tui/screens/stay.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const enum action WHEN_HINTS[] = {ACTION_FORM_NEXT, ACTION_FORM_CLEAR, ACTION_FORM_EMPTY, ACTION_NONE};

/* ---- what is there */

static bool read_instant(const struct json *value, struct instant *t)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    control_plain(value, &text);
    const bool read = json_is(value, JSON_STRING) && times_parse(text.data, text.len, t, NULL);
    buf_finish(&text);
    return read;
}

/* Where the beginning stands of what the time at pointer ends; heap. NULL: it is no end. */
static char *begin_of(const struct session *se, const char *pointer)
{
    const char *member = strrchr(pointer, '/');
    const char *first = member ? wizard_begin(se->wizard, member + 1, strlen(member + 1)) : NULL;
    return first ? xasprintf("%.*s/%s", (int)(member - pointer), pointer, first) : NULL;
}

bool control_ends(const struct session *se, const struct row *row)
{
    char *at = row->control == CONTROL_DATE_TIME ? begin_of(se, row->pointer) : NULL;
    const bool begun = at && doc_get(se->doc, at);
    free(at);
    return begun;
}

/* false: it is no end, or of nothing. */
static bool read_begin(const struct session *se, const char *pointer, struct instant *t)
{
    char *at = begin_of(se, pointer);
    const bool read = at && read_instant(doc_get(se->doc, at), t);
    free(at);
    return read;
}

/* ---- what is typed */

/* What a text at a place in the document is read against. */
struct reading {
    struct stay stay;
    char hour_of[STAY_TEXT]; /* the place that says the hour of a day */
    bool named_zone;         /* the text says its zone itself */
    int64_t begin;
    struct when_world world; /* points into the others */
    struct when when;
    struct instant t; /* the same, with the fraction that an exact text has */
};

/* Takes the zone that the text names off the length; it is then the world's. */
static bool take_zone(const struct zones *zones, const char *p, size_t *len, struct reading *r, struct err *e)
{
    const struct zone *zone;
    const char *name;
    size_t name_len;
    if (!zones_behind(zones, p, len, &zone, &name, &name_len, e))
        return false;
    if (!name || name_len >= STAY_TEXT)
        return true;
    r->stay = (struct stay){.zone = zone};
    memcpy(r->stay.zone_name, name, name_len);
    r->named_zone = true;
    return true;
}

static bool read_typed(const struct session *se, const char *pointer, const struct buf *text,
                       struct reading *r, struct err *e)
{
    struct instant begin;
    *r = (struct reading){0};
    stay_of(se, pointer, &r->stay);
    size_t len = text->len;
    if (!take_zone(se->zones, text->data, &len, r, e))
        return false;
    r->world = (struct when_world){
        .now = clock_now(),
        .zone = r->stay.zone,
        .zone_name = r->stay.zone_name,
        .minute_of_day = stay_minute(se, pointer, r->hour_of),
        .order = se->dates,
    };
    if (read_begin(se, pointer, &begin)) {
        r->begin = begin.seconds;
        r->world.base = &r->begin;
    }
    if (!when_parse(text->data, len, &r->world, &r->when, e))
        return false;
    if (!times_parse(text->data, text->len, &r->t, NULL))
        r->t = (struct instant){.seconds = r->when.seconds};
    return true;
}

/* What is exact already keeps its fraction, and its bytes where it ends in Z. */
static void store_date_time(const struct control_call *c)
{
    const struct buf *text = &c->form->field.line.text;
    struct instant t = {0};
    struct reading r;
    struct buf utc;
    buf_init(&utc, BUF_TEXT_MAX);
    const bool exact = times_parse(text->data, text->len, &t, NULL);
    const bool read = exact || (text->len > 0 && read_typed(c->se, c->row->pointer, text, &r, NULL));
    if (read && !exact)
        t.seconds = r.when.seconds;
    if (read && !(exact && text->data[text->len - 1] == 'Z'))
        times_utc(&t, &utc);
    const struct buf *kept = utc.len > 0 ? &utc : text;
    control_set_chars(c, c->row->pointer, kept->data, kept->len);
    buf_finish(&utc);
}

bool control_time_at(struct session *se, const char *pointer, const struct buf *text, struct json *out)
{
    struct instant t = {0};
    struct reading r;
    struct buf utc;
    if (text->len == 0 || times_parse(text->data, text->len, &t, NULL) ||
        !read_typed(se, pointer, text, &r, NULL))
        return false;
    t.seconds = r.when.seconds;
    buf_init(&utc, BUF_TEXT_MAX);
    times_utc(&t, &utc);
    *out = json_make_chars(doc_arena(se->doc), utc.data, utc.len);
    buf_finish(&utc);
    return true;
}

/* ---- what is said of it */

/* Where clocks show the time twice, the abbreviation tells which of the two it is. */
static void add_clock(const struct reading *r, struct buf *out)
{
    int64_t first, second;
    const char *abbreviation;
    const int32_t offset = zone_offset(r->stay.zone, r->when.seconds, &abbreviation);
    when_show(r->when.seconds, r->stay.zone, out);
    if (r->stay.zone && zone_instants(r->stay.zone, r->when.seconds + offset, &first, &second) == ZONE_TWICE)
        buf_printf(out, " %s", abbreviation);
    buf_printf(out, " %s", r->stay.zone_name);
}

static void add_nights(int64_t nights, struct buf *out)
{
    buf_printf(out, ", %" PRId64 " night%s", nights, nights == 1 ? "" : "s");
}

/* What the text left out, and what is doubtful about its clock. */
static void add_remarks(const struct reading *r, struct buf *out)
{
    const int minute = r->world.minute_of_day;
    if (r->when.guessed_time && r->hour_of[0])
        buf_printf(out, " %02d:%02d is the default of %s.", minute / 60, minute % 60, r->hour_of);
    else if (r->when.guessed_time)
        buf_printf(out, " No time was given: %02d:%02d is assumed.", minute / 60, minute % 60);
    if (r->stay.several)
        buf_printf(out, " Its places lie in several zones: that of %s is used.", r->stay.place);
    if (r->stay.unknown[0] && !r->stay.place[0])
        buf_printf(out, " The zone of its place, \"%s\", is not known here.", r->stay.unknown);
}

/* "Fri 20 Nov 2026 15:00 Europe/Lisbon = 2026-11-20T15:00:00Z, 3 nights.", behind what clocks that change
 * make of it: a narrow terminal shows no more than that. */
static void describe(const struct reading *r, bool becomes, struct buf *out)
{
    if (r->when.shown != ZONE_ONCE) {
        when_warn(&r->when, &r->world, out);
        buf_putc(out, ' ');
    }
    add_clock(r, out);
    if (!r->stay.place[0] && !r->named_zone && r->stay.zone)
        buf_puts(out, " (this computer's zone)");
    if (becomes) {
        buf_puts(out, " = ");
        times_utc(&r->t, out);
    }
    const int64_t nights = r->world.base ? when_nights(r->begin, r->t.seconds, r->stay.zone) : 0;
    if (nights > 0)
        add_nights(nights, out);
    buf_putc(out, '.');
    add_remarks(r, out);
}

static bool says_date_time(const struct control_view *v, struct buf *out)
{
    const struct buf *text = &v->form->field.line.text;
    struct reading r;
    struct err e = {0};
    struct buf kept;
    struct instant t;
    if (text->len == 0) {
        stay_of(v->se, v->row->pointer, &r.stay);
        buf_printf(out, "Such as 20 nov 15:00, tomorrow 3pm, 2026-11-20 or +3d; clock of %s.",
                   r.stay.zone_name);
        return false;
    }
    buf_init(&kept, BUF_TEXT_MAX);
    control_plain(v->value, &kept);
    const bool same = kept.len == text->len && memcmp(kept.data, text->data, kept.len) == 0;
    const bool read = read_typed(v->se, v->row->pointer, text, &r, &e);
    buf_finish(&kept);
    if (!read)
        buf_puts(out, e.text);
    /* a text like "tomorrow" that was in the document before is not a time, since it was not typed here */
    else if (!same || read_instant(v->value, &t))
        describe(&r, !same, out);
    return !read;
}

/* ", before "Starts at"" */
static void add_before(const struct control_view *v, struct buf *out)
{
    char *at = begin_of(v->se, v->row->pointer);
    buf_puts(out, ", before \"");
    wizard_label(v->se->wizard, at, out);
    buf_putc(out, '"');
    free(at);
}

/* "Fri 15:00 WET, 3 nights": so that a wrong day or month is seen. */
static void note_date_time(const struct control_view *v, struct buf *out)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    struct instant t, begin;
    struct stay stay;
    const char *abbreviation;
    control_note_state(v, out);
    if (out->len > 0 || !read_instant(v->value, &t))
        return;
    stay_of(v->se, v->row->pointer, &stay);
    const int32_t offset = zone_offset(stay.zone, t.seconds, &abbreviation);
    const int64_t local = t.seconds + offset, second = ((local % 86400) + 86400) % 86400;
    buf_puts(out, days[times_weekday((local - second) / 86400)]);
    if (stay.zone)
        buf_printf(out, " %02d:%02d %s", (int)(second / 3600), (int)(second / 60 % 60), abbreviation);
    const bool ends = read_begin(v->se, v->row->pointer, &begin);
    const int64_t nights = ends ? when_nights(begin.seconds, t.seconds, stay.zone) : 0;
    if (ends && t.seconds < begin.seconds) {
        add_before(v, out);
    } else if (nights > 0) {
        add_nights(nights, out);
    } else {
        buf_puts(out, ", ");
        if (t.seconds < clock_now())
            times_ago(clock_now(), t.seconds, offset, out);
        else
            times_countdown(clock_now(), t.seconds, out);
    }
}

const struct control_ops control_date_time = {
    .type = "date and time",
    .kinds = KINDS_SCALAR,
    .hints = WHEN_HINTS,
    .typing = control_types,
    .store = store_date_time,
    .draw = control_draw_field,
    .says = says_date_time,
    .note = note_date_time,
};

/* ---- times of day */

static void store_time(const struct control_call *c)
{
    const struct buf *text = &c->form->field.line.text;
    struct buf plain;
    buf_init(&plain, BUF_TEXT_MAX);
    const bool read = when_time_of_day(text->data, text->len, &plain);
    const struct buf *kept = read ? &plain : text;
    control_set_chars(c, c->row->pointer, kept->data, kept->len);
    buf_finish(&plain);
}

/* "= 15:00" for "3pm". */
static void note_time(const struct control_view *v, struct buf *out)
{
    struct buf kept;
    const struct buf *text = &v->form->field.line.text;
    control_note_state(v, out);
    if (out->len > 0 || !v->focus)
        return;
    buf_init(&kept, BUF_TEXT_MAX);
    control_plain(v->value, &kept);
    if (kept.len != text->len || memcmp(kept.data, text->data, kept.len) != 0)
        buf_printf(out, "= %s", kept.data);
    buf_finish(&kept);
}

const struct control_ops control_time = {
    .type = "time of day",
    .kinds = KINDS_SCALAR,
    .hints = WHEN_HINTS,
    .typing = control_types,
    .store = store_time,
    .draw = control_draw_field,
    .note = note_time,
};
