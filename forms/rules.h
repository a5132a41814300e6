/* What looks wrong though the schema admits it: warnings. One line in the table of rules.c and one function
 * make a rule. */
#ifndef FORMS_RULES_H
#define FORMS_RULES_H

#include "forms/subject.h"

struct rule {
    const char *keyword; /* of the problem */
    /* s is a member of an object. true: it breaks the rule, and text (empty before) says so. Called for every
     * member of a large document: the common case has to be quick. */
    bool (*breaks)(const struct subject *s, struct buf *text);
};

extern const struct rule rules[];
extern const size_t rule_count;

#endif
