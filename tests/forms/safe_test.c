#include "tests/test.h"

#include "forms/safe.h"
#include "forms/utf8.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* ---- what may leave */

/* Harmless by the test's own rules, which share nothing with safe.c: control and format characters by
 * their ranges. */
static bool is_foreign(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } foreign[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},   {0x61C, 0x61C},
        {0x115F, 0x1160}, {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E}, {0x2060, 0x206F},
        {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB},
        {0xD800, 0xDFFF}, {0xE0000, 0xE0FFF}, {0x1D173, 0x1D17A},
    };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        if (c >= foreign[i].first && c <= foreign[i].last)
            return true;
    return false;
}

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
        if (!bytes || is_foreign(c))
            t->foreign++;
        at += bytes ? bytes : 1;
    }
    if (!out.len || out.data[0] != 'a' || out.data[out.len - 1] != 'z')
        t->shown_wrong++;
    if (safe_width(p, len) != safe_width(out.data, out.len))
        t->shown_wrong++;
    buf_finish(&out);
}

static void feed_between(struct tally *t, const char *hostile, size_t len)
{
    char text[600] = "a";
    assert_true(len < sizeof text - 2);
    memcpy(text + 1, hostile, len);
    text[len + 1] = 'z';
    feed(t, text, len + 2);
}

static void feed_code_points(struct tally *t, uint32_t first, uint32_t last)
{
    for (uint32_t c = first; c <= last; c++) {
        char one[12];
        size_t len = utf8_write(c, one);
        feed_between(t, one, len);
        memcpy(one + len, one, len);
        feed_between(t, one, len * 2);
    }
}

static void feed_broken_utf8(struct tally *t)
{
    for (int lead = 0x80; lead <= 0xFF; lead++) {
        const char alone[] = {(char)lead};
        feed_between(t, alone, 1);
        const char before_escape[] = {(char)lead, 0x1B, '[', '2', 'J'};
        feed_between(t, before_escape, sizeof before_escape);
        const char truncated[] = {(char)lead, (char)0x80};
        feed_between(t, truncated, sizeof truncated);
        const char longer[] = {(char)lead, (char)0x80, (char)0x9B};
        feed_between(t, longer, sizeof longer);
    }
    /* overlong forms of every C0 control, in two, three and four bytes */
    for (int c = 0; c < 0x20; c++) {
        const char two[] = {(char)0xC0, (char)(0x80 | c)};
        const char three[] = {(char)0xE0, (char)0x80, (char)(0x80 | c)};
        const char four[] = {(char)0xF0, (char)0x80, (char)0x80, (char)(0x80 | c)};
        feed_between(t, two, sizeof two);
        feed_between(t, three, sizeof three);
        feed_between(t, four, sizeof four);
    }
    for (int low = 0xA0; low <= 0xBF; low++) {
        const char surrogate[] = {(char)0xED, (char)low, (char)0x80};
        feed_between(t, surrogate, sizeof surrogate);
    }
}

static void feed_sequences(struct tally *t)
{
    static const char *const starts[] = {"\x1b[", "\x1b]",    "\x1bP",    "\x1b_",    "\x1b^", "\x1b(",
                                         "\x1b#", "\xc2\x9b", "\xc2\x9d", "\xc2\x90", "\x9b",  "\x9d"};
    static const char *const bodies[] = {
        "2J",       "31m", "?1049h", "6n",  "0;title", "52;c;QQ==", "8;;http://example.com",
        "999;999H", ">c",  "!p",     "20t", ""};
    static const char *const ends[] = {"", "\x07", "\x1b\\", "\xc2\x9c", "\r\n", "\x18"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        for (size_t k = 0; k < sizeof bodies / sizeof bodies[0]; k++)
            for (size_t m = 0; m < sizeof ends / sizeof ends[0]; m++) {
                struct buf b;
                buf_init(&b, 100);
                buf_puts(&b, starts[i]);
                buf_puts(&b, bodies[k]);
                buf_puts(&b, ends[m]);
                feed_between(t, b.data, b.len);
                buf_finish(&b);
            }
}

static void feed_combining_runs(struct tally *t)
{
    static const char *const marks[] = {"\u0301", "\u0489", "\u20dd", "\u0e47", "\u05b0", "\U0001d165"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        for (size_t times = 1; times <= 40; times++) {
            struct buf b;
            buf_init(&b, 500);
            for (size_t k = 0; k < times; k++)
                buf_puts(&b, marks[i]);
            feed_between(t, b.data, b.len);
            buf_finish(&b);
        }
}

static void safe_text__lets_no_control_out__over_hostile_strings(void **state)
{
    (void)state;
    struct tally t = {0};
    feed_code_points(&t, 0x00, 0x1F);
    feed_code_points(&t, 0x7F, 0xA0);
    feed_code_points(&t, 0xAD, 0xAD);
    feed_code_points(&t, 0x34F, 0x34F);
    feed_code_points(&t, 0x61C, 0x61C);
    feed_code_points(&t, 0x180B, 0x180F);
    feed_code_points(&t, 0x2000, 0x206F);
    feed_code_points(&t, 0xFE00, 0xFE0F);
    feed_code_points(&t, 0xFEFF, 0xFEFF);
    feed_code_points(&t, 0xFFF0, 0xFFFF);
    feed_code_points(&t, 0xE0000, 0xE007F);
    feed_code_points(&t, 0xE0100, 0xE01EF);
    feed_broken_utf8(&t);
    feed_sequences(&t);
    feed_combining_runs(&t);
    print_message("%zu hostile strings\n", t.strings);
    assert_true(t.strings >= 1400);
    assert_int_equal(t.foreign, 0);
    assert_int_equal(t.shown_wrong, 0);
}

static void is_foreign__finds_the_controls__that_an_unsafe_copy_lets_out(void **state)
{
    (void)state;
    size_t found = 0;
    const char text[] = "a\x1b[2J\u202e\u200d\U000e0041";
    for (size_t at = 0; at < sizeof text - 1;) {
        uint32_t c;
        at += utf8_read(text + at, sizeof text - 1 - at, &c);
        found += is_foreign(c);
    }
    assert_int_equal(found, 4);
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
        cmocka_unit_test(is_foreign__finds_the_controls__that_an_unsafe_copy_lets_out),
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
