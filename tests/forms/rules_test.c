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
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"phone_"
     "number\":\"+44 (0)20 5550 1001\"}]}}",
     "with the country", NULL, NULL},
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"phone_"
     "number\":\"+44 (020) 5550 1001\"}]}}",
     "with the country", NULL, NULL},
    {"form",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\",\"phone_"
     "number\":\"+1 555 0100/0101\"}]}}",
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
    {"metadata",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
     "metadata\":{\"a.b\":\"x\"}}]}}",
     "with a period",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
     "metadata\":{\"a_b\":\"x\"}}]}}",
     "Call it a_b"},
    {"metadata",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
     "metadata\":{\"a.b\":\"x\",\"a_b\":\"y\"}}]}}",
     "with a period", NULL, NULL},
    {"metadata",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
     "metadata\":{\"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\":\"x\"}}]}}",
     "longer than the 40", NULL, NULL},
    {"metadata",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
     "metadata\":{\"n0\":\"x\",\"n1\":\"x\",\"n2\":\"x\",\"n3\":\"x\",\"n4\":\"x\",\"n5\":\"x\",\"n6\":\"x\","
     "\"n7\":\"x\",\"n8\":\"x\",\"n9\":\"x\",\"n10\":\"x\",\"n11\":\"x\",\"n12\":\"x\",\"n13\":\"x\",\"n14\":"
     "\"x\",\"n15\":\"x\",\"n16\":\"x\",\"n17\":\"x\",\"n18\":\"x\",\"n19\":\"x\",\"n20\":\"x\",\"n21\":"
     "\"x\",\"n22\":\"x\",\"n23\":\"x\",\"n24\":\"x\",\"n25\":\"x\",\"n26\":\"x\",\"n27\":\"x\",\"n28\":"
     "\"x\",\"n29\":\"x\",\"n30\":\"x\",\"n31\":\"x\",\"n32\":\"x\",\"n33\":\"x\",\"n34\":\"x\",\"n35\":"
     "\"x\",\"n36\":\"x\",\"n37\":\"x\",\"n38\":\"x\",\"n39\":\"x\",\"n40\":\"x\",\"n41\":\"x\",\"n42\":"
     "\"x\",\"n43\":\"x\",\"n44\":\"x\",\"n45\":\"x\",\"n46\":\"x\",\"n47\":\"x\",\"n48\":\"x\",\"n49\":"
     "\"x\",\"n50\":\"x\"}}]}}",
     "51 entries", NULL, NULL},
    {"people",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\"}],"
     "\"tenants\":[{\"tenant_key\":\"t\",\"name\":\"T\"}],\"reservations\":[{\"reservation_key\":\"r\","
     "\"guest_key\":\"g\",\"tenant_key\":\"t\"}]}}",
     "a second person", NULL, NULL},
    {"subset",
     "{\"features\":{\"manage\":{\"events\":{\"allowed_events\":[\"device.added\"],\"default_events\":["
     "\"device.added\",\"device.removed\"]}}}}",
     "not among allowed_events", NULL, NULL},
    {"suggestion", "{\"features\":{\"connect\":{\"accepted_providers\":[\"augustt\"]}}}",
     "Did you mean august?", "{\"features\":{\"connect\":{\"accepted_providers\":[\"august\"]}}}",
     "Change it to august"},
    {"undocumented", "{\"_dev\":true}", "not documented", NULL, NULL},
    {"dangling",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"room-north\",\"name\":\"R\"},{"
     "\"room_key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":["
     "\"Room North\"]}]}}",
     "Did you mean \"room-north\"?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"room-north\",\"name\":\"R\"},{"
     "\"room_key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":["
     "\"room-north\"]}]}}",
     "Change it to room-north"},
    {"dangling",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"room-north\",\"name\":\"R\"},{"
     "\"room_key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":["
     "\"room-nrth\"]}]}}",
     "Did you mean \"room-north\"?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"room-north\",\"name\":\"R\"},{"
     "\"room_key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":["
     "\"room-north\"]}]}}",
     "Change it to room-north"},
    {"dangling",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"B12\",\"name\":\"R\"},{\"room_"
     "key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":[\"b12\"]}]"
     "}}",
     "Did you mean \"B12\"?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"B12\",\"name\":\"R\"},{\"room_"
     "key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":[\"B12\"]}]"
     "}}",
     "Change it to B12"},
    {"dangling",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"a "
     "b\",\"name\":\"R\"},{\"room_key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":"
     "\"r\",\"room_keys\":[\"a b \"]}]}}",
     "Did you mean \"a b\"?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"a "
     "b\",\"name\":\"R\"},{\"room_key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":"
     "\"r\",\"room_keys\":[\"a b\"]}]}}",
     "Change it to a b"},
    {"dangling",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"room-12\",\"name\":\"R\"},{"
     "\"room_key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":["
     "\"room-13\"]}]}}",
     "fine where it was sent before", NULL, NULL},
    {"dangling",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"north-a\",\"name\":\"R\"},{"
     "\"room_key\":\"north-b\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":["
     "\"north-c\"]}]}}",
     "fine where it was sent before", NULL, NULL},
    {"unknown",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"startsAt\":"
     "\"2026-11-20T15:00:00Z\"}]}}",
     "Did you mean starts_at?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"starts_at\":"
     "\"2026-11-20T15:00:00Z\"}]}}",
     "Call it starts_at"},
    {"unknown",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"colour\":"
     "\"red\"}]}}",
     "sent as it is", NULL, NULL},
    {"enum", "{\"locale\":\"fr\"}", "Did you mean fr-FR?", "{\"locale\":\"fr-FR\"}", "Change it to fr-FR"},
    {"enum", "{\"locale\":\"EN_us\"}", "Did you mean en-US?", "{\"locale\":\"en-US\"}", "Change it to en-US"},
    {"enum", "{\"locale\":\"xx\"}", "must be one of", NULL, NULL},
    {"type", "{\"is_embedded\":\"true\"}", "Did you mean yes?", "{\"is_embedded\":true}", "Change it to yes"},
    {"type", "{\"is_embedded\":null}", "Leave it out", "{}", "Make it not set"},
    {"type", "{\"is_embedded\":\"maybe\"}", "yes or no", NULL, NULL},
    {"type",
     "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\",\"duration_"
     "minutes\":\"60\"}]}}",
     "Did you mean 60?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\",\"duration_"
     "minutes\":60}]}}",
     "Change it to 60"},
    {"type", "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":12}]}}",
     "Did you mean \"12\"?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"12\"}]}}",
     "Change it to \"12\""},
    {"type",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"preferred_"
     "code\":4711}]}}",
     "not a number. Example: \"4821\". What is there can be made to fit.",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"preferred_"
     "code\":\"4711\"}]}}",
     "Make it fit; it stays hidden"},
    {"pattern",
     "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\",\"customer_"
     "data\":{\"default_checkin_time\":\"3pm\"}}]}}",
     "Did you mean 15:00?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\",\"customer_"
     "data\":{\"default_checkin_time\":\"15:00\"}}]}}",
     "Change it to 15:00"},
    {"format",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"starts_at\":"
     "\"2026-11-20 15:00z\"}]}}",
     "Did you mean 2026-11-20T15:00:00Z?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"starts_at\":"
     "\"2026-11-20T15:00:00Z\"}]}}",
     "Change it to 2026-11-20T15:00:00Z"},
    {"format",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"starts_at\":"
     "\"20 nov 15:00\"}]}}",
     "", NULL, NULL},
    {"format", /* the hyphen of the date is no offset */
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"starts_at\":"
     "\"2026-11-2 9pm\"}]}}",
     "", NULL, NULL},
    {"format",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"starts_at\":"
     "\"2026-11-2 9pm +01:00\"}]}}",
     "Did you mean 2026-11-02T20:00:00Z?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"starts_at\":"
     "\"2026-11-02T20:00:00Z\"}]}}",
     "Change it to 2026-11-02T20:00:00Z"},
    {"undocumented",
     "{\"customer_data\":{\"customer_key\":\"c\",\"staff_members\":[{\"staff_member_key\":\"m\",\"name\":"
     "\"M\"},{\"staff_member_key\":\"n\",\"name\":\"N\"}]}}",
     "not documented", NULL, NULL},
    {"dangling",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"a1\",\"name\":\"R\"},{\"room_"
     "key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":["
     "\" a1\\t\"]}]}}",
     "Did you mean \"a1\"?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"a1\",\"name\":\"R\"},{\"room_"
     "key\":\"other\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"room_keys\":[\"a1\"]}]}"
     "}",
     "Change it to a1"},
    {"oneOf",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
     "metadata\":{\"a\":12}}]}}",
     "Did you mean \"12\"?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
     "metadata\":{\"a\":\"12\"}}]}}",
     "Change it to \"12\""},
    {"metadata",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
     "metadata\":{\"n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.n.\":\"x\"}}]}}",
     "with a period", NULL, NULL},
    {"unknown",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"startsAt\":"
     "\"2026-11-20T15:00:00Z\",\"name\":\"N\"}]}}",
     "Did you mean starts_at?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"starts_at\":"
     "\"2026-11-20T15:00:00Z\",\"name\":\"N\"}]}}",
     "Call it starts_at"},
    {"type",
     "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\",\"duration_"
     "minutes\":\"60 \"}]}}",
     "Did you mean 60?",
     "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\",\"name\":\"S\",\"duration_"
     "minutes\":60}]}}",
     "Change it to 60"},
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
    "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\",\"custom_"
    "metadata\":{\"éééééééééééééééééééééééééééééééééééééééé\":\"x\"}}]}}",
    "{\"features\":{\"manage\":{\"events\":{\"default_events\":[\"device.added\"]}}}}",
    "{\"features\":{\"connect\":{\"accepted_providers\":[\"somebody_quite_new\"]}}}",
    "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\"}],\"rooms\":["
    "{\"room_key\":\"o\",\"name\":\"O\"}],\"reservations\":[{\"reservation_key\":\"r\",\"guest_key\":\"g\","
    "\"room_keys\":[\"o\"]}]}}",
    "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\"}],"
    "\"reservations\":[{\"reservation_key\":\"r\",\"guest_key\":\"g\",\"tenant_key\":\"\"}]}}",
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

/* Problems with a fix of a body with so many members that nobody knows, one of them misspelled. */
static size_t offered(size_t members)
{
    struct fixture f;
    struct problems found;
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    buf_puts(&body, "{\"customer_data\":{\"customer_key\":\"c\"},\"featurse\":{}");
    for (size_t i = 2; i < members; i++)
        buf_printf(&body, ",\"x%zu\":1", i);
    buf_putc(&body, '}');
    fixture_begin(&f, body.data);
    check(&f, &found);
    assert_int_equal(found.count, members - 1);
    size_t offers = 0;
    for (size_t i = 0; i < found.count; i++)
        offers += found.items[i].fix.kind != FIX_NONE;
    problems_finish(&found);
    fixture_end(&f);
    buf_finish(&body);
    return offers;
}

static void rules__look_for_what_was_meant__among_as_many_members_as_people_write(void **state)
{
    (void)state;
    assert_int_equal(offered(1000), 1);
    assert_int_equal(offered(1001), 0);
}

static void rule_duplicate__names_the_rows__that_share_a_key(void **state)
{
    (void)state;
    struct fixture f;
    struct problems found;
    struct buf body;
    buf_init(&body, BUF_TEXT_MAX);
    buf_puts(&body,
             "{\"customer_data\":{\"customer_key\":\"c\",\"rooms\":[{\"room_key\":\"z\",\"name\":\"Z\"}");
    for (int i = 0; i < 2; i++)
        buf_puts(&body, ",{\"room_key\":\"a\",\"name\":\"A\"}");
    for (int i = 0; i < 6; i++)
        buf_puts(&body, ",{\"room_key\":\"b\",\"name\":\"B\"}");
    buf_puts(&body, "]}}");
    fixture_begin(&f, body.data);
    check(&f, &found);
    assert_int_equal(found.count, 8);
    assert_non_null(strstr(found.items[0].text, " Rows 2, 3."));
    assert_non_null(strstr(found.items[7].text, " Rows 4, 5, 6, 7 and others."));
    problems_finish(&found);
    fixture_end(&f);
    buf_finish(&body);
}

/* Two warnings stand at a deep link: nobody documents it, and it needs company. */
static void rule_needs__sets_what_has_to_stand_beside__in_one_step(void **state)
{
    (void)state;
    static const char body[] =
        "{\"deep_link\":{\"resource_type\":\"reservation\",\"resource_key\":\"r\"},\"customer_data\":"
        "{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r\"}]}}";
    struct fixture f;
    struct problems found;
    fixture_begin(&f, body);
    check(&f, &found);
    assert_int_equal(found.count, 2);
    const struct problem *p = &found.items[0];
    assert_string_equal(p->keyword, "needs");
    assert_string_equal(p->fix.words, "Set Embedded in another page: yes and Navigation: restricted");
    assert_true(fix_apply(f.doc, p, NULL));
    problems_finish(&found);
    check(&f, &found);
    assert_int_equal(found.count, 1);
    assert_true(json_is_true(doc_get(f.doc, "/is_embedded")));
    assert_true(doc_undo(f.doc, NULL));
    check_text(f.doc, body);
    assert_false(doc_undo(f.doc, NULL));
    problems_finish(&found);
    fixture_end(&f);
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
        cmocka_unit_test(rules__look_for_what_was_meant__among_as_many_members_as_people_write),
        cmocka_unit_test(rule_duplicate__names_the_rows__that_share_a_key),
        cmocka_unit_test(rule_needs__sets_what_has_to_stand_beside__in_one_step),
        cmocka_unit_test(rules__say_nothing__where_all_is_well),
        cmocka_unit_test(fix_apply__changes_nothing__when_the_document_is_another_one_by_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
