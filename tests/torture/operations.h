/* All that writes files, as operations that can be tried again and again in a folder of their own. */
#ifndef TESTS_TORTURE_OPERATIONS_H
#define TESTS_TORTURE_OPERATIONS_H

#include "tui/jobs/configurations.h"

/* A file and what may be in it: nothing but what was there before and what the operation makes of it. NULL:
 * no file. */
struct watched {
    char *path;
    const char *before, *after;
};

enum { WATCHED_MAX = 2 };

/* One operation, made ready. */
struct stage {
    char *directory; /* everything lies in it */
    struct library library;
    struct configuration open;
    char *old_text, *new_text; /* of bodies */
    char *token;
    struct watched files[WATCHED_MAX];
    size_t count;
};

struct operation {
    const char *name;
    void (*prepare)(struct stage *s);
    bool (*run)(struct stage *s, struct err *e);
    bool again;   /* after a failure, the next try succeeds */
    bool refuses; /* it must not succeed */
};

/* size: bytes of a body, about. */
void stage_begin(struct stage *s, const struct operation *o, size_t size);
void stage_end(struct stage *s);
/* Every watched file is as it was, or as it should become, and one that was there still is, under either
 * name. whole: all are as they should become. alone: nothing lies about. */
bool stage_is_sound(const struct stage *s, bool whole, bool alone);
/* After a kill: one file at most lies about, and the next save in its folder takes it away. */
bool stage_gets_tidy(const struct stage *s);

extern const struct operation operations[];
extern const size_t operation_count;
/* A save that truncates in place, as many programs do: what finds nothing wrong with it proves nothing. */
extern const struct operation naive_save;

#endif
