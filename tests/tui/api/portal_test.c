#include "tests/test.h"

#include "forms/buf.h"
#include "tui/api/portal.h"

#include <stdlib.h>
#include <string.h>

#define FIELDS                                                                                               \
    "\"customer_key\":\"c-1\",\"expires_at\":\"2026-11-21T20:54:17Z\",\"created_at\":"                       \
    "\"2026-11-20T20:54:17Z\",\"workspace_id\":\"w-1\""

static bool reads(const char *body, bool sandbox, struct portal *out)
{
    struct err e = {0};
    const bool ok = portal_read(body, strlen(body), sandbox, out, &e);
    assert_int_equal(e.code == ERR_NONE, ok);
    if (!ok)
        assert_memory_equal(e.text, "The answer", 10);
    return ok;
}

static void portal_read__takes_all_three_shapes__of_a_success(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "{\"customer_portal\":{\"url\":\"https://portal.example.com/1\"," FIELDS
        "},\"magic_link\":{\"url\":\"https://portal.example.com/2\"},\"ok\":true}",
        "{\"magic_link\":{\"url\":\"https://portal.example.com/1\"," FIELDS "},\"ok\":true}",
        "{\"customer_portal\":null,\"magic_link\":{\"url\":\"https://portal.example.com/1\"," FIELDS "}}",
        "{\"url\":\"https:\\/\\/portal.example.com\\u002f1\"," FIELDS "}",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct portal p;
        assert_true(reads(bodies[i], false, &p));
        assert_string_equal(p.url, "https://portal.example.com/1");
        assert_string_equal(p.customer_key, "c-1");
        assert_string_equal(p.expires_at, "2026-11-21T20:54:17Z");
        assert_string_equal(p.created_at, "2026-11-20T20:54:17Z");
        assert_string_equal(p.workspace_id, "w-1");
        assert_true(p.has_expires);
        assert_int_equal(p.expires, 1795294457);
        portal_finish(&p);
    }
}

static void portal_read__needs_nothing_but_the_link(void **state)
{
    (void)state;
    struct portal p;
    assert_true(reads("{\"url\":\"https://portal.example.com\",\"customer_key\":5,\"expires_at\":\"soon\","
                      "\"workspace_id\":\"a\\u0000b\"}",
                      false, &p));
    assert_null(p.customer_key);
    assert_null(p.workspace_id);
    assert_string_equal(p.expires_at, "soon");
    assert_false(p.has_expires);
    portal_finish(&p);
}

static void portal_read__does_not_look_further__than_a_link_of_no_use(void **state)
{
    (void)state;
    struct portal p;
    assert_false(reads("{\"customer_portal\":{\"url\":\"javascript:x\"},\"magic_link\":{\"url\":"
                       "\"https://portal.example.com/2\"}}",
                       false, &p));
    assert_null(p.url);
    assert_false(reads("{\"ok\":\"true\",\"url\":\"https://portal.example.com/2\"}", false, &p));
    assert_false(reads("{\"customer_portal\":[],\"url\":\"https://portal.example.com/2\"}", false, &p));
    assert_false(reads("[]", false, &p));
    assert_false(reads("", false, &p));
    assert_false(reads("{\"url\":\"https://portal.example.com/2\"", false, &p));
}

static void portal_url_valid__follows_the_rule__for_links(void **state)
{
    (void)state;
    char longest[4200];
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "https://portal.example.com/", 27);
    longest[4096] = '\0';
    char too_long[4200];
    memcpy(too_long, longest, sizeof too_long);
    too_long[4096] = 'a';
    too_long[4097] = '\0';
    const struct {
        const char *url;
        bool valid, in_sandbox;
    } cases[] = {
        {"https://portal.example.com", true, true},
        {"https://portal.example.com/p/1?token=a%20b&c=d#frag", true, true},
        {"https://portal.example.com:8443/", true, true},
        {"https://[2001:db8::1]/p", true, true},
        {"https://portal.example.com/p@1", true, true},
        {"https://portal.example.com?x=1", true, true},
        {longest, true, true},
        {too_long, false, false},
        {"http://127.0.0.1:8080/portal/x", false, true},
        {"http://localhost/portal/x", false, true},
        {"http://portal.example.com/x", false, false},
        {"https://portal.example.com@evil.example.com/", false, false},
        {"https://evil.example.com\\@portal.example.com/", false, false},
        {"https://portal.example.com:/", false, false},
        {"https://portal.example.com:123456/", false, false},
        {"https://portal.exa mple.com/", false, false},
        {"https://portal%2eexample.com/", false, false},
        {"https://portal.example.com/%", false, false},
        {"https://portal.example.com/%4", false, false},
        {"https://portal.example.com/\x7f", false, false},
        {"https://portal.example.com/{x}", false, false},
        {"https:portal.example.com", false, false},
        {"httpss://portal.example.com", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        if (portal_url_valid(cases[i].url, false, &e) != cases[i].valid ||
            portal_url_valid(cases[i].url, true, &e) != cases[i].in_sandbox)
            fail_msg("\"%s\": %s", cases[i].url, e.text);
    }
}

static void refuse(const char *body, struct refusal *r, struct problems *p)
{
    problems_init(p);
    refusal_read(body, strlen(body), r, p);
}

