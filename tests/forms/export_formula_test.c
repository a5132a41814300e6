/* No cell of an export is a formula to a spreadsheet, whatever it came from, and all of it comes back. */
#include "config.h"

#include "tests/test.h"

#include "forms/export.h"
#include "forms/mem.h"
#include "forms/utf8.h"
#include "tests/forms/import_trial.h"
#include "tests/hostile.h"

#include <stdlib.h>
#include <string.h>

#define GUESTS "/customer_data/guests"

static const char delimiters[] = ",;\t";

/* The rule in other words than forms/csv_write.c has: what spreadsheets pass by, then a sign that begins a
 * formula in one of them. */
static bool would_run(const struct csv_cell *cell)
{
    static const char *const signs[] = {"=",  "+",      "-",      "@",      "\t",
                                        "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"};
    size_t at = 0;
    while (at < cell->len && (cell->p[at] == ' ' || cell->p[at] == '\n'))
        at++;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const size_t len = strlen(signs[i]);
        if (cell->len - at >= len && memcmp(cell->p + at, signs[i], len) == 0)
            return true;
    }
    return false;
}

static size_t expect_no_formula(const char *text, char delimiter)
{
    struct csv_reader r;
    struct err e = {0};
    size_t cells = 0;
    csv_reader_init(&r, text, strlen(text), delimiter);
    while (csv_read(&r, &e))
        for (size_t i = 0; i < r.count; i++, cells++)
            if (would_run(&r.cells[i]))
                fail_msg("line %zu, cell %zu: %.*s", r.line, i + 1, (int)r.cells[i].len, r.cells[i].p);
    if (e.code)
        fail_msg("line %zu: %s", e.line, e.text);
    csv_reader_finish(&r);
    return cells;
}

static char *export_list(const struct fixture *f, const char *list, char delimiter, size_t *unsaid)
{
    const struct export_options options = {false, delimiter, true};
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    struct exporting *x = exporting_new(f->wizard, doc_root(f->doc), list, NULL, 0, &options);
    while (!exporting_step(x, 1000, &out))
        ;
    *unsaid = exporting_unsaid(x);
    exporting_free(x);
    return buf_detach(&out, NULL);
}

/* As JSON writes it. */
static void add_json(struct buf *out, const char *p, size_t len)
{
    struct arena a;
    arena_init(&a);
    const struct json v = json_make_chars(&a, p, len);
    assert_true(json_write_compact(&v, json_to_buf, out));
    arena_finish(&a);
}

/* ---- every column */

static const char *const formulas[] = {"=1+1",   "+1 555 0100", "-1+1", "@SUM(A1)", "\t=1",
                                       "\r=1",   "'=1",         "''+",  " =1",      "\n=1",
                                       "' =1",   "\uff1d1+1",   "-",    "=a;=b",    "=a,\"=b\"",
                                       "=a\t=b", "\" =1",       "+|-",  " \n @",    "=cmd|' /C x'!A0"};

static void export__of_any_field__holds_no_formula(void **state)
{
    (void)state;
    size_t cells = 0;
    struct fixture f;
    fixture_begin(&f, "{}");
    for (size_t i = 0; i < wizard_list_count(f.wizard); i++) {
        const char *list = wizard_list_pointer(f.wizard, i);
        struct flat_fields fields = {0};
        wizard_flat_fields(f.wizard, list, &fields);
        for (size_t k = 0; k < fields.count * (sizeof formulas / sizeof *formulas); k++) {
            const struct flat_field *field = &fields.items[k % fields.count];
            const char *formula = formulas[k / fields.count];
            const bool map = field->control == CONTROL_MAP;
            struct arena a;
            size_t unsaid;
            char *at = xasprintf("%s/0%s", list, field->pointer);
            char *pointer = map ? path_join(at, formula) : xstrdup(at);
            arena_init(&a);
            const struct json v = json_make_chars(&a, formula, strlen(formula));
            assert_true(doc_set(f.doc, pointer, &v, NULL));
            char *text = export_list(&f, list, delimiters[k % 3], &unsaid);
            cells += expect_no_formula(text, delimiters[k % 3]);
            assert_true(doc_unset(f.doc, list, NULL));
            arena_finish(&a);
            free(text);
            free(pointer);
            free(at);
        }
        flat_fields_finish(&fields);
    }
    fixture_end(&f);
    assert_true(cells > 1000);
}

/* ---- and back */

static void expect_back(const struct fixture *f, const char *list, const char *text, size_t records)
{
    struct trial t;
    trial_begin(&t, "{}", list, text);
    trial_read_rows(&t);
    trial_check(&t);
    assert_int_equal(import_counts(t.im)->fates[IMPORT_NEW], records);
    trial_apply(&t);
    const struct json *before = doc_get(f->doc, list), *after = doc_get(t.f.doc, list);
    assert_int_equal(after->count, records);
    for (uint32_t i = 0; i < before->count; i++)
        if (!json_same(&before->items[i], &after->items[i])) {
            struct buf out;
            buf_init(&out, BUF_BODY_MAX);
            json_write_compact(&before->items[i], json_to_buf, &out);
            buf_puts(&out, "\n");
            json_write_compact(&after->items[i], json_to_buf, &out);
            fail_msg("record %u: %s", i, out.data);
        }
    trial_end(&t);
}

