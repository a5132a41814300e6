#include "tests/test.h"

#include "forms/doc.h"
#include "forms/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct doc *open_text(const char *text)
{
    struct err e = {0};
    struct doc *d = doc_new(text, strlen(text), &e);
    if (!d)
        fail_msg("%s", e.text);
    return d;
}

static void check_text(struct doc *d, const char *expected)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &b));
    assert_string_equal(b.data, expected);
    assert_int_equal(doc_size(d), b.len);
    buf_finish(&b);
}

static void set_text(struct doc *d, const char *pointer, const char *text)
{
    struct err e = {0};
    if (!doc_set_text(d, pointer, text, strlen(text), &e))
        fail_msg("%s: %s", pointer, e.text);
}

static void check_undo(struct doc *d, const char *expected_where)
{
    char *where = NULL;
    assert_true(doc_undo(d, &where));
    assert_string_equal(where, expected_where);
    free(where);
}

static void check_redo(struct doc *d, const char *expected_where)
{
    char *where = NULL;
    assert_true(doc_redo(d, &where));
    assert_string_equal(where, expected_where);
    free(where);
}

static void doc_new__refuses__what_is_no_object(void **state)
{
    (void)state;
    struct err e = {0};
    assert_null(doc_new("[]", 2, &e));
    assert_int_equal(e.code, ERR_TYPE);
    assert_null(doc_new("{", 1, &e));
    assert_int_equal(e.code, ERR_SYNTAX);
    assert_int_equal(e.line, 1);
    assert_null(doc_new_taking(xstrdup("{]"), 2, NULL));
    doc_free(NULL);
}

static void doc_get__tells_not_set_from_null_and_empty(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"a\": null, \"b\": \"\", \"c\": [], \"x/y~z\": [7]}");
    assert_true(json_is(doc_get(d, "/a"), JSON_NULL));
    assert_true(json_is(doc_get(d, "/b"), JSON_STRING));
    assert_true(json_is(doc_get(d, "/c"), JSON_ARRAY));
    assert_int_equal(doc_count(d, "/c"), 0);
    assert_null(doc_get(d, "/d"));
    assert_null(doc_get(d, "/a/b"));
    assert_null(doc_get(d, "/c/0"));
    assert_true(json_is(doc_get(d, "/x~1y~0z/0"), JSON_NUMBER));
    assert_null(doc_get(d, "/x~1y~0z/00"));
    assert_ptr_equal(doc_get(d, ""), doc_root(d));
    doc_free(d);
}

static void doc_set__makes_missing_parents__in_one_step(void **state)
{
    (void)state;
    struct doc *d = open_text("{}");
    struct err e = {0};
    assert_true(doc_set_bool(d, "/features/manage/exclude", true, &e));
    assert_true(doc_set_chars(d, "/customer_data/rooms/0/room_key", "r1", 2, &e));
    check_text(d, "{\n  \"features\": {\n    \"manage\": {\n      \"exclude\": true\n    }\n  },\n"
                  "  \"customer_data\": {\n    \"rooms\": [\n      {\n        \"room_key\": \"r1\"\n      }\n"
                  "    ]\n  }\n}");
    check_undo(d, "/customer_data/rooms/0/room_key");
    check_undo(d, "/features/manage/exclude");
    check_text(d, "{}");
    assert_false(doc_undo(d, NULL));
    check_redo(d, "/features/manage/exclude");
    assert_true(json_is_true(doc_get(d, "/features/manage/exclude")));
    doc_free(d);
}

