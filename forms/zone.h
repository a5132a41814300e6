/* One time zone: what the clocks of a place show at an instant, and when they show it. Read from the bytes of
 * a TZif file (RFC 8536), as the system's database has them; no files and no environment here. */
#ifndef FORMS_ZONE_H
#define FORMS_ZONE_H

#include "forms/err.h"

#include <stdint.h>

struct zone;

#define ZONE_BYTES_MAX ((size_t)1 << 20)

/* Versions 1 to 4; of the later ones the 64-bit data and the rule for the time after it. The bytes are not
 * needed afterwards. NULL with *e: they are no such file. */
struct zone *zone_parse(const char *p, size_t len, struct err *e);
void zone_free(struct zone *z);

/* Seconds east of UTC at an instant, and the abbreviation then ("WEST"), which lives as long as the zone. */
int32_t zone_offset(const struct zone *z, int64_t utc, const char **abbreviation);

/* How often a clock of the zone shows a time. */
enum zone_shown {
    ZONE_ONCE,
    ZONE_NEVER, /* clocks were put forward over it */
    ZONE_TWICE, /* clocks were put back over it */
};
/* local: seconds since 1970-01-01T00:00:00 on the clock. *first and *second become the instants at which it
 * shows that; the same for ZONE_ONCE. For ZONE_NEVER they are what is meant by a clock that was not put
 * forward (first), and by one that was put forward too early (second): second < first. */
enum zone_shown zone_instants(const struct zone *z, int64_t local, int64_t *first, int64_t *second);

#endif
