/* Where a record's key is used, and what follows from changing it: the references of all lists, of parent
 * keys, of the landing page and of the deep link. */
#ifndef FORMS_USES_H
#define FORMS_USES_H

#include "forms/keys.h"

struct use {
    char *pointer; /* of the value that holds the key: a member, or an item of a list of keys */
};
struct uses {
    struct use *items;
    size_t count, cap;
    size_t all; /* in the document; items may hold fewer, as limit said */
};
void uses_init(struct uses *u);
void uses_finish(struct uses *u);

/* All places that name the record of the list with that key, in the order of the document. limit: at most so
 * many are kept (0: all). */
void uses_find(const struct wizard *w, const struct keys *k, const struct doc *d, const char *list,
               const char *key, size_t len, size_t limit, struct uses *out);
/* Gives the references to 'from' the key 'to', as one undo step (or within the caller's group). *count: how
 * many. */
bool uses_rename(struct doc *d, const struct uses *u, const char *to, size_t len, struct err *e);
/* Takes the references away: a single one becomes not set, one of several leaves its list. One step, or
 * within the caller's group. */
bool uses_clear(struct doc *d, const struct uses *u, struct err *e);

#endif
