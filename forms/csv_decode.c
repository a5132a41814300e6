#include "forms/csv.h"

#include "forms/mem.h"
#include "forms/utf8.h"

#include <stdlib.h>
#include <string.h>

struct csv_decoding {
    char *bytes;
    size_t len, at, skip; /* skip: of the byte order mark */
    enum csv_encoding encoding;
    bool nul;       /* a character that no text has was met */
    struct buf out; /* not used for UTF-8, which stays where it is */
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

/* Passes what is UTF-8; at the first byte that is not, all is taken for Windows-1252. */
static void step_utf8(struct csv_decoding *d, size_t end)
{
    while (d->at < end) {
        if ((signed char)d->bytes[d->at] > 0) {
            d->at++;
            continue;
        }
        const size_t n = utf8_read(d->bytes + d->at, d->len - d->at, NULL);
        if (n == 0) {
            d->encoding = CSV_WINDOWS_1252;
            d->at = d->skip = 0;
            return;
        }
        d->nul = d->nul || d->bytes[d->at] == 0;
        d->at += n;
    }
}

static void put(struct csv_decoding *d, uint32_t code)
{
    char text[4];
    d->nul = d->nul || code == 0;
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
        if (d->len - d->at < 2) {
            put(d, 0xFFFD);
            d->at = d->len;
            return;
        }
        const uint32_t unit = unit_at(d, d->at);
        d->at += 2;
        if (unit < 0xD800 || unit > 0xDFFF) {
            put(d, unit);
            continue;
        }
        const uint32_t low = unit < 0xDC00 && d->len - d->at >= 2 ? unit_at(d, d->at) : 0;
        const bool pair = low >= 0xDC00 && low <= 0xDFFF;
        put(d, pair ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD);
        d->at += pair ? 2 : 0;
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

char *csv_decoding_finish(struct csv_decoding *take, size_t *len, enum csv_encoding *encoding, struct err *e)
{
    char *text = NULL;
    if (take->nul) {
        err_set(e, ERR_SYNTAX, "This is no text: it holds characters with the code 0.");
    } else if (take->out.full) {
        err_set(e, ERR_LIMIT, "This table is larger than 1 GiB as UTF-8.");
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
