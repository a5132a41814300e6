/* Between check.c, which walks values, checks.c, which walks a record or all beside the records, and
 * problems.c. */
#ifndef FORMS_CHECK_WALK_H
#define FORMS_CHECK_WALK_H

#include "forms/check.h"
#include "forms/path.h"
#include "forms/rules.h"

struct walk {
    struct problems *out; /* with world.verdict: its counts alone */
    /* Whether the items of the array are left out; it is told in the order of the document. NULL: none are.
     */
    bool (*leaves)(void *context, const struct json *array);
    void *context;
    /* The nodes that govern the values from the first down to the present one. A node of the expanded schema
     * governs at one level only, so that SCHEMA_NODES_MAX is enough, and the array never moves. */
    const struct schema_node **nodes;
    size_t count;
    struct buf scratch, text;
    struct rule_world world;
    struct finding finding;
    struct path pointer;
    struct arena names; /* of members, those that had to be decoded */
    struct rule_memory *memory;
};

void walk_init(struct walk *w, const struct rule_world *world, struct problems *out);
void walk_finish(struct walk *w);

/* Adds n with its allOf to the nodes, unless it admits v by null. */
void walk_push(struct walk *w, const struct schema_node *n, const struct json *v);
/* Makes the subject of a child of s (whose nodes are those from first on), and adds its nodes. */
struct subject walk_child(struct walk *w, const struct subject *s, size_t first, size_t index);
/* Checks s->value and all below it; takes the nodes from first on away afterwards. */
void walk_all(struct walk *w, struct subject *s, size_t first);

/* Moves a problem in. */
void problems_take(struct problems *p, struct problem take);
/* Counts one that is not kept. */
void problems_count(struct problems *p, enum severity severity);

#endif
