/* Any bytes as a JSON text: reading is safe; what was read is written back byte for byte; after edits that
 * the bytes choose, what is written can be read again; undone, every byte is back. */
#include "forms/json.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"json-good", "json-bad"}, ".json"};

static void write_and_compare(const struct json_tree *tree, const char *text, size_t len)
{
    struct buf out;
    buf_init(&out, JSON_TEXT_MAX);
    require(json_write(tree, json_to_buf, &out));
    require(out.len == len && memcmp(out.data, text, len) == 0);
    buf_finish(&out);
}

static void read_again(const struct json_tree *tree)
{
    struct buf out;
    struct arena arena;
    struct json_tree again;
    buf_init(&out, JSON_TEXT_MAX);
    arena_init(&arena);
    require(json_write(tree, json_to_buf, &out));
    require(json_parse(&arena, out.data, out.len, &again, NULL));
    require(json_same(&tree->root, &again.root));
    buf_clear(&out);
    require(json_write_compact(&tree->root, json_to_buf, &out));
    require(json_parse(&arena, out.data, out.len, &again, NULL));
    require(json_same(&tree->root, &again.root));
    arena_finish(&arena);
    buf_finish(&out);
}

/* Takes a child out of a container that the bytes choose, puts one in, and undoes both. */
static void edit(struct arena *arena, struct json_tree *tree, const uint8_t *choices, size_t count)
{
    struct json *chain[JSON_DEPTH_MAX + 1] = {&tree->root};
    size_t depth = 0;
    for (size_t i = 0; i < count && chain[depth]->count; i++) {
        struct json *child = json_item(chain[depth], choices[i] % chain[depth]->count);
        if (!json_is(child, JSON_ARRAY) && !json_is(child, JSON_OBJECT))
            break;
        chain[++depth] = child;
    }
    struct json *const container = chain[depth];
    if (!json_is(container, JSON_ARRAY) && !json_is(container, JSON_OBJECT))
        return;
    for (size_t i = 0; i <= depth; i++)
        json_mark(chain[i]);
    struct json value = json_make_chars(arena, (const char *)choices, count);
    if (json_is(container, JSON_OBJECT))
        value = json_with_name(arena, &value, "a name that no corpus has", 25);
    const size_t at = count ? choices[0] % (container->count + 1) : 0;
    json_insert(arena, container, at, &value);
    read_again(tree);
    json_take(container, at);
    if (container->count) {
        const size_t victim = at % container->count;
        const struct json taken = json_take(container, victim);
        read_again(tree);
        json_insert(arena, container, victim, &taken);
    }
    write_and_compare(tree, tree->text, tree->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct json_tree tree;
    struct err e = {0};
    arena_init(&arena);
    if (json_parse(&arena, (const char *)data, size, &tree, &e)) {
        write_and_compare(&tree, (const char *)data, size);
        read_again(&tree);
        edit(&arena, &tree, data, size < 16 ? size : 16);
    } else {
        require(e.line >= 1 && e.column >= 1 && e.text[0]);
    }
    arena_finish(&arena);
    return 0;
}
