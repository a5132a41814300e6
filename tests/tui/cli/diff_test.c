/* The diff command, in the real program. */
#include "config.h"

#include "tests/test.h"

#include "tests/home.h"
#include "tests/program.h"

#include <string.h>

static struct program p;

static int begin(void **state)
{
    const int failed = home_begin(state);
    if (failed)
        return failed;
    home_write("a.json",
               "{\"customer_data\":{\"customer_key\":\"acme\",\"rooms\":[{\"room_key\":\"r1\"},"
               "{\"room_key\":\"r2\",\"name\":\"Pool\"}],\"reservations\":[{\"reservation_key\":\"s\","
               "\"preferred_code\":\"1357\"}]},\"locale\":\"en-US\"}");
    home_write("b.json",
               "{\"locale\": \"fr-FR\", \"customer_data\": {\"customer_key\": \"acme\", \"rooms\": ["
               "{\"room_key\": \"r2\", \"name\": \"Po\\u001b[2Jol\"}, {\"room_key\": \"r3\"}],\n"
               "\"reservations\": [{\"reservation_key\": \"s\", \"preferred_code\": \"2468\"}]}}");
    return 0;
}

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

static void diff__prints_what_differs__by_record_and_field(void **state)
{
    (void)state;
    program_run(&p, NULL, "diff", "a.json", "b.json", NULL);
    assert_int_equal(p.status, 1);
    assert_string_equal(p.err, "");
    assert_string_equal(p.out, "changed locale: \"en-US\" -> \"fr-FR\"\n"
                               "removed customer_data.rooms[r1]: 1 field\n"
                               "changed customer_data.rooms[r2].name: \"Pool\" -> \"Po\\u001b[2Jol\"\n"
                               "added customer_data.rooms[r3]: 1 field\n"
                               "changed customer_data.reservations[s].preferred_code: **** -> ****\n");
    program_run(&p, NULL, "diff", "--secrets", "a.json", "b.json", NULL);
    assert_non_null(strstr(p.out, "\"1357\" -> \"2468\""));
}

static void diff__prints_json__an_object_a_line(void **state)
{
    (void)state;
    program_run(&p, NULL, "diff", "--format", "json", "a.json", "b.json", NULL);
    assert_int_equal(p.status, 1);
    assert_string_equal(
        p.out,
        "{\"change\":\"changed\",\"before\":\"/locale\",\"after\":\"/locale\",\"from\":\"en-US\",\"to\":"
        "\"fr-FR\"}\n"
        "{\"change\":\"removed\",\"before\":\"/customer_data/rooms/0\",\"after\":null}\n"
        "{\"change\":\"changed\",\"before\":\"/customer_data/rooms/1/name\",\"after\":"
        "\"/customer_data/rooms/0/name\",\"from\":\"Pool\",\"to\":\"Po\\u001b[2Jol\"}\n"
        "{\"change\":\"added\",\"before\":null,\"after\":\"/customer_data/rooms/1\"}\n"
        "{\"change\":\"changed\",\"before\":\"/customer_data/reservations/0/preferred_code\",\"after\":"
        "\"/customer_data/reservations/0/preferred_code\",\"from\":\"****\",\"to\":\"****\"}\n");
}

static void diff__says_nothing__where_nothing_differs(void **state)
{
    (void)state;
    program_run(&p, "{\"b\": [1, 2], \"a\": \"\\u0061\"}", "diff", "-", "c.json", NULL);
    assert_int_equal(p.status, 7);
    home_write("c.json", "{\"a\":\"a\",\n\n\"b\":[1,2]}\n");
    program_run(&p, "{\"b\": [1, 2], \"a\": \"\\u0061\"}", "diff", "-", "c.json", NULL);
    assert_int_equal(p.status, 0);
    assert_string_equal(p.out, "");
    assert_string_equal(p.err, "");
}

static void diff__names_the_file_and_the_place__of_what_it_cannot_read(void **state)
{
    (void)state;
    home_write("bad.json", "{\"a\": 1,\n}");
    program_run(&p, NULL, "diff", "a.json", "bad.json", NULL);
    assert_int_equal(p.status, 7);
    assert_string_equal(p.out, "");
    assert_non_null(strstr(p.err, "bad.json: line 2, column 1: "));
    program_run(&p, "{}", "diff", "-", "-", NULL);
    assert_int_equal(p.status, 2);
    program_run(&p, NULL, "diff", "a.json", NULL);
    assert_int_equal(p.status, 2);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(diff__prints_what_differs__by_record_and_field),
        TEST(diff__prints_json__an_object_a_line),
        TEST(diff__says_nothing__where_nothing_differs),
        TEST(diff__names_the_file_and_the_place__of_what_it_cannot_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
