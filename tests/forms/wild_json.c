#include "tests/forms/wild_json.h"

#include <string.h>

#define COUNT(array) (sizeof array / sizeof array[0])

static void wild_space(struct rng *r, struct buf *out)
{
    static const char *const spaces[] = {"",   "",     "",         "",   " ",         "\n",
                                         "\t", "\r\n", "  \n\n  ", "\r", "\n        "};
    buf_puts(out, spaces[rng_below(r, COUNT(spaces))]);
}

static void wild_escape(struct rng *r, struct buf *out)
{
    static const char letters[] = "\"\\/bfnrt";
    const size_t kind = rng_below(r, 12);
    if (kind < 8)
        buf_printf(out, "\\%c", letters[kind]);
    else if (kind == 8) /* a pair of surrogates */
        buf_printf(out, "\\uD%03zX\\ud%03zx", 0x800 + rng_below(r, 0x400), 0xC00 + rng_below(r, 0x400));
    else if (kind == 9)
        buf_printf(out, "\\u%04zx", rng_below(r, 0xD800));
    else
        buf_printf(out, "\\u%04zX", rng_below(r, 0x100));
}

static void wild_character(struct rng *r, struct buf *out)
{
    static const unsigned long ends[] = {0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    char plain;
    switch (rng_below(r, 8)) {
    case 0:
        wild_escape(r, out);
        break;
    case 1:
        buf_put_utf8(out, ends[rng_below(r, COUNT(ends))]);
        break;
    case 2:
        buf_put_utf8(out, 0xA0 + rng_below(r, 0x3000));
        break;
    default:
        plain = (char)(' ' + rng_below(r, 0x5F));
        buf_putc(out, plain == '"' || plain == '\\' ? '\x7f' : plain);
    }
}

static void wild_characters(struct rng *r, size_t most, struct buf *out)
{
    for (size_t left = rng_below(r, most + 1); left > 0; left--)
        wild_character(r, out);
}

static void wild_digits(struct rng *r, size_t most, struct buf *out)
{
    for (size_t left = 1 + rng_below(r, most); left > 0; left--)
        buf_printf(out, "%zu", rng_below(r, 10));
}

static void wild_number(struct rng *r, struct buf *out)
{
    if (rng_below(r, 3) == 0)
        buf_putc(out, '-');
    if (rng_below(r, 4) == 0) {
        buf_putc(out, '0');
    } else {
        buf_printf(out, "%zu", 1 + rng_below(r, 9));
        if (rng_below(r, 2))
            wild_digits(r, rng_below(r, 20) ? 6 : 30, out);
    }
    if (rng_below(r, 3) == 0) {
        buf_putc(out, '.');
        wild_digits(r, 12, out);
    }
    if (rng_below(r, 4) == 0) {
        static const char *const exponents[] = {"e", "E", "e+", "E-", "e-", "E+"};
        buf_puts(out, exponents[rng_below(r, COUNT(exponents))]);
        wild_digits(r, 2, out);
    }
}

static void wild_value(struct rng *r, size_t depth, struct buf *out);

static void wild_container(struct rng *r, size_t depth, struct buf *out)
{
    const bool named = rng_below(r, 2);
    const size_t count = rng_below(r, 12) ? rng_below(r, 6) : rng_below(r, 60);
    buf_putc(out, named ? '{' : '[');
    wild_space(r, out);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_putc(out, ',');
        wild_space(r, out);
        if (named) {
            buf_putc(out, '"');
            wild_characters(r, 6, out);
            buf_printf(out, "#%zu\"", i); /* what follows the last # makes it unique */
            wild_space(r, out);
            buf_putc(out, ':');
            wild_space(r, out);
        }
        wild_value(r, depth - 1, out);
        wild_space(r, out);
    }
    buf_putc(out, named ? '}' : ']');
}

static void wild_value(struct rng *r, size_t depth, struct buf *out)
{
    static const char *const words[] = {"null", "true", "false"};
    const size_t kind = rng_below(r, 8);
    if (depth > 0 && kind < 4) {
        wild_container(r, depth, out);
    } else if (kind < 6) {
        buf_putc(out, '"');
        wild_characters(r, rng_below(r, 6) ? 12 : 80, out);
        buf_putc(out, '"');
    } else if (kind == 6) {
        wild_number(r, out);
    } else {
        buf_puts(out, words[rng_below(r, COUNT(words))]);
    }
}

void wild_text(struct rng *r, size_t depth, struct buf *out)
{
    wild_space(r, out);
    wild_value(r, depth, out);
    wild_space(r, out);
}

static void put_in(struct buf *text, size_t at, const char *p, size_t len)
{
    if (!buf_reserve(text, len))
        return;
    memmove(text->data + at + len, text->data + at, text->len - at + 1);
    memcpy(text->data + at, p, len);
    text->len += len;
}

static void damage_once(struct rng *r, struct buf *text)
{
    static const char *const pieces[] = {"\"",       "\\",      ",",        "[",
                                         "]",        "{",       "}",        ":",
                                         "0",        "-",       ".",        "e",
                                         "\x01",     "\xff",    "\xc0\x80", "\xed\xa0\x80",
                                         "\\ud800",  "\\udc00", "\\u12",    "\xef\xbb\xbf",
                                         "\n",       "tru",     "1",        "\"a\":1,",
                                         "\xe2\x82", "\f",      " "};
    const size_t at = rng_below(r, text->len + 1);
    const char *piece = pieces[rng_below(r, COUNT(pieces))];
    const size_t left = text->len - at;
    switch (rng_below(r, 5)) {
    case 0:
        buf_truncate(text, at);
        break;
    case 1:
        if (left) {
            memmove(text->data + at, text->data + at + 1, left);
            text->len--;
        }
        break;
    case 2:
        if (left > 1) {
            const char first = text->data[at];
            text->data[at] = text->data[at + 1];
            text->data[at + 1] = first;
        }
        break;
    default:
        put_in(text, at, piece, strlen(piece));
    }
}

void wild_damage(struct rng *r, struct buf *text)
{
    for (size_t times = 1 + rng_below(r, 3); times > 0; times--)
        damage_once(r, text);
}
