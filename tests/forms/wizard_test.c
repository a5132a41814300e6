#include "tests/test.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tests/forms/fixture.h"

#include "assets/asset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- sections */

static void wizard_sections__are_the_pages_of_the_product__in_order(void **state)
{
    (void)state;
    static const char *const pages[] = {"customer", "places",       "people",  "stays",    "features",
                                        "portal",   "landing_page", "filters", "advanced", "review"};
    struct fixture f;
    fixture_begin(&f, "{}");
    size_t page = 0;
    for (size_t i = 0; i < wizard_section_count(f.wizard); i++) {
        const struct section *s = wizard_section(f.wizard, i);
        assert_true(*s->title && *s->one && *s->help);
        if (s->depth == 0)
            assert_string_equal(s->id, pages[page++]);
        assert_int_equal(s->kind == SECTION_LIST, *s->pointer != '\0');
    }
    assert_int_equal(page, sizeof pages / sizeof *pages);
    assert_null(wizard_section(f.wizard, wizard_section_count(f.wizard)));
    fixture_end(&f);
}

static void wizard_section_of__knows_a_place_for_every_path(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *section;
    } cases[] = {
        {"/customer_data/customer_key", "customer"},
        {"/customer_data", "customer"},
        {"/customer_data/never_heard_of/3", "customer"},
        {"/customer_data/rooms", "places.rooms"},
        {"/customer_data/rooms/12/name", "places.rooms"},
        {"/customer_data/rooms_of_another_kind", "customer"},
        {"/customer_data/staff_members/0", "advanced.staff_members"},
        {"/features/manage/events/allowed_events/1", "features.manage"},
        {"/features/manage_devices/exclude", "features.manage_devices"},
        {"/features/brand_new", "features"},
        {"/locale", "portal"},
        {"/landing_page/manage/room_key", "landing_page"},
        {"/customer_resources_filters/0/value", "filters"},
        {"/_dev", "advanced"},
        {"/deep_link/resource_key", "advanced"},
        {"/brand_new/a~1b/0", "advanced"},
        {"", "advanced"},
    };
    struct fixture f;
    fixture_begin(&f, "{}");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const long section = wizard_section_of(f.wizard, cases[i].pointer);
        assert_true(section >= 0);
        assert_string_equal(wizard_section(f.wizard, (size_t)section)->id, cases[i].section);
    }
    fixture_end(&f);
}

/* ---- labels */

/* Seam's own files have no titles: the asset's labels are for them, and must say what our titles say. */
static void wizard_label__is_the_same__with_and_without_titles(void **state)
{
    (void)state;
    const struct asset *a = asset_find("wizard.json");
    struct fixture f;
    struct arena arena;
    struct json_tree tree;
    struct buf name, label;
    struct path path;
    arena_init(&arena);
    buf_init(&name, BUF_TEXT_MAX);
    buf_init(&label, BUF_TEXT_MAX);
    path_init(&path);
    fixture_begin(&f, "{}");
    assert_true(json_parse(&arena, (const char *)a->data, a->len, &tree, NULL));
    const struct json *labels = json_get(&tree.root, "labels", 6);
    assert_true(labels && labels->count > 0);
    for (size_t i = 0; i < labels->count; i++) {
        size_t len;
        const char *pattern = json_name(json_item(labels, i), &name, &len);
        buf_clear(&path.text);
        for (size_t k = 0; k < len; k++)
            buf_putc(&path.text, pattern[k] == '*' ? '0' : pattern[k]);
        buf_clear(&label);
        wizard_label(f.wizard, path.text.data, &label);
        assert_true(json_chars_equal(json_item(labels, i), label.data, label.len));
    }
    path_finish(&path);
    buf_finish(&label);
    buf_finish(&name);
    arena_finish(&arena);
    fixture_end(&f);
}

static void wizard_label__comes_from_the_asset__where_the_schema_has_no_title(void **state)
{
    (void)state;
    static const char text[] =
        "{\"paths\":{\"/customers/create_portal\":{\"post\":{\"requestBody\":{\"content\":{\"application/"
        "json\":"
        "{\"schema\":{\"type\":\"object\",\"properties\":{\"is_embedded\":{\"type\":\"boolean\"},"
        "\"brand_new\":{\"type\":\"boolean\"}}}}}}}}}}";
    struct schema *s = read_schema(text, sizeof text - 1);
    struct wizard *w = read_wizard(s);
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    wizard_label(w, "/is_embedded", &label);
    assert_string_equal(label.data, "Embedded in another page");
    buf_clear(&label);
    wizard_label(w, "/brand_new", &label);
    assert_string_equal(label.data, "Brand new");
    buf_finish(&label);
    wizard_free(w);
    schema_free(s);
}

