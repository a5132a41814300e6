#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/home.h"
#include "tests/program.h"
#include "tests/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BODY                                                                                                 \
    "{\n  \"customer_data\": {\n    \"reservations\": [\n"                                                   \
    "      {\"reservation_key\": \"r-1\", \"name\": \"Ana\"}\n    ]\n  }\n}\n"

static struct program p;

static int begin(void **state)
{
    const int failed = home_begin(state);
    if (failed)
        return failed;
    home_write("body.json", BODY);
    return 0;
}

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

static void import_csv__adds_and_changes__and_saves(void **state)
{
    (void)state;
    home_write("stays.csv", "Confirmation No;Guest;Arrival;PIN\r\nr-1;Ana Dias;20.11.2026 15:00;0042\r\n"
                            "r-2;Jos\xe9 B;21.11.2026 15:00;\r\n");
    program_run(&p, NULL, "import", "csv", "--list", "reservations", "--zone", "UTC", "stays.csv",
                "body.json", NULL);
    assert_string_equal(p.err, "");
    assert_int_equal(p.status, 0);
    assert_string_equal(p.out, "2 rows: 1 new, 1 changed, 0 the same, 0 left out, 0 bad\n");
    home_expect("body.json", "{\n  \"customer_data\": {\n    \"reservations\": [\n"
                             "      {\"reservation_key\": \"r-1\", \"name\": \"Ana Dias\", "
                             "\"starts_at\": \"2026-11-20T15:00:00Z\", \"preferred_code\": \"0042\"},\n"
                             "      {\n        \"reservation_key\": \"r-2\",\n"
                             "        \"name\": \"Jos\xc3\xa9 B\",\n"
                             "        \"starts_at\": \"2026-11-21T15:00:00Z\"\n      }\n    ]\n  }\n}\n");
    program_run(&p, NULL, "import", "csv", "--list", "reservations", "--zone", "UTC", "stays.csv",
                "body.json", NULL);
    assert_int_equal(p.status, 0);
    assert_string_equal(p.out, "2 rows: 0 new, 0 changed, 2 the same, 0 left out, 0 bad\n");
}

static void import_csv__sends_columns__where_map_says(void **state)
{
    (void)state;
    program_run(&p, "a=b,x,Guest\n12,ignored,notes of it\n", "import", "csv", "--list", "reservations",
                "--map", "a=b=reservation_key", "--map", "3=metadata:notes", "--map=x=skip", "-", "body.json",
                NULL);
    assert_string_equal(p.err, "");
    assert_int_equal(p.status, 0);
    program_run(&p, NULL, "show", "body.json", NULL);
    assert_says(p.out, "\"reservation_key\": \"12\"");
    assert_says(p.out, "\"notes\": \"notes of it\"");
    assert_null(strstr(p.out, "ignored"));
}

static void import_csv__joins_columns__that_map_sends_to_one_field(void **state)
{
    (void)state;
    home_write("people.csv", "ID;Guest;Called;Family;Room 1;Room 2\r\nr-1;x;Ana;Dias;101;102\r\n"
                             "r-2;x;;Stone;;102\r\n");
    program_run(&p, NULL, "import", "csv", "--list", "reservations", "--map", "Called=name", "--map",
                "Family=name", "--map", "Guest=skip", "--dry-run", "--zone", "UTC", "people.csv", "body.json",
                NULL);
    assert_string_equal(p.err, "");
    assert_string_equal(p.out,
                        "COLUMN  FIELD            FIRST VALUE  OK  BAD\n"
                        "ID      reservation_key  r-1          2   0\n"
                        "Guest   skip             x\n"
                        "Called  name             Ana          1   0\n"
                        "Family  name             Dias         2   0\n"
                        "Room 1  room_keys        101          1   0\n"
                        "Room 2  room_keys        102          2   0\n"
                        "Called + Family is \"Ana Dias\" in name\n"
                        "Room 1 + Room 2 is \"101, 102\" in room_keys\n"
                        "2 rows: 1 new, 1 changed, 0 the same, 0 left out, 0 bad (nothing was imported: "
                        "--dry-run)\n");
    program_run(&p, NULL, "import", "csv", "--list", "reservations", "--map", "Called=name", "--map",
                "Family=name", "people.csv", "body.json", NULL);
    assert_int_equal(p.status, 0);
    home_expect("body.json",
                "{\n  \"customer_data\": {\n    \"reservations\": [\n"
                "      {\"reservation_key\": \"r-1\", \"name\": \"Ana Dias\", "
                "\"guest_key\": \"x\", \"room_keys\": [\"101\", \"102\"]},\n"
                "      {\n        \"reservation_key\": \"r-2\",\n"
                "        \"name\": \"Stone\",\n        \"guest_key\": \"x\",\n"
                "        \"room_keys\": [\n          \"102\"\n        ]\n      }\n    ]\n  }\n}\n");
}

