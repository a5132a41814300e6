/* The secrets of a body, and words without them. */
#include "tests/test.h"

#include "forms/secrets.h"
#include "tests/forms/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY(stays) "{\"customer_data\":{\"reservations\":[" stays "],\"guests\":[{\"guest_key\":\"4711\"}]}}"

static char *hide(const struct fixture *f, const char *text, bool *any)
{
    struct buf out;
    struct secrets *s = secrets_new(f->wizard, doc_root(f->doc));
    buf_init(&out, BUF_TEXT_MAX);
    *any = secrets_hide(s, text, &out);
    secrets_free(s);
    return buf_detach(&out, NULL);
}

static void hide__takes_out_each_secret__and_leaves_the_rest(void **state)
{
    (void)state;
    static const struct {
        const char *code, *text, *wanted; /* code: JSON */
    } cases[] = {
        {"\"4711\"", "The code 4711 is taken.", "The code **** is taken."},
        {"\"4711\"", "4711", "****"},
        {"\"4711\"", "{\"preferred_code\":\"4711\"}", "{\"preferred_code\":\"****\"}"},
        {"\"4711\"", "pin_4711: 4711,4711", "pin_****: ****,****"},
        {"\"4711\"", "request r47119 of 14711", "request r47119 of 14711"},
        {"\"4711\"", "No such locale.", "No such locale."},
        {"\"4711\"", "", ""},
        {"4711", "4711 is a number", "**** is a number"},
        {"\"471108\"", "x471108x", "x****x"},
        {"[\"4711\",{\"pin\":12}]", "4711 or 12 of 123", "**** or **** of 123"},
        {"\"a\\\"b\\u00e9\"", "a\"b\u00e9 as a\\\"b\u00e9", "**** as ****"},
        {"\"#1#\"", "x#1#x #1#", "x****x ****"},
        {"\"\"", "nothing", "nothing"},
        {"null", "null", "null"},
        {"true", "true", "true"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        struct err e;
        bool any;
        fixture_begin(&f, BODY("{}"));
        assert_true(doc_set_text(f.doc, "/customer_data/reservations/0/preferred_code", cases[i].code,
                                 strlen(cases[i].code), &e));
        char *out = hide(&f, cases[i].text, &any);
        assert_string_equal(out, cases[i].wanted);
        assert_int_equal(any, strcmp(cases[i].text, cases[i].wanted) != 0);
        free(out);
        fixture_end(&f);
    }
}

/* Of a secret that is longer than anybody can tell apart, nothing is left either. */
static void hide__of_an_endless_secret__hides_all_behind_its_beginning(void **state)
{
    (void)state;
    char code[2001], text[2100];
    struct fixture f;
    struct err e;
    bool any;
    memset(code, '7', sizeof code - 1);
    code[sizeof code - 1] = '\0';
    snprintf(text, sizeof text, "not %s", code);
    fixture_begin(&f, BODY("{}"));
    doc_set_chars(f.doc, "/customer_data/reservations/0/preferred_code", code, strlen(code), &e);
    char *out = hide(&f, text, &any);
    assert_string_equal(out, "not ****");
    free(out);
    fixture_end(&f);
}

static void in__counts__whatever_holds_them(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f,
                  BODY("{\"preferred_code\":\"1\"},{\"preferred_code\":null},{},{\"preferred_code\":[1,2]}"));
    assert_int_equal(secrets_in(f.wizard, doc_root(f.doc)), 2);
    assert_int_equal(secrets_in(f.wizard, doc_get(f.doc, "/customer_data/reservations/0")), 1);
    assert_int_equal(secrets_in(f.wizard, doc_get(f.doc, "/customer_data/guests")), 0);
    fixture_end(&f);
}

static bool no_secrets(const struct json *root)
{
    struct secrets *s = secrets_new(NULL, root);
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    const bool any = secrets_hide(s, "4711", &out);
    buf_finish(&out);
    secrets_free(s);
    return !any;
}

/* Many codes, some of them twice: each is found, and no number beside them. */
static void hide__finds_each_of_many__and_no_other(void **state)
{
    (void)state;
    enum { CODES = 3000 };
    struct fixture f;
    struct buf body, text, out;
    buf_init(&body, BUF_BODY_MAX);
    buf_init(&text, BUF_TEXT_MAX);
    buf_init(&out, BUF_TEXT_MAX);
    buf_puts(&body, "{\"customer_data\":{\"reservations\":[{}");
    for (unsigned i = 0; i < CODES; i++)
        buf_printf(&body, ",{\"preferred_code\":\"%u\"}", 10000 + i / 2 * 2);
    buf_puts(&body, "]}}");
    fixture_begin(&f, body.data);
    assert_true(no_secrets(doc_root(f.doc)));
    struct secrets *s = secrets_new(f.wizard, doc_root(f.doc));
    for (unsigned i = 0; i < CODES; i++) {
        buf_clear(&text);
        buf_clear(&out);
        buf_printf(&text, "code %u!", 10000 + i);
        assert_int_equal(secrets_hide(s, text.data, &out), i % 2 == 0);
        assert_string_equal(out.data, i % 2 ? text.data : "code ****!");
    }
    secrets_free(s);
    fixture_end(&f);
    buf_finish(&body);
    buf_finish(&text);
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hide__takes_out_each_secret__and_leaves_the_rest),
        cmocka_unit_test(hide__of_an_endless_secret__hides_all_behind_its_beginning),
        cmocka_unit_test(in__counts__whatever_holds_them),
        cmocka_unit_test(hide__finds_each_of_many__and_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
