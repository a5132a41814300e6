#include "tests/test.h"

#include "tests/forms/support.h"

#include "forms/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An OpenAPI document whose request body is the schema, with components beside it. */
static struct schema *read_with(const char *schema, const char *components, struct err *e)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_printf(&text,
               "{\"paths\":{\"/do\":{\"post\":{\"requestBody\":{\"content\":{\"application/json\":\n"
               "{\"schema\":%s}}}}}},\n\"components\":{\"schemas\":%s}}",
               schema, components);
    struct schema *s = schema_new(text.data, text.len, "/do", e);
    buf_finish(&text);
    return s;
}

static struct schema *read_or_fail(const char *schema, const char *components)
{
    struct err e = {0};
    struct schema *s = read_with(schema, components, &e);
    if (!s)
        fail_msg("%s", e.text);
    return s;
}

static void schema_new__fills_each_member__from_its_keyword(void **state)
{
    (void)state;
    struct schema *s = read_or_fail(
        "{\"type\":\"string\",\"format\":\"uuid\",\"nullable\":true,\"deprecated\":true,\"title\":"
        "\"T\\u0041\","
        "\"description\":\"D\",\"x-undocumented\":\"why\",\"x-note\":\"second\",\"x-expected\":\"X\",\"x-"
        "secret\":true,"
        "\"example\":\"E\","
        "\"default\":null,\"enum\":[\"a\",1],\"pattern\":\"^a$\",\"minLength\":2,\"maxLength\":3.0,"
        "\"minimum\":-1.5,\"maximum\":1e2,\"exclusiveMinimum\":true,\"exclusiveMaximum\":false,"
        "\"minItems\":0,\"maxItems\":7,\"items\":{\"type\":\"integer\"},\"additionalProperties\":false,"
        "\"oneOf\":[{}],\"allOf\":[{},{}],\"anyOf\":[{},{},{}],\"x-other\":{\"type\":5}}",
        "{}");
    const struct schema_node *n = schema_root(s);
    assert_int_equal(n->type, SCHEMA_STRING);
    assert_int_equal(n->format, FORMAT_UUID);
    assert_true(n->nullable && n->deprecated && n->undocumented && n->secret && n->closed);
    assert_string_equal(n->title, "TA");
    assert_string_equal(n->help, "D");
    assert_string_equal(n->note, "why");
    assert_string_equal(n->expected, "X");
    assert_true(json_chars_equal(n->example, "E", 1));
    assert_true(json_is(n->fallback, JSON_NULL));
    assert_int_equal(n->enumeration->count, 2);
    assert_string_equal(n->pattern_text, "^a$");
    assert_true(schema_pattern_matches(n->pattern, "a", 1));
    assert_true(n->has_min_length && n->min_length == 2 && n->has_max_length && n->max_length == 3);
    assert_true(n->has_minimum && n->minimum == -1.5 && n->exclusive_minimum);
    assert_true(n->has_maximum && n->maximum == 100 && !n->exclusive_maximum);
    assert_true(n->has_min_items && n->min_items == 0 && n->has_max_items && n->max_items == 7);
    assert_int_equal(n->items->type, SCHEMA_INTEGER);
    assert_int_equal(n->one_of_count, 1);
    assert_int_equal(n->all_of_count, 2);
    assert_int_equal(n->any_of_count, 3);
    schema_free(s);
}

static void schema_new__keeps_the_order_of_properties__and_marks_the_required(void **state)
{
    (void)state;
    struct schema *s =
        read_or_fail("{\"required\":[\"b\",\"ghost\"],\"properties\":{\"c\":{},\"b\":{\"type\":"
                     "\"string\"},\"a\":{\"type\":\"boolean\"}}}",
                     "{}");
    const struct schema_node *n = schema_root(s);
    assert_int_equal(n->property_count, 4);
    assert_string_equal(n->properties[0].name, "c");
    assert_string_equal(n->properties[1].name, "b");
    assert_string_equal(n->properties[2].name, "a");
    assert_string_equal(n->properties[3].name, "ghost");
    assert_false(n->properties[0].required);
    assert_true(n->properties[1].required);
    assert_true(n->properties[3].required);
    bool required = false;
    assert_ptr_equal(schema_child(n, "b", 1, &required), n->properties[1].node);
    assert_true(required);
    assert_ptr_equal(schema_child(n, "a", 1, &required), n->properties[2].node);
    assert_false(required);
    assert_null(schema_child(n, "d", 1, &required));
    assert_null(schema_child(n, "", 0, NULL));
    schema_free(s);
}

