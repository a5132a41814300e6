/* What the parts of the standing verdict share: checks.c keeps the counts, checks_list.c makes problems of
 * them. */
#ifndef FORMS_CHECKS_PRIVATE_H
#define FORMS_CHECKS_PRIVATE_H

#include "forms/check_walk.h"
#include "forms/checks.h"
#include "forms/shift.h"

/* Of a record. */
struct tally {
    uint32_t errors, warnings;
    bool known; /* and it is what a check would say */
};

struct checked_list {
    const char *pointer;
    struct shift
        tallies; /* struct tally, of each record; none where the list is checked with what is beside */
    size_t errors, warnings;
    size_t known;  /* tallies; ... */
    size_t next;   /* ... all before this one are */
    size_t before; /* so many problems beside the lists come before its records */
    bool replaced; /* by another value, in the changes that are being followed */
};

struct checks {
    const struct schema *schema;
    const struct doc *doc;
    uint64_t revision;
    struct rule_world world;
    size_t no_guesses; /* world's, where none are wanted */
    struct keys *keys;
    bool keys_read;
    struct checked_list *lists;
    size_t list_count;
    size_t *order; /* of the lists that have records, in the order of the document */
    size_t order_count;
    struct problems beside;
    bool beside_known;
};

/* The way from the root down to a list: what its records are checked with. */
struct way {
    struct walk walk;
    struct subject at[JSON_DEPTH_MAX + 1];
    size_t first[JSON_DEPTH_MAX + 1]; /* of the nodes of each */
    size_t depth;
};

/* false: there is no way by which its records could be checked one by one. To be finished in any case; the
 * walk counts until told otherwise. */
bool way_begin(struct way *way, const struct checks *c, const char *list, struct problems *out);
void way_finish(struct way *way);
/* Adds to the walk's problems what is wrong with the record. */
void way_check(struct way *way, size_t index);

static inline const struct tally *tally_at(const struct checked_list *l, size_t index)
{
    return shift_at(&l->tallies, index);
}
/* The list in one of whose records the pointer lies, and which; or NULL. */
const struct checked_list *checks_list_around(const struct checks *c, const char *pointer, size_t *index);

#endif
