/* What operators read about a problem: what is wrong, what is expected, an example. All names come from the
 * schema's titles, all examples from the schema. Every function adds one sentence or two to out. */
#ifndef FORMS_EXPLAIN_H
#define FORMS_EXPLAIN_H

#include "forms/fit.h"
#include "forms/subject.h"

/* The name that operators know the value by: its title, or one made from its name ("room_key": "Room
 * key"). */
void explain_name(const struct subject *s, struct buf *out);
/* A keyword of n, one of s->nodes, that the value breaks. */
void explain_broken(const struct subject *s, const struct schema_node *n, enum fit_keyword k,
                    struct buf *out);
/* A member of parent that has to be there, as n, one of its nodes, says. */
void explain_missing(const struct subject *parent, const struct schema_node *n,
                     const struct schema_property *p, struct buf *out);
/* A member that additionalProperties: false shuts out. */
void explain_refused(const struct subject *s, struct buf *out);
/* A value that fits none of the variants of a oneOf or anyOf. */
void explain_no_choice(const struct subject *s, const struct schema_node *const *variants, size_t count,
                       struct buf *out);
/* A value that fits several variants of a oneOf: those given. */
void explain_many_choices(const struct subject *s, const struct schema_node *const *fitting, size_t count,
                          struct buf *out);
/* A member that tells the variants of its parent apart, with a value that none of them has. */
void explain_no_kind(const struct subject *s, const struct schema_node *const *variants, size_t count,
                     struct buf *out);

#endif
