/* check_update after random edits, undone and redone ones too, says what a check of the whole document
 * says. */
#include "tests/test.h"

#include "tests/forms/generate.h"
#include "tests/forms/support.h"

#include "forms/check.h"
#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

#define DOCUMENTS 150
#define EDITS     60

static void assert_same_problems(const struct problems *a, const struct problems *b, const char *edit,
                                 const char *pointer)
{
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        const struct problem *p = i < a->count ? &a->items[i] : NULL, *q = i < b->count ? &b->items[i] : NULL;
        if (!p || !q || strcmp(p->pointer, q->pointer) != 0 || p->keyword != q->keyword ||
            p->severity != q->severity || strcmp(p->text, q->text) != 0)
            fail_msg("%s %s: problem %zu of %zu, %zu: %s [%s], not %s [%s]", edit, pointer, i, a->count,
                     b->count, p ? p->pointer : "none", p ? p->keyword : "", q ? q->pointer : "none",
                     q ? q->keyword : "");
    }
    assert_int_equal(a->errors, b->errors);
    assert_int_equal(a->warnings, b->warnings);
}

/* What is watched agrees with going through the list. */
static void assert_counted(const struct problems *p)
{
    assert_non_null(p->places);
    assert_int_equal(problems_within(p, ""), p->count);
    for (size_t i = 0; i < p->count; i++) {
        const char *pointer = p->items[i].pointer;
        size_t standing = 0, within = 0;
        for (size_t k = 0; k < p->count; k++) {
            standing += strcmp(pointer, p->items[k].pointer) == 0;
            within += path_within(pointer, p->items[k].pointer);
        }
        assert_int_equal(problems_standing(p, pointer), standing);
        assert_int_equal(problems_within(p, pointer), within);
    }
}

/* Walks down to a random value, seldom a large one: the document has to live for many edits. */
static void random_place(struct rng *r, const struct json *v, struct path *p)
{
    struct buf name;
    buf_init(&name, BUF_TEXT_MAX);
    path_set(p, "");
    for (size_t depth = 0; v->count > 0 && (depth < 2 || rng_below(r, 4) > 0); depth++) {
        const size_t i = rng_below(r, v->count);
        size_t len;
        if (json_is(v, JSON_OBJECT)) {
            const char *text = json_name(&v->items[i], &name, &len);
            path_push(p, text, len);
        } else {
            path_push_index(p, i);
        }
        v = &v->items[i];
    }
    buf_finish(&name);
}

static const char *const values[] = {"null",
                                     "true",
                                     "5",
                                     "1.5",
                                     "\"\"",
                                     "\"x\"",
                                     "\" x\"",
                                     "\"pt-PT\"",
                                     "\"2026-11-20T15:00:00Z\"",
                                     "{}",
                                     "[]",
                                     "[null]",
                                     "[{},{\"name\":1}]",
                                     "{\"room_key\":\"r\"}",
                                     "{\"room_key\":1,\"site_key\":\"s\"}",
                                     "{\"resource_type\":\"device\"}",
                                     "{\"customer_key\":\"\",\"rooms\":[{}]}",
                                     "{\"exclude\":1}"};
static const char *const names[] = {
    "customer_key", "room_key", "site_key",      "resource_type", "resource_id", "name",  "locale",
    "features",     "manage",   "customer_data", "unknown",       "rooms",       "a/b~c", "0"};

#define PICK(r, list) ((list)[rng_below((r), sizeof(list) / sizeof *(list))])

/* ---- edits: each makes one at the place p, or near it, and leaves in p what to bring up to date. false: the
 * place did not suit, and nothing was changed */

typedef bool edit_fn(struct rng *r, struct doc *d, struct path *p);

static bool edit_set(struct rng *r, struct doc *d, struct path *p)
{
    const char *value = PICK(r, values);
    return doc_set_text(d, p->text.data, value, strlen(value), NULL);
}

/* Up to the nearest value of that kind. */
static bool climb_to(const struct doc *d, struct path *p, enum json_kind kind)
{
    while (p->text.len > 0 && !json_is(doc_get(d, p->text.data), kind))
        path_pop(p);
    return json_is(doc_get(d, p->text.data), kind);
}

