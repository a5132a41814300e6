#include "tests/test.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tests/forms/fixture.h"

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

/* ---- every field has one place */

struct names {
    char **items;
    size_t count;
};

static void names_add(struct names *n, char *take)
{
    n->items = xreallocarray(n->items, n->count + 1, sizeof *n->items);
    n->items[n->count++] = take;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void names_finish(struct names *n)
{
    for (size_t i = 0; i < n->count; i++)
        free(n->items[i]);
    free(n->items);
}

struct walk {
    struct names *out;
    const char *pointer;
    size_t members;
};

static void collect(struct names *out, const char *pointer, const struct schema_node *n);

static void collect_property(void *context, const struct schema_property *p)
{
    struct walk *w = context;
    char *below = path_join(w->pointer, p->name);
    w->members++;
    collect(w->out, below, p->node);
    free(below);
}

/* The fields of the schema, records of lists as item 0. */
static void collect(struct names *out, const char *pointer, const struct schema_node *n)
{
    struct walk w = {out, pointer, 0};
    if (n->one_of_count == 0)
        schema_each_property(n, collect_property, &w);
    if (w.members > 0)
        return;
    names_add(out, xstrdup(pointer));
    if (n->items) {
        char *item = path_join_index(pointer, 0);
        struct walk record = {out, item, 0};
        schema_each_property(n->items, collect_property, &record);
        free(item);
    }
}

static bool has_section(const struct wizard *w, const char *list)
{
    const long s = wizard_section_of(w, list);
    return s >= 0 && strcmp(wizard_section(w, (size_t)s)->pointer, list) == 0;
}

static void collect_rows(struct names *out, const struct wizard *w, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *r = &rows->items[i];
        assert_non_null(r->label);
        assert_true(*r->label);
        const bool link = r->control == CONTROL_RECORDS && has_section(w, r->pointer);
        if (r->kind == ROW_FIELD && !link)
            names_add(out, xstrdup(r->pointer));
    }
}

static void collect_wizard(struct names *out, const struct wizard *w, const struct doc *d)
{
    for (size_t i = 0; i < wizard_section_count(w); i++) {
        const struct section *s = wizard_section(w, i);
        struct rows rows;
        rows_init(&rows);
        if (s->kind == SECTION_FORM) {
            wizard_rows(w, i, d, &rows);
        } else if (s->kind == SECTION_LIST) {
            char *record = path_join_index(s->pointer, 0);
            names_add(out, xstrdup(s->pointer));
            wizard_object_rows(w, record, d, &rows);
            free(record);
        }
        collect_rows(out, w, &rows);
        rows_finish(&rows);
    }
}

static void check_coverage(const struct schema *s)
{
    struct wizard *w = read_wizard(s);
    struct doc *d = read_doc("{}");
    struct names fields = {0}, shown = {0};
    collect(&fields, "", schema_root(s));
    collect_wizard(&shown, w, d);
    qsort(fields.items, fields.count, sizeof *fields.items, by_text);
    qsort(shown.items, shown.count, sizeof *shown.items, by_text);
    assert_true(fields.count > 150);
    for (size_t i = 0; i < fields.count && i < shown.count; i++)
        assert_string_equal(shown.items[i], fields.items[i]);
    assert_int_equal(shown.count, fields.count);
    names_finish(&fields);
    names_finish(&shown);
    doc_free(d);
    wizard_free(w);
}

static void wizard__shows_every_field_of_the_schema__exactly_once(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    check_coverage(f.schema);
    fixture_end(&f);
}

/* NULL where it cannot be read. */
static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    struct buf b;
    char piece[4096];
    size_t n;
    if (!file)
        return NULL;
    buf_init(&b, BUF_BODY_MAX);
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(&b, piece, n);
    fclose(file);
    return buf_detach(&b, len);
}

static void check_coverage_of_file(const char *path)
{
    size_t len;
    char *text = read_file(path, &len);
    if (!text)
        skip();
    struct schema *s = read_schema(text, len);
    check_coverage(s);
    schema_free(s);
    free(text);
}

static void wizard__shows_every_field__of_the_contract(void **state)
{
    (void)state;
    check_coverage_of_file(TEST_SHARED "/api/create_portal.openapi.json");
}

static void wizard__shows_every_field__of_the_newer_file(void **state)
{
    (void)state;
    check_coverage_of_file(TEST_SHARED "/api/customers.newer.openapi.json");
}

