/* What is printed without secrets is not printed at all where one of them could not be taken out. */
#include "tests/test.h"

#include "tests/forms/fixture.h"
#include "tui/cli/redact.h"

#include <string.h>

static const char body[] = "{\"customer_data\": {\"reservations\": ["
                           "{\"reservation_key\": \"a\", \"preferred_code\": \"1234\"},"
                           "{\"reservation_key\": \"b\", \"preferred_code\": \"5678\"},"
                           "{\"reservation_key\": \"c\", \"preferred_code\": \"9999\"}]}}";

static size_t refused; /* from 1: this edit fails; 0: none does */

/* --wrap: the program's own edits. */
bool __real_doc_set_chars(struct doc *d, const char *pointer, const char *p, size_t len, struct err *e);
bool __wrap_doc_set_chars(struct doc *d, const char *pointer, const char *p, size_t len, struct err *e);

bool __wrap_doc_set_chars(struct doc *d, const char *pointer, const char *p, size_t len, struct err *e)
{
    if (refused && --refused == 0)
        return err_set(e, ERR_TYPE, "not now");
    return __real_doc_set_chars(d, pointer, p, len, e);
}

static bool redacted(size_t fails, struct err *e)
{
    struct fixture f;
    fixture_begin(&f, body);
    refused = fails;
    const bool done = redact_document(f.doc, f.wizard, e);
    const struct json *codes[] = {doc_get(f.doc, "/customer_data/reservations/0/preferred_code"),
                                  doc_get(f.doc, "/customer_data/reservations/1/preferred_code"),
                                  doc_get(f.doc, "/customer_data/reservations/2/preferred_code")};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(json_chars_equal(codes[i], REDACTED, strlen(REDACTED)), i + 1 != fails);
    fixture_end(&f);
    return done;
}

static void redact_document__hides_every_code(void **state)
{
    struct err e = {0};
    (void)state;
    assert_true(redacted(0, &e));
}

static void redact_document__fails__where_a_code_could_not_be_taken_out(void **state)
{
    (void)state;
    for (size_t fails = 1; fails <= 3; fails++) {
        struct err e = {0};
        assert_false(redacted(fails, &e));
        assert_int_equal(e.code, ERR_LIMIT);
        assert_non_null(strstr(e.text, "cannot be hidden for sure"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(redact_document__hides_every_code),
        cmocka_unit_test(redact_document__fails__where_a_code_could_not_be_taken_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
