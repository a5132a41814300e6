/* When the journal is kept and when it is not, on a real database and a clock that stands still. */
#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/fake/clock.h"
#include "tests/scratch.h"
#include "tests/tui/app/scene.h"
#include "tui/app/recovering.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- when */

static void nothing__is_written__while_nobody_edits(void **state)
{
    struct scene *s = *state;
    assert_int_equal(journaling_timeout(&s->w), -1);
    scene_open(s, 100);
    assert_int_equal(journaling_timeout(&s->w), -1);
    for (int i = 0; i < 1000; i++)
        assert_false(journaling_key(&s->w, false));
    scene_pass(s, 5000, false);
    assert_int_equal(scene_number(s, "SELECT count(*) FROM drafts"), 0);
    assert_int_equal(journaling_timeout(&s->w), -1);
}

static void an_edit__is_kept__a_second_after_it(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    assert_false(scene_type(s, "a"));
    assert_int_equal(journaling_timeout(&s->w), 1000);
    scene_pass(s, 999, false);
    assert_int_equal(scene_drafts(s), 0);
    scene_type(s, "ab"); /* whoever goes on typing does not put it off */
    scene_pass(s, 1, false);
    assert_int_equal(scene_drafts(s), 1);
    assert_int_equal(journaling_timeout(&s->w), -1);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "ab");
    assert_true(doc_modified(s->w.open.doc));
}

static void json_that_does_not_parse_yet__is_kept_too__although_nothing_else_was_edited(void **state)
{
    static const char half[] = "{\"owner\": {\"name\": \"Ann";
    struct scene *s = *state;
    size_t len;
    scene_open(s, 100);
    doc_type(s->w.open.doc, "/owner", half, sizeof half - 1);
    assert_false(doc_modified(s->w.open.doc));
    assert_false(journaling_key(&s->w, false));
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 1);
    scene_crash(s);
    scene_recover_first(s);
    assert_true(json_chars_equal(doc_typed(s->w.open.doc, "/owner"), half, sizeof half - 1));
    assert_non_null(doc_half_typed(s->w.open.doc, &len));
    doc_type(s->w.open.doc, "/owner", NULL, 0);
    journaling_key(&s->w, false);
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 0);
}

static void a_hundred_keys__are_kept_at_once__and_a_paste_too(void **state)
{
    struct scene *s = *state;
    char text[101] = "";
    scene_open(s, 100);
    for (size_t i = 0; i < 99; i++) {
        text[i] = 'x';
        assert_false(scene_type(s, text));
    }
    text[99] = 'y';
    assert_true(scene_type(s, text));
    journaling_keep(&s->w, &s->se, SCENE_KEY, false);
    assert_int_equal(scene_drafts(s), 1);
    assert_false(scene_type(s, "z"));
    assert_true(journaling_key(&s->w, true));
}

static void a_cursor_that_moves_on__is_noted__where_there_is_work(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    const long before = scene_journal(s);
    journaling_key(&s->w, false);
    fake_clock_advance(1000);
    journaling_work(&s->w, &s->se, "/locale", false);
    assert_int_equal(scene_number(s, "SELECT focus = '/locale' FROM drafts"), 1);
    assert_int_equal(scene_journal(s), before);
}

static void half_of_an_import__is_not_kept(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "before");
    doc_group_begin(s->w.open.doc);
    scene_type(s, "half");
    scene_pass(s, 1000, true);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "before");
}

/* What the loop does when nobody presses a key. */
static void turn(struct scene *s, int64_t ms, bool working)
{
    journaling_due(&s->w);
    fake_clock_advance(ms);
    if (journaling_due(&s->w))
        journaling_work(&s->w, &s->se, SCENE_KEY, working);
}

static void an_edit_without_a_key__is_kept_too(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    turn(s, 5000, false);
    assert_int_equal(journaling_timeout(&s->w), -1);
    assert_true(doc_set_chars(s->w.open.doc, SCENE_KEY, "from an editor", 14, NULL));
    turn(s, 1000, false);
    assert_int_equal(scene_drafts(s), 1);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "from an editor");
}