/* ---- rows */

static void check_control(const struct fixture *f, const char *pointer, enum control control,
                          const char *list)
{
    char *parent = path_parent(pointer);
    struct rows r;
    rows_init(&r);
    wizard_object_rows(f->wizard, parent, f->doc, &r);
    const struct row *row = find_row(&r, pointer);
    if (!row)
        fail_msg("no row for %s", pointer);
    if (row->control != control)
        fail_msg("%s has control %d, not %d", pointer, (int)row->control, (int)control);
    if (list)
        assert_string_equal(row->ref_list, list);
    else
        assert_null(row->ref_list);
    rows_finish(&r);
    free(parent);
}

static void wizard_rows__have_the_control__that_fits_the_field(void **state)
{
    (void)state;
    static const struct {
        const char *pointer;
        enum control control;
        const char *list;
    } cases[] = {
        {"/customer_data/customer_key", CONTROL_TEXT, NULL},
        {"/customer_data/sites", CONTROL_RECORDS, NULL},
        {"/customer_data/rooms/0/room_key", CONTROL_TEXT, NULL},
        {"/customer_data/rooms/0/parent_site_key", CONTROL_KEY, "/customer_data/sites"},
        {"/customer_data/reservations/0/guest_key", CONTROL_KEY, "/customer_data/guests"},
        {"/customer_data/reservations/0/user_identity_key", CONTROL_KEY, "/customer_data/user_identities"},
        {"/customer_data/reservations/0/property_keys", CONTROL_KEYS, "/customer_data/properties"},
        {"/customer_data/reservations/0/common_area_keys", CONTROL_KEYS, "/customer_data/common_areas"},
        {"/customer_data/reservations/0/starts_at", CONTROL_DATE_TIME, NULL},
        {"/customer_data/reservations/0/custom_metadata", CONTROL_MAP, NULL},
        {"/customer_data/reservations/0/preferred_code", CONTROL_TEXT, NULL},
        {"/customer_data/staff_members/0/property_listing_keys", CONTROL_KEYS,
         "/customer_data/property_listings"},
        {"/customer_data/spaces/0/duration_minutes", CONTROL_NUMBER, NULL},
        {"/customer_data/spaces/0/geolocation/latitude", CONTROL_NUMBER, NULL},
        {"/customer_data/spaces/0/customer_data/default_checkin_time", CONTROL_TIME, NULL},
        {"/customer_data/spaces/0/customer_data/time_zone", CONTROL_ZONE, NULL},
        {"/features/connect/accepted_providers", CONTROL_STRINGS, NULL},
        {"/features/manage/exclude", CONTROL_BOOL, NULL},
        {"/features/manage/device_management_confirmation/body", CONTROL_LONG_TEXT, NULL},
        {"/features/manage/device_management_confirmation/title", CONTROL_TEXT, NULL},
        {"/locale", CONTROL_ENUM, NULL},
        {"/navigation_mode", CONTROL_ENUM, NULL},
        {"/customization_profile_id", CONTROL_UUID, NULL},
        {"/landing_page/manage", CONTROL_ONE_OF, NULL},
        {"/deep_link", CONTROL_VARIANT, NULL},
        {"/customer_resources_filters", CONTROL_RECORDS, NULL},
        {"/customer_resources_filters/0/operation", CONTROL_ENUM, NULL},
        {"/customer_resources_filters/0/value", CONTROL_TYPED, NULL},
    };
    struct fixture f;
    fixture_begin(&f, "{}");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_control(&f, cases[i].pointer, cases[i].control, cases[i].list);
    fixture_end(&f);
}

