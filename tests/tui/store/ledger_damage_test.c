/* A database that is damaged, in as many ways as bytes allow: it is moved aside as it was found, what can be
 * read of it is taken over, and the next attempt is recorded. */
#include "config.h"

#include "tests/tui/store/ledger_place.h"

#include "forms/mem.h"
#include "tests/places.h"
#include "tests/scratch.h"
#include "tui/store/file.h"
#include "tui/store/ledger_db.h"
#include "tui/store/migrations.h"

#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

/* One attempt, from its beginning to its end. */
static bool record(struct ledger *l, const char *customer, struct err *e)
{
    struct link_row r = {.started = 1, .customer_key = xstrdup(customer), .configuration = xstrdup("acme")};
    bool done = ledger_begin(l, &r, e);
    r.outcome = OUTCOME_CREATED;
    r.url = xasprintf("https://portal.example.com/%s", customer);
    done = done && ledger_end(l, &r, e);
    link_row_finish(&r);
    return done;
}

static size_t count(struct ledger *l, const char *customer)
{
    struct link_rows rows = {0};
    struct err e = {0};
    if (!ledger_links(l, &(struct ledger_query){.customer = customer}, &rows, &e))
        fail_msg("%s", e.text);
    const size_t n = rows.count;
    link_rows_finish(&rows);
    return n;
}

/* The path of a file that was moved aside, but not its log; NULL where there is none. */
static char *aside(size_t *how_many)
{
    DIR *d = opendir(ledger_folder);
    char *found = NULL;
    *how_many = 0;
    for (const struct dirent *entry; (entry = readdir(d));) {
        if (strncmp(entry->d_name, "state.db.damaged-", 17) != 0 || strstr(entry->d_name, "-wal") ||
            strstr(entry->d_name, "-shm"))
            continue;
        free(found);
        found = scratch_path(ledger_folder, entry->d_name);
        ++*how_many;
    }
    closedir(d);
    return found;
}

static void assert_aside(const char *bytes, size_t len)
{
    size_t how_many, aside_len;
    char *path = aside(&how_many);
    assert_int_equal(how_many, 1);
    char *kept = scratch_read(path, &aside_len);
    assert_int_equal(aside_len, len);
    assert_memory_equal(kept, bytes, len);
    assert_int_equal(scratch_mode(path), 0600);
    free(kept);
    free(path);
}

/* ---- one by one */

static void ledger_open__moves_aside__what_is_no_database(void **state)
{
    (void)state;
    static const char junk[] =
        "this was never a database, whatever its name says; "
        "it is long enough to have a header of a hundred bytes in it, all of them wrong";
    scratch_write(ledger_file, junk, sizeof junk);
    struct ledger *l = ledger_must_open();
    assert_aside(junk, sizeof junk);
    char *news = ledger_take_news(l);
    assert_non_null(strstr(news, "was damaged"));
    assert_non_null(strstr(news, "state.db.damaged-2"));
    free(news);
    assert_null(ledger_take_news(l));
    assert_true(record(l, "new", NULL));
    assert_int_equal(count(l, NULL), 1);
    ledger_close(l);
}

static void sql(const char *text)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(ledger_file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void fill(size_t attempts)
{
    ledger_close(ledger_must_open());
    char *text = xasprintf(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %zu) INSERT INTO attempts "
        "(outcome, started, ended, configuration, customer_key, stand_in, url, expires, status) "
        "SELECT 2, i, i, 'acme', 'old', 0, 'https://portal.example.com/' || hex(randomblob(20)), 0, 200 FROM "
        "n",
        attempts);
    sql(text);
    free(text);
}

static void ledger_links__takes_over_what_can_be_read__of_a_page_that_went_bad(void **state)
{
    (void)state;
    enum { ATTEMPTS = 300, PAGE = 4096 };
    fill(ATTEMPTS);
    size_t len;
    char *bytes = scratch_read(ledger_file, &len);
    assert_true(len > (size_t)10 * PAGE);
    memset(bytes + len / 2 / PAGE * PAGE, 0xA5, PAGE);
    scratch_write(ledger_file, bytes, len);
    struct ledger *l = ledger_must_open();
    const size_t left = count(l, "old");
    assert_aside(bytes, len);
    assert_in_range(left, ATTEMPTS * 3 / 4, ATTEMPTS - 1);
    char *news = ledger_take_news(l);
    assert_non_null(strstr(news, "with what could be read"));
    free(news);
    assert_true(record(l, "new", NULL));
    assert_int_equal(count(l, NULL), left + 1);
    ledger_close(l);
    free(bytes);
}

