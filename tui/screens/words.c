#include "tui/screens/words.h"

#include "forms/lineedit.h"
#include "forms/safe.h"

#include <inttypes.h>
#include <string.h>

char *words_rows(size_t n)
{
    struct buf rows;
    buf_init(&rows, BUF_TEXT_MAX);
    words_of(n, "row", "rows", &rows);
    return buf_detach(&rows, NULL);
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

void words_path(const char *path, const char *home, int width, const char *ellipsis, struct buf *out)
{
    struct buf whole;
    buf_init(&whole, BUF_TEXT_MAX);
    size_t home_len = home ? strlen(home) : 0;
    bool within = home_len > 1 && strncmp(path, home, home_len) == 0 && path[home_len] == '/';
    buf_printf(&whole, "%s%s", within ? "~" : "", within ? path + home_len : path);
    size_t at = 0;
    if (safe_width(whole.data, whole.len) > width)
        width -= safe_width(ellipsis, strlen(ellipsis));
    while (at < whole.len && safe_width(whole.data + at, whole.len - at) > width)
        at = cluster_next(whole.data, whole.len, at);
    buf_printf(out, "%s%s", at > 0 ? ellipsis : "", whole.data + at);
    buf_finish(&whole);
}

const char *words_or(const char *text, const char *otherwise)
{
    return text && *text ? text : otherwise;
}

const char *words_key(const struct keymap *m, enum action a, char out[WORDS_KEY_MAX])
{
    return keymap_label(m, a, false, out, WORDS_KEY_MAX) ? out : "(no key)";
}

/* Text from elsewhere may have such marks in it: what names no action stays as it is. */
void words_message(const struct keymap *m, bool typing, const char *text, struct buf *out)
{
    const char mark = *WORDS_UNDO, *end;
    for (const char *at = text; (at = strchr(at, mark)) && (end = strchr(at + 1, mark));) {
        char key[WORDS_KEY_MAX] = "(no key)";
        const enum action a = action_find(at + 1, (size_t)(end - at - 1));
        if (a == ACTION_NONE) {
            at++;
            continue;
        }
        keymap_label(m, a, typing, key, sizeof key);
        buf_add(out, text, (size_t)(at - text));
        buf_puts(out, key);
        at = text = end + 1;
    }
    buf_puts(out, text);
}

char *words_with_codes(size_t n, bool whole)
{
    struct buf out;
    if (n == 0)
        return NULL;
    buf_init(&out, BUF_TEXT_MAX);
    buf_puts(&out, whole ? "With " : "Without ");
    words_of(n, "door code", "door codes", &out);
    if (!whole)
        buf_printf(&out, " (" WORDS_KEY("app.reveal") " shows %s first)", n == 1 ? "it" : "them");
    buf_putc(&out, '.');
    return buf_detach(&out, NULL);
}
