#include "tui/jobs/knowledge.h"

#include "assets/asset.h"
#include "tui/api/api.h"
#include "tui/store/file.h"
#include "tui/store/zones.h"

#include <stdio.h>
#include <stdlib.h>

static struct schema *schema_of_file(const char *path, struct err *e)
{
    size_t len;
    char *text = file_read(path, &len, e);
    if (!text)
        return NULL;
    struct err why = {0};
    struct schema *s = schema_new(text, len, API_CREATE_PORTAL, &why);
    if (!s)
        err_set_at(e, ERR_IO, why.line, why.column, "%s: line %zu, column %zu: %s", path, why.line,
                   why.column, why.text);
    free(text);
    return s;
}

bool knowledge_load(const char *openapi, struct knowledge *out, struct err *e)
{
    *out = (struct knowledge){0};
    const struct asset *schema = asset_find("schema.json"), *wizard = asset_find("wizard.json");
    out->schema = openapi ? schema_of_file(openapi, e)
                          : schema_new((const char *)schema->data, schema->len, API_CREATE_PORTAL, e);
    if (!out->schema)
        return false;
    out->wizard = wizard_new((const char *)wizard->data, wizard->len, out->schema, e);
    if (out->wizard)
        out->zones = zones_open();
    else
        knowledge_finish(out);
    return out->zones != NULL;
}

void knowledge_finish(struct knowledge *k)
{
    zones_close(k->zones);
    wizard_free(k->wizard);
    schema_free(k->schema);
    *k = (struct knowledge){0};
}