static void wizard_rows__say_what_is_required_secret_nullable_and_deprecated(void **state)
{
    (void)state;
    struct fixture f;
    struct rows r;
    fixture_begin(&f, "{}");
    rows_init(&r);
    wizard_rows(f.wizard, section_named(f.wizard, "customer"), f.doc, &r);
    assert_true(find_row(&r, "/customer_data/customer_key")->required);
    assert_non_null(find_row(&r, "/customer_data/customer_key")->help);
    rows_finish(&r);
    wizard_object_rows(f.wizard, "/customer_data/bookings/3", f.doc, &r);
    assert_true(find_row(&r, "/customer_data/bookings/3/booking_key")->required);
    assert_false(find_row(&r, "/customer_data/bookings/3/name")->required);
    assert_true(find_row(&r, "/customer_data/bookings/3/preferred_code")->secret);
    assert_false(find_row(&r, "/customer_data/bookings/3/name")->secret);
    rows_finish(&r);
    wizard_object_rows(f.wizard, "/customer_data/spaces/0", f.doc, &r);
    assert_true(find_row(&r, "/customer_data/spaces/0/customer_data/address")->nullable);
    assert_int_equal(find_row(&r, "/customer_data/spaces/0/geolocation")->kind, ROW_HEADING);
    assert_true(find_row(&r, "/customer_data/spaces/0/geolocation/longitude")->required);
    rows_finish(&r);
    wizard_rows(f.wizard, section_named(f.wizard, "features.manage_devices"), f.doc, &r);
    assert_memory_equal(find_row(&r, "/features/manage_devices/exclude")->note, "Deprecated", 10);
    rows_finish(&r);
    wizard_rows(f.wizard, section_named(f.wizard, "advanced"), f.doc, &r);
    assert_memory_equal(find_row(&r, "/deep_link")->note, "Undocumented", 12);
    rows_finish(&r);
    assert_true(wizard_is_secret(f.wizard, "preferred_code", 14));
    assert_false(wizard_is_secret(f.wizard, "name", 4));
    fixture_end(&f);
}

static bool suggests(const struct row *r, const char *word)
{
    for (size_t i = 0; r->suggestions && r->suggestions[i]; i++)
        if (strcmp(r->suggestions[i], word) == 0)
            return true;
    return false;
}

static void wizard_rows__suggest_providers_and_events(void **state)
{
    (void)state;
    struct fixture f;
    struct rows r;
    fixture_begin(&f, "{}");
    rows_init(&r);
    wizard_object_rows(f.wizard, "/features", f.doc, &r);
    assert_true(suggests(find_row(&r, "/features/connect/accepted_providers"), "august"));
    assert_true(suggests(find_row(&r, "/features/connect/excluded_providers"), "yale"));
    assert_true(suggests(find_row(&r, "/features/manage/events/allowed_events"), "lock.unlocked"));
    assert_false(suggests(find_row(&r, "/features/manage/events/default_events"), "yale"));
    assert_null(find_row(&r, "/features/connect/exclude")->suggestions);
    rows_finish(&r);
    fixture_end(&f);
}

static void wizard_rows__show_what_the_schema_does_not_know(void **state)
{
    (void)state;
    static const struct {
        const char *section, *pointer, *label;
    } cases[] = {
        {"advanced", "/brand_new", "Brand new"},
        {"features", "/features/extra", "Extra"},
        {"features.manage", "/features/manage/a~1b", "A/b"},
        {"features.manage", "/features/manage/events/more", "More"},
        {"customer", "/customer_data/lockers", "Lockers"},
        {"landing_page", "/landing_page/organize", "Organize"},
    };
    struct fixture f;
    fixture_begin(
        &f, "{\"brand_new\": {\"x\": 1}, \"features\": {\"extra\": 1, \"manage\": {\"a/b\": [2], \"events\": "
            "{\"more\": null}}}, \"customer_data\": {\"lockers\": [], \"rooms\": [{\"size\": 3}]}, "
            "\"landing_page\": {\"organize\": {}}}");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rows r;
        rows_init(&r);
        wizard_rows(f.wizard, section_named(f.wizard, cases[i].section), f.doc, &r);
        const struct row *row = find_row(&r, cases[i].pointer);
        assert_non_null(row);
        assert_int_equal(row->control, CONTROL_JSON);
        assert_string_equal(row->label, cases[i].label);
        assert_null(row->node);
        assert_non_null(row->help);
        rows_finish(&r);
    }
    check_control(&f, "/customer_data/rooms/0/size", CONTROL_JSON, NULL);
    check_control(&f, "/brand_new/x", CONTROL_JSON, NULL);
    fixture_end(&f);
}

static void wizard_rows__leave_out__a_name_that_no_pointer_can_have(void **state)
{
    (void)state;
    struct fixture f;
    struct rows r;
    size_t named = 0;
    fixture_begin(&f, "{\"customer_data\": {\"rooms\": [{\"name\": \"a\", \"name\\u0000b\": \"c\"}]}}");
    rows_init(&r);
    wizard_object_rows(f.wizard, "/customer_data/rooms/0", f.doc, &r);
    for (size_t i = 0; i < r.count; i++)
        named += strcmp(r.items[i].pointer, "/customer_data/rooms/0/name") == 0;
    assert_int_equal(named, 1);
    rows_finish(&r);
    fixture_end(&f);
}

