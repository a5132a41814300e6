#include "tests/test.h"

#include "tests/forms/support.h"

#include "assets/asset.h"
#include "forms/buf.h"
#include "tests/files.h"

char *support_read(const char *path, size_t *len)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    if (file_bytes(path, &text))
        return buf_detach(&text, len);
    buf_finish(&text);
    return NULL;
}

struct schema *support_schema(void)
{
    const struct asset *a = asset_find("schema.json");
    assert_non_null(a);
    struct err e = {0};
    struct schema *s = schema_new((const char *)a->data, a->len, SUPPORT_OPERATION, &e);
    if (!s)
        fail_msg("%zu:%zu: %s", e.line, e.column, e.text);
    return s;
}
