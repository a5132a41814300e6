#include "tests/test.h"

#include "forms/buf.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

static void buf_add__refuses_whole_addition__over_its_ceiling(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 5);
    assert_true(buf_puts(&b, "abc"));
    assert_false(buf_puts(&b, "def"));
    assert_true(b.full);
    assert_string_equal(b.data, "abc");
    assert_true(buf_puts(&b, "de"));
    assert_string_equal(b.data, "abcde");
    buf_clear(&b);
    assert_false(b.full);
    assert_string_equal(b.data, "");
    buf_finish(&b);
}

static void buf_put_utf8__replaces__what_is_no_code_point(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 100);
    buf_put_utf8(&b, 'a');
    buf_put_utf8(&b, 0xE9);
    buf_put_utf8(&b, 0x20AC);
    buf_put_utf8(&b, 0x1F415);
    buf_put_utf8(&b, 0xD800);
    buf_put_utf8(&b, 0x110000);
    assert_string_equal(b.data, "a\u00e9\u20ac\U0001F415\ufffd\ufffd");
    buf_finish(&b);
}

static void buf_put_number__writes_decimal_digits__of_any_number(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 64);
    assert_true(buf_put_number(&b, 0));
    buf_putc(&b, ' ');
    assert_true(buf_put_number(&b, 10905));
    buf_putc(&b, ' ');
    assert_true(buf_put_number(&b, UINT64_MAX));
    assert_string_equal(b.data, "0 10905 18446744073709551615");
    buf_finish(&b);
}

static void buf_detach__gives_an_owned_string__even_when_empty(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 100);
    size_t len = 7;
    char *s = buf_detach(&b, &len);
    assert_string_equal(s, "");
    assert_int_equal(len, 0);
    free(s);
    buf_printf(&b, "%d-%s", 12, "x");
    s = buf_detach(&b, NULL);
    assert_string_equal(s, "12-x");
    free(s);
    buf_finish(&b);
}

static void arena_alloc__keeps_pieces_apart__and_aligned(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a);
    unsigned char *pieces[300];
    for (size_t i = 0; i < 300; i++) {
        char *odd = arena_text(&a, 1 + i % 3);
        *odd = 0;
        pieces[i] = arena_alloc(&a, 100 + i);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        memset(pieces[i], (int)(i & 0xFF), 100 + i);
    }
    char *large = arena_alloc(&a, (size_t)10 << 20);
    memset(large, 1, (size_t)10 << 20);
    for (size_t i = 0; i < 300; i++)
        for (size_t k = 0; k < 100 + i; k++)
            assert_int_equal(pieces[i][k], i & 0xFF);
    arena_finish(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buf_add__refuses_whole_addition__over_its_ceiling),
        cmocka_unit_test(buf_put_utf8__replaces__what_is_no_code_point),
        cmocka_unit_test(buf_put_number__writes_decimal_digits__of_any_number),
        cmocka_unit_test(buf_detach__gives_an_owned_string__even_when_empty),
        cmocka_unit_test(arena_alloc__keeps_pieces_apart__and_aligned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
