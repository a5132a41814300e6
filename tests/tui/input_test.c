#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tui/term/input.h"

#include <stdlib.h>
#include <string.h>

/* What came out, as words: "Up 'a' Alt-X paste<...>". */
struct heard {
    struct buf words;
};

static void hear(void *context, const struct event *ev)
{
    struct heard *h = context;
    if (h->words.len)
        buf_putc(&h->words, ' ');
    if (ev->type == EVENT_PASTE) {
        buf_printf(&h->words, "paste<%s>", ev->text ? ev->text : "too large");
        return;
    }
    char name[40];
    assert_int_equal(ev->type, EVENT_KEY);
    key_show(ev->key, name, sizeof name);
    buf_puts(&h->words, name);
}

static char *decode(const char *bytes, size_t len, size_t piece, bool flush)
{
    struct input in;
    struct heard h;
    input_init(&in);
    buf_init(&h.words, BUF_BODY_MAX);
    for (size_t at = 0; at < len; at += piece)
        input_feed(&in, bytes + at, len - at < piece ? len - at : piece, hear, &h);
    if (flush)
        input_flush(&in, hear, &h);
    input_finish(&in);
    return buf_detach(&h.words, NULL);
}

/* Whole, and byte by byte, it must say the same. */
static void assert_decoded(const char *bytes, const char *wanted)
{
    for (size_t piece = 1; piece <= 64; piece += 63) {
        char *got = decode(bytes, strlen(bytes), piece, true);
        assert_string_equal(got, wanted);
        free(got);
    }
}

static void input_feed__reads_characters__and_controls(void **state)
{
    (void)state;
    assert_decoded("aZ?", "a Z ?");
    assert_decoded("é東\U0001F415", "é 東 \U0001F415");
    assert_decoded("\x01\x13\x1a\x1c\x1f", "Ctrl-A Ctrl-S Ctrl-Z Ctrl-\\ Ctrl-_");
    assert_decoded("\t\r\n\x7f\x08", "Tab Enter Enter Backspace Backspace");
    char *nul = decode("\0", 1, 1, true);
    assert_string_equal(nul, "Ctrl-Space");
    free(nul);
}