static void an_import__is_kept_when_it_has_ended__although_no_key_comes(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    doc_group_begin(s->w.open.doc);
    scene_type(s, "half");
    turn(s, 1000, true);
    assert_int_equal(scene_journal(s), 0);
    turn(s, 1000, true);
    assert_true(doc_set_bool(s->w.open.doc, "/is_embedded", true, NULL));
    doc_group_end(s->w.open.doc);
    turn(s, 1000, false);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "half");
    assert_non_null(doc_get(s->w.open.doc, "/is_embedded"));
}

static void an_edit_that_is_taken_back__is_not_offered(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 1);
    assert_true(doc_undo(s->w.open.doc, NULL));
    journaling_key(&s->w, false);
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 0);
    assert_true(doc_redo(s->w.open.doc, NULL));
    journaling_key(&s->w, false);
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 1);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "a");
}

/* ---- ends */

static void saving__ends_what_would_be_offered__and_more_work_begins_it_again(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    assert_true(configuration_save(&s->w.open, false, NULL));
    journaling_saved(&s->w, &s->se);
    assert_int_equal(scene_drafts(s), 0);
    scene_type(s, "ab");
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 1);
    scene_crash(s);
    assert_int_equal(s->se.drafts.items[0].file, DRAFT_FILE_SAME);
    scene_recover_first(s);
    scene_assert_key(s, "ab");
    assert_true(doc_undo(s->w.open.doc, NULL)); /* before the save, and beyond it */
    scene_assert_key(s, "a");
    assert_false(doc_modified(s->w.open.doc));
    assert_true(doc_undo(s->w.open.doc, NULL));
    assert_null(doc_get(s->w.open.doc, SCENE_KEY));
    journaling_key(&s->w, false);
    scene_pass(s, 1000, false);
    scene_crash(s);
    scene_recover_first(s);
    assert_null(doc_get(s->w.open.doc, SCENE_KEY));
    assert_true(doc_modified(s->w.open.doc));
}

static void a_signal__keeps_all_of_it__and_is_noted(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "a");
    journaling_end(&s->w, &s->se, SIGHUP, SCENE_KEY, false);
    assert_true(recovering_list(&s->w, &s->se, NULL));
    assert_int_equal(s->se.drafts.count, 1);
    assert_int_equal(s->se.drafts.items[0].ended, SIGHUP);
    assert_string_equal(s->se.drafts.items[0].focus, SCENE_KEY);
    assert_string_equal(s->se.drafts.items[0].configuration, "acme");
}

static void closing__gives_the_work_up(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    journaling_close(&s->w);
    assert_int_equal(scene_number(s, "SELECT count(*) FROM drafts"), 0);
    assert_int_equal(scene_number(s, "SELECT count(*) FROM draft_pieces"), 0);
}

/* ---- what is large */

enum { LARGE = 3 << 20 };

static void a_large_text__is_kept_in_pieces__while_nobody_types(void **state)
{
    struct scene *s = *state;
    scene_open(s, LARGE);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 1);
    assert_int_equal(scene_base(s), 0);
    journaling_key(&s->w, false);
    scene_pass(s, 999, false);
    assert_int_equal(scene_base(s), 0);
    for (int i = 0; i < 16; i++)
        scene_pass(s, 1000, false);
    size_t len;
    doc_text(s->w.open.doc, &len);
    assert_int_equal(scene_base(s), len);
    assert_int_equal(journaling_timeout(&s->w), -1);
    remove(s->w.open.path);
    scene_crash(s);
    assert_int_equal(s->se.drafts.items[0].file, DRAFT_FILE_GONE);
    scene_recover_first(s);
    scene_assert_key(s, "a");
}

static void a_large_text__is_kept__although_somebody_never_stops_typing(void **state)
{
    struct scene *s = *state;
    scene_open(s, LARGE);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    for (int i = 0; i < 90; i++) {
        journaling_key(&s->w, false);
        scene_pass(s, 100, false);
    }
    assert_int_equal(scene_base(s), 0);
    for (int i = 0; i < 60; i++) {
        journaling_key(&s->w, false);
        scene_pass(s, 100, false);
    }
    size_t len;
    doc_text(s->w.open.doc, &len);
    assert_int_equal(scene_base(s), len);
}

