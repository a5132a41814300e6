/* What the program knows of the API: the schema and the order of its fields, from its own assets or, for the
 * schema, from a newer OpenAPI file; and of the world's clocks, from the system. */
#ifndef TUI_JOBS_KNOWLEDGE_H
#define TUI_JOBS_KNOWLEDGE_H

#include "forms/schema.h"
#include "forms/wizard.h"
#include "forms/zones.h"

struct knowledge {
    struct schema *schema;
    struct wizard *wizard;
    const struct zones *zones;
};

/* openapi: a file, or NULL for the built-in schema. A file that cannot be read, or is no OpenAPI, is ERR_IO
 * or ERR_NOT_FOUND: never ERR_SYNTAX, which is said of configurations. */
bool knowledge_load(const char *openapi, struct knowledge *out, struct err *e);
void knowledge_finish(struct knowledge *k);

#endif