static void input_feed__reads_the_sequences__of_common_terminals(void **state)
{
    (void)state;
    assert_decoded("\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "Up Down Right Left Home End");
    assert_decoded("\x1bOA\x1bOP\x1bOS\x1bOM\x1bOt", "Up F1 F4 Enter 4");
    assert_decoded("\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~", "Home Ins Del End PgUp PgDn");
    assert_decoded("\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[24~", "F1 F5 F6 F10 F12");
    assert_decoded("\x1b[[A\x1b[[E\x1b[25~", "F1 F5 Shift-F1");
    assert_decoded("\x1b[1;5A\x1b[1;2B\x1b[1;3C\x1b[1;8D",
                   "Ctrl-Up Shift-Down Alt-Right Ctrl-Alt-Shift-Left");
    assert_decoded("\x1b[3;3~\x1b[19;2~\x1b[1;2P", "Alt-Del Shift-F8 Shift-F1");
    assert_decoded("\x1b[Z", "Shift-Tab");
}

static void input_feed__takes_a_leading_escape__for_alt(void **state)
{
    (void)state;
    assert_decoded("\x1bv\x1bV\x1b.\x1b\r\x1b\x7f", "Alt-V Alt-V Alt-. Alt-Enter Alt-Backspace");
    assert_decoded("\x1bé", "Alt-é");
    assert_decoded("\x1b\x18", "Ctrl-Alt-X");
    assert_decoded("\x1bOz", "Alt-O z");
}

static void input_flush__makes_a_lone_escape__a_key(void **state)
{
    (void)state;
    assert_decoded("\x1b", "Esc");
    assert_decoded("a\x1b\x1b[A", "a Esc Up");
    assert_decoded("\x1b\x1b", "Esc Esc");
    assert_decoded("\x1bO", "Alt-O");
    assert_decoded("\x1b[", "Alt-[");
    assert_decoded("a\x1b\xc3", "a");
    char *unflushed = decode("\x1b", 1, 1, false);
    assert_string_equal(unflushed, "");
    free(unflushed);
}

static void input_waits__tells_a_key_from_a_part__by_what_came(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        enum input_waits waits;
    } cases[] = {
        {"a", INPUT_NOTHING},          {"\x1b", INPUT_ESCAPE},
        {"\x1bO", INPUT_ESCAPE},       {"\x1b[", INPUT_PART},
        {"\x1b[1;", INPUT_PART},       {"\xe6\x9d", INPUT_PART},
        {"\x1b[200~abc", INPUT_PASTE}, {"\x1b[200~abc\x1b", INPUT_PASTE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct input in;
        struct heard h;
        input_init(&in);
        buf_init(&h.words, 100);
        input_feed(&in, cases[i].bytes, strlen(cases[i].bytes), hear, &h);
        assert_int_equal(input_waits(&in), cases[i].waits);
        buf_finish(&h.words);
        input_finish(&in);
    }
}

static void input_feed__says_nothing__of_what_it_does_not_know(void **state)
{
    (void)state;
    assert_decoded("a\x1b[?1;2cb", "a b");
    assert_decoded("a\x1b[99~b\x1b[Ic\x1b[<0;1;1Md", "a b c d");
    assert_decoded("a\x1b[12\x01"
                   "b",
                   "a Ctrl-A b");
    assert_decoded("a\xff\xc0\xaf\xed\xa0\x80\xc2\x80z", "a z");
    assert_decoded("\xe6\x9dx", "x");
    assert_decoded("\xe6\x9d", "");
}

static void input_feed__forgets_a_sequence__longer_than_any_real_one(void **state)
{
    (void)state;
    assert_decoded("a\x1b[11111111111111111111111111111111111111111111111111111111111111~b", "a ~ b");
}

static void input_feed__collects_a_paste__whole_and_as_lines(void **state)
{
    (void)state;
    assert_decoded("a\x1b[200~x\ry\r\nz\n\x1b[201~b", "a paste<x\ny\nz\n> b");
    assert_decoded("\x1b[200~\x1b[201~", "paste<>");
    assert_decoded("\x1b[200~q\x03\x1b[A\x1b\x1b[20\x1b[201~\x1b[B", "paste<q\x03\x1b[A\x1b\x1b[20> Down");
    assert_decoded("\x1b[200~never ends", "paste<never ends>"); /* but after a while without a byte */
    assert_decoded("\x1b[200~never ends\x1b[20", "paste<never ends\x1b[20>");
}

#define LINE    "0123456789 abcdefghijklmnopqrstuvwxyz\ty\r\xc3\xa9 ABCDEFGHIJKLMNOPQRSTU"
#define IS_LINE "0123456789 abcdefghijklmnopqrstuvwxyz\ty\n\xc3\xa9 ABCDEFGHIJKLMNOPQRSTU"

static void assert_bursts(const char *const pieces[], enum input_waits waits, const char *wanted)
{
    struct input in;
    struct heard h;
    input_init(&in);
    in.bursts = true;
    buf_init(&h.words, 1000);
    for (; *pieces; pieces++)
        input_feed(&in, *pieces, strlen(*pieces), hear, &h);
    assert_int_equal(input_waits(&in), waits);
    input_flush(&in, hear, &h);
    assert_int_equal(input_waits(&in), INPUT_NOTHING);
    assert_string_equal(h.words.data, wanted);
    buf_finish(&h.words);
    input_finish(&in);
}

#define BURST(waits, wanted, ...) assert_bursts((const char *const[]){__VA_ARGS__, NULL}, waits, wanted)

static void text_that_nobody_types__is_a_paste__without_brackets(void **state)
{
    (void)state;
    assert_true(strlen(LINE) == INPUT_BURST_MIN);
    BURST(INPUT_BURST, "paste<" IS_LINE ">", LINE);
    BURST(INPUT_BURST, "paste<" IS_LINE "yd\n>", LINE, "y", "d", "\r");
    BURST(INPUT_NOTHING, "paste<" IS_LINE "> Up y", LINE, "\x1b[Ay");
    BURST(INPUT_NOTHING, "Ctrl-U paste<" IS_LINE "> Backspace", "\x15" LINE "\x7f");
    BURST(INPUT_NOTHING, "Down paste<" IS_LINE "> paste<z>", "\x1b[B" LINE "\x1b[200~z\x1b[201~");
    BURST(INPUT_BURST, "paste<" IS_LINE "\xc3>", LINE "\xc3");
    BURST(INPUT_NOTHING, "y d", "y", "d");
    BURST(INPUT_NOTHING, "paste<" IS_LINE "> Ctrl-A a b",
          LINE "\x01"
               "a",
          "b");
}

static void input_feed__drops_a_paste_as_a_whole__when_it_is_too_large(void **state)
{
    (void)state;
    struct input in;
    struct heard h;
    input_init(&in);
    buf_init(&h.words, 1000);
    input_feed(&in, "\x1b[200~", 6, hear, &h);
    char *block = xmalloc((size_t)1 << 20);
    memset(block, 'x', (size_t)1 << 20);
    for (int i = 0; i < 17; i++)
        input_feed(&in, block, (size_t)1 << 20, hear, &h);
    free(block);
    static const char rest[] = "\x1b[201~a\x1b[200~b\x1b[201~";
    input_feed(&in, rest, strlen(rest), hear, &h);
    assert_string_equal(h.words.data, "paste<too large> a paste<b>");
    buf_finish(&h.words);
    input_finish(&in);
}

/* However the line cuts random bytes into pieces, the same events come out. */
static void input_feed__does_not_depend__on_the_pieces(void **state)
{
    (void)state;
    static const char *const bits[] = {"\x1b", "[", "O",    "1;5",  "A",         "~",    "200~", "\x1b[200~",
                                       "a",    "é", "\xe6", "\x80", "\x1b[201~", "\x01", "\r",   "\x7f"};
    unsigned seed = 20261120;
    for (int round = 0; round < 3000; round++) {
        struct buf bytes;
        buf_init(&bytes, 1000);
        for (int i = 0; i < 24; i++) {
            seed = seed * 1103515245U + 12345U;
            buf_puts(&bytes, bits[seed >> 16 & 15]);
        }
        char *whole = decode(bytes.data, bytes.len, bytes.len, false);
        for (size_t piece = 1; piece < 8; piece++) {
            char *cut = decode(bytes.data, bytes.len, piece, false);
            assert_string_equal(cut, whole);
            free(cut);
        }
        free(whole);
        buf_finish(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_feed__reads_characters__and_controls),
        cmocka_unit_test(input_feed__reads_the_sequences__of_common_terminals),
        cmocka_unit_test(input_feed__takes_a_leading_escape__for_alt),
        cmocka_unit_test(input_flush__makes_a_lone_escape__a_key),
        cmocka_unit_test(input_waits__tells_a_key_from_a_part__by_what_came),
        cmocka_unit_test(input_feed__says_nothing__of_what_it_does_not_know),
        cmocka_unit_test(input_feed__forgets_a_sequence__longer_than_any_real_one),
        cmocka_unit_test(input_feed__collects_a_paste__whole_and_as_lines),
        cmocka_unit_test(text_that_nobody_types__is_a_paste__without_brackets),
        cmocka_unit_test(input_feed__drops_a_paste_as_a_whole__when_it_is_too_large),
        cmocka_unit_test(input_feed__does_not_depend__on_the_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