static bool edit_add(struct rng *r, struct doc *d, struct path *p)
{
    climb_to(d, p, JSON_OBJECT);
    for (size_t depth = 1 + rng_below(r, 3); depth > 0; depth--) {
        const char *name = PICK(r, names);
        path_push(p, name, strlen(name));
    }
    return edit_set(r, d, p);
}

static bool edit_unset(struct rng *r, struct doc *d, struct path *p)
{
    (void)r;
    return doc_unset(d, p->text.data, NULL);
}

static bool edit_insert(struct rng *r, struct doc *d, struct path *p)
{
    const struct json made[] = {json_make_object(), json_make_null(), json_make_bool(true),
                                json_make_chars(doc_arena(d), "k", 1)};
    if (!climb_to(d, p, JSON_ARRAY))
        return false;
    const size_t at = rng_below(r, doc_count(d, p->text.data) + 1);
    if (!doc_insert(d, p->text.data, at, &PICK(r, made), NULL))
        return false;
    path_push_index(p, at);
    return true;
}

static bool edit_move(struct rng *r, struct doc *d, struct path *p)
{
    if (!climb_to(d, p, JSON_ARRAY))
        return false;
    const size_t count = doc_count(d, p->text.data);
    return count > 1 && doc_move(d, p->text.data, rng_below(r, count), rng_below(r, count), NULL);
}

static bool edit_rename(struct rng *r, struct doc *d, struct path *p)
{
    const char *name = PICK(r, names);
    if (!doc_rename(d, p->text.data, name, strlen(name), NULL))
        return false;
    path_pop(p);
    return true;
}

static bool step_back(struct doc *d, struct path *p, bool (*step)(struct doc *d, char **where))
{
    char *where;
    if (!step(d, &where))
        return false;
    /* An undone rename names the new path only: what both have in common is its parent. */
    path_set(p, where);
    path_pop(p);
    free(where);
    return true;
}

static bool edit_undo(struct rng *r, struct doc *d, struct path *p)
{
    (void)r;
    return step_back(d, p, doc_undo);
}

static bool edit_redo(struct rng *r, struct doc *d, struct path *p)
{
    (void)r;
    return step_back(d, p, doc_redo);
}

static const struct {
    const char *name;
    edit_fn *make;
} edits[] = {{"set", edit_set},       {"add", edit_add},      {"unset", edit_unset}, {"insert", edit_insert},
             {"move", edit_move},     {"undo", edit_undo},    {"redo", edit_redo},   {"rename", edit_rename},
             {"set again", edit_set}, {"add again", edit_add}};

#define EDIT_KINDS (sizeof edits / sizeof *edits)

struct tally {
    size_t made[EDIT_KINDS];
    size_t problems;
};

static void edit_and_compare(struct rng *r, const struct schema *s, struct doc *d, struct problems *kept,
                             struct tally *tally)
{
    struct path p;
    path_init(&p);
    random_place(r, doc_root(d), &p);
    doc_visit(d);
    const size_t kind = rng_below(r, EDIT_KINDS);
    if (edits[kind].make(r, d, &p)) {
        struct problems whole;
        problems_init(&whole);
        check_document(s, doc_root(d), 0, &whole);
        check_update(s, d, p.text.data, kept);
        assert_same_problems(kept, &whole, edits[kind].name, p.text.data);
        assert_counted(kept);
        tally->made[kind]++;
        tally->problems += whole.count;
        problems_finish(&whole);
    }
    path_finish(&p);
}