static void doc_set__refuses_paths_that_lead_nowhere__and_changes_nothing(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": [1], \"b\": \"text\", \"c\": null}";
    static const char *const bad[] = {"/a/2", "/a/x", "/a/-", "/a/01", "/b/x", "/b/0", "/c/x", "/d/3", "a"};
    struct doc *d = open_text(text);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = {0};
        assert_false(doc_set_bool(d, bad[i], true, &e));
        assert_true(e.code == ERR_TYPE || e.code == ERR_USAGE);
        assert_true(strlen(e.text) > 0);
    }
    assert_false(doc_set_bool(d, "", true, NULL));
    assert_false(doc_set_text(d, "/e", "[", 1, NULL));
    assert_false(doc_unset(d, "", NULL));
    assert_false(doc_insert(d, "/b", 0, doc_get(d, "/c"), NULL));
    assert_false(doc_insert(d, "/a", 2, doc_get(d, "/c"), NULL));
    assert_false(doc_insert(d, "/new", 1, doc_get(d, "/c"), NULL));
    assert_false(doc_move(d, "/a", 0, 1, NULL));
    assert_false(doc_move(d, "/c", 0, 0, NULL));
    assert_false(doc_rename(d, "/a", "b", 1, NULL));
    assert_false(doc_rename(d, "/a/0", "b", 1, NULL));
    assert_false(doc_rename(d, "", "b", 1, NULL));
    check_text(d, text);
    assert_false(doc_modified(d));
    assert_false(doc_undo(d, NULL));
    doc_free(d);
}

static void doc_set__refuses_a_depth__that_could_not_be_read_again(void **state)
{
    (void)state;
    struct path p;
    path_init(&p);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        path_push(&p, "a", 1);
    struct doc *d = open_text("{}");
    struct err e = {0};
    assert_true(doc_set_bool(d, p.text.data, true, &e));
    assert_false(doc_set_text(d, p.text.data, "{}", 2, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    doc_write(d, json_to_buf, &b);
    struct doc *again = doc_new(b.data, b.len, &e);
    assert_non_null(again);
    assert_true(json_is_true(doc_get(again, p.text.data)));
    doc_free(again);
    buf_finish(&b);
    doc_free(d);
    path_finish(&p);
}

static void doc_set__of_an_equal_value__is_no_edit(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": \"\\u0041\", \"b\": { \"c\" : [ 1.10 ] }}";
    struct doc *d = open_text(text);
    assert_true(doc_set_chars(d, "/a", "A", 1, NULL));
    set_text(d, "/b", "{\"c\": [1.10]}");
    set_text(d, "", "{\"a\": \"A\", \"b\": {\"c\": [1.10]}}");
    assert_false(doc_undo(d, NULL));
    check_text(d, text);
    doc_free(d);
}

static void doc_set__of_one_path_in_one_visit__is_one_step(void **state)
{
    (void)state;
    static const char text[] = "{\"name\": \"old\", \"x\": 1}";
    struct doc *d = open_text(text);
    doc_visit(d);
    doc_set_chars(d, "/name", "o", 1, NULL);
    doc_set_chars(d, "/name", "on", 2, NULL);
    doc_set_chars(d, "/name", "one", 3, NULL);
    check_text(d, "{\"name\": \"one\", \"x\": 1}");
    doc_visit(d);
    doc_set_chars(d, "/name", "two", 3, NULL);
    check_undo(d, "/name");
    check_text(d, "{\"name\": \"one\", \"x\": 1}");
    check_undo(d, "/name");
    check_text(d, text);
    assert_false(doc_undo(d, NULL));
    doc_free(d);
}

static void doc_set__back_to_what_it_was_in_one_visit__leaves_no_step(void **state)
{
    (void)state;
    static const char text[] = "{ \"name\" : \"old\" }";
    struct doc *d = open_text(text);
    doc_set_chars(d, "/name", "olds", 4, NULL);
    assert_true(doc_modified(d));
    doc_set_chars(d, "/name", "old", 3, NULL);
    assert_false(doc_modified(d));
    assert_false(doc_undo(d, NULL));
    doc_set_chars(d, "/new/parent/name", "x", 1, NULL);
    doc_unset(d, "/new/parent/name", NULL);
    assert_false(doc_undo(d, NULL));
    check_text(d, text);
    doc_free(d);
}

static void doc_set__keeps_the_previous_edit__when_the_next_is_refused(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"a\": 1}");
    set_text(d, "", "{\"b\": 2}");
    assert_false(doc_set_text(d, "", "[]", 2, NULL));
    check_text(d, "{\"b\": 2}");
    doc_free(d);
}

static void doc_set__takes_a_copy__of_a_value_of_the_same_document(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"list\": [{\"k\": {\"n\": 1}}]}");
    assert_true(doc_insert(d, "/list", 1, doc_get(d, "/list/0"), NULL));
    assert_true(doc_set(d, "/copy", doc_get(d, "/list/0/k"), NULL));
    set_text(d, "/list/1/k/n", "2");
    set_text(d, "/copy/n", "3");
    check_text(d, "{\"list\": [{\"k\": {\"n\": 1}}, {\"k\": {\"n\": 2}}], \"copy\": {\"n\": 3}}");
    doc_free(d);
}

