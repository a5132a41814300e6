/* The rule at the end of a TZif file: POSIX's TZ (IEEE Std 1003.1, chapter 8.3) with the hours of RFC 8536,
 * section 3.3.1. For zone.c and zone_rule.c only. */
#ifndef FORMS_ZONE_PRIVATE_H
#define FORMS_ZONE_PRIVATE_H

#include "forms/zone.h"

#define ZONE_NAME_MAX 16

enum zone_day_kind { ZONE_JULIAN /* 1 to 365, never 29 February */, ZONE_DAY /* 0 to 365 */, ZONE_WEEKDAY };

/* A day of each year, and a time of it on the clock that is then in use. */
struct zone_day {
    enum zone_day_kind kind;
    int day;         /* ZONE_JULIAN, ZONE_DAY; ZONE_WEEKDAY: 0 = Sunday */
    int month, week; /* ZONE_WEEKDAY; week 5 is the last */
    int32_t seconds; /* from the day's midnight, perhaps before it or after its end */
};

struct zone_rule {
    char standard[ZONE_NAME_MAX], summer[ZONE_NAME_MAX]; /* abbreviations */
    int32_t offset, summer_offset;                       /* seconds east of UTC */
    bool has_summer;
    struct zone_day begin, end; /* of summer time */
};

bool zone_rule_read(const char *p, size_t len, struct zone_rule *out);
int32_t zone_rule_offset(const struct zone_rule *r, int64_t utc, const char **abbreviation);

#endif
