/* The time zones that somebody (the system's database, a test) can give by their IANA names. */
#ifndef FORMS_ZONES_H
#define FORMS_ZONES_H

#include "forms/zone.h"

struct zones {
    void *context;
    /* NULL: there is none of that name. Good as long as the source is. */
    const struct zone *(*find)(void *context, const char *name, size_t len);
    /* All names, sorted, NULL-terminated; empty where there is no database. */
    const char *const *(*names)(void *context);
    const char *local; /* the name of this machine's zone: "UTC" where nobody knows better */
};

#endif