static void import_csv__leaves_all_alone__where_a_row_is_bad(void **state)
{
    (void)state;
    static const char text[] = "reservation_key,starts_at,preferred_code\nr-8,31.02.2026 10:00,0042\n"
                               "r-9,1.2.2026 10:00,\n,,0815\n";
    home_write("bad.csv", text);
    program_run(&p, NULL, "import", "csv", "--list", "reservations", "bad.csv", "body.json", NULL);
    assert_int_equal(p.status, 1);
    assert_string_equal(p.out, "");
    assert_says(p.err, "bad.csv:2: row 2, starts_at \"31.02.2026 10:00\": There is no 31 Feb 2026.");
    assert_says(p.err, "bad.csv:4: row 4: The row has no key.");
    assert_says(p.err, "Nothing was imported");
    home_expect("body.json", BODY);
    program_run(&p, NULL, "import", "csv", "--list", "reservations", "--skip-bad", "--bad", "rest.csv",
                "bad.csv", "body.json", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "1 new");
    home_expect("rest.csv", "reservation_key,starts_at,preferred_code,Why it was not imported\r\n"
                            "r-8,31.02.2026 10:00,0042,There is no 31 Feb 2026.\r\n"
                            ",,0815,The row has no key.\r\n");
    program_run(&p, NULL, "import", "csv", "--list", "reservations", "--skip-bad", "--bad", "rest.csv",
                "bad.csv", "body.json", NULL);
    assert_int_equal(p.status, 7); /* a file that is there stays */
    home_write("windows.csv", "reservation_key,name\n,Jos\xe9\nr-3,B\n");
    program_run(&p, NULL, "import", "csv", "--list", "reservations", "--skip-bad", "--bad", "marked.csv",
                "windows.csv", "body.json", NULL);
    home_expect("marked.csv", "\xef\xbb\xbfreservation_key,name,Why it was not imported\r\n"
                              ",Jos\xc3\xa9,The row has no key.\r\n"); /* as a spreadsheet wants it */
}

static void import_csv__says_only_what_would_come__of_a_dry_run(void **state)
{
    (void)state;
    program_run(&p, "reservation_key\nr-1\nr-2\n", "import", "csv", "--list", "reservations", "--dry-run",
                "-", "body.json", NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "2 rows: 1 new");
    assert_says(p.out, "nothing was imported");
    home_expect("body.json", BODY);
    program_run(&p, "ID;When;PIN;Other\nr-1;11/20/2026 15:00;0042;\x1b[31mx\n", "import", "csv", "--list",
                "reservations", "--dry-run", "--zone", "UTC", "--map", "When=starts_at", "-", "body.json",
                NULL);
    assert_string_equal(p.err, "");
    assert_string_equal(p.out,
                        "COLUMN  FIELD            FIRST VALUE       OK  BAD\n"
                        "ID      reservation_key  r-1               1   0\n"
                        "When    starts_at        11/20/2026 15:00  1   0\n"
                        "PIN     preferred_code   (hidden)          1   0\n"
                        "Other   skip             \xe2\x90\x9b[31mx\n"
                        "11/20/2026 15:00 is Fri 20 Nov 2026 15:00 in UTC\n"
                        "1 row: 0 new, 1 changed, 0 the same, 0 left out, 0 bad (nothing was imported: "
                        "--dry-run)\n");
    program_run(&p, "one,two\nx,y\n", "import", "csv", "--list", "reservations", "--dry-run", "-",
                "body.json", NULL);
    assert_int_equal(p.status, 1);
    assert_string_equal(p.out, "");
    assert_says(p.err, "No column goes to a field yet.");
    assert_says(p.err, "--map \"Column 1=reservation_key\"");
}

