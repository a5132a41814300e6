#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/home.h"
#include "tests/program.h"

#include <stdlib.h>
#include <string.h>

#define BODY                                                                                                 \
    "{\n  \"customer_data\": {\n    \"reservations\": [\n"                                                   \
    "      {\"reservation_key\": \"r-1\", \"name\": \"=Ana; B\", \"preferred_code\": \"0042\"},\n"           \
    "      {\"reservation_key\": \"r-2\", \"name\": null, \"guest_key\": \"g\"}\n    ]\n  }\n}\n"

static struct program p;

static int begin(void **state)
{
    const int failed = home_begin(state);
    if (failed)
        return failed;
    home_write("body.json", BODY);
    return 0;
}

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

static void export_csv__prints_a_table__and_says_what_is_not_in_it(void **state)
{
    (void)state;
    program_run(&p, NULL, "export", "csv", "--list", "reservations", "body.json", NULL);
    assert_int_equal(p.status, 0);
    assert_string_equal(p.out, "reservation_key,name,guest_key\r\nr-1,'=Ana; B,\r\nr-2,,g\r\n");
    assert_says(p.err, "1 door code was left out");
    assert_says(p.err, "1 value cannot be said");
    program_run(&p, NULL, "export", "csv", "--list=reservations", "--secrets", "--delimiter", "semicolon",
                "body.json", NULL);
    assert_int_equal(p.status, 0);
    assert_string_equal(p.out, "reservation_key;name;guest_key;preferred_code\r\n"
                               "r-1;\"'=Ana; B\";;0042\r\nr-2;;g;\r\n");
    assert_null(strstr(p.err, "door codes"));
}

static void export_json__prints_the_records(void **state)
{
    (void)state;
    program_run(&p, NULL, "export", "json", "--list", "reservations", "--secrets", "body.json", NULL);
    assert_int_equal(p.status, 0);
    assert_string_equal(p.err, "");
    assert_string_equal(
        p.out, "[\n  {\"reservation_key\":\"r-1\",\"name\":\"=Ana; B\",\"preferred_code\":\"0042\"},\n"
               "  {\"reservation_key\":\"r-2\",\"name\":null,\"guest_key\":\"g\"}\n]\n");
}

static void export_csv__is_what_import_csv_reads(void **state)
{
    (void)state;
    program_run(&p, NULL, "export", "csv", "--list", "reservations", "--secrets", "body.json", NULL);
    char *table = xstrdup(p.out);
    home_write("other.json", "{}");
    program_run(&p, table, "import", "csv", "--list", "reservations", "-", "other.json", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "2 rows: 2 new");
    program_run(&p, NULL, "export", "csv", "--list", "reservations", "--secrets", "other.json", NULL);
    assert_string_equal(p.out, table);
    free(table);
}

static void export__refuses__what_it_cannot_understand(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *words, *arguments[8];
    } cases[] = {
        {2, "there are csv and json", {"export", "xml", "--list", "rooms", "body.json"}},
        {2, "--list", {"export", "csv", "body.json"}},
        {2, "There is no list \"stays\"", {"export", "csv", "--list", "stays", "body.json"}},
        {2, "--delimiter takes", {"export", "csv", "--list", "rooms", "--delimiter", "dot", "body.json"}},
        {7, "none.json", {"export", "csv", "--list", "rooms", "none.json"}},
        {1, "rooms is not a list", {"export", "json", "--list", "rooms", "odd.json"}},
    };
    home_write("odd.json", "{\"customer_data\":{\"rooms\":{}}}");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *arguments[9] = {NULL};
        for (size_t k = 0; cases[i].arguments[k]; k++)
            arguments[k] = (char *)cases[i].arguments[k];
        program_run_all(&p, NULL, arguments);
        if (p.status != cases[i].status)
            fail_msg("%zu: %d: %s", i, p.status, p.err);
        assert_string_equal(p.out, "");
        assert_says(p.err, cases[i].words);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(export_csv__prints_a_table__and_says_what_is_not_in_it),
        TEST(export_json__prints_the_records),
        TEST(export_csv__is_what_import_csv_reads),
        TEST(export__refuses__what_it_cannot_understand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
