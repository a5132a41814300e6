/* What the parts of the wizard share: wizard_asset.c and wizard_schema.c read what it is made from, wizard.c
 * answers about sections and labels, wizard_rows.c makes rows, wizard_control.c says how a value is edited,
 * wizard_list.c knows the lists of records. */
#ifndef FORMS_WIZARD_PRIVATE_H
#define FORMS_WIZARD_PRIVATE_H

#include "forms/mem.h"
#include "forms/wizard.h"

/* More variants of one value than this are not told apart. */
#define VARIANTS_MAX 64

/* A path that a section is in charge of, with all below that no longer claim takes away. */
struct claim {
    const char *pointer;
    size_t section;
    bool members; /* its members one by one, without a heading */
};

/* An array of objects that lies in no other array. */
struct list {
    const char *pointer;
    const char *key; /* the records' own key member: "room_key"; NULL when they have none */
    const char *one; /* "Room" */
    const struct schema_node *record;
};

struct pair {
    const char *name, *value;
};

struct words {
    const char *name;
    const char *const *list; /* NULL-terminated */
};

/* A node with something to remark. */
struct remark {
    const struct schema_node *node;
    const char *text;
};

/* What a member of this name means. */
struct meant {
    const char *name; /* not NUL-terminated */
    size_t len;
    enum meaning meaning;
    const char *space;
    bool in_lists; /* only in records */
    bool key;      /* by the key member of a list, which means nothing else in that list's own records */
};

struct wizard {
    struct arena arena;
    const struct schema *schema;
    struct section *sections;
    size_t section_count;
    struct claim *claims;
    size_t claim_count;
    struct list *lists;
    size_t list_count;
    struct remark *remarks;
    size_t remark_count;
    struct pair *labels; /* pattern of a path -> label */
    size_t label_count;
    struct pair *references; /* member -> list */
    size_t reference_count;
    struct pair *values; /* member -> space of its texts */
    size_t value_count;
    struct pair *names; /* member -> space of its members' names */
    size_t name_count;
    struct pair *named; /* member -> space that its text should be in */
    size_t named_count;
    struct meant *meant; /* by length and name; heap */
    size_t meant_count;
    struct pair *resources; /* member -> the member beside it with the kind of record */
    size_t resource_count;
    struct pair *forms; /* member -> form of its values */
    size_t form_count;
    struct pair *begins; /* member with an end -> the member with its beginning */
    size_t begin_count;
    const char *zone;   /* from a place's record: its time zone; NULL: places have none */
    struct pair *hours; /* member with a time -> from a place's record: what hour it is when a day is said */
    size_t hour_count;
    struct pair *usual_hours; /* member with a time -> the same where no place says it */
    size_t usual_hour_count;
    struct pair *successors; /* deprecated member -> the one in its place */
    size_t successor_count;
    struct pair *wholes; /* member with some of the items of -> the member with all */
    size_t whole_count;
    const struct json *needs;  /* member -> what has to stand beside it */
    const char *const *people; /* lists; NULL-terminated */
    struct pair *suggest;      /* member -> name of suggestions */
    size_t suggest_count;
    struct words *suggestions;
    size_t suggestion_count;
    struct words *headings; /* flat field -> what people head its column with */
    size_t heading_count;
    struct words *parts; /* flat field -> the headings of columns that are parts of it */
    size_t part_count;
    const char *const *long_text; /* members; these three are NULL-terminated */
    const char *const *first;     /* members that come first in records */
    const char **secrets;         /* members */
    struct template_info *templates;
    size_t template_count;
};

/* Reads the asset's text, and scans the schema before the sections, whose titles may come from it. */
bool wizard_read_asset(struct wizard *w, const char *text, size_t len, struct err *e);
/* Finds lists and remarks in the schema, and adds its secrets to those of the asset. */
void wizard_scan_schema(struct wizard *w);
/* After the asset and the schema are read. */
void wizard_learn_meanings(struct wizard *w);
/* A copy that lives as long as the wizard. */
const char *wizard_keep(struct wizard *w, const char *p, size_t len);

/* The value of name, or NULL. */
const char *pair_find(const struct pair *pairs, size_t count, const char *name, size_t len);
bool in_words(const char *const *words, const char *name, size_t len);

/* The claim of the section that is in charge of the path, or NULL. */
const struct claim *wizard_claim_of(const struct wizard *w, const char *pointer);
const struct list *wizard_list_at(const struct wizard *w, const char *pointer);
/* The list whose records the member names, or NULL; *many: it holds several keys. own is the key member of
 * the record that the member stands in, which names no other, or NULL. */
const struct list *wizard_reference(const struct wizard *w, const char *member, size_t len, const char *own,
                                    bool *many);
/* The list that the path lies in (the record's own members included), or NULL. */
const struct list *wizard_list_around(const struct wizard *w, const char *pointer);
/* Where a field of a list's records comes, in forms and tables alike: own key, what the asset puts first,
 * references, the rest. Fields of one rank keep the order of the schema. */
size_t wizard_rank(const struct wizard *w, const struct list *l, const struct schema_property *p);
const char *wizard_remark(const struct wizard *w, const struct schema_node *n);
/* The node that says what n is: n, or the part of its allOf that has a type. */
const struct schema_node *wizard_shape(const struct schema_node *n);
bool wizard_has_properties(const struct schema_node *n);
/* What edits a value at the path that has this node (NULL: unknown to the schema). *list as in
 * wizard_reference. Objects with fields of their own are no control: they are headings; see
 * wizard_is_heading. */
enum control wizard_control(const struct wizard *w, const char *pointer, const struct schema_node *n,
                            const struct list **list);
bool wizard_is_heading(const struct schema_node *n);

#endif
