#include "tests/test.h"

#include "tests/forms/fixture.h"

#include "assets/asset.h"

#include <string.h>

struct schema *read_schema(const char *text, size_t len)
{
    struct err e = {0};
    struct schema *s = schema_new(text, len, "/customers/create_portal", &e);
    if (!s)
        fail_msg("%s", e.text);
    return s;
}

struct wizard *read_wizard(const struct schema *s)
{
    const struct asset *a = asset_find("wizard.json");
    assert_non_null(a);
    struct err e = {0};
    struct wizard *w = wizard_new((const char *)a->data, a->len, s, &e);
    if (!w)
        fail_msg("%s", e.text);
    return w;
}

struct doc *read_doc(const char *text)
{
    struct err e = {0};
    struct doc *d = doc_new(text, strlen(text), &e);
    if (!d)
        fail_msg("%s", e.text);
    return d;
}

void fixture_begin(struct fixture *f, const char *document)
{
    const struct asset *a = asset_find("schema.json");
    assert_non_null(a);
    f->schema = read_schema((const char *)a->data, a->len);
    f->wizard = read_wizard(f->schema);
    f->doc = read_doc(document);
}

void fixture_end(struct fixture *f)
{
    doc_free(f->doc);
    wizard_free(f->wizard);
    schema_free(f->schema);
}

size_t section_named(const struct wizard *w, const char *id)
{
    for (size_t i = 0; i < wizard_section_count(w); i++)
        if (strcmp(wizard_section(w, i)->id, id) == 0)
            return i;
    fail_msg("no section %s", id);
    return 0;
}

const struct row *find_row(const struct rows *r, const char *pointer)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->items[i].pointer, pointer) == 0)
            return &r->items[i];
    return NULL;
}
