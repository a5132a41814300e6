#include "tests/forms/json_dump.h"

#include "forms/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void dump_word(char word, struct buf *out)
{
    buf_putc(out, word);
}

void dump_integer(long long value, struct buf *out)
{
    buf_printf(out, "i%lld;", value);
}

void dump_real(double value, struct buf *out)
{
    buf_printf(out, "r%.17g;", value);
}

void dump_chars(const char *p, size_t len, struct buf *out)
{
    buf_printf(out, "s%zu:", len);
    buf_add(out, p, len);
}

static void dump_number(const struct json *v, struct buf *out)
{
    char digits[24];
    if (memchr(v->text, '.', v->text_len) || memchr(v->text, 'e', v->text_len) ||
        memchr(v->text, 'E', v->text_len) || v->text_len >= sizeof digits) {
        dump_real(json_double(v), out);
        return;
    }
    memcpy(digits, v->text, v->text_len);
    digits[v->text_len] = '\0';
    errno = 0;
    const long long value = strtoll(digits, NULL, 10);
    if (errno)
        dump_real(json_double(v), out);
    else
        dump_integer(value, out);
}

static void dump_children(const struct json *v, struct buf *out)
{
    const bool named = v->kind == JSON_OBJECT;
    struct buf scratch;
    buf_init(&scratch, JSON_TEXT_MAX);
    buf_putc(out, named ? '{' : '[');
    for (uint32_t i = 0; i < v->count; i++) {
        size_t len;
        if (named) {
            const char *name = json_name(&v->items[i], &scratch, &len);
            dump_chars(name, len, out);
        }
        dump_value(&v->items[i], out);
    }
    buf_putc(out, named ? '}' : ']');
    buf_finish(&scratch);
}

void dump_value(const struct json *v, struct buf *out)
{
    struct buf scratch;
    size_t len;
    switch ((enum json_kind)v->kind) {
    case JSON_NULL:
        dump_word('n', out);
        break;
    case JSON_BOOL:
        dump_word(json_is_true(v) ? 't' : 'f', out);
        break;
    case JSON_NUMBER:
        dump_number(v, out);
        break;
    case JSON_STRING:
        buf_init(&scratch, JSON_TEXT_MAX);
        const char *chars = json_chars(v, &scratch, &len);
        dump_chars(chars, len, out);
        buf_finish(&scratch);
        break;
    default:
        dump_children(v, out);
        break;
    }
}