static void ledger_end__is_kept__when_the_file_goes_bad_meanwhile(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    struct link_row r = {.started = 1, .customer_key = xstrdup("cut")};
    assert_true(ledger_begin(l, &r, NULL));
    sql("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 900 WHERE name = 'attempts'; "
        "PRAGMA user_version = 9"); /* read anew for the version */
    char *version = xasprintf("PRAGMA user_version = %ld", migrations_version());
    sql(version);
    free(version);
    r.outcome = OUTCOME_REFUSED;
    struct err e = {0};
    if (!ledger_end(l, &r, &e))
        fail_msg("%s", e.text);
    assert_int_equal(count(l, "cut"), 1);
    link_row_finish(&r);
    ledger_close(l);
}

static void ledger_begin__follows__when_the_file_is_moved_away(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    assert_true(record(l, "old", NULL));
    char *elsewhere = scratch_path(ledger_folder, "elsewhere");
    assert_int_equal(rename(ledger_file, elsewhere), 0);
    assert_true(record(l, "new", NULL));
    struct ledger *other = ledger_must_open();
    assert_int_equal(count(other, "new"), 1);
    assert_int_equal(count(other, "old"), 0);
    ledger_close(other);
    ledger_close(l);
    free(elsewhere);
}

/* What is not an attempt, too: a file that another instance moved aside is looked at by nobody. */
static void ledger__follows__with_all_that_it_records(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    char *elsewhere = scratch_path(ledger_folder, "elsewhere");
    assert_true(ledger_set_ticket(l, "acme", "SUP-1", NULL));
    assert_int_equal(rename(ledger_file, elsewhere), 0);
    assert_true(ledger_set_mapping(l, "acme", "spaces", "name", "mapping", NULL));
    struct ledger *other = ledger_must_open();
    char *mapping = ledger_mapping(other, "acme", "spaces", "name");
    assert_string_equal(mapping, "mapping");
    assert_null(ledger_ticket(other, "acme"));
    assert_null(ledger_ticket(l, "acme"));
    ledger_close(other);
    ledger_close(l);
    free(mapping);
    free(elsewhere);
}

/* Somebody puts a copy of another day in its place: the log of the one that was is no log of that. */
static void ledger__follows__to_another_file_without_a_log_beside_it(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    assert_true(record(l, "copied", NULL));
    ledger_close(l);
    size_t len;
    char *copy = file_read(ledger_file, &len, NULL), *away = scratch_path(ledger_folder, "away");
    char *elsewhere = scratch_path(ledger_folder, "elsewhere");
    l = ledger_must_open();
    for (int i = 0; i < 20; i++)
        assert_true(record(l, "later", NULL));
    assert_true(file_write_bytes(elsewhere, FILE_NEW, copy, len, NULL));
    assert_int_equal(rename(ledger_file, away), 0);
    assert_int_equal(rename(elsewhere, ledger_file), 0);
    assert_int_equal(count(l, "copied"), 1);
    assert_int_equal(count(l, "later"), 0);
    ledger_close(l);
    assert_int_equal(rename(away, ledger_file), 0);
    l = ledger_must_open();
    assert_int_equal(count(l, "later"), 20);
    ledger_close(l);
    free(copy);
    free(away);
    free(elsewhere);
}

/* As another process that was stopped in the middle of it does. */
static int hold_folder(int how)
{
    const int fd = open(ledger_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, how), 0);
    return fd;
}

static void ledger__is_not_waited_for_without_end(void **state)
{
    (void)state;
    struct err e = {0};
    struct ledger *l = ledger_later(ledger_file);
    ledger_set_patience(l, 20);
    const int held = hold_folder(LOCK_EX);
    assert_false(ledger_ready(l, &e));
    assert_int_equal(e.code, ERR_BUSY);
    assert_non_null(strstr(e.text, "go on with that one"));
    close(held);
    assert_true(ledger_ready(l, &e));
    ledger_close(l);
}

static void a_damaged_ledger__is_not_moved__while_somebody_opens_it(void **state)
{
    (void)state;
    struct err e = {0};
    char *damaged, *where = NULL;
    size_t how_many;
    assert_true(
        file_write_bytes(ledger_file, FILE_NEW, "no database at all, but long enough for one", 43, &e));
    const int held = hold_folder(LOCK_SH);
    assert_false(ledger_set_aside(ledger_file, 20, &where, &e));
    assert_int_equal(e.code, ERR_BUSY);
    assert_null(where);
    close(held);
    assert_true(ledger_set_aside(ledger_file, 0, &where, &e));
    assert_non_null(where);
    damaged = aside(&how_many);
    assert_string_equal(damaged, where);
    free(damaged);
    free(where);
}

