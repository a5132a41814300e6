/* The real program in a terminal whose size changes faster than it can draw, down to one cell and up to 300 x
 * 100, and in terminals that it can do nothing with. */
#include "config.h"

#include "tests/pty/unsaved.h"
#include "tests/rng.h"

#include <string.h>

enum { SIZES = 400 };

static int make_home(void **state)
{
    *state = unsaved_new(40);
    return 0;
}

static int remove_home(void **state)
{
    unsaved_free(*state);
    return 0;
}

/* Many of them come while the program draws for one before. */
static void storm(struct rng *r, struct pty *p)
{
    for (size_t i = 0; i < SIZES; i++)
        pty_resize(p, 1 + (int)rng_below(r, 100), 1 + (int)rng_below(r, 300));
    pty_resize(p, 1, 1);
    pty_resize(p, 100, 300);
}

/* In each size the picture is the one of a program that was started in it, and so is the next one. */
static void sizes__that_change_in_a_storm__end_in_the_picture_of_a_fresh_start(void **state)
{
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    struct unsaved *u = *state;
    struct rng r;
    rng_init(&r, 1);
    for (size_t i = 0; i < 3; i++) {
        unsaved_start(u, "acme", sizes[i][0], sizes[i][1]);
        pty_expect(u->p, "sizes");
        storm(&r, u->p);
        pty_resize(u->p, sizes[i][0], sizes[i][1]);
        pty_expect(u->p, "sizes");
        assert_true(pty_redraws(u->p, 0));
        pty_expect(u->p, "sizes");
        pty_keys(u->p, "F10");
        assert_int_equal(pty_wait_exit(u->p), 0);
        pty_assert_left_alone(u->p);
    }
}

/* What is typed between two sizes arrives, whether or not there was room to show it. */
static void keys__between_sizes__are_all_taken(void **state)
{
    struct unsaved *u = *state;
    struct rng r;
    struct buf typed, saved;
    buf_init(&typed, BUF_TEXT_MAX);
    buf_init(&saved, BUF_TEXT_MAX);
    rng_init(&r, 2);
    unsaved_start(u, "acme", 24, 80);
    for (int i = 0; i < 100; i++) {
        const char key[] = {(char)('a' + i % 26), '\0'};
        pty_resize(u->p, 1 + (int)rng_below(&r, 100), 1 + (int)rng_below(&r, 300));
        pty_type(u->p, key);
        buf_puts(&typed, key);
    }
    pty_resize(u->p, 1, 1);
    pty_keys(u->p, "F2");
    pty_resize(u->p, 24, 80);
    pty_wait_text(u->p, "Saved", 0);
    assert_true(unsaved_saved(u, UNSAVED_PLACES_LIST[0].pointer, &saved));
    assert_string_equal(saved.data, typed.data);
    pty_keys(u->p, "F10");
    assert_int_equal(pty_wait_exit(u->p), 0);
    pty_assert_left_alone(u->p);
    buf_finish(&typed);
    buf_finish(&saved);
}

static void terminals__that_it_cannot_use__are_left_with_what_to_try(void **state)
{
    struct unsaved *u = *state;
    static const struct {
        const char *env, *words;
    } cases[] = {
        {"TERM", "TERM is not set"},
        {"TERM=", "TERM is not set"},
        {"TERM=dumb", "cannot place the cursor"},
        {"TERM=no-such-terminal", "is not known"},
    };
    static const char *const argv[] = {TEST_PROGRAM, "--sandbox", NULL};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const env[] = {cases[i].env, u->data, u->config, NULL};
        struct pty *p = pty_start(argv, env, 24, 160); /* a line of words is one line */
        pty_wait_text(p, cases[i].words, 0);
        pty_wait_text(p, "Try: TERM=xterm-256color seam-portal-tui", 0);
        assert_int_equal(pty_wait_exit(p), 2);
        pty_assert_left_alone(p);
        pty_free(p);
    }
}

static void locales__without_these_letters__get_others(void **state)
{
    struct unsaved *u = *state;
    static const char *const locales[] = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=no_SUCH.locale"};
    const char *const argv[] = {TEST_PROGRAM, "acme", NULL};
    for (size_t i = 0; i < 3; i++) {
        const char *const env[] = {locales[i], u->data, u->config, "SEAM_API_KEY", NULL};
        struct pty *p = pty_start(argv, env, 24, 80);
        pty_wait_text(p, "Customer key", 0);
        pty_wait_text(p, "F1 help", 0);
        size_t len;
        const char *written = pty_written(p, &len);
        for (size_t k = 0; k < len; k++)
            assert_true((unsigned char)written[k] < 0x80);
        pty_keys(p, "F10");
        assert_int_equal(pty_wait_exit(p), 0);
        pty_assert_left_alone(p);
        pty_free(p);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_home, remove_home)
    const struct CMUnitTest tests[] = {
        TEST(sizes__that_change_in_a_storm__end_in_the_picture_of_a_fresh_start),
        TEST(keys__between_sizes__are_all_taken),
        TEST(terminals__that_it_cannot_use__are_left_with_what_to_try),
        TEST(locales__without_these_letters__get_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
