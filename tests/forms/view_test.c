#include "tests/test.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/view.h"
#include "tests/forms/fixture.h"
#include "tests/rng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOMS "/customer_data/rooms"
#define STAYS "/customer_data/reservations"

/* ---- what is seen */

static char *key_of(const struct doc *d, const char *list, size_t index)
{
    char *at = path_join_index(list, index);
    const struct json *record = doc_get(d, at);
    const struct json *key = record->items; /* the first member */
    char *text = xstrndup(key->text + 1, key->text_len - 2);
    free(at);
    return text;
}

/* "a b c": the keys of the rows, marked ones with a star. */
static char *seen(const struct view *v, const struct doc *d, const char *list)
{
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    for (size_t i = 0; i < view_count(v); i++) {
        const size_t index = view_index(v, i);
        char *key = key_of(d, list, index);
        buf_printf(&b, "%s%s%s", i ? " " : "", view_marked(v, index) ? "*" : "", key);
        free(key);
    }
    return buf_detach(&b, NULL);
}

static void check_seen(struct view *v, const struct doc *d, const char *list, const char *expected)
{
    view_follow(v);
    char *text = seen(v, d, list);
    assert_string_equal(text, expected);
    free(text);
}

static const char HOTEL[] =
    "{\"customer_data\": {\"customer_key\": \"c\", \"rooms\": ["
    "{\"room_key\": \"r10\", \"name\": \"Écluse\"},"
    "{\"room_key\": \"r9\", \"name\": \"attic\", \"parent_site_key\": \"north\"},"
    "{\"room_key\": \"r100\", \"name\": \"Balcony 2\", \"parent_site_key\": \"North\"},"
    "{\"room_key\": \"r1\"},"
    "{\"room_key\": \"r2\", \"name\": \"balcony 10\", \"parent_site_key\": \"south 15:00\"}],"
    "\"reservations\": ["
    "{\"reservation_key\": \"a\", \"starts_at\": \"2026-11-20T15:00:00Z\", \"custom_metadata\": {\"vip\": "
    "true}},"
    "{\"reservation_key\": \"b\", \"starts_at\": \"2026-11-20T15:30:00+01:00\", \"custom_metadata\": "
    "{\"vip\": false}},"
    "{\"reservation_key\": \"c\", \"starts_at\": null, \"room_keys\": [\"r2\", \"r1\"]},"
    "{\"reservation_key\": \"d\", \"starts_at\": \"soon\", \"room_keys\": [\"r10\"]}]}}";

struct scene {
    struct fixture f;
    struct view *rooms, *stays;
};

static void begin(struct scene *s)
{
    fixture_begin(&s->f, HOTEL);
    s->rooms = view_new(s->f.wizard, s->f.doc, ROOMS);
    s->stays = view_new(s->f.wizard, s->f.doc, STAYS);
}

static void end(struct scene *s)
{
    view_free(s->rooms);
    view_free(s->stays);
    fixture_end(&s->f);
}

/* ---- filters */

struct filtered {
    const char *words, *seen;
};

static void check_filters(struct view *v, const struct doc *d, const char *list, const struct filtered *cases,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        view_filter(v, cases[i].words);
        assert_string_equal(view_filter_text(v), cases[i].words);
        check_seen(v, d, list, cases[i].seen);
    }
}

static void view__shows_what_holds_all_words__in_the_field_that_is_named(void **state)
{
    (void)state;
    static const struct filtered rooms[] = {
        {"", "r10 r9 r100 r1 r2"},
        {"balc", "r100 r2"},
        {"BALC north", "r100"},
        {"r1", "r10 r100 r1"},
        {"room_key:r1 -name:écl", "r100 r1"},
        {"name:", "r10 r9 r100 r2"},
        {"-name:", "r1"},
        {"-balcony", "r10 r9 r1"},
        {"parent:north", "r9 r100"},
        {"\"balcony 10\"", "r2"},
        {"name:\"balcony 2\"", "r100"},
        {"15:00", "r2"},
        {"nothing:has this", ""},
        {"-", ""},
    };
    static const struct filtered stays[] = {
        {"custom_metadata.vip:true", "a"}, {"custom:false", "b"},   {"starts_at:", "a b d"},
        {"start:2026-11-20T15:30", "b"},   {"room_keys:r1", "c d"},
    };
    struct scene s;
    begin(&s);
    check_filters(s.rooms, s.f.doc, ROOMS, rooms, sizeof rooms / sizeof *rooms);
    check_filters(s.stays, s.f.doc, STAYS, stays, sizeof stays / sizeof *stays);
    end(&s);
}

