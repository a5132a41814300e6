/* A table of 10,000 rows, and one of 100,000, into a configuration: in the real program, by keys. */
#include "config.h"

#include "tests/pty/pty.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/files.h"
#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BODY                                                                                                 \
    "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n"                     \
    "      {\"reservation_key\": \"stay-1\", \"name\": \"Ana\"}\n    ]\n  }\n}\n"

struct place {
    char *directory, *file, *table;
    char *data, *config; /* "XDG_...=..." */
    struct pty *p;
};

static void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

/* Windows-1252, semicolons, the day first; the first row changes what is there. */
static void write_table(const char *path, int rows)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    buf_puts(&out, "Confirmation No;Guest;Arrival;PIN\r\n");
    for (int i = 1; i <= rows; i++)
        buf_printf(&out, "stay-%d;Jos\xe9 %d;%d.12.2026 15:00;%04d\r\n", i, i, 1 + i % 28, i % 10000);
    write_file(path, out.data, out.len);
    buf_finish(&out);
}

static void make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static int begin(void **state)
{
    struct place *s = xcalloc(1, sizeof *s);
    s->directory = scratch_new();
    s->file = xasprintf("%s/data/seam-portal-tui/configurations/stays.json", s->directory);
    s->table = xasprintf("%s/table.csv", s->directory);
    s->data = xasprintf("XDG_DATA_HOME=%s/data", s->directory);
    s->config = xasprintf("XDG_CONFIG_HOME=%s/config", s->directory);
    make_parents(s->file);
    write_file(s->file, BODY, strlen(BODY));
    const char *const argv[] = {TEST_PROGRAM, "--sandbox", "stays", NULL};
    const char *const env[] = {s->data, s->config, "TZ=UTC",          "SEAM_API_KEY",
                               "TMUX",  "DISPLAY", "WAYLAND_DISPLAY", NULL};
    s->p = pty_start(argv, env, 24, 80);
    pty_wait_text(s->p, "Customer key", 0);
    pty_keys(s->p, "F7");
    pty_wait_text(s->p, "Find a field", 0);
    pty_type(s->p, "Reservations");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "stay-1 ", 0);
    *state = s;
    return 0;
}

static int end(void **state)
{
    struct place *s = *state;
    pty_free(s->p);
    scratch_free(s->directory);
    free(s->file);
    free(s->table);
    free(s->data);
    free(s->config);
    free(s);
    return 0;
}

static void save(struct place *s)
{
    pty_keys(s->p, "F2");
    pty_wait_text(s->p, "Saved", 0);
    pty_keys(s->p, "-"); /* takes the message away */
    pty_wait_no_text(s->p, "Saved", 0);
}

static void check_file(const struct place *s, struct buf *out)
{
    buf_clear(out);
    assert_true(file_bytes(s->file, out));
}

static void open_table(struct place *s, int rows, const char *shown)
{
    write_table(s->table, rows);
    pty_keys(s->p, "i");
    pty_wait_text(s->p, "Import a table", 0);
    pty_type(s->p, s->table);
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, shown, 60);
}

static void ten_thousand_rows__go_in__and_out_again(void **state)
{
    struct place *s = *state;
    struct buf after, now;
    buf_init(&after, BUF_BODY_MAX);
    buf_init(&now, BUF_BODY_MAX);
    open_table(s, 10000, "Import 10,000 rows: 9999 new, 1 changed");
    pty_wait_text(s->p, "Windows-1252", 0);
    pty_wait_text(s->p, "Jos\xc3\xa9 1", 0);
    pty_wait_text(s->p, "****", 0);
    pty_keys(s->p, "Space End");
    pty_wait_text(s->p, "10001 new", 0);
    pty_keys(s->p, "F5");
    pty_wait_text(s->p, "Imported: 9999 new, 1 changed, 0 left out.", 60);
    pty_wait_text(s->p, "10,000 rows", 0);
    save(s);
    check_file(s, &after);
    assert_non_null(strstr(after.data, "\"reservation_key\": \"stay-10000\""));
    assert_non_null(strstr(after.data, "\"name\": \"Jos\xc3\xa9 10000\""));
    assert_non_null(strstr(after.data, "\"preferred_code\": \"0001\""));
    assert_non_null(strstr(after.data, "\"starts_at\": \"2026-12-02T15:00:00Z\""));
    pty_keys(s->p, "u");
    pty_wait_text(s->p, "1 row", 0);
    save(s);
    check_file(s, &now);
    assert_string_equal(now.data, BODY);
    pty_keys(s->p, "U");
    pty_wait_text(s->p, "10,000 rows", 0);
    save(s);
    check_file(s, &now);
    assert_int_equal(now.len, after.len);
    assert_memory_equal(now.data, after.data, now.len);
    /* the same table once more: it goes where it went, and all of it is there */
    open_table(s, 10000, "There is nothing to import");
    pty_wait_text(s->p, "Columns go where they went the last time.", 0);
    buf_finish(&after);
    buf_finish(&now);
}

static void a_hundred_thousand_rows__are_given_up__without_a_trace(void **state)
{
    struct place *s = *state;
    struct buf now;
    buf_init(&now, BUF_BODY_MAX);
    open_table(s, 100000, "Import 100,000 rows: 99999 new, 1 changed");
    pty_keys(s->p, "F5");
    pty_wait_text(s->p, "Importing rows", 60);
    pty_keys(s->p, "Esc");
    pty_wait_text(s->p, "Nothing was imported.", 60);
    pty_keys(s->p, "Esc");
    pty_wait_text(s->p, "1 row", 60);
    pty_wait_no_text(s->p, "[+]", 60);
    save(s);
    check_file(s, &now);
    assert_string_equal(now.data, BODY);
    buf_finish(&now);
}

static void cells__are_pasted__as_a_spreadsheet_gives_them(void **state)
{
    struct place *s = *state;
    struct buf now;
    buf_init(&now, BUF_BODY_MAX);
    pty_paste(s->p, "reservation_key\tname\tstarts_at\nstay-7\tDora\t20 nov 2026 3pm\nstay-8\tEve\t\n");
    pty_wait_text(s->p, "pasted cells  2 rows, tab", 0);
    pty_wait_text(s->p, "Import 2 rows: 2 new", 0);
    pty_keys(s->p, "F5");
    pty_wait_text(s->p, "Imported: 2 new", 0);
    save(s);
    check_file(s, &now);
    assert_non_null(strstr(now.data, "\"starts_at\": \"2026-11-20T15:00:00Z\""));
    pty_keys(s->p, "u");
    pty_wait_no_text(s->p, "Eve", 0);
    save(s);
    check_file(s, &now);
    assert_string_equal(now.data, BODY);
    buf_finish(&now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ten_thousand_rows__go_in__and_out_again, begin, end),
        cmocka_unit_test_setup_teardown(a_hundred_thousand_rows__are_given_up__without_a_trace, begin, end),
        cmocka_unit_test_setup_teardown(cells__are_pasted__as_a_spreadsheet_gives_them, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