static void a_large_text__that_is_not_kept_yet__is_in_its_file(void **state)
{
    struct scene *s = *state;
    scene_open(s, LARGE);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "a");
    assert_null(strstr(s->se.message.text, "changed"));
}

static void a_large_text__of_which_nobody_has_the_first_state__takes_the_edits_as_it_is(void **state)
{
    static const char other[] = "{\"customer_data\": {\"sites\": []}}";
    struct scene *s = *state;
    scene_open(s, LARGE);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    scratch_write(s->w.open.path, other, sizeof other - 1);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "a");
    assert_non_null(doc_get(s->w.open.doc, "/customer_data/sites"));
    assert_non_null(strstr(s->se.message.text, "0 of 1 could not"));
}

static void a_large_text__whose_file_is_gone__stays(void **state)
{
    struct scene *s = *state;
    struct err e = {0};
    scene_open(s, LARGE);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    remove(s->w.open.path);
    scene_crash(s);
    assert_false(scene_recover(s, s->se.drafts.items[0].id, false, &e));
    assert_non_null(strstr(e.text, "They are kept."));
    assert_true(recovering_list(&s->w, &s->se, NULL));
    assert_int_equal(s->se.drafts.count, 1);
}

static void a_large_edit__is_kept_in_pieces__and_counts_when_it_is_whole(void **state)
{
    struct scene *s = *state;
    char *text = xmalloc(LARGE + 1);
    memset(text, 'x', LARGE);
    text[LARGE] = '\0';
    scene_open(s, 100);
    scene_type(s, "a");
    doc_visit(s->w.open.doc);
    scene_type(s, text);
    scene_pass(s, 1000, false);
    assert_in_range(scene_journal(s), 1, LARGE - 1);
    assert_int_equal(journaling_timeout(&s->w), 0);
    for (int i = 0; i < 16; i++)
        scene_pass(s, 0, false);
    assert_true(scene_journal(s) > LARGE);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, text);
    free(text);
}

static void somebody_who_types__is_answered__between_the_pieces_of_a_large_edit(void **state)
{
    struct scene *s = *state;
    char *text = xmalloc(LARGE + 1);
    memset(text, 'x', LARGE);
    text[LARGE] = '\0';
    scene_open(s, 100);
    scene_type(s, text);
    scene_pass(s, 1000, false);
    assert_int_equal(journaling_timeout(&s->w), 0);
    journaling_key(&s->w, false);
    scene_pass(s, 0, false);
    const long kept = scene_journal(s);
    assert_in_range(journaling_timeout(&s->w), 1, 100);
    scene_pass(s, 0, false);
    assert_int_equal(scene_journal(s), kept);
    scene_pass(s, journaling_timeout(&s->w), false);
    assert_true(scene_journal(s) > kept);
    free(text);
}

/* A large file with edits of every size, which nobody works on any more; its first row is offered. */
static void leave_large_work(struct scene *s, bool base_kept)
{
    char long_text[100001];
    memset(long_text, 'y', 100000);
    long_text[100000] = '\0';
    scene_open(s, LARGE);
    for (int i = 0; i < 300; i++) {
        char *at = xasprintf("/customer_data/guests/%d/name", 7 * i);
        doc_visit(s->w.open.doc);
        assert_true(doc_set_chars(s->w.open.doc, at, "Sam", 3, NULL));
        free(at);
    }
    scene_type(s, long_text);
    doc_visit(s->w.open.doc);
    assert_true(doc_delete_items(s->w.open.doc, "/customer_data/guests", (size_t[]){2, 3, 5}, 3, NULL));
    scene_type(s, "last");
    do
        scene_pass(s, 1000, false);
    while (journaling_timeout(&s->w) == 0 || (base_kept && !s->w.journaling.draft.base_kept));
}

/* How many pieces it takes; each one looks at a part of it only. */
static size_t recover_by_pieces(struct scene *s, bool onto)
{
    struct err e = {0};
    size_t pieces = 1, done = 0;
    assert_true(recovering_begin(&s->w, &s->se, s->se.drafts.items[0].id, onto, &e));
    while (!recovering_step(&s->w, &s->se)) {
        assert_true(s->se.opening && s->se.progress.cancellable);
        assert_true(s->se.progress.done <= s->se.progress.all);
        assert_true(onto || s->se.progress.done >= done);
        done = s->se.progress.done;
        pieces++;
    }
    if (!recovering_finish(&s->w, &s->se, &e))
        fail_msg("%s", e.text);
    assert_false(s->se.opening);
    assert_null(s->se.progress.words);
    return pieces;
}

