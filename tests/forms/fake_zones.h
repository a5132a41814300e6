/* Time zones that do not depend on the machine: made from rules, as files of version 2 would give them. */
#ifndef TESTS_FORMS_FAKE_ZONES_H
#define TESTS_FORMS_FAKE_ZONES_H

#include "forms/zones.h"

/* Europe/Lisbon, America/New_York, Australia/Lord_Howe (half an hour of summer time) and Pacific/Apia (which
 * left out 30 December 2011), with today's rules for all times. local is "Europe/Lisbon". */
const struct zones *fake_zones(void);
/* One of them, found by its name. */
const struct zone *fake_zone(const char *name);
void fake_zones_finish(void);

/* The bytes of such a file: transitions to kinds (0 or 1) of these offsets, and a rule for the time after
 * them; added to out. */
struct buf;
void fake_tzif(const int64_t *at, const unsigned char *to, size_t count, const int32_t offsets[2],
               const char *rule, struct buf *out);

#endif
