/* The form layer as a whole: every row is filled in as its control would, and what comes out is a body that
 * the checks find valid. The templates are bodies that lack nothing but what the operator must say. */
#include "tests/test.h"

#include "assets/asset.h"
#include "forms/check.h"
#include "forms/path.h"
#include "tests/forms/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_chars(struct doc *d, const char *pointer, const char *chars)
{
    struct err e = {0};
    if (!doc_set_chars(d, pointer, chars, strlen(chars), &e))
        fail_msg("%s: %s", pointer, e.text);
}

static void set_text(struct doc *d, const char *pointer, const char *text)
{
    struct err e = {0};
    if (!doc_set_text(d, pointer, text, strlen(text), &e))
        fail_msg("%s: %s", pointer, e.text);
}

static void set_below(struct doc *d, const char *pointer, const char *member, const char *chars)
{
    char *below = path_join(pointer, member);
    set_chars(d, below, chars);
    free(below);
}

/* ---- a value for each control */

struct filling {
    struct doc *doc;
    const char *pointer;
};

static void fill_variant_member(void *context, const struct schema_property *p)
{
    const struct filling *f = context;
    char *below = path_join(f->pointer, p->name);
    if (p->node->enumeration)
        assert_true(doc_set(f->doc, below, json_item(p->node->enumeration, 0), NULL));
    else
        set_chars(f->doc, below, "some text");
    free(below);
}

static void fill_variant(struct doc *d, const struct row *r, size_t index)
{
    const struct schema_node *variants[8];
    assert_true(schema_variants(r->node, variants, 8) > index);
    struct filling f = {d, r->pointer};
    schema_each_property(variants[index], fill_variant_member, &f);
}

static void fill_choice(struct doc *d, const struct wizard *w, const struct row *r, size_t index)
{
    struct choice c[20];
    assert_true(wizard_choices(w, r, c, 20) > index);
    set_below(d, r->pointer, c[index].member, "some-key");
}

static void fill(struct doc *d, const struct wizard *w, const struct row *r)
{
    switch (r->control) {
    case CONTROL_TEXT:
    case CONTROL_ZONE:
    case CONTROL_KEY:
        /* as the schema's own example has it, where the text has a form */
        if (json_is(r->node->example, JSON_STRING))
            assert_true(doc_set(d, r->pointer, r->node->example, NULL));
        else
            set_chars(d, r->pointer, "some text");
        break;
    case CONTROL_LONG_TEXT:
        set_chars(d, r->pointer, "two\nlines");
        break;
    case CONTROL_BOOL:
        assert_true(doc_set_bool(d, r->pointer, true, NULL));
        break;
    case CONTROL_ENUM:
        assert_true(doc_set(d, r->pointer, json_item(r->node->enumeration, 0), NULL));
        break;
    case CONTROL_DATE_TIME:
        set_chars(d, r->pointer, "2026-11-20T23:00:00Z");
        break;
    case CONTROL_TIME:
        set_chars(d, r->pointer, "15:00");
        break;
    case CONTROL_NUMBER:
        set_text(d, r->pointer, "30");
        break;
    case CONTROL_UUID:
        set_chars(d, r->pointer, "123e4567-e89b-12d3-a456-426614174000");
        break;
    case CONTROL_STRINGS:
    case CONTROL_KEYS:
        set_below(d, r->pointer, "0", r->suggestions ? r->suggestions[0] : "some-key");
        break;
    case CONTROL_ONE_OF:
        fill_choice(d, w, r, 0);
        break;
    case CONTROL_VARIANT:
        fill_variant(d, r, 0);
        break;
    case CONTROL_TYPED:
        set_chars(d, r->pointer, "true");
        break;
    case CONTROL_MAP:
        set_below(d, r->pointer, "floor", "3");
        break;
    case CONTROL_RECORDS:
        break; /* its section fills it */
    case CONTROL_JSON:
        fail_msg("%s has no control of its own", r->pointer);
    }
}

static void fill_rows(struct doc *d, const struct wizard *w, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].kind == ROW_FIELD) {
            doc_visit(d);
            fill(d, w, &rows->items[i]);
        }
}

