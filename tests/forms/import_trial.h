/* An import in a test: a text into a list of a document, with all that it needs. */
#ifndef TESTS_FORMS_IMPORT_TRIAL_H
#define TESTS_FORMS_IMPORT_TRIAL_H

#include "forms/import.h"
#include "tests/forms/fixture.h"

#define NOW    INT64_C(1795257040) /* 2026-11-21T10:30:40Z */
#define STAYS  "/customer_data/reservations"
#define SPACES "/customer_data/spaces"
#define TWO_STAYS                                                                                            \
    "{\"customer_data\": {\"customer_key\": \"c\",\n"                                                        \
    "  \"properties\": [{\"property_key\": \"p-1\", \"name\": \"One\"}],\n"                                  \
    "  \"reservations\": [\n"                                                                                \
    "    {\"reservation_key\": \"r-1\", \"name\": \"Ana\"},\n"                                               \
    "    {\"reservation_key\": \"r-2\", \"name\": \"Ben\", \"starts_at\": \"2026-11-20T15:00:00Z\"}\n"       \
    "  ]\n}}\n"

/* An import of a text into a list, with all that it needs. */
struct trial {
    struct fixture f;
    struct keys *keys;
    char *text;
    struct import *im;
    char *before; /* the document's bytes */
};

/* The list is a pointer such as STAYS; the dialect of the text is recognised. */
void trial_begin(struct trial *t, const char *document, const char *list, const char *text);
/* The same where the fixture has begun. */
void trial_start(struct trial *t, const char *list, const char *text);
void trial_end(struct trial *t);
/* Each of them whole, and without a mistake. */
void trial_read_rows(struct trial *t);
void trial_check(struct trial *t);
void trial_apply(struct trial *t);

char *trial_bytes(const struct doc *d); /* heap */
void trial_expect_document(const struct trial *t, const char *expected);
/* Its records, each as JSON on a line. */
void trial_expect_list(const struct trial *t, const char *list, const char *expected);
/* The fields of the columns, with blanks between them. */
void trial_expect_mapping(const struct trial *t, const char *expected);

#endif
