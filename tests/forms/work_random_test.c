/* What operators rely on, over seeded random work: whatever was done can be undone to the first byte and
 * redone to the last, and who names whom is known as if it had been read from nothing. */
#include "tests/test.h"

#include "tests/forms/keys_same.h"
#include "tests/forms/random_edit.h"
#include "tests/forms/random_work.h"

#include <stdlib.h>
#include <string.h>

enum { SEEDS = 6, OPERATIONS = 1000, EVERY = 10 };

static char *text_of(const struct doc *d)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &b));
    return buf_detach(&b, NULL);
}

static void assert_text(const struct doc *d, const char *wanted)
{
    char *now = text_of(d);
    assert_true(strcmp(now, wanted) == 0); /* cmocka would print both */
    free(now);
}

static void assert_keys_are_as_read(struct random_work *w)
{
    random_work_follow(w);
    struct keys *fresh = read_keys(w->f->wizard, w->f->doc);
    assert_same_keys(w->f->wizard, w->keys, fresh);
    keys_free(fresh);
}

/* So many steps were undone. */
static size_t undo_all(struct doc *d)
{
    size_t steps = 0;
    while (doc_undo(d, NULL))
        steps++;
    return steps;
}

static void walk(uint64_t seed, size_t changed[WORK_KINDS])
{
    struct rng r;
    struct fixture f;
    struct random_work w;
    rng_init(&r, seed);
    char *first = random_portal(&r);
    fixture_begin(&f, first);
    random_work_begin(&w, &f, seed);
    for (size_t i = 1; i <= OPERATIONS; i++) {
        random_work(&w);
        if (i % EVERY == 0)
            assert_keys_are_as_read(&w);
    }
    char *last = text_of(f.doc);
    const size_t steps = undo_all(f.doc);
    assert_true(steps > OPERATIONS / 8);
    assert_text(f.doc, first);
    assert_keys_are_as_read(&w);
    for (size_t i = 0; i < steps; i++)
        assert_true(doc_redo(f.doc, NULL));
    assert_text(f.doc, last);
    assert_keys_are_as_read(&w);
    for (size_t i = 0; i < WORK_KINDS; i++)
        changed[i] += w.changed[i];
    random_work_end(&w);
    fixture_end(&f);
    free(first);
    free(last);
}

static void any_work__is_undone_to_the_first_byte__and_redone_to_the_last(void **state)
{
    (void)state;
    size_t changed[WORK_KINDS] = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        walk(seed, changed);
    for (size_t i = 0; i < WORK_KINDS; i++)
        assert_true(changed[i] > 100); /* each of them is really among the work */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_work__is_undone_to_the_first_byte__and_redone_to_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
