/* Between schema.c, which reads nodes, and schema_find.c, which finds one's way in them. */
#ifndef FORMS_SCHEMA_FIND_H
#define FORMS_SCHEMA_FIND_H

#include "forms/mem.h"
#include "forms/schema.h"

/* The node that accepts any value: of a name that is required and has no schema. */
extern const struct schema_node schema_anything;

/* A table from names to properties, in the arena, for schema_node.lookup; NULL for no properties. */
const void *schema_index_properties(struct arena *a, const struct schema_property *list, size_t count);

#endif