static void wizard_rows__offer_raw_json__for_values_of_another_kind(void **state)
{
    (void)state;
    struct fixture f;
    struct rows r;
    fixture_begin(&f, "{\"features\": {\"connect\": 5, \"manage\": {\"exclude\": [], \"events\": \"x\"}}, "
                      "\"landing_page\": "
                      "{\"manage\": \"room\"}, \"customer_data\": {\"rooms\": {}}}");
    rows_init(&r);
    wizard_rows(f.wizard, section_named(f.wizard, "features.connect"), f.doc, &r);
    assert_int_equal(r.count, 1);
    assert_string_equal(r.items[0].pointer, "/features/connect");
    assert_int_equal(r.items[0].control, CONTROL_JSON);
    rows_finish(&r);
    check_control(&f, "/features/manage/exclude", CONTROL_JSON, NULL);
    check_control(&f, "/features/manage/events", CONTROL_JSON, NULL);
    check_control(&f, "/landing_page/manage", CONTROL_JSON, NULL);
    check_control(&f, "/customer_data/rooms", CONTROL_JSON, NULL);
    fixture_end(&f);
}

/* A text that is one of so many objects of one member. */
static void put_choices(size_t count, struct buf *out)
{
    buf_puts(out, "{\"paths\":{\"/customers/"
                  "create_portal\":{\"post\":{\"requestBody\":{\"content\":{\"application/json\":"
                  "{\"schema\":{\"type\":\"object\",\"properties\":{\"open_on\":{\"oneOf\":[");
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s{\"type\":\"object\",\"required\":[\"m%zu\"],\"properties\":{\"m%zu\":{}}}",
                   i ? "," : "", i, i);
    buf_puts(out, "]}}}}}}}}}}");
}

static enum control control_of_choices(size_t count)
{
    struct fixture f = {0};
    struct buf text;
    struct rows r;
    buf_init(&text, BUF_TEXT_MAX);
    rows_init(&r);
    put_choices(count, &text);
    f.schema = read_schema(text.data, text.len);
    f.wizard = read_wizard(f.schema);
    f.doc = read_doc("{}");
    wizard_object_rows(f.wizard, "", f.doc, &r);
    const enum control control = find_row(&r, "/open_on")->control;
    rows_finish(&r);
    buf_finish(&text);
    fixture_end(&f);
    return control;
}

static void wizard_rows__offer_raw_json__for_more_choices_than_a_list_can_hold(void **state)
{
    (void)state;
    assert_int_equal(control_of_choices(64), CONTROL_ONE_OF);
    assert_int_equal(control_of_choices(65), CONTROL_JSON);
}

/* ---- lists */

static void wizard_choices__are_the_thirteen_landing_pages(void **state)
{
    (void)state;
    struct fixture f;
    struct rows r;
    struct choice c[20];
    fixture_begin(&f, "{}");
    rows_init(&r);
    wizard_rows(f.wizard, section_named(f.wizard, "landing_page"), f.doc, &r);
    assert_int_equal(wizard_choices(f.wizard, find_row(&r, "/landing_page/manage"), c, 20), 13);
    size_t seen = 0;
    for (size_t i = 0; i < 13; i++) {
        assert_non_null(c[i].ref_list);
        assert_string_equal(wizard_key_member(f.wizard, c[i].ref_list), c[i].member);
        if (strcmp(c[i].member, "common_area_key") == 0) {
            assert_string_equal(c[i].label, "Common area");
            assert_string_equal(c[i].ref_list, "/customer_data/common_areas");
            seen++;
        }
    }
    assert_int_equal(seen, 1);
    assert_int_equal(wizard_choices(f.wizard, find_row(&r, "/landing_page/manage"), c, 5), 5);
    rows_finish(&r);
    fixture_end(&f);
}