static void fill_section(const struct fixture *f, size_t index)
{
    const struct section *s = wizard_section(f->wizard, index);
    struct rows rows;
    rows_init(&rows);
    if (s->kind == SECTION_FORM) {
        wizard_rows(f->wizard, index, f->doc, &rows);
    } else if (s->kind == SECTION_LIST) {
        char *record = path_join_index(s->pointer, 0);
        char *text = wizard_new_record(f->wizard, f->doc, s->pointer);
        set_text(f->doc, record, text);
        wizard_object_rows(f->wizard, record, f->doc, &rows);
        free(text);
        free(record);
    }
    fill_rows(f->doc, f->wizard, &rows);
    rows_finish(&rows);
}

static void fill_all(const struct fixture *f)
{
    for (size_t i = 0; i < wizard_section_count(f->wizard); i++)
        fill_section(f, i);
}

/* ---- what comes out */

static void check_valid_body(const struct fixture *f)
{
    struct problems p;
    problems_init(&p);
    check_document(f->schema, doc_root(f->doc), 0, &p);
    for (size_t i = 0; i < p.count; i++)
        if (p.items[i].severity == SEVERITY_ERROR)
            fail_msg("%s: %s", p.items[i].pointer, p.items[i].text);
    assert_int_equal(p.errors, 0);
    problems_finish(&p);
}

struct walk {
    const struct doc *doc;
    const char *pointer;
    size_t seen;
};

static void find_value(struct walk *w, const char *pointer, const struct schema_node *n);

static void find_property(void *context, const struct schema_property *p)
{
    struct walk *w = context;
    const char *outer = w->pointer;
    char *below = path_join(outer, p->name);
    find_value(w, below, p->node);
    w->pointer = outer;
    free(below);
}

/* Every field of the schema has a value in the document. */
static void find_value(struct walk *w, const char *pointer, const struct schema_node *n)
{
    if (!doc_get(w->doc, pointer))
        fail_msg("%s was not set", pointer);
    w->seen++;
    w->pointer = pointer;
    if (n->one_of_count == 0)
        schema_each_property(n, find_property, w);
    if (n->items) {
        char *item = path_join_index(pointer, 0);
        find_value(w, item, n->items);
        free(item);
    }
}

static void every_field__can_be_set_through_its_row__and_makes_a_valid_body(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    fill_all(&f);
    struct walk w = {.doc = f.doc};
    find_value(&w, "", schema_root(f.schema));
    assert_true(w.seen > 200);
    check_valid_body(&f);
    while (doc_undo(f.doc, NULL))
        ;
    assert_int_equal(doc_root(f.doc)->count, 0);
    fixture_end(&f);
}

static void unset_rows(const struct fixture *f, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].kind == ROW_FIELD)
            assert_true(doc_unset(f->doc, rows->items[i].pointer, NULL));
}

static void every_field_of_a_form__can_be_unset_again__and_leaves_nothing(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    for (size_t i = 0; i < wizard_section_count(f.wizard); i++) {
        struct rows rows;
        rows_init(&rows);
        if (wizard_section(f.wizard, i)->kind == SECTION_FORM)
            fill_section(&f, i);
        wizard_rows(f.wizard, i, f.doc, &rows);
        unset_rows(&f, &rows);
        rows_finish(&rows);
        assert_int_equal(doc_root(f.doc)->count, 0);
    }
    fixture_end(&f);
}

static void every_landing_page__makes_a_valid_body(void **state)
{
    (void)state;
    struct fixture f;
    struct rows rows;
    fixture_begin(&f, "{\"customer_data\": {\"customer_key\": \"c\"}}");
    rows_init(&rows);
    wizard_rows(f.wizard, section_named(f.wizard, "landing_page"), f.doc, &rows);
    const struct row *r = find_row(&rows, "/landing_page/manage");
    for (size_t i = 0; i < 13; i++) {
        assert_true(doc_unset(f.doc, r->pointer, NULL));
        fill_choice(f.doc, f.wizard, r, i);
        assert_int_equal(doc_count(f.doc, r->pointer), 1);
        check_valid_body(&f);
    }
    rows_finish(&rows);
    fixture_end(&f);
}

static void every_deep_link__makes_a_valid_body(void **state)
{
    (void)state;
    struct fixture f;
    struct rows rows;
    fixture_begin(&f, "{}");
    rows_init(&rows);
    wizard_rows(f.wizard, section_named(f.wizard, "advanced"), f.doc, &rows);
    const struct row *r = find_row(&rows, "/deep_link");
    for (size_t i = 0; i < 3; i++) {
        assert_true(doc_unset(f.doc, r->pointer, NULL));
        fill_variant(f.doc, r, i);
        check_valid_body(&f);
    }
    rows_finish(&rows);
    fixture_end(&f);
}

