#include "tests/test.h"

#include "tui/screens/commands.h"
#include "tui/screens/words.h"

#include <stdbool.h>
#include <string.h>

static void assert_count(size_t n, const char *wanted)
{
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    words_count(n, &b);
    assert_string_equal(b.data, wanted);
    buf_finish(&b);
}

static void words_count__groups_thousands__up_to_the_largest(void **state)
{
    (void)state;
    assert_count(0, "0");
    assert_count(7, "7");
    assert_count(999, "999");
    assert_count(1000, "1,000");
    assert_count(10212, "10,212");
    assert_count(1000000, "1,000,000");
    assert_count(4000000000U, "4,000,000,000");
}

static void assert_path(const char *path, const char *home, int width, const char *wanted)
{
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    words_path(path, home, width, "\u2026", &b);
    assert_string_equal(b.data, wanted);
    buf_finish(&b);
}

static void words_path__keeps_the_end__and_knows_home(void **state)
{
    (void)state;
    assert_path("/home/sam/a.json", "/home/sam", 40, "~/a.json");
    assert_path("/home/sammy/a.json", "/home/sam", 40, "/home/sammy/a.json");
    assert_path("/home/sam/a.json", NULL, 40, "/home/sam/a.json");
    assert_path("/a.json", "/", 40, "/a.json");
    assert_path("/home/sam/a.json", "/home/sam", 8, "~/a.json");
    assert_path("/home/sam/a.json", "/home/sam", 7, "\u2026a.json");
    assert_path("/x/\u6771\u4eac.json", NULL, 8, "\u2026\u4eac.json");
}

static void words_of__agrees__with_the_number(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    words_of(1, "record", "records", &b);
    buf_putc(&b, ' ');
    words_of(0, "record", "records", &b);
    buf_putc(&b, ' ');
    words_of(2000, "record", "records", &b);
    assert_string_equal(b.data, "1 record 0 records 2,000 records");
    buf_finish(&b);
}

static void words_message__names_keys__that_work_where_it_is_shown(void **state)
{
    (void)state;
    static const char keys[] = "app.undo = u, Ctrl-_\nlist.clear_uses = C\n";
    struct keymap *m = keymap_new();
    struct buf b;
    assert_true(keymap_read(m, keys, sizeof keys - 1, NULL));
    buf_init(&b, BUF_TEXT_MAX);
    words_message(m, false, "Press " WORDS_UNDO ", " WORDS_KEY("list.clear_uses") ".", &b);
    words_message(m, true, " Press " WORDS_UNDO ", " WORDS_KEY("list.clear_uses") ".", &b);
    words_message(m, true, " \001 alone", &b);
    words_message(m, false, " \001secret.json\001" WORDS_UNDO "\001\001",
                  &b); /* such as a file may be called */
    assert_string_equal(b.data,
                        "Press u, C. Press Ctrl-_, (no key). \001 alone \001secret.json\001u\001\001");
    buf_finish(&b);
    keymap_free(m);
}

static void words_size__takes_the_unit__that_reads_best(void **state)
{
    (void)state;
    static const struct {
        size_t bytes;
        const char *wanted;
    } cases[] = {{0, "0 bytes"},      {1, "1 byte"},         {999, "999 bytes"},
                 {1000, "1.0 kB"},    {1950, "1.9 kB"},      {999999, "999.9 kB"},
                 {1000000, "1.0 MB"}, {52500000, "52.5 MB"}, {1000000000, "1.0 GB"}};
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&b);
        words_size(cases[i].bytes, &b);
        assert_string_equal(b.data, cases[i].wanted);
    }
    buf_finish(&b);
}

static void words_elapsed__counts_tenths__then_minutes(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *wanted;
    } cases[] = {
        {0, "0.0 s"}, {1850, "1.8 s"}, {59999, "59.9 s"}, {60000, "1 min 0 s"}, {125000, "2 min 5 s"}};
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&b);
        words_elapsed(cases[i].ms, &b);
        assert_string_equal(b.data, cases[i].wanted);
    }
    buf_finish(&b);
}

static void words_expiry__is_short__and_never_too_much(void **state)
{
    (void)state;
    static const struct {
        int64_t left;
        const char *wanted;
    } cases[] = {
        {1, "1 s left"},    {59, "59 s left"},    {60, "1 min left"},           {3599, "59 min left"},
        {3600, "1 h left"}, {86399, "23 h left"}, {2 * 86400 - 1, "47 h left"}, {2 * 86400, "2 days left"},
        {0, "expired"},     {-5, "expired"}};
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&b);
        words_expiry(1000000, 1000000 + cases[i].left, &b);
        assert_string_equal(b.data, cases[i].wanted);
    }
    buf_clear(&b);
    words_expiry(1000000, 0, &b);
    assert_string_equal(b.data, "-");
    buf_finish(&b);
}

/* ---- what help and palette list */

static bool lists(const char *scopes, bool all, enum action a)
{
    struct commands c;
    size_t found = 0;
    commands_init(&c, scopes, all);
    for (size_t i = 0; i < c.count; i++)
        found += c.items[i] == a;
    commands_finish(&c);
    assert_true(found <= 1);
    return found == 1;
}

static void commands__hold_each_action__that_a_scope_has(void **state)
{
    (void)state;
    assert_true(lists("review move app", true, ACTION_REVIEW_SEND));
    assert_true(lists("review move app", true, ACTION_MOVE_UP));
    assert_false(lists("review move app", false, ACTION_MOVE_UP));
    assert_false(lists("review move app", true, ACTION_LIST_ADD));
    assert_true(lists("review", true, ACTION_APP_QUIT));
    assert_true(lists("", true, ACTION_APP_QUIT));
    assert_true(lists(NULL, true, ACTION_APP_QUIT));
    assert_false(lists("rev", true, ACTION_REVIEW_SEND));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_count__groups_thousands__up_to_the_largest),
        cmocka_unit_test(words_path__keeps_the_end__and_knows_home),
        cmocka_unit_test(words_of__agrees__with_the_number),
        cmocka_unit_test(words_message__names_keys__that_work_where_it_is_shown),
        cmocka_unit_test(words_size__takes_the_unit__that_reads_best),
        cmocka_unit_test(words_elapsed__counts_tenths__then_minutes),
        cmocka_unit_test(words_expiry__is_short__and_never_too_much),
        cmocka_unit_test(commands__hold_each_action__that_a_scope_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