/* ---- order */

static void check_sorted(struct view *v, const struct doc *d, const char *list, const char *member,
                         bool descending, const char *expected)
{
    view_sort(v, member, descending);
    check_seen(v, d, list, expected);
}

static void view__sorts_texts_by_letters_and_numbers__and_what_is_not_set_last(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    check_sorted(s.rooms, s.f.doc, ROOMS, "room_key", false, "r1 r2 r9 r10 r100");
    check_sorted(s.rooms, s.f.doc, ROOMS, "room_key", true, "r100 r10 r9 r2 r1");
    check_sorted(s.rooms, s.f.doc, ROOMS, "name", false, "r9 r100 r2 r10 r1");
    check_sorted(s.rooms, s.f.doc, ROOMS, "name", true, "r10 r2 r100 r9 r1");
    check_sorted(s.rooms, s.f.doc, ROOMS, "parent_site_key", false, "r9 r100 r2 r10 r1");
    check_sorted(s.rooms, s.f.doc, ROOMS, NULL, false, "r10 r9 r100 r1 r2");
    assert_true(view_plain(s.rooms));
    end(&s);
}

static void view__sorts_times_by_instant__and_lists_by_their_values(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    check_sorted(s.stays, s.f.doc, STAYS, "starts_at", false, "b a d c");
    check_sorted(s.stays, s.f.doc, STAYS, "starts_at", true, "d a b c");
    check_sorted(s.stays, s.f.doc, STAYS, "room_keys", false, "c d a b");
    view_filter(s.stays, "custom_metadata:");
    check_sorted(s.stays, s.f.doc, STAYS, "starts_at", false, "b a");
    end(&s);
}

/* ---- edits */

static void set(struct doc *d, const char *pointer, const char *text)
{
    doc_visit(d);
    assert_true(doc_set_text(d, pointer, text, strlen(text), NULL));
}

static void view__keeps_a_row_where_it_is__until_it_is_sorted_again(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    view_sort(s.rooms, "room_key", false);
    view_filter(s.rooms, "r1");
    set(s.f.doc, ROOMS "/3/room_key", "\"z\"");
    check_seen(s.rooms, s.f.doc, ROOMS, "z r10 r100");
    set(s.f.doc, ROOMS "/5", "{\"room_key\": \"new\"}");
    check_seen(s.rooms, s.f.doc, ROOMS, "z r10 r100 new");
    assert_true(doc_unset(s.f.doc, ROOMS "/0", NULL));
    check_seen(s.rooms, s.f.doc, ROOMS, "z r100 new");
    view_sort(s.rooms, "room_key", true);
    check_seen(s.rooms, s.f.doc, ROOMS, "r100");
    end(&s);
}

static void view__keeps_marks_with_their_records(void **state)
{
    (void)state;
    static const size_t ends[] = {0, 4};
    struct scene s;
    size_t count;
    begin(&s);
    view_mark(s.rooms, 1, true);
    view_mark(s.rooms, 4, true);
    check_seen(s.rooms, s.f.doc, ROOMS, "r10 *r9 r100 r1 *r2");
    view_filter(s.rooms, "balc");
    check_seen(s.rooms, s.f.doc, ROOMS, "r100 *r2");
    view_mark_rows(s.rooms, 0, 1, true);
    assert_int_equal(view_mark_count(s.rooms), 3);
    size_t *marks = view_marks(s.rooms, &count);
    assert_int_equal(count, 3);
    assert_true(marks[0] == 1 && marks[1] == 2 && marks[2] == 4);
    free(marks);
    view_filter(s.rooms, "");
    assert_true(doc_move(s.f.doc, ROOMS, 4, 0, NULL));
    check_seen(s.rooms, s.f.doc, ROOMS, "*r2 r10 *r9 *r100 r1");
    assert_true(doc_delete_items(s.f.doc, ROOMS, ends, 2, NULL));
    check_seen(s.rooms, s.f.doc, ROOMS, "r10 *r9 *r100");
    assert_int_equal(view_mark_count(s.rooms), 2);
    assert_true(doc_undo(s.f.doc, NULL));
    check_seen(s.rooms, s.f.doc, ROOMS, "r2 r10 *r9 *r100 r1");
    view_unmark_all(s.rooms);
    check_seen(s.rooms, s.f.doc, ROOMS, "r2 r10 r9 r100 r1");
    end(&s);
}

