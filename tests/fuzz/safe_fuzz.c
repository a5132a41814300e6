/* Any bytes as text to show: what comes out is valid UTF-8 without controls, and safe text stays as it is. */
#include "forms/safe.h"
#include "forms/utf8.h"
#include "tests/fuzz/fuzz.h"

#include <locale.h>
#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"hostile", "times"}, ".txt"};

static void require_no_controls(const struct buf *out)
{
    for (size_t at = 0; at < out->len;) {
        uint32_t c;
        const size_t bytes = utf8_read(out->data + at, out->len - at, &c);
        require(bytes && c >= 0x20 && !(c >= 0x7F && c <= 0x9F));
        require(!(c >= 0x200B && c <= 0x200F) && !(c >= 0x2028 && c <= 0x202E) &&
                !(c >= 0x2060 && c <= 0x206F));
        at += bytes;
    }
}

/* The prefix that fits is as wide as it says, and the next glyph would not fit. */
static void require_fit(const char *p, size_t len, int columns)
{
    int used;
    struct glyph g;
    size_t fits = safe_fit(p, len, columns, &used);
    require(fits <= len && used <= columns && safe_width(p, fits) == used);
    if (safe_next(p, len, &fits, &g))
        require(used + g.width > columns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *const p = (const char *)data;
    struct buf once, twice;
    setlocale(LC_CTYPE, "C.UTF-8");
    buf_init(&once, BUF_BODY_MAX);
    buf_init(&twice, BUF_BODY_MAX);
    safe_text(p, size, false, &once);
    require_no_controls(&once);
    safe_text(once.data, once.len, false, &twice);
    require(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
    require(safe_width(p, size) == safe_width(once.data, once.len));
    require_fit(p, size, size ? data[0] : 0);
    size_t bad;
    require(utf8_valid(p, size, &bad) || bad < size);
    buf_finish(&once);
    buf_finish(&twice);
    return 0;
}
