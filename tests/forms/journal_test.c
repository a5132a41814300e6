/* The journal: what was edited is made again from it, byte for byte, from wherever the text was cut into
 * pieces; and so is what undo makes of it. */
#include "tests/test.h"

#include "forms/journal.h"
#include "forms/path.h"
#include "tests/forms/random_edit.h"
#include "tests/forms/random_json.h"

#include <stdlib.h>
#include <string.h>

static char *text_of(const struct doc *d)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &b));
    return buf_detach(&b, NULL);
}

static void assert_same(const struct doc *a, const struct doc *b, uint64_t seed)
{
    char *x = text_of(a), *y = text_of(b);
    if (strcmp(x, y) != 0)
        fail_msg("seed %llu:\n%s\n-- and replayed:\n%s", (unsigned long long)seed, x, y);
    free(x);
    free(y);
}

/* What somebody keeps of a journal: at most so many bytes at once. */
static void keep_some(struct journal *j, struct buf *kept, bool settled, size_t most)
{
    const struct journal_piece p = journal_pending(j, settled);
    const size_t len = p.len < most ? p.len : most;
    assert_true(p.cut <= kept->len);
    buf_truncate(kept, kept->len - p.cut);
    buf_add(kept, p.text, len);
    journal_kept(j, len);
}

static void keep(struct journal *j, struct buf *kept, bool settled)
{
    do
        keep_some(j, kept, settled, SIZE_MAX);
    while (journal_pending(j, settled).len > 0);
}

static struct doc *replayed(const char *base, const struct buf *kept, struct journal **j)
{
    struct journal_news news;
    struct doc *d = doc_new(base, strlen(base), NULL);
    assert_non_null(d);
    *j = journal_new(d, kept->data, kept->len, &news);
    assert_int_equal(news.used, kept->len);
    return d;
}

/* Both take the same random way through their steps. */
static void walk(struct rng *r, struct doc *a, struct doc *b, uint64_t seed)
{
    for (size_t i = 0; i < 60; i++) {
        const bool back = rng_below(r, 5) < 3;
        assert_int_equal(back ? doc_undo(a, NULL) : doc_redo(a, NULL),
                         back ? doc_undo(b, NULL) : doc_redo(b, NULL));
        assert_same(a, b, seed);
        assert_int_equal(doc_modified(a), doc_modified(b));
    }
}

typedef void edit_fn(struct rng *r, struct doc *d);

/* Another edit in the last step, perhaps given up with it; several steps made one. */
static void change_steps(struct rng *r, struct doc *d)
{
    if (rng_below(r, 2)) {
        const size_t edits = doc_edits(d);
        doc_join(d, edits > 3 ? edits - 3 : 0);
        return;
    }
    doc_group_begin(d);
    const size_t before = doc_edits(d);
    random_edit(r, d);
    if (doc_edits(d) >= before && rng_below(r, 2))
        doc_group_back(d, before);
    doc_group_end(d);
    doc_group_resume(d);
    doc_set_bool(d, "/read_only", rng_below(r, 2), NULL);
    (rng_below(r, 3) ? doc_group_end : doc_group_cancel)(d);
}

static void edit_portal(struct rng *r, struct doc *d)
{
    random_edit(r, d);
    if (rng_below(r, 15) == 0)
        change_steps(r, d);
    if (rng_below(r, 40) == 0)
        doc_mark_saved(d);
}

/* Values of a style of their own, and parts of the document put elsewhere with all their marks. */
static void copy_part(struct rng *r, struct doc *d)
{
    static const char *const from[] = {"", "/a", "/b", "/c/0", "/c", "/d/a", "/e"};
    static const char *const to[] = {"/a", "/c/0", "/c/1", "/f/a/b", "/d", "/e/a", "/f"};
    const struct json *v = doc_get(d, from[rng_below(r, 7)]);
    const char *at = to[rng_below(r, 7)];
    if (!v)
        return;
    struct json copy = json_clone(doc_arena(d), v);
    if (json_is(&copy, JSON_OBJECT) && rng_below(r, 2)) {
        struct json made = json_make_object();
        const struct json named = json_with_name(doc_arena(d), &made, "new \"one\"", 9);
        if (json_find(&copy, "new \"one\"", 9) < 0)
            json_insert(doc_arena(d), &copy, rng_below(r, copy.count + 1U), &named);
    }
    if (json_is(&copy, JSON_ARRAY) && copy.count && rng_below(r, 2))
        json_take(&copy, rng_below(r, copy.count));
    if (rng_below(r, 3) == 0)
        doc_park(d, at, &copy);
    else
        doc_set(d, at, &copy, NULL);
}

