#include "config.h"

#include "tests/test.h"

#include "forms/json.h"
#include "forms/mem.h"
#include "forms/path.h"
#include "tests/forms/generate.h"
#include "tests/forms/support.h"
#include "tests/home.h"
#include "tests/program.h"
#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct program p;

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

/* ---- generated bodies */

enum { BODIES = 4000, BODIES_A_CALL = 1000 };

static const struct json *member(const struct json *object, const char *name)
{
    const struct json *v = json_get(object, name, strlen(name));
    assert_non_null(v);
    return v;
}

static bool text_is(const struct json *object, const char *name, const char *expected)
{
    return json_chars_equal(member(object, name), expected, strlen(expected));
}

/* An error at the place of the mutation or below it. */
static bool is_named(const struct json *errors, const char *pointer)
{
    struct buf scratch;
    buf_init(&scratch, BUF_TEXT_MAX);
    bool named = false;
    for (size_t i = 0; i < errors->count; i++) {
        size_t len = 0;
        const char *chars = json_chars(member(&errors->items[i], "pointer"), &scratch, &len);
        char *at = xstrndup(chars, len);
        named = named || path_within(pointer, at);
        free(at);
    }
    buf_finish(&scratch);
    return named;
}

static void assert_verdict(const struct json *verdict, const char *file, const struct mutation *m)
{
    const struct json *errors = member(verdict, "errors");
    const bool invalid = m->name && m->invalid;
    if (!text_is(verdict, "file", file) || json_is_true(member(verdict, "valid")) == invalid ||
        (errors->count > 0) != invalid)
        fail_msg("%s: %s: wrong verdict: %.*s", file, m->name ? m->name : "valid", (int)verdict->text_len,
                 verdict->text);
    if (!invalid)
        return;
    if (m->exact && (errors->count != 1 || !text_is(&errors->items[0], "pointer", m->pointer) ||
                     !text_is(&errors->items[0], "keyword", m->keyword)))
        fail_msg("%s: %s at %s: %.*s", file, m->name, m->pointer, (int)errors->text_len, errors->text);
    if (!is_named(errors, m->pointer))
        fail_msg("%s: nothing is said of %s", file, m->pointer);
    for (size_t i = 0; i < errors->count; i++)
        assert_true(json_double(member(&errors->items[i], "line")) >= 1);
}

/* Writes body number n to its file and says what was done to it. */
static void write_body(const struct schema *s, unsigned n, char *file, size_t size, struct mutation *m)
{
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    *m = (struct mutation){0};
    if (n % 2)
        generate_mutated(n, s, n % 4 == 1, &body, m);
    else
        generate_valid(n, s, n % 4 == 0, &body);
    snprintf(file, size, "%u.json", n);
    scratch_write(file, body.data, body.len);
    buf_finish(&body);
}

/* One call with many files; returns how many of them must be invalid. */
static unsigned validate_bodies(const struct schema *s, unsigned first)
{
    static struct mutation mutations[BODIES_A_CALL];
    static char files[BODIES_A_CALL][24];
    char *arguments[BODIES_A_CALL + 4], command[] = "validate", option[] = "--format=json";
    unsigned invalid = 0;
    arguments[0] = command;
    arguments[1] = option;
    for (unsigned i = 0; i < BODIES_A_CALL; i++) {
        write_body(s, first + i, files[i], sizeof files[i], &mutations[i]);
        invalid += mutations[i].name && mutations[i].invalid;
        arguments[i + 2] = files[i];
    }
    arguments[BODIES_A_CALL + 2] = NULL;
    program_run_all(&p, NULL, arguments);
    assert_int_equal(p.status, invalid ? 1 : 0);
    const char *line = p.out;
    for (unsigned i = 0; i < BODIES_A_CALL; i++) {
        const char *end = strchr(line, '\n');
        assert_non_null(end);
        struct arena arena;
        struct json_tree tree;
        arena_init(&arena);
        assert_true(json_parse(&arena, line, (size_t)(end - line), &tree, NULL));
        assert_verdict(&tree.root, files[i], &mutations[i]);
        arena_finish(&arena);
        line = end + 1;
    }
    assert_string_equal(line, "");
    return invalid;
}

static void validate__agrees_with_the_generator__on_thousands_of_bodies(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    unsigned invalid = 0;
    for (unsigned first = 0; first < BODIES; first += BODIES_A_CALL)
        invalid += validate_bodies(s, first);
    schema_free(s);
    /* both kinds of verdict were really asked for */
    assert_true(invalid > BODIES / 4 && invalid < BODIES * 3 / 4);
    print_message("%u bodies, %u of them invalid\n", (unsigned)BODIES, invalid);
}

/* ---- by hand */

static void validate__gives_one_verdict_an_argument__in_order(void **state)
{
    (void)state;
    home_write("good.json", "{}");
    home_write("bad.json", "{\n  \"locale\": \"xx\"\n}");
    program_run(&p, NULL, "new", "saved", NULL);
    program_run(&p, "{\"locale\": 1}", "validate", "good.json", "bad.json", "-", "saved", NULL);
    assert_int_equal(p.status, 1);
    const char *good = strstr(p.out, "good.json: valid\n"),
               *bad = strstr(p.out, "bad.json: invalid, 1 error\n");
    const char *standard = strstr(p.out, "-: invalid, 1 error\n"), *saved = strstr(p.out, "saved: valid\n");
    assert_true(good && bad && standard && saved);
    assert_true(good < bad && bad < standard && standard < saved);
    assert_says(p.out, "bad.json:2:13: error: locale: ");
}

