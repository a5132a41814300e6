/* Any bytes as a table: decoded, recognised and read to its end or to a place; what was read, written and
 * read again, gives the same cells. */
#include "forms/csv.h"
#include "forms/mem.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"csv"}, ".csv"};

static char *decode(const uint8_t *data, size_t size, size_t *len)
{
    char *bytes = xmalloc(size + 1);
    if (size)
        memcpy(bytes, data, size);
    struct csv_decoding *d = csv_decoding_new(bytes, size);
    size_t before = 0;
    while (!csv_decoding_step(d, 7)) {
        const size_t done = csv_decoding_done(d);
        require(done > before || done == 0); /* it begins anew once, perhaps at its end */
        before = done;
    }
    struct err e = {0};
    enum csv_encoding encoding;
    char *text = csv_decoding_finish(d, len, &encoding, &e);
    require(text ? text[*len] == '\0' && !memchr(text, 0, *len)
                 : e.code == ERR_SYNTAX && (!e.line || e.column));
    return text;
}

static void write_row(struct buf *out, const struct csv_reader *r, char delimiter)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->cells[i].len || r->cells[i].quoted || r->count == 1)
            csv_write(out, r->cells[i].p, r->cells[i].len, delimiter, i == 0);
        else
            csv_write_nothing(out, delimiter, i == 0);
    csv_write_end(out);
}

static void read_again(const char *text, size_t len, const struct buf *written, char delimiter)
{
    struct csv_reader a, b;
    csv_reader_init(&a, text, len, delimiter);
    csv_reader_init(&b, written->data, written->len, delimiter);
    while (csv_read(&a, NULL)) {
        require(csv_read(&b, NULL) && a.count == b.count && a.row == b.row);
        for (size_t i = 0; i < a.count; i++) {
            const char *p = b.cells[i].p;
            size_t n = b.cells[i].len;
            csv_plain(&p, &n);
            require(n == a.cells[i].len && memcmp(p, a.cells[i].p, n) == 0);
        }
    }
    require(!csv_read(&b, NULL));
    csv_reader_finish(&a);
    csv_reader_finish(&b);
}

static void check_dialect(const char *text, size_t len, char delimiter)
{
    struct csv_reader r;
    struct buf out;
    struct err e = {0};
    buf_init(&out, BUF_BODY_MAX);
    csv_reader_init(&r, text, len, delimiter);
    size_t line = 0;
    while (csv_read(&r, &e)) {
        require(r.count > 0 && r.line > line && r.begin <= r.end && r.end <= len);
        line = r.line;
        write_row(&out, &r, delimiter);
    }
    require(e.code == ERR_NONE || (e.line >= line && e.column >= 1));
    csv_reader_finish(&r);
    read_again(text, len, &out, delimiter);
    buf_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t len;
    char *text = decode(data, size, &len);
    if (!text)
        return 0;
    struct csv_dialect d;
    csv_recognise(text, len, &d);
    require(d.skip <= len && strchr(",;\t|", d.delimiter));
    check_dialect(text + d.skip, len - d.skip, d.delimiter);
    free(text);
    return 0;
}
