/* Work goes on, and its database is deleted, moved or exchanged below it. */
#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/fake/clock.h"
#include "tests/scratch.h"
#include "tests/tui/app/scene.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGE = 3 << 20 }; /* bytes: such a text is kept in pieces */

/* What somebody does who cleans up, or makes a copy. */
enum way { DELETED, DELETED_ALONE, MOVED, MOVED_WITH_ITS_FOLDER, WAYS };

static void take_away(struct scene *s, enum way way)
{
    static const char *const parts[] = {"", "-wal", "-shm"};
    if (way == MOVED_WITH_ITS_FOLDER) {
        char *away = xasprintf("%s.away", s->w.library.paths.data);
        assert_int_equal(rename(s->w.library.paths.data, away), 0);
        free(away);
        return;
    }
    for (size_t i = 0; i < (way == DELETED ? 3 : 1); i++) {
        char *path = xasprintf("%s%s", s->w.library.paths.database, parts[i]);
        char *away = xasprintf("%s.away", path);
        assert_int_equal(way == MOVED ? rename(path, away) : unlink(path), 0);
        free(away);
        free(path);
    }
    if (way == DELETED)
        assert_int_equal(unlink(s->w.library.paths.draft_lock), 0);
}

/* What another window, which starts now, would offer. */
static size_t offered_elsewhere(const struct scene *s)
{
    struct draft_rows rows = {0};
    struct ledger *l = ledger_open(s->w.library.paths.database, NULL);
    struct drafts *d = drafts_new(l, s->w.library.paths.draft_lock);
    assert_true(drafts_list(d, &rows, NULL));
    const size_t count = rows.count;
    draft_rows_finish(&rows);
    drafts_free(d);
    ledger_close(l);
    return count;
}

static void settle(struct scene *s)
{
    for (int i = 0; i < 100 && journaling_timeout(&s->w) >= 0; i++)
        scene_pass(s, 1000, false);
    assert_int_equal(journaling_timeout(&s->w), -1);
}

static void assert_begun_anew(struct scene *s, const char *key)
{
    assert_non_null(strstr(s->se.message.text, "is kept in a new database"));
    assert_int_equal(scene_drafts(s), 1);
    assert_int_equal(offered_elsewhere(s), 0);
    char *mine = scene_body(&s->w.open);
    scene_crash(s);
    assert_int_equal(s->se.drafts.count, 1);
    scene_recover_first(s);
    scene_assert_key(s, key);
    char *recovered = scene_body(&s->w.open);
    assert_string_equal(recovered, mine);
    free(mine);
    free(recovered);
}

static void lose_work(struct scene *s, enum way way)
{
    scene_open(s, 100);
    scene_type(s, "a");
    doc_visit(s->w.open.doc);
    assert_true(doc_set_text(s->w.open.doc, "/customer_data/guests/0/name", "\"Ann\"", 5, NULL));
    doc_type(s->w.open.doc, "/customer_data/sites", "[{", 2);
    scene_pass(s, 1000, false);
    fake_clock_advance(60000);
    take_away(s, way);
    scene_type(s, "ab");
    scene_pass(s, 1000, false);
    settle(s);
}

static void forget_work(struct scene *s)
{
    journaling_close(&s->w);
    configuration_finish(&s->w.open);
    world_show_open(&s->w, &s->se);
    char *path = configuration_path(&s->w.library.paths, "acme");
    unlink(path);
    free(path);
    settle(s);
}

static void work__is_kept_anew__when_its_database_is_taken_away(void **state)
{
    struct scene *s = *state;
    for (enum way way = DELETED; way < WAYS; way++) {
        lose_work(s, way);
        assert_int_equal(s->w.journaling.draft.row.started, s->w.journaling.draft.row.changed - 61);
        assert_begun_anew(s, "ab");
        assert_non_null(doc_typed(s->w.open.doc, "/customer_data/sites"));
        assert_true(doc_undo(s->w.open.doc, NULL));
        assert_false(doc_undo(s->w.open.doc, NULL));
        assert_false(doc_modified(s->w.open.doc));
        assert_int_equal(scene_number(s, "SELECT count(*) FROM drafts"), 1);
        forget_work(s);
    }
}

