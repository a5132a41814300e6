/* Where records are named, and naming them otherwise: against a search through the bytes of the document. */
#include "tests/test.h"

#include "tests/forms/fixture.h"
#include "tests/forms/random_edit.h"

#include "forms/mem.h"
#include "forms/uses.h"

#include <stdlib.h>
#include <string.h>

#define ROOMS  "/customer_data/rooms"
#define GUESTS "/customer_data/guests"

static const char BODY[] =
    "{\"customer_data\":{\"customer_key\":\"acme\",\"rooms\":[{\"room_key\":\"r1\",\"parent_site_key\":"
    "\"r1\"},"
    "{\"room_key\":\"r2\"}],\"guests\":[{\"guest_key\":\"r1\"}],\"staff_members\":[{\"staff_member_key\":"
    "\"m\","
    "\"room_keys\":[\"r1\"]}],"
    "\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[\"r1\",\"x\",\"r1\"],\"guest_key\":\"r1\"},"
    "{\"reservation_key\":\"t\",\"room_keys\":[\"r2\",\"r1\"],\"name\":\"r1\"}]},"
    "\"landing_page\":{\"manage\":{\"room_key\":\"r1\"}},"
    "\"deep_link\":{\"resource_type\":\"room\",\"resource_key\":\"r1\"}}";

static char *bytes_of(const struct doc *d)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &out));
    return buf_detach(&out, NULL);
}

static void uses_find__names_all_places__of_a_key(void **state)
{
    (void)state;
    struct fixture f;
    struct uses u = {0};
    struct buf words;
    fixture_begin(&f, BODY);
    struct keys *k = keys_new(f.wizard);
    keys_read(k, doc_root(f.doc));
    buf_init(&words, BUF_TEXT_MAX);
    uses_find(k, f.wizard, doc_root(f.doc), ROOMS, "r1", 2, &u);
    uses_words(&u, f.wizard, &words);
    assert_string_equal(words.data, "1 staff member, 2 reservations, landing page, deep link");
    static const char *const places[] = {"/customer_data/staff_members/0/room_keys/0",
                                         "/customer_data/reservations/0/room_keys/0",
                                         "/customer_data/reservations/0/room_keys/2",
                                         "/customer_data/reservations/1/room_keys/1",
                                         "/landing_page/manage/room_key",
                                         "/deep_link/resource_key"};
    assert_int_equal(u.count, 6);
    for (size_t i = 0; i < 6; i++) {
        char *at = use_pointer(&u.items[i], f.wizard, doc_root(f.doc), ROOMS, "r1", 2);
        assert_string_equal(at, places[i]);
        free(at);
    }
    uses_finish(&u);
    uses_find(k, f.wizard, doc_root(f.doc), GUESTS, "r1", 2, &u);
    buf_clear(&words);
    uses_words(&u, f.wizard, &words);
    assert_string_equal(words.data, "1 reservation");
    uses_finish(&u);
    uses_find(k, f.wizard, doc_root(f.doc), GUESTS, "nobody", 6, &u);
    uses_find(k, f.wizard, doc_root(f.doc), GUESTS, "", 0, &u);
    assert_int_equal(u.count, 0);
    uses_finish(&u);
    buf_finish(&words);
    keys_free(k);
    fixture_end(&f);
}

/* Runs it in steps of a few references, with the keys kept in step. */
static size_t run(struct fixture *f, struct rekey *r, size_t step)
{
    struct keys *k = keys_new(f->wizard);
    struct err e = {0};
    keys_begin(k, f->doc);
    while (!keys_step(k, 1000))
        ;
    doc_visit(f->doc);
    doc_group_begin(f->doc);
    while (!rekey_step(r, f->doc, k, step, &e))
        if (!keys_follow(k))
            while (!keys_step(k, 1000))
                ;
    doc_group_end(f->doc);
    assert_int_equal(e.code, ERR_NONE);
    keys_free(k);
    return rekey_changed(r);
}

static void check(const char *from, const char *to, const char *expected)
{
    for (size_t step = 1; step < 20; step += 6) {
        struct fixture f;
        fixture_begin(&f, BODY);
        struct rekey *r = rekey_new(f.wizard, ROOMS);
        rekey_add(r, from, strlen(from), to);
        run(&f, r, step);
        char *now = bytes_of(f.doc);
        assert_string_equal(now, expected);
        assert_true(doc_undo(f.doc, NULL));
        free(now);
        now = bytes_of(f.doc);
        assert_string_equal(now, BODY);
        assert_false(doc_undo(f.doc, NULL));
        free(now);
        rekey_free(r);
        fixture_end(&f);
    }
}

static void rekey_step__gives_references_another_key__in_one_step(void **state)
{
    (void)state;
    check("r1", "new",
          "{\"customer_data\":{\"customer_key\":\"acme\",\"rooms\":[{\"room_key\":\"r1\",\"parent_site_key\":"
          "\"r1\"},"
          "{\"room_key\":\"r2\"}],\"guests\":[{\"guest_key\":\"r1\"}],\"staff_members\":[{\"staff_member_"
          "key\":\"m\","
          "\"room_keys\":[\"new\"]}],"
          "\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[\"new\",\"x\",\"new\"],\"guest_key\":"
          "\"r1\"},"
          "{\"reservation_key\":\"t\",\"room_keys\":[\"r2\",\"new\"],\"name\":\"r1\"}]},"
          "\"landing_page\":{\"manage\":{\"room_key\":\"new\"}},"
          "\"deep_link\":{\"resource_type\":\"room\",\"resource_key\":\"new\"}}");
}