static void doc_unset__takes_parents_along__that_edits_made(void **state)
{
    (void)state;
    static const char text[] = "{\"read\": {\"inner\": {\"x\": 1}}}";
    struct doc *d = open_text(text);
    doc_set_bool(d, "/made/deep/x", true, NULL);
    doc_visit(d);
    doc_unset(d, "/made/deep/x", NULL);
    check_text(d, text);
    assert_true(doc_modified(d));
    doc_unset(d, "/read/inner/x", NULL);
    check_text(d, "{\"read\": {\"inner\": {}}}");
    check_undo(d, "/read/inner/x");
    check_undo(d, "/made/deep/x");
    assert_true(json_is_true(doc_get(d, "/made/deep/x")));
    check_undo(d, "/made/deep/x");
    check_text(d, text);
    doc_free(d);
}

static void doc_unset__leaves_items_of_a_list_in_their_places(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"list\": []}");
    doc_insert(d, "/list", 0, doc_get(d, "/list"), NULL);
    set_text(d, "/list/1", "{\"a\": {\"b\": 1}}");
    set_text(d, "/list/2", "3");
    doc_unset(d, "/list/1/a/b", NULL);
    check_text(d, "{\"list\": [[], {}, 3]}");
    doc_free(d);
}

static void doc_unset__of_an_item__is_a_step_each_time(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"list\": [1,2,3]}");
    doc_unset(d, "/list/0", NULL);
    doc_unset(d, "/list/0", NULL);
    check_text(d, "{\"list\": [3]}");
    check_undo(d, "/list/0");
    check_text(d, "{\"list\": [2,3]}");
    check_undo(d, "/list/0");
    check_text(d, "{\"list\": [1,2,3]}");
    assert_true(doc_unset(d, "/list/7", NULL));
    assert_false(doc_undo(d, NULL));
    doc_free(d);
}

static void doc_move__goes_both_ways(void **state)
{
    (void)state;
    static const char text[] = "{\"list\": [\n 1,\n 2,\n 3\n]}";
    struct doc *d = open_text(text);
    assert_true(doc_move(d, "/list", 0, 2, NULL));
    check_text(d, "{\"list\": [\n 2,\n 3,\n 1\n]}");
    check_undo(d, "/list/0");
    check_text(d, text);
    check_redo(d, "/list/2");
    assert_true(doc_move(d, "/list", 1, 1, NULL));
    check_undo(d, "/list/0");
    assert_false(doc_undo(d, NULL));
    doc_free(d);
}

static void doc_rename__keeps_what_was_edited_below__through_undo_and_redo(void **state)
{
    (void)state;
    static const char text[] = "{\"meta\": {\"old\": {\"n\": 1}, \"z\": 0}}";
    struct doc *d = open_text(text);
    set_text(d, "/meta/old/n", "2");
    assert_true(doc_rename(d, "/meta/old", "a/b", 3, NULL));
    set_text(d, "/meta/a~1b/n", "3");
    set_text(d, "/meta/a~1b/more", "[]");
    check_text(d, "{\"meta\": {\"a/b\": {\"n\": 3, \"more\": []}, \"z\": 0}}");
    check_undo(d, "/meta/a~1b/more");
    check_undo(d, "/meta/a~1b/n");
    check_undo(d, "/meta/old");
    check_text(d, "{\"meta\": {\"old\": {\"n\": 2}, \"z\": 0}}");
    check_undo(d, "/meta/old/n");
    check_text(d, text);
    check_redo(d, "/meta/old/n");
    check_redo(d, "/meta/a~1b");
    check_redo(d, "/meta/a~1b/n");
    assert_true(doc_rename(d, "/meta/a~1b", "a/b", 3, NULL));
    check_text(d, "{\"meta\": {\"a/b\": {\"n\": 3}, \"z\": 0}}");
    doc_free(d);
}

