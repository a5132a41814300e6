/* The time zones that somebody (the system's database, a test) can give by their IANA names. */
#ifndef FORMS_ZONES_H
#define FORMS_ZONES_H

#include "forms/err.h"
#include "forms/zone.h"

struct zones {
    void *context;
    /* NULL: there is none of that name. Good as long as the source is. */
    const struct zone *(*find)(void *context, const char *name, size_t len);
    /* All names, sorted, NULL-terminated; empty where there is no database. */
    const char *const *(*names)(void *context);
    const char *local; /* the name of this machine's zone: "UTC" where nobody knows better */
};

/* Whether there is one of that name; true where nobody can say: z is NULL, or has no names. */
bool zones_known(const struct zones *z, const char *name, size_t len);
/* The one name that a text nearly is, or that ends in it ("Lisbon"), in any letter case; NULL: none, or
 * several. */
const char *zones_near(const struct zones *z, const char *p, size_t len);

/* "15:00 Europe/Lisbon", "15:00[Europe/Lisbon]": takes the zone that a time names behind it off the length.
 * *name is in p, and NULL where the time names none. false with *e: nobody knows the zone. */
bool zones_behind(const struct zones *z, const char *p, size_t *len, const struct zone **zone,
                  const char **name, size_t *name_len, struct err *e);

#endif
