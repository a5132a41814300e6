#include "config.h"

#include "tests/tui/store/ledger_place.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/places.h"
#include "tests/scratch.h"
#include "tui/store/ledger_db.h"
#include "tui/store/migrations.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void must_fail(enum err_code code, const char *words)
{
    struct err e = {0};
    assert_null(ledger_open(ledger_file, &e));
    assert_int_equal(e.code, code);
    assert_non_null(strstr(e.text, "state.db"));
    if (!strstr(e.text, words))
        fail_msg("\"%s\" does not say \"%s\"", e.text, words);
}

static void sql(const char *text)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(ledger_file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static int64_t add(struct ledger *l, const char *configuration, const char *ticket, enum outcome outcome,
                   int64_t expires)
{
    struct err e = {0};
    struct link_row r = {.outcome = OUTCOME_NONE,
                         .started = 1000,
                         .configuration = xstrdup(configuration),
                         .customer_key = xasprintf("customer_of_%s", configuration),
                         .ticket = ticket ? xstrdup(ticket) : NULL,
                         .endpoint = xstrdup("https://connect.example.com")};
    if (!ledger_begin(l, &r, &e))
        fail_msg("%s", e.text);
    r.outcome = outcome;
    r.ended = 1001;
    r.expires = expires;
    if (outcome == OUTCOME_CREATED)
        r.url = xasprintf("https://example.com/%lld", (long long)r.id);
    if (!ledger_end(l, &r, &e))
        fail_msg("%s", e.text);
    const int64_t id = r.id;
    link_row_finish(&r);
    return id;
}

static size_t count(struct ledger *l, struct ledger_query q)
{
    struct link_rows rows = {0};
    assert_true(ledger_links(l, &q, &rows, NULL));
    const size_t n = rows.count;
    link_rows_finish(&rows);
    return n;
}

static void ledger_open__makes_private_files__whatever_the_umask(void **state)
{
    (void)state;
    static const char *const names[] = {"state.db", "state.db-wal", "state.db-shm"};
    const mode_t before = umask(0);
    struct ledger *l = ledger_must_open();
    umask(before);
    add(l, "acme", NULL, OUTCOME_CREATED, 5000);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = scratch_path(ledger_folder, names[i]);
        assert_int_equal(scratch_mode(path), 0600);
        free(path);
    }
    ledger_close(l);
}

static void ledger_open__closes_a_file_to_others__that_was_readable(void **state)
{
    (void)state;
    ledger_close(ledger_must_open());
    chmod(ledger_file, 0644);
    ledger_close(ledger_must_open());
    assert_int_equal(scratch_mode(ledger_file), 0600);
}

static void ledger_begin__is_seen_by_others_at_once__without_an_outcome(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open(), *other = ledger_must_open();
    struct link_row r = {.started = 7, .configuration = xstrdup("acme"), .stand_in = true};
    assert_true(ledger_begin(l, &r, NULL));
    assert_true(r.id > 0);
    struct link_rows rows = {0};
    assert_true(ledger_links(other, &(struct ledger_query){0}, &rows, NULL));
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.items[0].id, r.id);
    assert_int_equal(rows.items[0].outcome, OUTCOME_NONE);
    assert_int_equal(rows.items[0].started, 7);
    assert_true(rows.items[0].stand_in);
    assert_null(rows.items[0].url);
    link_rows_finish(&rows);
    link_row_finish(&r);
    ledger_close(l);
    ledger_close(other);
}