static void doc_group__makes_one_step_of_many_edits(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": [1, 2, 3], \"b\": \"x\"}";
    struct doc *d = open_text(text);
    doc_group_begin(d);
    doc_unset(d, "/a/2", NULL);
    doc_group_begin(d);
    doc_unset(d, "/a/1", NULL);
    doc_group_end(d);
    doc_set_chars(d, "/b", "y", 1, NULL);
    doc_visit(d);
    doc_set_chars(d, "/b", "z", 1, NULL);
    doc_group_end(d);
    doc_set_chars(d, "/b", "later", 5, NULL);
    check_undo(d, "/b");
    check_text(d, "{\"a\": [1], \"b\": \"z\"}");
    check_undo(d, "/a/2");
    check_text(d, text);
    check_redo(d, "/a/2");
    check_text(d, "{\"a\": [1], \"b\": \"z\"}");
    doc_free(d);
}

static void doc_group_resume__undoes_with_the_last_step__what_follows_from_it(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": 1, \"b\": \"x\"}";
    struct doc *d = open_text(text);
    doc_set_chars(d, "/b", "before", 6, NULL);
    doc_visit(d);
    doc_unset(d, "/a", NULL);
    doc_visit(d);
    doc_group_resume(d);
    doc_set_chars(d, "/c", "y", 1, NULL);
    doc_group_end(d);
    doc_set_chars(d, "/b", "later", 5, NULL);
    check_undo(d, "/b");
    check_undo(d, "/a");
    check_text(d, "{\"a\": 1, \"b\": \"before\"}");
    check_redo(d, "/a");
    check_text(d, "{\"b\": \"before\", \"c\": \"y\"}");
    doc_group_resume(d);
    doc_unset(d, "/c", NULL);
    doc_group_cancel(d);
    check_text(d, "{\"a\": 1, \"b\": \"before\"}");
    assert_false(doc_redo(d, NULL));
    check_undo(d, "/b");
    check_text(d, text);
    doc_free(d);
}

static void doc_join__makes_one_step_of_several(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"a\": 1}");
    doc_set_chars(d, "/b", "x", 1, NULL);
    doc_visit(d);
    const size_t since = doc_edits(d);
    doc_join(d, since); /* nothing has been done */
    doc_set_chars(d, "/c", "y", 1, NULL);
    doc_visit(d);
    doc_set_chars(d, "/d", "z", 1, NULL);
    doc_mark_saved(d);
    doc_set_chars(d, "/c", "w", 1, NULL);
    doc_join(d, since);
    assert_true(doc_modified(d));
    doc_set_chars(d, "/c", "v", 1, NULL);
    check_undo(d, "/c");
    check_undo(d, "/c");
    check_text(d, "{\"a\": 1, \"b\": \"x\"}");
    assert_true(doc_modified(d));
    check_redo(d, "/c");
    check_text(d, "{\"a\": 1, \"b\": \"x\", \"c\": \"w\", \"d\": \"z\"}");
    assert_true(doc_modified(d));
    doc_free(d);
}

static void doc_group_back__takes_back__what_came_since_the_mark(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"a\": [1, 2, 3], \"b\": \"x\"}");
    doc_group_begin(d);
    doc_unset(d, "/a/2", NULL);
    doc_group_begin(d);
    const size_t mark = doc_edits(d);
    doc_unset(d, "/a/1", NULL);
    doc_set_chars(d, "/b", "y", 1, NULL);
    doc_group_back(d, mark);
    check_text(d, "{\"a\": [1, 2], \"b\": \"x\"}");
    doc_group_back(d, mark);
    doc_group_end(d);
    doc_set_chars(d, "/b", "z", 1, NULL);
    doc_group_end(d);
    check_text(d, "{\"a\": [1, 2], \"b\": \"z\"}");
    check_undo(d, "/a/2");
    check_text(d, "{\"a\": [1, 2, 3], \"b\": \"x\"}");
    assert_false(doc_undo(d, NULL));
    doc_free(d);
}

