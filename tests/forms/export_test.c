#include "config.h"

#include "tests/test.h"

#include "forms/export.h"
#include "forms/import.h"
#include "forms/mem.h"
#include "forms/times.h"
#include "tests/forms/fixture.h"
#include "tests/forms/generate.h"

#include <stdlib.h>
#include <string.h>

#define STAYS  "/customer_data/reservations"
#define SPACES "/customer_data/spaces"

static char *export_all(struct fixture *f, const char *list, const size_t *indexes, size_t count,
                        const struct export_options *o, size_t step, size_t *unsaid, size_t *hidden)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    struct exporting *x = exporting_new(f->wizard, doc_root(f->doc), list, indexes, count, o);
    size_t done, all;
    while (!exporting_step(x, step, &out)) {
        exporting_progress(x, &done, &all);
        assert_true(done < all);
    }
    exporting_progress(x, &done, &all);
    assert_int_equal(done, all);
    *unsaid = exporting_unsaid(x);
    *hidden = exporting_hidden(x);
    exporting_free(x);
    return buf_detach(&out, NULL);
}

/* Of a document's list, with door codes. */
static void expect_table(const char *document, const char *list, const char *expected, size_t unsaid)
{
    static const struct export_options options = {false, ',', true};
    struct fixture f;
    size_t now_unsaid, hidden;
    fixture_begin(&f, document);
    char *text = export_all(&f, list, NULL, 0, &options, SIZE_MAX, &now_unsaid, &hidden);
    assert_string_equal(text, expected);
    assert_int_equal(now_unsaid, unsaid);
    assert_int_equal(hidden, 0);
    free(text);
    fixture_end(&f);
}

static void export__has_the_columns__that_the_records_use(void **state)
{
    (void)state;
    expect_table(
        "{\"customer_data\": {\"reservations\": ["
        "{\"reservation_key\": \"r-1\", \"name\": \"Ana, B\", \"preferred_code\": \"0042\","
        " \"property_keys\": [\"p-1\", \"p-2\"], \"custom_metadata\": {\"vip\": true, \"note\": \"\"}},"
        "{\"custom_metadata\": {\"vip\": false}, \"starts_at\": \"2026-11-20T15:00:00Z\","
        " \"reservation_key\": \"r-2\"}]}}",
        STAYS,
        "reservation_key,name,starts_at,property_keys,preferred_code,metadata:vip,metadata:note\r\n"
        "r-1,\"Ana, B\",,p-1|p-2,0042,true,\"\"\r\n"
        "r-2,,2026-11-20T15:00:00Z,,,false,\r\n",
        0);
    expect_table("{\"customer_data\": {\"spaces\": ["
                 "{\"space_key\": \"s\", \"name\": \"-1 floor\","
                 " \"geolocation\": {\"latitude\": 38.70, \"longitude\": -9.14}}]}}",
                 SPACES,
                 "space_key,name,geolocation.latitude,geolocation.longitude\r\ns,'-1 floor,38.70,-9.14\r\n",
                 0);
    expect_table("{}", STAYS, "reservation_key\r\n", 0);
    expect_table("{\"customer_data\": {\"reservations\": 7}}", STAYS, "reservation_key\r\n", 0);
}

static void export__writes_keys_as_json__where_one_holds_a_separator(void **state)
{
    (void)state;
    expect_table(
        "{\"customer_data\": {\"reservations\": ["
        "{\"reservation_key\": \"1\", \"property_keys\": [\"a|b\", \"c\"]},"
        "{\"reservation_key\": \"2\", \"property_keys\": []},"
        "{\"reservation_key\": \"3\", \"property_keys\": [\"[x\"]},"
        "{\"reservation_key\": \"4\", \"property_keys\": [\"x\", \"\"]},"
        "{\"reservation_key\": \"5\", \"property_keys\": [\" x\"]}]}}",
        STAYS,
        "reservation_key,property_keys\r\n1,\"[\"\"a|b\"\",\"\"c\"\"]\"\r\n2,[]\r\n3,\"[\"\"[x\"\"]\"\r\n"
        "4,\"[\"\"x\"\",\"\"\"\"]\"\r\n5,\"[\"\" x\"\"]\"\r\n",
        0);
}

#define KEY "\"reservation_key\": \"r\""