/* Given up after so many pieces: nothing is open, and the same is offered; or it has ended before. */
static bool give_up_after(struct scene *s, size_t pieces, bool onto)
{
    struct err e = {0};
    assert_true(recovering_begin(&s->w, &s->se, s->se.drafts.items[0].id, onto, &e));
    for (; pieces > 0 && !recovering_step(&s->w, &s->se); pieces--)
        ;
    assert_true(recovering_drop(&s->w, &s->se));
    assert_false(recovering_drop(&s->w, &s->se));
    assert_null(s->se.doc);
    assert_false(s->se.opening);
    assert_true(recovering_list(&s->w, &s->se, NULL));
    assert_int_equal(s->se.drafts.count, 1);
    return pieces == 0;
}

static void large_work__given_up_after_any_piece__is_offered_as_it_was(void **state)
{
    struct scene *s = *state;
    for (int base_kept = 0; base_kept < 2; base_kept++) {
        leave_large_work(s, base_kept);
        char *mine = scene_body(&s->w.open);
        const long steps = (long)doc_edits(s->w.open.doc);
        scene_crash(s);
        for (size_t pieces = 0; give_up_after(s, pieces, false); pieces++)
            ;
        recover_by_pieces(s, false);
        char *recovered = scene_body(&s->w.open);
        assert_string_equal(recovered, mine);
        assert_int_equal(doc_edits(s->w.open.doc), steps);
        free(mine);
        free(recovered);
        journaling_close(&s->w);
        configuration_finish(&s->w.open);
        world_show_open(&s->w, &s->se);
        assert_int_equal(scene_drafts(s), 0);
        char *path = configuration_path(&s->w.library.paths, "acme");
        remove(path);
        free(path);
    }
}

static void large_work__put_into_a_changed_file__can_be_given_up_at_any_piece(void **state)
{
    struct scene *s = *state;
    leave_large_work(s, true);
    char *path = configuration_path(&s->w.library.paths, "acme"), *mine = scene_body(&s->w.open);
    scene_crash(s);
    size_t len;
    char *theirs = file_read(path, &len, NULL);
    assert_true(file_write_bytes(path, FILE_REPLACE, theirs, len, NULL)); /* the same by other hands */
    for (size_t pieces = 0; give_up_after(s, pieces, true); pieces += 3)
        ;
    recover_by_pieces(s, true);
    char *merged = scene_body(&s->w.open);
    assert_string_equal(merged, mine);
    assert_true(doc_undo(s->w.open.doc, NULL));
    assert_false(doc_modified(s->w.open.doc));
    assert_int_equal(scene_drafts(s), 1);
    free(merged);
    free(theirs);
    free(mine);
    free(path);
}

static void a_large_text__that_is_given_up__goes_piece_by_piece(void **state)
{
    struct scene *s = *state;
    scene_open(s, LARGE);
    scene_type(s, "a");
    for (int i = 0; i < 16; i++)
        scene_pass(s, 1000, false);
    const long all = scene_base(s);
    journaling_close(&s->w);
    assert_int_equal(scene_drafts(s), 0);
    assert_int_equal(scene_base(s), all);
    scene_pass(s, 1000, false);
    assert_in_range(scene_base(s), 1, all - 1);
    for (int i = 0; i < 4; i++)
        scene_pass(s, 1000, false);
    assert_int_equal(scene_base(s), 0);
    assert_int_equal(journaling_timeout(&s->w), -1);
}