static void view__begins_anew__when_the_list_is_another_one(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    view_filter(s.rooms, "balc");
    view_mark(s.rooms, 4, true);
    set(s.f.doc, "/customer_data", "{\"rooms\": [{\"room_key\": \"balcony\"}]}");
    check_seen(s.rooms, s.f.doc, ROOMS, "balcony");
    assert_int_equal(view_mark_count(s.rooms), 0);
    set(s.f.doc, ROOMS, "7");
    check_seen(s.rooms, s.f.doc, ROOMS, "");
    end(&s);
}

static void view__keeps_marks__through_more_edits_than_are_known(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    view_filter(s.rooms, "balc");
    const size_t shown = view_count(s.rooms);
    view_mark(s.rooms, 4, true);
    doc_group_begin(s.f.doc);
    for (size_t i = 0; i <= DOC_CHANGES_KEPT; i++)
        set(s.f.doc, ROOMS "/1/name", i % 2 ? "\"odd\"" : "\"even\"");
    doc_group_end(s.f.doc);
    view_follow(s.rooms);
    assert_true(view_marked(s.rooms, 4));
    assert_int_equal(view_count(s.rooms), shown);
    assert_true(doc_undo(s.f.doc, NULL));
    view_follow(s.rooms);
    assert_true(view_marked(s.rooms, 4));
    doc_group_begin(s.f.doc);
    for (size_t i = 0; i <= DOC_CHANGES_KEPT; i++)
        assert_true(doc_move(s.f.doc, ROOMS, 4, 3, NULL));
    doc_group_end(s.f.doc);
    view_follow(s.rooms);
    assert_int_equal(view_mark_count(s.rooms), 0); /* nobody knows who is who */
    end(&s);
}

/* ---- the same at random: rows and marks belong to records */

enum { MOST = 300 };

static char *room_text(size_t number)
{
    return xasprintf("{\"room_key\": \"r%zu\", \"name\": \"%s %zu\"}", number, number % 3 ? "hall" : "den",
                     number % 7);
}

static void insert_rooms(struct rng *r, struct doc *d, size_t *next)
{
    struct json values[5];
    const size_t count = 1 + rng_below(r, 5), at = rng_below(r, doc_count(d, ROOMS) + 1);
    for (size_t i = 0; i < count; i++) {
        struct json_tree tree;
        char *text = room_text((*next)++), *kept = arena_text(doc_arena(d), strlen(text));
        memcpy(kept, text, strlen(text));
        assert_true(json_parse(doc_arena(d), kept, strlen(text), &tree, NULL));
        values[i] = tree.root;
        free(text);
    }
    assert_true(count == 1 ? doc_insert(d, ROOMS, at, values, NULL)
                           : doc_insert_items(d, ROOMS, at, values, count, NULL));
}

static void delete_rooms(struct rng *r, struct doc *d)
{
    size_t indexes[MOST], count = 0;
    for (size_t i = 0; i < doc_count(d, ROOMS); i++)
        if (rng_below(r, 8) == 0)
            indexes[count++] = i;
    assert_true(doc_delete_items(d, ROOMS, indexes, count, NULL));
}

static void random_edit(struct rng *r, struct doc *d, size_t *next)
{
    const size_t count = doc_count(d, ROOMS);
    if (count > MOST - 8 || rng_below(r, 8) == 0)
        delete_rooms(r, d);
    else if (rng_below(r, 3) == 0 || count == 0)
        insert_rooms(r, d, next);
    else if (rng_below(r, 4) == 0)
        doc_undo(d, NULL);
    else if (rng_below(r, 3) == 0)
        doc_redo(d, NULL);
    else
        assert_true(doc_move(d, ROOMS, rng_below(r, count), rng_below(r, count), NULL));
}

/* Marks as keys: what the view must know after any edit but for those that went and came back unmarked. */
static bool has_word(const char *words, const char *word)
{
    char *padded = xasprintf(" %s ", words), *wanted = xasprintf(" %s ", word);
    const bool found = strstr(padded, wanted) != NULL;
    free(padded);
    free(wanted);
    return found;
}

static char *marked_keys(const struct view *v, const struct doc *d)
{
    struct buf b;
    size_t count;
    size_t *marks = view_marks(v, &count);
    buf_init(&b, BUF_TEXT_MAX);
    for (size_t i = 0; i < count; i++) {
        char *key = key_of(d, ROOMS, marks[i]);
        buf_printf(&b, "%s ", key);
        free(key);
    }
    free(marks);
    return buf_detach(&b, NULL);
}