static void ledger_end__keeps_every_member__across_a_restart(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    struct link_row r = {.started = 1, .configuration = xstrdup("caf\u00e9")};
    assert_true(ledger_begin(l, &r, NULL));
    r.outcome = OUTCOME_REFUSED;
    r.ended = 2;
    r.customer_key = xstrdup("key");
    r.ticket = xstrdup("SUP-1");
    r.endpoint = xstrdup("https://connect.example.com");
    r.workspace_id = xstrdup("workspace");
    r.url = xstrdup("https://example.com/x");
    r.expires_at = xstrdup("2026-11-21T23:00:00Z");
    r.expires = 1795302000;
    r.request_id = xstrdup("request");
    r.status = 400;
    r.type = xstrdup("invalid_input");
    r.environment = ENVIRONMENT_PRODUCTION;
    r.message = xstrdup("it's \"wrong\"");
    assert_true(ledger_end(l, &r, NULL));
    ledger_close(l);
    l = ledger_must_open();
    struct link_rows rows = {0};
    assert_true(ledger_links(l, &(struct ledger_query){0}, &rows, NULL));
    assert_int_equal(rows.count, 1);
    const struct link_row *back = &rows.items[0];
    assert_int_equal(back->outcome, OUTCOME_REFUSED);
    assert_int_equal(back->started, 1);
    assert_int_equal(back->ended, 2);
    assert_int_equal(back->environment, ENVIRONMENT_PRODUCTION);
    assert_false(back->stand_in);
    assert_int_equal(back->expires, r.expires);
    assert_int_equal(back->status, 400);
    assert_string_equal(back->configuration, r.configuration);
    assert_string_equal(back->customer_key, r.customer_key);
    assert_string_equal(back->ticket, r.ticket);
    assert_string_equal(back->endpoint, r.endpoint);
    assert_string_equal(back->workspace_id, r.workspace_id);
    assert_string_equal(back->url, r.url);
    assert_string_equal(back->expires_at, r.expires_at);
    assert_string_equal(back->request_id, r.request_id);
    assert_string_equal(back->type, r.type);
    assert_string_equal(back->message, r.message);
    link_rows_finish(&rows);
    link_row_finish(&r);
    ledger_close(l);
}

