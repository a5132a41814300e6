/* Columns that share a field. */
#include "config.h"

#include "tests/test.h"

#include "assets/asset.h"
#include "forms/import.h"
#include "forms/mem.h"
#include "tests/forms/fake_zones.h"
#include "tests/forms/import_trial.h"

#include <stdlib.h>
#include <string.h>

#define GUESTS "/customer_data/guests"

static size_t field_of(const struct trial *t, const char *text)
{
    size_t field;
    char *name;
    assert_true(import_find_field(t->im, text, &field, &name, NULL));
    free(name);
    return field;
}

static void map(struct trial *t, size_t column, const char *field)
{
    assert_true(import_map(t->im, column, field_of(t, field), NULL, NULL));
}

static void import_suggest__joins__what_is_a_part_by_its_title(void **state)
{
    (void)state;
    static const struct {
        const char *list, *text, *mapping;
    } cases[] = {
        {GUESTS, "Guest ID,First name,Last name\ng,Ana,Dias\n", "guest_key name name"},
        {GUESTS, "Guest ID,SURNAME,Given Name(s),City\ng,Dias,Ana,x\n", "guest_key name skip skip"},
        {GUESTS, "Guest ID,Surname,Middle name,Given_name\ng,Dias,B,Ana\n", "guest_key name name name"},
        {GUESTS, "guest_key;Vorname;Nachname\ng;Ana;Dias\n", "guest_key name name"},
        {GUESTS, "guest_key;Vorname;Name\ng;Ana;Dias\n", "guest_key name name"},
        {GUESTS, "guest_key;Nom;Pr\xc3\xa9nom\ng;Dias;Ana\n", "guest_key name name"},
        {GUESTS, "guest_key;Pr\xc3\xa9nom;Nom de famille\ng;Ana;Dias\n", "guest_key name name"},
        {GUESTS, "guest_key;Nombre;Apellidos\ng;Ana;Dias Mar\n", "guest_key name name"},
        {GUESTS, "guest_key;Nombre;Primer apellido;Segundo apellido\ng;Ana;Dias;Mar\n",
         "guest_key name name name"},
        {GUESTS, "guest_key;Nome;Cognome\ng;Ana;Dias\n", "guest_key name name"},
        {STAYS, "ID,First name,Last name\nr,Ana,Dias\n", "reservation_key name name"},
        /* the whole is there */
        {GUESTS, "guest_key,Full name,First name,Last name\ng,Ana Dias,Ana,Dias\n",
         "guest_key name skip skip"},
        {GUESTS, "guest_key,Name,First name,Last name\ng,Company,Ana,Dias\n", "guest_key name skip skip"},
        {GUESTS, "guest_key,Name,First name\ng,Ana Dias,Ana\n", "guest_key name skip"},
        {GUESTS, "guest_key,Full name,First name\ng,A. Dias,Ana\n", "guest_key name skip"},
        /* and this is not it */
        {GUESTS, "guest_key,Title,First name,Last name\ng,Mrs,Ana,Dias\n", "guest_key skip name name"},
        {GUESTS, "guest_key,Last name\ng,Dias\n", "guest_key name"},
        {GUESTS, "guest_key,First name,Last name,First name,Last name\ng,Ana,Dias,Ben,Stone\n",
         "guest_key name name skip skip"},
        /* keys add up */
        {STAYS, "ID,Room 1,Room 2\nr,101,102\n", "reservation_key room_keys room_keys"},
        {STAYS, "ID,Room,Room #2\nr,101,102\n", "reservation_key room_keys room_keys"},
        {STAYS, "ID,Room 1,Room 2\nr,p-1,p-9\n", "reservation_key property_keys room_keys"},
        {STAYS, "ID,Guest 1,Guest 2,PIN 2\nr,g-1,g-2,1\n", "reservation_key skip skip skip"},
        {GUESTS, "First name,Last name\nAna,Dias\n", "name name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        trial_begin(&t, TWO_STAYS, cases[i].list, cases[i].text);
        trial_read_rows(&t);
        trial_expect_mapping(&t, cases[i].mapping);
        trial_end(&t);
    }
}

static void cells__are_joined__and_empty_ones_leave_no_blank(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, "{}", GUESTS,
                "guest_key,First name,Middle name,Last name\n1,Ana,B,Dias\n2,,,Dias\n3,Ana,,\n4,Ana,,Dias\n"
                "5,,,\n6,\"\",\"\",\"\"\n7,\"\",\" \",Dias\n8,\" Ana \",,\" \"\n9,Ana\n");
    trial_read_rows(&t);
    trial_check(&t);
    assert_int_equal(import_counts(t.im)->fates[IMPORT_NEW], 9);
    trial_apply(&t);
    trial_expect_list(
        &t, GUESTS,
        "{\"guest_key\":\"1\",\"name\":\"Ana B Dias\"}\n{\"guest_key\":\"2\",\"name\":\"Dias\"}\n"
        "{\"guest_key\":\"3\",\"name\":\"Ana\"}\n{\"guest_key\":\"4\",\"name\":\"Ana Dias\"}\n"
        "{\"guest_key\":\"5\"}\n{\"guest_key\":\"6\",\"name\":\"\"}\n"
        "{\"guest_key\":\"7\",\"name\":\"Dias\"}\n{\"guest_key\":\"8\",\"name\":\"Ana\"}\n"
        "{\"guest_key\":\"9\",\"name\":\"Ana\"}\n");
    assert_true(doc_undo(t.f.doc, NULL)); /* one step */
    trial_expect_document(&t, t.before);
    trial_end(&t);
}

