/* oneOf and anyOf: which variants a value fits, and, where none, which one was probably meant. */
#ifndef FORMS_CHOOSE_H
#define FORMS_CHOOSE_H

#include "forms/schema.h"

#define CHOICE_MAX 64

struct chosen {
    const struct schema_node *fitting[CHOICE_MAX]; /* the first of them */
    size_t count;                                  /* of fitting */
    const struct schema_node *best;                /* none fits: the one that v looks like most, or NULL */
    const struct schema_property *kind; /* none fits: what tells them apart is missing or unknown */
};

/* scratch is overwritten. */
void choose(const struct schema_node *const *variants, size_t count, const struct json *v,
            struct buf *scratch, struct chosen *out);

#endif
