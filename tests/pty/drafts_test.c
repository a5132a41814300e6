/* Unsaved work as an operator meets it, in the real program. How much of it survives which end is counted by
 * draft_ends_test. */
#include "config.h"

#include "tests/pty/unsaved.h"

#include "forms/mem.h"
#include "tests/scratch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOM (&UNSAVED_PLACES_LIST[1])

static int make_home(void **state)
{
    *state = unsaved_new(0);
    return 0;
}

/* More than a megabyte, which is kept and taken away in pieces. */
static int make_large_home(void **state)
{
    *state = unsaved_new(12000);
    return 0;
}

static int remove_home(void **state)
{
    unsaved_free(*state);
    return 0;
}

/* A paste is kept at once. */
static void work(struct unsaved *u, const char *text)
{
    unsaved_start(u, "acme", 24, 80);
    unsaved_go(u, ROOM);
    pty_paste(u->p, text);
    assert_true(unsaved_is_kept(u, text, 20));
}

static void work_and_die(struct unsaved *u, const char *text)
{
    work(u, text);
    unsaved_kill(u, SIGKILL);
}

static void quit(struct unsaved *u)
{
    pty_keys(u->p, "F10");
    assert_int_equal(pty_wait_exit(u->p), 0);
    pty_assert_left_alone(u->p);
}

static void assert_saved(const struct unsaved *u, const char *text)
{
    struct buf saved;
    buf_init(&saved, BUF_TEXT_MAX);
    assert_int_equal(unsaved_saved(u, ROOM->pointer, &saved), text != NULL);
    assert_string_equal(saved.data, text ? text : "");
    buf_finish(&saved);
}

/* Dies with the work, and goes on with it, in a terminal of that size. */
static void go_on(struct unsaved *u, int rows, int cols)
{
    work_and_die(u, "Garden");
    unsaved_start(u, NULL, rows, cols);
    pty_wait_text(u->p, "Unsaved work", 0);
    pty_wait_text(u->p, "acme", 0);
    pty_keys(u->p, "Enter");
    pty_wait_text(u->p, "Recovered", 0);
    pty_type(u->p, " room");
    pty_wait_text(u->p, "Garden room", 0);
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    assert_saved(u, "Garden room");
    quit(u);
    assert_int_equal(unsaved_drafts(u), 0);
}

static void work__goes_on_at_the_same_field__at_80x24(void **state)
{
    go_on(*state, 24, 80);
}

static void work__goes_on_at_the_same_field__at_120x40(void **state)
{
    go_on(*state, 40, 120);
}

static void work__goes_on_at_the_same_field__at_40x12(void **state)
{
    go_on(*state, 12, 40);
}

/* A draft holds what the configuration holds, guests and door codes. Nothing of it stays behind in the
 * database's files, where no row shows it any more. */
static void work__leaves_no_byte_behind__once_it_is_saved(void **state)
{
    struct unsaved *u = *state;
    work(u, "Canary-of-a-saved-room");
    assert_true(unsaved_left(u, "Canary-of-a-saved-room"));
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    quit(u);
    assert_false(unsaved_left(u, "Canary-of-a-saved-room"));
}

static void work__leaves_no_byte_behind__beside_another_window(void **state)
{
    struct unsaved *u = *state;
    unsaved_start(u, NULL, 24, 80);
    struct pty *other = u->p;
    u->p = NULL;
    work(u, "Canary-of-two-windows");
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    quit(u);
    assert_false(unsaved_left(u, "Canary-of-two-windows"));
    pty_keys(other, "F10");
    assert_int_equal(pty_wait_exit(other), 0);
    pty_free(other);
}

static void work__leaves_no_byte_behind__once_it_is_given_up(void **state)
{
    struct unsaved *u = *state;
    work(u, "Canary-that-nobody-saves");
    pty_keys(u->p, "F10");
    pty_wait_text(u->p, "quit without saving", 0);
    pty_keys(u->p, "x");
    assert_int_equal(pty_wait_exit(u->p), 0);
    assert_false(unsaved_left(u, "Canary-that-nobody-saves"));
}

