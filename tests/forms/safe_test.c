#include "tests/test.h"

#include "tests/hostile.h"

#include "forms/json.h"
#include "forms/safe.h"
#include "forms/utf8.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

struct tally {
    size_t strings, foreign, shown_wrong;
};

/* No string may bring a control out, and none may swallow the plain letters around what is hostile. */
static void feed(struct tally *t, const char *p, size_t len)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    safe_text(p, len, false, &out);
    t->strings++;
    for (size_t at = 0; at < out.len;) {
        uint32_t c;
        const size_t bytes = utf8_read(out.data + at, out.len - at, &c);
        if (!bytes || hostile_is_foreign(c))
            t->foreign++;
        at += bytes ? bytes : 1;
    }
    if (!out.len || out.data[0] != 'a' || out.data[out.len - 1] != 'z')
        t->shown_wrong++;
    if (safe_width(p, len) != safe_width(out.data, out.len))
        t->shown_wrong++;
    buf_finish(&out);
}

static void feed_one(void *context, const char *p, size_t len)
{
    feed(context, p, len);
}

static void safe_text__lets_no_control_out__over_hostile_strings(void **state)
{
    (void)state;
    struct tally t = {0};
    hostile_each(feed_one, &t);
    print_message("%zu hostile strings\n", t.strings);
    assert_true(t.strings >= 1400);
    assert_int_equal(t.foreign, 0);
    assert_int_equal(t.shown_wrong, 0);
}

static void hostile_is_foreign__finds_the_controls__that_an_unsafe_copy_lets_out(void **state)
{
    (void)state;
    size_t found = 0;
    const char text[] = "a\x1b[2J\u202e\u200d\U000e0041";
    for (size_t at = 0; at < sizeof text - 1;) {
        uint32_t c;
        at += utf8_read(text + at, sizeof text - 1 - at, &c);
        found += hostile_is_foreign(c);
    }
    assert_int_equal(found, 4);
}

/* ---- for a clipboard, and as JSON */

static void count_copied(void *context, const char *p, size_t len)
{
    struct tally *t = context;
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    safe_copy(p, len, &out);
    t->strings++;
    for (size_t at = 0; at < out.len;) {
        uint32_t c;
        const size_t bytes = utf8_read(out.data + at, out.len - at, &c);
        const bool wanted = c == '\n' || c == '\t' || c == 0x200C || c == 0x200D;
        t->foreign += !bytes || (hostile_is_foreign(c) && !wanted);
        at += bytes ? bytes : 1;
    }
    buf_finish(&out);
}

static void assert_copied(const char *text, const char *expected)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    safe_copy(text, strlen(text), &out);
    assert_string_equal(out.data, expected);
    buf_finish(&out);
}

static void safe_copy__keeps_lines_tabs_and_joiners__and_no_control(void **state)
{
    (void)state;
    struct tally t = {0};
    hostile_each(count_copied, &t);
    assert_true(t.strings >= 1400);
    assert_int_equal(t.foreign, 0);
    assert_copied("", "");
    assert_copied("\n\t\r\n", "\n\t\n");
    assert_copied("a\tb\r\nc\n", "a\tb\nc\n");
    assert_copied("rm -rf\r", "rm -rf\u240d");
    assert_copied("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e");
    assert_copied("\U0001f468\u200d\U0001f467", "\U0001f468\u200d\U0001f467");
    assert_copied("\x1b[200~x\u202e", "\u241b[200~x\ufffd");
}

static void check_json(void *context, const char *p, size_t len)
{
    struct tally *t = context;
    struct buf quoted, safe;
    struct arena a;
    struct json_tree tree;
    struct err e;
    if (!utf8_valid(p, len, NULL))
        return;
    buf_init(&quoted, BUF_TEXT_MAX);
    buf_init(&safe, BUF_TEXT_MAX);
    arena_init(&a);
    json_quote(&quoted, p, len);
    safe_json(quoted.data, quoted.len, &safe);
    t->strings++;
    t->foreign += hostile_foreign(safe.data, safe.len);
    t->shown_wrong +=
        !json_parse(&a, safe.data, safe.len, &tree, &e) || !json_chars_equal(&tree.root, p, len);
    arena_finish(&a);
    buf_finish(&quoted);
    buf_finish(&safe);
}

static void safe_json__says_the_same__in_escapes(void **state)
{
    (void)state;
    struct tally t = {0};
    hostile_each(check_json, &t);
    assert_true(t.strings >= 1400);
    assert_int_equal(t.foreign, 0);
    assert_int_equal(t.shown_wrong, 0);
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    static const char text[] =
        "{\n  \"a\u0301\u0301\u0301\u0301\u0301\": \"caf\u00e9 \u202e\U000e0041\"\n}\n";
    safe_json(text, strlen(text), &out);
    assert_string_equal(out.data, "{\n  \"a\\u0301\\u0301\\u0301\\u0301\\u0301\": \"caf\u00e9 "
                                  "\\u202e\\udb40\\udc41\"\n}\n");
    buf_finish(&out);
}

/* ---- glyphs */

static void assert_safe(const char *text, bool keep_lines, const char *expected)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    safe_text(text, strlen(text), keep_lines, &out);
    assert_string_equal(out.data, expected);
    buf_finish(&out);
}

