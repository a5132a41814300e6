/* What looks wrong though the schema admits it: warnings. One line in the table of rules.c and one function
 * make a rule. */
#ifndef FORMS_RULES_H
#define FORMS_RULES_H

#include "forms/check.h"
#include "forms/keys.h"
#include "forms/subject.h"
#include "forms/zones.h"

/* What a rule may ask beside the value: all may be NULL. */
struct rule_world {
    const struct json *root;
    const struct wizard *wizard;
    const struct keys *keys;
    const char *list;          /* the wizard's, that the value lies in; NULL: in none */
    const struct json *array;  /* of that list, where there is one */
    size_t *guesses;           /* so many more keys may be guessed, which takes a while; NULL: all */
    bool verdict;              /* only that is asked for: texts and fixes may be left out */
    const struct zones *zones; /* NULL: any name is fine */
};

struct finding {
    struct buf text; /* empty before */
    bool unfixed;    /* the fix may be left out: nobody is going to see it */
    struct fix fix;  /* zero before. FIX_MOVE: 'to' is the name of another member of the same object */
};

/* What else a rule is asked of beside the members whose names concern it. */
enum rule_below { BELOW_NONE, BELOW_ITEMS, BELOW_MEMBERS };

struct rule {
    const char *keyword; /* of the problem */
    /* Whether a member of this name in world->list may break it, asked only where there is a
     * wizard; NULL: any may. Answers are remembered. */
    bool (*concerns)(const struct rule_world *world, const char *name, size_t len);
    enum rule_below below; /* of a member that it concerns: the items of an array, or the members of a map */
    /* true: it breaks the rule, and the finding says so. Called for every member and item of a large
     * document: the common case has to be quick. It may depend on the value, what is around it in its record,
     * the counts that the keys have, and, for what stands beside the lists of records, on all beside them. */
    bool (*breaks)(const struct subject *s, const struct rule_world *world, struct finding *f);
};

/* Which rules the names of members concern: records mostly have the same few. Good for one wizard. */
struct rule_memory;
struct rule_memory *rule_memory_new(void);
void rule_memory_free(struct rule_memory *m);

/* The rules, as bits, that are asked of the value, by its name and what it lies in. */
uint32_t rules_of(const struct subject *s, const struct rule_world *world, struct rule_memory *m);

/* What the keys say; rules_keys.c. */
bool rule_concerns_reference(const struct rule_world *world, const char *name, size_t len);
bool rule_concerns_owned(const struct rule_world *world, const char *name, size_t len);
bool rule_concerns_named(const struct rule_world *world, const char *name, size_t len);
bool rule_dangling(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_duplicate(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_unmatched(const struct subject *s, const struct rule_world *world, struct finding *f);

/* What the server limits, or needs beside it; rules_limits.c. */
bool rule_concerns_map(const struct rule_world *world, const char *name, size_t len);
bool rule_concerns_person(const struct rule_world *world, const char *name, size_t len);
bool rule_concerns_part(const struct rule_world *world, const char *name, size_t len);
bool rule_concerns_needy(const struct rule_world *world, const char *name, size_t len);
bool rule_concerns_suggested(const struct rule_world *world, const char *name, size_t len);
bool rule_metadata(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_people(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_subset(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_needs(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_undocumented(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_suggestion(const struct subject *s, const struct rule_world *world, struct finding *f);
/* What a text or a number has to look like; rules_form.c. */
bool rule_concerns_form(const struct rule_world *world, const char *name, size_t len);
bool rule_space(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_form(const struct subject *s, const struct rule_world *world, struct finding *f);
/* Times; rules_time.c. */
bool rule_concerns_end(const struct rule_world *world, const char *name, size_t len);
bool rule_order(const struct subject *s, const struct rule_world *world, struct finding *f);
bool rule_utc(const struct subject *s, const struct rule_world *world, struct finding *f);
/* Names of time zones; rules_zone.c. */
bool rule_zone(const struct subject *s, const struct rule_world *world, struct finding *f);
/* The fix that puts a text in the value's place. */
void rule_offer_text(struct finding *f, const char *text, size_t len, const char *words);

extern const struct rule rules[];
extern const size_t rule_count;

#endif