static void edit_wildly(struct rng *r, struct doc *d)
{
    static const char *const at[] = {"/a", "/a/b", "/b/c", "/c/0", "/c/1/a", "/d/a/b/c", "/g/h", ""};
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    switch (rng_below(r, 8)) {
    case 0:
    case 1:
        copy_part(r, d);
        break;
    case 2:
        doc_unset(d, at[rng_below(r, 7)], NULL);
        break;
    case 3:
        doc_visit(d);
        break;
    case 4:
        doc_undo(d, NULL);
        break;
    case 5:
        doc_redo(d, NULL);
        break;
    default:
        random_value(r, 3, &text);
        doc_set_text(d, at[rng_below(r, 8)], text.data, text.len, NULL);
    }
    buf_finish(&text);
}

/* Edits, keeps pieces at random moments, sometimes begins again from what is kept as after a crash. */
static void edit_and_replay(uint64_t seed, char *base, edit_fn *edit, size_t edits)
{
    struct rng r;
    struct buf kept;
    struct journal *j, *again;
    rng_init(&r, seed);
    buf_init(&kept, BUF_BODY_MAX);
    struct doc *d = replayed(base, &kept, &j);
    for (size_t i = 0; i < edits; i++) {
        edit(&r, d);
        if (rng_below(&r, 4) == 0)
            keep_some(j, &kept, rng_below(&r, 4) == 0, rng_below(&r, 3) ? SIZE_MAX : rng_below(&r, 200));
        if (rng_below(&r, 30) == 0) {
            keep(j, &kept, false);
            struct doc *next = replayed(base, &kept, &again);
            assert_same(d, next, seed);
            journal_free(j);
            doc_free(d);
            d = next;
            j = again;
        }
    }
    keep(j, &kept, false);
    struct doc *b = replayed(base, &kept, &again);
    assert_same(d, b, seed);
    journal_free(j);
    journal_free(again);
    walk(&r, d, b, seed);
    doc_free(d);
    doc_free(b);
    buf_finish(&kept);
    free(base);
}

/* Texts so long that the journal does not copy them, before one another and before short ones. */
static void edit_at_length(struct rng *r, struct doc *d)
{
    static const char *const at[] = {"/a", "/b", "/b/c", ""};
    struct buf text;
    if (rng_below(r, 3)) {
        edit_wildly(r, d);
        return;
    }
    buf_init(&text, BUF_BODY_MAX);
    const char *where = at[rng_below(r, 4)];
    buf_puts(&text, *where && rng_below(r, 2) ? "\"" : "{\"a\": \"");
    const bool chars = text.len == 1;
    for (size_t i = rng_below(r, 2) ? 9000 : 6000; i > 0; i--)
        buf_printf(&text, "%08zx", i);
    buf_puts(&text, chars ? "\"" : "\"}");
    if (!*where && rng_below(r, 2))
        doc_become(d, doc_new(text.data, text.len, NULL));
    else
        doc_set_text(d, where, text.data, text.len, NULL);
    buf_finish(&text);
}

static void journal__makes_every_byte_again__of_long_texts(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 25; seed++) {
        struct rng r;
        struct buf text;
        rng_init(&r, seed);
        buf_init(&text, BUF_TEXT_MAX);
        random_object(&r, 3, &text);
        edit_and_replay(seed, buf_detach(&text, NULL), edit_at_length, 30);
    }
}

static void journal__makes_every_byte_again__after_random_edits(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        struct rng r;
        rng_init(&r, seed);
        edit_and_replay(seed, random_portal(&r), edit_portal, 120);
    }
}

static void journal__makes_every_byte_again__whatever_the_style(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct rng r;
        struct buf text;
        rng_init(&r, seed);
        buf_init(&text, BUF_TEXT_MAX);
        random_object(&r, 4, &text);
        edit_and_replay(seed, buf_detach(&text, NULL), edit_wildly, 60);
    }
}

/* ---- what a piece holds */

static const char base[] = "{\n  \"customer_data\": {\n    \"customer_key\": \"acme\"\n  }\n}\n";
#define KEY "/customer_data/customer_key"

