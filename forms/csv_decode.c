#include "forms/csv.h"

#include "forms/mem.h"
#include "forms/utf8.h"

#include <stdlib.h>
#include <string.h>

/* What makes a text one that cannot be taken as it is. */
enum fault { FAULT_NONE, FAULT_NUL, FAULT_CUT, FAULT_BYTES };

struct csv_decoding {
    char *bytes;
    size_t len, at, skip; /* skip: of the byte order mark */
    enum csv_encoding encoding;
    enum fault fault;    /* the first one */
    size_t fault_at;     /* in the text as UTF-8, behind the mark */
    size_t right, wrong; /* UTF-8: characters beyond ASCII, and bytes that are none */
    struct buf out;      /* not used for UTF-8, which stays where it is */
};

const char *csv_encoding_name(enum csv_encoding e)
{
    static const char *const names[] = {"UTF-8", "UTF-16", "UTF-16", "Windows-1252"};
    return names[e];
}

/* What the bytes 0x80 to 0x9F stand for; the five that Windows leaves open are what the WHATWG's Encoding
 * Standard makes of them: control characters. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

/* Text that is mostly of the West has a zero in every other byte. */
static bool zeros_at(const char *p, size_t len, size_t odd)
{
    const size_t look = len < 64 ? len & ~(size_t)1 : 64;
    size_t zeros = 0;
    for (size_t i = odd; i < look; i += 2)
        zeros += p[i] == 0;
    for (size_t i = !odd; i < look; i += 2)
        if (p[i] == 0)
            return false;
    return look >= 4 && zeros * 4 >= look;
}

static void recognise(struct csv_decoding *d)
{
    const unsigned char *p = (const unsigned char *)d->bytes;
    if (d->len >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF)
        d->skip = 3;
    else if (d->len >= 2 && p[0] == 0xFF && p[1] == 0xFE)
        d->encoding = CSV_UTF16LE, d->skip = 2;
    else if (d->len >= 2 && p[0] == 0xFE && p[1] == 0xFF)
        d->encoding = CSV_UTF16BE, d->skip = 2;
    else if (zeros_at(d->bytes, d->len, 1))
        d->encoding = CSV_UTF16LE;
    else if (zeros_at(d->bytes, d->len, 0))
        d->encoding = CSV_UTF16BE;
    d->at = d->skip;
}

struct csv_decoding *csv_decoding_new(char *take, size_t len)
{
    struct csv_decoding *d = xcalloc(1, sizeof *d);
    d->bytes = take;
    d->len = len;
    buf_init(&d->out, BUF_BODY_MAX);
    recognise(d);
    return d;
}

void csv_decoding_free(struct csv_decoding *d)
{
    if (!d)
        return;
    free(d->bytes);
    buf_finish(&d->out);
    free(d);
}

size_t csv_decoding_done(const struct csv_decoding *d)
{
    return d->at;
}

static void note(struct csv_decoding *d, enum fault fault, size_t at)
{
    if (d->fault == FAULT_NONE) {
        d->fault = fault;
        d->fault_at = at;
    }
}

/* ---- UTF-8 */

/* The file ends where more bytes of a character should come. */
static bool is_cut(const struct csv_decoding *d)
{
    const unsigned char lead = (unsigned char)d->bytes[d->at];
    const size_t left = d->len - d->at, whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    bool more = lead >= 0xC2 && lead < 0xF5 && left < whole;
    for (size_t i = 1; more && i < left; i++)
        more = ((unsigned char)d->bytes[d->at + i] & 0xC0) == 0x80;
    return more;
}

/* What stands at the end is half a character of UTF-8 rather than a letter of Windows-1252: most that people
 * write begins with C2 or C3 there, and no text of Windows ends so, or is longer than one byte. */
static bool ends_cut(const struct csv_decoding *d)
{
    const size_t at = d->skip + d->fault_at;
    return d->fault == FAULT_CUT && d->wrong == 1 && (d->len - at > 1 || (unsigned char)d->bytes[at] <= 0xC3);
}

/* Bytes that are no UTF-8 make all of it Windows-1252, unless a mark, or most of what is beyond ASCII, says
 * that it is UTF-8: then they are damage. A few letters of Windows-1252 in a row may look like UTF-8. */
static bool is_damaged(const struct csv_decoding *d)
{
    return d->skip > 0 || d->right > d->wrong || ends_cut(d);
}

static void take_for_windows(struct csv_decoding *d)
{
    d->encoding = CSV_WINDOWS_1252;
    d->at = d->skip = 0;
    d->fault = FAULT_NONE;
}