static void ledger_end__fails__for_an_attempt_that_was_not_begun(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    struct link_row r = {.id = 12};
    struct err e = {0};
    assert_false(ledger_end(l, &r, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    ledger_close(l);
}

static void ledger_links__answers_queries__newest_first(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    add(l, "acme", "SUP-1", OUTCOME_CREATED, 2000);
    add(l, "acme", "SUP-2", OUTCOME_CREATED, 9000);
    add(l, "acme", "SUP-2", OUTCOME_REFUSED, 0);
    const int64_t last = add(l, "other", NULL, OUTCOME_CREATED, 0);
    assert_int_equal(count(l, (struct ledger_query){0}), 4);
    assert_int_equal(count(l, (struct ledger_query){.ticket = "SUP-2"}), 2);
    assert_int_equal(count(l, (struct ledger_query){.ticket = "SUP-"}), 0);
    assert_int_equal(count(l, (struct ledger_query){.customer = "customer_of_acme"}), 3);
    assert_int_equal(count(l, (struct ledger_query){.configuration = "acme", .limit = 2}), 2);
    assert_int_equal(count(l, (struct ledger_query){.usable = true, .now = 1999}), 3);
    assert_int_equal(count(l, (struct ledger_query){.usable = true, .now = 2000}), 2);
    assert_int_equal(count(l, (struct ledger_query){.ticket = "SUP-2", .usable = true, .now = 2000}), 1);
    struct link_rows rows = {0};
    assert_true(ledger_links(l, &(struct ledger_query){.limit = 1}, &rows, NULL));
    assert_int_equal(rows.items[0].id, last);
    link_rows_finish(&rows);
    ledger_close(l);
}

static void ledger_set_ticket__keeps_one_ticket__for_each_configuration(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    assert_null(ledger_ticket(l, "acme"));
    assert_true(ledger_set_ticket(l, "acme", "SUP-1", NULL));
    assert_true(ledger_set_ticket(l, "acme", "SUP-2", NULL));
    char *ticket = ledger_ticket(l, "acme");
    assert_string_equal(ticket, "SUP-2");
    free(ticket);
    assert_true(ledger_set_ticket(l, "acme", NULL, NULL));
    assert_null(ledger_ticket(l, "acme"));
    ledger_close(l);
}

static void ledger_rename__takes_ticket_and_links_along__even_onto_a_name_with_a_past(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    add(l, "old", NULL, OUTCOME_CREATED, 0);
    assert_true(ledger_set_ticket(l, "old", "SUP-1", NULL));
    assert_true(ledger_set_ticket(l, "new", "SUP-0", NULL));
    assert_true(ledger_rename(l, "old", "new", NULL));
    char *ticket = ledger_ticket(l, "new");
    assert_string_equal(ticket, "SUP-1");
    free(ticket);
    assert_null(ledger_ticket(l, "old"));
    assert_int_equal(count(l, (struct ledger_query){.configuration = "new"}), 1);
    assert_int_equal(count(l, (struct ledger_query){.configuration = "old"}), 0);
    ledger_close(l);
}

static void ledger_release__leaves_links_in_the_list__and_none_with_the_name(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    add(l, "acme", NULL, OUTCOME_CREATED, 10);
    assert_true(ledger_set_ticket(l, "acme", "SUP-1", NULL));
    assert_true(ledger_release(l, "acme", NULL));
    assert_null(ledger_ticket(l, "acme"));
    assert_int_equal(count(l, (struct ledger_query){.configuration = "acme"}), 0);
    assert_int_equal(count(l, (struct ledger_query){.customer = "customer_of_acme"}), 1);
    add(l, "acme", NULL, OUTCOME_CREATED, 20);
    assert_true(ledger_rename(l, "acme", "ajax", NULL));
    assert_int_equal(count(l, (struct ledger_query){.configuration = "ajax"}), 1);
    ledger_close(l);
}

/* ---- what somebody found */

static void ledger_note_checked__keeps_a_note__of_what_is_unknown(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    add(l, "known", NULL, OUTCOME_CREATED, 0);
    const int64_t id = add(l, "lost", NULL, OUTCOME_UNKNOWN, 0);
    struct link_row r = {.started = 1, .configuration = xstrdup("cut")};
    assert_true(ledger_begin(l, &r, NULL));
    assert_int_equal(count(l, (struct ledger_query){.open = true}), 2);
    assert_true(ledger_note_checked(l, id, CHECKED_ABSENT, 77, NULL));
    assert_true(ledger_note_checked(l, r.id, CHECKED_EXISTS, 78, NULL));
    assert_int_equal(count(l, (struct ledger_query){.open = true}), 0);
    struct link_rows rows = {0};
    assert_true(ledger_links(l, &(struct ledger_query){.limit = 2}, &rows, NULL));
    assert_int_equal(rows.items[0].checked, CHECKED_EXISTS);
    assert_int_equal(rows.items[1].checked, CHECKED_ABSENT);
    assert_int_equal(rows.items[1].checked_at, 77);
    assert_int_equal(rows.items[1].outcome, OUTCOME_UNKNOWN);
    link_rows_finish(&rows);
    assert_true(ledger_note_checked(l, id, CHECKED_NOT, 79, NULL));
    assert_int_equal(count(l, (struct ledger_query){.open = true}), 1);
    link_row_finish(&r);
    ledger_close(l);
}

static void ledger_count_open__counts_what_somebody_has_to_look_for__and_no_more(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    struct ledger_open_count count;
    add(l, "known", NULL, OUTCOME_REFUSED, 0);
    const int64_t id = add(l, "lost", NULL, OUTCOME_UNKNOWN, 0);
    add(l, "other", NULL, OUTCOME_UNKNOWN, 0);
    struct link_row r = {.started = 7000, .customer_key = xstrdup("customer_of_lost")};
    assert_true(ledger_begin(l, &r, NULL));
    assert_true(ledger_count_open(l, "customer_of_lost", &count, NULL));
    assert_int_equal(count.all, 3);
    assert_int_equal(count.of_customer, 2);
    assert_int_equal(count.latest, 7000);
    assert_true(ledger_note_checked(l, r.id, CHECKED_ABSENT, 1, NULL));
    assert_true(ledger_count_open(l, "customer_of_lost", &count, NULL));
    assert_int_equal(count.latest, 1000);
    assert_true(ledger_note_checked(l, id, CHECKED_EXISTS, 1, NULL));
    assert_true(ledger_count_open(l, "customer_of_lost", &count, NULL));
    assert_int_equal(count.all, 1);
    assert_int_equal(count.of_customer, 0);
    assert_true(ledger_count_open(l, NULL, &count, NULL));
    assert_int_equal(count.all, 1);
    assert_int_equal(count.of_customer, 0);
    link_row_finish(&r);
    ledger_close(l);
}

static void ledger_note_checked__refuses__what_is_known_or_not_there(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    static const enum outcome known[] = {OUTCOME_NOT_SENT, OUTCOME_CREATED, OUTCOME_REFUSED};
    struct err e;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const int64_t id = add(l, "acme", NULL, known[i], 0);
        assert_false(ledger_note_checked(l, id, CHECKED_EXISTS, 1, &e));
        assert_int_equal(e.code, ERR_CONFLICT);
    }
    assert_false(ledger_note_checked(l, 99, CHECKED_EXISTS, 1, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    ledger_close(l);
}

/* Only the question whether there is such an attempt fails. */
static int break_question(unsigned event, void *context, void *statement, void *text)
{
    (void)event, (void)text;
    if (strncmp(sqlite3_sql(statement), "SELECT 1", strlen("SELECT 1")) == 0)
        sqlite3_interrupt(context);
    return 0;
}

static void ledger_note_checked__says_what_failed__and_not_that_there_is_none(void **state)
{
    (void)state;
    struct err e = {0};
    struct ledger *l = ledger_must_open();
    sqlite3_trace_v2(l->db, SQLITE_TRACE_STMT, break_question, l->db);
    assert_false(ledger_note_checked(l, 99, CHECKED_EXISTS, 1, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.text, "state.db"));
    ledger_close(l);
}

static void note_down(void *context, const struct ledger_note *n)
{
    buf_printf(context, "%s %s %s %lld\n", n->configuration, n->ticket ? n->ticket : "-",
               n->url ? n->url : "-", (long long)n->expires);
}

static void ledger_each_configuration__gives_ticket_and_newest_link__in_one_pass(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    add(l, "b", NULL, OUTCOME_CREATED, 10);
    add(l, "b", NULL, OUTCOME_CREATED, 20);
    add(l, "b", NULL, OUTCOME_UNKNOWN, 30);
    add(l, "refused", NULL, OUTCOME_REFUSED, 0);
    assert_true(ledger_set_ticket(l, "a", "SUP-1", NULL));
    assert_true(ledger_set_ticket(l, "b", "SUP-2", NULL));
    struct buf notes;
    buf_init(&notes, BUF_TEXT_MAX);
    assert_true(ledger_each_configuration(l, note_down, &notes, NULL));
    assert_string_equal(notes.data, "a SUP-1 - 0\nb SUP-2 https://example.com/2 20\n");
    buf_finish(&notes);
    ledger_close(l);
}

static void ledger_open__migrates_an_empty_file__from_version_0(void **state)
{
    (void)state;
    scratch_write(ledger_file, "", 0);
    struct ledger *l = ledger_must_open();
    add(l, "acme", NULL, OUTCOME_CREATED, 0);
    ledger_close(l);
    l = ledger_must_open();
    assert_int_equal(count(l, (struct ledger_query){0}), 1);
    ledger_close(l);
}

/* ---- older and newer versions of the file: tests/data/ledger has one of each */

static void make_version(long version)
{
    char *path = xasprintf(TEST_DATA "/ledger/version-%ld.sql", version);
    size_t len;
    char *text = scratch_read(path, &len);
    sql(text);
    free(text);
    free(path);
}

static void looks_migrated(struct ledger *l, long version)
{
    struct link_rows rows = {0};
    assert_true(ledger_links(l, &(struct ledger_query){0}, &rows, NULL));
    assert_int_equal(rows.count, 3);
    assert_int_equal(rows.items[0].outcome, OUTCOME_UNKNOWN);
    assert_true(link_row_open(&rows.items[0]));
    assert_string_equal(rows.items[1].configuration, "near");
    assert_int_equal(rows.items[1].environment, ENVIRONMENT_SANDBOX);
    assert_true(rows.items[1].stand_in);
    assert_string_equal(rows.items[2].url, "https://portal.example.com/1");
    assert_string_equal(rows.items[2].customer_key, "acme");
    assert_int_equal(rows.items[2].environment, version == 1 ? ENVIRONMENT_NONE : ENVIRONMENT_PRODUCTION);
    assert_false(rows.items[2].stand_in);
    link_rows_finish(&rows);
    char *ticket = ledger_ticket(l, "far"), *mapping = ledger_mapping(l, "far", "/rooms", "a");
    assert_string_equal(ticket, "SUP-1");
    assert_int_equal(mapping != NULL, version >= 3);
    free(ticket);
    free(mapping);
}

static void ledger_open__keeps_what_was_known__in_a_file_of_any_older_version(void **state)
{
    for (long version = 1; version <= migrations_version(); version++) {
        ledger_place_remove(state);
        ledger_place_make(state);
        make_version(version);
        struct ledger *l = ledger_must_open();
        looks_migrated(l, version);
        add(l, "new", NULL, OUTCOME_CREATED, 0);
        assert_true(ledger_note_checked(l, 3, CHECKED_ABSENT, 9, NULL));
        ledger_close(l);
        l = ledger_must_open();
        assert_int_equal(count(l, (struct ledger_query){0}), 4);
        ledger_close(l);
    }
}

/* Table, column, type, NOT NULL, default and key of all tables, whatever their words. */
static void columns(struct buf *out)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open(ledger_file, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "SELECT m.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type || c.\"notnull\" "
                           "|| ' ' || ifnull(c.dflt_value, '') || c.pk FROM sqlite_schema m, "
                           "pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid",
                           -1, &s, NULL),
        SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW)
        buf_printf(out, "%s\n", (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    sqlite3_close(db);
}

/* Otherwise the files of the test would show nothing about those of operators. */
static void ledger_open__makes_the_same_tables__of_nothing_and_of_every_version(void **state)
{
    struct buf fresh;
    buf_init(&fresh, BUF_TEXT_MAX);
    ledger_close(ledger_must_open());
    columns(&fresh);
    assert_true(fresh.len > 0);
    for (long version = 1; version <= migrations_version(); version++) {
        struct buf migrated;
        buf_init(&migrated, BUF_TEXT_MAX);
        ledger_place_remove(state);
        ledger_place_make(state);
        make_version(version);
        if (version < migrations_version())
            ledger_close(ledger_must_open());
        columns(&migrated);
        assert_string_equal(migrated.data, fresh.data);
        buf_finish(&migrated);
    }
    buf_finish(&fresh);
}

static void ledger_mapping__is_kept__by_configuration_list_and_header(void **state)
{
    (void)state;
    struct ledger *l = ledger_must_open();
    assert_null(ledger_mapping(l, "acme", "/rooms", "a\nb\n"));
    assert_true(ledger_set_mapping(l, "acme", "/rooms", "a\nb\n", "{1}", NULL));
    assert_true(ledger_set_mapping(l, "acme", "/rooms", "a\n", "{2}", NULL));
    assert_true(ledger_set_mapping(l, "acme", "/rooms", "a\nb\n", "{3}", NULL));
    assert_true(ledger_rename(l, "acme", "ajax", NULL));
    ledger_close(l);
    l = ledger_must_open();
    char *kept = ledger_mapping(l, "ajax", "/rooms", "a\nb\n");
    assert_string_equal(kept, "{3}");
    assert_null(ledger_mapping(l, "acme", "/rooms", "a\n"));
    assert_null(ledger_mapping(l, "ajax", "/units", "a\n"));
    free(kept);
    ledger_close(l);
}

static void ledger_open__refuses__the_file_of_a_newer_version(void **state)
{
    (void)state;
    ledger_close(ledger_must_open());
    sql("PRAGMA user_version = 999");
    must_fail(ERR_LIMIT, "newer");
    char *back = xasprintf("PRAGMA user_version = %ld", migrations_version());
    sql(back);
    free(back);
    ledger_close(ledger_must_open());
}

static void ledger_open__leaves_alone__what_is_not_its_file(void **state)
{
    (void)state;
    sql("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
    size_t before_len, after_len;
    char *before = scratch_read(ledger_file, &before_len);
    must_fail(ERR_EXISTS, "another program");
    char *after = scratch_read(ledger_file, &after_len);
    assert_int_equal(before_len, after_len);
    assert_memory_equal(before, after, before_len);
    free(before), free(after);
}

static void ledger_open__says_so__when_there_is_no_place_for_it(void **state)
{
    (void)state;
    scratch_write(ledger_file, "", 0);
    char *below = scratch_path(ledger_file, "state.db");
    free(ledger_file);
    ledger_file = below;
    must_fail(ERR_IO, "Not a directory");
}

/* One of several processes on the same file: opens a handle for each attempt, as short commands do. */
static void record_attempts(int who, int attempts)
{
    char name[16];
    snprintf(name, sizeof name, "p%d", who);
    for (int i = 0; i < attempts; i++) {
        struct err e = {0};
        struct ledger *l = ledger_open(ledger_file, &e);
        struct link_row r = {.started = i, .configuration = name};
        const bool begun = l && ledger_begin(l, &r, &e);
        r.outcome = OUTCOME_CREATED;
        if (!begun || !ledger_end(l, &r, &e)) {
            print_error("%s\n", e.text);
            _exit(1);
        }
        ledger_close(l);
    }
    _exit(0);
}

/* Every process starts on a file that no other has made or migrated yet. */
static void race(size_t before)
{
    enum { PROCESSES = 6, ATTEMPTS = 3 };
    pid_t children[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0)
            record_attempts(i, ATTEMPTS);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    struct ledger *l = ledger_must_open();
    assert_int_equal(count(l, (struct ledger_query){.usable = true}) - before, PROCESSES * ATTEMPTS);
    ledger_close(l);
}

static void ledger__loses_nothing__among_processes_that_start_together(void **state)
{
    for (int round = 0; round < 20; round++) {
        ledger_place_remove(state);
        ledger_place_make(state);
        race(0);
    }
}

static void ledger__is_migrated_once__among_processes_that_start_together(void **state)
{
    for (long version = 1; version <= migrations_version(); version++) {
        ledger_place_remove(state);
        ledger_place_make(state);
        make_version(version);
        race(2);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, ledger_place_make, ledger_place_remove)
    const struct CMUnitTest tests[] = {
        TEST(ledger_open__makes_private_files__whatever_the_umask),
        TEST(ledger_open__closes_a_file_to_others__that_was_readable),
        TEST(ledger_begin__is_seen_by_others_at_once__without_an_outcome),
        TEST(ledger_end__keeps_every_member__across_a_restart),
        TEST(ledger_end__fails__for_an_attempt_that_was_not_begun),
        TEST(ledger_links__answers_queries__newest_first),
        TEST(ledger_set_ticket__keeps_one_ticket__for_each_configuration),
        TEST(ledger_rename__takes_ticket_and_links_along__even_onto_a_name_with_a_past),
        TEST(ledger_release__leaves_links_in_the_list__and_none_with_the_name),
        TEST(ledger_note_checked__keeps_a_note__of_what_is_unknown),
        TEST(ledger_count_open__counts_what_somebody_has_to_look_for__and_no_more),
        TEST(ledger_note_checked__refuses__what_is_known_or_not_there),
        TEST(ledger_note_checked__says_what_failed__and_not_that_there_is_none),
        TEST(ledger_each_configuration__gives_ticket_and_newest_link__in_one_pass),
        TEST(ledger_open__migrates_an_empty_file__from_version_0),
        TEST(ledger_open__keeps_what_was_known__in_a_file_of_any_older_version),
        TEST(ledger_open__makes_the_same_tables__of_nothing_and_of_every_version),
        TEST(ledger_open__refuses__the_file_of_a_newer_version),
        TEST(ledger_mapping__is_kept__by_configuration_list_and_header),
        TEST(ledger_open__leaves_alone__what_is_not_its_file),
        TEST(ledger_open__says_so__when_there_is_no_place_for_it),
        TEST(ledger__loses_nothing__among_processes_that_start_together),
        TEST(ledger__is_migrated_once__among_processes_that_start_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
