/* The system's time zone database (tzdata), as forms/zones.h wants it: TZDIR, else /usr/share/zoneinfo. A
 * zone is read when it is asked for first; the names come from tzdata.zi, else from the table of
 * zone1970.tab. */
#ifndef TUI_STORE_ZONES_H
#define TUI_STORE_ZONES_H

#include "forms/zones.h"

/* Never fails: without a database there is UTC alone. The zone of this machine is TZ's, where that is set
 * (UTC where it holds a rule and no name), else what /etc/localtime leads to. */
const struct zones *zones_open(void);
/* Zones and names that it gave are gone. NULL is fine. */
void zones_close(const struct zones *z);

#endif