static void schema_new__takes_the_remark__out_of_a_description(void **state)
{
    (void)state;
    struct schema *s =
        read_or_fail("{\"items\":{\"description\":\"Old tab.\\n---\\ndeprecated: Use it.\\n---\"},"
                     "\"description\":\"a --- b\"}",
                     "{}");
    const struct schema_node *old = schema_root(s)->items;
    assert_string_equal(old->help, "Old tab.");
    assert_string_equal(old->note, "Use it.");
    assert_true(old->deprecated);
    assert_string_equal(schema_root(s)->help, "a --- b");
    assert_false(schema_root(s)->deprecated);
    schema_free(s);
}

static void schema_own_property__finds_every_name__among_many(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    buf_puts(&text, "{\"properties\":{\"\":{}");
    for (int i = 0; i < 3000; i++)
        buf_printf(&text, ",\"name_%d_key\":{}", i);
    buf_puts(&text, "}}");
    struct schema *s = read_or_fail(text.data, "{}");
    const struct schema_node *n = schema_root(s);
    for (size_t i = 0; i < n->property_count; i++) {
        const struct schema_property *p = &n->properties[i];
        assert_ptr_equal(schema_own_property(n, p->name, p->name_len), p);
    }
    assert_null(schema_own_property(n, "name_3000_key", 13));
    assert_null(schema_own_property(n, "name_1_ke", 9));
    buf_finish(&text);
    schema_free(s);
}

static void schema_new__follows_references__and_reads_each_target_once(void **state)
{
    (void)state;
    struct schema *s = read_or_fail(
        "{\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/A\"},\"b\":{\"$ref\":\"#/components/schemas/"
        "B~1x\"},"
        "\"c\":{\"$ref\":\"#/components/schemas/A\"}}}",
        "{\"A\":{\"items\":{\"$ref\":\"#/components/schemas/B~1x\"}},\"B/x\":{\"title\":\"B\"}}");
    const struct schema_node *n = schema_root(s);
    assert_ptr_equal(n->properties[0].node, n->properties[2].node);
    assert_ptr_equal(n->properties[0].node->items, n->properties[1].node);
    assert_string_equal(n->properties[1].node->title, "B");
    schema_free(s);
}

struct bad {
    const char *schema, *components;
    enum err_code code;
    const char *text; /* part of what is said */
};