/* The journal of the new one knows no steps of before. */
static void an_undo__of_what_was_before__is_kept__too(void **state)
{
    struct scene *s = *state;
    lose_work(s, DELETED);
    s->se.message.text[0] = '\0';
    assert_true(doc_undo(s->w.open.doc, NULL));
    assert_true(doc_undo(s->w.open.doc, NULL));
    assert_true(doc_set_text(s->w.open.doc, "/customer_data/guests/0/name", "\"Bob\"", 5, NULL));
    journaling_key(&s->w, false);
    settle(s);
    assert_string_equal(s->se.message.text, "");
    assert_int_equal(scene_number(s, "SELECT count(*) FROM drafts"), 1);
    char *mine = scene_body(&s->w.open);
    scene_crash(s);
    assert_int_equal(s->se.drafts.count, 1);
    scene_recover_first(s);
    scene_assert_key(s, "a");
    char *recovered = scene_body(&s->w.open);
    assert_string_equal(recovered, mine);
    free(mine);
    free(recovered);
}

static void large_work__is_kept_anew__whenever_its_database_is_deleted(void **state)
{
    struct scene *s = *state;
    for (int pieces = 0; pieces < 5; pieces += 2) {
        scene_open(s, LARGE);
        scene_type(s, "a");
        for (int i = 0; i < 1 + pieces; i++)
            scene_pass(s, 1000, false);
        take_away(s, DELETED);
        if (!pieces)
            scene_type(s, "ab");
        settle(s);
        assert_int_equal(scene_base(s), s->w.journaling.draft.base_size);
        assert_begun_anew(s, pieces ? "a" : "ab");
        forget_work(s);
    }
}

static void half_of_an_import__is_not_kept_anew(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    take_away(s, DELETED);
    scene_type(s, "ab");
    doc_group_begin(s->w.open.doc);
    assert_true(doc_set_text(s->w.open.doc, "/customer_data/guests/0/name", "\"Ann\"", 5, NULL));
    scene_pass(s, 1000, true);
    scene_pass(s, 1000, true);
    assert_int_equal(scene_drafts(s), 0);
    assert_non_null(strstr(s->se.message.text, "not safe against a crash: the file"));
    doc_group_end(s->w.open.doc);
    scene_pass(s, 1000, false);
    assert_begun_anew(s, "ab");
}

/* An older copy of it is put in its place by hand, with this work and others'. */
static void work__that_is_kept_anew__supersedes_older_copies_of_it_and_nothing_else(void **state)
{
    struct scene *s = *state;
    size_t len;
    scene_open(s, 100);
    scene_type(s, "other");
    scene_pass(s, 1000, false);
    scene_crash(s);
    scene_open(s, 100);
    fake_clock_advance(60000);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    const char *database = s->w.library.paths.database;
    scene_number(s, "PRAGMA wal_checkpoint(TRUNCATE)");
    char *copy = file_read(database, &len, NULL);
    assert_non_null(copy);
    scene_type(s, "ab");
    scene_pass(s, 1000, false);
    take_away(s, DELETED);
    assert_true(file_write_bytes(database, FILE_NEW, copy, len, NULL));
    free(copy);
    scene_type(s, "abc");
    settle(s);
    scene_crash(s);
    assert_int_equal(s->se.drafts.count, 2);
    scene_recover_first(s);
    scene_assert_key(s, "abc");
}

/* ---- a disk that changes what lies on it */

static void damage(struct scene *s, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(s->w.library.paths.database, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_changes(db), 1);
    sqlite3_close(db);
}

/* Three edits, each of which is kept by itself, and then the program dies. */
static void work_and_die(struct scene *s)
{
    static const char *const keys[] = {"one", "two", "three"};
    scene_open(s, 100);
    for (size_t i = 0; i < 3; i++) {
        scene_type(s, keys[i]);
        doc_visit(s->w.open.doc);
        scene_pass(s, 1000, false);
    }
    scene_crash(s);
}

static void damaged_work__is_recovered_up_to_there__and_goes_on_in_another_draft(void **state)
{
    struct scene *s = *state;
    work_and_die(s);
    /* one letter for another: a record like any other, but for its sum */
    damage(s, "UPDATE draft_pieces SET bytes = CAST(replace(CAST(bytes AS TEXT), 'three', 'threw') AS BLOB) "
              "WHERE part = 1 AND instr(bytes, 'three')");
    scene_recover_first(s);
    scene_assert_key(s, "two");
    assert_non_null(strstr(s->se.message.text, "the end of what was kept is damaged"));
    settle(s);
    assert_int_equal(scene_number(s, "SELECT count(*) FROM drafts"), 1);
    scene_type(s, "four");
    settle(s);
    scene_crash(s);
    assert_int_equal(s->se.drafts.count, 1);
    scene_recover_first(s);
    scene_assert_key(s, "four");
    assert_null(strstr(s->se.message.text, "damaged"));
}

