#include "tests/test.h"

#include "forms/path.h"
#include "forms/preview.h"
#include "tests/forms/random_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_code(void *context, const char *name, size_t len)
{
    (void)context;
    return len == 4 && memcmp(name, "code", 4) == 0;
}

static struct doc *open_text(const char *text)
{
    struct doc *d = doc_new(text, strlen(text), NULL);
    assert_non_null(d);
    return d;
}

static void show(struct preview *p, struct buf *out)
{
    struct preview_line line;
    buf_clear(out);
    for (size_t i = 0; preview_line(p, i, &line); i++) {
        assert_int_equal(strlen(line.text), line.len);
        buf_add(out, line.text, line.len);
        buf_putc(out, '\n');
    }
}

static void check_shown(struct preview *p, const char *expected)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    show(p, &b);
    assert_string_equal(b.data, expected);
    buf_finish(&b);
}

static const char sample[] =
    "{\"name\":\"Hotel\",\"rooms\":[{\"key\":\"r1\",\"code\":\"1234\"},{\"key\":\"r2\",\"code\":null}],"
    "\"none\":[],\"on\":true,\"n\":1.10}";

static void preview__is_pretty_json__on_demand(void **state)
{
    (void)state;
    struct doc *d = open_text(sample);
    struct preview *p = preview_new(d, NULL, NULL);
    assert_int_equal(preview_lines(p), 16);
    check_shown(p, "{\n"
                   "  \"name\": \"Hotel\",\n"
                   "  \"rooms\": [\n"
                   "    {\n"
                   "      \"key\": \"r1\",\n"
                   "      \"code\": \"1234\"\n"
                   "    },\n"
                   "    {\n"
                   "      \"key\": \"r2\",\n"
                   "      \"code\": null\n"
                   "    }\n"
                   "  ],\n"
                   "  \"none\": [],\n"
                   "  \"on\": true,\n"
                   "  \"n\": 1.10\n"
                   "}\n");
    preview_free(p);
    doc_free(d);
    preview_free(NULL);
}

static void preview_line__says_what_stands_where(void **state)
{
    (void)state;
    struct doc *d = open_text(sample);
    struct preview *p = preview_new(d, NULL, NULL);
    struct preview_line line;
    assert_true(preview_line(p, 1, &line));
    assert_string_equal(line.pointer, "/name");
    assert_int_equal(line.depth, 1);
    assert_false(line.foldable);
    assert_int_equal(line.span_count, 4);
    static const struct span expected[] = {
        {SPAN_NAME, 2, 6}, {SPAN_PUNCT, 8, 2}, {SPAN_STRING, 10, 7}, {SPAN_PUNCT, 17, 1}};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(line.spans[i].kind, expected[i].kind);
        assert_int_equal(line.spans[i].start, expected[i].start);
        assert_int_equal(line.spans[i].len, expected[i].len);
    }
    assert_true(preview_line(p, 2, &line));
    assert_true(line.foldable);
    assert_false(line.folded);
    assert_true(preview_line(p, 10, &line));
    assert_string_equal(line.pointer, "/rooms/1");
    assert_true(preview_line(p, 11, &line));
    assert_string_equal(line.pointer, "/rooms");
    assert_true(preview_line(p, 13, &line));
    assert_int_equal(line.spans[2].kind, SPAN_WORD);
    assert_true(preview_line(p, 14, &line));
    assert_int_equal(line.spans[2].kind, SPAN_NUMBER);
    assert_false(preview_line(p, 16, &line));
    preview_free(p);
    doc_free(d);
}

static void preview_fold__shows_a_container_on_one_line(void **state)
{
    (void)state;
    struct doc *d = open_text(sample);
    struct preview *p = preview_new(d, NULL, NULL);
    struct preview_line line;
    preview_fold(p, "/rooms", true);
    preview_fold(p, "/rooms", true);
    preview_fold(p, "", true);
    assert_int_equal(preview_lines(p), 7);
    assert_true(preview_line(p, 2, &line));
    assert_string_equal(line.text, "  \"rooms\": [ \u2026 2 items ],");
    assert_true(line.folded);
    preview_fold(p, "/rooms", false);
    preview_fold_all(p, true);
    preview_fold(p, "/rooms", false);
    check_shown(p, "{\n"
                   "  \"name\": \"Hotel\",\n"
                   "  \"rooms\": [\n"
                   "    { \u2026 2 fields },\n"
                   "    { \u2026 2 fields }\n"
                   "  ],\n"
                   "  \"none\": [],\n"
                   "  \"on\": true,\n"
                   "  \"n\": 1.10\n"
                   "}\n");
    preview_fold_all(p, false);
    assert_int_equal(preview_lines(p), 16);
    preview_free(p);
    doc_free(d);
}

