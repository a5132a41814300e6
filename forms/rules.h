/* What looks wrong though the schema admits it: warnings. One line in the table of rules.c and one function
 * make a rule. */
#ifndef FORMS_RULES_H
#define FORMS_RULES_H

#include "forms/check.h"
#include "forms/keys.h"
#include "forms/subject.h"

/* What a rule may ask beside the value: all may be NULL. */
struct rule_world {
    const struct json *root;
    const struct wizard *wizard;
    const struct keys *keys;
    bool (*zone_known)(void *context, const char *name, size_t len);
    void *zone_context;
};

struct finding {
    struct buf text; /* empty before */
    struct fix fix;  /* zero before */
};

struct rule {
    const char *keyword; /* of the problem */
    /* true: it breaks the rule, and the finding says so. Called for every member and item of a large
     * document: the common case has to be quick. It may depend on the value, what is around it in its record,
     * the counts that the keys have, and, for what stands beside the lists of records, on all beside them. */
    bool (*breaks)(const struct subject *s, const struct rule_world *world, struct finding *f);
};

extern const struct rule rules[];
extern const size_t rule_count;

#endif