static void wizard__shows_a_field_that_the_asset_does_not_name__on_the_page_of_its_parent(void **state)
{
    (void)state;
    static const char schema[] =
        "{\"openapi\": \"3.0.0\", \"paths\": {\"/customers/create_portal\": {\"post\": {\"requestBody\": "
        "{\"content\": {\"application/json\": {\"schema\": {\"type\": \"object\", \"properties\": {"
        "\"theme_color\": {\"type\": \"string\"},"
        "\"features\": {\"type\": \"object\", \"properties\": {\"billing\": {\"type\": \"object\", "
        "\"properties\": {\"exclude\": {\"type\": \"boolean\"}}}}},"
        "\"customer_data\": {\"type\": \"object\", \"properties\": {\"lockers\": {\"type\": \"array\", "
        "\"items\": {\"type\": \"object\", \"required\": [\"locker_key\"], \"properties\": "
        "{\"color\": {\"type\": \"string\"}, \"room_key\": {\"type\": \"string\"}, \"name\": {\"type\": "
        "\"string\"}, \"locker_key\": {\"type\": \"string\"}}}}, "
        "\"rooms\": {\"type\": \"array\", \"items\": {\"type\": \"object\", \"required\": [\"room_key\"], "
        "\"properties\": {\"room_key\": {\"type\": \"string\"}, \"locker_keys\": {\"type\": \"array\", "
        "\"items\": {\"type\": \"string\"}}}}}}}}}}}}}}}}";
    struct schema *s = read_schema(schema, strlen(schema));
    struct wizard *w = read_wizard(s);
    struct doc *d = read_doc("{}");
    struct rows r;
    rows_init(&r);
    wizard_rows(w, section_named(w, "advanced"), d, &r);
    assert_non_null(find_row(&r, "/theme_color"));
    assert_string_equal(find_row(&r, "/theme_color")->label, "Theme color");
    rows_finish(&r);
    wizard_rows(w, section_named(w, "features"), d, &r);
    assert_int_equal(find_row(&r, "/features/billing")->kind, ROW_HEADING);
    assert_int_equal(find_row(&r, "/features/billing/exclude")->control, CONTROL_BOOL);
    assert_int_equal(find_row(&r, "/features/billing/exclude")->depth, 1);
    rows_finish(&r);
    wizard_rows(w, section_named(w, "customer"), d, &r);
    assert_int_equal(find_row(&r, "/customer_data/lockers")->control, CONTROL_RECORDS);
    rows_finish(&r);
    wizard_object_rows(w, "/customer_data/rooms/0", d, &r);
    assert_int_equal(find_row(&r, "/customer_data/rooms/0/locker_keys")->control, CONTROL_KEYS);
    assert_string_equal(find_row(&r, "/customer_data/rooms/0/locker_keys")->ref_list,
                        "/customer_data/lockers");
    rows_finish(&r);
    doc_free(d);
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
        {"/customer_data/spaces/0/customer_data/time_zone", CONTROL_TEXT, NULL},
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
        cmocka_unit_test(wizard_sections__are_the_pages_of_the_product__in_order),
        cmocka_unit_test(wizard_section_of__knows_a_place_for_every_path),
        cmocka_unit_test(wizard__shows_every_field_of_the_schema__exactly_once),
        cmocka_unit_test(wizard__shows_every_field__of_the_contract),
        cmocka_unit_test(wizard__shows_every_field__of_the_newer_file),
        cmocka_unit_test(wizard__shows_a_field_that_the_asset_does_not_name__on_the_page_of_its_parent),
        cmocka_unit_test(wizard_rows__have_the_control__that_fits_the_field),
        cmocka_unit_test(wizard_rows__say_what_is_required_secret_nullable_and_deprecated),
        cmocka_unit_test(wizard_rows__suggest_providers_and_events),
        cmocka_unit_test(wizard_rows__show_what_the_schema_does_not_know),
        cmocka_unit_test(wizard_rows__leave_out__a_name_that_no_pointer_can_have),
        cmocka_unit_test(wizard_rows__offer_raw_json__for_values_of_another_kind),
        cmocka_unit_test(wizard_choices__are_the_thirteen_landing_pages),
        cmocka_unit_test(wizard_columns__put_what_tells_records_apart_first),
        cmocka_unit_test(wizard_new_record__has_a_key_that_is_free),
        cmocka_unit_test(wizard_label__is_for_people),
        cmocka_unit_test(wizard_new__refuses__an_asset_that_makes_no_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