static void preview__hides_secrets__while_redacting(void **state)
{
    (void)state;
    struct doc *d = open_text(
        "{\"code\": [\"12\", \"34\"], \"x\": {\"code\": 5678}, \"code2\": 1, \"y\": {\"code\": null}}");
    struct preview *p = preview_new(d, is_code, NULL);
    struct preview_line line;
    size_t found;
    assert_false(preview_redacts(p));
    assert_true(preview_search(p, "34", 0, true, &found));
    preview_set_redact(p, true);
    assert_true(preview_redacts(p));
    check_shown(p, "{\n"
                   "  \"code\": \"\u2022\u2022\u2022\u2022\",\n"
                   "  \"x\": {\n"
                   "    \"code\": \"\u2022\u2022\u2022\u2022\"\n"
                   "  },\n"
                   "  \"code2\": 1,\n"
                   "  \"y\": {\n"
                   "    \"code\": null\n"
                   "  }\n"
                   "}\n");
    assert_true(preview_line(p, 1, &line));
    assert_int_equal(line.spans[2].kind, SPAN_HIDDEN);
    assert_false(line.foldable);
    assert_int_equal(preview_find(p, "/code/1"), 1);
    assert_false(preview_search(p, "34", 0, true, &found));
    assert_false(preview_search(p, "567", 0, true, &found));
    assert_true(preview_search(p, "code", 2, true, &found));
    assert_int_equal(found, 3);
    preview_set_redact(p, false);
    assert_int_equal(preview_lines(p), 13);
    preview_free(p);
    doc_free(d);
}

static void preview_find__goes_as_far_as_it_can(void **state)
{
    (void)state;
    struct doc *d = open_text(sample);
    struct preview *p = preview_new(d, NULL, NULL);
    assert_int_equal(preview_find(p, ""), 0);
    assert_int_equal(preview_find(p, "/name"), 1);
    assert_int_equal(preview_find(p, "/rooms/1/code"), 9);
    assert_int_equal(preview_find(p, "/rooms/1/missing"), 7);
    assert_int_equal(preview_find(p, "/rooms/7"), 2);
    assert_int_equal(preview_find(p, "/n/x"), 14);
    preview_fold(p, "/rooms", true);
    assert_int_equal(preview_find(p, "/rooms/1/code"), 2);
    assert_int_equal(preview_find(p, "/none"), 3);
    preview_free(p);
    doc_free(d);
}

static void check_found(struct preview *p, const char *text, size_t from, bool forward, size_t expected)
{
    size_t line;
    assert_true(preview_search(p, text, from, forward, &line));
    assert_int_equal(line, expected);
}

static void preview_search__finds_in_both_directions__and_wraps(void **state)
{
    (void)state;
    struct doc *d = open_text(sample);
    struct preview *p = preview_new(d, NULL, NULL);
    size_t line;
    check_found(p, "key", 0, true, 4);
    check_found(p, "KEY", 4, true, 4);
    check_found(p, "key", 5, true, 8);
    check_found(p, "key", 9, true, 4);
    check_found(p, "key", 15, false, 8);
    check_found(p, "key", 8, false, 8);
    check_found(p, "key", 7, false, 4);
    check_found(p, "key", 3, false, 8);
    check_found(p, "hoteL", 99, true, 1);
    check_found(p, "1.1", 99, false, 14);
    assert_false(preview_search(p, "nowhere", 3, true, &line));
    assert_false(preview_search(p, "", 3, true, &line));
    preview_free(p);
    doc_free(d);
}

