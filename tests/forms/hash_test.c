#include "config.h"

#include "tests/test.h"

#include "forms/hash.h"

#include <stdio.h>
#include <string.h>

enum { KEYS = 4096, SLOTS = 8192 };

static uint32_t slot_of(uint64_t seed, size_t number)
{
    char key[32];
    const int len = snprintf(key, sizeof key, "reservation-%zu", number);
    return hash_bytes(seed, key, (size_t)len) % SLOTS;
}

/* Keys as people number them: what shares a slot is about as many as chance would have it. */
static void hash_bytes__spreads__keys_that_differ_little(void **state)
{
    (void)state;
    static const uint64_t seeds[] = {0, 1, UINT64_C(0x7f0012345670)};
    for (size_t s = 0; s < sizeof seeds / sizeof *seeds; s++) {
        unsigned char in[SLOTS] = {0};
        size_t used = 0;
        for (size_t i = 0; i < KEYS; i++) {
            const uint32_t slot = slot_of(seeds[s], i);
            used += in[slot]++ == 0;
            assert_true(in[slot] < 10);
        }
        assert_true(used > KEYS * 3 / 4); /* 0.79 of them by chance */
    }
}

/* Who knows what falls together in one table knows nothing of the next. */
static void hash_bytes__parts__what_collides__by_another_seed(void **state)
{
    (void)state;
    size_t together = 0, still = 0;
    for (size_t i = 1; i < KEYS * 100; i++)
        if (slot_of(1, i) == slot_of(1, 0)) {
            together++;
            still += slot_of(2, i) == slot_of(2, 0);
        }
    assert_true(together > 20);
    assert_true(still < 3);
}

static void hash_bytes__reads__all_bytes_and_no_more(void **state)
{
    (void)state;
    static const char text[] = "abcdefghijklmnopqrstuvwxyz";
    for (size_t len = 1; len < sizeof text; len++) {
        char copy[sizeof text];
        memcpy(copy, text, sizeof text);
        copy[len] = '#';
        assert_int_equal(hash_bytes(7, copy, len), hash_bytes(7, text, len));
        copy[len - 1] = '#';
        assert_int_not_equal(hash_bytes(7, copy, len), hash_bytes(7, text, len));
    }
    assert_int_not_equal(hash_bytes(7, "\0", 1), hash_bytes(7, "", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_bytes__spreads__keys_that_differ_little),
        cmocka_unit_test(hash_bytes__parts__what_collides__by_another_seed),
        cmocka_unit_test(hash_bytes__reads__all_bytes_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