/* All but the first page, while the program has it open; another program wrote there before, so that it is
 * read again. */
static void damage_database(struct scene *s)
{
    size_t len;
    const char *database = s->w.library.paths.database;
    damage(s, "INSERT INTO tickets VALUES ('acme', 'SUP-1')");
    scene_number(s, "PRAGMA wal_checkpoint(TRUNCATE)");
    char *bytes = scratch_read(database, &len);
    memset(bytes + 4096, 0x7F, len - 4096);
    scratch_write(database, bytes, len);
    free(bytes);
}

static void work__is_kept_anew__when_its_database_is_damaged(void **state)
{
    struct scene *s = *state;
    scene_open(s, 100);
    scene_type(s, "a");
    scene_pass(s, 1000, false);
    damage_database(s);
    scene_type(s, "ab");
    settle(s);
    char *news = ledger_take_news(s->w.library.ledger);
    assert_non_null(strstr(news, "was damaged"));
    free(news);
    assert_begun_anew(s, "ab");
}

#define DAMAGE_BASE "UPDATE draft_pieces SET bytes = CAST('{}' AS BLOB) WHERE part = 0"

static void work__whose_first_state_is_damaged__takes_that_from_its_file(void **state)
{
    struct scene *s = *state;
    work_and_die(s);
    damage(s, DAMAGE_BASE);
    scene_recover_first(s);
    scene_assert_key(s, "three");
    assert_null(strstr(s->se.message.text, "damaged"));
    settle(s);
    scene_crash(s);
    assert_int_equal(s->se.drafts.count, 1);
    scene_recover_first(s);
    scene_assert_key(s, "three");
}

static void work__whose_first_state_nobody_has__stays_as_it_is(void **state)
{
    struct scene *s = *state;
    struct err e = {0};
    work_and_die(s);
    damage(s, DAMAGE_BASE);
    char *path = configuration_path(&s->w.library.paths, "acme");
    assert_true(file_write_bytes(path, FILE_REPLACE, "{\"locale\": \"fr\"}", 16, NULL));
    free(path);
    assert_false(scene_recover(s, s->se.drafts.items[0].id, false, &e));
    assert_non_null(strstr(e.text, "They are kept"));
    scene_crash(s);
    assert_int_equal(s->se.drafts.count, 1);
}

static void damaged_work__that_goes_into_a_changed_file__stays_too(void **state)
{
    struct scene *s = *state;
    struct err e = {0};
    static const char theirs[] = "{\"locale\": \"fr\", \"customer_data\": {}}";
    work_and_die(s);
    damage(s, "DELETE FROM draft_pieces WHERE part = 1 AND instr(bytes, 'two')");
    char *path = configuration_path(&s->w.library.paths, "acme");
    assert_true(file_write_bytes(path, FILE_REPLACE, theirs, sizeof theirs - 1, NULL));
    free(path);
    if (!scene_recover(s, s->se.drafts.items[0].id, true, &e))
        fail_msg("%s", e.text);
    scene_assert_key(s, "one");
    assert_non_null(strstr(s->se.message.text, "damaged"));
    assert_int_equal(s->se.drafts.count, 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, scene_make, scene_free)
    const struct CMUnitTest tests[] = {
        TEST(work__is_kept_anew__when_its_database_is_taken_away),
        TEST(an_undo__of_what_was_before__is_kept__too),
        TEST(large_work__is_kept_anew__whenever_its_database_is_deleted),
        TEST(work__is_kept_anew__when_its_database_is_damaged),
        TEST(damaged_work__is_recovered_up_to_there__and_goes_on_in_another_draft),
        TEST(work__whose_first_state_is_damaged__takes_that_from_its_file),
        TEST(work__whose_first_state_nobody_has__stays_as_it_is),
        TEST(damaged_work__that_goes_into_a_changed_file__stays_too),
        TEST(half_of_an_import__is_not_kept_anew),
        TEST(work__that_is_kept_anew__supersedes_older_copies_of_it_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
