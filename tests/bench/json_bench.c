/* json_bench FILE: the program's own JSON beside jansson, in turn in one process. Prints one line: medians of
 * reading the text, of writing it back with one value changed and of writing it afresh, the ratios to
 * jansson, and the bytes of tree and text together. */
#include "forms/json.h"
#include "tests/bench/measure.h"
#include "tests/files.h"
#include "tests/forms/jansson_door.h"

#include <stdio.h>

#define ROUNDS 7

struct figures {
    double parse[ROUNDS], save[ROUNDS], pretty[ROUNDS];
    double peer_parse[ROUNDS], peer_write[ROUNDS];
    size_t memory;
};

static bool count_bytes(void *total, const char *p, size_t len)
{
    (void)p;
    *(size_t *)total += len;
    return true;
}

/* Replaces the first scalar, so that every container above it is written piece by piece. */
static void change_first_scalar(struct arena *a, struct json_tree *tree)
{
    struct json *v = &tree->root;
    while (v->count) {
        json_mark(v);
        v = &v->items[0];
    }
    const struct json changed = json_make_bool(true);
    *v = json_in_place_of(a, &changed, v);
}

static bool measure_ours(const struct buf *text, struct figures *f, int round)
{
    struct arena arena;
    struct json_tree tree;
    struct err e;
    size_t written = 0;
    arena_init(&arena);
    const double start = measure_now();
    if (!json_parse(&arena, text->data, text->len, &tree, &e)) {
        fprintf(stderr, "%zu:%zu: %s\n", e.line, e.column, e.text);
        return false;
    }
    const double parsed = measure_now();
    f->memory = arena.total + text->len;
    change_first_scalar(&arena, &tree);
    const double changed = measure_now();
    const bool saved = json_write(&tree, count_bytes, &written);
    const double done = measure_now();
    const bool shown = json_write_pretty(&tree.root, count_bytes, &written);
    f->parse[round] = parsed - start;
    f->save[round] = done - changed;
    f->pretty[round] = measure_now() - done;
    arena_finish(&arena);
    return saved && shown;
}

static bool measure_peer(const struct buf *text, struct figures *f, int round)
{
    enum jansson_verdict verdict;
    const double start = measure_now();
    void *value = jansson_load(text->data, text->len, &verdict);
    const double parsed = measure_now();
    const bool good = value && jansson_write(value);
    f->peer_parse[round] = parsed - start;
    f->peer_write[round] = measure_now() - parsed;
    jansson_free(value);
    return good;
}

static bool measure(const struct buf *text)
{
    struct figures f = {.memory = 0};
    for (int i = 0; i < ROUNDS; i++)
        if (!measure_ours(text, &f, i) || !measure_peer(text, &f, i))
            return false;
    const double parse = measure_quantile(f.parse, ROUNDS, .5), save = measure_quantile(f.save, ROUNDS, .5),
                 pretty = measure_quantile(f.pretty, ROUNDS, .5),
                 peer_parse = measure_quantile(f.peer_parse, ROUNDS, .5),
                 peer_write = measure_quantile(f.peer_write, ROUNDS, .5);
    printf("json: parse %.1f ms, save %.1f ms, write afresh %.1f ms; jansson: parse %.1f ms, write %.1f ms; "
           "ratios %.2f and %.2f; memory %zu bytes, %.2f x the text\n",
           parse, save, pretty, peer_parse, peer_write, parse / peer_parse, pretty / peer_write, f.memory,
           (double)f.memory / (double)text->len);
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: json_bench FILE\n");
        return 2;
    }
    struct buf text;
    buf_init(&text, JSON_TEXT_MAX);
    const bool good = file_bytes(argv[1], &text) && measure(&text);
    if (!good)
        fprintf(stderr, "json_bench: %s cannot be read\n", argv[1]);
    buf_finish(&text);
    return good ? 0 : 1;
}
