/* Schema, wizard and a document, from the assets that the program is made of. */
#ifndef TESTS_FORMS_FIXTURE_H
#define TESTS_FORMS_FIXTURE_H

#include "forms/wizard.h"

struct fixture {
    struct schema *schema;
    struct wizard *wizard;
    struct doc *doc;
};

/* All fail the test where they cannot do what they say. */
struct schema *read_schema(const char *text, size_t len);
struct wizard *read_wizard(const struct schema *s);
struct doc *read_doc(const char *text);
void fixture_begin(struct fixture *f, const char *document);
void fixture_end(struct fixture *f);
size_t section_named(const struct wizard *w, const char *id);
/* NULL where there is none. */
const struct row *find_row(const struct rows *r, const char *pointer);

#endif