static void what_was_given_up__goes__once_others_let_go_of_the_database(void **state)
{
    struct scene *s = *state;
    scene_open(s, LARGE);
    scene_type(s, "a");
    for (int i = 0; i < 16; i++)
        scene_pass(s, 1000, false);
    journaling_close(&s->w);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(s->w.library.paths.database, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    for (int i = 0; i < 3; i++)
        scene_pass(s, 1000, false);
    assert_in_range(journaling_timeout(&s->w), 500, 2000);
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    while (journaling_timeout(&s->w) >= 0)
        scene_pass(s, 1000, false);
    assert_int_equal(scene_base(s), 0);
    assert_string_equal(s->se.message.text, "");
}

/* ---- trouble */

static void what_cannot_be_kept__is_said__and_tried_again(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(s->w.library.paths.database, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    assert_string_equal(s->se.message.text, ""); /* another instance that writes for a moment */
    assert_int_equal(journaling_timeout(&s->w), 1000);
    session_say(&s->se, SEVERITY_ERROR, "Something else, of long ago.");
    scene_pass(s, 1000, false);
    assert_non_null(strstr(s->se.message.text, "not safe"));
    session_say(&s->se, SEVERITY_ERROR, "It was not saved in that other place either.");
    scene_pass(s, 1000, false);
    assert_non_null(strstr(s->se.message.text, "other place"));
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 1);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "a");
}

/* Its draft is lost with the database, which is trouble only for work that its file does not have. */
static void what_is_saved__is_safe__whatever_becomes_of_its_draft(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(s->w.library.paths.database, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM drafts", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    doc_mark_saved(s->w.open.doc);
    journaling_saved(&s->w, &s->se);
    for (int i = 0; i < 4; i++)
        scene_pass(s, 1000, false);
    assert_string_equal(s->se.message.text, "");
    scene_type(s, "b");
    scene_pass(s, 1000, false);
    assert_int_equal(scene_drafts(s), 1);
    scene_crash(s);
    scene_recover_first(s);
    scene_assert_key(s, "b");
}

static void unsaved_work__stands_in_the_way_of_more(void **state)
{
    struct scene *s = *state;
    struct err e = {0};
    scene_open(s, 100);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    scene_crash(s);
    const int64_t id = s->se.drafts.items[0].id;
    scene_open(s, 100);
    scene_type(s, "other");
    assert_false(scene_recover(s, id, false, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    scene_assert_key(s, "other");
    scene_pass(s, 1000, false);
    scene_crash(s);
    assert_int_equal(s->se.drafts.count, 2);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, scene_make, scene_free)
    const struct CMUnitTest tests[] = {
        TEST(nothing__is_written__while_nobody_edits),
        TEST(an_edit__is_kept__a_second_after_it),
        TEST(json_that_does_not_parse_yet__is_kept_too__although_nothing_else_was_edited),
        TEST(a_hundred_keys__are_kept_at_once__and_a_paste_too),
        TEST(a_cursor_that_moves_on__is_noted__where_there_is_work),
        TEST(half_of_an_import__is_not_kept),
        TEST(an_edit_without_a_key__is_kept_too),
        TEST(an_import__is_kept_when_it_has_ended__although_no_key_comes),
        TEST(an_edit_that_is_taken_back__is_not_offered),
        TEST(saving__ends_what_would_be_offered__and_more_work_begins_it_again),
        TEST(a_signal__keeps_all_of_it__and_is_noted),
        TEST(closing__gives_the_work_up),
        TEST(a_large_text__is_kept_in_pieces__while_nobody_types),
        TEST(a_large_text__is_kept__although_somebody_never_stops_typing),
        TEST(a_large_text__that_is_not_kept_yet__is_in_its_file),
        TEST(a_large_text__of_which_nobody_has_the_first_state__takes_the_edits_as_it_is),
        TEST(a_large_text__whose_file_is_gone__stays),
        TEST(a_large_edit__is_kept_in_pieces__and_counts_when_it_is_whole),
        TEST(large_work__given_up_after_any_piece__is_offered_as_it_was),
        TEST(large_work__put_into_a_changed_file__can_be_given_up_at_any_piece),
        TEST(somebody_who_types__is_answered__between_the_pieces_of_a_large_edit),
        TEST(a_large_text__that_is_given_up__goes_piece_by_piece),
        TEST(what_was_given_up__goes__once_others_let_go_of_the_database),
        TEST(what_cannot_be_kept__is_said__and_tried_again),
        TEST(what_is_saved__is_safe__whatever_becomes_of_its_draft),
        TEST(unsaved_work__stands_in_the_way_of_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
