/* The interactive program and its ledger: noting what was found, a database that another program holds, that
 * is damaged, or that cannot be had at all. Real disk, real SQLite, a server that follows a script. */
#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/forms/fixture.h"
#include "tests/program.h"
#include "tests/scratch.h"
#include "tests/server/server.h"
#include "tui/app/perform.h"
#include "tui/jobs/outcome.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *directory, *database;

struct scene {
    struct server *server;
    struct session se;
    struct world w;
    struct fixture f;
    sqlite3 *other; /* another program's hold on the database */
};

static int make_scratch(void **state)
{
    (void)state;
    directory = scratch_new();
    program_home(directory);
    struct paths p;
    if (!paths_init(&p, NULL))
        return -1;
    database = xstrdup(p.database);
    paths_finish(&p);
    return 0;
}

static int remove_scratch(void **state)
{
    (void)state;
    free(database);
    scratch_free(directory);
    return 0;
}

static const struct step created[SCRIPT_MAX] = {
    {.kind = STEP_READ},
    {.kind = STEP_ANSWER,
     .bytes = "HTTP/1.1 200 OK\r\n",
     .body = "{\"url\":\"https://portal.example.com/1\"}"},
};

static void begin(struct scene *s)
{
    *s = (struct scene){.server = server_start(created)};
    const struct connection_options options = {.endpoint = server_url(s->server), .timeout = 10};
    struct err e = {0};
    session_init(&s->se);
    if (!world_open(&s->w, &e) || !world_connect(&s->w, &options, &s->se, &e) ||
        !world_set_key(&s->w, &s->se, "seam_test1_not_a_real_key", NULL, &e))
        fail_msg("%s", e.text);
    fixture_begin(&s->f, "{\"customer_data\": {\"customer_key\": \"acme\"}}");
    s->se.schema = s->f.schema;
    s->se.wizard = s->f.wizard;
    s->w.open.doc = s->f.doc;
    session_open(&s->se, s->w.open.doc);
}

static void end(struct scene *s)
{
    s->se.doc = NULL; /* the world's */
    session_finish(&s->se);
    world_finish(&s->w);
    s->f.doc = NULL; /* it was the world's */
    fixture_end(&s->f);
    server_free(s->server);
}

/* What it reports at once; a state of REPORT_PROGRESS where it reports later. */
static struct report perform_with(struct scene *s, enum effect_type type, const char *text, const char *other)
{
    struct effects list;
    struct report r;
    effects_init(&list);
    effects_add(&list, type, text, other);
    if (!perform(&s->w, &s->se, NULL, &list.items[0], &r))
        r.state = REPORT_PROGRESS;
    effects_finish(&list);
    return r;
}

static void done(struct scene *s, enum effect_type type, const char *text, const char *other)
{
    const struct report r = perform_with(s, type, text, other);
    if (r.state != REPORT_DONE)
        fail_msg("%s", r.err.text);
}

static void refused(struct scene *s, enum effect_type type, const char *text, const char *words)
{
    const struct report r = perform_with(s, type, text, NULL);
    assert_int_equal(r.state, REPORT_FAILED);
    if (!strstr(r.err.text, words))
        fail_msg("\"%s\" does not say \"%s\"", r.err.text, words);
}

