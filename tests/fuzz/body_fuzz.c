/* Any bytes as a configuration, with the schema and the wizard that the program has: checked in pieces and
 * after every edit as at once; shown line by line; compared and merged with what it was; and made again from
 * its journal. The edits come from the bytes. */
#include "forms/checks.h"
#include "forms/diff.h"
#include "forms/journal.h"
#include "forms/merge.h"
#include "forms/path.h"
#include "forms/preview.h"
#include "tests/forms/fixture.h"
#include "tests/forms/random_edit.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define EDITS    12
#define LINES    2000
#define PROBLEMS 300

const struct fuzz_corpus fuzz_corpus = {{"bodies", "json-good"}, ".json"};

/* Read once: they take longer than all the rest. */
static const struct fixture *knowledge(void)
{
    static struct fixture f;
    if (!f.schema)
        fixture_begin(&f, "{}");
    return &f;
}

static void write_text(const struct doc *d, struct buf *out)
{
    buf_clear(out);
    require(doc_write(d, json_to_buf, out));
}

static void require_same_problems(const struct checks *c, const struct doc *d)
{
    const struct fixture *f = knowledge();
    struct problems kept, whole;
    problems_init(&kept);
    problems_init(&whole);
    checks_list(c, "", CHECKS_OWN, 0, PROBLEMS, &kept);
    checks_whole(f->schema, f->wizard, NULL, doc_root(d), PROBLEMS, &whole);
    require(checks_errors(c) == whole.errors && checks_warnings(c) == whole.warnings);
    require(kept.count == whole.count);
    for (size_t i = 0; i < kept.count; i++)
        require(path_valid(kept.items[i].pointer) && kept.items[i].text[0] &&
                strcmp(kept.items[i].pointer, whole.items[i].pointer) == 0);
    problems_finish(&kept);
    problems_finish(&whole);
}

static bool is_pin(void *context, const char *name, size_t len)
{
    (void)context;
    return len == 14 && memcmp(name, "preferred_code", 14) == 0;
}

/* Every value's line is found from its path. */
static void show(const struct doc *d)
{
    struct preview *p = preview_new(d, is_pin, NULL);
    preview_set_redact(p, true);
    const size_t count = preview_lines(p);
    struct preview_line line;
    for (size_t i = 0; i < count && i < LINES; i++) {
        require(preview_line(p, i, &line));
        require(path_valid(line.pointer) && strlen(line.text) <= line.len);
        char pointer[256];
        if (strlen(line.pointer) >= sizeof pointer)
            continue;
        memcpy(pointer, line.pointer, strlen(line.pointer) + 1);
        require(preview_find(p, pointer) <= i);
    }
    require(!preview_line(p, count, &line));
    preview_free(p);
}

static void compare(const struct json *before, const struct json *after, bool same)
{
    const struct wizard *w = knowledge()->wizard;
    struct buf words;
    buf_init(&words, BUF_BODY_MAX);
    struct diff *d = diff_new(w, before, after);
    while (!diff_step(d, 3))
        ;
    require(!same || diff_count(d) == 0);
    for (size_t i = 0; i < diff_count(d); i++) {
        const struct difference *one = diff_at(d, i);
        require(one->before || one->after);
        diff_path(w, one->after ? after : before, one->after ? one->after : one->before, &words);
    }
    diff_words(d, &words);
    diff_free(d);
    buf_finish(&words);
}

/* What was kept of the journal makes the document that was edited. */
static void replay(const char *text, size_t len, struct journal *j, const struct doc *edited)
{
    struct buf kept;
    struct journal_news news;
    struct buf one, other;
    buf_init(&kept, BUF_BODY_MAX);
    buf_init(&one, BUF_BODY_MAX);
    buf_init(&other, BUF_BODY_MAX);
    for (struct journal_piece p; (p = journal_pending(j, false)).len > 0; journal_kept(j, p.len))
        buf_add(&kept, p.text, p.len);
    struct doc *d = doc_new(text, len, NULL);
    struct journal *again = journal_new(d, kept.data, kept.len, &news);
    require(news.used == kept.len);
    write_text(edited, &one);
    write_text(d, &other);
    require(one.len == other.len && memcmp(one.data, other.data, one.len) == 0);
    journal_free(again);
    doc_free(d);
    buf_finish(&kept);
    buf_finish(&one);
    buf_finish(&other);
}

/* What a merge may leave: the order of a list, and a container in which something has no path. */
static size_t may_be_left(const struct doc *before, const struct doc *after)
{
    struct diff *d = diff_new(knowledge()->wizard, doc_root(before), doc_root(after));
    diff_keep_whole(d);
    diff_step(d, SIZE_MAX);
    size_t count = diff_count_of(d, DIFF_MOVED);
    for (size_t i = 0; i < diff_count(d); i++)
        count +=
            diff_at(d, i)->kind == DIFF_CHANGED && json_is_container(doc_get(after, diff_at(d, i)->after));
    diff_free(d);
    return count;
}

/* Nobody else changed it: all that was edited arrives, but for that. */
static void merge(const char *text, size_t len, const struct doc *base, const struct doc *edited)
{
    struct merge_news news;
    struct doc *d = doc_new(text, len, NULL);
    merge_into(d, knowledge()->wizard, doc_root(base), doc_root(edited), &news);
    require(news.left <= may_be_left(base, edited));
    if (news.left == 0)
        compare(doc_root(edited), doc_root(d), true);
    doc_free(d);
}

static void edit(const char *text, size_t len, struct doc *base)
{
    const struct fixture *f = knowledge();
    struct rng r;
    rng_init(&r, journal_digest(text, len));
    struct doc *d = doc_new(text, len, NULL);
    struct journal *j = journal_new(d, "", 0, NULL);
    struct checks *c = checks_new(f->schema, f->wizard);
    checks_begin(c, d);
    while (!checks_step(c, 2))
        ;
    require_same_problems(c, d);
    for (size_t i = 0; i < EDITS; i++) {
        random_edit(&r, d);
        while (!checks_follow(c) && !checks_step(c, 2))
            ;
    }
    require_same_problems(c, d);
    show(d);
    compare(doc_root(base), doc_root(d), false);
    replay(text, len, j, d);
    merge(text, len, base, d);
    checks_free(c);
    journal_free(j);
    doc_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct doc *base = doc_new(text, size, NULL);
    if (!base)
        return 0;
    show(base);
    compare(doc_root(base), doc_root(base), true);
    edit(text, size, base);
    doc_free(base);
    return 0;
}
