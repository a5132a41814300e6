/* Between check.c, which walks values, check_update.c, which walks only what an edit concerns, and
 * problems.c. */
#ifndef FORMS_CHECK_WALK_H
#define FORMS_CHECK_WALK_H

#include "forms/check.h"
#include "forms/path.h"
#include "forms/rules.h"

struct walk {
    struct problems *out;
    /* The nodes that govern the values from the first down to the present one. A node of the expanded schema
     * governs at one level only, so that SCHEMA_NODES_MAX is enough, and the array never moves. */
    const struct schema_node **nodes;
    size_t count;
    struct buf scratch, text;
    struct rule_world world;
    struct finding finding;
    struct path pointer;
    struct arena names; /* of members, those that had to be decoded */
};

void walk_init(struct walk *w, struct problems *out);
void walk_finish(struct walk *w);

/* Adds n with its allOf to the nodes, unless it admits v by null. */
void walk_push(struct walk *w, const struct schema_node *n, const struct json *v);
/* Checks s->value, but for what lies below it, against the nodes from first on; adds the variants that are
 * chosen, and leaves all in s->nodes. */
void walk_value(struct walk *w, struct subject *s, size_t first);
/* Makes the subject of a child of s (whose nodes are those from first on), and adds its nodes. */
struct subject walk_child(struct walk *w, const struct subject *s, size_t first, size_t index);
/* Checks s->value and all below it; takes the nodes from first on away afterwards. */
void walk_all(struct walk *w, struct subject *s, size_t first);

/* Frees what a problem holds, and takes it out of the places that p counts. */
void problems_release(struct problems *p, struct problem *q);
/* Moves a problem in that p's places have counted already. */
void problems_take(struct problems *p, struct problem take);
/* Counts one that is not kept. */
void problems_count(struct problems *p, enum severity severity);

#endif
