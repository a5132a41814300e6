/* Rows of a table into a list. The file is read by the world, which the test plays. */
#include "tests/test.h"

#include "forms/mem.h"
#include "tests/forms/fake_zones.h"
#include "tests/screens/golden.h"

#include <stdlib.h>
#include <string.h>

#define STAYS "/customer_data/reservations"
#define BODY                                                                                                 \
    "{\"customer_data\":{\"customer_key\":\"c\",\"properties\":[{\"property_key\":\"p-1\",\"name\":\"One\"}" \
    "],"                                                                                                     \
    "\"reservations\":[{\"reservation_key\":\"r-1\",\"name\":\"Ana\"}]}}"

static const char table[] = "Confirmation No;Guest;Property;Arrival;Departure;PIN;Notes;Balance\r\n"
                            "r-1;Jos\xc3\xa9 \xc3\x91"
                            "and\xc3\xba;p-1|p-9;20.11.2026 15:00;23.11.2026 11:00;0042;late;120,50\r\n"
                            "r-2;Ben;p-1;31.02.2026 15:00;24.11.2026 11:00;0815;;1\r\n"
                            "r-3;\x1b[31mCleo;p-1;29.11.2026 15:00;30.11.2026 11:00;0816;;2\r\n";

static struct golden *at(int rows, int cols)
{
    struct golden *g = golden_new(BODY, rows, cols);
    g->se.zones = fake_zones();
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, STAYS);
    golden_forget(g);
    return g;
}

/* As the world answers EFFECT_READ_TABLE. */
static void answer(struct golden *g, const char *text)
{
    session_table(&g->se, text, strlen(text));
    golden_report(g, EFFECT_READ_TABLE, REPORT_DONE, NULL);
    golden_report(g, EFFECT_FIND_MAPPING, REPORT_DONE, NULL);
}

static struct golden *mapping_at(int rows, int cols, const char *text)
{
    struct golden *g = at(rows, cols);
    golden_keys(g, "i text:~/stays.csv Enter");
    golden_assert_effect(g, EFFECT_READ_TABLE, "~/stays.csv");
    answer(g, text);
    return g;
}

static void the_file__is_asked_for(void **state)
{
    (void)state;
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = at(sizes[i][0], sizes[i][1]);
        golden_keys(g, "i");
        golden_expect(g, "import-file");
        golden_keys(g, "Esc");
        golden_assert_top(g, "wizard");
        golden_free(g);
    }
}

static void a_file_that_cannot_be_read__is_asked_for_again(void **state)
{
    (void)state;
    static const struct err failure = {.code = ERR_NOT_FOUND, .text = "stays.csv: there is no such file"};
    struct golden *g = at(24, 80);
    golden_keys(g, "i text:stays.csv Enter");
    golden_report(g, EFFECT_READ_TABLE, REPORT_FAILED, &failure);
    golden_assert_shows(g, "no such file");
    golden_assert_shows(g, "[stays.csv_");
    golden_keys(g, "Enter");
    golden_assert_effect(g, EFFECT_READ_TABLE, "stays.csv");
    answer(g, "a,b\n1,\"open\n");
    golden_assert_shows(g, "Line 2, column 3");
    golden_assert_shows(g, "[stays.csv_");
    golden_keys(g, "Enter Esc"); /* while it is read */
    golden_assert_effect(g, EFFECT_CANCEL, NULL);
    golden_assert_json(g, BODY);
    golden_free(g);
}

static void the_mapping__shows_columns_fields_and_checks(void **state)
{
    (void)state;
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = mapping_at(sizes[i][0], sizes[i][1], table);
        golden_expect(g, "import-mapping");
        golden_keys(g, "End");
        golden_expect(g, "import-settings");
        golden_keys(g, "Space Right");
        golden_expect(g, "import-preview");
        golden_keys(g, "b");
        golden_expect(g, "import-bad");
        golden_keys(g, "Esc Home Down Enter");
        golden_expect(g, "import-field");
        golden_keys(g, "Esc End Up Up Enter");
        golden_expect(g, "import-zone");
        golden_free(g);
    }
}

