#include "forms/json_scan.h"

#include "forms/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool json_fault_set(struct json_fault *f, const char *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    f->at = at;
    f->code = ERR_SYNTAX;
    vsnprintf(f->text, sizeof f->text, format, args);
    va_end(args);
    return false;
}

/* Eight bytes at once: are all of them printable ASCII other than quote and backslash? The subtractions
 * borrow into the top bit of a byte that is too small; a false alarm only costs the slow path. */
static bool plain_word(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
    uint64_t w;
    memcpy(&w, p, sizeof w);
    const uint64_t quote = w ^ (ones * '"'), backslash = w ^ (ones * '\\');
    const uint64_t alarm = (w - ones * 0x20) | (quote - ones) | (backslash - ones) | w;
    return !(alarm & tops);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The four digits after "\u" at p, or -1. */
static long hex_unit(const char *p, const char *end)
{
    if (end - p < 4)
        return -1;
    long unit = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = hex_digit(p[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool is_high(long unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(long unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* p stands on the backslash of "\u". */
static const char *scan_unicode_escape(const char *p, const char *end, struct json_fault *f)
{
    const long unit = hex_unit(p + 2, end);
    if (unit < 0) {
        json_fault_set(f, p, "four hexadecimal digits must follow \\u, as in \\u00e9");
        return NULL;
    }
    if (is_low(unit)) {
        json_fault_set(f, p,
                       "\\u%.4s is the second half of a character (a low surrogate) without its first half",
                       p + 2);
        return NULL;
    }
    if (!is_high(unit))
        return p + 6;
    if (end - p < 12 || p[6] != '\\' || p[7] != 'u' || !is_low(hex_unit(p + 8, end))) {
        json_fault_set(f, p,
                       "\\u%.4s is the first half of a character (a high surrogate) without its second half",
                       p + 2);
        return NULL;
    }
    return p + 12;
}

static const char *scan_escape(const char *p, const char *end, struct json_fault *f)
{
    if (end - p < 2) {
        json_fault_set(f, p, "the text ends in the middle of an escape");
        return NULL;
    }
    if (p[1] == 'u')
        return scan_unicode_escape(p, end, f);
    if (p[1] && strchr("\"\\/bfnrt", p[1]))
        return p + 2;
    if (p[1] > ' ' && p[1] < 0x7F)
        json_fault_set(f, p, "\\%c is not an escape of JSON; write \\\\ for a backslash", p[1]);
    else
        json_fault_set(f, p, "a backslash must begin an escape; write \\\\ for a backslash");
    return NULL;
}

static void fault_control(struct json_fault *f, const char *p)
{
    if (*p == '\n' || *p == '\r')
        json_fault_set(f, p,
                       "the line ends inside a string: close it with \", or write \\n for a line break");
    else if (*p == '\t')
        json_fault_set(f, p, "a string cannot hold a tab character; write \\t");
    else
        json_fault_set(f, p, "a string cannot hold the control character U+%04X; write \\u%04x", (unsigned)*p,
                       (unsigned)*p);
}

static bool fault_utf8(struct json_fault *f, const char *p)
{
    return json_fault_set(f, p, "the byte 0x%02X is not valid UTF-8", (unsigned char)*p);
}

const char *json_scan_string(const char *p, const char *end, bool *escaped, struct json_fault *f)
{
    const char *const start = p++;
    *escaped = false;
    for (;;) {
        while (end - p >= 8 && plain_word(p))
            p += 8;
        if (p == end) {
            json_fault_set(f, start, "this string is never closed: the text ends before its closing \"");
            return NULL;
        }
        const unsigned char c = (unsigned char)*p;
        if (c == '"')
            return p + 1;
        if (c == '\\') {
            *escaped = true;
            p = scan_escape(p, end, f);
            if (!p)
                return NULL;
        } else if (c < 0x20) {
            fault_control(f, p);
            return NULL;
        } else if (c < 0x80) {
            p++;
        } else {
            const size_t bytes = utf8_read(p, (size_t)(end - p), NULL);
            if (!bytes) {
                fault_utf8(f, p);
                return NULL;
            }
            p += bytes;
        }
    }
}

static bool is_digit(const char *p, const char *end)
{
    return p < end && *p >= '0' && *p <= '9';
}

static const char *scan_digits(const char *p, const char *end)
{
    while (is_digit(p, end))
        p++;
    return p;
}

const char *json_scan_number(const char *p, const char *end, struct json_fault *f)
{
    const char *const start = p;
    p += *p == '-';
    if (!is_digit(p, end)) {
        json_fault_set(f, p, "a digit must follow the minus sign");
        return NULL;
    }
    if (*p == '0' && is_digit(p + 1, end)) {
        json_fault_set(f, start, "a number cannot start with 0; drop the zero, or put quotes around a code");
        return NULL;
    }
    p = scan_digits(p, end);
    if (p < end && *p == '.') {
        if (!is_digit(++p, end)) {
            json_fault_set(f, p, "a digit must follow the decimal point");
            return NULL;
        }
        p = scan_digits(p, end);
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        p += p < end && (*p == '+' || *p == '-');
        if (!is_digit(p, end)) {
            json_fault_set(f, p, "a digit must follow the e of the exponent");
            return NULL;
        }
        p = scan_digits(p, end);
    }
    return p;
}

static size_t word_length(const char *p, const char *end)
{
    size_t len = 0;
    while (len < (size_t)(end - p) && ((p[len] >= 'a' && p[len] <= 'z') || (p[len] >= 'A' && p[len] <= 'Z') ||
                                       (p[len] >= '0' && p[len] <= '9') || p[len] == '_'))
        len++;
    return len;
}

static bool fault_word(struct json_fault *f, const char *p, size_t len)
{
    static const struct {
        const char *word, *instead;
    } known[] = {
        {"True", "true"},      {"TRUE", "true"}, {"False", "false"}, {"FALSE", "false"},
        {"None", "null"},      {"nil", "null"},  {"Null", "null"},   {"NULL", "null"},
        {"undefined", "null"}, {"yes", "true"},  {"no", "false"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strlen(known[i].word) == len && memcmp(known[i].word, p, len) == 0)
            return json_fault_set(f, p, "%s is not a value of JSON; write %s", known[i].word,
                                  known[i].instead);
    if ((len == 3 && memcmp(p, "NaN", 3) == 0) || (len == 8 && memcmp(p, "Infinity", 8) == 0))
        return json_fault_set(f, p, "%.*s is not a number of JSON", (int)len, p);
    /* The word is not said: a door code without its quotes is one. */
    return json_fault_set(f, p, "this word is no value of JSON; put quotes around text");
}

bool json_fault_no_value(struct json_fault *f, const char *p, const char *end)
{
    if (p == end)
        return json_fault_set(f, p, "the text ends where a value is expected");
    const size_t len = word_length(p, end);
    if (len)
        return fault_word(f, p, len);
    switch (*p) {
    case '\'':
        return json_fault_set(f, p, "text is put in double quotes (\"), not single ones");
    case '+':
        return json_fault_set(f, p, "a number cannot start with +");
    case '.':
        return json_fault_set(f, p, "a number cannot start with a point; write 0 before it");
    case '/':
    case '#':
        return json_fault_set(f, p, "JSON has no comments; a value is expected here");
    case ',':
        return json_fault_set(f, p, "a value is expected before this comma");
    case ':':
        return json_fault_set(f, p, "a value is expected before this colon");
    case '}':
    case ']':
        return json_fault_set(f, p, "a value is expected before this %c", *p);
    default:
        break;
    }
    uint32_t code = 0;
    if (!utf8_read(p, (size_t)(end - p), &code))
        return fault_utf8(f, p);
    if (code > ' ' && code < 0x7F)
        return json_fault_set(f, p, "a value cannot begin with %c", *p);
    return json_fault_set(f, p, "a value cannot begin with the character U+%04X", (unsigned)code);
}

const char *json_unescape(const char *p, const char *end, char out[4], size_t *len)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (*p != '\\' || end - p < 2) {
        *out = *p;
        *len = 1;
        return p + 1;
    }
    if (p[1] != 'u') {
        *out = meanings[strchr(letters, p[1]) - letters];
        *len = 1;
        return p + 2;
    }
    long code = hex_unit(p + 2, end);
    p += 6;
    if (is_high(code)) {
        code = 0x10000 + ((code - 0xD800) << 10) + (hex_unit(p + 2, end) - 0xDC00);
        p += 6;
    }
    *len = utf8_write((uint32_t)code, out);
    return p;
}