/* Every record that was marked and is still there is marked, and no other. */
static void check_marks(const struct view *v, const struct doc *d, const char *before)
{
    char *after = marked_keys(v, d);
    for (size_t i = 0; i < view_total(v); i++) {
        char *key = key_of(d, ROOMS, i);
        assert_int_equal(has_word(after, key), has_word(before, key));
        free(key);
    }
    free(after);
}

/* Each record is shown once or not at all. */
static void check_rows(const struct view *v)
{
    for (size_t i = 0; i < view_count(v); i++) {
        assert_true(view_index(v, i) < view_total(v));
        assert_int_equal(view_row(v, view_index(v, i)), i);
    }
}

static void check_like_new(struct fixture *f, struct view *v)
{
    char *words = xstrdup(view_filter_text(v)), *member = NULL;
    if (view_sort_member(v))
        member = xstrdup(view_sort_member(v));
    struct view *fresh = view_new(f->wizard, f->doc, ROOMS);
    view_filter(fresh, words);
    view_sort(fresh, member, view_sort_descending(v));
    view_sort(v, member, view_sort_descending(v));
    assert_int_equal(view_count(v), view_count(fresh));
    for (size_t i = 0; i < view_count(v); i++)
        assert_int_equal(view_index(v, i), view_index(fresh, i));
    view_free(fresh);
    free(words);
    free(member);
}

static void view__followed_through_random_edits__equals_one_made_anew(void **state)
{
    (void)state;
    static const char *const filters[] = {"", "hall", "name:den", "-hall"};
    static const char *const members[] = {NULL, "room_key", "name"};
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct rng r;
        struct fixture f;
        size_t next = 100;
        rng_init(&r, seed);
        fixture_begin(&f, "{\"customer_data\": {\"rooms\": [{\"room_key\": \"r1\", \"name\": \"hall 1\"}]}}");
        struct view *v = view_new(f.wizard, f.doc, ROOMS);
        view_filter(v, filters[rng_below(&r, 4)]);
        view_sort(v, members[rng_below(&r, 3)], rng_below(&r, 2));
        for (size_t i = 0; i < 200; i++) {
            if (view_count(v) > 0)
                view_mark(v, view_index(v, rng_below(&r, view_count(v))), true);
            char *before = marked_keys(v, f.doc);
            random_edit(&r, f.doc, &next);
            view_follow(v);
            assert_int_equal(view_total(v), doc_count(f.doc, ROOMS));
            check_rows(v);
            check_marks(v, f.doc, before);
            free(before);
        }
        check_like_new(&f, v);
        view_free(v);
        fixture_end(&f);
    }
}

/* ---- many */

static void view__works_in_slices__and_shows_what_it_showed_until_it_is_done(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    struct buf text;
    struct fixture f;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\": {\"rooms\": [");
    for (size_t i = 0; i < MANY; i++)
        buf_printf(&text, "%s{\"room_key\": \"room-%zu\"}", i ? "," : "", MANY - i);
    buf_puts(&text, "]}}");
    fixture_begin(&f, text.data);
    struct view *v = view_new(f.wizard, f.doc, ROOMS);
    size_t done, all, steps = 0;
    view_filter(v, "room-1");
    assert_int_equal(view_count(v), MANY);
    assert_false(view_step(v, 1000));
    view_progress(v, &done, &all);
    assert_true(done == 1000 && all == MANY);
    while (!view_step(v, 1000))
        steps++;
    assert_int_equal(steps, 3);
    assert_int_equal(view_count(v), 1111);
    view_sort(v, "room_key", false);
    assert_int_equal(view_index(v, 0), MANY - 1999); /* still as filtered: room-1999 comes first */
    while (!view_step(v, 1000))
        steps++;
    assert_int_equal(view_index(v, 0), MANY - 1);
    assert_int_equal(view_index(v, 1110), MANY - 1999);
    view_free(v);
    fixture_end(&f);
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(view__shows_what_holds_all_words__in_the_field_that_is_named),
        cmocka_unit_test(view__sorts_texts_by_letters_and_numbers__and_what_is_not_set_last),
        cmocka_unit_test(view__sorts_times_by_instant__and_lists_by_their_values),
        cmocka_unit_test(view__keeps_a_row_where_it_is__until_it_is_sorted_again),
        cmocka_unit_test(view__keeps_marks_with_their_records),
        cmocka_unit_test(view__begins_anew__when_the_list_is_another_one),
        cmocka_unit_test(view__keeps_marks__through_more_edits_than_are_known),
        cmocka_unit_test(view__followed_through_random_edits__equals_one_made_anew),
        cmocka_unit_test(view__works_in_slices__and_shows_what_it_showed_until_it_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