struct pair {
    struct doc *d;
    struct journal *j;
    struct buf kept;
};

static void open_pair(struct pair *p)
{
    buf_init(&p->kept, BUF_BODY_MAX);
    p->d = replayed(base, &p->kept, &p->j);
}

static void close_pair(struct pair *p)
{
    journal_free(p->j);
    doc_free(p->d);
    buf_finish(&p->kept);
}

/* What comes of what is kept. */
static void assert_replays(struct pair *p)
{
    struct journal *j;
    struct doc *d = replayed(base, &p->kept, &j);
    assert_same(p->d, d, 0);
    journal_free(j);
    doc_free(d);
}

static void journal__is_empty__while_nothing_was_done(void **state)
{
    struct pair p;
    (void)state;
    open_pair(&p);
    doc_visit(p.d);
    doc_visit(p.d);
    assert_false(journal_changed(p.j));
    assert_int_equal(journal_pending(p.j, false).len, 0);
    close_pair(&p);
}

static void a_field__stays_one_record__while_it_is_typed_into(void **state)
{
    struct pair p;
    char text[201];
    (void)state;
    memset(text, 'x', sizeof text);
    open_pair(&p);
    for (size_t i = 1; i <= 200; i++) {
        assert_true(doc_set_chars(p.d, KEY, text, i, NULL));
        if (i % 7 == 0)
            keep(p.j, &p.kept, true);
    }
    keep(p.j, &p.kept, false);
    assert_int_equal(journal_edits(p.j), 1);
    assert_in_range(p.kept.len, 200, 260);
    assert_replays(&p);
    doc_visit(p.d);
    assert_true(doc_set_chars(p.d, KEY, "y", 1, NULL));
    keep(p.j, &p.kept, false);
    assert_true(p.kept.len > 260);
    assert_true(doc_undo(p.d, NULL));
    keep(p.j, &p.kept, false);
    assert_replays(&p);
    assert_string_not_equal(p.kept.data, "");
    close_pair(&p);
}

static void a_group__is_kept_when_it_is_closed__or_at_once_on_demand(void **state)
{
    struct pair p;
    (void)state;
    open_pair(&p);
    assert_true(doc_set_chars(p.d, KEY, "before", 6, NULL));
    doc_group_begin(p.d);
    assert_true(doc_set_chars(p.d, KEY, "within", 6, NULL));
    keep(p.j, &p.kept, true);
    struct journal *j;
    struct doc *d = replayed(base, &p.kept, &j);
    assert_true(json_chars_equal(doc_get(d, KEY), "before", 6));
    journal_free(j);
    doc_free(d);
    keep(p.j, &p.kept, false);
    assert_replays(&p); /* the group is closed by the replay */
    doc_group_end(p.d);
    keep(p.j, &p.kept, true);
    assert_replays(&p);
    close_pair(&p);
}

static void json__stays_one_record__while_it_does_not_parse(void **state)
{
    static const char half[] = "{\"name\": \"Garden house, where the key lies under the third stone";
    struct pair p;
    size_t len;
    (void)state;
    open_pair(&p);
    for (size_t i = 1; i < sizeof half; i++) {
        doc_type(p.d, "/landing_page", half, i);
        if (i % 7 == 0)
            keep(p.j, &p.kept, true);
    }
    keep(p.j, &p.kept, false);
    assert_in_range(p.kept.len, sizeof half, sizeof half + 60);
    struct journal *j;
    struct doc *d = replayed(base, &p.kept, &j);
    assert_true(json_chars_equal(doc_typed(d, "/landing_page"), half, sizeof half - 1));
    const char *at = doc_half_typed(d, &len);
    assert_int_equal(len, strlen("/landing_page"));
    assert_memory_equal(at, "/landing_page", len);
    doc_type(d, "/landing_page", NULL, 0);
    assert_null(doc_typed(d, "/landing_page"));
    assert_null(doc_half_typed(d, &len));
    journal_free(j);
    doc_free(d);
    close_pair(&p);
}

