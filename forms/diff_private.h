/* What the parts of the comparison share: diff.c walks through both bodies, diff_match.c finds which items of
 * two lists are the same ones. Nobody else includes this. */
#ifndef FORMS_DIFF_PRIVATE_H
#define FORMS_DIFF_PRIVATE_H

#include "forms/diff.h"
#include "forms/path.h"

#define NO_PARTNER UINT32_MAX

/* A child of either container, by a number that is made of what tells it from its siblings. */
struct mark {
    uint64_t hash;
    uint32_t index; /* in its container */
    bool after;     /* it is of the second one */
};

/* Matching what is left of two containers between their common beginning and end. Indexes are of the whole
 * containers. */
struct match {
    const struct json *before, *after;
    const char *key; /* the member that names records; NULL: they have none */
    size_t head, before_end, after_end;
    struct mark *marks, *spare; /* one of each child; two copies, since sorting goes to and fro */
    size_t count;
    size_t stage, at, width;                  /* how far it is; see diff_match.c */
    uint32_t *before_partner, *after_partner; /* the index in the other container, from head on */
    uint32_t *rising;                         /* the ends of rising runs, for the order */
    size_t longest, matched;
};

/* What tells children of two containers apart is the same: their names, their records' keys, or all they
 * are. */
bool match_same(const struct match *m, const struct json *x, const struct json *y);
/* It is an item that has no key to tell it by. */
bool match_is_nameless(const struct match *m, const struct json *v);
/* To be called with the borders set, and then match_step until it says true. */
void match_begin(struct match *m);
bool match_step(struct match *m, size_t children);
void match_finish(struct match *m);
/* Items that have to move so that the others are in order. */
size_t match_moved(const struct match *m);

#endif