static void keys_of_no_record__are_explained__where_the_focus_is(void **state)
{
    (void)state;
    struct golden *g = mapping_at(24, 80, table);
    golden_assert_hides(g, "names no record");
    golden_keys(g, "Down Down");
    golden_assert_shows(g, "1 key names no record that is here; it goes in as it is.");
    golden_keys(g, "Space");
    golden_assert_hides(g, "names no record");
    golden_free(g);
}

/* As a property manager's program writes its guests. */
static const char guests[] =
    "Guest ID,Title,First name,Last name,E-mail,Mobile,Street,City,Country,Birthday,"
    "Notes,Marketing\n"
    "g-1,Mrs,Ana,Dias,ana@example.com,+1 555 0100,1 Main St,Porto,PT,1990-01-02,,yes\n"
    "g-2,,Cher,,cher@example.com,,,,,,,no\n"
    "g-3,Mr,,Stone,stone@example.com,,,,,,late,no\n";

static struct golden *guests_at(int rows, int cols)
{
    struct golden *g = golden_new(BODY, rows, cols);
    g->se.zones = fake_zones();
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, "/customer_data/guests");
    golden_forget(g);
    golden_keys(g, "i text:~/guests.csv Enter");
    answer(g, guests);
    return g;
}

static void columns_of_one_field__are_shown_as_joined(void **state)
{
    (void)state;
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = guests_at(sizes[i][0], sizes[i][1]);
        golden_keys(g, "Down Down Down");
        golden_expect(g, "import-joined");
        golden_keys(g, "Space");
        golden_expect(g, "import-joined-rows");
        golden_keys(g, "Esc Up Up Enter");
        golden_expect(g, "import-joined-field");
        golden_free(g);
    }
}

static void a_column_that_is_chosen__is_joined_with_those_of_its_field(void **state)
{
    (void)state;
    struct golden *g = guests_at(24, 80);
    golden_keys(g, "Down Enter text:name Enter"); /* the title */
    golden_assert_shows(g, "Joined: Title + First name + Last name = Mrs Ana Dias");
    golden_keys(g, "Del");
    golden_assert_hides(g, "Joined");
    golden_keys(g, "Down");
    golden_assert_shows(g, "Joined: First name + Last name = Ana Dias");
    golden_keys(g, "F5");
    golden_assert_shows(g, "Imported: 3 new");
    golden_assert_shows(g, "Ana Dias");
    golden_keys(g, "u"); /* all in one step */
    golden_assert_json(g, BODY);
    golden_free(g);
}

static void a_field_of_one_value__is_taken_from_its_column(void **state)
{
    (void)state;
    struct golden *g = guests_at(24, 80);
    golden_keys(g, "Down Down Down Down Down Enter text:email");
    golden_assert_shows(g, "taken from E-mail (email_address)");
    golden_keys(g, "Enter");
    golden_assert_hides(g, "Joined");
    golden_keys(g, "Up");
    golden_assert_hides(g, "Joined");
    golden_assert_shows(g, "E-mail           -> (leave out)");
    golden_free(g);
}

static void the_rows_that_are_good__go_in__in_one_step(void **state)
{
    (void)state;
    struct golden *g = mapping_at(24, 80, table);
    golden_keys(g, "F5");
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, "Imported: 1 new, 1 changed, 1 left out.");
    golden_assert_hides(g, "\x1b");
    golden_assert_shows(g, "r-3");
    golden_keys(g, "u");
    golden_assert_json(g, BODY);
    golden_assert_hides(g, "r-3");
    golden_free(g);
}

