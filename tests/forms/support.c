#include "tests/test.h"

#include "tests/forms/support.h"

#include "assets/asset.h"
#include "forms/buf.h"

#include <stdio.h>

char *support_read(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    char piece[65536];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&text, piece, n);
    assert_false(ferror(f));
    fclose(f);
    return buf_detach(&text, len);
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
