#include "config.h"

#include "forms/safe.h"

#include "forms/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#define REPLACEMENT   0xFFFD
#define DOTTED_CIRCLE 0x25CC
#define MARKS_MAX     4

enum { CLASS_SHOWN, CLASS_MARK, CLASS_SELECTOR, CLASS_CONTROL, CLASS_HIDDEN };

/* Characters that show nothing although their category is that of letters or marks (Unicode's
 * Default_Ignorable_Code_Point without the format characters, which the category tells). */
static const struct {
    uint32_t first, last;
} ignorable[] = {
    {0x034F, 0x034F}, {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x2065, 0x2065}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

static bool is_ignorable(uint32_t c)
{
    for (size_t i = 0; i < sizeof ignorable / sizeof ignorable[0]; i++)
        if (c >= ignorable[i].first && c <= ignorable[i].last)
            return true;
    return false;
}

/* The locale's opinion, which is the terminal's and curses'; in a locale without UTF-8 Unicode's. */
static int columns_of(uint32_t c)
{
    const int columns = wcwidth((wchar_t)c);
    return columns >= 0 || MB_CUR_MAX > 1 ? columns : utf8proc_charwidth((utf8proc_int32_t)c);
}

static int class_of(uint32_t c, int *columns)
{
    *columns = 1;
    if (c >= 0x20 && c < 0x7F)
        return CLASS_SHOWN;
    if (c < 0x20 || c == 0x7F)
        return CLASS_CONTROL;
    if (c == 0xFE0E || c == 0xFE0F)
        return CLASS_SELECTOR;
    if (is_ignorable(c))
        return CLASS_HIDDEN;
    *columns = columns_of(c);
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return CLASS_HIDDEN;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_LO: /* the vowels and finals of Hangul, which join the syllable's first letter */
        if (*columns == 0)
            return CLASS_MARK;
        break;
    default:
        break;
    }
    return *columns > 0 ? CLASS_SHOWN : CLASS_HIDDEN;
}

static void set_replacement(struct glyph *g, uint32_t shown)
{
    *g = (struct glyph){.chars = {shown}, .width = 1, .marked = true};
}

/* Adds the marks that follow the base at *at. */
static void take_marks(const char *p, size_t len, size_t *at, struct glyph *g, size_t marks)
{
    uint32_t c;
    size_t bytes;
    int columns;
    while (*at < len && (unsigned char)p[*at] >= 0x80 && (bytes = utf8_read(p + *at, len - *at, &c))) {
        const int class = class_of(c, &columns);
        if (class == CLASS_MARK && marks < MARKS_MAX)
            g->chars[1 + marks++] = c;
        else if (class == CLASS_MARK)
            g->marked = true;
        else if (class != CLASS_SELECTOR)
            break;
        *at += bytes;
    }
}

/* Visible ASCII that no mark can follow: most of all text, and this is called for each cell that is drawn. */
static bool is_plain(const char *p, size_t len)
{
    const unsigned char c = (unsigned char)*p;
    return c >= ' ' && c < 0x7F && (len == 1 || (unsigned char)p[1] < 0x80);
}

bool safe_next(const char *p, size_t len, size_t *at, struct glyph *out)
{
    if (*at >= len)
        return false;
    if (is_plain(p + *at, len - *at)) {
        *out = (struct glyph){.chars = {(unsigned char)p[*at]}, .width = 1};
        *at += 1;
        return true;
    }
    uint32_t c;
    const size_t bytes = utf8_read(p + *at, len - *at, &c);
    if (!bytes) {
        *at += 1;
        set_replacement(out, REPLACEMENT);
        return true;
    }
    *at += bytes;
    int columns;
    switch (class_of(c, &columns)) {
    case CLASS_CONTROL:
        set_replacement(out, c == 0x7F ? 0x2421 : 0x2400 + c);
        break;
    case CLASS_HIDDEN:
    case CLASS_SELECTOR:
        set_replacement(out, REPLACEMENT);
        break;
    case CLASS_MARK:
        set_replacement(out, DOTTED_CIRCLE);
        out->chars[1] = c;
        take_marks(p, len, at, out, 1);
        break;
    default:
        *out = (struct glyph){.chars = {c}, .width = columns};
        take_marks(p, len, at, out, 0);
        break;
    }
    return true;
}