static void metadata_and_settings__are_chosen_by_keys(void **state)
{
    (void)state;
    struct golden *g = mapping_at(24, 80, "Key,A,When\nr-1,x,01/02/2027 10:00\nr-8,z,03/02/2027 10:00\n");
    golden_keys(g, "Down Enter text:metadata Enter");
    golden_assert_shows(g, "Name in the metadata");
    golden_keys(g, "Ctrl-U text:room Enter");
    golden_assert_shows(g, "metadata: room");
    golden_keys(g, "Down Enter text:starts Enter");
    golden_assert_shows(g, "day first, perhaps: 01/02/2027");
    golden_assert_shows(g, "Mon 1 Feb 2027 10:00");
    golden_keys(g, "Down Down Right");
    golden_assert_shows(g, "month first");
    golden_assert_shows(g, "Sat 2 Jan 2027 10:00");
    golden_keys(g, "Down Enter");
    golden_keys(g, "text:new"); /* as people write it: */
    golden_keys(g, "Space text:york Enter");
    golden_assert_shows(g, "America/New_York");
    golden_keys(g, "Down Right");
    golden_assert_shows(g, "leave the row out");
    golden_forget(g);
    golden_keys(g, "F5");
    golden_assert_json(
        g, "{\"customer_data\":{\"customer_key\":\"c\",\"properties\":[{\"property_key\":\"p-1\",\"name\":"
           "\"One\"}],\"reservations\":[{\"reservation_key\":\"r-1\",\"name\":\"Ana\"},"
           "{\"reservation_key\":\"r-8\",\"starts_at\":\"2027-03-02T15:00:00Z\","
           "\"custom_metadata\":{\"room\":\"z\"}}]}}");
    golden_free(g);
}

static void dates__are_shown_as_they_will_be_read(void **state)
{
    (void)state;
    struct golden *g = mapping_at(24, 80, "Key,Arrival\nr-8,20 nov 10:00\n");
    golden_assert_shows(g, "day first: 20 nov 10:00 is Fri 20 Nov 2026 10:00"); /* of this year */
    golden_free(g);
    g = at(24, 80);
    g->se.dates = DATE_MONTH_FIRST; /* as people write where the operator is */
    golden_keys(g, "i text:stays.csv Enter");
    answer(g, "Key,Arrival\nr-8,11/05/2026 10:00\n");
    golden_assert_shows(g, "month first, perhaps: 11/05/2026 10:00 is Thu 5 Nov 2026 10:00");
    golden_free(g);
}

static void the_settings__stay_in_sight__below_many_columns(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    buf_puts(&text, "reservation_key,When,Rooms");
    for (int i = 0; i < 30; i++)
        buf_printf(&text, ",Extra %d", i);
    buf_puts(&text, "\nr-1,01/02/2027,\"a;b\"\n");
    struct golden *g = mapping_at(24, 80, text.data);
    golden_assert_shows(g, "+24 below");
    golden_assert_shows(g, "Key exists");
    golden_keys(g, "Down Enter text:starts Enter");
    golden_assert_shows(g, "Many keys   < apart by ;, as found: a;b is 2 keys >");
    golden_keys(g, "End Right");
    golden_assert_shows(g, "apart by |: a;b is 1 key");
    golden_keys(g, "Left Left");
    golden_assert_shows(g, "one in each cell: a;b is 1 key");
    golden_assert_shows(g, "reservation_key  ->"); /* the columns have not moved */
    golden_keys(g, "g PgDn PgDn PgDn Up Up Up Up Up");
    golden_assert_shows(g, "Extra 29");
    golden_assert_hides(g, "below");
    golden_assert_shows(g, "Many keys");
    golden_free(g);
    buf_finish(&text);
}

static void counts__have_commas__and_leave_out_what_has_no_room(void **state)
{
    (void)state;
    struct buf rows;
    buf_init(&rows, BUF_BODY_MAX);
    buf_puts(&rows, "reservation_key,starts_at\n");
    for (int i = 0; i < 12000; i++)
        buf_printf(&rows, "n-%d,%s\n", i, i < 1500 ? "31.02.2027" : "28.02.2027");
    struct golden *g = mapping_at(24, 80, rows.data);
    golden_assert_shows(g, "12,000 rows,");
    golden_assert_shows(g, "Import 10,500 rows: 10,500 new, 0 changed; 1,500 left out.");
    golden_assert_shows(g, "1,500 bad rows: 2 starts_at \"31.02.2027\"; 3 starts_at");
    golden_assert_shows(g, "12,000 ok");
    golden_assert_shows(g, "1,500 bad");
    golden_assert_hides(g, "10,500 ok"); /* no room for both */
    golden_keys(g, "F5");
    golden_assert_shows(g, "Imported: 10,500 new, 0 changed, 1,500 left out.");
    golden_free(g);
    g = mapping_at(12, 40, rows.data);
    golden_assert_shows(g, "10,500 new, 1,500 bad (b shows)");
    golden_assert_shows(g, "Esc back");
    golden_free(g);
    buf_finish(&rows);
}

