/* The index of keys: what it answers, and that following any edits leads to what beginning anew does. */
#include "tests/test.h"

#include "tests/forms/fixture.h"
#include "tests/forms/keys_same.h"
#include "tests/forms/random_edit.h"

#include "forms/keys.h"

#include <stdlib.h>
#include <string.h>

enum { SEEDS = 12, EDITS = 1000, EVERY = 5 };

static const char BODY[] =
    "{\"customer_data\":{\"customer_key\":\"acme\",\"rooms\":[{\"room_key\":\"r1\"},{\"room_key\":\"r2\"},"
    "{\"room_key\":\"r1\"},{\"room_key\":\"\"}],\"guests\":[{\"guest_key\":\"g\",\"email_address\":\"a@"
    "example.com\"}],"
    "\"reservations\":[{\"reservation_key\":\"s\",\"room_keys\":[\"r1\",\"r1\",\"r9\"],\"guest_key\":\"g\","
    "\"custom_metadata\":{\"vip\":true}}]},\"landing_page\":{\"manage\":{\"room_key\":\"r2\"}},"
    "\"deep_link\":{\"resource_type\":\"reservation\",\"resource_key\":\"s\"}}";

static size_t own(const struct keys *k, const char *space, const char *text)
{
    return keys_own(k, space, text, strlen(text));
}

static size_t uses(const struct keys *k, const char *space, const char *text)
{
    return keys_uses(k, space, text, strlen(text));
}

static void keys__count_owners_and_references__of_lists_and_beside(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, BODY);
    struct keys *k = read_keys(f.wizard, f.doc);
    assert_int_equal(own(k, "/customer_data/rooms", "r1"), 2);
    assert_int_equal(uses(k, "/customer_data/rooms", "r1"), 2);
    assert_int_equal(uses(k, "/customer_data/rooms", "r2"), 1); /* the landing page */
    assert_int_equal(own(k, "/customer_data/rooms", "r9"), 0);
    assert_int_equal(uses(k, "/customer_data/rooms", "r9"), 1);
    assert_int_equal(own(k, "/customer_data/rooms", ""), 0);
    assert_int_equal(own(k, "/customer_data/sites", "r1"), 0);
    assert_int_equal(uses(k, "/customer_data/reservations", "s"), 1); /* the deep link */
    assert_int_equal(uses(k, "/customer_data/guests", "g"), 1);
    assert_int_equal(own(k, "e-mail", "a@example.com"), 1);
    assert_int_equal(own(k, "metadata", "vip"), 1);
    assert_int_equal(keys_find(k, "/customer_data/rooms", "r1", 2), 0);
    assert_int_equal(keys_find(k, "/customer_data/rooms", "r2", 2), 1);
    assert_int_equal(keys_find(k, "/customer_data/rooms", "r9", 2), -1);
    keys_free(k);
    fixture_end(&f);
}

static void note(void *context, size_t index)
{
    *(size_t *)context = index + 1;
}

static bool is_named(const struct keys *k, const char *list, size_t index)
{
    size_t found = 0;
    keys_each_named(k, list, &index, 1, note, &found);
    return found == index + 1;
}

static void keys_each_named__knows_it_of_every_record__and_may_be_wrong_before_it_was_read(void **state)
{
    static const struct {
        const char *list;
        size_t index;
        bool named;
    } records[] = {{"/customer_data/rooms", 0, true},        {"/customer_data/rooms", 1, true},
                   {"/customer_data/rooms", 2, true},        {"/customer_data/rooms", 3, false},
                   {"/customer_data/guests", 0, true},       {"/customer_data/reservations", 0, true},
                   {"/customer_data/reservations", 1, true}, {"/customer_data/nothing", 0, true}};
    (void)state;
    struct fixture f;
    fixture_begin(&f, BODY);
    struct keys *k = read_keys(f.wizard, f.doc);
    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        assert_int_equal(is_named(k, records[i].list, records[i].index), records[i].named);
    assert_true(doc_set_chars(f.doc, "/customer_data/reservations/0/guest_key", "h", 1, NULL));
    assert_true(keys_follow(k));
    assert_false(is_named(k, "/customer_data/guests", 0));
    keys_begin(k, f.doc);
    assert_true(is_named(k, "/customer_data/guests", 0));
    keys_free(k);
    fixture_end(&f);
}

static void meet_concerned(void *context, const char *list, size_t index)
{
    meet(context, list, index);
}

