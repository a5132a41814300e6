/* A schema, a line "%%", and a body, both JSON: reading any schema is safe; the verdict on any body is the
 * same with words and without; every problem has a place and a text; a limit changes no count. The schema can
 * refer to itself as #/components/schemas/S. */
#include "config.h"

#include "forms/check.h"
#include "forms/path.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static struct schema *read_schema(const char *p, size_t len)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(
        &text,
        "{\"paths\":{\"/do\":{\"post\":{\"requestBody\":{\"content\":{\"application/json\":{\"schema\":");
    buf_add(&text, p, len);
    buf_puts(&text, "}}}}}},\"components\":{\"schemas\":{\"S\":");
    buf_add(&text, p, len);
    buf_puts(&text, "}}}");
    struct err e = {0};
    struct schema *s = schema_new(text.data, text.len, "/do", &e);
    require(s || (e.code != ERR_NONE && e.text[0]));
    schema_free(schema_new(p, len, "/do", &e));
    buf_finish(&text);
    return s;
}

static void look_at(const struct schema *s, const struct problem *q)
{
    require(q->pointer && path_valid(q->pointer) && q->keyword && q->text[0]);
    schema_at(s, q->pointer);
}

static void check_body(const struct schema *s, const char *p, size_t len)
{
    struct arena arena;
    struct json_tree tree;
    arena_init(&arena);
    if (json_parse(&arena, p, len, &tree, NULL)) {
        struct problems all, one;
        problems_init(&all);
        problems_init(&one);
        check_document(s, &tree.root, 0, &all);
        check_document(s, &tree.root, 1, &one);
        require((all.errors == 0) == check_valid(schema_root(s), &tree.root));
        require(all.errors == one.errors && all.warnings == one.warnings && one.count <= 1);
        for (size_t i = 0; i < all.count; i++)
            look_at(s, &all.items[i]);
        problems_finish(&all);
        problems_finish(&one);
    }
    arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separator[] = "\n%%\n";
    const char *p = (const char *)data;
    const char *split = memmem(p, size, separator, sizeof separator - 1);
    const size_t len = split ? (size_t)(split - p) : size;
    struct schema *s = read_schema(p, len);
    if (s && split)
        check_body(s, split + sizeof separator - 1, size - len - (sizeof separator - 1));
    schema_free(s);
    return 0;
}