static void doc_modified__follows_undo_across_a_save(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"a\": 1}");
    assert_false(doc_modified(d));
    set_text(d, "/a", "2");
    doc_mark_saved(d);
    assert_false(doc_modified(d));
    set_text(d, "/a", "3");
    assert_true(doc_modified(d));
    doc_undo(d, NULL);
    assert_false(doc_modified(d));
    doc_undo(d, NULL);
    assert_true(doc_modified(d));
    doc_redo(d, NULL);
    assert_false(doc_modified(d));
    doc_undo(d, NULL);
    set_text(d, "/a", "4");
    assert_true(doc_modified(d));
    doc_undo(d, NULL);
    assert_true(doc_modified(d));
    doc_free(d);
}

static void doc_revision__differs_after_every_change(void **state)
{
    (void)state;
    struct doc *d = open_text("{}");
    const uint64_t first = doc_revision(d);
    set_text(d, "/a", "1");
    const uint64_t second = doc_revision(d);
    assert_true(second != first);
    doc_undo(d, NULL);
    assert_true(doc_revision(d) != first && doc_revision(d) != second);
    doc_free(d);
}

static void check_change(const struct doc *d, const char *container, size_t at, size_t removed, size_t added)
{
    struct doc_change c;
    assert_true(doc_change(d, doc_revision(d), &c));
    assert_string_equal(c.container, container);
    assert_int_equal(c.at, at);
    assert_int_equal(c.removed, removed);
    assert_int_equal(c.added, added);
}

static void doc_change__says_which_children_gave_way(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"a\": [1,2,3,4,5]}");
    struct doc_change c;
    assert_false(doc_change(d, doc_revision(d), &c));
    set_text(d, "/a/1", "7");
    check_change(d, "/a", 1, 1, 1);
    doc_unset(d, "/a/4", NULL);
    check_change(d, "/a", 4, 1, 0);
    doc_undo(d, NULL);
    check_change(d, "/a", 4, 0, 1);
    doc_move(d, "/a", 3, 1, NULL);
    check_change(d, "/a", 1, 3, 3);
    set_text(d, "/b/c", "7");
    check_change(d, "", 1, 0, 1);
    const uint64_t old = doc_revision(d);
    set_text(d, "", "{}");
    assert_false(doc_change(d, doc_revision(d), &c));
    assert_true(doc_change(d, old, &c));
    for (int i = 0; i < DOC_CHANGES_KEPT; i++)
        doc_set_bool(d, "/x", i % 2, NULL);
    assert_false(doc_change(d, old, &c));
    doc_free(d);
}

/* Exactly the latest are known, each with the place that it changed. */
static void check_known(const struct doc *d, size_t first_of_last, bool forward)
{
    const uint64_t now = doc_revision(d);
    struct doc_change c;
    assert_false(doc_change(d, now - DOC_CHANGES_KEPT, &c));
    for (size_t i = 0; i < DOC_CHANGES_KEPT; i++) {
        char *item = path_join_index("/a", forward ? first_of_last + i : first_of_last - i);
        assert_true(doc_change(d, now - DOC_CHANGES_KEPT + 1 + i, &c));
        assert_string_equal(c.container, item);
        free(item);
    }
}

static void doc_change__of_a_step_with_many_edits__knows_the_latest(void **state)
{
    enum { EDITS = DOC_CHANGES_KEPT + 500 };
    struct buf text;
    (void)state;
    buf_init(&text, BUF_BODY_MAX);
    for (size_t i = 0; i < EDITS; i++)
        buf_puts(&text, i ? ",{}" : "{\"a\":[{}");
    buf_puts(&text, "]}");
    struct doc *d = open_text(text.data);
    const uint64_t before = doc_revision(d);
    doc_group_begin(d);
    for (size_t i = 0; i < EDITS; i++) {
        char *at = xasprintf("/a/%zu/b", i);
        set_text(d, at, "1");
        free(at);
    }
    doc_group_end(d);
    for (int round = 0; round < 2; round++) {
        assert_true(doc_undo(d, NULL));
        check_text(d, text.data);
        check_known(d, DOC_CHANGES_KEPT - 1, false);
        assert_true(doc_redo(d, NULL));
        check_known(d, EDITS - DOC_CHANGES_KEPT, true);
    }
    assert_int_equal(doc_revision(d), before + 5 * EDITS);
    assert_true(doc_same_items(d, "/a", before));
    doc_free(d);
    buf_finish(&text);
}