/* Bytes at the beginning that stay as they are. */
static size_t plain_run(const char *p, size_t len, bool keep_lines)
{
    size_t n = 0;
    while (n < len && (is_plain(p + n, len - n) || (keep_lines && p[n] == '\n')))
        n++;
    return n;
}

void safe_text(const char *p, size_t len, bool keep_lines, struct buf *out)
{
    size_t at = 0;
    struct glyph g;
    while (at < len) {
        const size_t plain = plain_run(p + at, len - at, keep_lines);
        if (plain) {
            buf_add(out, p + at, plain);
            at += plain;
            continue;
        }
        safe_next(p, len, &at, &g);
        for (size_t i = 0; i < sizeof g.chars / sizeof g.chars[0] && g.chars[i]; i++)
            buf_put_utf8(out, g.chars[i]);
    }
}

/* What a clipboard may have as it is: how many bytes of it begin there. */
static size_t copied_whole(const char *p, size_t len)
{
    static const char *const whole[] = {"\n", "\t", "\u200c", "\u200d"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        const size_t bytes = strlen(whole[i]);
        if (len >= bytes && memcmp(p, whole[i], bytes) == 0)
            return bytes;
    }
    return 0;
}

void safe_copy(const char *p, size_t len, struct buf *out)
{
    size_t start = 0, bytes;
    for (size_t at = 0; at < len;) {
        const bool line_end = at + 1 < len && p[at] == '\r' && p[at + 1] == '\n';
        bytes = line_end ? 1 : copied_whole(p + at, len - at);
        if (!bytes) {
            at++;
            continue;
        }
        safe_text(p + start, at - start, false, out);
        buf_add(out, p + at, line_end ? 0 : bytes);
        at += bytes;
        start = at;
    }
    safe_text(p + start, len - start, false, out);
}

static void put_escape(uint32_t c, struct buf *out)
{
    if (c <= 0xFFFF)
        buf_printf(out, "\\u%04x", (unsigned)c);
    else
        buf_printf(out, "\\u%04x\\u%04x", (unsigned)(0xD800 + ((c - 0x10000) >> 10)),
                   (unsigned)(0xDC00 + ((c - 0x10000) & 0x3FF)));
}

/* The characters of a glyph: of a marked one all as escapes, but for ASCII, whose controls cannot be in a
 * string and whose quotes must stay; of others those that it is shown without. */
static void put_json_glyph(const char *p, size_t len, bool marked, struct buf *out)
{
    for (size_t at = 0; at < len;) {
        uint32_t c = REPLACEMENT;
        const size_t bytes = utf8_read(p + at, len - at, &c);
        if (c >= 0x7F && (marked || c == 0xFE0E || c == 0xFE0F))
            put_escape(c, out);
        else
            buf_add(out, p + at, bytes);
        at += bytes ? bytes : 1;
    }
}

void safe_json(const char *p, size_t len, struct buf *out)
{
    struct glyph g;
    for (size_t at = 0, start = 0; at < len; start = at) {
        at += plain_run(p + at, len - at, true);
        if (at > start)
            buf_add(out, p + start, at - start);
        else if (safe_next(p, len, &at, &g))
            put_json_glyph(p + start, at - start, g.marked, out);
    }
}

int safe_width(const char *p, size_t len)
{
    size_t at = 0;
    int columns = 0;
    struct glyph g;
    while (safe_next(p, len, &at, &g))
        columns += g.width;
    return columns;
}

size_t safe_fit(const char *p, size_t len, int columns, int *used)
{
    size_t at = 0, fits = 0;
    int taken = 0;
    struct glyph g;
    while (safe_next(p, len, &at, &g) && taken + g.width <= columns) {
        taken += g.width;
        fits = at;
    }
    if (used)
        *used = taken;
    return fits;
}

bool utf8_valid(const char *p, size_t len, size_t *bad)
{
    size_t at = 0;
    while (at < len) {
        const size_t bytes = (unsigned char)p[at] < 0x80 ? 1 : utf8_read(p + at, len - at, NULL);
        if (!bytes) {
            if (bad)
                *bad = at;
            return false;
        }
        at += bytes;
    }
    return true;
}

size_t utf16_length(const char *p, size_t len)
{
    size_t units = 0;
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)p[i];
        units += (size_t)((c & 0xC0) != 0x80) + (size_t)(c >= 0xF0);
    }
    return units;
}
