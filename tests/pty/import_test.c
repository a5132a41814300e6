/* A table of 10,000 rows, and one of 100,000, into a configuration: in the real program, by keys. */
#include "config.h"

#include "tests/pty/opened.h"

#include "forms/mem.h"
#include "tests/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BODY                                                                                                 \
    "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n"                     \
    "      {\"reservation_key\": \"stay-1\", \"name\": \"Ana\"}\n    ]\n  }\n}\n"

/* Windows-1252, semicolons, the day first; the first row changes what is there. */
static void write_table(const char *path, int rows)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    buf_puts(&out, "Confirmation No;Guest;Arrival;PIN\r\n");
    for (int i = 1; i <= rows; i++)
        buf_printf(&out, "stay-%d;Jos\xe9 %d;%d.12.2024 15:00;%04d\r\n", i, i, 1 + i % 28, i % 10000);
    scratch_write(path, out.data, out.len);
    buf_finish(&out);
}

static void write_body(struct buf *out)
{
    buf_puts(out, BODY);
}

static int begin(void **state)
{
    *state = opened_new(write_body, "Reservations", "stay-1 ");
    return 0;
}

static int end(void **state)
{
    opened_free(*state);
    return 0;
}

static void write_many(struct buf *out)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n");
    for (int i = 1; i <= 10000; i++)
        buf_printf(out, "      {\"reservation_key\": \"stay-%d\"}%s\n", i, i < 10000 ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

static int begin_many(void **state)
{
    *state = opened_new(write_many, "Reservations", "10,000 rows");
    return 0;
}

/* UTF-16, tabs; half of the keys exist, one day does not, and one row has no key. */
static void write_other_table(const char *path)
{
    struct buf text, wide;
    buf_init(&text, BUF_BODY_MAX);
    buf_init(&wide, BUF_BODY_MAX);
    buf_puts(&text, "Reservation Key\tName\tArrival\tproperty_keys\tmetadata:floor\r\n");
    for (int i = 1; i <= 10000; i++)
        if (i == 140)
            buf_puts(&text, "\tNobody\t1.12.2024 15:00\tp-1\t7\r\n");
        else
            buf_printf(&text, "stay-%d\tGuest %d\t%d.%d.2024 15:00\tp-1|p-2\t%d\r\n", 5000 + i, i,
                       i == 88 ? 31 : 1 + i % 28, i == 88 ? 2 : 12, i % 9);
    buf_puts(&wide, "\xff\xfe");
    for (size_t i = 0; i < text.len; i++) {
        buf_putc(&wide, text.data[i]);
        buf_putc(&wide, '\0');
    }
    scratch_write(path, wide.data, wide.len);
    buf_finish(&text);
    buf_finish(&wide);
}

/* The table that is in the directory. */
static void read_table(struct opened *h, const char *shown)
{
    pty_keys(h->p, "i");
    pty_wait_text(h->p, "Import a table", 0);
    pty_type(h->p, "~/table.csv");
    pty_keys(h->p, "Enter");
    pty_wait_text(h->p, shown, 60);
}

static void open_table(struct opened *h, int rows, const char *shown)
{
    char *table = scratch_path(h->directory, "table.csv");
    write_table(table, rows);
    free(table);
    read_table(h, shown);
}

static void ten_thousand_rows__go_in__and_out_again(void **state)
{
    struct opened *h = *state;
    struct buf after, now;
    open_table(h, 10000, "Import 10,000 rows: 9,999 new, 1 changed");
    pty_wait_text(h->p, "Windows-1252", 0);
    pty_wait_text(h->p, "Jos\xc3\xa9 1", 0);
    opened_expect(h, "import");
    pty_keys(h->p, "Space End");
    pty_wait_text(h->p, "10001 new", 0);
    pty_expect(h->p, "import-rows");
    pty_keys(h->p, "F5");
    pty_wait_text(h->p, "Imported: 9,999 new, 1 changed, 0 left out.", 60);
    pty_wait_text(h->p, "10,000 rows", 0);
    opened_expect(h, "import-done");
    opened_save(h, &after);
    assert_non_null(strstr(after.data, "\"reservation_key\": \"stay-10000\""));
    assert_non_null(strstr(after.data, "\"name\": \"Jos\xc3\xa9 10000\""));
    assert_non_null(strstr(after.data, "\"preferred_code\": \"0001\""));
    assert_non_null(strstr(after.data, "\"starts_at\": \"2024-12-02T15:00:00Z\""));
    pty_keys(h->p, "u");
    pty_wait_text(h->p, "1 row", 0);
    pty_expect(h->p, "import-undone");
    opened_check_saved(h, true);
    pty_keys(h->p, "U");
    pty_wait_text(h->p, "10,000 rows", 0);
    opened_save(h, &now);
    assert_int_equal(now.len, after.len);
    assert_memory_equal(now.data, after.data, now.len);
    /* the same table once more: it goes where it went, and all of it is there */
    open_table(h, 10000, "Nothing to import");
    pty_wait_text(h->p, "Columns go where they went the last time.", 0);
    pty_expect(h->p, "import-again");
    buf_finish(&after);
    buf_finish(&now);
}

static void bad_rows__are_left_out__and_those_that_exist_as_is_chosen(void **state)
{
    struct opened *h = *state;
    struct buf now;
    char *table = scratch_path(h->directory, "table.csv"),
         *bad = scratch_path(h->directory, "table.csv.bad.csv");
    size_t len;
    write_other_table(table);
    read_table(h, "UTF-16");
    opened_expect(h, "import-bad-rows");
    pty_keys(h->p, "End Up Right");
    pty_expect(h->p, "import-leave-out");
    pty_keys(h->p, "Right");
    pty_expect(h->p, "import-refuse");
    pty_keys(h->p, "Right");
    pty_expect(h->p, "import-change");
    pty_keys(h->p, "b");
    opened_expect(h, "import-bad-list");
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "Key exists", 0);
    pty_keys(h->p, "x");
    pty_expect(h->p, "import-bad-file");
    pty_keys(h->p, "Enter");
    pty_expect(h->p, "import-bad-written");
    pty_keys(h->p, "F5");
    pty_wait_text(h->p, "Imported: ", 60);
    opened_expect(h, "import-merged");
    opened_save(h, &now);
    assert_non_null(strstr(now.data, "\"floor\": \"1\""));
    buf_finish(&now);
    opened_undo(h, 1);
    char *written = scratch_read(bad, &len);
    assert_non_null(strstr(written, "stay-5088\tGuest 88\t31.2.2024 15:00"));
    assert_non_null(strstr(written, "\n\tNobody\t"));
    free(written);
    free(table);
    free(bad);
}