static void values_put_aside__are_there_again(void **state)
{
    struct pair p;
    (void)state;
    open_pair(&p);
    const struct json text = json_make_chars(doc_arena(p.d), "{\"half", 6);
    doc_park(p.d, "/landing_page#draft", &text);
    assert_true(journal_changed(p.j));
    keep(p.j, &p.kept, false);
    struct journal *j;
    struct doc *d = replayed(base, &p.kept, &j);
    assert_true(json_chars_equal(doc_parked(d, "/landing_page#draft"), "{\"half", 6));
    journal_free(j);
    doc_free(d);
    close_pair(&p);
}

static void a_save__is_known_again(void **state)
{
    struct pair p;
    (void)state;
    open_pair(&p);
    assert_true(doc_set_chars(p.d, KEY, "saved", 5, NULL));
    doc_mark_saved(p.d);
    keep(p.j, &p.kept, false);
    struct journal *j;
    struct doc *d = replayed(base, &p.kept, &j);
    assert_false(doc_modified(d));
    assert_true(doc_undo(d, NULL));
    assert_true(doc_modified(d));
    journal_free(j);
    doc_free(d);
    close_pair(&p);
}

/* What was kept is lost; what comes now makes the same document of the same text, but for its undo steps. */
static void begin_anew(struct journal *j, struct buf *kept, size_t first)
{
    const size_t edits = journal_edits(j);
    assert_true(journal_begin_anew(j));
    assert_int_equal(journal_edits(j), edits);
    buf_clear(kept);
    assert_int_equal(journal_pending(j, false).cut, 0);
    keep_some(j, kept, false, first);
}

/* White space around what is added afterwards follows from what stands around it, which was read afresh. */
static void assert_same_values(const struct doc *a, const struct doc *b, uint64_t seed)
{
    if (!json_same(doc_root(a), doc_root(b)))
        assert_same(a, b, seed);
}

/* Both have the same steps since then. How many. */
static size_t undo_as_far(struct journal *j, struct doc *a, struct doc *b, uint64_t seed)
{
    size_t undone = 0;
    while (doc_undo(a, NULL) && !journal_outdated(j)) {
        assert_true(doc_undo(b, NULL));
        assert_same_values(a, b, seed);
        undone++;
    }
    return undone;
}

static void a_journal__begun_anew__makes_the_same_again(void **state)
{
    size_t undone = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct rng r;
        struct buf text, kept;
        struct journal *j, *again;
        rng_init(&r, seed);
        buf_init(&text, BUF_TEXT_MAX);
        buf_init(&kept, BUF_BODY_MAX);
        random_object(&r, 4, &text);
        struct doc *d = replayed(text.data, &kept, &j);
        for (int i = 0; i < 40; i++) {
            (seed % 5 ? edit_wildly : edit_at_length)(&r, d);
            if (rng_below(&r, 8) == 0)
                change_steps(&r, d);
            if (i % 10 == 0)
                keep_some(j, &kept, false, SIZE_MAX);
            if (i == 20 || i == 30 || journal_outdated(j))
                begin_anew(j, &kept, seed % 2 ? 5 : SIZE_MAX);
        }
        keep(j, &kept, false);
        struct doc *b = replayed(text.data, &kept, &again);
        assert_same_values(d, b, seed);
        undone += undo_as_far(j, d, b, seed);
        journal_free(j);
        journal_free(again);
        doc_free(d);
        doc_free(b);
        buf_finish(&kept);
        buf_finish(&text);
    }
    assert_true(undone > 300);
}

static void a_journal__begun_anew__knows_what_is_beside_the_body(void **state)
{
    struct pair p;
    struct journal *j;
    (void)state;
    open_pair(&p);
    assert_true(doc_set_chars(p.d, KEY, "saved", 5, NULL));
    doc_type(p.d, "/landing_page", "{", 1);
    doc_mark_saved(p.d);
    keep(p.j, &p.kept, false);
    begin_anew(p.j, &p.kept, SIZE_MAX);
    keep(p.j, &p.kept, false);
    assert_replays(&p);
    struct doc *d = replayed(base, &p.kept, &j);
    assert_false(doc_modified(d));
    assert_true(json_chars_equal(doc_typed(d, "/landing_page"), "{", 1));
    assert_true(doc_undo(d, NULL));
    assert_false(doc_undo(d, NULL));
    char *text = text_of(d);
    assert_string_equal(text, base);
    free(text);
    journal_free(j);
    doc_free(d);
    close_pair(&p);
}

