/* A value as the checks meet it: where it stands, and which nodes of the schema govern it. For the files of
 * check, rules and explain only. */
#ifndef FORMS_SUBJECT_H
#define FORMS_SUBJECT_H

#include "forms/schema.h"

struct subject {
    const struct json *value;
    const struct subject *parent; /* NULL for where the check began */
    size_t index;                 /* in the parent */
    const char *name;             /* of a member, decoded, not NUL-terminated; NULL for an item */
    size_t name_len;
    bool known;                             /* the schema names this member, or allows any */
    bool required;                          /* in the parent */
    uint32_t rules;                         /* bits: those of rules.h that are asked of it */
    const struct schema_node *const *nodes; /* all that hold at once: allOf and the chosen variants too */
    size_t node_count;                      /* 0: nothing is known, or null is fine here */
};

/* Its value is hidden until asked for, so that words about it never quote it. */
static inline bool subject_is_secret(const struct subject *s)
{
    for (size_t i = 0; i < s->node_count; i++)
        if (s->nodes[i]->secret)
            return true;
    return false;
}

/* It is one of so many members that nobody wrote them by hand. What would look among all of them for each of
 * them is left then: it would take hours. */
#define SUBJECT_MANY 1000
static inline bool subject_is_one_of_many(const struct subject *s)
{
    return s->parent->value->count > SUBJECT_MANY;
}

#endif
