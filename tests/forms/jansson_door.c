#include "tests/forms/jansson_door.h"

#include "tests/forms/json_dump.h"

#include <jansson.h>

static enum jansson_verdict verdict_of(const json_error_t *error)
{
    switch (json_error_code(error)) {
    case json_error_numeric_overflow:
        return JANSSON_OVERFLOW;
    case json_error_null_byte_in_key:
        return JANSSON_NUL_IN_NAME;
    default:
        return JANSSON_REFUSED;
    }
}

void *jansson_load(const char *p, size_t len, enum jansson_verdict *verdict)
{
    json_error_t error;
    json_t *value = json_loadb(p, len, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    *verdict = value ? JANSSON_READ : verdict_of(&error);
    return value;
}

void jansson_free(void *value)
{
    json_decref(value);
}

static void dump_members(const json_t *value, struct buf *out)
{
    json_t *object = (json_t *)value; /* jansson iterates over non-const values only */
    const char *name;
    size_t name_len;
    json_t *member;
    buf_putc(out, '{');
    json_object_keylen_foreach(object, name, name_len, member)
    {
        dump_chars(name, name_len, out);
        jansson_dump(member, out);
    }
    buf_putc(out, '}');
}

void jansson_dump(const void *value, struct buf *out)
{
    const json_t *v = value;
    switch (json_typeof(v)) {
    case JSON_OBJECT:
        dump_members(v, out);
        break;
    case JSON_ARRAY:
        buf_putc(out, '[');
        for (size_t i = 0; i < json_array_size(v); i++)
            jansson_dump(json_array_get(v, i), out);
        buf_putc(out, ']');
        break;
    case JSON_STRING:
        dump_chars(json_string_value(v), json_string_length(v), out);
        break;
    case JSON_INTEGER:
        dump_integer(json_integer_value(v), out);
        break;
    case JSON_REAL:
        dump_real(json_real_value(v), out);
        break;
    default:
        dump_word(json_is_null(v) ? 'n' : json_is_true(v) ? 't' : 'f', out);
        break;
    }
}

static int count_bytes(const char *p, size_t len, void *total)
{
    (void)p;
    *(size_t *)total += len;
    return 0;
}

size_t jansson_write(const void *value)
{
    size_t total = 0;
    json_dump_callback(value, count_bytes, &total, JSON_INDENT(2) | JSON_ENCODE_ANY);
    return total;
}
