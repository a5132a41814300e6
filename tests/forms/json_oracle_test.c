/* Our reader beside jansson's: the same texts are accepted, with the same content; the same are refused.
 * Where they differ, the reason is one of those written here. */
#include "tests/test.h"

#include "forms/json.h"
#include "tests/forms/jansson_door.h"
#include "tests/forms/json_dump.h"
#include "tests/forms/wild_json.h"

#include <string.h>

struct tally {
    size_t both_read, both_refused;
    size_t number_too_large; /* jansson has no number for it; we keep its text */
    size_t nul_in_name;      /* jansson's names are C strings */
    size_t too_deep;         /* our limit is 64 levels, jansson's 2048 */
    size_t unexplained;
};

static void assert_same_content(const struct json *ours, const void *theirs, uint64_t seed)
{
    struct buf a, b;
    buf_init(&a, JSON_TEXT_MAX);
    buf_init(&b, JSON_TEXT_MAX);
    dump_value(ours, &a);
    jansson_dump(theirs, &b);
    if (a.len != b.len || memcmp(a.data, b.data, a.len) != 0)
        fail_msg("seed %u: read as\n%s\nand by jansson as\n%s", (unsigned)seed, a.data, b.data);
    buf_finish(&a);
    buf_finish(&b);
}

/* A refusal names a place inside the text, or right behind it, and says something. */
static void assert_place(const struct buf *text, const struct err *e)
{
    size_t lines = 1;
    for (size_t i = 0; i < text->len; i++)
        lines += text->data[i] == '\n';
    assert_in_range(e->line, 1, lines);
    assert_in_range(e->column, 1, text->len + 1);
    assert_true(strlen(e->text) > 10);
}

static void compare(const struct buf *text, uint64_t seed, struct tally *t)
{
    struct arena arena;
    struct json_tree tree;
    struct err e = {0};
    enum jansson_verdict verdict;
    arena_init(&arena);
    const bool ours = json_parse(&arena, text->data, text->len, &tree, &e);
    void *theirs = jansson_load(text->data, text->len, &verdict);
    if (!ours)
        assert_place(text, &e);
    if (ours && theirs) {
        t->both_read++;
        assert_same_content(&tree.root, theirs, seed);
    } else if (!ours && !theirs) {
        t->both_refused++;
    } else if (ours && verdict == JANSSON_OVERFLOW) {
        t->number_too_large++;
    } else if (ours && verdict == JANSSON_NUL_IN_NAME) {
        t->nul_in_name++;
    } else if (!ours && e.code == ERR_LIMIT) {
        t->too_deep++;
    } else {
        t->unexplained++;
        print_message("seed %u: %s\n%zu:%zu %s\n", (unsigned)seed, text->data, e.line, e.column, e.text);
    }
    jansson_free(theirs);
    arena_finish(&arena);
}

static void show(const char *what, const struct tally *t)
{
    print_message("%s: both read %zu, both refused %zu, number too large for jansson %zu, NUL in a name %zu, "
                  "deeper than 64 %zu, unexplained %zu\n",
                  what, t->both_read, t->both_refused, t->number_too_large, t->nul_in_name, t->too_deep,
                  t->unexplained);
}

static void json_parse__reads_what_jansson_reads__in_random_documents(void **state)
{
    (void)state;
    struct tally t = {0};
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        struct rng r;
        struct buf text;
        rng_init(&r, seed);
        buf_init(&text, JSON_TEXT_MAX);
        wild_text(&r, 1 + seed % 6, &text);
        compare(&text, seed, &t);
        buf_finish(&text);
    }
    show("whole", &t);
    assert_int_equal(t.unexplained + t.both_refused, 0);
    assert_true(t.both_read > 2500);
}

static void json_parse__refuses_what_jansson_refuses__in_damaged_documents(void **state)
{
    (void)state;
    struct tally t = {0};
    for (uint64_t seed = 1; seed <= 12000; seed++) {
        struct rng r;
        struct buf text;
        rng_init(&r, seed);
        buf_init(&text, JSON_TEXT_MAX);
        wild_text(&r, 1 + seed % 3, &text);
        wild_damage(&r, &text);
        compare(&text, seed, &t);
        buf_finish(&text);
    }
    show("damaged", &t);
    assert_int_equal(t.unexplained, 0);
    assert_true(t.both_read > 500 && t.both_refused > 5000);
}

static void json_parse__refuses_repeated_names__as_jansson_does(void **state)
{
    (void)state;
    struct tally t = {0};
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct rng r;
        struct buf text;
        rng_init(&r, seed);
        buf_init(&text, JSON_TEXT_MAX);
        const size_t members = 2 + rng_below(&r, 60), twin = rng_below(&r, members * 2);
        buf_putc(&text, '{');
        for (size_t i = 0; i < members; i++) {
            /* some names written with an escape: the comparison is of what they mean */
            const size_t id = i + 1 == members && twin < i ? twin : i;
            buf_printf(&text, rng_below(&r, 3) ? "%s\"name%zu\":0" : "%s\"n\\u0061me%zu\":0", i ? "," : "",
                       id);
        }
        buf_putc(&text, '}');
        compare(&text, seed, &t);
        buf_finish(&text);
    }
    show("names", &t);
    assert_int_equal(t.unexplained, 0);
    assert_true(t.both_read > 100 && t.both_refused > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_parse__reads_what_jansson_reads__in_random_documents),
        cmocka_unit_test(json_parse__refuses_what_jansson_refuses__in_damaged_documents),
        cmocka_unit_test(json_parse__refuses_repeated_names__as_jansson_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