static void check_update__equals_check_document__after_any_edit(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    struct tally tally = {{0}, 0};
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    for (uint64_t seed = 0; seed < DOCUMENTS; seed++) {
        struct rng r;
        struct problems kept;
        rng_init(&r, seed);
        buf_clear(&text);
        generate_valid(seed, s, false, &text);
        struct doc *d = doc_new(text.data, text.len, NULL);
        problems_init(&kept);
        problems_watch(&kept);
        check_document(s, doc_root(d), 0, &kept);
        for (size_t i = 0; i < EDITS; i++)
            edit_and_compare(&r, s, d, &kept, &tally);
        problems_finish(&kept);
        doc_free(d);
    }
    for (size_t i = 0; i < EDIT_KINDS; i++)
        assert_in_range(tally.made[i], 40, DOCUMENTS * EDITS);
    assert_in_range(tally.problems, DOCUMENTS * EDITS / 2, SIZE_MAX);
    buf_finish(&text);
    schema_free(s);
}

static void check_update__keeps_what_the_server_said__beside_and_at_the_edit(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    static const char text[] = "{\"locale\":\"x\",\"customer_data\":{\"customer_key\":\"\"},\"read_only\":1}";
    struct doc *d = doc_new(text, sizeof text - 1, NULL);
    struct problems p;
    problems_init(&p);
    check_document(s, doc_root(d), 0, &p);
    assert_int_equal(p.errors, 3);
    problems_add(&p, "/customer_data/customer_key", "server", SEVERITY_SERVER, "Taken.");
    problems_add(&p, "/read_only", "server", SEVERITY_SERVER, "No.");
    assert_true(doc_set_chars(d, "/customer_data/customer_key", "acme", 4, NULL));
    check_update(s, d, "/customer_data/customer_key", &p);
    assert_int_equal(p.count, 4);
    assert_int_equal(p.errors, 2);
    assert_string_equal(p.items[0].pointer, "/locale");
    assert_string_equal(problems_at(&p, "/customer_data/customer_key")->text, "Taken.");
    problems_finish(&p);
    doc_free(d);
    schema_free(s);
}

/* A list that was cut has forgotten what lies beyond: then the whole document is checked, to the same limit.
 */
static void check_update__checks_everything__after_a_limit_cut_the_list(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    static const char text[] = "{\"locale\":\"x\",\"customer_data\":{\"customer_key\":\"\"},\"read_only\":1}";
    struct doc *d = doc_new(text, sizeof text - 1, NULL);
    struct problems p;
    problems_init(&p);
    check_document(s, doc_root(d), 2, &p);
    assert_int_equal(p.count, 2);
    assert_true(doc_set_chars(d, "/locale", "pt-PT", 5, NULL));
    check_update(s, d, "/locale", &p);
    assert_int_equal(p.errors, 2);
    assert_string_equal(p.items[1].pointer, "/read_only");
    assert_true(doc_set_chars(d, "/locale", "pt", 2, NULL));
    check_update(s, d, "/locale", &p);
    assert_int_equal(p.errors, 3);
    assert_int_equal(p.count, 2);
    problems_finish(&p);
    doc_free(d);
    schema_free(s);
}

/* Names that no path can say: what is wrong there is said of the value above, also after an edit beside. */
static void check_update__finds_again__what_has_no_path(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    buf_puts(&text, "{\"locale\":1,\"a\\u0000b\":1,\"");
    for (size_t i = 0; i < PATH_MAX_LEN; i++)
        buf_putc(&text, 'x');
    buf_puts(&text, "\":{},\"read_only\":true}");
    struct doc *d = doc_new(text.data, text.len, NULL);
    struct problems kept, whole;
    problems_init(&kept);
    problems_init(&whole);
    check_document(s, doc_root(d), 0, &kept);
    assert_int_equal(kept.count, 3);
    assert_string_equal(kept.items[1].pointer, "");
    assert_true(doc_set_bool(d, "/read_only", false, NULL));
    check_update(s, d, "/read_only", &kept);
    check_document(s, doc_root(d), 0, &whole);
    assert_same_problems(&kept, &whole, "set", "/read_only");
    problems_finish(&kept);
    problems_finish(&whole);
    doc_free(d);
    buf_finish(&text);
    schema_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_update__equals_check_document__after_any_edit),
        cmocka_unit_test(check_update__finds_again__what_has_no_path),
        cmocka_unit_test(check_update__keeps_what_the_server_said__beside_and_at_the_edit),
        cmocka_unit_test(check_update__checks_everything__after_a_limit_cut_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
