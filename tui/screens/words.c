#include "tui/screens/words.h"

#include <inttypes.h>

void words_count(size_t n, struct buf *out)
{
    size_t unit = 1;
    while (n / unit >= 1000)
        unit *= 1000;
    buf_printf(out, "%zu", n / unit);
    for (; unit > 1; unit /= 1000)
        buf_printf(out, ",%03zu", n % unit / (unit / 1000));
}

void words_of(size_t n, const char *one, const char *many, struct buf *out)
{
    words_count(n, out);
    buf_printf(out, " %s", n == 1 ? one : many);
}

void words_size(size_t bytes, struct buf *out)
{
    static const struct {
        size_t bytes;
        const char *name;
    } units[] = {{1000000000, "GB"}, {1000000, "MB"}, {1000, "kB"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (bytes >= units[i].bytes) {
            size_t tenths = bytes / (units[i].bytes / 10);
            buf_printf(out, "%zu.%zu %s", tenths / 10, tenths % 10, units[i].name);
            return;
        }
    words_of(bytes, "byte", "bytes", out);
}

void words_elapsed(int64_t ms, struct buf *out)
{
    if (ms < 60000)
        buf_printf(out, "%" PRId64 ".%" PRId64 " s", ms / 1000, ms % 1000 / 100);
    else
        buf_printf(out, "%" PRId64 " min %" PRId64 " s", ms / 60000, ms % 60000 / 1000);
}

void words_expiry(int64_t now, int64_t then, struct buf *out)
{
    static const struct {
        int64_t from, unit; /* seconds */
        const char *name;
    } units[] = {{48 * 3600, 24 * 3600, "days"}, {3600, 3600, "h"}, {60, 60, "min"}, {0, 1, "s"}};
    if (then == 0) {
        buf_puts(out, "-");
        return;
    }
    if (then <= now) {
        buf_puts(out, "expired");
        return;
    }
    size_t i = 0;
    while (then - now < units[i].from)
        i++;
    buf_printf(out, "%" PRId64 " %s left", (then - now) / units[i].unit, units[i].name);
}

const char *words_or(const char *text, const char *otherwise)
{
    return text && *text ? text : otherwise;
}

const char *words_key(const struct keymap *m, enum action a, char out[WORDS_KEY_MAX])
{
    return keymap_label(m, a, false, out, WORDS_KEY_MAX) ? out : "(no key)";
}
