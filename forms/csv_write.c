#include "forms/csv.h"

#include <string.h>

/* A spreadsheet runs it, or one of another language, or one that passes blanks by: OWASP, "CSV Injection".
 * The ' that stands before it is escaped by one more, so that reading gives the text that was written. */
static bool is_formula(const char *p, size_t len)
{
    static const char *const signs[] = {"=",  "+",      "-",      "@",      "\t",
                                        "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"};
    size_t at = 0;
    while (at < len && p[at] == '\'')
        at++;
    while (at < len && (p[at] == ' ' || p[at] == '\n'))
        at++;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const size_t n = strlen(signs[i]);
        if (len - at >= n && memcmp(p + at, signs[i], n) == 0)
            return true;
    }
    return false;
}

bool csv_needs_quotes(const char *p, size_t len, char delimiter)
{
    if (len == 0 || p[0] == ' ' || p[len - 1] == ' ')
        return true;
    for (size_t i = 0; i < len; i++)
        if (p[i] == '"' || p[i] == '\n' || p[i] == '\r' || p[i] == delimiter)
            return true;
    return false;
}

static bool add(struct buf *out, const char *p, size_t len, bool quotes)
{
    bool done = (!quotes || buf_putc(out, '"')) && (!is_formula(p, len) || buf_putc(out, '\''));
    size_t from = 0;
    for (size_t i = 0; quotes && i < len; i++)
        if (p[i] == '"') {
            done = done && buf_add(out, p + from, i + 1 - from) && buf_putc(out, '"');
            from = i + 1;
        }
    return done && buf_add(out, p + from, len - from) && (!quotes || buf_putc(out, '"'));
}

bool csv_write(struct buf *out, const char *p, size_t len, char delimiter, bool first)
{
    if (!first && !buf_putc(out, delimiter))
        return false;
    return add(out, p, len, csv_needs_quotes(p, len, delimiter));
}

bool csv_write_nothing(struct buf *out, char delimiter, bool first)
{
    return first || buf_putc(out, delimiter);
}

bool csv_write_end(struct buf *out)
{
    return buf_puts(out, "\r\n");
}

void csv_plain(const char **p, size_t *len)
{
    if (*len && **p == '\'' && is_formula(*p, *len)) {
        ++*p;
        --*len;
    }
}