/* The document's list, with each delimiter. */
static void expect_safe_and_back(const char *document, const char *list, size_t records)
{
    struct fixture f;
    fixture_begin(&f, document);
    for (size_t i = 0; delimiters[i]; i++) {
        size_t unsaid;
        char *text = export_list(&f, list, delimiters[i], &unsaid);
        assert_int_equal(unsaid, 0);
        assert_true(expect_no_formula(text, delimiters[i]) > records);
        expect_back(&f, list, text, records);
        free(text);
    }
    fixture_end(&f);
}

struct stays {
    struct buf json;
    size_t count;
};

/* A reservation that has the text in a field, in a list of keys and in its metadata. */
static void add_stay(struct stays *s, const char *p, size_t len)
{
    buf_printf(&s->json, "%s{\"reservation_key\": \"r-%zu\", \"name\": ", s->count ? ",\n" : "", s->count);
    add_json(&s->json, p, len);
    buf_puts(&s->json, ", \"property_keys\": [");
    add_json(&s->json, p, len);
    buf_puts(&s->json, ", \"p-1\"], \"custom_metadata\": {\"note\": ");
    add_json(&s->json, p, len);
    buf_puts(&s->json, "}}");
    s->count++;
}

static bool is_text(const char *p, size_t len)
{
    for (size_t at = 0, n; at < len; at += n) {
        n = utf8_read(p + at, len - at, NULL);
        if (n == 0 || p[at] == '\0')
            return false;
    }
    return true;
}

/* The text as it is, with what is hostile in it at either end, and behind signs. */
static void add_stays(void *context, const char *p, size_t len)
{
    static const char *const before[] = {"=", "+1 555 0100 ", "'", " -", "\"@"};
    if (len < 2 || !is_text(p, len))
        return;
    add_stay(context, p, len);
    add_stay(context, p + 1, len - 1);
    add_stay(context, p, len - 1);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        char *text = xasprintf("%s%.*s", before[i], (int)len, p);
        add_stay(context, text, strlen(text));
        free(text);
    }
}

static void export__of_hostile_texts__holds_no_formula_and_comes_back(void **state)
{
    (void)state;
    struct stays s = {.count = 0};
    buf_init(&s.json, BUF_BODY_MAX);
    buf_puts(&s.json, "{\"customer_data\": {\"reservations\": [");
    hostile_each(add_stays, &s);
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        add_stay(&s, formulas[i], strlen(formulas[i]));
    buf_puts(&s.json, "]}}");
    assert_true(s.count > 8000);
    expect_safe_and_back(s.json.data, STAYS, s.count);
    buf_finish(&s.json);
}

static void export__of_formulas_as_keys_and_names__comes_back(void **state)
{
    (void)state;
    struct buf json;
    buf_init(&json, BUF_BODY_MAX);
    buf_puts(&json, "{\"customer_data\": {\"reservations\": [");
    const size_t count = sizeof formulas / sizeof *formulas;
    for (size_t i = 0; i < count; i++) {
        buf_puts(&json, i ? ",\n{\"reservation_key\": " : "{\"reservation_key\": ");
        add_json(&json, formulas[i], strlen(formulas[i]));
        buf_puts(&json, ", \"custom_metadata\": {");
        add_json(&json, formulas[i], strlen(formulas[i]));
        buf_puts(&json, ": \"+1\"}}");
    }
    buf_puts(&json, "]}}");
    expect_safe_and_back(json.data, STAYS, count);
    buf_finish(&json);
}

/* ---- telephone numbers */

#define GUEST "{\"guest_key\":\"g-1\",\"phone_number\":\"+1 555 0100\"}\n"

/* Without the sign a spreadsheet makes a number of it, and the + is gone when the table is saved. */
static void export__of_a_telephone_number__keeps_its_plus(void **state)
{
    (void)state;
    static const char *const tables[] = {"guest_key,phone_number\r\ng-1,'+1 555 0100\r\n",
                                         "guest_key;phone_number\r\ng-1;\"'+1 555 0100\"\r\n",
                                         "\"guest_key\"\t\"phone_number\"\r\n\"g-1\"\t\"+1 555 0100\"\r\n",
                                         "guest_key,phone_number\r\ng-1,+1 555 0100\r\n"};
    struct fixture f;
    size_t unsaid;
    fixture_begin(&f, "{\"customer_data\": {\"guests\": [" GUEST "]}}");
    char *text = export_list(&f, GUESTS, ',', &unsaid);
    assert_string_equal(text, tables[0]);
    free(text);
    fixture_end(&f);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct trial t;
        trial_begin(&t, "{}", GUESTS, tables[i]);
        trial_read_rows(&t);
        trial_check(&t);
        trial_apply(&t);
        trial_expect_list(&t, GUESTS, GUEST);
        trial_end(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(export__of_any_field__holds_no_formula),
        cmocka_unit_test(export__of_hostile_texts__holds_no_formula_and_comes_back),
        cmocka_unit_test(export__of_formulas_as_keys_and_names__comes_back),
        cmocka_unit_test(export__of_a_telephone_number__keeps_its_plus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
