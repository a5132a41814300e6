/* Secrets that are known, and where a session of the program left them: in files, arguments, environments, on
 * the terminal, in memory. A table in canary.c says where each may be. */
#ifndef TESTS_PTY_CANARY_H
#define TESTS_PTY_CANARY_H

#include "tests/torture/tally.h"

#include <stdbool.h>
#include <stddef.h>

#include <sys/types.h>

/* The middle of each: a part of a secret is found too, and what is shown of a key on purpose is not. */
#define CANARY_KEY_CORE   "KqVxZmWbTfRj"
#define CANARY_LINK_CORE  "LhPtDyGcNsXw"
#define CANARY_CODE_CORE  "CvJrBkQzHdMp"
#define CANARY_EMAIL_CORE "EwFnTgYqSlUb"

#define CANARY_KEY   "seam_test1" CANARY_KEY_CORE "9f2c"
#define CANARY_TOKEN "seam_at1" CANARY_KEY_CORE "9f2c"
#define CANARY_LINK  "http://127.0.0.1:9/portal/" CANARY_LINK_CORE
#define CANARY_CODE  "47" CANARY_CODE_CORE "11"
#define CANARY_EMAIL "ana." CANARY_EMAIL_CORE "@example.com"

enum canary { KEY, LINK_MADE, DOOR_CODE, EMAIL, CANARIES };

enum canary_place {
    PLACE_CONFIGURATION, /* what the operator saves */
    PLACE_STATE,         /* the database: links, drafts */
    PLACE_SAVED,         /* the same, once all work is saved or given up */
    PLACE_ANSWER,        /* what a server said that could not be understood */
    PLACE_EXPORT,        /* a table that was asked for, as it is without more being asked for */
    PLACE_LINK_FILE,     /* where the operator had the link written */
    PLACE_FILE,          /* any other: logs, cores, what editors left */
    PLACE_ARGUMENTS,     /* of the program and of what it starts */
    PLACE_ENVIRONMENT,   /* the same */
    PLACE_CLIPBOARD,     /* what a clipboard program gets to read */
    PLACE_TERMINAL,
    PLACE_MEMORY, /* more copies than one */
    CANARY_PLACES
};

struct canary_search {
    size_t bytes[CANARY_PLACES]; /* that were looked at */
    bool found[CANARIES][CANARY_PLACES];
};

void canary_look(struct canary_search *s, enum canary_place place, const char *bytes, size_t len);
/* Everything below the folder; a file's path says which place it is. */
void canary_look_at_files(struct canary_search *s, const char *folder);
/* Arguments and environment of the process and of all that came of it, and the memory of itself. */
void canary_look_at_process(struct canary_search *s, pid_t process);
/* What was found in the database was there although all work is saved. */
void canary_all_is_saved(struct canary_search *s);
/* Of the places where something must not be: how many there are, were looked at, and have it. Says which on
 * standard error, under the name, unless that is NULL. */
void canary_count(const struct canary_search *s, const char *name, struct tally *out);

#endif