/* In memory the value of such a member follows its name at once, hidden or not. */
static void preview_search__looks_at_names_alone__of_what_an_edit_made(void **state)
{
    (void)state;
    struct doc *d = open_text("{}");
    struct preview *p = preview_new(d, is_code, NULL);
    struct json v = json_make_chars(doc_arena(d), "4711", 4);
    size_t line;
    assert_true(doc_set(d, "/code", &v, NULL));
    v = json_make_bool(true);
    assert_true(doc_set(d, "/vip", &v, NULL));
    preview_set_redact(p, true);
    check_found(p, "vip\"", 0, true, 2);
    check_found(p, "\"VIP\"", 0, true, 2);
    check_found(p, "\"code\"", 0, true, 1);
    assert_false(preview_search(p, "vipt", 0, true, &line));
    assert_false(preview_search(p, "code\"4", 0, true, &line));
    preview_free(p);
    doc_free(d);
}

/* A name with a NUL has no path, and what lies in it is not what has the same path elsewhere. */
static void preview__is_at_the_container__in_what_has_no_path(void **state)
{
    (void)state;
    static const char *const pointers[] = {"", "/a", "/a", "/a", "/a", "/a", "/a", "/a/c", "/a", ""};
    struct doc *d = open_text("{\"a\":{\"b\\u0000\":{\"c\":[1]},\"c\":\"one\"}}");
    struct preview *p = preview_new(d, NULL, NULL);
    struct preview_line line;
    assert_int_equal(preview_lines(p), sizeof pointers / sizeof *pointers);
    for (size_t i = 0; i < preview_lines(p); i++) {
        assert_true(preview_line(p, i, &line));
        assert_string_equal(line.pointer, pointers[i]);
    }
    check_found(p, "one", 0, true, 7);
    check_found(p, "\"c\"", 0, true, 1);
    preview_free(p);
    doc_free(d);
}

static void preview_matches__counts__what_a_search_would_find(void **state)
{
    (void)state;
    struct doc *d = open_text(sample);
    struct preview *p = preview_new(d, NULL, NULL);
    size_t place;
    assert_int_equal(preview_matches(p, "key", "/rooms/0/key", &place), 2);
    assert_int_equal(place, 1);
    preview_fold_all(p, true); /* a fold hides no match */
    assert_int_equal(preview_matches(p, "KEY", "/rooms/1/key", &place), 2);
    assert_int_equal(place, 2);
    assert_int_equal(preview_matches(p, "key", "/rooms", &place), 2);
    assert_int_equal(place, 0);
    assert_int_equal(preview_matches(p, "", "", &place), 0);
    preview_free(p);
    doc_free(d);
}

/* In slices, from one end to the other, as in one go. */
static void check_slices(struct preview *p, const char *text, size_t slice, bool forward)
{
    size_t wanted, found = 0, lines = preview_lines(p), done = 0;
    const bool there = preview_search(p, text, forward ? 0 : lines - 1, forward, &wanted);
    bool met = false;
    while (!met && done < lines) {
        const size_t count = slice < lines - done ? slice : lines - done;
        const size_t low = forward ? done : lines - done - count;
        met = preview_search_lines(p, text, low, low + count, forward, &found);
        assert_true(!met || (found >= low && found < low + count));
        done += count;
    }
    assert_int_equal(met, there);
    assert_true(!met || found == wanted);
}

static void preview_search_lines__finds_in_slices__what_a_search_finds(void **state)
{
    (void)state;
    static const char *const texts[] = {"key", "r1", "r2", "Hotel", "none", "1.1", "rooms", "nowhere"};
    struct doc *d = open_text(sample);
    struct preview *p = preview_new(d, NULL, NULL);
    size_t line;
    for (size_t slice = 1; slice < 18; slice++)
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            check_slices(p, texts[i], slice, true);
            check_slices(p, texts[i], slice, false);
        }
    preview_fold(p, "/rooms", true);
    assert_false(preview_search_lines(p, "r2", 0, 2, true, &line));
    assert_false(preview_search_lines(p, "r2", 3, 99, true, &line));
    assert_true(preview_search_lines(p, "r2", 2, 3, true, &line)); /* the fold's own */
    preview_free(p);
    doc_free(d);
}

static void preview_search__unfolds__what_it_finds_in(void **state)
{
    (void)state;
    struct doc *d = open_text(sample);
    struct preview *p = preview_new(d, NULL, NULL);
    preview_fold_all(p, true);
    check_found(p, "r2", 0, true, 5);
    check_shown(p, "{\n"
                   "  \"name\": \"Hotel\",\n"
                   "  \"rooms\": [\n"
                   "    { \u2026 2 fields },\n"
                   "    {\n"
                   "      \"key\": \"r2\",\n"
                   "      \"code\": null\n"
                   "    }\n"
                   "  ],\n"
                   "  \"none\": [],\n"
                   "  \"on\": true,\n"
                   "  \"n\": 1.10\n"
                   "}\n");
    check_found(p, "1234", 4, false, 5);
    preview_free(p);
    doc_free(d);
}