static void records_that_are_there__change__by_what_is_joined(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, TWO_STAYS, STAYS, "reservation_key,First name,Last name\nr-1,Ana,\nr-2,Ben,Stone\n");
    trial_read_rows(&t);
    trial_check(&t);
    assert_int_equal(import_fate(t.im, 0), IMPORT_SAME);
    assert_int_equal(import_fate(t.im, 1), IMPORT_CHANGE);
    trial_apply(&t);
    trial_expect_list(&t, STAYS,
                      "{\"reservation_key\":\"r-1\",\"name\":\"Ana\"}\n"
                      "{\"reservation_key\":\"r-2\",\"name\":\"Ben Stone\","
                      "\"starts_at\":\"2026-11-20T15:00:00Z\"}\n");
    trial_end(&t);
}

static void keys__add_up__and_strange_ones_count_for_their_column(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, TWO_STAYS, STAYS,
                "reservation_key,A,B\nr-8,p-1|p-7,\"[\"\"p-8\"\",\"\"a|b\"\"]\"\nr-9,,p-1\nr-7,,\n");
    trial_read_rows(&t);
    map(&t, 1, "property_keys");
    map(&t, 2, "property_keys");
    trial_check(&t);
    assert_int_equal(import_column(t.im, 1)->strange, 1);
    assert_int_equal(import_column(t.im, 2)->strange, 2);
    struct buf row;
    buf_init(&row, BUF_TEXT_MAX);
    import_preview(t.im, 0, &row);
    assert_string_equal(row.data,
                        "{\"reservation_key\":\"r-8\",\"property_keys\":[\"p-1\",\"p-7\",\"p-8\",\"a|b\"]}");
    buf_clear(&row);
    import_preview(t.im, 1, &row);
    assert_string_equal(row.data, "{\"reservation_key\":\"r-9\",\"property_keys\":[\"p-1\"]}");
    buf_clear(&row);
    import_preview(t.im, 2, &row);
    assert_string_equal(row.data, "{\"reservation_key\":\"r-7\"}");
    buf_finish(&row);
    trial_end(&t);
}