static void step_utf8(struct csv_decoding *d, size_t end)
{
    enum { PLAIN = 100 }; /* wrong bytes more than right ones, and there is no doubt */
    while (d->at < end) {
        if ((signed char)d->bytes[d->at] > 0) {
            d->at++;
            continue;
        }
        const size_t n = utf8_read(d->bytes + d->at, d->len - d->at, NULL);
        if (n == 0) {
            const bool cut = is_cut(d);
            note(d, cut ? FAULT_CUT : FAULT_BYTES, d->at - d->skip);
            d->wrong++;
            d->at = cut ? d->len : d->at + 1;
        } else if (n == 1) {
            note(d, FAULT_NUL, d->at++ - d->skip);
        } else {
            d->right++;
            d->at += n;
        }
        if (!d->skip && d->wrong > d->right + PLAIN) {
            take_for_windows(d);
            return;
        }
    }
    if (d->at >= d->len && d->wrong && !is_damaged(d))
        take_for_windows(d);
}

/* ---- the others */

static void put(struct csv_decoding *d, uint32_t code)
{
    char text[4];
    if (code == 0)
        note(d, FAULT_NUL, d->out.len);
    buf_add(&d->out, text, utf8_write(code, text));
}

static void step_windows(struct csv_decoding *d, size_t end)
{
    for (; d->at < end; d->at++) {
        const unsigned char c = (unsigned char)d->bytes[d->at];
        put(d, c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c);
    }
}

static uint32_t unit_at(const struct csv_decoding *d, size_t at)
{
    const unsigned char *p = (const unsigned char *)d->bytes + at;
    return d->encoding == CSV_UTF16LE ? (uint32_t)(p[0] | p[1] << 8) : (uint32_t)(p[0] << 8 | p[1]);
}

static void step_utf16(struct csv_decoding *d, size_t end)
{
    while (d->at < end) {
        const size_t left = d->len - d->at;
        const uint32_t unit = left < 2 ? 0 : unit_at(d, d->at);
        const bool high = unit >= 0xD800 && unit < 0xDC00;
        if (left < 2 || (high && left < 4)) {
            note(d, FAULT_CUT, d->out.len);
            d->at = d->len;
            return;
        }
        d->at += 2;
        if (unit < 0xD800 || unit > 0xDFFF) {
            put(d, unit);
            continue;
        }
        const uint32_t low = high ? unit_at(d, d->at) : 0;
        if (low >= 0xDC00 && low <= 0xDFFF) {
            put(d, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            d->at += 2;
        } else {
            note(d, FAULT_BYTES, d->out.len);
        }
    }
}

bool csv_decoding_step(struct csv_decoding *d, size_t bytes)
{
    const size_t end = d->len - d->at < bytes ? d->len : d->at + bytes;
    if (d->encoding == CSV_UTF8)
        step_utf8(d, end);
    else if (d->encoding == CSV_WINDOWS_1252)
        step_windows(d, end);
    else
        step_utf16(d, end);
    return d->at >= d->len;
}

/* Spreadsheets are mistaken for tables more often than anything else: both kinds of workbook are known by
 * their first bytes. */
static bool is_workbook(const struct csv_decoding *d)
{
    return d->len >= 4 &&
           (memcmp(d->bytes, "PK\3\4", 4) == 0 || memcmp(d->bytes, "\xD0\xCF\x11\xE0", 4) == 0);
}

static void refuse(const struct csv_decoding *d, struct err *e)
{
    static const char *const words[] = {
        [FAULT_NUL] = "This is no text: a character with the code 0 stands here.",
        [FAULT_CUT] = "The file ends within a character: it was not copied whole. Fetch it again.",
        [FAULT_BYTES] =
            "These bytes are no text, though the rest of the file is. Save the table anew as UTF-8.",
    };
    const char *text = d->encoding == CSV_UTF8 ? d->bytes + d->skip : d->out.data;
    size_t line = 1, column = 1;
    for (size_t i = 0; i < d->fault_at; i++) {
        const bool ends = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
        line += ends;
        column = ends ? 1 : column + (((unsigned char)text[i] & 0xC0) != 0x80);
    }
    if (is_workbook(d))
        err_set(e, ERR_SYNTAX,
                "This is a workbook, not a table as text. Open it, save it as CSV, import that.");
    else
        err_set_at(e, ERR_SYNTAX, line, column, "%s", words[d->fault]);
}

char *csv_decoding_finish(struct csv_decoding *take, size_t *len, enum csv_encoding *encoding, struct err *e)
{
    char *text = NULL;
    if (take->out.full) {
        err_set(e, ERR_LIMIT, "This table is larger than 1 GiB as UTF-8.");
    } else if (take->fault != FAULT_NONE) {
        refuse(take, e);
    } else if (take->encoding == CSV_UTF8) {
        *len = take->len - take->skip;
        text = take->bytes;
        take->bytes = NULL;
        memmove(text, text + take->skip, *len);
        text[*len] = '\0';
    } else {
        text = buf_detach(&take->out, len);
    }
    if (encoding)
        *encoding = take->encoding;
    csv_decoding_free(take);
    return text;
}
