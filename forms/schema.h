/* The shape of a request body, read from an OpenAPI 3.0 document: our asset, or any newer file from Seam.
 * Nothing about Seam's fields is written in C. Nodes live as long as their schema. */
#ifndef FORMS_SCHEMA_H
#define FORMS_SCHEMA_H

#include "forms/err.h"
#include "forms/json.h"

struct schema;

/* type: absent is SCHEMA_ANY. Not enum json_kind, which has numbers and integers in one. */
enum schema_type {
    SCHEMA_ANY,
    SCHEMA_OBJECT,
    SCHEMA_ARRAY,
    SCHEMA_STRING,
    SCHEMA_NUMBER,
    SCHEMA_INTEGER,
    SCHEMA_BOOLEAN,
};

enum schema_format { FORMAT_NONE, FORMAT_UUID, FORMAT_DATE_TIME, FORMAT_URI, FORMAT_FLOAT, FORMAT_OTHER };

struct schema_pattern; /* a compiled ECMAScript-style pattern (PCRE2, ASCII \w and \d) */

struct schema_property {
    const char *name; /* NUL-terminated */
    size_t name_len;
    const struct schema_node *node;
    bool required;
};

/* One schema object of the OpenAPI file. allOf is kept as it is written; for forms, schema_child and
 * schema_each_property look through it. */
struct schema_node {
    enum schema_type type;
    enum schema_format format;
    bool nullable, deprecated;
    bool undocumented;              /* x-undocumented is present and not false */
    bool secret;                    /* x-secret: true: hidden in previews until asked for */
    const char *title;              /* title, or NULL */
    const char *help;               /* description, or NULL */
    const char *note;               /* text of x-undocumented, x-deprecated or x-note, or NULL */
    const char *expected;           /* x-expected: what a valid value is, "a time like 15:00", or NULL */
    const struct json *example;     /* or NULL */
    const struct json *fallback;    /* default, or NULL: what the server takes when it is not set */
    const struct json *enumeration; /* array, or NULL */
    const struct schema_pattern *pattern;
    const char *pattern_text; /* or NULL */
    bool has_min_length, has_max_length;
    size_t min_length, max_length; /* UTF-16 units, as JSON Schema implementations in JavaScript count */
    bool has_minimum, has_maximum, exclusive_minimum, exclusive_maximum;
    double minimum, maximum;
    bool has_min_items, has_max_items;
    size_t min_items, max_items;
    const struct schema_property *properties; /* in the order of the file */
    size_t property_count;
    const struct schema_node *items;
    const struct schema_node *additional; /* additionalProperties as a schema, or NULL */
    bool closed;                          /* additionalProperties: false */
    const struct schema_node *const *one_of;
    size_t one_of_count;
    const struct schema_node *const *all_of;
    size_t all_of_count;
    const struct schema_node *const *any_of;
    size_t any_of_count;
    const void *lookup; /* private to schema_find.c */
};

#define SCHEMA_TEXT_MAX  ((size_t)16 << 20) /* bytes of an OpenAPI document */
#define SCHEMA_NODES_MAX 10000 /* of one request body, each $ref counted as often as it is used */

/* Reads the request body of operation ("/customers/create_portal", its post). Local $ref are followed;
 * a reference loop is an error, as are a keyword whose value has the wrong type and a schema over the
 * limits above: they keep every check's work in bounds. The text is copied. NULL with *e (with line and
 * column where there is one). */
struct schema *schema_new(const char *text, size_t len, const char *operation, struct err *e);
void schema_free(struct schema *s);
const struct schema_node *schema_root(const struct schema *s);

/* The property of that name, through allOf; NULL where the schema does not name it. *required may be
 * NULL. */
const struct schema_node *schema_child(const struct schema_node *n, const char *name, size_t len,
                                       bool *required);
/* The node that governs a path: properties, items, additionalProperties, and, through oneOf and anyOf,
 * the first variant that knows the name. NULL: the schema knows nothing about it. */
const struct schema_node *schema_at(const struct schema *s, const char *pointer);
/* All properties, through allOf, in order: calls back for each. */
void schema_each_property(const struct schema_node *n,
                          void (*each)(void *context, const struct schema_property *p), void *context);
/* The property of that name which n itself declares; not through allOf. */
const struct schema_property *schema_own_property(const struct schema_node *n, const char *name, size_t len);
/* Searches text (UTF-8) for the pattern. A search that takes too long counts as found: the server has the
 * last word, and a hostile pattern must not stop the program. */
bool schema_pattern_matches(const struct schema_pattern *p, const char *text, size_t len);
/* The leaves of nested oneOf, flattened, in order (the 13 landing pages). Writes the first max of them, and
 * returns how many there are, which may be more; 0 when n has no oneOf. */
size_t schema_variants(const struct schema_node *n, const struct schema_node **out, size_t max);

#endif
