/* What looks wrong though the schema admits it: each rule with a body that breaks it, the fix that it offers,
 * and the body after it; and bodies that no rule has anything to say about. */
#include "tests/test.h"

#include "forms/checks.h"
#include "forms/fix.h"
#include "tests/forms/fixture.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *keyword;
    const char *body;  /* breaks this rule and no other */
    const char *words; /* in the text of the problem */
    const char *fixed; /* the body after the fix; NULL: none is offered */
    const char *does;  /* words of the fix */
} broken[] = {
    {"space", "{\"customer_data\":{\"customer_key\":\" a b\\t\"}}", "white space",
     "{\"customer_data\":{\"customer_key\":\"a b\"}}", "Take the white space away"},
    {"space", "{\"customer_data\":{\"customer_key\":\"\u00a0\"}}", "white space", NULL, NULL},
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"email_"
     "address\":\"ann\"}]"
     "}}",
     "no @", NULL, NULL},
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"phone_"
     "number\":\"+1 "
     "(555) 010-0199\"}]}}",
     "with the country",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"phone_"
     "number\":\"+"
     "15550100199\"}]}}",
     "Change it to +15550100199"},
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"phone_"
     "number\":\"555-"
     "0100\"}]}}",
     "with the country", NULL, NULL},
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"phone_"
     "number\":\"+1 555 "
     "call me\"}]}}",
     "with the country", NULL, NULL},
    {"form", "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"r\",\"name\":\"\"}]}}",
     "empty", NULL, NULL},
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\","
     "\"geolocation\":{"
     "\"latitude\":90.5,"
     "\"longitude\":1}}]}}",
     "between -90 and 90", NULL, NULL},
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\","
     "\"geolocation\":{"
     "\"latitude\":9,"
     "\"longitude\":-181}}]}}",
     "between -180 and 180", NULL, NULL},
    {"order",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\","
     "\"starts_at\":\"2026-11-20T15:00:00Z\",\"ends_at\":\"2026-11-20T15:00:00Z\"}]}}",
     "not after", NULL, NULL},
    {"utc",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\","
     "\"starts_at\":\"2026-11-20T01:00:00+02:00\"}]}}",
     "in UTC",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\","
     "\"starts_at\":\"2026-11-19T23:00:00Z\"}]}}",
     "Change it to 2026-11-19T23:00:00Z"},
    {"deprecated", "{\"features\":{\"manage_devices\":{\"exclude\":true}}}", "deprecated",
     "{\"features\":{\"manage\":{\"exclude\":true}}}", "Move it to manage"},
    {"deprecated", "{\"features\":{\"manage\":{},\"manage_devices\":{}}}", "deprecated", NULL, NULL},
};

static const char *const silent[] = {
    "{\"customer_data\":{\"customer_key\":\"a "
    "b\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"email_address\":\"ann@example.com\","
    "\"phone_number\":\"+15550100199\"}]}}",
    "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\","
    "\"geolocation\":{"
    "\"latitude\":-90,"
    "\"longitude\":180}}]}}",
    "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\","
    "\"starts_at\":\"2026-11-20T15:00:00Z\",\"ends_at\":\"2026-11-20T15:00:00.001Z\"}]}}",
    "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"ends_at\":"
    "\"2026-11-20T15:00:00Z\"}]}}",
    "{\"features\":{\"manage\":{\"exclude\":true}}}",
};

static void check(const struct fixture *f, struct problems *out)
{
    problems_init(out);
    checks_whole(f->schema, f->wizard, NULL, doc_root(f->doc), 0, out);
}

static void check_text(const struct doc *d, const char *wanted)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &text));
    assert_string_equal(text.data, wanted);
    buf_finish(&text);
}

static void check_fix(struct fixture *f, const struct problem *p, const char *body, const char *fixed,
                      const char *does)
{
    struct problems after;
    assert_int_not_equal(p->fix.kind, FIX_NONE);
    assert_string_equal(p->fix.words, does);
    assert_true(fix_apply(f->doc, p, NULL));
    check_text(f->doc, fixed);
    check(f, &after);
    assert_int_equal(after.count, 0);
    problems_finish(&after);
    assert_true(doc_undo(f->doc, NULL));
    check_text(f->doc, body);
    assert_false(doc_undo(f->doc, NULL));
}

static void rules__say_what_looks_wrong__and_offer_a_fix_where_it_is_certain(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct fixture f;
        struct problems found;
        fixture_begin(&f, broken[i].body);
        check(&f, &found);
        if (found.count != 1)
            fail_msg("%s: %zu problems, the last: %s", broken[i].body, found.count,
                     found.count ? found.items[found.count - 1].text : "");
        const struct problem *p = &found.items[0];
        assert_string_equal(p->keyword, broken[i].keyword);
        assert_non_null(strstr(p->text, broken[i].words));
        if (broken[i].fixed)
            check_fix(&f, p, broken[i].body, broken[i].fixed, broken[i].does);
        else
            assert_int_equal(p->fix.kind, FIX_NONE);
        problems_finish(&found);
        fixture_end(&f);
    }
}

static void rules__say_nothing__where_all_is_well(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        struct fixture f;
        struct problems found;
        fixture_begin(&f, silent[i]);
        check(&f, &found);
        if (found.count)
            fail_msg("%s: %s", silent[i], found.items[0].text);
        problems_finish(&found);
        fixture_end(&f);
    }
}

static void fix_apply__changes_nothing__when_the_document_is_another_one_by_now(void **state)
{
    (void)state;
    struct fixture f;
    struct problems found;
    struct err e = {0};
    fixture_begin(&f, "{\"features\":{\"manage_devices\":{}}}");
    check(&f, &found);
    assert_int_equal(found.count, 1);
    assert_true(doc_set_text(f.doc, "/features/manage", "{}", 2, NULL));
    assert_false(fix_apply(f.doc, &found.items[0], &e));
    assert_int_equal(e.code, ERR_EXISTS);
    check_text(f.doc, "{\"features\":{\"manage_devices\":{},\"manage\":{}}}");
    assert_true(doc_unset(f.doc, "/features/manage_devices", NULL));
    assert_false(fix_apply(f.doc, &found.items[0], &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    found.items[0].fix.kind = FIX_NONE;
    assert_true(doc_undo(f.doc, NULL));
    assert_false(fix_apply(f.doc, &found.items[0], &e));
    problems_finish(&found);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules__say_what_looks_wrong__and_offer_a_fix_where_it_is_certain),
        cmocka_unit_test(rules__say_nothing__where_all_is_well),
        cmocka_unit_test(fix_apply__changes_nothing__when_the_document_is_another_one_by_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
