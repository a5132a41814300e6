/* What a text says of a time, before anybody asks what it means. For when.c and when_scan.c only. */
#ifndef FORMS_WHEN_PRIVATE_H
#define FORMS_WHEN_PRIVATE_H

#include "forms/when.h"

enum when_day {
    WHEN_NO_DAY,
    WHEN_DATE,     /* day, month and, if has_year, year */
    WHEN_RELATIVE, /* days from today */
    WHEN_WEEKDAY,  /* weekday; the next one */
    WHEN_NEXT_WEEKDAY,
    WHEN_STEP, /* days and seconds from the base */
};

struct when_parts {
    enum when_day kind;
    int year, month, day;
    int weekday; /* 0 = Sunday; -1: not said. Beside a date, too */
    bool has_year;
    int64_t days, seconds; /* WHEN_STEP, WHEN_RELATIVE (days) */
    bool has_time, now;
    int32_t time; /* seconds of the day */
    bool has_second;
    bool has_offset;
    int32_t offset; /* seconds east */
    char zone[8];   /* an abbreviation such as "WEST", in capitals; "" for none */
};

bool when_scan(const char *p, size_t len, enum date_order order, struct when_parts *out);
/* The same of a time of day and nothing beside it: "9.05" is no date, then. */
bool when_scan_time(const char *p, size_t len, struct when_parts *out);

#endif