static void schema_new__refuses_with_a_place__what_it_cannot_use(void **state)
{
    (void)state;
    static const struct bad cases[] = {
        {"5", "{}", ERR_TYPE, "a schema"},
        {"{\"properties\":{\"a\":true}}", "{}", ERR_TYPE, "a schema"},
        {"{\"properties\":[]}", "{}", ERR_TYPE, "an object"},
        {"{\"type\":\"text\"}", "{}", ERR_TYPE, "the type"},
        {"{\"type\":[\"string\"]}", "{}", ERR_TYPE, "the type"},
        {"{\"format\":1}", "{}", ERR_TYPE, "a text"},
        {"{\"title\":1}", "{}", ERR_TYPE, "a text"},
        {"{\"nullable\":\"yes\"}", "{}", ERR_TYPE, "true or false"},
        {"{\"exclusiveMinimum\":3}", "{}", ERR_TYPE, "true or false"},
        {"{\"minimum\":\"3\"}", "{}", ERR_TYPE, "a number"},
        {"{\"minLength\":-1}", "{}", ERR_TYPE, "a whole number"},
        {"{\"maxItems\":1.5}", "{}", ERR_TYPE, "a whole number"},
        {"{\"maxItems\":1e300}", "{}", ERR_TYPE, "a whole number"},
        {"{\"enum\":[]}", "{}", ERR_TYPE, "a list of values"},
        {"{\"enum\":\"a\"}", "{}", ERR_TYPE, "a list of values"},
        {"{\"oneOf\":{}}", "{}", ERR_TYPE, "a list of schemas"},
        {"{\"allOf\":[]}", "{}", ERR_TYPE, "a list of schemas"},
        {"{\"required\":\"a\"}", "{}", ERR_TYPE, "a list of names"},
        {"{\"required\":[1]}", "{}", ERR_TYPE, "a text"},
        {"{\"pattern\":\"(\"}", "{}", ERR_SYNTAX, "no regular expression"},
        {"{\"pattern\":\"(*UCP)a\"}", "{}", ERR_SYNTAX, "no regular expression"},
        {"{\"$ref\":1}", "{}", ERR_TYPE, "a text"},
        {"{\"$ref\":\"\"}", "{}", ERR_NOT_FOUND, "nowhere"},
        {"{\"$ref\":\"other.json\"}", "{}", ERR_NOT_FOUND, "nowhere"},
        {"{\"$ref\":\"#/components/schemas/A\"}", "{}", ERR_NOT_FOUND, "nowhere"},
        {"{\"$ref\":\"#/components/schemas/A\"}", "{\"A\":{\"$ref\":\"#/components/schemas/A\"}}", ERR_LIMIT,
         "back to"},
        {"{\"$ref\":\"#/components/schemas/A\"}",
         "{\"A\":{\"items\":{\"$ref\":\"#/components/schemas/B\"}},"
         "\"B\":{\"oneOf\":[{},{\"$ref\":\"#/components/schemas/A\"}]}}",
         ERR_LIMIT, "back to"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        struct schema *s = read_with(cases[i].schema, cases[i].components, &e);
        if (s || e.code != cases[i].code || !strstr(e.text, cases[i].text) || e.line < 2 || e.column < 1)
            fail_msg("case %zu: %d \"%s\" at %zu:%zu", i, e.code, e.text, e.line, e.column);
    }
}

static void schema_new__says_what_is_missing__without_the_operation(void **state)
{
    (void)state;
    static const char *const texts[] = {"{}", "{\"paths\":{}}", "{\"paths\":{\"/do\":{\"get\":{}}}}",
                                        "{\"paths\":{\"/do\":{\"post\":{}}}}", "7"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct err e = {0};
        assert_null(schema_new(texts[i], strlen(texts[i]), "/do", &e));
        assert_int_equal(e.code, ERR_NOT_FOUND);
        assert_non_null(strstr(e.text, "/do"));
    }
    struct err e = {0};
    assert_null(schema_new("{", 1, "/do", &e));
    assert_int_equal(e.code, ERR_SYNTAX);
}

/* Twenty schemas, each of which uses the next one twice: a million when they are expanded. */
static void schema_new__refuses__what_would_explode(void **state)
{
    (void)state;
    struct buf components;
    buf_init(&components, BUF_TEXT_MAX);
    for (int i = 0; i < 20; i++)
        buf_printf(&components,
                   "%c\"S%d\":{\"allOf\":[{\"$ref\":\"#/components/schemas/S%d\"},{\"$ref\":\"#/components/"
                   "schemas/S%d\"}]}",
                   i ? ',' : '{', i, i + 1, i + 1);
    buf_puts(&components, ",\"S20\":{}}");
    struct err e = {0};
    assert_null(read_with("{\"$ref\":\"#/components/schemas/S0\"}", components.data, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    buf_finish(&components);
}

/* A chain of references with no loop can be deeper than any nesting of the text. */
static void schema_new__refuses__a_chain_too_deep(void **state)
{
    (void)state;
    struct buf components;
    buf_init(&components, BUF_TEXT_MAX);
    for (int i = 0; i < 500; i++)
        buf_printf(&components, "%c\"S%d\":{\"items\":{\"$ref\":\"#/components/schemas/S%d\"}}",
                   i ? ',' : '{', i, i + 1);
    buf_puts(&components, ",\"S500\":{}}");
    struct err e = {0};
    assert_null(read_with("{\"$ref\":\"#/components/schemas/S0\"}", components.data, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    struct schema *s = read_or_fail("{\"$ref\":\"#/components/schemas/S450\"}", components.data);
    schema_free(s);
    buf_finish(&components);
}

struct seen {
    char names[200];
};

static void note_name(void *context, const struct schema_property *p)
{
    struct seen *seen = context;
    const size_t used = strlen(seen->names);
    snprintf(seen->names + used, sizeof seen->names - used, "%s%s%s ", p->name, p->required ? "*" : "",
             p->node->title ? p->node->title : "");
}

static void schema_each_property__looks_through_all_of__naming_each_once(void **state)
{
    (void)state;
    struct schema *s =
        read_or_fail("{\"required\":[\"y\"],\"allOf\":[{\"properties\":{\"x\":{\"title\":\"X\"},"
                     "\"z\":{}}},{\"allOf\":[{\"required\":[\"x\"],\"properties\":{\"y\":{\"title\":"
                     "\"Y\"},\"x\":{\"title\":\"other\"}}}]}]}",
                     "{}");
    struct seen seen = {0};
    schema_each_property(schema_root(s), note_name, &seen);
    assert_string_equal(seen.names, "y*Y x*X z ");
    schema_free(s);
}

static void schema_at__finds_the_node__of_every_kind_of_step(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    static const struct {
        const char *pointer, *title;
    } cases[] = {
        {"", "Portal configuration"},
        {"/customer_data", "Customer"},
        {"/customer_data/properties", "Properties"},
        {"/customer_data/properties/3", "Property"},
        {"/customer_data/properties/-/property_key", "Property key"},
        {"/customer_data/reservations/12/custom_metadata/a~1b", "Metadata value"},
        {"/customer_data/reservations/12/room_keys/0", "Room key"},
        {"/landing_page/manage/site_key", "Site key"},
        {"/landing_page/manage/booking_key", "Booking key"},
        {"/deep_link/resource_type", "Kind of target"},
        {"/deep_link/resource_id", "Device id"},
        {"/_dev", "Developer mode"},
        {"/features/manage/events/allowed_events/0", "Event type"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct schema_node *n = schema_at(s, cases[i].pointer);
        if (!n || !n->title || strcmp(n->title, cases[i].title) != 0)
            fail_msg("%s: %s", cases[i].pointer, n && n->title ? n->title : "nothing");
    }
    assert_null(schema_at(s, "/unknown"));
    assert_null(schema_at(s, "/locale/x"));
    assert_null(schema_at(s, "/customer_data/properties/x"));
    assert_null(schema_at(s, "/landing_page/manage/guest_key"));
    schema_free(s);
}

static void schema_variants__flattens__the_landing_pages(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    const struct schema_node *found[20];
    assert_int_equal(schema_variants(schema_at(s, "/landing_page/manage"), found, 20), 13);
    assert_string_equal(found[0]->title, "Space");
    assert_string_equal(found[12]->title, "Access grant");
    found[5] = NULL;
    assert_int_equal(schema_variants(schema_at(s, "/landing_page/manage"), found, 5), 13);
    assert_non_null(found[4]);
    assert_null(found[5]);
    assert_int_equal(schema_variants(schema_at(s, "/deep_link"), found, 20), 3);
    assert_int_equal(schema_variants(schema_at(s, "/locale"), found, 20), 0);
    schema_free(s);
}

struct unlabelled {
    char path[400];
    size_t fields;
    char missing[400]; /* the last field that lacks something */
};

static void expect_words(struct unlabelled *u, const struct schema_node *n, const char *name);

static void expect_words_of_member(void *context, const struct schema_property *p)
{
    expect_words(context, p->node, p->name);
}

/* Every field has a title, every field but items has help, and what is typed has an example. */
static void expect_words(struct unlabelled *u, const struct schema_node *n, const char *name)
{
    const size_t before = strlen(u->path);
    snprintf(u->path + before, sizeof u->path - before, "/%s", name);
    const bool is_item = strcmp(name, "*") == 0;
    const bool typed = n->type == SCHEMA_STRING || n->type == SCHEMA_NUMBER || n->type == SCHEMA_INTEGER;
    u->fields++;
    if (!n->title || (!is_item && !n->help) || (typed && !n->example && !n->enumeration && !n->max_length))
        memcpy(u->missing, u->path, sizeof u->missing);
    schema_each_property(n, expect_words_of_member, u);
    if (n->items)
        expect_words(u, n->items, "*");
    if (n->additional)
        expect_words(u, n->additional, "*");
    for (size_t i = 0; i < n->one_of_count; i++)
        expect_words(u, n->one_of[i], "*");
    u->path[before] = '\0';
}

static void our_schema__has_words__for_every_field(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    struct unlabelled u = {{0}, 0, {0}};
    schema_each_property(schema_root(s), expect_words_of_member, &u);
    assert_string_equal(u.missing, "");
    assert_in_range(u.fields, 250, SCHEMA_NODES_MAX);
    schema_free(s);
}

static void schema_pattern_matches__means__what_ecmascript_means(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"^[a-zA-Z_]\\w*$", "vip_1", true},
        {"^[a-zA-Z_]\\w*$", "vip\n", false}, /* $ is the very end */
        {"^[a-zA-Z_]\\w*$", "vipé", false},  /* \w is ASCII */
        {"^[a-zA-Z_]\\w*$", "1vip", false},
        {"^\\d$", "٣", false},
        {"b", "abc", true}, /* a search, not a whole match */
        {"^.$", "é", true}, /* characters, not bytes */
        {"^.$", "\n", false},
        {"^[^]$", "\n", true},
        {"[]", "a", false},
        {"^\\u0041\\x42$", "AB", true},
        {"^(a)?\\1b$", "b", true},
        {"^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$", "23:59:59", true},
        {"^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$", "24:00", false},
        {"^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$", "3pm", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text, quoted;
        buf_init(&text, BUF_TEXT_MAX);
        buf_init(&quoted, BUF_TEXT_MAX);
        json_quote(&quoted, cases[i].pattern, strlen(cases[i].pattern));
        buf_printf(&text, "{\"pattern\":%s}", quoted.data);
        struct schema *s = read_or_fail(text.data, "{}");
        if (schema_pattern_matches(schema_root(s)->pattern, cases[i].text, strlen(cases[i].text)) !=
            cases[i].matches)
            fail_msg("%s on \"%s\"", cases[i].pattern, cases[i].text);
        schema_free(s);
        buf_finish(&text);
        buf_finish(&quoted);
    }
}

/* Backtracking that would take longer than anybody waits is cut off, and counts as a match. */
static void schema_pattern_matches__gives_up__on_a_hostile_pattern(void **state)
{
    (void)state;
    struct schema *s = read_or_fail("{\"pattern\":\"^(a+)+$\"}", "{}");
    char text[61];
    memset(text, 'a', 59);
    text[59] = 'b';
    text[60] = '\0';
    assert_true(schema_pattern_matches(schema_root(s)->pattern, text, 60));
    assert_false(schema_pattern_matches(schema_root(s)->pattern, "aaab", 4));
    schema_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schema_new__fills_each_member__from_its_keyword),
        cmocka_unit_test(schema_new__keeps_the_order_of_properties__and_marks_the_required),
        cmocka_unit_test(schema_new__takes_the_remark__out_of_a_description),
        cmocka_unit_test(schema_own_property__finds_every_name__among_many),
        cmocka_unit_test(schema_new__follows_references__and_reads_each_target_once),
        cmocka_unit_test(schema_new__refuses_with_a_place__what_it_cannot_use),
        cmocka_unit_test(schema_new__says_what_is_missing__without_the_operation),
        cmocka_unit_test(schema_new__refuses__what_would_explode),
        cmocka_unit_test(schema_new__refuses__a_chain_too_deep),
        cmocka_unit_test(schema_each_property__looks_through_all_of__naming_each_once),
        cmocka_unit_test(schema_at__finds_the_node__of_every_kind_of_step),
        cmocka_unit_test(schema_variants__flattens__the_landing_pages),
        cmocka_unit_test(our_schema__has_words__for_every_field),
        cmocka_unit_test(schema_pattern_matches__means__what_ecmascript_means),
        cmocka_unit_test(schema_pattern_matches__gives_up__on_a_hostile_pattern),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