static void doc_size__is_what_would_be_written__after_every_edit(void **state)
{
    (void)state;
    struct doc *d = open_text("{ \"a\" : \"x\" , \"b\": [1, {\"c\": true}] }");
    set_text(d, "/a", "\"x\\\"y\"");
    check_text(d, "{ \"a\" : \"x\\\"y\" , \"b\": [1, {\"c\": true}] }");
    set_text(d, "/a", "null");
    set_text(d, "/b/1/c", "-12.5");
    check_text(d, "{ \"a\" : null , \"b\": [1, {\"c\": -12.5}] }");
    set_text(d, "/b/0", "{\"long\": [1, 2, 3]}");
    set_text(d, "/b/0/long/1", "200");
    check_text(d, "{ \"a\" : null , \"b\": [{\"long\": [1, 200, 3]}, {\"c\": -12.5}] }");
    set_text(d, "/b/0", "7");
    check_text(d, "{ \"a\" : null , \"b\": [7, {\"c\": -12.5}] }");
    assert_true(doc_unset(d, "/b/1/c", NULL));
    check_text(d, "{ \"a\" : null , \"b\": [7, {}] }");
    while (doc_undo(d, NULL))
        ;
    check_text(d, "{ \"a\" : \"x\" , \"b\": [1, {\"c\": true}] }");
    assert_true(doc_redo(d, NULL));
    check_text(d, "{ \"a\" : null , \"b\": [1, {\"c\": true}] }");
    doc_free(d);
}

static void doc_park__keeps_values_beside_the_document(void **state)
{
    (void)state;
    struct doc *d = open_text("{\"a\": {\"x\": [1]}}");
    assert_null(doc_parked(d, "/a"));
    doc_park(d, "/a", doc_get(d, "/a"));
    doc_park(d, "/b", doc_get(d, "/a/x"));
    set_text(d, "/a/x/0", "2");
    assert_true(doc_set(d, "/c", doc_parked(d, "/a"), NULL));
    doc_park(d, "/a", doc_get(d, "/a/x/0"));
    assert_true(json_is(doc_parked(d, "/a"), JSON_NUMBER));
    assert_true(json_is(doc_parked(d, "/b"), JSON_ARRAY));
    check_text(d, "{\"a\": {\"x\": [2]}, \"c\": {\"x\": [1]}}");
    doc_free(d);
}

static void assert_typed(const struct doc *d, const char *pointer, const char *text)
{
    const struct json *typed = doc_typed(d, pointer);
    if (text)
        assert_true(typed && json_chars_equal(typed, text, strlen(text)));
    else
        assert_null(typed);
}

/* Each half of a text belongs to the record with its key. */
static void check_typed(const struct doc *d)
{
    static const char *const keys[] = {"a", "b", "c"}, *const texts[] = {NULL, "[b", "[c"};
    const struct json *list = doc_get(d, "/list");
    for (size_t i = 0; list && i < list->count; i++) {
        char pointer[40];
        snprintf(pointer, sizeof pointer, "/list/%zu/x", i);
        const struct json *key = json_get(json_item(list, i), "key", 3);
        const char *wanted = NULL;
        for (size_t k = 0; k < 3; k++)
            if (key && json_chars_equal(key, keys[k], 1))
                wanted = texts[k];
        assert_typed(d, pointer, wanted);
    }
}

static struct doc *open_half_typed(void)
{
    struct doc *d = open_text("{\"list\": [{\"key\": \"a\"}, {\"key\": \"b\"}, {\"key\": \"c\"}]}");
    doc_type(d, "/list/1/x", "[b", 2);
    doc_type(d, "/list/2/x", "[c", 2);
    check_typed(d);
    return d;
}

static void all_steps(struct doc *d)
{
    check_typed(d);
    while (doc_undo(d, NULL))
        check_typed(d);
    while (doc_redo(d, NULL))
        check_typed(d);
}