/* ---- following edits: the counts that were kept against counts made anew */

static void check_like_new(struct preview *p, const struct doc *d, const char *folded, bool all)
{
    struct preview *fresh = preview_new(d, NULL, NULL);
    preview_fold_all(fresh, all);
    preview_fold(fresh, folded, !all);
    preview_refresh(p);
    struct buf got, expected;
    buf_init(&got, BUF_BODY_MAX);
    buf_init(&expected, BUF_BODY_MAX);
    show(p, &got);
    show(fresh, &expected);
    assert_int_equal(preview_lines(p), preview_lines(fresh));
    assert_string_equal(got.data, expected.data);
    buf_finish(&got);
    buf_finish(&expected);
    preview_free(fresh);
}

/* A long list in a long list, so that sums are kept on two levels, and a short list with much text, which
 * keeps them too. */
static struct doc *open_wide(struct rng *r)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"wide\": [");
    for (int i = 0; i < 70; i++) {
        buf_puts(&text, i ? "," : "");
        if (i == 7) {
            buf_puts(&text, "[0");
            for (int k = 0; k < 80; k++) {
                buf_puts(&text, ",");
                random_value(r, 2, &text);
            }
            buf_puts(&text, "]");
        } else {
            random_value(r, 2, &text);
        }
    }
    buf_printf(&text, "], \"z\": {\"short\": [[1], \"%05000d\"]}}", 0);
    struct doc *d = doc_new(text.data, text.len, NULL);
    assert_non_null(d);
    buf_finish(&text);
    return d;
}

static void random_edit(struct rng *r, struct doc *d)
{
    static const char *const lists[] = {"/wide",   "/wide/7",  "/wide/7/3", "/z",
                                        "/wide/9", "/z/short", "/z/short/0"};
    const char *list = lists[rng_below(r, sizeof lists / sizeof *lists)];
    char *item = path_join_index(list, rng_below(r, 1 + doc_count(d, list)));
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    random_value(r, 2, &text);
    switch (rng_below(r, 7)) {
    case 0:
        doc_undo(d, NULL);
        break;
    case 1:
        doc_redo(d, NULL);
        break;
    case 2:
        doc_unset(d, item, NULL);
        break;
    case 3:
        doc_move(d, list, rng_below(r, 70), rng_below(r, 70), NULL);
        break;
    case 4:
        doc_insert(d, list, rng_below(r, 70), doc_get(d, "/wide/0"), NULL);
        break;
    default:
        doc_set_text(d, item, text.data, text.len, NULL);
    }
    buf_finish(&text);
    free(item);
}

static void preview_refresh__keeps_counts_right__through_random_edits(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct rng r;
        rng_init(&r, seed);
        struct doc *d = open_wide(&r);
        struct preview *p = preview_new(d, NULL, NULL);
        const bool all = seed % 3 == 0;
        const char *folded = seed % 2 ? "/wide/7" : "/z";
        preview_fold_all(p, all);
        preview_fold(p, folded, !all);
        for (int i = 0; i < 120; i++) {
            for (size_t n = 1 + rng_below(&r, 4) / 3; n > 0; n--)
                random_edit(&r, d);
            if (rng_below(&r, 3) == 0)
                doc_visit(d);
            check_like_new(p, d, folded, all);
        }
        preview_free(p);
        doc_free(d);
    }
}

static struct doc *open_list(size_t items)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    for (size_t i = 0; i < items; i++)
        buf_puts(&text, i ? ",0" : "{\"list\": [0");
    buf_puts(&text, "]}");
    struct doc *d = open_text(text.data);
    buf_finish(&text);
    return d;
}

static void set_text(struct doc *d, const char *pointer, const char *text)
{
    assert_true(doc_set_text(d, pointer, text, strlen(text), NULL));
}