static void a_journal__is_not_begun_anew__in_the_middle_of_a_group(void **state)
{
    struct pair p;
    (void)state;
    open_pair(&p);
    doc_group_begin(p.d);
    assert_true(doc_set_chars(p.d, KEY, "half", 4, NULL));
    assert_false(journal_begin_anew(p.j));
    doc_group_end(p.d);
    keep(p.j, &p.kept, false);
    assert_replays(&p);
    close_pair(&p);
}

/* ---- damage */

/* Cut off at each byte: what is whole counts, and what follows takes the place of the rest. */
static void a_journal__cut_off_anywhere__gives_what_is_whole(void **state)
{
    struct pair p;
    (void)state;
    open_pair(&p);
    for (size_t i = 0; i < 20; i++) {
        char text[2] = {(char)('a' + i), '\0'};
        doc_visit(p.d);
        assert_true(doc_set_chars(p.d, i % 2 ? KEY : "/locale", text, 1, NULL));
    }
    keep(p.j, &p.kept, false);
    size_t edits = 0;
    for (size_t len = 0; len <= p.kept.len; len++) {
        struct journal_news news;
        struct doc *d = doc_new(base, strlen(base), NULL);
        struct journal *j = journal_new(d, p.kept.data, len, &news);
        assert_true(news.used <= len && news.edits >= edits);
        assert_int_equal(journal_pending(j, false).cut, len - news.used);
        edits = news.edits;
        journal_free(j);
        doc_free(d);
    }
    assert_int_equal(edits, 20);
    close_pair(&p);
}

/* Any byte may be another: nothing worse comes of it than another document. */
static void a_journal__damaged_anywhere__does_no_harm(void **state)
{
    struct pair p;
    struct rng r;
    (void)state;
    rng_init(&r, 7);
    open_pair(&p);
    for (size_t i = 0; i < 60; i++)
        random_edit(&r, p.d);
    keep(p.j, &p.kept, false);
    for (size_t i = 0; i < 4000; i++) {
        const size_t at = rng_below(&r, p.kept.len);
        const char before = p.kept.data[at];
        p.kept.data[at] = "0123456789:= *ln-[]{}\"\\\n/sudIbez"[rng_below(&r, 32)];
        struct doc *d = doc_new(base, strlen(base), NULL);
        struct journal *j = journal_new(d, p.kept.data, p.kept.len, NULL);
        free(text_of(d));
        journal_free(j);
        doc_free(d);
        p.kept.data[at] = before;
    }
    close_pair(&p);
}

static void journal__counts_what_another_text_refuses(void **state)
{
    struct pair p;
    struct journal_news news;
    (void)state;
    open_pair(&p);
    assert_true(doc_set_chars(p.d, "/customer_data/rooms/0/name", "a", 1, NULL));
    assert_true(doc_set_chars(p.d, "/customer_data/rooms/1/name", "b", 1, NULL));
    assert_true(doc_move(p.d, "/customer_data/rooms", 1, 0, NULL));
    keep(p.j, &p.kept, false);
    struct doc *d = doc_new("{\"customer_data\": 7}", 20, NULL);
    journal_free(journal_new(d, p.kept.data, p.kept.len, &news));
    assert_int_equal(news.edits, 3);
    assert_int_equal(news.refused, 3);
    doc_free(d);
    close_pair(&p);
}

/* What nobody could read again is not recorded: what was before it is. */
static void a_journal__ends_before_a_gigabyte(void **state)
{
    enum { MANY = 20 };
    const size_t len = (size_t)64 << 20;
    struct pair p;
    (void)state;
    open_pair(&p);
    char *chars = xmalloc(len);
    memset(chars, 'x', len);
    const struct json text = json_make_chars(doc_arena(p.d), chars, len);
    size_t sets = 0, all = 0;
    for (; sets < MANY && !journal_broken(p.j); sets++) {
        char *at = path_join_index("/a", sets);
        assert_true(doc_set(p.d, at, &text, NULL));
        free(at);
        if (sets % 2) /* kept or pending is the same */
            for (struct journal_piece q; (q = journal_pending(p.j, false)).len > 0; journal_kept(p.j, q.len))
                all += q.len;
    }
    assert_int_equal(sets, BUF_BODY_MAX / len);
    for (struct journal_piece q; (q = journal_pending(p.j, false)).len > 0; journal_kept(p.j, q.len))
        all += q.len;
    assert_in_range(all, (sets - 1) * len, BUF_BODY_MAX);
    free(chars);
    close_pair(&p);
}