static void wizard_columns__put_what_tells_records_apart_first(void **state)
{
    (void)state;
    struct fixture f;
    struct column c[30];
    fixture_begin(&f, "{}");
    const size_t all = wizard_columns(f.wizard, "/customer_data/reservations", c, 30);
    static const char *const first[] = {"reservation_key", "name", "starts_at", "ends_at"};
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(c[i].member, first[i]);
    assert_true(c[0].required);
    assert_false(c[1].required);
    for (size_t i = 0; i < all; i++)
        assert_true(c[i].width > 0 && c[i].label[0]);
    struct column few[3];
    assert_int_equal(wizard_columns(f.wizard, "/customer_data/reservations", few, 3), 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(few[i].member, c[i].member);
    assert_int_equal(wizard_columns(f.wizard, "/customer_data", few, 3), 0);
    fixture_end(&f);
}

static void check_fresh(const struct fixture *f, const char *list, const char *expected)
{
    char *text = wizard_new_record(f->wizard, f->doc, list);
    assert_string_equal(text, expected);
    free(text);
}

static void wizard_new_record__has_a_key_that_is_free(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f,
                  "{\"customer_data\": {\"rooms\": [{\"room_key\": \"room-1\"}, {\"room_key\": \"room-7\"}, "
                  "{\"room_key\": 3}, 4, {\"room_key\": \"room-08\"}, {\"room_key\": \"room-99999999999\"}], "
                  "\"common_areas\": \"x\"}}");
    check_fresh(&f, "/customer_data/rooms", "{\"room_key\": \"room-8\"}");
    check_fresh(&f, "/customer_data/guests", "{\"guest_key\": \"guest-1\"}");
    check_fresh(&f, "/customer_data/common_areas", "{\"common_area_key\": \"common-area-1\"}");
    check_fresh(&f, "/customer_resources_filters", "{\"operation\": \"=\"}");
    check_fresh(&f, "/nowhere", "{}");
    assert_null(wizard_key_member(f.wizard, "/customer_resources_filters"));
    assert_null(wizard_key_member(f.wizard, "/nowhere"));
    fixture_end(&f);
}

static void wizard_label__is_for_people(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *label;
    } cases[] = {
        {"", "Configuration"},
        {"/features/connect/exclude", "Hide the Connect tab"},
        {"/customer_data/reservations/166", "Reservation 167"},
        {"/customer_data/reservations/166/starts_at", "Starts at"},
        {"/features/manage/events/allowed_events/0", "Item 1"},
        {"/never_heard_of", "Never heard of"},
        {"/_", "_"},
        {"/customer_data/reservations/0/custom_metadata/2024", "2024"},
    };
    struct fixture f;
    struct buf b;
    fixture_begin(&f, "{}");
    buf_init(&b, BUF_TEXT_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&b);
        wizard_label(f.wizard, cases[i].pointer, &b);
        assert_string_equal(b.data, cases[i].label);
    }
    buf_finish(&b);
    fixture_end(&f);
}

static void wizard_new__refuses__an_asset_that_makes_no_sense(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "[]", "{}", "{\"sections\": [{}]}",
                                      "{\"sections\": [{\"id\": 1}]}"};
    struct fixture f;
    fixture_begin(&f, "{}");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = {0};
        assert_null(wizard_new(bad[i], strlen(bad[i]), f.schema, &e));
        assert_true(e.code != ERR_NONE);
    }
    wizard_free(NULL);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wizard_label__is_the_same__with_and_without_titles),
        cmocka_unit_test(wizard_label__comes_from_the_asset__where_the_schema_has_no_title),
        cmocka_unit_test(wizard_sections__are_the_pages_of_the_product__in_order),
        cmocka_unit_test(wizard_section_of__knows_a_place_for_every_path),
        cmocka_unit_test(wizard_rows__have_the_control__that_fits_the_field),
        cmocka_unit_test(wizard_rows__say_what_is_required_secret_nullable_and_deprecated),
        cmocka_unit_test(wizard_rows__suggest_providers_and_events),
        cmocka_unit_test(wizard_rows__show_what_the_schema_does_not_know),
        cmocka_unit_test(wizard_rows__leave_out__a_name_that_no_pointer_can_have),
        cmocka_unit_test(wizard_rows__offer_raw_json__for_values_of_another_kind),
        cmocka_unit_test(wizard_rows__offer_raw_json__for_more_choices_than_a_list_can_hold),
        cmocka_unit_test(wizard_choices__are_the_thirteen_landing_pages),
        cmocka_unit_test(wizard_columns__put_what_tells_records_apart_first),
        cmocka_unit_test(wizard_new_record__has_a_key_that_is_free),
        cmocka_unit_test(wizard_label__is_for_people),
        cmocka_unit_test(wizard_new__refuses__an_asset_that_makes_no_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