/* Whoever gives it up does not wait for that: the next start takes it away, and not what others work on. */
static void large_work__is_gone__after_the_next_start__beside_other_windows(void **state)
{
    struct unsaved *u = *state;
    work(u, "Canary-of-another-window");
    assert_true(unsaved_is_kept_whole(u, 20));
    struct pty *other = u->p;
    u->p = NULL;
    work(u, "Canary-that-was-large");
    assert_true(unsaved_is_kept_whole(u, 20));
    pty_keys(u->p, "F10");
    pty_wait_text(u->p, "quit without saving", 0);
    pty_keys(u->p, "x");
    assert_int_equal(pty_wait_exit(u->p), 0);
    assert_true(unsaved_left(u, "Canary-that-was-large"));
    unsaved_start(u, NULL, 24, 80);
    assert_true(unsaved_are_swept(u, 20));
    assert_false(unsaved_is_left(u, "Canary-that-was-large", 20));
    quit(u);
    pty_free(u->p);
    u->p = other;
    unsaved_kill(u, SIGKILL);
    assert_int_equal(unsaved_drafts(u), 1);
    assert_true(unsaved_left(u, "Canary-of-another-window"));
    assert_true(unsaved_left(u, "stay-11999"));
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "Unsaved work", 0);
    pty_keys(u->p, "Enter");
    pty_wait_text(u->p, "Canary-of-another-window", 0);
}

/* Undo could bring it back as long as that program ran. */
static void work__leaves_no_byte_behind__once_it_is_discarded(void **state)
{
    struct unsaved *u = *state;
    work_and_die(u, "Canary-that-was-offered");
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "Unsaved work", 0);
    pty_keys(u->p, "x");
    pty_wait_no_text(u->p, "decide later", 0);
    quit(u);
    unsaved_start(u, NULL, 24, 80);
    assert_true(unsaved_are_swept(u, 20));
    quit(u);
    assert_false(unsaved_left(u, "Canary-that-was-offered"));
}

static void work__keeps_its_undo_steps(void **state)
{
    struct unsaved *u = *state;
    work_and_die(u, "Garden");
    unsaved_start(u, NULL, 24, 80);
    pty_keys(u->p, "r");
    pty_wait_text(u->p, "Recovered", 0);
    pty_keys(u->p, "Ctrl-_");
    pty_wait_text(u->p, "Undone", 0);
    pty_wait_no_text(u->p, "Garden", 0);
    pty_wait_no_text(u->p, "[+]", 0);
    quit(u); /* as it was saved: nothing to ask */
    assert_int_equal(unsaved_drafts(u), 0);
}

static void work__is_kept__when_its_database_is_deleted(void **state)
{
    struct unsaved *u = *state;
    work(u, "Garden");
    assert_int_equal(unlink(u->database), 0);
    pty_type(u->p, " room");
    pty_wait_text(u->p, "kept in a new database", 0);
    unsaved_kill(u, SIGKILL);
    unsaved_start(u, NULL, 24, 80);
    pty_keys(u->p, "r");
    pty_wait_text(u->p, "Recovered", 0);
    pty_wait_text(u->p, "Garden room", 0);
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    quit(u);
    assert_saved(u, "Garden room");
    assert_int_equal(unsaved_drafts(u), 0);
}

static void work__waits__while_the_saved_file_is_looked_at(void **state)
{
    struct unsaved *u = *state;
    work_and_die(u, "Garden");
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "Unsaved work", 0);
    pty_keys(u->p, "Esc");
    pty_wait_no_text(u->p, "decide later", 0);
    pty_keys(u->p, "Enter"); /* the configuration that it is about asks again */
    pty_wait_text(u->p, "decide later", 0);
    pty_keys(u->p, "s");
    pty_wait_text(u->p, "Customer key", 0);
    quit(u);
    unsaved_start(u, "acme", 24, 80); /* and so it does when it is named */
    pty_wait_text(u->p, "decide later", 0);
    pty_keys(u->p, "r");
    pty_wait_text(u->p, "Garden", 0);
    pty_keys(u->p, "F10");
    pty_wait_text(u->p, "quit without saving", 0);
    pty_keys(u->p, "x");
    assert_int_equal(pty_wait_exit(u->p), 0);
    assert_int_equal(unsaved_drafts(u), 0);
    assert_saved(u, NULL);
}

