/* Every field that a schema has is in one place of the wizard, and in one only. */
#include "tests/test.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tests/files.h"
#include "tests/forms/fixture.h"

#include <stdlib.h>
#include <string.h>

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
static void check_coverage_of_file(const char *path)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    if (!file_bytes(path, &text)) {
        buf_finish(&text);
        skip();
    }
    struct schema *s = read_schema(text.data, text.len);
    check_coverage(s);
    schema_free(s);
    buf_finish(&text);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wizard__shows_every_field_of_the_schema__exactly_once),
        cmocka_unit_test(wizard__shows_every_field__of_the_contract),
        cmocka_unit_test(wizard__shows_every_field__of_the_newer_file),
        cmocka_unit_test(wizard__shows_a_field_that_the_asset_does_not_name__on_the_page_of_its_parent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
