/* What is wrong with a configuration: schema + document -> problems.
 *
 * Errors are what a standard validator would say of the OpenAPI schema (draft 4 semantics with nullable;
 * oneOf means exactly one; unknown members are allowed). Everything else that looks wrong is a warning.
 * Messages are for operators: what is wrong, what is expected, an example. */
#ifndef FORMS_CHECK_H
#define FORMS_CHECK_H

#include "forms/doc.h"
#include "forms/schema.h"

/* SERVER: said by the API's answer. NOTE: nothing is wrong; of messages to the operator, never of problems */
enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_SERVER, SEVERITY_NOTE };

/* What would mend a problem, where that is certain enough to offer it. */
enum fix_kind { FIX_NONE, FIX_SET, FIX_UNSET, FIX_MOVE, FIX_BESIDE };

struct fix {
    enum fix_kind kind;
    char *words; /* what it does, for operators: "Change it to 15:00" */
    char *value; /* FIX_SET: the JSON text that takes the place of the value; FIX_BESIDE: a JSON object, whose
                  * members are set beside it */
    char *to;    /* FIX_MOVE: the path that the value goes to, where nothing is yet */
};

struct problem {
    char *pointer;       /* the value it is about; a missing member has the path it would have */
    const char *keyword; /* "required", "type", "enum", "pattern", "minLength", "oneOf", "format", "server",
                          * or the name of a rule beyond the schema, such as "deprecated" */
    enum severity severity;
    char *text; /* for operators: one sentence or two, no pointer in it */
    struct fix fix;
};

/* Problems in the order of the document; members that are missing come before those that are there. */
struct problems {
    struct problem *items;
    size_t count, cap;
    size_t limit;            /* of those kept, as check_document was told; 0: none */
    size_t errors, warnings; /* SEVERITY_SERVER counts as neither */
    struct places *places;   /* of the items, since problems_watch; else NULL */
    /* Not NULL: a check hands each problem out instead of keeping it, without its fix; it is good during the
     * call. */
    void (*each)(void *context, const struct problem *p);
    void *context;
};

void problems_init(struct problems *p);
void problems_finish(struct problems *p);
/* All are gone; a watch goes on. */
void problems_clear(struct problems *p);
/* Copies the strings; keyword must be a literal. */
void problems_add(struct problems *p, const char *pointer, const char *keyword, enum severity severity,
                  const char *text);
/* Adds a copy. */
void problems_copy(struct problems *p, const struct problem *q);
/* The first problem at exactly this pointer (errors before warnings), or NULL. */
const struct problem *problems_at(const struct problems *p, const char *pointer);
/* Counts by place from now on, so that the next two take the same time for one problem and for 100,000. */
void problems_watch(struct problems *p);
/* How many stand at exactly this pointer. */
size_t problems_standing(const struct problems *p, const char *pointer);
/* How many lie at or below the pointer. */
size_t problems_within(const struct problems *p, const char *pointer);
/* Removes those at or below pointer that have the severity. */
void problems_drop(struct problems *p, const char *pointer, enum severity severity);

/* Checks the whole document, without what only other records can say (checks_whole): replaces errors and
 * warnings in out, and leaves what the server said. limit caps the number of problems kept (0: all); the
 * counts stay exact. */
void check_document(const struct schema *s, const struct json *root, size_t limit, struct problems *out);
/* The same of world->root, with all that the rules may ask. */
struct rule_world;
void check_document_in(const struct schema *s, const struct rule_world *world, size_t limit,
                       struct problems *out);
/* Only the verdict, without texts: is v what n asks for? */
bool check_valid(const struct schema_node *n, const struct json *v);

#endif