static void keys_concern__names_those_who_share_or_name_it__when_one_becomes_two(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, BODY);
    struct keys *k = read_keys(f.wizard, f.doc);
    struct met m = {0};
    keys_settle(k);
    assert_true(doc_set_chars(f.doc, "/customer_data/rooms/1/name", "Harbour", 7, NULL));
    assert_true(keys_follow(k));
    assert_false(keys_concern(k));
    assert_true(doc_set_chars(f.doc, "/customer_data/rooms/3/room_key", "r2", 2, NULL));
    assert_true(keys_follow(k));
    assert_true(keys_concern(k));
    keys_each_concerned(k, meet_concerned, &m);
    assert_int_equal(m.count, 2);
    assert_string_equal(m.last, "/customer_data/rooms/3");
    m = (struct met){0};
    keys_each(k, "/customer_data/rooms", "r9", 2, false, meet, &m);
    assert_int_equal(m.count, 1);
    assert_string_equal(m.last, "/customer_data/reservations/0");
    keys_free(k);
    fixture_end(&f);
}

/* ---- following against beginning anew */

static void keys_follow__equals_beginning_anew__after_any_edits(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{}");
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct rng r;
        rng_init(&r, seed);
        char *text = random_portal(&r);
        struct doc *d = read_doc(text);
        struct keys *k = read_keys(f.wizard, d);
        for (size_t i = 0; i < EDITS; i++) {
            random_edit(&r, d);
            if (rng_below(&r, EVERY) > 0)
                continue; /* several at once are followed as well */
            assert_true(keys_follow(k));
            struct keys *fresh = read_keys(f.wizard, d);
            assert_same_keys(f.wizard, k, fresh);
            keys_free(fresh);
        }
        keys_free(k);
        doc_free(d);
        free(text);
    }
    fixture_end(&f);
}

static void keys_read__knows_the_same__of_a_tree_alone(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, BODY);
    struct keys *k = read_keys(f.wizard, f.doc), *alone = keys_new(f.wizard);
    keys_read(alone, doc_root(f.doc));
    assert_same_keys(f.wizard, k, alone);
    keys_free(k);
    keys_free(alone);
    fixture_end(&f);
}

static void assert_near(const struct keys *k, const char *text, const char *meant)
{
    struct buf found;
    buf_init(&found, BUF_TEXT_MAX);
    assert_int_equal(keys_near(k, "/customer_data/rooms", text, strlen(text), &found), meant != NULL);
    assert_string_equal(found.data, meant ? meant : "");
    buf_finish(&found);
}

/* The answers are remembered. */
static void keys_near__answers_by_those_who_own_keys_now__whatever_was_asked_before(void **state)
{
    (void)state;
    struct fixture f;
    fixture_begin(&f, "{\"customer_data\":{\"rooms\":[{\"room_key\":\"hall-a\"},{\"room_key\":\"den\"}]}}");
    struct keys *k = read_keys(f.wizard, f.doc);
    for (int i = 0; i < 2; i++) {
        assert_near(k, "HALL_A", "hall-a");
        assert_near(k, "hallo-a", "hall-a");
        assert_near(k, "nowhere", NULL);
        assert_true(doc_unset(f.doc, "/customer_data/rooms/0", NULL));
        assert_true(keys_follow(k));
        assert_near(k, "HALL_A", NULL);
        assert_near(k, "hallo-a", NULL);
        assert_true(doc_undo(f.doc, NULL));
        assert_true(keys_follow(k));
    }
    for (char more[] = "den-a"; more[4] < 'z'; more[4]++)
        assert_near(k, more, NULL);
    assert_near(k, " Den ", "den");
    assert_near(k, "HALL_A", "hall-a");
    assert_true(doc_unset(f.doc, "/customer_data/rooms", NULL));
    assert_true(keys_follow(k) || keys_step(k, SIZE_MAX));
    assert_near(k, "HALL_A", NULL);
    assert_true(doc_undo(f.doc, NULL));
    assert_true(keys_follow(k) || keys_step(k, SIZE_MAX));
    assert_near(k, "HALL_A", "hall-a");
    keys_free(k);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys__count_owners_and_references__of_lists_and_beside),
        cmocka_unit_test(keys_each_named__knows_it_of_every_record__and_may_be_wrong_before_it_was_read),
        cmocka_unit_test(keys_concern__names_those_who_share_or_name_it__when_one_becomes_two),
        cmocka_unit_test(keys_follow__equals_beginning_anew__after_any_edits),
        cmocka_unit_test(keys_near__answers_by_those_who_own_keys_now__whatever_was_asked_before),
        cmocka_unit_test(keys_read__knows_the_same__of_a_tree_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