static void the_first_row__is_names_or_a_row__as_the_operator_says(void **state)
{
    (void)state;
    struct golden *g = mapping_at(24, 80, "north,One\nsouth,Two\n");
    golden_assert_shows(g, "a row like the others");
    golden_assert_shows(g, "2 rows");
    golden_keys(g, "Down Down Right");
    golden_assert_shows(g, "names of the columns");
    golden_assert_shows(g, "1 row,");
    golden_assert_shows(g, "north");
    golden_keys(g, "Down Down Right");
    golden_assert_shows(g, "2 rows");
    golden_free(g);
}

static void the_mapping__is_kept_and_used_again(void **state)
{
    (void)state;
    struct golden *g = mapping_at(24, 80, "Key,A\nr-8,x\n");
    golden_keys(g, "Down Enter text:name Enter F5");
    const struct effect *kept = NULL;
    for (size_t i = 0; i < g->effects.count; i++)
        if (g->effects.items[i].type == EFFECT_KEEP_MAPPING)
            kept = &g->effects.items[i];
    assert_non_null(kept);
    assert_string_equal(kept->text, STAYS "\nKey\nA\n");
    char *mapping = xstrdup(kept->other);
    golden_keys(g, "i text:x Enter");
    xreplace(&g->se.mapping, mapping);
    answer(g, "Key,A\nr-9,y\n");
    golden_assert_shows(g, "Columns go where they went the last time.");
    golden_assert_shows(g, "-> Name");
    free(mapping);
    golden_free(g);
}

static void cells__can_be_pasted__into_the_list_and_the_prompt(void **state)
{
    (void)state;
    for (int prompt = 0; prompt < 2; prompt++) {
        struct golden *g = at(24, 80);
        if (prompt)
            golden_keys(g, "i");
        golden_paste(g, "reservation_key\tname\nr-8\tDora\nr-9\tEve\n");
        golden_report(g, EFFECT_FIND_MAPPING, REPORT_DONE, NULL);
        golden_assert_shows(g, "pasted cells  2 rows, tab");
        golden_keys(g, "F5");
        golden_assert_shows(g, "Imported: 2 new");
        golden_assert_shows(g, "Eve");
        golden_free(g);
    }
}

static void a_path__can_be_pasted__into_the_prompt(void **state)
{
    (void)state;
    struct golden *g = at(24, 80);
    golden_keys(g, "i");
    golden_paste(g, "/tmp/a b.csv");
    golden_keys(g, "Enter");
    golden_assert_effect(g, EFFECT_READ_TABLE, "/tmp/a b.csv");
    golden_free(g);
}

static void bad_rows__are_written_to_a_file(void **state)
{
    (void)state;
    struct golden *g = mapping_at(24, 80, table);
    golden_keys(g, "x");
    golden_assert_shows(g, "stays.csv.bad.csv");
    golden_keys(g, "Enter");
    golden_assert_effect(g, EFFECT_WRITE, "~/stays.csv.bad.csv");
    const struct effect *kept = &g->effects.items[g->effects.count - 2];
    assert_int_equal(kept->type, EFFECT_KEEP_MAPPING); /* they come back, under the same header */
    assert_true(strncmp(kept->text, STAYS "\nConfirmation No\n", strlen(STAYS "\nConfirmation No\n")) == 0);
    assert_non_null(strstr(g->effects.items[g->effects.count - 1].other, "There is no 31 Feb 2026."));
    golden_free(g);
}

static void bad_rows__are_said_to_be_written__or_asked_for_again(void **state)
{
    (void)state;
    static const struct err taken = {.code = ERR_EXISTS,
                                     .text = "stays.csv.bad.csv: there is a file of that name"};
    struct golden *g = mapping_at(24, 80, table);
    golden_keys(g, "b");
    golden_assert_shows(g, "x write bad rows");
    golden_keys(g, "x Enter");
    golden_report(g, EFFECT_KEEP_MAPPING, REPORT_DONE, NULL);
    golden_report(g, EFFECT_WRITE, REPORT_FAILED, &taken);
    golden_assert_shows(g, "there is a file of that name");
    golden_assert_shows(g, "[~/stays.csv.bad.csv_");
    golden_keys(g, "Ctrl-U text:other.csv Enter");
    golden_assert_effect(g, EFFECT_WRITE, "other.csv");
    golden_report(g, EFFECT_WRITE, REPORT_DONE, NULL);
    golden_assert_shows(g, "Wrote 1 bad row to other.csv. Mend it there, then import that file.");
    golden_free(g);
}