static void work__that_is_discarded__comes_back_by_undo(void **state)
{
    struct unsaved *u = *state;
    work_and_die(u, "Garden");
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "a crash", 0);
    pty_keys(u->p, "x");
    pty_wait_no_text(u->p, "a crash", 0);
    pty_keys(u->p, "u");
    pty_wait_text(u->p, "a crash", 0);
    pty_keys(u->p, "x");
    pty_wait_no_text(u->p, "a crash", 0);
    quit(u);
    unsaved_start(u, NULL, 24, 80);
    assert_false(unsaved_is_offered(u));
    assert_true(unsaved_are_swept(u, 20));
    quit(u);
    assert_saved(u, NULL);
}

static void work__of_a_program_that_runs__is_its_own(void **state)
{
    struct unsaved *u = *state;
    work(u, "Garden");
    struct pty *first = u->p;
    u->p = NULL;
    unsaved_start(u, NULL, 24, 80);
    assert_false(unsaved_is_offered(u));
    assert_int_equal(kill(pty_foreground(first), SIGKILL), 0);
    assert_int_equal(pty_wait_exit(first), 128 + SIGKILL);
    pty_free(first);
    pty_keys(u->p, "R");
    pty_wait_text(u->p, "Unsaved work", 0);
    pty_keys(u->p, "Esc");
    quit(u);
}

static void a_file_that_was_changed_meanwhile__is_told_of__and_not_overwritten(void **state)
{
    static const char other[] = "{\"customer_data\": {\"customer_key\": \"somebody else\"}}";
    struct unsaved *u = *state;
    work_and_die(u, "Garden");
    scratch_write(u->file, other, sizeof other - 1);
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "was changed since", 0);
    pty_keys(u->p, "r");
    pty_wait_text(u->p, "saving asks before it", 0);
    pty_wait_text(u->p, "Garden", 0);
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "overwrite", 0);
    size_t len;
    char *text = scratch_read(u->file, &len);
    assert_string_equal(text, other);
    free(text);
}

static void work__is_put_into_the_file__as_it_is_now(void **state)
{
    static const char other[] = "{\"customer_data\": {\"customer_key\": \"somebody else\", \"rooms\": "
                                "[{\"room_key\": \"r0\"}, {\"room_key\": \"r1\"}, {\"room_key\": \"r2\"}], "
                                "\"guests\": [{\"guest_key\": \"g9\"}]}}";
    struct unsaved *u = *state;
    struct buf saved;
    work_and_die(u, "Garden");
    scratch_write(u->file, other, sizeof other - 1);
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "was changed since", 0);
    pty_keys(u->p, "o");
    pty_wait_text(u->p, "The file has the edits now", 0);
    assert_true(unsaved_is_kept(u, "Garden", 20));
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    quit(u);
    assert_int_equal(unsaved_drafts(u), 0);
    buf_init(&saved, BUF_TEXT_MAX);
    assert_true(unsaved_saved(u, "/customer_data/rooms/2/name", &saved)); /* r2 is the third now */
    assert_string_equal(saved.data, "Garden");
    assert_true(unsaved_saved(u, "/customer_data/customer_key", &saved));
    assert_string_equal(saved.data, "somebody else");
    assert_true(unsaved_saved(u, "/customer_data/guests/0/guest_key", &saved));
    buf_finish(&saved);
}

static void work__is_compared_with_the_saved_file(void **state)
{
    struct unsaved *u = *state;
    work_and_die(u, "Garden");
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "decide later", 0);
    pty_keys(u->p, "=");
    pty_wait_text(u->p, "1 only here", 0);
    pty_wait_text(u->p, "\"Garden\"", 0);
    pty_keys(u->p, "Esc");
    pty_wait_text(u->p, "2 of 3 fields set", 0);
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    quit(u);
    assert_saved(u, "Garden");
}

static void work__that_somebody_contradicts__stays(void **state)
{
    static const char other[] = "{\"customer_data\": {\"rooms\": [{\"room_key\": \"r2\", \"name\": "
                                "\"Harbour\"}]}}";
    struct unsaved *u = *state;
    work_and_die(u, "Garden");
    scratch_write(u->file, other, sizeof other - 1);
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "was changed since", 0);
    pty_keys(u->p, "o");
    pty_wait_text(u->p, "1 of 1 changes were not made", 0);
    quit(u);
    unsaved_start(u, NULL, 24, 80);
    assert_true(unsaved_is_offered(u));
    pty_keys(u->p, "Esc");
    quit(u);
}