static void preview_refresh__forgets_sums__while_a_list_is_too_short_for_them(void **state)
{
    (void)state;
    struct doc *d = open_list(64);
    struct preview *p = preview_new(d, NULL, NULL);
    assert_true(doc_insert(d, "/list", 64, doc_get(d, "/list/0"), NULL));
    check_like_new(p, d, "/z", false);
    doc_unset(d, "/list/64", NULL);
    doc_visit(d);
    check_like_new(p, d, "/z", false);
    doc_unset(d, "/list/63", NULL);
    check_like_new(p, d, "/z", false);
    set_text(d, "/list/0", "{\"a\": 1}");
    check_like_new(p, d, "/z", false);
    assert_true(doc_insert(d, "/list", 63, doc_get(d, "/list/1"), NULL));
    check_like_new(p, d, "/z", false);
    preview_free(p);
    doc_free(d);
}

static void preview_refresh__takes_two_changes_of_one_place__for_two(void **state)
{
    (void)state;
    struct doc *d = open_list(80);
    struct preview *p = preview_new(d, NULL, NULL);
    set_text(d, "/value", "{\"a\": [1, 2, 3]}");
    assert_true(doc_insert(d, "/list", 3, doc_get(d, "/value"), NULL));
    check_like_new(p, d, "/z", false);
    assert_true(doc_insert(d, "/list", 3, doc_get(d, "/value"), NULL));
    assert_true(doc_insert(d, "/list", 3, doc_get(d, "/list/0"), NULL));
    check_like_new(p, d, "/z", false);
    doc_undo(d, NULL);
    doc_undo(d, NULL);
    check_like_new(p, d, "/z", false);
    preview_free(p);
    doc_free(d);
}

static void preview__equals_the_pretty_writer__on_random_documents(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 5);
    for (int i = 0; i < 300; i++) {
        struct buf text, pretty, got;
        buf_init(&text, BUF_BODY_MAX);
        buf_init(&pretty, BUF_BODY_MAX);
        buf_init(&got, BUF_BODY_MAX);
        random_object(&r, 5, &text);
        struct doc *d = doc_new(text.data, text.len, NULL);
        struct preview *p = preview_new(d, NULL, NULL);
        json_write_pretty(doc_root(d), json_to_buf, &pretty);
        buf_putc(&pretty, '\n');
        show(p, &got);
        assert_string_equal(got.data, pretty.data);
        preview_free(p);
        doc_free(d);
        buf_finish(&text);
        buf_finish(&pretty);
        buf_finish(&got);
    }
}

static void preview_find__and_preview_line__are_inverse(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 6);
    struct doc *d = open_wide(&r);
    struct preview *p = preview_new(d, NULL, NULL);
    struct preview_line line;
    for (size_t i = 0; preview_line(p, i, &line); i++) {
        const bool closing = line.span_count == 1 + (line.text[line.len - 1] == ',') &&
                             strchr("]}", line.text[line.spans[0].start]);
        char *pointer = xstrdup(line.pointer);
        assert_true(closing ? preview_find(p, pointer) < i : preview_find(p, pointer) == i);
        free(pointer);
    }
    preview_free(p);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(preview__is_pretty_json__on_demand),
        cmocka_unit_test(preview_line__says_what_stands_where),
        cmocka_unit_test(preview_fold__shows_a_container_on_one_line),
        cmocka_unit_test(preview__is_at_the_container__in_what_has_no_path),
        cmocka_unit_test(preview__hides_secrets__while_redacting),
        cmocka_unit_test(preview_find__goes_as_far_as_it_can),
        cmocka_unit_test(preview_search__finds_in_both_directions__and_wraps),
        cmocka_unit_test(preview_search__looks_at_names_alone__of_what_an_edit_made),
        cmocka_unit_test(preview_matches__counts__what_a_search_would_find),
        cmocka_unit_test(preview_search_lines__finds_in_slices__what_a_search_finds),
        cmocka_unit_test(preview_search__unfolds__what_it_finds_in),
        cmocka_unit_test(preview_refresh__keeps_counts_right__through_random_edits),
        cmocka_unit_test(preview_refresh__forgets_sums__while_a_list_is_too_short_for_them),
        cmocka_unit_test(preview_refresh__takes_two_changes_of_one_place__for_two),
        cmocka_unit_test(preview__equals_the_pretty_writer__on_random_documents),
        cmocka_unit_test(preview_find__and_preview_line__are_inverse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