static void export__counts__what_it_cannot_say(void **state)
{
    (void)state;
    static const struct {
        const char *members;
        size_t unsaid;
    } cases[] = {
        {KEY ", \"name\": null", 1},
        {"\"reservation_key\": \"\"", 1},
        {"\"name\": \"x\"", 1},
        {KEY ", \"name\": \"x\"", 0},
        {KEY ", \"name\": 5", 1},
        {KEY ", \"unheard_of\": {\"a\": 1, \"b\": []}", 2},
        {KEY ", \"custom_metadata\": {}", 1},
        {KEY ", \"custom_metadata\": {\"a\": true, \"b\": 7, \"\": \"x\"}", 2},
        {KEY ", \"custom_metadata\": {\"a\": \"true\"}", 1},
        {KEY ", \"custom_metadata\": {\"a\": \"x\", \"a\\u0000\": \"y\", "
             "\"a\\u0000bcdefghijklmnopqrstuvwxyz\": \"\"}",
         2},
        {KEY ", \"property_keys\": [1]", 1},
        {KEY ", \"name\": \"a\\u0000b\"", 1},
        {KEY ", \"name\": \"a\\\\u0000b\"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static const struct export_options options = {false, ';', true};
        struct fixture f;
        size_t unsaid, hidden;
        char *document = xasprintf("{\"customer_data\": {\"reservations\": [{%s}]}}", cases[i].members);
        fixture_begin(&f, document);
        char *text = export_all(&f, STAYS, NULL, 0, &options, 1, &unsaid, &hidden);
        if (unsaid != cases[i].unsaid)
            fail_msg("%s: %zu", cases[i].members, unsaid);
        free(text);
        free(document);
        fixture_end(&f);
    }
}

static void export__leaves_door_codes_out__unless_asked(void **state)
{
    (void)state;
    static const struct export_options options = {false, '\t', false};
    struct fixture f;
    size_t unsaid, hidden;
    fixture_begin(&f, "{\"customer_data\": {\"reservations\": ["
                      "{\"reservation_key\": \"r-1\", \"preferred_code\": \"0042\"},"
                      "{\"reservation_key\": \"r-2\", \"name\": \"Ana\", \"preferred_code\": \"0043\"}]}}");
    char *text = export_all(&f, STAYS, NULL, 0, &options, 1, &unsaid, &hidden);
    assert_string_equal(text, "reservation_key\tname\r\nr-1\t\r\nr-2\tAna\r\n");
    assert_int_equal(hidden, 2);
    assert_int_equal(unsaid, 0);
    free(text);
    fixture_end(&f);
}

static void export__writes_the_records_that_it_is_given__in_their_order(void **state)
{
    (void)state;
    static const struct export_options options = {false, ',', false};
    static const size_t indexes[] = {2, 0};
    struct fixture f;
    size_t unsaid, hidden;
    fixture_begin(&f, "{\"customer_data\": {\"reservations\": [{\"reservation_key\": \"a\"},"
                      "{\"reservation_key\": \"b\", \"name\": \"B\"}, {\"reservation_key\": \"c\"}]}}");
    char *text = export_all(&f, STAYS, indexes, 2, &options, 1, &unsaid, &hidden);
    assert_string_equal(text, "reservation_key\r\nc\r\na\r\n");
    free(text);
    text = export_all(&f, STAYS, indexes, 0, &options, 1, &unsaid, &hidden);
    assert_string_equal(text, "reservation_key\r\n");
    free(text);
    fixture_end(&f);
}

static void export__gives_json__a_record_a_line(void **state)
{
    (void)state;
    static const struct export_options plain = {.json = true}, all = {.json = true, .secrets = true};
    static const size_t indexes[] = {1, 0};
    struct fixture f;
    size_t unsaid, hidden;
    fixture_begin(&f,
                  "{\"customer_data\": {\"reservations\": [{\"reservation_key\": \"a\", \"name\" : null},\n"
                  "{\"reservation_key\": \"b\", \"preferred_code\": \"0042\","
                  " \"x\": [{\"preferred_code\": 1}]}]}}");
    char *text = export_all(&f, STAYS, indexes, 2, &plain, 1, &unsaid, &hidden);
    assert_string_equal(text, "[\n  {\"reservation_key\":\"b\",\"x\":[{}]},\n"
                              "  {\"reservation_key\":\"a\",\"name\":null}\n]\n");
    assert_int_equal(hidden, 2);
    free(text);
    text = export_all(&f, STAYS, indexes, 1, &all, 1, &unsaid, &hidden);
    assert_string_equal(text, "[\n  {\"reservation_key\":\"b\",\"preferred_code\":\"0042\","
                              "\"x\":[{\"preferred_code\":1}]}\n]\n");
    assert_int_equal(hidden, 0);
    free(text);
    text = export_all(&f, SPACES, NULL, 0, &plain, 1, &unsaid, &hidden);
    assert_string_equal(text, "[]\n");
    free(text);
    fixture_end(&f);
}

/* ---- and back */

/* A date-time comes back as the same instant in UTC, all else as it was. */
static bool same_value(const struct json *a, const struct json *b)
{
    struct buf one, other;
    struct instant s, t;
    size_t len;
    if (a && b && json_same(a, b))
        return true;
    if (!json_is(a, JSON_STRING) || !json_is(b, JSON_STRING))
        return !a && !b;
    buf_init(&one, BUF_TEXT_MAX);
    buf_init(&other, BUF_TEXT_MAX);
    const char *p = json_chars(a, &one, &len);
    bool same = times_parse(p, len, &s, NULL);
    p = json_chars(b, &other, &len);
    same = same && times_parse(p, len, &t, NULL) && s.seconds == t.seconds && s.nanoseconds == t.nanoseconds;
    buf_finish(&one);
    buf_finish(&other);
    return same;
}

static bool same_entries(const struct json *a, const struct json *b)
{
    struct buf scratch;
    size_t len;
    bool same = (a ? a->count : 0) == (b ? b->count : 0);
    buf_init(&scratch, BUF_TEXT_MAX);
    for (uint32_t i = 0; same && a && i < a->count; i++) {
        const char *name = json_name(&a->items[i], &scratch, &len);
        same = same_value(&a->items[i], json_get(b, name, len));
    }
    buf_finish(&scratch);
    return same;
}

static void expect_same_records(const struct fixture *f, const char *list, const struct json *before,
                                const struct json *after, uint64_t seed)
{
    struct flat_fields fields = {0};
    wizard_flat_fields(f->wizard, list, &fields);
    assert_int_equal(before->count, after->count);
    for (uint32_t i = 0; i < before->count; i++)
        for (size_t k = 0; k < fields.count; k++) {
            const char *pointer = fields.items[k].pointer;
            const struct json *a = doc_value(&before->items[i], pointer);
            const struct json *b = doc_value(&after->items[i], pointer);
            if (fields.items[k].control == CONTROL_MAP ? !same_entries(a, b) : !same_value(a, b))
                fail_msg("seed %llu, %s/%u%s", (unsigned long long)seed, list, i, pointer);
        }
    flat_fields_finish(&fields);
}

/* Reads the table into the document, which has no such list any more. */
static void import_all(struct fixture *f, const char *list, const char *text, uint64_t seed)
{
    struct err e = {0};
    struct buf why;
    size_t column;
    struct keys *keys = keys_new(f->wizard);
    keys_read(keys, doc_root(f->doc));
    const struct import_source source = {
        text, strlen(text), {.delimiter = ',', .header = true}, .told = false};
    struct import *im = import_new(f->wizard, f->doc, keys, list, &source, 0);
    while (!import_read_step(im, 100))
        ;
    if (!import_read_end(im, &e))
        fail_msg("seed %llu, %s: %s", (unsigned long long)seed, list, e.text);
    while (!import_check_step(im, 100))
        ;
    buf_init(&why, BUF_TEXT_MAX);
    if (import_counts(im)->fates[IMPORT_BAD] && import_problem(im, import_bad_row(im, 0), &column, &why))
        fail_msg("seed %llu, %s, column %zu: %s\n%s", (unsigned long long)seed, list, column, why.data, text);
    while (!import_apply_step(im, 100, &e))
        ;
    assert_int_equal(e.code, ERR_NONE);
    buf_finish(&why);
    import_free(im);
    keys_free(keys);
}

static bool keys_differ(const struct json *records, const char *member)
{
    for (uint32_t i = 0; i < records->count; i++)
        for (uint32_t k = 0; k < i; k++) {
            const struct json *a = json_get(&records->items[i], member, strlen(member));
            const struct json *b = json_get(&records->items[k], member, strlen(member));
            if (!a || !b || json_same(a, b))
                return false;
        }
    return true;
}

/* true: the list could be said as a table, and came back. */
static bool comes_back(struct fixture *f, const char *list, uint64_t seed)
{
    static const struct export_options options = {false, ',', true};
    const struct json *now = doc_get(f->doc, list);
    const char *key = wizard_key_member(f->wizard, list);
    if (!json_is(now, JSON_ARRAY) || now->count == 0 || (key && !keys_differ(now, key)))
        return false;
    size_t unsaid, hidden;
    char *text = export_all(f, list, NULL, 0, &options, 1 + seed % 7, &unsaid, &hidden);
    struct arena arena;
    arena_init(&arena);
    const struct json before = json_clone(&arena, now);
    if (unsaid == 0) {
        assert_true(doc_unset(f->doc, list, NULL));
        import_all(f, list, text, seed);
        expect_same_records(f, list, &before, doc_get(f->doc, list), seed);
    }
    arena_finish(&arena);
    free(text);
    return unsaid == 0;
}

static void export__of_random_bodies__comes_back_by_import(void **state)
{
    (void)state;
    enum { BODIES = 150 };
    size_t back = 0;
    for (uint64_t seed = 1; seed <= BODIES; seed++) {
        struct fixture f;
        struct buf body;
        fixture_begin(&f, "{}");
        buf_init(&body, BUF_BODY_MAX);
        generate_valid(seed, f.schema, false, &body);
        doc_free(f.doc);
        f.doc = read_doc(body.data);
        for (size_t i = 0; i < wizard_list_count(f.wizard); i++)
            back += comes_back(&f, wizard_list_pointer(f.wizard, i), seed);
        buf_finish(&body);
        fixture_end(&f);
    }
    if (back < BODIES)
        fail_msg("only %zu lists were tried", back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(export__has_the_columns__that_the_records_use),
        cmocka_unit_test(export__writes_keys_as_json__where_one_holds_a_separator),
        cmocka_unit_test(export__counts__what_it_cannot_say),
        cmocka_unit_test(export__leaves_door_codes_out__unless_asked),
        cmocka_unit_test(export__writes_the_records_that_it_is_given__in_their_order),
        cmocka_unit_test(export__gives_json__a_record_a_line),
        cmocka_unit_test(export__of_random_bodies__comes_back_by_import),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