static void validate__exits_with_7__when_one_cannot_be_read__and_checks_the_others(void **state)
{
    (void)state;
    home_write("bad.json", "{\"locale\": \"xx\"}");
    program_run(&p, NULL, "validate", "none.json", "bad.json", NULL);
    assert_int_equal(p.status, 7);
    assert_says(p.out, "none.json: not read");
    assert_says(p.out, "bad.json: invalid");
    program_run(&p, NULL, "validate", "--format", "json", "none.json", NULL);
    assert_int_equal(p.status, 7);
    assert_says(p.out,
                "\"valid\":false,\"errors\":[{\"pointer\":\"\",\"line\":0,\"column\":0,\"keyword\":\"file\"");
}

static void validate__calls_text_that_is_no_json_invalid__at_its_place(void **state)
{
    (void)state;
    home_write("cut.json", "{\n  \"customer_data\": {\n");
    program_run(&p, NULL, "validate", "--format", "json", "cut.json", NULL);
    assert_int_equal(p.status, 1);
    assert_says(
        p.out, "{\"file\":\"cut.json\",\"valid\":false,\"errors\":[{\"pointer\":\"\",\"line\":3,\"column\":1,"
               "\"keyword\":\"syntax\",\"message\":\"");
    assert_says(p.out, "\"warnings\":[]}\n");
    program_run(&p, NULL, "validate", "cut.json", NULL);
    assert_says(p.out, "cut.json:3:1: error: ");
}

static void validate__places_a_missing_member__at_the_value_around_it(void **state)
{
    (void)state;
    home_write("a.json", "{\n  \"customer_data\": {\n    \"rooms\": [\n      {\"room_key\": \"r\"},\n      "
                         "{}\n    ]\n  }\n}\n");
    program_run(&p, NULL, "validate", "--format", "json", "a.json", NULL);
    assert_int_equal(p.status, 1);
    assert_says(
        p.out,
        "{\"pointer\":\"/customer_data/customer_key\",\"line\":2,\"column\":20,\"keyword\":\"required\"");
    assert_says(
        p.out,
        "{\"pointer\":\"/customer_data/rooms/1/room_key\",\"line\":5,\"column\":7,\"keyword\":\"required\"");
}

static void validate__refuses_a_body__that_is_no_object(void **state)
{
    (void)state;
    static const char *const bodies[] = {"[]", "\"x\"", "1", "null"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        program_run(&p, bodies[i], "validate", "-", NULL);
        assert_int_equal(p.status, 1);
        assert_says(p.out, "-: invalid");
    }
}

static void validate__makes_text_of_the_file_harmless__in_both_formats(void **state)
{
    (void)state;
    home_write("a\x1b[31m.json", "{\"locale\": \"\\u001b[2J\xe2\x80\xae\"}");
    program_run(&p, NULL, "validate", "a\x1b[31m.json", NULL);
    assert_int_equal(p.status, 1);
    assert_null(strchr(p.out, '\x1b'));
    assert_null(strstr(p.out, "\xe2\x80\xae"));
    program_run(&p, NULL, "validate", "--format", "json", "a\x1b[31m.json", NULL);
    assert_null(strchr(p.out, '\x1b'));
}

static void validate__takes_the_schema__from_another_file(void **state)
{
    (void)state;
    home_write(
        "openapi.json",
        "{\"openapi\": \"3.0.0\", \"paths\": {\"/customers/create_portal\": {\"post\": {\"requestBody\":"
        "{\"content\": {\"application/json\": {\"schema\": {\"type\": \"object\", \"properties\":"
        "{\"tomorrow\": {\"type\": \"boolean\"}}}}}}}}}}");
    static const char body[] = "{\"tomorrow\": 1}";
    program_run(&p, body, "validate", "-", NULL);
    assert_int_equal(p.status, 0);
    program_run(&p, body, "validate", "-", "--openapi", "openapi.json", NULL);
    assert_int_equal(p.status, 1);
    assert_says(p.out, "tomorrow");
    program_run(&p, body, "validate", "-", "--openapi", "none.json", NULL);
    assert_int_equal(p.status, 7);
    assert_says(p.err, "none.json");
    home_write("openapi.json", "{\"openapi\": ");
    program_run(&p, body, "validate", "-", "--openapi", "openapi.json", NULL);
    assert_int_equal(p.status, 7);
    assert_says(p.err, "openapi.json: line 1, column 13: ");
}

static void validate__asks_the_system__for_time_zones(void **state)
{
    static const char body[] = "{\"customer_data\":{\"customer_key\":\"c\",\"spaces\":[{\"space_key\":\"s\","
                               "\"name\":\"S\",\"customer_data\":{\"time_zone\":\"Test/Lisbn\"}}]}}";
    setenv("TZDIR", *state, 1);
    program_run(&p, body, "validate", "-", NULL);
    assert_int_equal(p.status, 0);
    assert_null(strstr(p.out, "Test/Lisbon")); /* there is no database: any name may be right */
    home_write("tzdata.zi", "# version test\nZ Test/Lisbon 0 - L\n");
    program_run(&p, body, "validate", "-", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "Did you mean Test/Lisbon?");
    unsetenv("TZDIR");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_begin, end)
    const struct CMUnitTest tests[] = {
        TEST(validate__agrees_with_the_generator__on_thousands_of_bodies),
        TEST(validate__gives_one_verdict_an_argument__in_order),
        TEST(validate__exits_with_7__when_one_cannot_be_read__and_checks_the_others),
        TEST(validate__calls_text_that_is_no_json_invalid__at_its_place),
        TEST(validate__places_a_missing_member__at_the_value_around_it),
        TEST(validate__refuses_a_body__that_is_no_object),
        TEST(validate__makes_text_of_the_file_harmless__in_both_formats),
        TEST(validate__takes_the_schema__from_another_file),
        TEST(validate__asks_the_system__for_time_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
