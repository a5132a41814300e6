/* What stands below the columns: how the table is read, shown on its own values, and changed. */
#include "forms/safe.h"
#include "tui/actions/clock.h"
#include "tui/screens/importer.h"

#include <string.h>

static enum importer_setting setting(const struct importer *im)
{
    return (enum importer_setting)(im->focus - import_column_count(im->import));
}

/* ---- in words */

const char *importer_setting_label(enum importer_setting setting)
{
    static const char *const labels[SETTING_COUNT] = {"First row", "Dates", "Time zone", "Key exists",
                                                      "Many keys"};
    return labels[setting];
}

static void put_value(const char *text, struct buf *out)
{
    enum { COLUMNS = 40 };
    buf_add(out, text, safe_fit(text, strlen(text), COLUMNS, NULL));
}

/* A date of the table and what it is read as: nobody has to trust a word. */
static void put_dates(const struct importer *im, bool narrow, struct buf *out)
{
    static const char *const doubts[] = {
        [IMPORT_DATES_NONE] = "",
        [IMPORT_DATES_CERTAIN] = "",
        [IMPORT_DATES_EITHER] = ", perhaps",
        [IMPORT_DATES_MIXED] = ", though not all",
    };
    const struct import_options *o = import_options(im->import);
    struct import_sample sample;
    struct buf zone;
    buf_init(&zone, BUF_TEXT_MAX);
    buf_printf(out, "%s%s", o->dates == DATE_DAY_FIRST ? "day first" : "month first",
               narrow ? "" : doubts[import_dates(im->import)]);
    if (import_sample(im->import, &sample, &zone)) {
        buf_puts(out, ": ");
        if (narrow) {
            when_show_short(sample.seconds, sample.zone, clock_now(), out);
        } else {
            put_value(sample.text, out);
            buf_puts(out, " is ");
            when_show(sample.seconds, sample.zone, out);
        }
    }
    buf_finish(&zone);
}

/* "15:00" of an instant, by a clock. */
static void put_hour(int64_t seconds, const struct zone *zone, struct buf *out)
{
    struct buf time;
    buf_init(&time, BUF_TEXT_MAX);
    when_show(seconds, zone, &time);
    buf_puts(out, strrchr(time.data, ' ') + 1);
    buf_finish(&time);
}

static bool names_places(const struct importer *im)
{
    for (size_t i = 0; i < import_column_count(im->import); i++) {
        const struct import_column *c = import_column(im->import, i);
        if (c->field != IMPORT_SKIP && import_fields(im->import)->items[c->field].ref_list)
            return true;
    }
    return false;
}

/* Which hour of UTC the first time becomes, by this clock or by that of its place. */
static void put_zone(const struct importer *im, bool narrow, struct buf *out)
{
    const char *name = import_options(im->import)->zone_name;
    struct import_sample sample;
    struct buf zone;
    buf_init(&zone, BUF_TEXT_MAX);
    buf_puts(out, name ? name : "UTC");
    if (narrow || !import_sample(im->import, &sample, &zone)) {
        buf_finish(&zone);
        return;
    }
    if (sample.exact) {
        buf_puts(out, ", of times that do not name theirs");
    } else {
        if (sample.placed)
            buf_printf(out, ", but its place is in %s", zone.data);
        buf_puts(out, ": ");
        put_hour(sample.seconds, sample.zone, out);
        buf_puts(out, " is ");
        put_hour(sample.seconds, NULL, out);
        buf_puts(out, " UTC");
        if (!sample.placed && names_places(im))
            buf_puts(out, "; a place's own counts first");
    }
    buf_finish(&zone);
}

static void put_several(const struct importer *im, bool narrow, struct buf *out)
{
    struct import_several s;
    const bool found = import_options(im->import)->apart == IMPORT_APART_FOUND;
    if (!import_several(im->import, &s))
        return;
    if (s.sign == '\n')
        buf_puts(out, "on lines of their own");
    else if (s.sign)
        buf_printf(out, "apart by %c", s.sign);
    else
        buf_puts(out, "one in each cell");
    buf_puts(out, found ? ", as found" : "");
    if (*s.text && !narrow) {
        buf_puts(out, ": ");
        put_value(s.text, out);
        buf_printf(out, " is %zu %s", s.keys, s.keys == 1 ? "key" : "keys");
    }
}

void importer_put_setting(const struct importer *im, enum importer_setting setting, bool narrow,
                          struct buf *out)
{
    static const char *const existing[] = {"change the record", "leave the row out", "the row is bad"};
    switch (setting) {
    case SETTING_HEADER:
        buf_puts(out, import_has_header(im->import) ? "names of the columns" : "a row like the others");
        break;
    case SETTING_DATES:
        put_dates(im, narrow, out);
        break;
    case SETTING_ZONE:
        put_zone(im, narrow, out);
        break;
    case SETTING_SEVERAL:
        put_several(im, narrow, out);
        break;
    default:
        buf_puts(out, existing[import_options(im->import)->existing]);
    }
}

/* ---- changed */

void importer_set_zone(struct importer *im, const struct session *se, const char *name)
{
    struct import_options o = *import_options(im->import);
    const struct zones *z = se->zones;
    o.zones = z;
    o.zone = z && name ? z->find(z->context, name, strlen(name)) : NULL;
    o.zone_name = o.zone ? name : "UTC";
    import_set_options(im->import, &o);
}

static void offer_zones(struct importer *im, struct session *se)
{
    chooser_begin(&im->chooser, se,
                  &(struct chooser_options){.title = "time zone of the times",
                                            .pointer = "",
                                            .current = import_options(im->import)->zone_name});
    if (se->zones)
        chooser_offer_zones(&im->chooser, se->zones);
    chooser_offer(&im->chooser, "UTC", 3, NULL); /* also where the system knows no zone; else it is there */
    chooser_show(&im->chooser, se);
}

void importer_turn(struct importer *im, struct session *se, int step)
{
    struct import_options o = *import_options(im->import);
    if (importer_on_column(im))
        return;
    if (setting(im) == SETTING_HEADER) {
        importer_set_header(im, se, !import_has_header(im->import));
        return;
    }
    if (setting(im) == SETTING_ZONE) {
        offer_zones(im, se);
        return;
    }
    if (setting(im) == SETTING_DATES)
        o.dates = o.dates == DATE_DAY_FIRST ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
    else if (setting(im) == SETTING_SEVERAL)
        o.apart = (enum import_apart)((o.apart + (step > 0 ? 1 : IMPORT_APARTS - 1)) % IMPORT_APARTS);
    else
        o.existing = (enum import_existing)((o.existing + (step > 0 ? 1 : IMPORT_REFUSE_EXISTING)) %
                                            (IMPORT_REFUSE_EXISTING + 1));
    import_set_options(im->import, &o);
}
