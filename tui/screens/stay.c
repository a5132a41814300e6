#include "tui/screens/stay.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/times.h"
#include "forms/when.h"
#include "tui/screens/control.h"
#include "tui/screens/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a record that names more places than this, the first are asked; and lists with more records than that
 * are asked only when their keys are all known. */
enum { PLACES = 8, SCANNED = 500 };

/* The text at the path in the record, as far as it fits; false: there is none. */
static bool text_at(const struct json *record, const char *pointer, char out[STAY_TEXT])
{
    const struct json *v = pointer ? doc_value(record, pointer) : NULL;
    struct buf text;
    out[0] = '\0';
    if (!json_is(v, JSON_STRING))
        return false;
    buf_init(&text, BUF_TEXT_MAX);
    control_plain(v, &text);
    snprintf(out, STAY_TEXT, "%s", text.data);
    buf_finish(&text);
    return out[0] != '\0';
}

/* ---- the places of a record */

struct places {
    const struct session *se;
    /* true: it was the last one to look at */
    bool (*each)(void *context, const struct json *place, const char *key);
    void *context;
    size_t left;
};

static bool ask_place(struct places *p, const char *list, const struct json *named)
{
    const struct session *se = p->se;
    const struct json *places = doc_get(se->doc, list);
    const bool known = se->checks && checks_keys_complete(se->checks);
    char key[STAY_TEXT];
    struct buf text;
    bool last = false;
    if (!json_is(named, JSON_STRING) || !json_is(places, JSON_ARRAY) || (!known && places->count > SCANNED) ||
        p->left == 0)
        return false;
    p->left--;
    buf_init(&text, BUF_TEXT_MAX);
    control_plain(named, &text);
    const size_t found = lookup_record(se, list, text.data, text.len);
    snprintf(key, sizeof key, "%s", text.data);
    if (found != SIZE_MAX)
        last = p->each(p->context, json_item(places, found), key);
    buf_finish(&text);
    return last;
}

/* Any reference leads to a place or to something else: what tells no zone is passed over. */
static bool ask_member(struct places *p, const char *list, const struct json *member)
{
    struct buf scratch;
    const char *space = NULL;
    size_t len;
    bool last = false;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *name = json_name(member, &scratch, &len);
    switch (wizard_meaning(p->se->wizard, list, name, len, &space)) {
    case MEANING_REFERENCE:
        last = ask_place(p, space, member);
        break;
    case MEANING_REFERENCES:
        for (size_t i = 0; json_is(member, JSON_ARRAY) && i < member->count && i < PLACES && !last; i++)
            last = ask_place(p, space, json_item(member, i));
        break;
    default:
        break;
    }
    buf_finish(&scratch);
    return last;
}

static void each_place(struct places *p, const char *list, const struct json *record)
{
    bool last = false;
    p->left = PLACES;
    for (size_t i = 0; json_is(record, JSON_OBJECT) && i < record->count && !last; i++)
        last = ask_member(p, list, json_item(record, i));
}

/* The record that the pointer lies in, and its list; NULL: in none. */
static const struct json *record_around(const struct session *se, const char *pointer, const char **list)
{
    for (size_t i = 0; i < wizard_list_count(se->wizard); i++) {
        *list = wizard_list_pointer(se->wizard, i);
        const size_t len = strlen(*list);
        if (!path_within(*list, pointer) || pointer[len] != '/')
            continue;
        char *at = xstrndup(pointer, len + 1 + strcspn(pointer + len + 1, "/"));
        const struct json *record = doc_get(se->doc, at);
        free(at);
        return record;
    }
    return NULL;
}

/* ---- the zone */

struct zone_search {
    const struct session *se;
    struct stay *out;
};

static bool take_zone(void *context, const struct json *place, const char *key)
{
    const struct zone_search *s = context;
    const struct zones *zones = s->se->zones;
    char name[STAY_TEXT];
    if (!text_at(place, wizard_zone_path(s->se->wizard), name))
        return false;
    if (s->out->place[0]) {
        s->out->several = strcmp(name, s->out->zone_name) != 0;
        return s->out->several;
    }
    const struct zone *z = zones->find(zones->context, name, strlen(name));
    char *to = z ? s->out->zone_name : s->out->unknown;
    snprintf(to, STAY_TEXT, "%s", name);
    if (z) {
        s->out->zone = z;
        snprintf(s->out->place, STAY_TEXT, "%s", key);
    }
    return false;
}

void stay_of_record(const struct session *se, const char *list, const struct json *record, struct stay *out)
{
    *out = (struct stay){.zone_name = "UTC"};
    if (!se->zones)
        return;
    struct zone_search s = {se, out};
    struct places p = {.se = se, .each = take_zone, .context = &s};
    each_place(&p, list, record);
    if (out->place[0])
        return;
    const char *local = se->zones->local;
    out->zone = se->zones->find(se->zones->context, local, strlen(local));
    if (out->zone)
        snprintf(out->zone_name, STAY_TEXT, "%s", local);
}

void stay_of(const struct session *se, const char *pointer, struct stay *out)
{
    const char *list = NULL;
    const struct json *record = record_around(se, pointer, &list);
    stay_of_record(se, list, record, out);
}

bool stay_show(const struct session *se, const char *list, const struct json *record, const char *p,
               size_t len, struct buf *out)
{
    enum { DATE = 10, TIME = 11, MINUTES = 5, OFFSET = 6 };
    struct instant t;
    struct stay stay;
    struct buf local;
    if (!times_parse(p, len, &t, NULL))
        return false;
    buf_init(&local, BUF_TEXT_MAX);
    stay_of_record(se, list, record, &stay);
    t.seconds += zone_offset(stay.zone, t.seconds, NULL);
    if (stay.zone)
        times_utc(&t, &local);
    const char *shown = stay.zone ? local.data : p;
    buf_add(out, shown, DATE);
    buf_putc(out, ' ');
    buf_add(out, shown + TIME, MINUTES);
    if (!stay.zone && p[len - 1] != 'Z')
        buf_printf(out, " %.*s", OFFSET, p + len - OFFSET);
    buf_finish(&local);
    return true;
}

/* ---- the hour of a day */

struct hour_search {
    const char *path;
    char *place;
    int minute;
};

static bool take_hour(void *context, const struct json *place, const char *key)
{
    struct hour_search *s = context;
    char text[STAY_TEXT];
    if (!text_at(place, s->path, text))
        return false;
    s->minute = when_minute(text, strlen(text));
    if (s->minute >= 0)
        snprintf(s->place, STAY_TEXT, "%s", key);
    return s->minute >= 0;
}

int stay_minute(const struct session *se, const char *pointer, char place[STAY_TEXT])
{
    const char *list = NULL, *member = strrchr(pointer, '/');
    struct hour_search s = {.place = place, .minute = -1};
    place[0] = '\0';
    if (!member)
        return -1;
    member++;
    s.path = wizard_hour_path(se->wizard, member, strlen(member));
    struct places p = {.se = se, .each = take_hour, .context = &s};
    if (s.path)
        each_place(&p, list, record_around(se, pointer, &list));
    const char *usual = wizard_usual_hour(se->wizard, member, strlen(member));
    return s.minute < 0 && usual ? when_minute(usual, strlen(usual)) : s.minute;
}