static void doc_type__stays_with_its_record__while_others_come_and_go(void **state)
{
    static const size_t first[] = {0, 1}, apart[] = {0, 2};
    const struct json none = json_make_object(), two[] = {none, none};
    struct doc *d = open_half_typed();
    (void)state;
    assert_true(doc_delete_items(d, "/list", first, 1, NULL));
    check_typed(d);
    assert_true(doc_insert(d, "/list", 0, &none, NULL));
    check_typed(d);
    assert_true(doc_insert_items(d, "/list", 1, two, 2, NULL));
    check_typed(d);
    assert_true(doc_move(d, "/list", 4, 0, NULL));
    check_typed(d);
    assert_true(doc_move(d, "/list", 1, 3, NULL));
    check_typed(d);
    assert_true(doc_delete_items(d, "/list", apart, 2, NULL));
    check_typed(d);
    assert_true(doc_rename(d, "/list", "other", 5, NULL));
    assert_typed(d, "/other/0/x", NULL);
    all_steps(d);
    doc_free(d);
}

static void doc_type__goes_with_its_record__and_comes_back_with_it(void **state)
{
    static const size_t second[] = {1};
    size_t len;
    struct doc *d = open_half_typed();
    (void)state;
    assert_true(doc_delete_items(d, "/list", second, 1, NULL));
    assert_typed(d, "/list/1/x", "[c");
    assert_true(doc_unset(d, "/list/1", NULL));
    assert_null(doc_half_typed(d, &len));
    all_steps(d);
    assert_true(doc_undo(d, NULL) && doc_undo(d, NULL));
    assert_typed(d, "/list/1/x", "[b");
    assert_true(doc_redo(d, NULL));
    assert_true(doc_set_bool(d, "/other", true, NULL));
    all_steps(d);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_new__refuses__what_is_no_object),
        cmocka_unit_test(doc_get__tells_not_set_from_null_and_empty),
        cmocka_unit_test(doc_set__makes_missing_parents__in_one_step),
        cmocka_unit_test(doc_set__refuses_paths_that_lead_nowhere__and_changes_nothing),
        cmocka_unit_test(doc_set__refuses_a_depth__that_could_not_be_read_again),
        cmocka_unit_test(doc_set__of_an_equal_value__is_no_edit),
        cmocka_unit_test(doc_set__of_one_path_in_one_visit__is_one_step),
        cmocka_unit_test(doc_set__back_to_what_it_was_in_one_visit__leaves_no_step),
        cmocka_unit_test(doc_set__keeps_the_previous_edit__when_the_next_is_refused),
        cmocka_unit_test(doc_set__takes_a_copy__of_a_value_of_the_same_document),
        cmocka_unit_test(doc_unset__takes_parents_along__that_edits_made),
        cmocka_unit_test(doc_unset__leaves_items_of_a_list_in_their_places),
        cmocka_unit_test(doc_unset__of_an_item__is_a_step_each_time),
        cmocka_unit_test(doc_move__goes_both_ways),
        cmocka_unit_test(doc_rename__keeps_what_was_edited_below__through_undo_and_redo),
        cmocka_unit_test(doc_group__makes_one_step_of_many_edits),
        cmocka_unit_test(doc_group_resume__undoes_with_the_last_step__what_follows_from_it),
        cmocka_unit_test(doc_join__makes_one_step_of_several),
        cmocka_unit_test(doc_group_back__takes_back__what_came_since_the_mark),
        cmocka_unit_test(doc_modified__follows_undo_across_a_save),
        cmocka_unit_test(doc_revision__differs_after_every_change),
        cmocka_unit_test(doc_change__says_which_children_gave_way),
        cmocka_unit_test(doc_change__of_a_step_with_many_edits__knows_the_latest),
        cmocka_unit_test(doc_size__is_what_would_be_written__after_every_edit),
        cmocka_unit_test(doc_park__keeps_values_beside_the_document),
        cmocka_unit_test(doc_type__stays_with_its_record__while_others_come_and_go),
        cmocka_unit_test(doc_type__goes_with_its_record__and_comes_back_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
