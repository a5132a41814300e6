/* A schema, a line "%%", and a body, both JSON: reading any schema is safe; the verdict on any body is the
 * same with words and without; every problem has a place and a text; a limit changes no count; an update
 * after an edit says what a check of the whole says. The schema can refer to itself as
 * #/components/schemas/S. */
#include "config.h"

#include "forms/checks.h"
#include "forms/mem.h"
#include "forms/path.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"schema-fuzz"}, ".txt"};

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

/* The plainest one: its lists come from the schema. */
static struct wizard *plain_wizard(const struct schema *s)
{
    static const char asset[] = "{\"sections\": [{\"id\": \"all\", \"title\": \"All\"}]}";
    struct wizard *w = wizard_new(asset, sizeof asset - 1, s, NULL);
    require(w);
    return w;
}

static void require_whole(const struct schema *s, const struct wizard *w, const struct checks *c,
                          const struct doc *d)
{
    struct problems kept, whole;
    problems_init(&kept);
    problems_init(&whole);
    checks_list(c, "", CHECKS_OWN, 0, SIZE_MAX, &kept);
    checks_whole(s, w, NULL, doc_root(d), 0, &whole);
    require(kept.count == whole.count && checks_errors(c) == whole.errors);
    for (size_t i = 0; i < whole.count; i++)
        require(strcmp(kept.items[i].pointer, whole.items[i].pointer) == 0 &&
                strcmp(kept.items[i].text, whole.items[i].text) == 0);
    problems_finish(&kept);
    problems_finish(&whole);
}

/* Takes away what the last problem is about, and follows: as a check of the whole. */
static void edit_body(const struct schema *s, const char *p, size_t len)
{
    struct doc *d = doc_new(p, len, NULL);
    struct wizard *w = d ? plain_wizard(s) : NULL;
    struct problems last;
    if (w) {
        struct checks *c = checks_new(s, w);
        problems_init(&last);
        checks_begin(c, d);
        require(checks_step(c, SIZE_MAX));
        require_whole(s, w, c, d);
        const size_t all = checks_errors(c) + checks_warnings(c);
        checks_list(c, "", CHECKS_OWN, all ? all - 1 : 0, 1, &last);
        if (last.count && doc_unset(d, last.items[0].pointer, NULL) && checks_follow(c))
            require_whole(s, w, c, d);
        problems_finish(&last);
        checks_free(c);
    }
    wizard_free(w);
    doc_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separator[] = "\n%%\n";
    const char *p = (const char *)data;
    const char *split = memmem(p, size, separator, sizeof separator - 1);
    const size_t len = split ? (size_t)(split - p) : size;
    struct schema *s = read_schema(p, len);
    if (s && split) {
        const char *body = split + sizeof separator - 1;
        check_body(s, body, size - (size_t)(body - p));
        edit_body(s, body, size - (size_t)(body - p));
    }
    schema_free(s);
    return 0;
}