static void import_csv__says_how_it_reads_dates__where_they_do_not_tell(void **state)
{
    (void)state;
    static const struct {
        const char *dates, *values, *words; /* words NULL: nothing is said */
        const char *time;
    } cases[] = {
        {NULL, "3/4/2026 15:00", "3/4/2026 15:00 is Fri 3 Apr 2026 15:00 in UTC. --dates month-first",
         "04-03"},
        {"day-first", "3/4/2026 15:00", NULL, "04-03"},
        {"month-first", "3/4/2026 15:00", NULL, "03-04"},
        {"month-first", "20/4/2026 15:00", NULL, "04-20"}, /* which tells */
        {NULL, "2026-04-03 15:00", NULL, "04-03"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *table = xasprintf("reservation_key,starts_at\nr-%zu,%s\n", i + 5, cases[i].values);
        char *const dates = (char *)cases[i].dates;
        if (dates)
            program_run(&p, table, "import", "csv", "--list", "reservations", "--zone", "UTC", "--dates",
                        dates, "-", "body.json", NULL);
        else
            program_run(&p, table, "import", "csv", "--list", "reservations", "--zone", "UTC", "-",
                        "body.json", NULL);
        assert_int_equal(p.status, 0);
        if (cases[i].words)
            assert_says(p.err, cases[i].words);
        else
            assert_string_equal(p.err, "");
        program_run(&p, NULL, "show", "body.json", NULL);
        char *time = xasprintf("\"starts_at\": \"2026-%sT15:00:00Z\"", cases[i].time);
        assert_says(strstr(p.out, "r-5"), time);
        free(time);
        free(table);
    }
}

static void import_csv__sets_keys_apart__as_told(void **state)
{
    (void)state;
    static const struct {
        const char *apart, *keys;
    } cases[] = {
        {"bar", "[\"a;b, c\",\"d\"]"}, {"semicolon", "[\"a\",\"b, c|d\"]"}, {"comma", "[\"a;b\",\"c|d\"]"},
        {"line", "[\"a;b, c|d\"]"},    {"never", "[\"a;b, c|d\"]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_run(&p, "reservation_key,room_keys\nr-2,\"a;b, c|d\"\n", "import", "csv", "--list",
                    "reservations", "--apart", cases[i].apart, "-", "body.json", NULL);
        assert_int_equal(p.status, 0);
        program_run(&p, NULL, "export", "json", "--list", "reservations", "body.json", NULL);
        assert_says(p.out, cases[i].keys);
    }
}

static void import_csv__does_with_existing_keys__what_it_is_told(void **state)
{
    (void)state;
    static const char text[] = "reservation_key,name\nr-1,Other\n";
    program_run(&p, text, "import", "csv", "--list", "reservations", "--existing", "skip", "-", "body.json",
                NULL);
    assert_int_equal(p.status, 0);
    assert_says(p.out, "1 left out");
    program_run(&p, text, "import", "csv", "--list", "reservations", "--existing", "refuse", "-", "body.json",
                NULL);
    assert_int_equal(p.status, 1);
    assert_says(p.err, "The list has this key already.");
    home_expect("body.json", BODY);
}

static void import_csv__refuses__what_it_cannot_understand(void **state)
{
    (void)state;
    static const struct {
        const char *input;
        int status;
        const char *words, *arguments[8];
    } cases[] = {
        {"a\n1\n", 2, "There is no list \"stays\"", {"csv", "--list", "stays", "-", "body.json"}},
        {"a\n1\n", 2, "--list", {"csv", "-", "body.json"}},
        {"a\n1\n", 2, "cannot be saved", {"csv", "--list", "rooms", "none.csv", "-"}},
        {"a\n1\n", 2, "there are csv and curl", {"xml", "--list", "rooms", "-", "body.json"}},
        {"a\n1\n", 2, "COLUMN=FIELD", {"csv", "--list", "rooms", "--map", "a", "-", "body.json"}},
        {"a\n1\n", 2, "no such column", {"csv", "--list", "rooms", "--map", "b=name", "-", "body.json"}},
        {"a\n1\n", 2, "no field \"nix\"", {"csv", "--list", "rooms", "--map", "a=nix", "-", "body.json"}},
        {"a\n1\n",
         2,
         "no such time zone",
         {"csv", "--list", "rooms", "--zone", "Mars/North", "-", "body.json"}},
        {"a\n1\n", 1, "No column goes to a field", {"csv", "--list", "rooms", "-", "body.json"}},
        {"name\n1\n", 1, "room_key", {"csv", "--list", "rooms", "-", "body.json"}},
        {"a,b\n1,\"x\n", 7, "-:2:3:", {"csv", "--list", "rooms", "-", "body.json"}},
        {"", 7, "empty", {"csv", "--list", "rooms", "-", "body.json"}},
        {"a\n1\n", 7, "none.csv", {"csv", "--list", "rooms", "none.csv", "body.json"}},
        {"a\n1\n", 7, "none.json", {"csv", "--list", "rooms", "-", "none.json"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char command[] = "import";
        char *arguments[10] = {command};
        for (size_t k = 0; cases[i].arguments[k]; k++)
            arguments[k + 1] = (char *)cases[i].arguments[k];
        program_run_all(&p, cases[i].input, arguments);
        if (p.status != cases[i].status)
            fail_msg("%zu: %d: %s", i, p.status, p.err);
        assert_string_equal(p.out, "");
        assert_says(p.err, cases[i].words);
    }
    home_expect("body.json", BODY);
}

/* A file that is no table, whatever is wrong with it, is a local file that could not be read. */
static void import_csv__names_the_place__of_what_is_no_text(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *words;
    } cases[] = {
        {"room_key\na\0b\n", 13, "rooms.csv:2:2: This is no text"},
        {"\xff\xfer\0\n\0x\0\r", 9, "rooms.csv:2:2: The file ends within a character"},
        {"room_key\n\xc3\xa9\xc3\xa8\xc3", 14, "rooms.csv:2:3: The file ends within a character"},
        {"PK\3\4\0\0", 6, "rooms.csv: This is a workbook"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scratch_write("rooms.csv", cases[i].bytes, cases[i].len);
        program_run(&p, NULL, "import", "csv", "--list", "rooms", "rooms.csv", "body.json", NULL);
        assert_says(p.err, cases[i].words);
        assert_int_equal(p.status, 7);
    }
    home_expect("body.json", BODY);
}

static void import_csv__makes_harmless__what_a_table_says(void **state)
{
    (void)state;
    program_run(&p, "reservation_key,starts_at\nr,\x1b[31msoon\n", "import", "csv", "--list", "reservations",
                "-", "body.json", NULL);
    assert_int_equal(p.status, 1);
    assert_null(strchr(p.err, '\x1b'));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(import_csv__adds_and_changes__and_saves),
        TEST(import_csv__sends_columns__where_map_says),
        TEST(import_csv__joins_columns__that_map_sends_to_one_field),
        TEST(import_csv__leaves_all_alone__where_a_row_is_bad),
        TEST(import_csv__says_only_what_would_come__of_a_dry_run),
        TEST(import_csv__says_how_it_reads_dates__where_they_do_not_tell),
        TEST(import_csv__sets_keys_apart__as_told),
        TEST(import_csv__does_with_existing_keys__what_it_is_told),
        TEST(import_csv__refuses__what_it_cannot_understand),
        TEST(import_csv__names_the_place__of_what_is_no_text),
        TEST(import_csv__makes_harmless__what_a_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
