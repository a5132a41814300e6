#include "tests/test.h"

#include "forms/zones.h"

#include <string.h>

static const struct zone *find(void *context, const char *name, size_t len)
{
    (void)context;
    (void)name;
    (void)len;
    return NULL;
}

static const char *const *names(void *context)
{
    static const char *const list[] = {"America/Indiana/Indianapolis",
                                       "America/Indianapolis",
                                       "America/New_York",
                                       "Asia/Kolkata",
                                       "Etc/GMT+1",
                                       "Etc/GMT+2",
                                       "Europe/Lisbon",
                                       NULL};
    (void)context;
    return list;
}

static const struct zones ZONES = {.find = find, .names = names, .local = "UTC"};

static const char *near(const char *text)
{
    const char *found = zones_near(&ZONES, text, strlen(text));
    return found ? found : "";
}

static void zones_near__knows_what_is_meant(void **state)
{
    (void)state;
    assert_string_equal(near("europe/lisbon"), "Europe/Lisbon");
    assert_string_equal(near("Lisbon"), "Europe/Lisbon");
    assert_string_equal(near("New York"), "America/New_York");
    assert_string_equal(near("America/New-York"), "America/New_York");
    assert_string_equal(near("Europe/Lisbn"), "Europe/Lisbon");
    assert_string_equal(near("Europe/Lissbonn"), "Europe/Lisbon");
    assert_string_equal(near("Asia/Calcuta"), "");
}

static void zones_near__is_silent__where_it_is_not_certain(void **state)
{
    (void)state;
    char longer[200];
    memset(longer, 'x', sizeof longer);
    assert_null(zones_near(&ZONES, longer, sizeof longer));
    assert_null(zones_near(NULL, "Lisbon", 6));
    assert_string_equal(near(""), "");
    assert_string_equal(near("UTC"), "");
    assert_string_equal(near("Etc/GMT+3"), "");    /* one letter from two of them */
    assert_string_equal(near("Indianapolis"), ""); /* two have that city */
    assert_string_equal(near("Pacific Standard Time"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_near__knows_what_is_meant),
        cmocka_unit_test(zones_near__is_silent__where_it_is_not_certain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