static void a_deleted_configuration__takes_its_work_with_it__and_back(void **state)
{
    struct unsaved *u = *state;
    work_and_die(u, "Garden");
    unsaved_start(u, NULL, 24, 80);
    pty_wait_text(u->p, "decide later", 0);
    pty_keys(u->p, "Esc");
    pty_wait_no_text(u->p, "decide later", 0);
    pty_keys(u->p, "d");
    pty_wait_text(u->p, "with its unsaved work", 0);
    pty_wait_no_text(u->p, "! Unsaved work", 0);
    pty_keys(u->p, "u");
    pty_wait_text(u->p, "! Unsaved work", 0);
    pty_keys(u->p, "d");
    pty_wait_no_text(u->p, "! Unsaved work", 0);
    quit(u);
    unsaved_start_empty(u);
    assert_true(unsaved_are_swept(u, 20));
    quit(u);
}

static void work__on_an_own_file__is_found__whatever_name_it_is_given(void **state)
{
    struct unsaved *u = *state;
    static const char *const names[] = {"own.json", "./own.json", "link.json"};
    static const char *const texts[] = {"Garden", "Harbour", "Attic"};
    struct stat link;
    assert_int_equal(chdir(u->directory), 0);
    assert_int_equal(rename(u->file, "own.json"), 0);
    assert_int_equal(symlink("own.json", "link.json"), 0);
    for (size_t i = 0; i < 3; i++) {
        unsaved_start(u, names[i], 24, 80);
        unsaved_go(u, ROOM);
        pty_paste(u->p, texts[i]);
        assert_true(unsaved_is_kept(u, texts[i], 20));
        unsaved_kill(u, SIGKILL);
        unsaved_start(u, names[(i + 1) % 3], 24, 80);
        pty_wait_text(u->p, "decide later", 0);
        pty_keys(u->p, "x");
        pty_wait_text(u->p, "It is discarded", 0);
        pty_keys(u->p, "Esc");
        quit(u);
    }
    assert_int_equal(lstat("link.json", &link), 0);
    assert_true(S_ISLNK(link.st_mode));
}

static void work__that_was_saved_or_given_up__is_not_offered(void **state)
{
    struct unsaved *u = *state;
    work(u, "Garden");
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    unsaved_kill(u, SIGKILL);
    assert_saved(u, "Garden");
    unsaved_start(u, NULL, 24, 80);
    assert_false(unsaved_is_offered(u));
    pty_keys(u->p, "Enter");
    pty_wait_text(u->p, "Customer key", 0);
    unsaved_go(u, ROOM);
    pty_type(u->p, "s");
    assert_true(unsaved_is_kept(u, "Gardens", 20));
    pty_keys(u->p, "F10");
    pty_wait_text(u->p, "quit without saving", 0);
    pty_keys(u->p, "x");
    assert_int_equal(pty_wait_exit(u->p), 0);
    assert_int_equal(unsaved_drafts(u), 0);
    assert_saved(u, "Garden");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_home, remove_home)
    const struct CMUnitTest tests[] = {
        TEST(work__goes_on_at_the_same_field__at_80x24),
        TEST(work__goes_on_at_the_same_field__at_120x40),
        TEST(work__goes_on_at_the_same_field__at_40x12),
        TEST(work__leaves_no_byte_behind__once_it_is_saved),
        TEST(work__leaves_no_byte_behind__beside_another_window),
        TEST(work__leaves_no_byte_behind__once_it_is_given_up),
        cmocka_unit_test_setup_teardown(large_work__is_gone__after_the_next_start__beside_other_windows,
                                        make_large_home, remove_home),
        TEST(work__leaves_no_byte_behind__once_it_is_discarded),
        TEST(work__keeps_its_undo_steps),
        TEST(work__is_kept__when_its_database_is_deleted),
        TEST(work__waits__while_the_saved_file_is_looked_at),
        TEST(work__that_is_discarded__comes_back_by_undo),
        TEST(work__of_a_program_that_runs__is_its_own),
        TEST(a_file_that_was_changed_meanwhile__is_told_of__and_not_overwritten),
        TEST(work__is_put_into_the_file__as_it_is_now),
        TEST(work__is_compared_with_the_saved_file),
        TEST(work__that_somebody_contradicts__stays),
        TEST(a_deleted_configuration__takes_its_work_with_it__and_back),
        TEST(work__on_an_own_file__is_found__whatever_name_it_is_given),
        TEST(work__that_was_saved_or_given_up__is_not_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