static void safe_text__shows_what_is_there__in_signs(void **state)
{
    (void)state;
    assert_safe("plain Jos\u00e9 \u7f8e\u54b2 \U0001F415", false, "plain Jos\u00e9 \u7f8e\u54b2 \U0001F415");
    assert_safe("a\tb\r\nc", false, "a\u2409b\u240d\u240ac");
    assert_safe("a\tb\r\nc", true, "a\u2409b\u240d\nc");
    assert_safe("\x7f", false, "\u2421");
    assert_safe("\xff\xfe", false, "\ufffd\ufffd");
    assert_safe("\u0301x", false, "\u25cc\u0301x");
    assert_safe("\x1b\u0301", false, "\u241b\u25cc\u0301");
    assert_safe("e\u0301\u0302\u0303\u0304\u0305\u0306", false, "e\u0301\u0302\u0303\u0304");
    assert_safe("\u2764\ufe0f", false, "\u2764");
    assert_safe("\ufe0f", false, "\ufffd");
    assert_safe("\U0001F468\u200d\U0001F469", false, "\U0001F468\ufffd\U0001F469");
    assert_safe("\u1112\u1161\u11ab", false, "\u1112\u1161\u11ab");
}

static void safe_next__gives_cells__with_widths_and_marks(void **state)
{
    (void)state;
    static const struct {
        uint32_t base, mark;
        int width;
        bool marked;
    } expected[] = {
        {'e', 0x301, 1, false}, {0x7f8e, 0, 2, false}, {0x2400, 0, 1, true}, {0xFFFD, 0, 1, true}};
    const char text[] = "e\u0301\u7f8e\0\u200b";
    size_t at = 0;
    struct glyph g;
    for (size_t i = 0; i < 4; i++) {
        assert_true(safe_next(text, sizeof text - 1, &at, &g));
        assert_int_equal(g.chars[0], expected[i].base);
        assert_int_equal(g.chars[1], expected[i].mark);
        assert_int_equal(g.width, expected[i].width);
        assert_int_equal(g.marked, expected[i].marked);
    }
    assert_false(safe_next(text, sizeof text - 1, &at, &g));
    assert_int_equal(at, sizeof text - 1);
}

static void safe_fit__stops_before_the_glyph__that_would_stick_out(void **state)
{
    (void)state;
    const char text[] = "a\u7f8ee\u0301z";
    static const struct {
        int columns, used;
        size_t bytes;
    } cases[] = {{-1, 0, 0}, {0, 0, 0}, {1, 1, 1}, {2, 1, 1}, {3, 3, 4}, {4, 4, 7}, {5, 5, 8}, {9, 5, 8}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int used = -7;
        assert_int_equal(safe_fit(text, sizeof text - 1, cases[i].columns, &used), cases[i].bytes);
        assert_int_equal(used, cases[i].used);
    }
    assert_int_equal(safe_width(text, sizeof text - 1), 5);
}

static void utf8_valid__names_the_first_bad_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bad;
    } cases[] = {{"a\u00e9\xff", 3},      {"\xc0\x80", 0}, {"ab\xe2\x82", 2},      {"\xed\xa0\x80", 0},
                 {"\xf4\x90\x80\x80", 0}, {"x\x80", 1},    {"\xf0\x82\x82\xac", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t bad = 99;
        assert_false(utf8_valid(cases[i].text, strlen(cases[i].text), &bad));
        assert_int_equal(bad, cases[i].bad);
    }
    assert_true(utf8_valid("a\u00e9\u20ac\U0010ffff", 10, NULL));
    assert_true(utf8_valid("", 0, NULL));
}

static void utf8_read__is_the_inverse_of_utf8_write__for_every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c += c == 0xD7FF ? 0x801 : 1) {
        char one[4];
        uint32_t back = 0;
        const size_t len = utf8_write(c, one);
        if (utf8_read(one, len, &back) != len || back != c || utf8_read(one, len - 1, NULL))
            fail_msg("U+%04X", (unsigned)c);
    }
}

static void utf16_length__counts_pairs_as_two(void **state)
{
    (void)state;
    assert_int_equal(utf16_length("a\u00e9\u20ac\U0001F415", 10), 5);
}

static void safe_width__counts_without_help_of_the_locale__where_it_knows_ascii_only(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C"));
    assert_safe("Jos\u00e9 \u7f8e e\u0301 \u200b", false, "Jos\u00e9 \u7f8e e\u0301 \ufffd");
    const int columns = safe_width("\u00e9\u7f8ee\u0301", 8);
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    assert_int_equal(columns, 4);
}

static int use_utf8(void **state)
{
    (void)state;
    return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(safe_text__lets_no_control_out__over_hostile_strings),
        cmocka_unit_test(safe_copy__keeps_lines_tabs_and_joiners__and_no_control),
        cmocka_unit_test(safe_json__says_the_same__in_escapes),
        cmocka_unit_test(hostile_is_foreign__finds_the_controls__that_an_unsafe_copy_lets_out),
        cmocka_unit_test(safe_text__shows_what_is_there__in_signs),
        cmocka_unit_test(safe_next__gives_cells__with_widths_and_marks),
        cmocka_unit_test(safe_fit__stops_before_the_glyph__that_would_stick_out),
        cmocka_unit_test(utf8_valid__names_the_first_bad_byte),
        cmocka_unit_test(utf8_read__is_the_inverse_of_utf8_write__for_every_code_point),
        cmocka_unit_test(utf16_length__counts_pairs_as_two),
        cmocka_unit_test(safe_width__counts_without_help_of_the_locale__where_it_knows_ascii_only),
    };
    return cmocka_run_group_tests(tests, use_utf8, NULL);
}
