/* Saving in the real program: what somebody else wrote meanwhile, and a folder that is gone. */
#include "config.h"

#include "tests/pty/opened.h"

#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { STAYS = 10000 };

static void add_stays(struct buf *out, const char *name)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n");
    for (int i = 1; i <= STAYS; i++)
        buf_printf(out, "      {\"reservation_key\": \"stay-%d\", \"name\": \"%s\"}%s\n", i,
                   i == STAYS ? name : "Sam", i < STAYS ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

static void write_body(struct buf *out)
{
    add_stays(out, "Sam");
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

/* The first stay is deleted here, and the last one has another name there. */
static void write_both(struct opened *o)
{
    struct buf theirs;
    pty_keys(o->p, "d");
    pty_wait_text(o->p, "9,999 rows", 0);
    buf_init(&theirs, BUF_BODY_MAX);
    add_stays(&theirs, "Alex");
    scratch_write(o->file, theirs.data, theirs.len);
    buf_finish(&theirs);
    pty_keys(o->p, "F2");
    pty_wait_text(o->p, "keep yours, overwrite theirs", 0);
}

static char *content(const struct opened *o)
{
    return scratch_read(o->file, NULL);
}

static void theirs__are_shown_and_taken__and_undo_has_ours(void **state)
{
    struct opened *o = *state;
    write_both(o);
    pty_keys(o->p, "=");
    pty_wait_no_text(o->p, "take theirs", 0); /* else Esc would be seen to work before it does */
    pty_wait_text(o->p, "1 differ, 1 only in the file", 0);
    pty_wait_text(o->p, "Alex", 0);
    pty_keys(o->p, "Esc");
    pty_wait_text(o->p, "take theirs", 0);
    pty_keys(o->p, "r");
    pty_wait_text(o->p, "10,000 rows", 0);
    pty_keys(o->p, "G");
    pty_wait_text(o->p, "Alex", 0);
    char *now = content(o);
    assert_non_null(strstr(now, "Alex"));
    free(now);
    pty_keys(o->p, "u");
    pty_wait_text(o->p, "9,999 rows", 0);
    pty_keys(o->p, "F2");
    pty_wait_text(o->p, "Saved as", 0);
    now = content(o);
    assert_null(strstr(now, "Alex"));
    assert_null(strstr(now, "stay-1\""));
    free(now);
}

static void ours__are_kept__only_with_a_key_of_its_own(void **state)
{
    struct opened *o = *state;
    write_both(o);
    char *before = content(o);
    pty_keys(o->p, "Enter y Esc");
    pty_wait_no_text(o->p, "take theirs", 0);
    char *now = content(o);
    assert_string_equal(now, before);
    free(now), free(before);
    pty_keys(o->p, "F2");
    pty_wait_text(o->p, "keep yours", 0);
    pty_keys(o->p, "k");
    pty_wait_text(o->p, "Saved as", 0);
    now = content(o);
    assert_null(strstr(now, "Alex"));
    free(now);
}

static void a_save_that_fails__says_so_and_goes_elsewhere(void **state)
{
    struct opened *o = *state;
    char *folder = strdup(o->file), *elsewhere = scratch_path(o->directory, "elsewhere.json");
    *strrchr(folder, '/') = '\0';
    char *aside = scratch_path(o->directory, "aside");
    pty_keys(o->p, "d");
    pty_wait_text(o->p, "9,999 rows", 0);
    assert_int_equal(rename(folder, aside), 0); /* a disk that was taken out */
    pty_keys(o->p, "F2");
    pty_wait_text(o->p, "The file was removed", 0);
    pty_keys(o->p, "k");
    pty_wait_text(o->p, "make the directory first, or save elsewhere", 0);
    pty_wait_text(o->p, "try again", 0);
    pty_keys(o->p, "s Ctrl-U");
    pty_type(o->p, elsewhere);
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, "Saved as", 0);
    char *saved = scratch_read(elsewhere, NULL);
    assert_null(strstr(saved, "stay-1\""));
    assert_non_null(strstr(saved, "stay-2\""));
    assert_int_equal(scratch_mode(elsewhere), 0600);
    assert_int_equal(rename(aside, folder), 0);
    free(saved), free(elsewhere), free(aside), free(folder);
}

static void a_read_only_file__is_not_replaced__before_it_may_be_written(void **state)
{
    struct opened *o = *state;
    pty_keys(o->p, "d");
    pty_wait_text(o->p, "9,999 rows", 0);
    assert_int_equal(chmod(o->file, 0444), 0);
    pty_keys(o->p, "F2");
    pty_wait_text(o->p, "it is read-only for you: save elsewhere, or", 0);
    char *now = content(o);
    assert_string_equal(now, o->body.data);
    free(now);
    assert_int_equal(chmod(o->file, 0644), 0);
    pty_keys(o->p, "t");
    pty_wait_text(o->p, "Saved", 0);
    now = content(o);
    assert_null(strstr(now, "stay-1\""));
    assert_int_equal(scratch_mode(o->file), 0644);
    free(now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(theirs__are_shown_and_taken__and_undo_has_ours, begin, end),
        cmocka_unit_test_setup_teardown(ours__are_kept__only_with_a_key_of_its_own, begin, end),
        cmocka_unit_test_setup_teardown(a_save_that_fails__says_so_and_goes_elsewhere, begin, end),
        cmocka_unit_test_setup_teardown(a_read_only_file__is_not_replaced__before_it_may_be_written, begin,
                                        end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
