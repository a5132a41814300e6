#include "config.h"

#include "tests/test.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/forms/fake_zones.h"
#include "tests/scratch.h"
#include "tui/store/file.h"
#include "tui/store/zones.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static void write_zone(const char *name, const char *rule)
{
    const int32_t offsets[2] = {0, 3600};
    char *path = scratch_path(folder, name);
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    fake_tzif(NULL, NULL, 0, offsets, rule, &b);
    scratch_write(path, b.data, b.len);
    buf_finish(&b);
    free(path);
}

static int make_database(void **state)
{
    (void)state;
    folder = scratch_new();
    char *europe = scratch_path(folder, "Europe");
    assert_int_equal(mkdir(europe, 0700), 0);
    free(europe);
    write_zone("Europe/Lisbon", "WET0WEST,M3.5.0/1,M10.5.0");
    write_zone("UTC", "UTC0");
    setenv("TZDIR", folder, 1);
    setenv("TZ", "Europe/Lisbon", 1);
    return 0;
}

static int remove_database(void **state)
{
    (void)state;
    scratch_free(folder);
    return 0;
}

static void write_list(const char *name, const char *text)
{
    char *path = scratch_path(folder, name);
    scratch_write(path, text, strlen(text));
    free(path);
}

static bool knows(const struct zones *z, const char *name)
{
    return z->find(z->context, name, strlen(name)) != NULL;
}

static void zones_open__finds_zones__by_their_names_alone(void **state)
{
    (void)state;
    const struct zones *z = zones_open();
    const struct zone *lisbon = z->find(z->context, "Europe/Lisbon", 13);
    assert_non_null(lisbon);
    assert_int_equal(zone_offset(lisbon, 1782900000, NULL), 3600);
    assert_ptr_equal(z->find(z->context, "Europe/Lisbon", 13), lisbon);
    assert_string_equal(z->local, "Europe/Lisbon");
    static const char *const others[] = {
        "",      "Europe",         "Europe/Porto", "Europe//Lisbon", "/etc/passwd", "../UTC", "Europe/../UTC",
        "./UTC", "Europe/Lisbon/", "UTC\n",        "europe/lisbon",  "list"};
    write_list("list", "no zone");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (knows(z, others[i]))
            fail_msg("%s", others[i]);
    zones_close(z);
    zones_close(NULL);
}

static void zones_open__finds_what_is_there__after_many_names_that_lead_nowhere(void **state)
{
    (void)state;
    const struct zones *z = zones_open();
    for (int i = 0; i < 200; i++) {
        char *name = xasprintf("No/Where%d", i);
        assert_false(knows(z, name));
        assert_false(knows(z, name));
        free(name);
    }
    assert_true(knows(z, "Europe/Lisbon"));
    zones_close(z);
}

static void zones_names__come_from_either_list(void **state)
{
    (void)state;
    const struct zones *z = zones_open();
    assert_null(z->names(z->context)[0]);
    assert_true(zones_known(z, "Any/Where", 9)); /* nobody can say */
    zones_close(z);

    write_list("zone1970.tab",
               "# comment\nPT\t+3843-00908\tEurope/Lisbon\tPortugal\nUS\t+40-074\tAmerica/New_York\n");
    z = zones_open();
    assert_string_equal(z->names(z->context)[0], "America/New_York");
    assert_string_equal(z->names(z->context)[1], "Europe/Lisbon");
    assert_null(z->names(z->context)[2]);
    zones_close(z);

    write_list("tzdata.zi",
               "# version\nR p 1 o\nZ Europe/Lisbon -0:36 - LMT 1884\n0 p WE%sT\nL Europe/Lisbon Portugal\n"
               "L Etc/UTC UTC\nZ ../x 0\n");
    z = zones_open();
    const char *const *names = z->names(z->context);
    assert_string_equal(names[0], "Europe/Lisbon");
    assert_string_equal(names[1], "Portugal");
    assert_string_equal(names[2], "UTC");
    assert_null(names[3]);
    assert_true(zones_known(z, "Europe/Lisbon", 13));
    assert_false(zones_known(z, "Europe/Lisbn", 12));
    zones_close(z);
}

static void zones_local__is_utc__where_nobody_knows_better(void **state)
{
    (void)state;
    setenv("TZ", "WET0WEST", 1);
    const struct zones *z = zones_open();
    assert_string_equal(z->local, "UTC");
    zones_close(z);
    setenv("TZ", ":Europe/Lisbon", 1);
    z = zones_open();
    assert_string_equal(z->local, "Europe/Lisbon");
    zones_close(z);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(zones_open__finds_zones__by_their_names_alone, make_database,
                                        remove_database),
        cmocka_unit_test_setup_teardown(zones_open__finds_what_is_there__after_many_names_that_lead_nowhere,
                                        make_database, remove_database),
        cmocka_unit_test_setup_teardown(zones_names__come_from_either_list, make_database, remove_database),
        cmocka_unit_test_setup_teardown(zones_local__is_utc__where_nobody_knows_better, make_database,
                                        remove_database),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