static void take_hold(struct scene *s)
{
    assert_int_equal(sqlite3_open(database, &s->other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(s->other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
}

static void let_go(struct scene *s)
{
    assert_int_equal(sqlite3_exec(s->other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(s->other);
}

/* Sends, and waits until the server has answered: true once the end is recorded. */
static bool step(struct scene *s)
{
    struct report r;
    perform_wait(&s->w, NULL, 0, -1);
    while (perform_step(&s->w, &s->se, &r))
        if (r.effect == EFFECT_SEND && r.state == REPORT_DONE)
            return true;
    return false;
}

static void send_to_the_end(struct scene *s)
{
    assert_int_equal(perform_with(s, EFFECT_SEND, NULL, NULL).state, REPORT_PROGRESS);
    while (!step(s))
        ;
    assert_int_equal(s->se.result.outcome, OUTCOME_CREATED);
}

/* ---- what was found */

static void link_checked__changes_row_and_ledger__and_takes_it_back(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    struct link_row row = {.started = 1};
    assert_true(ledger_begin(s.w.library.ledger, &row, NULL));
    done(&s, EFFECT_LINKS, NULL, NULL);
    done(&s, EFFECT_LINK_CHECKED, "1", "exists");
    assert_int_equal(s.se.links.items[0].checked, CHECKED_EXISTS);
    done(&s, EFFECT_LINKS, NULL, NULL);
    assert_int_equal(s.se.links.items[0].checked, CHECKED_EXISTS);
    assert_true(s.se.links.items[0].checked_at > 0);
    done(&s, EFFECT_LINK_CHECKED, "1", NULL);
    assert_true(link_row_open(&s.se.links.items[0]));
    refused(&s, EFFECT_LINK_CHECKED, "2", "not in the list");
    end(&s);
}

static void unchecked__is_counted__for_the_customer_of_what_is_open(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    char customer[] = "acme";
    struct link_row row = {.started = 5, .customer_key = customer}, other = {.started = 6};
    assert_true(ledger_begin(s.w.library.ledger, &row, NULL));
    assert_true(ledger_begin(s.w.library.ledger, &other, NULL));
    done(&s, EFFECT_UNCHECKED, NULL, NULL);
    assert_int_equal(s.se.unchecked.all, 2);
    assert_int_equal(s.se.unchecked.of_customer, 1);
    assert_int_equal(s.se.unchecked.latest, 5);
    done(&s, EFFECT_LINKS, NULL, NULL);
    done(&s, EFFECT_LINK_CHECKED, "1", "absent");
    done(&s, EFFECT_LIST, NULL, NULL);
    assert_int_equal(s.se.unchecked.all, 1);
    assert_int_equal(s.se.unchecked.of_customer, 0);
    assert_int_equal(server_end(s.server)->connections, 0); /* nothing is sent again by itself */
    end(&s);
}

/* ---- another program writes */

static void send__sends_nothing__while_another_program_holds_the_ledger(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    take_hold(&s);
    refused(&s, EFFECT_SEND, NULL, "Nothing was sent");
    refused(&s, EFFECT_SEND, NULL, "in use by another program");
    assert_false(s.w.running);
    done(&s, EFFECT_LINKS, NULL, NULL); /* reading waits for nobody */
    let_go(&s);
    send_to_the_end(&s);
    assert_int_equal(server_end(s.server)->posts, 1);
    end(&s);
}

static void send__records_its_end__once_another_program_lets_go(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    assert_int_equal(perform_with(&s, EFFECT_SEND, NULL, NULL).state, REPORT_PROGRESS);
    take_hold(&s);
    while (submit_wait(s.w.submit) < 0)
        assert_false(step(&s));
    assert_true(s.w.running);
    let_go(&s);
    while (!step(&s))
        ;
    assert_false(s.se.unrecorded);
    done(&s, EFFECT_LINKS, NULL, NULL);
    assert_int_equal(s.se.links.items[0].outcome, OUTCOME_CREATED);
    end(&s);
}

/* The program is asked to end while the answer is there and its record is not. */
static void a_link__whose_record_waits_at_the_end__is_not_called_cut_off(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin(&s);
    assert_int_equal(perform_with(&s, EFFECT_SEND, NULL, NULL).state, REPORT_PROGRESS);
    take_hold(&s);
    while (submit_wait(s.w.submit) < 0)
        assert_false(step(&s));
    let_go(&s);
    assert_true(perform_stop(&s.w, &s.se, &r));
    assert_string_equal(outcome_last_words(s.se.result.outcome, !s.se.unrecorded),
                        "The link was created, and is in the list of links.");
    assert_int_equal(s.w.made.count, 1);
    end(&s);
}

static void world_open__waits_for_nobody__who_keeps_the_ledger_for_himself(void **state)
{
    (void)state;
    struct scene s;
    begin(&s);
    end(&s);
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(database, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other,
                                  "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM attempts",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    begin(&s);
    assert_non_null(strstr(s.w.trouble.text, "in use by another program"));
    refused(&s, EFFECT_LINKS, NULL, "in use by another program");
    refused(&s, EFFECT_SEND, NULL, "Nothing was sent");
    sqlite3_close(other);
    send_to_the_end(&s);
    end(&s);
}

/* ---- a database that cannot be used */

static void world_open__goes_on_without_a_ledger__until_there_is_one(void **state)
{
    (void)state;
    struct scene s;
    assert_int_equal(mkdir(database, 0700), 0); /* nobody can write that, not even root */
    begin(&s);
    assert_non_null(strstr(s.w.trouble.text, "state.db"));
    refused(&s, EFFECT_SEND, NULL, "Nothing was sent");
    refused(&s, EFFECT_LINKS, NULL, "state.db");
    assert_int_equal(rmdir(database), 0);
    send_to_the_end(&s);
    done(&s, EFFECT_LINKS, NULL, NULL);
    assert_int_equal(s.se.links.count, 1);
    end(&s);
}

static void world_open__goes_on__without_a_place_to_save(void **state)
{
    (void)state;
    struct scene s;
    char *taken = scratch_path(directory, "taken");
    scratch_write(taken, "", 0);
    setenv("XDG_DATA_HOME", taken, 1);
    begin(&s);
    perform_news(&s.w, &s.se);
    assert_non_null(strstr(s.se.message.text, "nothing will be sent"));
    assert_non_null(strstr(s.se.message.text, "taken"));
    refused(&s, EFFECT_SAVE_AS, "acme", "taken");
    refused(&s, EFFECT_SEND, NULL, "Nothing was sent");
    assert_int_equal(server_end(s.server)->bytes, 0);
    end(&s);
    free(taken);
}

static void world_open__ends_the_start__when_a_newer_program_wrote_the_ledger(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(database, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "PRAGMA application_id = 0x53505455; PRAGMA user_version = 999", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    struct world w;
    struct err e = {0};
    assert_false(world_open(&w, &e));
    assert_non_null(strstr(e.text, "newer"));
    world_finish(&w);
}

static void perform_news__tells_of_a_damaged_ledger__once(void **state)
{
    (void)state;
    struct scene s;
    scratch_write(database, "garbage that is no database", 27);
    begin(&s);
    assert_int_equal(s.w.trouble.code, ERR_NONE);
    perform_news(&s.w, &s.se);
    assert_non_null(strstr(s.se.message.text, "damaged"));
    session_say(&s.se, SEVERITY_NOTE, "Saved.");
    perform_news(&s.w, &s.se);
    assert_string_equal(s.se.message.text, "Saved.");
    send_to_the_end(&s);
    end(&s);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        TEST(link_checked__changes_row_and_ledger__and_takes_it_back),
        TEST(unchecked__is_counted__for_the_customer_of_what_is_open),
        TEST(send__sends_nothing__while_another_program_holds_the_ledger),
        TEST(send__records_its_end__once_another_program_lets_go),
        TEST(a_link__whose_record_waits_at_the_end__is_not_called_cut_off),
        TEST(world_open__waits_for_nobody__who_keeps_the_ledger_for_himself),
        TEST(world_open__goes_on_without_a_ledger__until_there_is_one),
        TEST(world_open__goes_on__without_a_place_to_save),
        TEST(world_open__ends_the_start__when_a_newer_program_wrote_the_ledger),
        TEST(perform_news__tells_of_a_damaged_ledger__once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
