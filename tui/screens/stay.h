/* The clock that the times of a record are read and shown by: that of the place which the record names, else
 * this machine's. Which member of a place tells its zone and its hours stands in assets/wizard.json. */
#ifndef TUI_SCREENS_STAY_H
#define TUI_SCREENS_STAY_H

#include "tui/screens/session.h"

enum { STAY_TEXT = 80 };

struct stay {
    const struct zone *zone;   /* NULL: UTC */
    char zone_name[STAY_TEXT]; /* as "Europe/Lisbon" */
    char place[STAY_TEXT];     /* the key of the place that tells the zone; "": none does */
    bool several;              /* other places of the record are in another zone */
    char unknown[STAY_TEXT];   /* the zone that a place tells, and that nobody knows; "": none */
};

/* Of the record that the pointer lies in; of what lies in no record, this machine's. Costs a few look-ups of
 * keys. */
void stay_of(const struct session *se, const char *pointer, struct stay *out);
/* The same for a record of a list. */
void stay_of_record(const struct session *se, const char *list, const struct json *record, struct stay *out);
/* Adds "2026-11-20 15:00", a time of the record by that clock, as a table has it; without zones as it is
 * written, with its offset where that is not UTC. false: the text is no time. */
bool stay_show(const struct session *se, const char *list, const struct json *record, const char *p,
               size_t len, struct buf *out);
/* What a day without a time means in the time at pointer: minutes since midnight, of the first of the
 * record's places that says so (its key goes to place), else what is usual (place is ""); -1: nothing is. */
int stay_minute(const struct session *se, const char *pointer, char place[STAY_TEXT]);

#endif