/* Moving rows and undoing take what the list takes, not what their records do. */
static void replay__makes_one_edit_in_a_piece__that_may_move_everything(void **state)
{
    enum { ROUNDS = 40 };
    struct pair p;
    (void)state;
    open_pair(&p);
    for (int i = 0; i < ROUNDS; i++) {
        doc_visit(p.d);
        assert_true(doc_set_text(p.d, "/customer_data/rooms/0/name", i % 2 ? "1" : "2", 1, NULL));
        assert_true(doc_insert_items(p.d, "/customer_data/rooms", 0,
                                     (struct json[]){json_make_object(), json_make_object()}, 2, NULL));
        assert_true(doc_undo(p.d, NULL));
        assert_true(doc_redo(p.d, NULL));
    }
    keep(p.j, &p.kept, false);
    struct doc *d = doc_new(base, strlen(base), NULL);
    struct journal_replay *r = journal_replay_new(d, p.kept.data, p.kept.len);
    size_t pieces = 1, done = 0;
    while (!journal_replay_step(r, 1000000)) {
        assert_true(journal_replay_done(r) > done);
        done = journal_replay_done(r);
        pieces++;
    }
    assert_in_range(pieces, 3 * ROUNDS, 3 * ROUNDS + 1);
    struct journal_news news;
    struct journal *j = journal_replay_finish(r, &news);
    assert_int_equal(news.used, p.kept.len);
    assert_same(p.d, d, 0);
    journal_free(j);
    doc_free(d);
    close_pair(&p);
}

static void digest__is_the_same__in_pieces(void **state)
{
    char text[300];
    struct rng r;
    (void)state;
    rng_init(&r, 11);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)rng_below(&r, 256);
    for (size_t len = 0; len < sizeof text; len++) {
        struct journal_digest g = {0};
        size_t steps = 1;
        while (!journal_digest_step(&g, text, len, rng_below(&r, 50)))
            steps++;
        assert_true(steps > len / 64);
        assert_int_equal(g.sum, journal_digest(text, len));
        assert_true(journal_digest_step(&g, text, len, 1)); /* once more changes nothing */
        assert_int_equal(g.sum, journal_digest(text, len));
    }
}

static void digest__differs__for_every_bit_and_length(void **state)
{
    char text[40] = {0};
    (void)state;
    const uint64_t plain = journal_digest(text, sizeof text);
    assert_int_equal(plain, journal_digest(text, sizeof text));
    for (size_t len = 0; len < sizeof text; len++)
        assert_int_not_equal(plain, journal_digest(text, len));
    for (size_t bit = 0; bit < 8 * sizeof text; bit++) {
        text[bit / 8] = (char)(1U << bit % 8);
        assert_int_not_equal(plain, journal_digest(text, sizeof text));
        text[bit / 8] = 0;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(journal__makes_every_byte_again__after_random_edits),
        cmocka_unit_test(journal__makes_every_byte_again__of_long_texts),
        cmocka_unit_test(journal__makes_every_byte_again__whatever_the_style),
        cmocka_unit_test(journal__is_empty__while_nothing_was_done),
        cmocka_unit_test(a_field__stays_one_record__while_it_is_typed_into),
        cmocka_unit_test(a_group__is_kept_when_it_is_closed__or_at_once_on_demand),
        cmocka_unit_test(json__stays_one_record__while_it_does_not_parse),
        cmocka_unit_test(values_put_aside__are_there_again),
        cmocka_unit_test(a_save__is_known_again),
        cmocka_unit_test(a_journal__begun_anew__makes_the_same_again),
        cmocka_unit_test(a_journal__begun_anew__knows_what_is_beside_the_body),
        cmocka_unit_test(a_journal__is_not_begun_anew__in_the_middle_of_a_group),
        cmocka_unit_test(a_journal__cut_off_anywhere__gives_what_is_whole),
        cmocka_unit_test(a_journal__damaged_anywhere__does_no_harm),
        cmocka_unit_test(journal__counts_what_another_text_refuses),
        cmocka_unit_test(a_journal__ends_before_a_gigabyte),
        cmocka_unit_test(replay__makes_one_edit_in_a_piece__that_may_move_everything),
        cmocka_unit_test(digest__is_the_same__in_pieces),
        cmocka_unit_test(digest__differs__for_every_bit_and_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
