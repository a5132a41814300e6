/* Rows of 10,000 into files and back, in the real program, by keys. */
#include "config.h"

#include "tests/pty/opened.h"

#include "tests/scratch.h"

#include <stdlib.h>
#include <string.h>

enum { STAYS = 10000 };

static void write_body(struct buf *out)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n");
    for (int i = 1; i <= STAYS; i++)
        buf_printf(out,
                   "      {\"reservation_key\": \"stay-%d\", \"name\": \"%s, %d\", \"starts_at\": "
                   "\"2024-12-%02dT15:00:00Z\", \"preferred_code\": \"%04d\", "
                   "\"property_keys\": [\"p-1\", \"p-%d\"], \"custom_metadata\": {\"vip\": %s}}%s\n",
                   i, i % 100 ? "=Guest" : "Group", STAYS - i, 1 + i % 28, i % 10000, i % 7,
                   i % 2 ? "true" : "false", i < STAYS ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

static int begin(void **state)
{
    *state = opened_new(write_body, "Reservations", "10,000 rows");
    return 0;
}

static int end(void **state)
{
    opened_free(*state);
    return 0;
}

/* path: in the directory. */
static void export_to(struct opened *s, const char *keys, const char *path, const char *words)
{
    pty_keys(s->p, "x");
    pty_wait_text(s->p, "to a new file", 0);
    pty_keys(s->p, keys);
    pty_type(s->p, "~");
    pty_type(s->p, path + strlen(s->directory));
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, words, 60);
}

static size_t lines_of(const char *text)
{
    size_t lines = 0;
    for (; (text = strchr(text, '\n')); text++)
        lines++;
    return lines;
}

static void the_rows_that_are_shown__are_written__in_their_order(void **state)
{
    struct opened *s = *state;
    char *path = scratch_path(s->directory, "groups.csv");
    size_t len;
    pty_keys(s->p, "> >");
    pty_wait_text(s->p, "Name ^", 0);
    pty_keys(s->p, "/");
    pty_type(s->p, "name:group");
    pty_wait_text(s->p, "100 of 10,000 rows", 0);
    pty_keys(s->p, "Enter x");
    pty_wait_text(s->p, "to a new file", 0);
    opened_expect(s, "export");
    pty_keys(s->p, "Esc");
    pty_wait_no_text(s->p, "to a new file", 0);
    export_to(s, "Ctrl-U", path, "Wrote 100 rows without door codes to");
    opened_expect(s, "export-done");
    char *text = scratch_read(path, &len);
    static const char beginning[] = "reservation_key,name,starts_at,property_keys,metadata:vip\r\n"
                                    "stay-10000,\"Group, 0\",2024-12-05T15:00:00Z,p-1|p-4,false\r\n";
    assert_memory_equal(text, beginning, sizeof beginning - 1);
    assert_int_equal(lines_of(text), 101);
    assert_int_equal(scratch_mode(path), 0600);
    export_to(s, "Ctrl-U", path, "exists"); /* and it is asked for another name */
    pty_keys(s->p, "Esc");
    pty_wait_no_text(s->p, "to a new file", 0);
    opened_check_saved(s, true);
    free(text);
    free(path);
}

static void all_rows__come_back__by_an_import(void **state)
{
    struct opened *s = *state;
    char *first = scratch_path(s->directory, "first.csv"), *second = scratch_path(s->directory, "second.csv");
    size_t len, second_len;
    export_to(s, "Alt-R Ctrl-U", first, "Wrote 10,000 rows");
    pty_keys(s->p, "* d");
    pty_wait_text(s->p, "Deleted 10,000 rows", 0);
    pty_keys(s->p, "i");
    pty_wait_text(s->p, "Import a table", 0);
    pty_type(s->p, first);
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "10,000 new", 60);
    pty_keys(s->p, "F5");
    pty_wait_text(s->p, "Imported: 10,000 new", 60);
    pty_wait_text(s->p, "10,000 rows", 0);
    export_to(s, "Alt-R Ctrl-U", second, "Wrote 10,000 rows");
    char *text = scratch_read(first, &len), *again = scratch_read(second, &second_len);
    assert_int_equal(lines_of(text), STAYS + 1);
    assert_string_equal(text, again);
    opened_undo(s, 2);
    free(text);
    free(again);
    free(first);
    free(second);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(the_rows_that_are_shown__are_written__in_their_order),
        TEST(all_rows__come_back__by_an_import),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