static void nullable_fields__and_only_they__may_be_null(void **state)
{
    (void)state;
    struct fixture f;
    struct rows rows;
    size_t nullable = 0;
    fixture_begin(&f, "{\"customer_data\": {\"customer_key\": \"c\", \"spaces\": [{\"space_key\": \"s\", "
                      "\"name\": \"S\"}]}}");
    rows_init(&rows);
    wizard_object_rows(f.wizard, "/customer_data/spaces/0", f.doc, &rows);
    for (size_t i = 0; i < rows.count; i++) {
        if (rows.items[i].kind == ROW_HEADING)
            continue;
        doc_group_begin(f.doc);
        set_text(f.doc, rows.items[i].pointer, "null");
        doc_group_end(f.doc);
        struct problems p;
        problems_init(&p);
        check_document(f.schema, doc_root(f.doc), 0, &p);
        const bool refused = problems_at(&p, rows.items[i].pointer) != NULL;
        assert_int_equal(refused, !rows.items[i].nullable);
        nullable += rows.items[i].nullable;
        problems_finish(&p);
        doc_undo(f.doc, NULL);
    }
    assert_int_equal(nullable, 4);
    rows_finish(&rows);
    fixture_end(&f);
}

/* ---- templates */

static const struct asset *template_asset(const char *id)
{
    char name[80];
    snprintf(name, sizeof name, "templates/%s.json", id);
    return asset_find(name);
}

static void templates__lack_nothing_but_the_customer_key(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    assert_true(wizard_template_count(f.wizard) >= 4);
    for (size_t i = 0; i < wizard_template_count(f.wizard); i++) {
        const struct template_info *t = wizard_template(f.wizard, i);
        const struct asset *a = template_asset(t->id);
        assert_non_null(a);
        assert_true(*t->title && *t->help);
        doc_free(f.doc);
        f.doc = doc_new((const char *)a->data, a->len, NULL);
        assert_non_null(f.doc);
        struct problems p;
        problems_init(&p);
        check_document(f.schema, doc_root(f.doc), 0, &p);
        assert_int_equal(p.errors, 1);
        assert_non_null(problems_at(&p, "/customer_data/customer_key"));
        problems_finish(&p);
        set_chars(f.doc, "/customer_data/customer_key", "a-customer");
        check_valid_body(&f);
    }
    assert_null(wizard_template(f.wizard, wizard_template_count(f.wizard)));
    fixture_end(&f);
}

static void templates__are_all_named_in_the_wizard__and_hold_known_fields_only(void **state)
{
    (void)state;
    struct fixture f;
    size_t count, files = 0;
    fixture_begin(&f, "{}");
    const struct asset *all = asset_all(&count);
    for (size_t i = 0; i < count; i++)
        files += strncmp(all[i].name, "templates/", 10) == 0;
    assert_int_equal(files, wizard_template_count(f.wizard));
    for (size_t i = 0; i < files; i++) {
        const struct asset *a = template_asset(wizard_template(f.wizard, i)->id);
        doc_free(f.doc);
        f.doc = doc_new((const char *)a->data, a->len, NULL);
        for (size_t s = 0; s < wizard_section_count(f.wizard); s++) {
            struct rows rows;
            rows_init(&rows);
            wizard_rows(f.wizard, s, f.doc, &rows);
            for (size_t r = 0; r < rows.count; r++)
                assert_non_null(rows.items[r].node);
            rows_finish(&rows);
        }
    }
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field__can_be_set_through_its_row__and_makes_a_valid_body),
        cmocka_unit_test(every_field_of_a_form__can_be_unset_again__and_leaves_nothing),
        cmocka_unit_test(every_landing_page__makes_a_valid_body),
        cmocka_unit_test(every_deep_link__makes_a_valid_body),
        cmocka_unit_test(nullable_fields__and_only_they__may_be_null),
        cmocka_unit_test(templates__lack_nothing_but_the_customer_key),
        cmocka_unit_test(templates__are_all_named_in_the_wizard__and_hold_known_fields_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
