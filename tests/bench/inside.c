/* inside FILE N: rows of the bench table that need no other process: the program's own JSON beside jansson,
 * and the check of the whole body beside the parse. Medians of turns in one process; N is only printed. */
#include "assets/asset.h"
#include "forms/check.h"
#include "forms/json.h"
#include "tests/bench/measure.h"
#include "tests/files.h"
#include "tests/forms/jansson_door.h"

#include <stdio.h>

#define ROUNDS    7
#define OPERATION "/customers/create_portal"

struct figures {
    double parse[ROUNDS], check[ROUNDS], save[ROUNDS], pretty[ROUNDS];
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

static double check(const struct schema *schema, const struct json *root)
{
    struct problems problems;
    problems_init(&problems);
    const double start = measure_now();
    check_document(schema, root, 0, &problems);
    const double took = measure_now() - start;
    problems_finish(&problems);
    return took;
}

static bool measure_ours(const struct schema *schema, const struct buf *text, struct figures *f, int round)
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
    f->parse[round] = measure_now() - start;
    f->memory = arena.total + text->len;
    f->check[round] = check(schema, &tree.root);
    change_first_scalar(&arena, &tree);
    const double changed = measure_now();
    const bool saved = json_write(&tree, count_bytes, &written);
    const double done = measure_now();
    const bool shown = json_write_pretty(&tree.root, count_bytes, &written);
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

static void row(const char *name, const char *n, double *ours, const char *peer, double *theirs, double goal)
{
    const double mine = measure_quantile(ours, ROUNDS, .5), other = measure_quantile(theirs, ROUNDS, .5);
    printf("| %s | %s | %.2f ms | %s %.2f | %.2f | <= %.2f | %s |\n", name, n, mine, peer, other,
           mine / other, goal, mine / other <= goal ? "met" : "over");
}

static bool measure(const struct schema *schema, const struct buf *text, const char *n)
{
    struct figures f = {.memory = 0};
    for (int i = 0; i < ROUNDS; i++)
        if (!measure_ours(schema, text, &f, i) || !measure_peer(text, &f, i))
            return false;
    row("parse, in process", n, f.parse, "jansson", f.peer_parse, .5);
    row("write afresh, in process", n, f.pretty, "jansson", f.peer_write, .5);
    row("write back, one value changed", n, f.save, "write afresh", f.pretty, 1);
    row("11 validate, in process", n, f.check, "own parse", f.parse, 1);
    printf("| text and tree in memory | %s | %.2f MB | text %.2f | %.2f | <= 2.50 | %s |\n", n,
           (double)f.memory / 1e6, (double)text->len / 1e6, (double)f.memory / (double)text->len,
           (double)f.memory <= 2.5 * (double)text->len ? "met" : "over");
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: inside FILE N\n", stderr);
        return 2;
    }
    const struct asset *asset = asset_find("schema.json");
    struct schema *schema = schema_new((const char *)asset->data, asset->len, OPERATION, NULL);
    struct buf text;
    buf_init(&text, JSON_TEXT_MAX);
    const bool good = schema && file_bytes(argv[1], &text) && measure(schema, &text, argv[2]);
    if (!good)
        fprintf(stderr, "inside: %s cannot be read\n", argv[1]);
    buf_finish(&text);
    schema_free(schema);
    return good ? 0 : 1;
}