static void times__are_those_of_the_place__in_any_of_its_columns(void **state)
{
    (void)state;
    struct trial t;
    struct buf row;
    trial_begin(&t,
                "{\"customer_data\":{\"spaces\":[{\"space_key\":\"ny\",\"customer_data\":{\"time_zone\":"
                "\"America/New_York\"}}]}}",
                STAYS, "reservation_key,starts_at,A,B\nr,2026-11-20 15:00,,ny\n");
    trial_read_rows(&t);
    map(&t, 2, "space_keys");
    map(&t, 3, "space_keys");
    struct import_options o = *import_options(t.im);
    o.zones = fake_zones();
    import_set_options(t.im, &o);
    trial_check(&t);
    buf_init(&row, BUF_TEXT_MAX);
    import_preview(t.im, 0, &row);
    assert_non_null(strstr(row.data, "\"starts_at\":\"2026-11-20T20:00:00Z\""));
    buf_finish(&row);
    trial_end(&t);
}

/* The schema with names of eight characters at the most. */
static void begin_strict(struct trial *t, const char *text)
{
    static const char name[] = "\"StayName\": {";
    const struct asset *a = asset_find("schema.json");
    char *whole = xstrndup((const char *)a->data, a->len), *at = strstr(whole, name);
    assert_non_null(at);
    const size_t lead = (size_t)(at - whole) + sizeof name - 1;
    char *strict = xasprintf("%.*s\"maxLength\": 8, %s", (int)lead, whole, whole + lead);
    t->f.schema = read_schema(strict, strlen(strict));
    t->f.wizard = read_wizard(t->f.schema);
    t->f.doc = read_doc("{}");
    trial_start(t, STAYS, text);
    free(strict);
    free(whole);
}

static void bad_rows__name_the_column_at_fault(void **state)
{
    (void)state;
    static const struct {
        const char *cells;
        size_t column;
    } cases[] = {
        {"Ana,Dias", IMPORT_SKIP}, {"Anastasia,Dias", 1},        {"Ana,Diasdiasd", 2},
        {"Bertha,Diaz", 2},        {"Bertholdine,Longstone", 1}, {"Bertholdine,", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        struct buf why;
        size_t column;
        char *text = xasprintf("reservation_key,First name,Last name\nr,%s\n", cases[i].cells);
        buf_init(&why, BUF_TEXT_MAX);
        begin_strict(&t, text);
        trial_read_rows(&t);
        trial_check(&t);
        const bool bad = import_problem(t.im, 0, &column, &why);
        assert_int_equal(bad, cases[i].column != IMPORT_SKIP);
        assert_int_equal(bad, why.len > 0);
        assert_int_equal(column, cases[i].column);
        assert_int_equal(import_column(t.im, 1)->bad, column == 1);
        assert_int_equal(import_column(t.im, 2)->bad, column == 2);
        trial_end(&t);
        buf_finish(&why);
        free(text);
    }
}

static void what_is_told__is_joined__and_takes_from_what_is_guessed(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, "{}", GUESTS, "guest_key,Guest name,A,B,E-mail,C\n1,x y,Ana,Dias,a@example.com,4\n");
    trial_read_rows(&t);
    trial_expect_mapping(&t, "guest_key name skip skip email_address skip");
    map(&t, 2, "name");
    trial_expect_mapping(&t, "guest_key skip name skip email_address skip");
    map(&t, 3, "name");
    map(&t, 5, "email_address");
    trial_expect_mapping(&t, "guest_key skip name name skip email_address");
    map(&t, 4, "email_address"); /* told or not */
    map(&t, 0, "phone_number");
    map(&t, 1, "guest_key");
    trial_expect_mapping(&t, "phone_number guest_key name name email_address skip");
    trial_end(&t);
    trial_begin(&t, "{}", GUESTS, "guest_key,Guest name,A,E-mail\n1,x y,Ana,a@example.com\n");
    trial_read_rows(&t);
    assert_true(import_join(t.im, 2, field_of(&t, "name"), NULL, NULL));
    trial_expect_mapping(&t, "guest_key name name email_address");
    assert_true(import_join(t.im, 2, field_of(&t, "email_address"), NULL, NULL));
    trial_expect_mapping(&t, "guest_key name email_address skip");
    trial_end(&t);
}

