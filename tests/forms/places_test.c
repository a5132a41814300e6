/* Counts by pointer, against counting anew. */
#include "tests/test.h"

#include "forms/path.h"
#include "forms/places.h"

#include <stdio.h>
#include <string.h>

static void places__count__what_stands_at_and_below(void **state)
{
    (void)state;
    struct places *p = places_new();
    places_add(p, "/a/1/b");
    places_add(p, "/a/1/b");
    places_add(p, "/a/1");
    places_add(p, "/a/12");
    places_add(p, "");
    assert_int_equal(places_at(p, "/a/1/b"), 2);
    assert_int_equal(places_at(p, "/a/1"), 1);
    assert_int_equal(places_at(p, "/a"), 0);
    assert_int_equal(places_within(p, "/a/1"), 3);
    assert_int_equal(places_within(p, "/a"), 4);
    assert_int_equal(places_within(p, ""), 5);
    assert_int_equal(places_within(p, "/a/"), 0);
    assert_int_equal(places_within(p, "/b"), 0);
    places_remove(p, "/a/1/b");
    assert_int_equal(places_at(p, "/a/1/b"), 1);
    assert_int_equal(places_within(p, "/a"), 3);
    places_free(p);
    places_free(NULL);
}

/* Some of these are parents of others. */
static void make_pointer(unsigned n, char out[32])
{
    unsigned form = n % 5;
    if (form < 2)
        snprintf(out, 32, "%s", form ? "/a" : "");
    else if (form == 2)
        snprintf(out, 32, "/a/%u", n / 5);
    else if (form == 3)
        snprintf(out, 32, "/a/%u/b", n / 5);
    else
        snprintf(out, 32, "/c/%u/b/%u", n / 50, n / 5);
}

static void places__agree_with_counting_anew__while_many_come_and_go(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    static unsigned there[MANY];
    struct places *p = places_new();
    unsigned random = 1;
    memset(there, 0, sizeof there);
    for (int step = 0; step < 4 * MANY; step++) {
        char pointer[32];
        random = random * 1103515245U + 12345U;
        unsigned n = (random >> 16) % MANY;
        make_pointer(n, pointer);
        if (there[n] > 0 && random >> 31) {
            there[n]--;
            places_remove(p, pointer);
        } else {
            there[n]++;
            places_add(p, pointer);
        }
    }
    for (unsigned n = 0; n < MANY; n++) {
        char pointer[32], other[32];
        size_t at = 0, within = 0;
        make_pointer(n, pointer);
        for (unsigned i = 0; i < MANY; i++) {
            make_pointer(i, other);
            at += strcmp(pointer, other) == 0 ? there[i] : 0;
            within += path_within(pointer, other) ? there[i] : 0;
        }
        assert_int_equal(places_at(p, pointer), at);
        assert_int_equal(places_within(p, pointer), within);
    }
    places_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places__count__what_stands_at_and_below),
        cmocka_unit_test(places__agree_with_counting_anew__while_many_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
