#include "tests/hostile.h"

#include "forms/buf.h"
#include "forms/utf8.h"

#include <assert.h>
#include <string.h>

bool hostile_is_foreign(uint32_t c)
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

size_t hostile_foreign(const char *p, size_t len)
{
    size_t found = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c;
        const size_t bytes = utf8_read(p + at, len - at, &c);
        found += !bytes || (hostile_is_foreign(c) && c != '\n');
        at += bytes ? bytes : 1;
    }
    return found;
}

struct feeding {
    void (*each)(void *context, const char *p, size_t len);
    void *context;
};

static void feed_between(struct feeding *t, const char *hostile, size_t len)
{
    char text[600] = "a";
    assert(len < sizeof text - 2);
    memcpy(text + 1, hostile, len);
    text[len + 1] = 'z';
    t->each(t->context, text, len + 2);
}

static void feed_code_points(struct feeding *t, uint32_t first, uint32_t last)
{
    for (uint32_t c = first; c <= last; c++) {
        char one[12];
        size_t len = utf8_write(c, one);
        feed_between(t, one, len);
        memcpy(one + len, one, len);
        feed_between(t, one, len * 2);
    }
}

static void feed_broken_utf8(struct feeding *t)
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

static void feed_sequences(struct feeding *t)
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

static void feed_combining_runs(struct feeding *t)
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

void hostile_each(void (*each)(void *context, const char *p, size_t len), void *context)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x00, 0x1F},     {0x7F, 0xA0},     {0xAD, 0xAD},       {0x34F, 0x34F},
        {0x61C, 0x61C},   {0x180B, 0x180F}, {0x2000, 0x206F},   {0xFE00, 0xFE0F},
        {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF}, {0xE0000, 0xE007F}, {0xE0100, 0xE01EF},
    };
    struct feeding f = {each, context};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        feed_code_points(&f, ranges[i].first, ranges[i].last);
    feed_broken_utf8(&f);
    feed_sequences(&f);
    feed_combining_runs(&f);
}
