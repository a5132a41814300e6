/* Two indexes of keys that have to know the same. */
#ifndef TESTS_FORMS_KEYS_SAME_H
#define TESTS_FORMS_KEYS_SAME_H

#include "forms/keys.h"

/* An index made from nothing. */
struct keys *read_keys(const struct wizard *w, const struct doc *d);
/* Fails unless they know the same texts of every space, with the same owners and references. */
void assert_same_keys(const struct wizard *w, const struct keys *a, const struct keys *b);

/* The records that keys_each calls back for: how many, and where the last one is. */
struct met {
    size_t count;
    char last[64];
};
bool meet(void *context, const char *list, size_t index);

#endif