static int refuse_commit(void *context)
{
    (void)context;
    return 1;
}

static void ledger_salvage__counts_nothing__that_was_not_committed(void **state)
{
    (void)state;
    fill(3);
    char *damaged = scratch_path(ledger_folder, "damaged");
    assert_int_equal(rename(ledger_file, damaged), 0);
    struct ledger *l = ledger_must_open();
    sqlite3_commit_hook(l->db, refuse_commit, NULL);
    assert_int_equal(ledger_salvage(l->db, damaged), 0);
    assert_true(sqlite3_get_autocommit(l->db));
    sqlite3_commit_hook(l->db, NULL, NULL);
    assert_int_equal(ledger_salvage(l->db, damaged), 3);
    assert_int_equal(count(l, "old"), 3);
    ledger_close(l);
    free(damaged);
}

/* Reading all of a table is what some steps from version to version do. */
static void ledger_open__begins_anew__where_an_older_file_cannot_be_migrated(void **state)
{
    for (long version = 1; version < migrations_version(); version++) {
        ledger_place_remove(state);
        ledger_place_make(state);
        char *path = xasprintf(TEST_DATA "/ledger/version-%ld.sql", version);
        size_t len;
        char *text = scratch_read(path, &len);
        sql(text);
        sql("PRAGMA journal_mode = WAL; UPDATE attempts SET message = hex(randomblob(9000))");
        free(text);
        free(path);
        char *bytes = scratch_read(ledger_file, &len);
        memset(bytes + 4096, 0x7F, len - 4096); /* all but the first page, which knows the version */
        scratch_write(ledger_file, bytes, len);
        struct ledger *l = ledger_must_open();
        assert_true(record(l, "new", NULL));
        assert_int_equal(count(l, "new"), 1);
        ledger_close(l);
        assert_aside(bytes, len);
        free(bytes);
    }
}

/* ---- several at once */

static _Noreturn void start_on_damage(int gate)
{
    char byte;
    struct err e = {0};
    const bool told = read(gate, &byte, 1) == 0; /* closed: all at once */
    struct ledger *l = told ? ledger_open(ledger_file, &e) : NULL;
    if (!l || !record(l, "each", &e)) {
        print_error("%s\n", e.text);
        _exit(1);
    }
    ledger_close(l);
    _exit(0);
}

static void ledger_open__moves_aside_once__among_processes_that_start_together(void **state)
{
    enum { PROCESSES = 6, ROUNDS = 8 };
    static const char junk[] = "not a database, and one hundred bytes long at least: 0123456789 0123456789 "
                               "0123456789 0123456789";
    for (int round = 0; round < ROUNDS; round++) {
        ledger_place_remove(state);
        ledger_place_make(state);
        scratch_write(ledger_file, junk, sizeof junk);
        int gate[2];
        assert_int_equal(pipe(gate), 0);
        pid_t children[PROCESSES];
        for (int i = 0; i < PROCESSES; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                close(gate[1]);
                start_on_damage(gate[0]);
            }
        }
        close(gate[0]);
        close(gate[1]);
        for (int i = 0; i < PROCESSES; i++) {
            int status = -1;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_int_equal(status, 0);
        }
        assert_aside(junk, sizeof junk);
        struct ledger *l = ledger_must_open();
        assert_int_equal(count(l, "each"), PROCESSES);
        ledger_close(l);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, ledger_place_make, ledger_place_remove)
    const struct CMUnitTest tests[] = {
        TEST(ledger_open__moves_aside__what_is_no_database),
        TEST(ledger_links__takes_over_what_can_be_read__of_a_page_that_went_bad),
        TEST(ledger_end__is_kept__when_the_file_goes_bad_meanwhile),
        TEST(ledger_open__begins_anew__where_an_older_file_cannot_be_migrated),
        TEST(ledger_begin__follows__when_the_file_is_moved_away),
        TEST(ledger__follows__with_all_that_it_records),
        TEST(ledger__is_not_waited_for_without_end),
        TEST(a_damaged_ledger__is_not_moved__while_somebody_opens_it),
        TEST(ledger__follows__to_another_file_without_a_log_beside_it),
        TEST(ledger_salvage__counts_nothing__that_was_not_committed),
        TEST(ledger_open__moves_aside_once__among_processes_that_start_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