static void bad_rows__are_written__only_when_all_are_known(void **state)
{
    (void)state;
    struct buf rows;
    buf_init(&rows, BUF_BODY_MAX);
    buf_puts(&rows, "reservation_key,name\n");
    for (int i = 0; i < 2000; i++)
        buf_puts(&rows, "twice,Guest\n");
    struct golden *g = mapping_at(24, 80, rows.data);
    g->busy = true;
    golden_keys(g, "Down Del");
    assert_true(golden_work(g));
    golden_forget(g);
    golden_keys(g, "x");
    golden_assert_shows(g, "The rows are still being checked.");
    golden_keys(g, "Enter Esc");
    golden_assert_no_effect(g);
    golden_free(g);
    buf_finish(&rows);
}

static void an_import__that_is_given_up__leaves_no_trace(void **state)
{
    (void)state;
    struct buf rows;
    buf_init(&rows, BUF_BODY_MAX);
    buf_puts(&rows, "reservation_key,name\nr-1,Zoe\n");
    for (int i = 0; i < 2000; i++)
        buf_printf(&rows, "n-%d,Guest %d\n", i, i);
    struct golden *g = mapping_at(24, 80, rows.data);
    g->busy = true;
    golden_keys(g, "F5");
    assert_true(golden_work(g));
    assert_true(golden_work(g));
    assert_true(doc_count(g->se.doc, STAYS) > 100);
    golden_forget(g);
    golden_keys(g, "F2 F10"); /* half of it is not saved */
    golden_assert_no_effect(g);
    golden_assert_top(g, "import");
    golden_assert_shows(g, "Wait for the end");
    golden_keys(g, "Esc");
    golden_assert_shows(g, "Nothing was imported.");
    golden_assert_top(g, "import");
    golden_assert_json(g, BODY);
    assert_false(doc_modified(g->se.doc));
    g->busy = false;
    golden_keys(g, "F5"); /* and once more, to the end */
    golden_assert_top(g, "wizard");
    assert_int_equal(doc_count(g->se.doc, STAYS), 2001);
    golden_keys(g, "u");
    golden_assert_json(g, BODY);
    golden_free(g);
    buf_finish(&rows);
}

static int finish(void **state)
{
    (void)state;
    fake_zones_finish();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file__is_asked_for),
        cmocka_unit_test(a_file_that_cannot_be_read__is_asked_for_again),
        cmocka_unit_test(the_mapping__shows_columns_fields_and_checks),
        cmocka_unit_test(keys_of_no_record__are_explained__where_the_focus_is),
        cmocka_unit_test(columns_of_one_field__are_shown_as_joined),
        cmocka_unit_test(a_column_that_is_chosen__is_joined_with_those_of_its_field),
        cmocka_unit_test(a_field_of_one_value__is_taken_from_its_column),
        cmocka_unit_test(the_rows_that_are_good__go_in__in_one_step),
        cmocka_unit_test(metadata_and_settings__are_chosen_by_keys),
        cmocka_unit_test(dates__are_shown_as_they_will_be_read),
        cmocka_unit_test(the_settings__stay_in_sight__below_many_columns),
        cmocka_unit_test(counts__have_commas__and_leave_out_what_has_no_room),
        cmocka_unit_test(the_first_row__is_names_or_a_row__as_the_operator_says),
        cmocka_unit_test(the_mapping__is_kept_and_used_again),
        cmocka_unit_test(cells__can_be_pasted__into_the_list_and_the_prompt),
        cmocka_unit_test(a_path__can_be_pasted__into_the_prompt),
        cmocka_unit_test(bad_rows__are_written_to_a_file),
        cmocka_unit_test(bad_rows__are_said_to_be_written__or_asked_for_again),
        cmocka_unit_test(bad_rows__are_written__only_when_all_are_known),
        cmocka_unit_test(an_import__that_is_given_up__leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