static void refusal_read__puts_each_message__at_its_field(void **state)
{
    (void)state;
    struct refusal r;
    struct problems p;
    refuse(
        "{\"error\":{\"type\":\"invalid_input\",\"message\":\"Bad.\",\"request_id\":\"req-1\","
        "\"validation_errors\":{\"_errors\":[\"whole\"],\"locale\":{\"_errors\":[\"one\",\"two\"]},"
        "\"customer_data\":{\"_errors\":[],\"reservations\":{\"2\":{\"ends_at\":{\"_errors\":[\"late\"]}}},"
        "\"a/b~c\":{\"_errors\":\"odd\"},\"rooms\":[{},{\"name\":{\"_errors\":[\"short\",5,null]}}]}}},"
        "\"ok\":false}",
        &r, &p);
    assert_string_equal(r.type, "invalid_input");
    assert_string_equal(r.message, "Bad.");
    assert_string_equal(r.request_id, "req-1");
    static const char *const expected[][2] = {
        {"", "whole"},
        {"/locale", "one"},
        {"/locale", "two"},
        {"/customer_data/reservations/2/ends_at", "late"},
        {"/customer_data/a~1b~0c", "odd"},
        {"/customer_data/rooms/1/name", "short"},
    };
    const size_t count = sizeof expected / sizeof *expected;
    assert_int_equal(p.count, count);
    for (size_t i = 0; i < count; i++) {
        const struct problem *found = NULL;
        for (size_t k = 0; k < p.count; k++)
            if (strcmp(p.items[k].pointer, expected[i][0]) == 0 &&
                strcmp(p.items[k].text, expected[i][1]) == 0)
                found = &p.items[k];
        assert_non_null(found);
        assert_int_equal(found->severity, SEVERITY_SERVER);
        assert_string_equal(found->keyword, "server");
    }
    assert_int_equal(p.errors, 0);
    refusal_finish(&r);
    problems_finish(&p);
}

static void refusal_read__leaves_all_empty__for_other_bodies(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "",
        "too large",
        "<html><body>502</body></html>",
        "null",
        "[]",
        "{}",
        "{\"error\":null}",
        "{\"error\":\"no\"}",
        "{\"error\":{\"type\":5,\"message\":\"\",\"validation_errors\":\"x\"}}"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct refusal r;
        struct problems p;
        refuse(bodies[i], &r, &p);
        assert_null(r.type);
        assert_null(r.message);
        assert_null(r.request_id);
        assert_int_equal(p.count, 0);
        refusal_finish(&r);
        problems_finish(&p);
    }
    struct refusal r;
    refusal_read("{}", 2, &r, NULL);
    refusal_finish(&r);
}

static void refusal_read__caps__what_a_server_can_make_it_keep(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, BUF_TEXT_MAX);
    buf_puts(&body, "{\"error\":{\"type\":\"invalid_input\",\"message\":\"ab\\u0000");
    for (int i = 0; i < 400; i++)
        buf_puts(&body, "\u00e9\u00e9");
    buf_puts(&body, "\",\"validation_errors\":{\"a\":{\"_errors\":[\"first\"");
    for (int i = 0; i < 5000; i++)
        buf_puts(&body, ",\"more\"");
    buf_puts(&body, "]}}}}");
    struct refusal r;
    struct problems p;
    refuse(body.data, &r, &p);
    assert_memory_equal(r.message, "ab \u00e9", 5);
    assert_int_equal(strlen(r.message), 499); /* 500 would cut a character */
    assert_int_equal(p.count, 200);
    assert_string_equal(p.items[0].text, "first");
    buf_finish(&body);
    refusal_finish(&r);
    problems_finish(&p);
}

static void refusal_read__stays_at_the_last_place_it_can_name__below_a_path_too_long(void **state)
{
    (void)state;
    char name[3001];
    memset(name, 'n', 3000);
    name[3000] = '\0';
    struct buf body;
    buf_init(&body, BUF_TEXT_MAX);
    buf_printf(&body,
               "{\"error\":{\"validation_errors\":{\"a\":{\"%s\":{\"%s\":{\"_errors\":[\"deep\"]}},\"b\":"
               "{\"_errors\":[\"next\"]}}}}}",
               name, name);
    struct refusal r;
    struct problems p;
    refuse(body.data, &r, &p);
    assert_int_equal(p.count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(strlen(p.items[i].pointer),
                         strcmp(p.items[i].text, "deep") == 0 ? strlen("/a/") + 3000 : strlen("/a/b"));
    buf_finish(&body);
    refusal_finish(&r);
    problems_finish(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(portal_read__takes_all_three_shapes__of_a_success),
        cmocka_unit_test(portal_read__needs_nothing_but_the_link),
        cmocka_unit_test(portal_read__does_not_look_further__than_a_link_of_no_use),
        cmocka_unit_test(portal_url_valid__follows_the_rule__for_links),
        cmocka_unit_test(refusal_read__puts_each_message__at_its_field),
        cmocka_unit_test(refusal_read__leaves_all_empty__for_other_bodies),
        cmocka_unit_test(refusal_read__caps__what_a_server_can_make_it_keep),
        cmocka_unit_test(refusal_read__stays_at_the_last_place_it_can_name__below_a_path_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