static void rekey_step__takes_references_away__and_what_they_leave_empty(void **state)
{
    (void)state;
    check("r1", NULL,
          "{\"customer_data\":{\"customer_key\":\"acme\",\"rooms\":[{\"room_key\":\"r1\",\"parent_site_key\":"
          "\"r1\"},"
          "{\"room_key\":\"r2\"}],\"guests\":[{\"guest_key\":\"r1\"}],\"staff_members\":[{\"staff_member_"
          "key\":\"m\","
          "\"room_keys\":[]}],"
          "\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[\"x\"],\"guest_key\":\"r1\"},"
          "{\"reservation_key\":\"t\",\"room_keys\":[\"r2\"],\"name\":\"r1\"}]}}");
}

/* Each reference by what it said before: two keys that change places, and one that goes. */
static void rekey_step__takes_many_keys__at_once(void **state)
{
    (void)state;
#define PORTAL(deep, a, b, c)                                                                                \
    "{\"customer_data\":{\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[" a "]},"               \
    "{\"reservation_key\":\"t\",\"room_keys\":[" b                                                           \
    "],\"guest_key\":\"r1\"},{\"reservation_key\":\"u\",\"room_keys\":[" c                                   \
    "]}]},\"deep_link\":{\"resource_type\":\"room\",\"resource_key\":\"" deep "\"}}"
    for (size_t step = 1; step < 8; step++) {
        struct fixture f;
        fixture_begin(&f, PORTAL("r1", "\"r1\",\"r2\",\"r3\"", "\"r2\",\"r1\"", "\"r4\",\"r3\""));
        struct rekey *r = rekey_new(f.wizard, ROOMS);
        rekey_add(r, "r2", 2, "r1");
        rekey_add(r, "r3", 2, NULL);
        rekey_add(r, "r1", 2, "r2");
        rekey_add(r, "r", 1, "nobody names it");
        assert_int_equal(run(&f, r, step), 7);
        char *now = bytes_of(f.doc);
        assert_string_equal(now, PORTAL("r2", "\"r2\",\"r1\"", "\"r1\",\"r2\"", "\"r4\""));
        free(now);
        rekey_free(r);
        fixture_end(&f);
    }
#undef PORTAL
}

/* ---- random portals */

struct count {
    const char *list, *key;
    size_t matches, others;
};

static bool count_one(void *context, const char *pointer, const char *list, const char *text, size_t len)
{
    struct count *c = context;
    (void)pointer;
    if (strcmp(list, c->list) == 0 && strlen(c->key) == len && memcmp(c->key, text, len) == 0)
        c->matches++;
    else
        c->others++;
    return true;
}

/* The n-th reference of the document. */
struct pick {
    size_t left;
    char *list, *key;
};

static bool pick_one(void *context, const char *pointer, const char *list, const char *text, size_t len)
{
    struct pick *p = context;
    (void)pointer;
    if (p->left-- > 0)
        return true;
    p->list = xstrdup(list);
    p->key = xstrndup(text, len);
    return false;
}

static void each_reference(const struct fixture *f, use_each *each, void *context)
{
    for (size_t i = 0; i < wizard_list_count(f->wizard); i++) {
        const char *pointer = wizard_list_pointer(f->wizard, i);
        const struct json *records = doc_get(f->doc, pointer);
        for (uint32_t k = 0; json_is(records, JSON_ARRAY) && k < records->count; k++)
            uses_in_record(f->wizard, pointer, pointer, &records->items[k], each, context);
    }
    uses_beside(f->wizard, doc_root(f->doc), each, context);
}

static size_t matches(const struct fixture *f, const char *list, const char *key)
{
    struct count c = {.list = list, .key = key};
    each_reference(f, count_one, &c);
    return c.matches;
}

static size_t check_portal(struct rng *rng, struct fixture *f, const char *list, const char *from)
{
    const size_t before = *from ? matches(f, list, from) : 0;
    const bool rename = rng_below(rng, 2);
    char *bytes = bytes_of(f->doc);
    struct rekey *r = rekey_new(f->wizard, list);
    rekey_add(r, from, strlen(from), rename ? "quite new" : NULL);
    assert_int_equal(run(f, r, 1 + rng_below(rng, 3)), before);
    if (*from)
        assert_int_equal(matches(f, list, from), 0);
    assert_int_equal(matches(f, list, "quite new"), rename ? before : 0);
    if (before)
        assert_true(doc_undo(f->doc, NULL));
    char *again = bytes_of(f->doc);
    assert_string_equal(again, bytes);
    free(again);
    free(bytes);
    rekey_free(r);
    return before;
}

static void rekey_step__leaves_no_reference_behind__in_random_portals(void **state)
{
    (void)state;
    struct rng rng;
    size_t changed = 0;
    rng_init(&rng, 212);
    for (int i = 0; i < 300; i++) {
        struct fixture f;
        struct count all = {.list = "", .key = ""};
        char *body = random_portal(&rng);
        fixture_begin(&f, body);
        each_reference(&f, count_one, &all);
        if (all.others > 0) {
            struct pick p = {.left = rng_below(&rng, all.others)};
            each_reference(&f, pick_one, &p);
            changed += check_portal(&rng, &f, p.list, p.key);
            free(p.list);
            free(p.key);
        }
        fixture_end(&f);
        free(body);
    }
    assert_true(changed > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uses_find__names_all_places__of_a_key),
        cmocka_unit_test(rekey_step__gives_references_another_key__in_one_step),
        cmocka_unit_test(rekey_step__takes_references_away__and_what_they_leave_empty),
        cmocka_unit_test(rekey_step__takes_many_keys__at_once),
        cmocka_unit_test(rekey_step__leaves_no_reference_behind__in_random_portals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
