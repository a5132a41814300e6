#include "config.h"

#include "tests/forms/random_work.h"

#include "forms/fix.h"
#include "forms/import.h"
#include "forms/mem.h"
#include "forms/uses.h"
#include "tests/forms/random_edit.h"
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#define PICK(r, list) ((list)[rng_below((r), sizeof(list) / sizeof *(list))])

/* Those of random_portal, and some that no record has. */
static const char *const keys[] = {"a", "b", "c", "d", " a", "g", "h", "i", "7", "new", "other"};

void random_work_begin(struct random_work *w, const struct fixture *f, uint64_t seed)
{
    *w =
        (struct random_work){.f = f, .keys = keys_new(f->wizard), .checks = checks_new(f->schema, f->wizard)};
    rng_init(&w->rng, seed);
    keys_begin(w->keys, f->doc);
    random_work_follow(w);
    checks_begin(w->checks, f->doc);
}

void random_work_end(struct random_work *w)
{
    keys_free(w->keys);
    checks_free(w->checks);
}

void random_work_follow(struct random_work *w)
{
    if (!keys_follow(w->keys))
        while (!keys_step(w->keys, SIZE_MAX))
            ;
}

static const char *random_list(struct random_work *w)
{
    return wizard_list_pointer(w->f->wizard, rng_below(&w->rng, wizard_list_count(w->f->wizard)));
}

/* A key of the list that records name; NULL: they name none that we know. */
static const char *named_key(struct random_work *w, const char *list)
{
    const size_t count = sizeof keys / sizeof *keys, from = rng_below(&w->rng, count);
    for (size_t i = 0; i < count; i++) {
        const char *key = keys[(from + i) % count];
        if (keys_uses(w->keys, list, key, strlen(key)) > 0)
            return key;
    }
    return NULL;
}

/* Of a few references at a time, as the program does it. */
static void rekey(struct random_work *w, const char *list, const char *from)
{
    struct rekey *r = rekey_new(w->f->wizard, list);
    struct err e = {0};
    rekey_add(r, from, strlen(from), rng_below(&w->rng, 3) ? PICK(&w->rng, keys) : NULL);
    doc_group_begin(w->f->doc);
    while (!rekey_step(r, w->f->doc, w->keys, 3, &e))
        random_work_follow(w);
    doc_group_end(w->f->doc);
    assert_int_equal(e.code, ERR_NONE);
    rekey_free(r);
}

static void work_rekey(struct random_work *w)
{
    const size_t count = wizard_list_count(w->f->wizard), from = rng_below(&w->rng, count);
    for (size_t i = 0; i < count; i++) {
        const char *list = wizard_list_pointer(w->f->wizard, (from + i) % count), *key = named_key(w, list);
        if (key) {
            rekey(w, list, key);
            return;
        }
    }
}

/* A table with a column for the list's own key; some rows have a key that exists. */
static void write_table(struct random_work *w, const char *own, struct buf *out)
{
    buf_printf(out, "%s,name\n", own);
    for (size_t rows = 1 + rng_below(&w->rng, 6); rows > 0; rows--)
        if (rng_below(&w->rng, 2))
            buf_printf(out, "%s,Jo\n", PICK(&w->rng, keys));
        else
            buf_printf(out, "n-%zu,Eve\n", rng_below(&w->rng, 40));
}

static void import_all(struct random_work *w, struct import *im)
{
    const struct import_options *o = import_options(im);
    struct import_options chosen = *o;
    struct err e = {0};
    while (!import_read_step(im, 2))
        ;
    if (!import_read_end(im, NULL))
        return;
    chosen.existing = (enum import_existing)rng_below(&w->rng, 3);
    import_set_options(im, &chosen);
    while (!import_check_step(im, 2))
        ;
    if (!import_ready(im, &e))
        return;
    while (!import_apply_step(im, 2, &e))
        ;
}

static void work_import(struct random_work *w)
{
    const char *list = random_list(w), *own = wizard_key_member(w->f->wizard, list);
    struct buf table;
    if (!own)
        return;
    buf_init(&table, BUF_TEXT_MAX);
    write_table(w, own, &table);
    const struct import_source source = {
        .text = table.data, .len = table.len, .dialect = {.delimiter = ',', .header = true}, .told = true};
    struct import *im = import_new(w->f->wizard, w->f->doc, w->keys, list, &source, 0);
    import_all(w, im);
    import_free(im);
    buf_finish(&table);
}

static void work_fix(struct random_work *w)
{
    struct problems found = {0};
    if (!checks_follow(w->checks))
        while (!checks_step(w->checks, SIZE_MAX))
            ;
    checks_list(w->checks, "", UINT32_MAX, 0, 200, &found);
    for (size_t i = 0, from = rng_below(&w->rng, found.count + 1); i < found.count; i++) {
        const struct problem *p = &found.items[(from + i) % found.count];
        if (p->fix.kind != FIX_NONE && fix_apply(w->f->doc, p, NULL))
            break;
    }
    problems_finish(&found);
}

static void work_edit(struct random_work *w)
{
    random_edit(&w->rng, w->f->doc);
}

void random_work(struct random_work *w)
{
    static void (*const kinds[WORK_KINDS])(struct random_work *) = {[WORK_EDIT] = work_edit,
                                                                    [WORK_REKEY] = work_rekey,
                                                                    [WORK_IMPORT] = work_import,
                                                                    [WORK_FIX] = work_fix};
    const size_t kind = rng_below(&w->rng, 2) ? WORK_EDIT : rng_below(&w->rng, WORK_KINDS);
    const uint64_t before = doc_revision(w->f->doc);
    doc_visit(w->f->doc);
    kinds[kind](w);
    w->changed[kind] += doc_revision(w->f->doc) != before;
    random_work_follow(w);
}