static void a_hundred_thousand_rows__are_given_up__without_a_trace(void **state)
{
    struct opened *h = *state;
    open_table(h, 100000, "Import 100,000 rows: 99,999 new, 1 changed");
    pty_keys(h->p, "F5");
    pty_wait_text(h->p, "Importing rows", 60);
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "Nothing was imported.", 60);
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "1 row", 60);
    pty_wait_no_text(h->p, "[+]", 60);
    opened_check_saved(h, true);
}

/* Nobody writes to the pipe, and the terminal has no end: the program goes on all the same. */
static void what_is_no_file__is_refused__before_it_is_waited_for(void **state)
{
    struct opened *h = *state;
    char *pipe = xasprintf("%s/pipe", h->directory);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    pty_keys(h->p, "i");
    pty_wait_text(h->p, "Import a table", 0);
    pty_type(h->p, pipe);
    pty_keys(h->p, "Enter");
    pty_wait_text(h->p, "is a pipe or a device", 0);
    pty_keys(h->p, "Ctrl-U");
    pty_type(h->p, "-");
    pty_keys(h->p, "Enter");
    pty_wait_text(h->p, "cannot be read: No such file", 0);
    pty_keys(h->p, "Esc");
    pty_wait_text(h->p, "1 row", 0);
    free(pipe);
}

static void cells__are_pasted__as_a_spreadsheet_gives_them(void **state)
{
    struct opened *h = *state;
    struct buf now;
    pty_paste(h->p, "reservation_key\tname\tstarts_at\nlate-7\tDora\t20 nov 2024 3pm\nlate-8\tEve\t\n");
    pty_wait_text(h->p, "pasted cells  2 rows, tab", 0);
    opened_expect(h, "import-pasted");
    pty_keys(h->p, "F5");
    pty_wait_text(h->p, "Imported: 2 new", 0);
    pty_expect(h->p, "import-pasted-done");
    opened_save(h, &now);
    assert_non_null(strstr(now.data, "\"starts_at\": \"2024-11-20T15:00:00Z\""));
    buf_finish(&now);
    pty_keys(h->p, "u");
    pty_wait_no_text(h->p, "Eve", 0);
    opened_check_saved(h, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ten_thousand_rows__go_in__and_out_again, begin, end),
        cmocka_unit_test_setup_teardown(a_hundred_thousand_rows__are_given_up__without_a_trace, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_file__is_refused__before_it_is_waited_for, begin, end),
        cmocka_unit_test_setup_teardown(cells__are_pasted__as_a_spreadsheet_gives_them, begin_many, end),
        cmocka_unit_test_setup_teardown(bad_rows__are_left_out__and_those_that_exist_as_is_chosen, begin_many,
                                        end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