static void what_is_whole__is_not_joined(void **state)
{
    (void)state;
    static const char *const whole[] = {"reservation_key", "preferred_code", "starts_at", "guest_key"};
    struct trial t;
    trial_begin(&t, "{}", STAYS, "x\n1\n");
    trial_read_rows(&t);
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_false(import_joins(t.im, field_of(&t, whole[i])));
    assert_true(import_joins(t.im, field_of(&t, "name")));
    assert_true(import_joins(t.im, field_of(&t, "space_keys")));
    trial_end(&t);
    trial_begin(&t, "{}", GUESTS, "x\n1\n");
    trial_read_rows(&t);
    assert_false(import_joins(t.im, field_of(&t, "email_address")));
    assert_false(import_joins(t.im, field_of(&t, "phone_number")));
    trial_end(&t);
}

static void import_recall__joins_again__what_was_remembered(void **state)
{
    (void)state;
    static const char text[] = "guest_key,Guest name,First,Family\n1,x y,Ana,Dias\n";
    struct trial t;
    struct buf kept;
    char *zone;
    buf_init(&kept, BUF_TEXT_MAX);
    trial_begin(&t, "{}", GUESTS, text);
    trial_read_rows(&t);
    map(&t, 3, "name");
    map(&t, 2, "name");
    trial_expect_mapping(&t, "guest_key skip name name");
    import_remember(t.im, &kept);
    trial_end(&t);
    trial_begin(&t, "{}", GUESTS, text);
    trial_read_rows(&t);
    for (int i = 0; i < 2; i++) {
        import_recall(t.im, kept.data, kept.len, &zone);
        trial_expect_mapping(&t, "guest_key skip name name");
        free(zone);
    }
    buf_finish(&kept);
    trial_end(&t);
}

static void import_joined__says__what_columns_make_together(void **state)
{
    (void)state;
    struct trial t;
    struct buf titles, value;
    buf_init(&titles, BUF_TEXT_MAX);
    buf_init(&value, BUF_TEXT_MAX);
    trial_begin(
        &t, "{}", STAYS,
        "reservation_key,First name,Last name,Room 1,PIN,Room 2\nr-1,,,,1,\nr-2,Ana,Dias,101,2,102\n");
    trial_read_rows(&t);
    trial_check(&t);
    assert_false(import_joined(t.im, 0, &titles, &value));
    assert_false(import_joined(t.im, 4, &titles, &value));
    assert_int_equal(titles.len + value.len, 0);
    assert_true(import_joined(t.im, 2, &titles, &value));
    assert_string_equal(titles.data, "First name + Last name");
    assert_string_equal(value.data, "Ana Dias");
    buf_clear(&titles);
    buf_clear(&value);
    assert_true(import_joined(t.im, 3, &titles, &value));
    assert_string_equal(titles.data, "Room 1 + Room 2");
    assert_string_equal(value.data, "101, 102");
    buf_finish(&titles);
    buf_finish(&value);
    trial_end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(import_suggest__joins__what_is_a_part_by_its_title),
        cmocka_unit_test(cells__are_joined__and_empty_ones_leave_no_blank),
        cmocka_unit_test(records_that_are_there__change__by_what_is_joined),
        cmocka_unit_test(keys__add_up__and_strange_ones_count_for_their_column),
        cmocka_unit_test(times__are_those_of_the_place__in_any_of_its_columns),
        cmocka_unit_test(bad_rows__name_the_column_at_fault),
        cmocka_unit_test(what_is_told__is_joined__and_takes_from_what_is_guessed),
        cmocka_unit_test(what_is_whole__is_not_joined),
        cmocka_unit_test(import_recall__joins_again__what_was_remembered),
        cmocka_unit_test(import_joined__says__what_columns_make_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
